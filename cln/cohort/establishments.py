"""Which establishment of the register a nomination is of: by its code, else by its name and council."""

from collections.abc import Collection, Sequence
from functools import cached_property

from sqlmodel import Session

from cln.cohort.identity import Identity, Names
from cln.cohort.whom import Which, either
from cln.files.records import Record
from cln.programme import Sector
from cln.register.queries import establishments_by_code, list_authorities
from cln.tables.register import Establishment
from cln.words import fold, near_codes, nearest_name, quoted


class Establishments:
    """The register while nominations are read.

    An establishment must be open, or one of those `here`, that have an entry in the cohort already.
    """

    def __init__(self, session: Session, here: Collection[int]) -> None:
        self._session, self._here = session, here
        self._departments = establishments_by_code(session)
        self._by_id = {one.id: one for known in self._departments.values() for one in known}
        self._names = Names(session)
        self.doubts: list[str] = []
        """In sentences, which rows were taken by a name."""

    def __bool__(self) -> bool:
        return bool(self._departments)

    def of(self, record: Record, identity: Identity) -> Establishment | None:
        """The establishment that a row is about; None, and a problem noted, where nobody can tell."""
        column = "code" if identity.which or not identity.establishment else "establishment"
        try:
            if identity.which is None:
                return self._named(record, identity)
            meant = self._coded(identity.which)
        except ValueError as error:
            record.problem(column, str(error))
            return None
        return self._undisputed(record, identity, meant)

    def _coded(self, which: Which) -> Establishment:
        code, sector = which.code, which.sector
        known = self._departments.get(code, ())
        if not known:
            names = {one: departments[0].name for one, departments in self._departments.items()}
            raise ValueError(_not_registered(code, sector, near_codes(code, names)))
        fitting = [one for one in known if sector in {None, one.sector}]
        sectors = " and ".join(one.sector for one in known)
        if not fitting:
            raise ValueError(f"{code} is {sectors} in the register, not {sector}; correct the sector")
        still_open = self._open(fitting)
        if not still_open:
            raise ValueError(_closed(fitting[0], self._by_id.get(fitting[0].merged_into_id)))
        if len(still_open) > 1:
            raise ValueError(f"{code} covers {sectors}; write the sector in this row")
        return still_open[0]

    def _named(self, record: Record, identity: Identity) -> Establishment:
        """The one that is called so in its council, or of those of the cohort; ValueError with a sentence."""
        if not identity.establishment:
            raise ValueError("is empty; write the SEED code (7 digits) or the CS number")
        authority = self._names.authorities.get(fold(identity.authority))
        if identity.authority and authority is None:
            raise ValueError(f"{quoted(identity.authority)} is no authority; correct it, or write the code")
        called = self._open(self._names.establishments.get(fold(identity.establishment), ()))
        fitting = [
            one
            for one in called
            if (one.authority_id == authority if identity.authority else one.id in self._here)
            and identity.sector in {None, one.sector}
        ]
        if len(fitting) == 1:
            how = " and council" if identity.authority else ", which no other of the cohort has"
            one = fitting[0]
            taken = f"{quoted(identity.establishment)} is taken for {self._label(one)} by its name{how}"
            self.doubts.append(f"{record.named}: {taken}")
            return one
        raise ValueError(self._why_not(identity, authority, fitting or called))

    def _why_not(self, identity: Identity, authority: int | None, called: Sequence[Establishment]) -> str:
        name = quoted(identity.establishment)
        if called and not identity.authority:
            labels = either(f"{self._label(one)} ({self._council(one)})" for one in called[:5])
            return f"{name} could be {labels}; write its code, or its council beside it"
        there = [one for one in self._by_id.values() if authority in {None, one.authority_id}]
        if called:
            return f"{name} could be {either(map(self._label, called[:5]))}; write its code"
        near = nearest_name(identity.establishment, {one.name for one in there}) if there else None
        likely = either(self._label(one) for one in there if one.name == near) if near else ""
        asked = f"did you mean {likely}? Write its code" if likely else "write its code"
        council = f" in {identity.authority}" if identity.authority else ""
        return f"{name}{council} is not in the register; {asked}"

    def _undisputed(self, record: Record, identity: Identity, one: Establishment) -> Establishment | None:
        """The establishment of the code, unless the row names another: then somebody says which is meant."""
        others = self._open(self._names.contradicting(identity.establishment, one))
        authority = self._names.authorities.get(fold(identity.authority)) if identity.authority else None
        others = [other for other in others if other.authority_id == authority] or others
        so = f"{one.code} is {one.name} in {self._council(one) if identity.authority else 'the register'}"
        if others:
            question = f"{so}, but {quoted(identity.establishment)} is the name of {others[0].code}"
            return self._asked(record, "establishment", question, (one, *others))
        if authority not in {None, one.authority_id}:
            return self._asked(record, "authority", f"{so}, not in {identity.authority}", (one,))
        if doubt := self._names.doubt(identity.establishment, identity.authority, one):
            self.doubts.append(f"{record.named}: {doubt}")
        return one

    def _asked(
        self, record: Record, column: str, question: str, choices: Sequence[Establishment]
    ) -> Establishment | None:
        labels = {self._label(one): one for one in choices}
        answer = record.ask(column, f"{question}; correct one of them, or say which is meant", list(labels))
        return labels[answer] if answer else None

    def _open(self, among: Sequence[Establishment]) -> list[Establishment]:
        return [one for one in among if one.closed_on is None or one.id in self._here]

    @staticmethod
    def _label(one: Establishment) -> str:
        return f"{one.code} ({one.sector})"

    @cached_property
    def _councils(self) -> dict[int | None, str]:
        return {authority.id: authority.name for authority in list_authorities(self._session)}

    def _council(self, one: Establishment) -> str:
        return self._councils[one.authority_id]


def _not_registered(code: str, sector: str | None, near: str) -> str:
    usual = Sector.ELC if code.startswith("CS") else Sector.PRIMARY
    add = f'cln establishment add {code} --name "..." --authority "..." --sector {sector or usual.value}'
    what = f"did you mean {near}? If not, add it with" if near else "correct it, or add it with"
    return f"{code} is not in the register; {what}: {add}"


def _closed(one: Establishment, into: Establishment | None) -> str:
    if into is None:
        return f"{one.code} {one.name} closed on {one.closed_on}; take the row out"
    merged = f"{one.code} {one.name} was merged into {into.code} {into.name} on {one.closed_on}"
    return f"{merged}; write {into.code}, or take the row out"
