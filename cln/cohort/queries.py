"""Queries about cohorts and who takes part in them."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from cln.errors import Refused, Usage
from cln.programme import Role
from cln.store.rows import grouped
from cln.tables.cohorts import Cohort, Entry, Participant, Theme
from cln.tables.register import Authority, Establishment
from cln.words import called, listed, nearest_name, reference

if TYPE_CHECKING:
    from cln.tables.absences import Absence


def find_cohort(session: Session, name: str | None) -> Cohort:
    """The cohort called `name`, or of which that is enough of the name; without a name the only open one.

    Raises:
        Refused: there is no such cohort, or none at all.
        Usage: several are open and none was named, or the name could be several.
    """
    if name is not None:
        return _called(session, name)
    open_ones = _open(session)
    if not open_ones:
        raise Refused('no cohort is open; open one with: cln cohort open "Cohort 1" --launch 2026-09-10')
    if len(open_ones) > 1:
        names = ", ".join(repr(cohort.name) for cohort in open_ones)
        raise Usage(
            f'{len(open_ones)} cohorts are open ({names}); choose one, e.g. --cohort "{open_ones[0].name}"'
        )
    return open_ones[0]


def naming(session: Session, cohort: Cohort) -> str:
    """How a command line names a cohort after `cln `: not at all where it is taken without; one query."""
    alone = [one.id for one in _open(session)] == [cohort.id]
    return "" if alone else f'--cohort "{cohort.name}" '


def _open(session: Session) -> list[Cohort]:
    return list(session.exec(_open_ones()))


@cache
def _open_ones() -> SelectOfScalar[Cohort]:
    return select(Cohort).where(col(Cohort.closed_on).is_(None)).order_by(Cohort.name)


def themes_of(session: Session, cohort: Cohort, *, every: bool = False) -> list[Theme]:
    """The themes that the survey asks about in their order; with `every`, those of pre-matched groups too."""
    query = select(Theme).where(Theme.cohort_id == cohort.id).order_by(col(Theme.position))
    return list(session.exec(query if every else query.where(Theme.surveyed)))


def every_cohort(session: Session) -> tuple[Cohort, ...]:
    """All cohorts, the earliest launch first."""
    cohorts = sorted(session.exec(select(Cohort)), key=lambda cohort: cohort.name, reverse=True)
    return tuple(sorted(cohorts, key=lambda cohort: cohort.launch))


def _called(session: Session, name: str) -> Cohort:
    """The cohort of exactly this name, else the one that is called so but for its spelling, or begins so."""
    cohorts = session.exec(select(Cohort)).all()
    if exact := next((cohort for cohort in cohorts if cohort.name == name), None):
        return exact
    from cln.meant import Known, fitting, is_whole

    fits = fitting(name, [Known(cohort, cohort.name, cohort.name) for cohort in cohorts])
    if len(fits) > 1 and not is_whole(name, fits[0]):
        raise Usage(f"{name!r} could be {listed([one.name for one in fits])}; write the whole name")
    if not fits:
        near = nearest_name(name, [cohort.name for cohort in cohorts])
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"there is no cohort {name!r}; {asked}: cln cohort list")
    alike: Cohort = fits[0].value
    return alike


@dataclass(frozen=True)
class EntryLine:
    """The keys with which a result tells of an entry, see `EnrolledEntry.line`."""

    code: str
    sector: str
    entry: int
    name: str
    authority: str


@dataclass(frozen=True)
class EnrolledEntry:
    """An entry's row with its establishment, the name of its authority and its people."""

    entry: Entry
    establishment: Establishment
    authority: str
    participants: tuple[Participant, ...]
    """Those who are on it now, in the order in which they came."""
    left: tuple[Participant, ...]
    """Those who were on it and have left; what they did stays on record."""
    shared: bool
    """Its code covers several departments: sentences name its sector."""
    several: bool
    """Its establishment has or had others in the cohort: command lines name its number."""

    @property
    def id(self) -> int:
        """The entry's id."""
        assert self.entry.id is not None
        return self.entry.id

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells it from all others in the cohort: (code, sector, number)."""
        return (self.establishment.code, self.establishment.sector, self.entry.number)

    @property
    def line(self) -> tuple[str, str, int, str, str]:
        """What an `EntryLine` holds."""
        return (*self.key, self.establishment.name, self.authority)

    @property
    def names(self) -> dict[int, str]:
        """Id -> name of everybody who is or was on it."""
        return {person.id or 0: person.name for person in (*self.participants, *self.left)}

    @property
    def lacks(self) -> tuple[str, ...]:
        """The roles of which it should bring one and has none."""
        present = {person.role for person in self.participants}
        return tuple(role.value for role in Role if role not in present)

    @property
    def label(self) -> str:
        """How refusals name the entry: code and sector, and its number where that is not 1."""
        number = f", entry {self.entry.number}" if self.entry.number != 1 else ""
        return f"{self.establishment.code} ({self.establishment.sector}{number})"

    @property
    def named(self) -> str:
        """How sentences name the entry: code and name, and what else tells it apart."""
        return f"{self.establishment.code} {called(self.establishment.name, self.apart)}"

    @property
    def titled(self) -> str:
        """How sentences about teams name the entry: name and code, and what else tells it apart."""
        return called(self.establishment.name, (self.establishment.code, *self.apart))

    @property
    def apart(self) -> tuple[str, ...]:
        """What tells it from others of its code: its sector where that is shared, its number if not 1."""
        sector = [self.establishment.sector] if self.shared else []
        return (*sector, *([f"entry {self.entry.number}"] if self.entry.number != 1 else []))

    @property
    def reference(self) -> str:
        """How a command line names it."""
        return reference(*self.key, shared=self.shared, several=self.several)


def entries_of(session: Session, cohort: Cohort) -> list[EnrolledEntry]:
    """All entries that the cohort ever had, withdrawn ones too, by code, sector and number; two queries."""
    of_cohort = (
        select(Participant).join(Entry).where(Entry.cohort_id == cohort.id).order_by(col(Participant.id))
    )
    people = grouped(session.exec(of_cohort), lambda person: person.entry_id)
    other = aliased(Establishment)
    departments = select(func.count()).where(col(other.code) == col(Establishment.code)).scalar_subquery()
    rows = session.exec(
        select(Entry, Establishment, Authority.name, departments > 1)
        .join(Establishment, col(Entry.establishment_id) == col(Establishment.id))
        .join(Authority, col(Establishment.authority_id) == col(Authority.id))
        .where(Entry.cohort_id == cohort.id)
    ).all()
    entries = Counter(entry.establishment_id for entry, *_ in rows)
    enrolled = [
        EnrolledEntry(
            entry,
            establishment,
            authority,
            participants=tuple(one for one in people.get(entry.id or 0, ()) if one.left_on is None),
            left=tuple(one for one in people.get(entry.id or 0, ()) if one.left_on),
            shared=shared,
            several=entries[entry.establishment_id] > 1,
        )
        for entry, establishment, authority, shared in rows
    ]
    return sorted(enrolled, key=lambda entry: entry.key)


def active_entries(session: Session, cohort: Cohort) -> list[EnrolledEntry]:
    """The cohort's entries that have not withdrawn, by code, sector and number; two queries."""
    return [entry for entry in entries_of(session, cohort) if entry.entry.withdrawn_on is None]


def absences_of_entries(session: Session, cohort: Cohort) -> "dict[int, list[Absence]]":
    """Entry id -> the withdrawals of it that ended, the earliest first; one query."""
    from cln.tables.absences import Absence

    query = select(Absence).join(Entry, col(Entry.id) == col(Absence.entry_id))
    absences = session.exec(query.where(Entry.cohort_id == cohort.id).order_by(col(Absence.id)))
    return grouped(absences, lambda absence: absence.entry_id or 0)


def absences_of_people(session: Session, cohort: Cohort) -> "dict[int, list[Absence]]":
    """Participant id -> the times that they were away and came back, the earliest first; one query."""
    from cln.tables.absences import Absence

    query = (
        select(Absence)
        .join(Participant, col(Participant.id) == col(Absence.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(Entry.cohort_id == cohort.id)
    )
    return grouped(session.exec(query.order_by(col(Absence.id))), lambda absence: absence.participant_id or 0)
