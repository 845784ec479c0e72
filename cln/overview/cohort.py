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
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import facilitators_of
from cln.match.limits import in_force
from cln.match.queries import current_proposal
from cln.programme import Sector
from cln.store.acting import sees_all
from cln.store.rows import values_of
from cln.survey.as_of import answered_on
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
    proposal: Annotated[int | None, Field(exclude=True)]
    """The number of the one whose teams count; None before a match."""
    accepted: Annotated[bool, Field(exclude=True)]
    """It is accepted."""
    in_part: Annotated[bool, Field(exclude=True)]
    """Whoever asks sees only what is of their own teams."""


def show(session: Session, cohort: Cohort, on: date, enrolled: Sequence[EnrolledEntry]) -> Shown:
    """Where the cohort stands on a day with its entries on that day, in numbers; ten queries."""
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    answered = answered_on(session, [cohort], on)
    absences = absences_of_entries(session, cohort)
    proposal = current_proposal(session, cohort)
    return Shown(
        cohort=cohort.name,
        **values_of(cohort, "launch", "closed_on", "teams", "capacity", "travel_km"),
        themes=tuple(theme.name for theme in themes_of(session, cohort)),
        establishments=len({one.establishment.id for one in active}),
        entries=len(active),
        participants=sum(len(one.participants) for one in active),
        answered=sum(one.id in answered for one in active),
        facilitators=len(facilitators_of(session, cohort, on)),
        sectors=_sectors(active),
        authorities=_authorities(session, cohort, active),
        withdrawn=tuple(Departure.of(one) for one in enrolled if one.entry.withdrawn_on is not None),
        returned=tuple(Return.after(one, away) for one in enrolled for away in absences.get(one.id, ())),
        own_terms=tuple(Term.of(one) for one in active if one.entry.starts_on or one.entry.finishes_on),
        people_left=sum(len(one.left) for one in active),
        proposal=proposal.number if proposal else None,
        accepted=proposal is not None and proposal.accepted,
        in_part=not sees_all(session),
    )


def _sectors(active: Sequence[EnrolledEntry]) -> tuple[Part, ...]:
    parts = []
    for sector in Sector:
        there = [one for one in active if one.establishment.sector == sector]
        people = sum(len(one.participants) for one in there)
        parts.append(Part(sector.value, len({one.establishment.id for one in there}), people))
    return tuple(part for part in parts if part.establishments)


def _authorities(session: Session, cohort: Cohort, active: Sequence[EnrolledEntry]) -> tuple[Council, ...]:
    people = Counter[str]()
    for one in active:
        people[one.authority] += len(one.participants)
    most = in_force(session, cohort).facilitator_establishments
    return tuple(
        Council(one.authority, one.establishments, people[one.authority], one.present, one.needed, one)
        for one in needs(session, cohort, most)
    )
