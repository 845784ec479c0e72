"""Queries about a cohort's entries with everything that belongs to them: establishment, authority, people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cln.models import Answer, Authority, Cohort, Entry, Establishment, Participant
from cln.programme import Role


@dataclass(frozen=True)
class EnrolledEntry:
    """An entry's row with its establishment, the name of its authority and its people."""

    entry: Entry
    establishment: Establishment
    authority: str
    participants: tuple[Participant, ...]
    """Those who are on it now, in the order in which they came."""
    left: tuple[Participant, ...] = ()
    """Those who were on it and have left; what they did stays on record."""

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
        """How messages name the entry: code and sector, and its number where that is not 1."""
        number = f", entry {self.entry.number}" if self.entry.number != 1 else ""
        return f"{self.establishment.code} ({self.establishment.sector}{number})"


def enrolled(session: Session, cohort: Cohort) -> list[EnrolledEntry]:
    """All entries that the cohort ever had, withdrawn ones too, by code, sector and number; two queries."""
    people: dict[int, list[Participant]] = {}
    of_cohort = (
        select(Participant).join(Entry).where(Entry.cohort_id == cohort.id).order_by(col(Participant.id))
    )
    for person in session.exec(of_cohort):
        people.setdefault(person.entry_id, []).append(person)
    rows = session.exec(
        select(Entry, Establishment, Authority.name)
        .join(Establishment, col(Entry.establishment_id) == col(Establishment.id))
        .join(Authority, col(Establishment.authority_id) == col(Authority.id))
        .where(Entry.cohort_id == cohort.id)
    )
    found = [
        _with_people(entry, establishment, authority, people.get(entry.id or 0, []))
        for entry, establishment, authority in rows
    ]
    return sorted(found, key=lambda one: one.key)


def active(session: Session, cohort: Cohort) -> list[EnrolledEntry]:
    """The cohort's entries that have not withdrawn, by code, sector and number; two queries."""
    return [entry for entry in enrolled(session, cohort) if entry.entry.withdrawn_on is None]


def answered(session: Session, cohort: Cohort) -> set[int]:
    """The ids of the cohort's entries that have answered the survey."""
    of_cohort = select(Answer.entry_id).join(Entry).where(Entry.cohort_id == cohort.id).distinct()
    return set(session.exec(of_cohort))


def of_establishments(
    session: Session, establishments: Iterable[Establishment]
) -> list[tuple[Entry, Cohort]]:
    """Every entry that these establishments ever had, with its cohort, earliest launch first."""
    query = (
        select(Entry, Cohort)
        .join(Cohort, col(Entry.cohort_id) == col(Cohort.id))
        .where(col(Entry.establishment_id).in_([establishment.id for establishment in establishments]))
    )
    return sorted(session.exec(query), key=lambda found: (found[1].launch, found[1].name, found[0].number))


def _with_people(
    entry: Entry, establishment: Establishment, authority: str, people: Sequence[Participant]
) -> EnrolledEntry:
    present = tuple(person for person in people if person.left_on is None)
    return EnrolledEntry(
        entry, establishment, authority, present, tuple(person for person in people if person.left_on)
    )
