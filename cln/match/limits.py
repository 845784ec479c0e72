"""The limits of a match: how each is written, and which are in force. Light, because `cln status` asks."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlmodel import Session

from cln.files import cells
from cln.match.queries import rule_settings
from cln.matching.limits import Limits
from cln.tables.cohorts import Cohort

if TYPE_CHECKING:
    from cln.match.run import Run
    from cln.tables.settings import RuleSetting


class Form(NamedTuple):
    """How the limit of a rule is written on the command line, and where the matching finds it."""

    read: Callable[[str], dict[str, Any]]
    """The fields of `Limits` that a written limit sets; ValueError with a sentence."""
    write: Callable[[Limits], str]


def _number(field: str, low: int = 1) -> Form:
    return Form(
        lambda written: {field: cells.whole(written, low, 100_000)},
        lambda limits: str(getattr(limits, field)),
    )


def _share(written: str) -> dict[str, Any]:
    parts = re.fullmatch(r"([0-9]{1,5}) ?/ ?([0-9]{1,5})", cells.text(written))
    if not parts or not 0 < int(parts[1]) <= int(parts[2]):
        raise ValueError(f"{written!r} is no share; write e.g. 1/2")
    return {"authority_share": (int(parts[1]), int(parts[2]))}


def _team_size(written: str) -> dict[str, Any]:
    if cells.text(written).isdigit():
        return {"team_spread": cells.whole(written, 0, 100_000), "team_size": None}
    return {"team_size": tuple(cells.span(written))}


def _range(pair: tuple[int, int] | None) -> str:
    return f"{pair[0]}-{pair[1]}" if pair else ""


FORMS: Mapping[str, Form] = {
    "capacity": _number("capacity"),
    "team-count": _number("teams"),
    "team-size": Form(_team_size, lambda o: _range(o.team_size) or str(o.team_spread)),
    "theme-teams": Form(
        lambda written: {"theme_teams": tuple(cells.span(written))}, lambda o: _range(o.theme_teams)
    ),
    "sectors": _number("sectors"),
    "facilitators": _number("facilitator_establishments"),
    "team-facilitator": _number("facilitator_load"),
    "team-authorities": _number("team_authorities"),
    "authority-share": Form(_share, lambda o: "{}/{}".format(*o.authority_share)),
    "establishments": _number("establishments", low=0),
    "team-sectors": _number("team_sectors"),
}
"""The rules that have a limit."""


def in_force(session: Session, cohort: Cohort) -> Limits:
    """The limits of a cohort; one query."""
    return limits_of(cohort, rule_settings(session, cohort))


def limits_of(cohort: Cohort, settings: "Mapping[str, RuleSetting]", run: "Run | None" = None) -> Limits:
    """The limits of a cohort by its settings, and of one run where it has its own."""
    limits = Limits(teams=cohort.teams, capacity=cohort.capacity, travel_km=cohort.travel_km)
    for name, setting in settings.items():
        if setting.limit is not None:
            limits = replace(limits, **FORMS[name].read(setting.limit))
    return replace(limits, **run.limits) if run else limits
