"""Cohorts: opening and closing one, listing them all. Light, because `cln cohort list` is measured."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln import programme
from cln.cohort import days
from cln.cohort.queries import every_cohort
from cln.errors import Refused
from cln.store import Change
from cln.tables.cohorts import KEEP_YEARS, Cohort, Theme
from cln.tables.settings import RuleSetting
from cln.words import LONGEST_NAME, fold, quoted


@dataclass(frozen=True)
class Planned:
    """An event of the six, on the day that follows from the launch or from the others."""

    number: int
    name: str
    on: date | None


@dataclass(frozen=True)
class Opened:
    """A cohort as it was opened; `travel_km` in kilometres, great-circle."""

    cohort: str
    launch: date
    teams: int
    capacity: int
    travel_km: float
    themes: tuple[str, ...]
    events: tuple[Planned, ...]
    team_size: Annotated[str | None, Field(exclude=True)]
    """MIN-MAX participants, whatever the mean."""
    theme_teams: Annotated[str | None, Field(exclude=True)]
    """MIN-MAX teams that share a theme."""
    keep_years: int
    """So many years after it is closed its people are kept."""


@dataclass(frozen=True)
class Closed:
    """A cohort that was closed on a day, or opened again (None)."""

    cohort: str
    closed_on: date | None


def themes(text: str) -> list[str]:
    """The themes that are joined by `;`.

    Raises:
        Refused: they are joined by commas, which themes may hold.
    """
    if "," in text and ";" not in text:
        meant = ";".join(part.strip() for part in text.split(",") if part.strip())
        raise Refused(f"{text!r} would be a single theme; join themes with ';', e.g. --themes \"{meant}\"")
    return [theme.strip() for theme in text.split(";") if theme.strip()]


def open_(
    change: Change,
    name: str,
    launch: date,
    schedule: Callable[[Change, Cohort], tuple[Planned, ...]],
    *,
    teams: int = 8,
    capacity: int = 100,
    travel_km: float = 40.0,
    themes: Sequence[str] = programme.THEMES,
    team_size: str | None = None,
    theme_teams: str | None = None,
    keep_years: int = KEEP_YEARS,
) -> Opened:
    """Open a cohort with its six events, which `schedule` gives their days.

    Raises:
        Refused: the name is taken or empty, the themes are none or alike, or the limits contradict.
    """
    check_name(change.session, name)
    check_limits(teams, capacity, travel_km)
    check_themes(themes)
    cohort = Cohort(
        name=name,
        launch=launch,
        teams=teams,
        capacity=capacity,
        travel_km=travel_km,
        keep_years=keep_years,
        lot=f"{name}|{launch.isoformat()}",
    )
    change.add(cohort)
    change.add(
        *(Theme(cohort_id=cohort.id or 0, position=i, name=theme) for i, theme in enumerate(themes, 1))
    )
    change.add(
        *(
            RuleSetting(cohort_id=cohort.id or 0, rule=rule, limit=limit)
            for rule, limit in (("team-size", team_size), ("theme-teams", theme_teams))
            if limit is not None
        )
    )
    events = schedule(change, cohort)
    return Opened(
        *(name, launch, teams, capacity, travel_km, tuple(themes), events, team_size, theme_teams), keep_years
    )


def close(session: Session, cohort: Cohort, on: date) -> Closed:
    """Close a cohort: from then on it stays as it is, and commands do not take it unless it is named.

    Raises:
        Refused: it is closed already, or the day is before its launch, before what it did last, or to come.
    """
    from cln.cohort.closing import last_recorded  # it knows every table of what may have been done

    if cohort.closed_on is not None:
        raise Refused(
            f"{cohort.name} is closed already, on {cohort.closed_on}; to go on: "
            f'cln cohort reopen --cohort "{cohort.name}"'
        )
    last = last_recorded(session, cohort)
    if last is not None:
        days.not_before(on, last[0], f"in {cohort.name} {last[1]} on")
    cohort.closed_on = days.happened(cohort, on)
    return Closed(cohort.name, on)


def reopen(cohort: Cohort) -> Closed:
    """Open a closed cohort again.

    Raises:
        Refused: it is open.
    """
    if cohort.closed_on is None:
        raise Refused(f"{cohort.name} is open; see: cln cohort list")
    cohort.closed_on = None
    return Closed(cohort.name, None)


def check_name(session: Session, name: str, but: Cohort | None = None) -> None:
    """Refuse a name that says nothing, or that another cohort has.

    Raises:
        Refused: in a sentence.
    """
    taken = {fold(one.name): one.name for one in every_cohort(session) if one is not but}
    if not fold(name):
        raise Refused('a cohort needs a name, e.g. "Cohort 3"')
    if fold(name) in taken:
        raise Refused(f"there is a cohort {taken[fold(name)]!r} already; choose another name")


def check_limits(teams: int, capacity: int, travel_km: float) -> None:
    """Refuse limits that contradict each other.

    Raises:
        Refused: in a sentence.
    """
    if teams < 1:
        raise Refused(f"a cohort has at least one team, not {teams}")
    if capacity < teams:
        raise Refused(
            f"a capacity of {capacity} cannot fill {teams} {'team' if teams == 1 else 'teams'}; "
            "raise the capacity or lower the number of teams"
        )
    if not 0 <= travel_km < float("inf"):
        raise Refused(f"a distance is a number of kilometres from 0 up, not {travel_km:g}")


def check_themes(themes: Sequence[str]) -> None:
    """Refuse themes that are none or alike.

    Raises:
        Refused: in a sentence.
    """
    if not themes:
        raise Refused('a cohort needs themes; name them as --themes "Literacy;Numeracy"')
    known: dict[str, str] = {}
    for theme in themes:
        if not fold(theme):
            raise Refused(f"{theme!r} is not the name of a theme; write words")
        if len(theme) > LONGEST_NAME:
            raise Refused(f"{quoted(theme)} has {len(theme)} characters; a theme has at most {LONGEST_NAME}")
        if fold(theme) in known:
            raise Refused(f"{theme!r} and {known[fold(theme)]!r} are the same theme; name it once")
        known[fold(theme)] = theme
