"""What a file of establishments says otherwise than the register, and which of them a row means."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from cln.files.records import Record
from cln.register.queries import establishments_by_key, list_authorities
from cln.register.reading.register import EstablishmentFile, EstablishmentRow
from cln.store.rows import grouped
from cln.tables.register import Establishment
from cln.words import fold

Pair = tuple[Establishment, EstablishmentRow]


@dataclass(frozen=True)
class Differed:
    """What a file says otherwise of an establishment of the register."""

    code: str
    sector: str
    was: str
    now: str


@dataclass(frozen=True)
class Differences:
    """A file of establishments beside the register. Nothing of it has been written."""

    new: tuple[EstablishmentRow, ...]
    known: tuple[Pair, ...]
    without_authority: tuple[EstablishmentRow, ...]
    """New ones that no council runs, which the register has no place for."""
    missing: tuple[Establishment, ...]
    """Those that are open and that the file should name, and does not."""
    renamed: tuple[Differed, ...]
    """Another spelling is no other name."""
    moved: tuple[Differed, ...]
    """To another authority."""
    quintiles: tuple[Differed, ...]
    """Those whose SIMD quintile was another."""
    departments: tuple[Differed, ...]
    """New departments of a code that the register has; was: the sectors of the others."""
    namesakes: tuple[Differed, ...]
    """New ones that have the name of one on record, of the same council and sector; was: its code."""

    @property
    def closed(self) -> tuple[str, ...]:
        """Codes in the file whose establishment is closed, and stays so."""
        return tuple(sorted(one.code for one, _ in self.known if one.closed_on is not None))

    def label(self, one: Differed) -> str:
        """How a sentence names an establishment: by its code, with the sector where several have it."""
        several = [row for _, row in self.known if row.code == one.code]
        return one.code if len(several) < 2 else f"{one.code} {one.sector}"


class _Register:
    """The register while a file is held against it."""

    def __init__(
        self, by_key: Mapping[tuple[str, str], Establishment], rows: Sequence[EstablishmentRow]
    ) -> None:
        every = [by_key[key] for key in sorted(by_key)]
        self.by_code = grouped(every, lambda one: one.code)
        self.names = grouped((one for one in every if one.closed_on is None), lambda one: fold(one.name))
        self.in_file = grouped(rows, lambda row: row.code)

    def contradicted(self, row: EstablishmentRow) -> list[Establishment]:
        """Whom else a row can mean: its name is that of another one, which the file does not name so itself.

        A school may take a name that another has, so both must be of one council, or the file must have given
        the other one a name of somebody else, as where codes or names were moved against each other.
        """
        known = self.by_code.get(row.code, [])
        if any(one.name == row.name for one in known):
            return []
        name = fold(row.name)
        if name not in self.names or any(fold(one.name) == name for one in known):
            return []
        councils = {row.authority_id} if row.authority_id else {one.authority_id for one in known}
        others = [one for one in self.names[name] if self._may_be(one, row, is_known=bool(known))]
        return [one for one in others if one.authority_id in councils or self._was_given_another(one)]

    def namesakes(self) -> dict[tuple[str, str], list[Establishment]]:
        """Whom rows can mean whose code nobody has: in a file of who gives the codes, these are no slips."""
        rows = [row for rows in self.in_file.values() for row in rows if row.code not in self.by_code]
        return {row.key: others for row in rows if (others := self.contradicted(row))}

    def _may_be(self, other: Establishment, row: EstablishmentRow, *, is_known: bool) -> bool:
        """Whether another establishment can be the one that a row means by its name."""
        same_sector = other.sector == row.sector or (is_known and "ELC" not in {other.sector, row.sector})
        named_itself = any(fold(one.name) == fold(other.name) for one in self.in_file.get(other.code, ()))
        renamed = other.code in self.in_file and not self._was_given_another(other)
        return same_sector and not named_itself and not renamed

    def _was_given_another(self, other: Establishment) -> bool:
        """Whether the file calls it by a name that the register has for somebody else."""
        return any(
            one.code != other.code
            for row in self.in_file.get(other.code, ())
            for one in self.names.get(fold(row.name), ())
        )


def compare(session: Session, file: EstablishmentFile) -> Differences:
    """Hold a file of establishments against the register.

    Raises:
        BadRows: a row is not right, or nobody has said which establishment it means.
    """
    by_key = establishments_by_key(session)
    register = _Register(by_key, file.rows if by_key else ())
    rows, others = file.rows, register.namesakes() if file.layout.national else {}
    if by_key:
        rows = tuple(row if row.key in others else _meant(row, register) for row in rows)
        _note_twice(rows)
    file.problems.refuse_any()
    known = tuple((by_key[row.key], row) for row in rows if row.key in by_key)
    fresh = [row for row in rows if row.key not in by_key]
    councils = {one.id: one.name for one in list_authorities(session)}
    return Differences(
        new=tuple(row for row in fresh if row.authority_id is not None),
        known=known,
        without_authority=tuple(row for row in fresh if row.authority_id is None),
        missing=tuple(_missing(by_key, rows, file)),
        renamed=tuple(
            Differed(row.code, row.sector, one.name, row.name)
            for one, row in known
            if one.name != row.name and fold(one.name) != fold(row.name)
        ),
        moved=tuple(
            Differed(row.code, row.sector, councils[one.authority_id], councils[row.authority_id])
            for one, row in known
            if row.authority_id not in {None, one.authority_id}
        ),
        quintiles=tuple(
            Differed(row.code, row.sector, str(one.simd_quintile), str(row.simd_quintile))
            for one, row in known
            if one.simd_quintile is not None and row.simd_quintile not in {None, one.simd_quintile}
        ),
        departments=tuple(
            Differed(row.code, row.sector, " and ".join(one.sector for one in departments), row.name)
            for row in fresh
            if (departments := register.by_code.get(row.code, []))
        ),
        namesakes=tuple(
            Differed(row.code, row.sector, " or ".join(one.code for one in others[row.key]), row.name)
            for row in fresh
            if row.key in others
        ),
    )


def _meant(row: EstablishmentRow, register: _Register) -> EstablishmentRow:
    """The row, for the establishment that it means: as somebody decided where code and name contradict."""
    others = register.contradicted(row)
    if not others or row.record is None:
        return row
    codes = (row.code, *dict.fromkeys(one.code for one in others))
    known = register.by_code.get(row.code)
    its = f"is {known[0].name} in the register" if known else "is not in the register"
    name = f"{row.name} is {' or '.join(codes[1:])}"
    column = "code" if "code" in row.record.at else "cs_number"
    code = row.record.ask(column, f"{row.code} {its}, and {name} there: which does the row mean?", codes)
    meant = [one for one in others if one.code == code]
    if not meant:
        return row
    same = next((one for one in meant if one.sector == row.sector), meant[0])
    return replace(row, code=same.code, sector=same.sector)


def _note_twice(rows: Sequence[EstablishmentRow]) -> None:
    """Note where, by what was decided, two rows mean one establishment."""
    first: dict[tuple[str, str], Record | None] = {}
    for row in rows:
        earlier = first.setdefault(row.key, row.record)
        if row.record is not earlier and row.record is not None and earlier is not None:
            row.record.problem("code", f"{earlier.named} means {row.code} too; take one of them out")


def _missing(
    by_key: Mapping[tuple[str, str], Establishment], rows: Sequence[EstablishmentRow], file: EstablishmentFile
) -> list[Establishment]:
    """Those open of the councils and sectors of which a file names all, and that it does not name."""
    there = {row.key for row in rows}
    councils = {row.authority_id for row in rows}
    pairs = {(row.authority_id, row.sector) for row in rows}
    every = file.layout.every
    return [
        one
        for key, one in sorted(by_key.items())
        if one.closed_on is None
        and key not in there
        and (
            (one.authority_id in councils and one.sector in every)
            if every
            else (one.authority_id, one.sector) in pairs
        )
    ]
