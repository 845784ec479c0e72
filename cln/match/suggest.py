"""Which moves and swaps of an entry would cost least."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.whom import Which, choose_active
from cln.match.findings import Findings, Gains
from cln.match.problem import Input
from cln.match.recalled import recall_to_edit
from cln.match.results import ON_SCREEN, OfEntry, OfProposal
from cln.match.standing import standing
from cln.matching.change import edits, suggest
from cln.matching.change.suggest import Suggestion
from cln.matching.problem import Entry, Team
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Other(OfEntry):
    """The entry with which another would change places."""

    level: int | None
    """How it rated the theme that it would get; None if it would wait, or has not answered."""
    level_before: Annotated[int | None, ON_SCREEN]
    reference: Annotated[str, ON_SCREEN]
    """How a command names it."""


@dataclass(frozen=True)
class Suggested:
    """A move of an entry to another team, or a swap with an entry of that team."""

    team: int
    theme: str
    level: int | None
    """How the entry rated that theme."""
    other: Annotated[Other | None, Field(serialization_alias="with")]
    """None for a move."""
    objective: Gains
    breaks: Findings
    mends: Findings
    still_broken: Findings
    command: str
    """What makes the edit."""


@dataclass(frozen=True)
class Suggestions(OfEntry, OfProposal):
    """The best moves and swaps of an entry in a proposal, the best first."""

    team: int | None
    """None: it waits."""
    theme: str | None
    level: int | None
    suggestions: tuple[Suggested, ...]
    possible: Annotated[int, ON_SCREEN]
    """How many moves and swaps there are."""


def suggestions(session: Session, cohort: Cohort, number: int | None, which: Which, top: int) -> Suggestions:
    """Rank every edit of one entry in a proposal, and say what the best would do.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        number: which proposal; by default the one that a hand edit would go on from.
        which: the entry.
        top: how many edits at most.

    Raises:
        Refused: there is no such proposal or entry.
        Usage: several entries fit.
    """
    recalled = recall_to_edit(session, cohort, number)
    problem, teams = recalled.problem, {team.number: team for team in recalled.teams}
    entry = problem.by_key[choose_active(recalled.input.enrolled, cohort, which).key]
    here = teams.get(edits.place_of(recalled.teams, entry.key) or 0)
    ranked = suggest.suggest(problem, recalled.teams, entry)
    stands = standing(session, cohort, recalled.proposal)
    return Suggestions(
        *(cohort.name, recalled.number, stands, *entry.key, entry.name, entry.apart),
        team=here.number if here else None,
        theme=here.theme if here else None,
        level=entry.level(here.theme) if here else None,
        suggestions=tuple(
            _suggested(recalled.input, recalled.number, entry, here, teams[one.to or 0], one)
            for one in ranked[:top]
        ),
        possible=len(ranked),
    )


def _suggested(
    given: Input, number: int, entry: Entry, here: Team | None, there: Team, one: Suggestion
) -> Suggested:
    """An edit that takes the entry from `here` (None: it waits) to `there`."""
    other = None if one.other is None else _other(given, one.other, there, here)
    who = given.reference(entry.key)
    edit = f"swap {who} {other.reference}" if other else f"move {who} {there.number}"
    forced = ' --force --reason "WHY"' if one.cost.forbidden else ""
    return Suggested(
        team=there.number,
        theme=there.theme,
        level=entry.level(there.theme),
        other=other,
        objective=one.cost.lines,
        breaks=one.cost.breaks,
        mends=one.cost.mends,
        still_broken=one.cost.remains,
        command=f"cln team {edit} --proposal {number}{forced}",
    )


def _other(given: Input, other: Entry, old: Team, new: Team | None) -> Other:
    return Other(
        *(*other.key, other.name, other.apart),
        level=other.level(new.theme) if new else None,
        level_before=other.level(old.theme),
        reference=given.reference(other.key),
    )
