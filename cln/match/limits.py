"""The numbers in the rules and how strictly each rule is taken: as set for the cohort, and for one run."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from cln.errors import Usage
from cln.files import cells
from cln.match.queries import rule_settings
from cln.match.run import Run
from cln.matching.problem import Limits, Strength
from cln.matching.rules import BY_ID, Rule
from cln.tables.cohorts import Cohort
from cln.tables.steering import RuleSetting


@dataclass(frozen=True)
class Dial:
    """How the limit of a rule is written on the command line, and where the matching finds it."""

    form: str
    """`N`, `MIN-MAX`, `A/B`."""
    read: Callable[[str], dict[str, Any]]
    """The fields of `Limits` that a written limit sets; ValueError with a sentence."""
    write: Callable[[Limits], str]


def _number(field: str, low: int = 1) -> Dial:
    return Dial(
        "N",
        lambda said: {field: cells.whole(said, low, 100_000)},
        lambda limits: str(getattr(limits, field)),
    )


def _share(said: str) -> dict[str, Any]:
    found = re.fullmatch(r"(\d+) ?/ ?(\d+)", cells.text(said))
    if not found or not 0 < int(found[1]) <= int(found[2]):
        raise ValueError(f"{said!r} is no share; write e.g. 1/2")
    return {"authority_share": (int(found[1]), int(found[2]))}


def _team_size(said: str) -> dict[str, Any]:
    if cells.text(said).isdigit():
        return {"team_spread": cells.whole(said, 0, 100_000), "team_size": None}
    return {"team_size": tuple(cells.span(said))}


def _range(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]}-{pair[1]}" if pair else ""


DIALS: Mapping[str, Dial] = {
    "capacity": _number("capacity"),
    "team-count": _number("teams"),
    "team-size": Dial("N or MIN-MAX", _team_size, lambda o: _range(o.team_size) or str(o.team_spread)),
    "theme-teams": Dial(
        "MIN-MAX", lambda said: {"theme_teams": tuple(cells.span(said))}, lambda o: _range(o.theme_teams)
    ),
    "sectors": _number("sectors"),
    "facilitators": _number("facilitator_establishments"),
    "team-facilitator": _number("facilitator_load"),
    "team-authorities": _number("team_authorities"),
    "authority-share": Dial("A/B", _share, lambda o: "{}/{}".format(*o.authority_share)),
    "establishments": _number("establishments", low=0),
    "team-sectors": _number("team_sectors"),
}
"""The rules that have a limit."""

OF_COHORT = {"capacity": "capacity", "team-count": "teams"}
"""Rules whose limit is a column of the cohort itself, so that it stands in one place."""


def rule(name: str) -> Rule:
    """The rule of that id.

    Raises:
        Usage: there is none.
    """
    if name not in BY_ID:
        raise Usage(f"there is no rule {name!r}; the rules are: {', '.join(BY_ID)}")
    return BY_ID[name]


def in_force(session: Session, cohort: Cohort) -> Limits:
    """The limits of a cohort; one query."""
    return of_run(cohort, rule_settings(session, cohort), Run())


def of_run(cohort: Cohort, settings: Mapping[str, RuleSetting], run: Run) -> Limits:
    """The limits of a cohort by its settings, and of one run where it has its own."""
    limits = Limits(teams=cohort.teams, capacity=cohort.capacity, travel_km=cohort.travel_km)
    for name, setting in settings.items():
        if setting.limit is not None:
            limits = replace(limits, **DIALS[name].read(setting.limit))
    return replace(limits, **run.limits)


def strengths(settings: Mapping[str, RuleSetting], run: Run | None = None) -> dict[str, Strength]:
    """The rules that are taken otherwise than by default: id -> how.

    Raises:
        Usage: a rule that is relaxed in this run does not exist.
    """
    relaxed = [rule(name).id for name in run.relax] if run else []
    set_here = {
        name: Strength(setting.strength)
        for name, setting in sorted(settings.items())
        if setting.strength is not None
    }
    return set_here | dict.fromkeys(relaxed, Strength.SHOULD)
