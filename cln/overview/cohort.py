"""Where a cohort stands, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, absences_of_entries, answered_entries, entries_of, themes_of
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import facilitators_of
from cln.match import limits
from cln.programme import Sector
from cln.tables.cohorts import Cohort
from cln.tables.people import Absence


@dataclass(frozen=True)
class Part:
    """How many of a cohort belong to one sector."""

    sector: str
    establishments: int
    participants: int


@dataclass(frozen=True)
class Council:
    """How many of a cohort belong to one authority, and its key facilitators."""

    need: Need
    participants: int


@dataclass(frozen=True)
class Returned:
    """An entry that was away for a time."""

    entry: EnrolledEntry
    absence: Absence


@dataclass(frozen=True)
class Shown:
    """Where a cohort stands. Numbers count active entries and those who are on them; `withdrawn` are the
    other entries."""

    cohort: Cohort
    themes: tuple[str, ...]
    establishments: int
    entries: int
    participants: int
    answered: int
    facilitators: int
    sectors: tuple[Part, ...]
    authorities: tuple[Council, ...]
    withdrawn: tuple[EnrolledEntry, ...]
    returned: tuple[Returned, ...]
    """Withdrawals that ended."""
    own_terms: tuple[EnrolledEntry, ...]
    """Active entries that start late or finish early."""
    left: int
    """How many people have left active entries."""


def show(session: Session, cohort: Cohort) -> Shown:
    """Where the cohort stands, in numbers; a constant number of queries."""
    enrolled = entries_of(session, cohort)
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    supporting = facilitators_of(session, cohort)
    answered = answered_entries(session, cohort)
    absences = absences_of_entries(session, cohort)
    by_authority = Counter[str]()
    for one in active:
        by_authority[one.authority] += len(one.participants)
    return Shown(
        cohort=cohort,
        themes=tuple(theme.name for theme in themes_of(session, cohort)),
        establishments=len({one.establishment.id for one in active}),
        entries=len(active),
        participants=by_authority.total(),
        answered=sum(one.id in answered for one in active),
        facilitators=len(supporting),
        sectors=_sectors(active),
        authorities=tuple(
            Council(need, by_authority[need.authority])
            for need in needs(session, cohort, limits.in_force(session, cohort).facilitator_establishments)
        ),
        withdrawn=tuple(one for one in enrolled if one.entry.withdrawn_on is not None),
        returned=tuple(Returned(one, away) for one in enrolled for away in absences.get(one.id, ())),
        own_terms=tuple(one for one in active if one.entry.starts_on or one.entry.finishes_on),
        left=sum(len(one.left) for one in active),
    )


def _sectors(active: Sequence[EnrolledEntry]) -> tuple[Part, ...]:
    parts = []
    for sector in Sector:
        there = [one for one in active if one.establishment.sector == sector]
        people = sum(len(one.participants) for one in there)
        parts.append(Part(sector.value, len({one.establishment.id for one in there}), people))
    return tuple(part for part in parts if part.establishments)
