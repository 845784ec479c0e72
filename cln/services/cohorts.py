"""Cohorts: opening one, and where it stands in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln import models, programme
from cln.errors import Refused
from cln.intake.cells import fold
from cln.programme import Sector
from cln.services.facilitators import Need, needs_of
from cln.store import Change, cohorts, entries, facilitators
from cln.store.cohorts import Listed
from cln.store.entries import EnrolledEntry


@dataclass(frozen=True)
class Opened:
    """A cohort as it was opened; `travel_km` in kilometres, great-circle."""

    name: str
    launch: date
    teams: int
    capacity: int
    travel_km: float
    themes: tuple[str, ...]


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


def open_(
    change: Change,
    name: str,
    launch: date,
    *,
    teams: int = 8,
    capacity: int = 100,
    travel_km: float = 40.0,
    themes: Sequence[str] = programme.THEMES,
) -> Opened:
    """Open a cohort.

    Raises:
        Refused: the name is taken or empty, the themes are none or alike, or the limits contradict.
    """
    taken = {fold(listed.cohort.name): listed.cohort.name for listed in cohorts.listing(change.session)}
    if not fold(name):
        raise Refused('a cohort needs a name, e.g. "Cohort 3"')
    if fold(name) in taken:
        raise Refused(f"there is a cohort {taken[fold(name)]!r} already; choose another name")
    _check_limits(teams, capacity, travel_km)
    _check_themes(themes)
    cohort = models.Cohort(name=name, launch=launch, teams=teams, capacity=capacity, travel_km=travel_km)
    change.add(cohort)
    change.add(
        *(models.Theme(cohort_id=cohort.id or 0, position=i, name=theme) for i, theme in enumerate(themes, 1))
    )
    return Opened(name, launch, teams, capacity, travel_km, tuple(themes))


def listing(session: Session) -> tuple[Listed, ...]:
    """Every cohort with its numbers, the latest launch first."""
    return tuple(cohorts.listing(session))


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
            Council(need, by_authority[need.authority]) for need in needs_of(active, supporting)
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


def _check_limits(teams: int, capacity: int, travel_km: float) -> None:
    if teams < 1:
        raise Refused(f"a cohort has at least one team, not {teams}")
    if capacity < teams:
        raise Refused(
            f"a capacity of {capacity} cannot fill {teams} teams; raise --capacity or lower --teams"
        )
    if not 0 <= travel_km < float("inf"):
        raise Refused(f"a distance is a number of kilometres from 0 up, not {travel_km:g}")


def _check_themes(themes: Sequence[str]) -> None:
    if not themes:
        raise Refused('a cohort needs themes; name them as --themes "Literacy;Numeracy"')
    seen: dict[str, str] = {}
    for theme in themes:
        if not fold(theme):
            raise Refused(f"{theme!r} is not the name of a theme; write words")
        if fold(theme) in seen:
            raise Refused(f"{theme!r} and {seen[fold(theme)]!r} are the same theme; name it once")
        seen[fold(theme)] = theme
