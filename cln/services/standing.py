"""Where a cohort stands, in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from cln import models
from cln.programme import Sector
from cln.services import limits
from cln.services.facilitators import Need, needs_of
from cln.store import cohorts, entries, facilitators
from cln.store.entries import EnrolledEntry


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
class Shown:
    """Where a cohort stands. Numbers count active entries; `withdrawn` are the others."""

    cohort: models.Cohort
    themes: tuple[str, ...]
    establishments: int
    entries: int
    participants: int
    answered: int
    facilitators: int
    sectors: tuple[Part, ...]
    authorities: tuple[Council, ...]
    withdrawn: tuple[EnrolledEntry, ...]


def show(session: Session, cohort: models.Cohort) -> Shown:
    """Where the cohort stands, in numbers; a constant number of queries."""
    enrolled = entries.enrolled(session, cohort)
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    supporting = facilitators.of_cohort(session, cohort)
    answered = entries.answered(session, cohort)
    by_authority = Counter[str]()
    for one in active:
        by_authority[one.authority] += len(one.participants)
    return Shown(
        cohort=cohort,
        themes=tuple(theme.name for theme in cohorts.themes(session, cohort)),
        establishments=len({one.establishment.id for one in active}),
        entries=len(active),
        participants=by_authority.total(),
        answered=sum(one.id in answered for one in active),
        facilitators=len(supporting),
        sectors=_sectors(active),
        authorities=tuple(
            Council(need, by_authority[need.authority])
            for need in needs_of(active, supporting, limits.in_force(session, cohort))
        ),
        withdrawn=tuple(one for one in enrolled if one.entry.withdrawn_on is not None),
    )


def _sectors(active: Sequence[EnrolledEntry]) -> tuple[Part, ...]:
    parts = []
    for sector in Sector:
        there = [one for one in active if one.establishment.sector == sector]
        people = sum(len(one.participants) for one in there)
        parts.append(Part(sector.value, len({one.establishment.id for one in there}), people))
    return tuple(part for part in parts if part.establishments)
