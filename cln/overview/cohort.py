"""Where a cohort stands, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.entries import Departure, Return, Term
from cln.cohort.queries import (
    EnrolledEntry,
    absences_of_entries,
    themes_of,
)
from cln.facilitators.needs import Need
from cln.overview.ahead import Ahead, of_day
from cln.overview.counts import Counts, counted
from cln.overview.facts import OnDay, on_day
from cln.programme import Sector
from cln.store.rows import values_of
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Part:
    """How many of a cohort belong to one sector."""

    sector: str
    establishments: int
    participants: int


@dataclass(frozen=True)
class Council:
    """How many of a cohort belong to one authority, and its key facilitators."""

    authority: str
    establishments: int
    participants: int
    key_facilitators: int
    key_facilitators_needed: int
    need: Annotated[Need, Field(exclude=True)]


@dataclass(frozen=True)
class Shown:
    """Where a cohort stands. Numbers count active entries and those who are on them."""

    cohort: str
    launch: date
    closed_on: date | None
    teams: int
    capacity: int
    travel_km: float
    themes: tuple[str, ...]
    establishments: int
    entries: int
    participants: int
    answered: int
    """Entries that answered the survey."""
    facilitators: int
    sectors: tuple[Part, ...]
    authorities: tuple[Council, ...]
    withdrawn: tuple[Departure, ...]
    """The other entries."""
    returned: tuple[Return, ...]
    """Withdrawals that ended."""
    own_terms: tuple[Term, ...]
    people_left: int
    """How many have left entries that take part."""
    accepted: Annotated[bool, Field(exclude=True)]
    """The proposal whose teams count is accepted."""
    in_part: Annotated[bool, Field(exclude=True)]
    """Whoever asks sees only what is of their own teams."""


def shown_and_ahead(session: Session, cohort: Cohort) -> tuple[Shown, Ahead]:
    """Where a cohort stands, and what is next in it; a closed one is seen as on the day it closed."""
    day = on_day(session, cohort)
    counts = counted(session, cohort, day)
    return _shown(session, cohort, day, counts), of_day(session, cohort, day, counts)


def _shown(session: Session, cohort: Cohort, day: OnDay, counts: Counts) -> Shown:
    absences = absences_of_entries(session, cohort)
    active = day.active
    return Shown(
        cohort=cohort.name,
        **values_of(cohort, "launch", "closed_on", "teams", "capacity", "travel_km"),
        themes=tuple(theme.name for theme in themes_of(session, cohort)),
        establishments=len({one.establishment.id for one in active}),
        entries=counts.entries,
        participants=counts.participants,
        answered=counts.answered,
        facilitators=counts.facilitators,
        sectors=_sectors(active),
        authorities=_authorities(active, counts.needs),
        withdrawn=tuple(Departure.of(one) for one in day.enrolled if one.entry.withdrawn_on is not None),
        returned=tuple(Return.after(one, away) for one in day.enrolled for away in absences.get(one.id, ())),
        own_terms=tuple(Term.of(one) for one in active if one.entry.starts_on or one.entry.finishes_on),
        people_left=sum(len(one.left) for one in active),
        accepted=counts.accepted,
        in_part=counts.in_part,
    )


def _sectors(active: Sequence[EnrolledEntry]) -> tuple[Part, ...]:
    parts = []
    for sector in Sector:
        there = [one for one in active if one.establishment.sector == sector]
        people = sum(len(one.participants) for one in there)
        parts.append(Part(sector.value, len({one.establishment.id for one in there}), people))
    return tuple(part for part in parts if part.establishments)


def _authorities(active: Sequence[EnrolledEntry], needs: Sequence[Need]) -> tuple[Council, ...]:
    people = Counter[str]()
    for one in active:
        people[one.authority] += len(one.participants)
    return tuple(
        Council(one.authority, one.establishments, people[one.authority], one.present, one.needed, one)
        for one in needs
    )
