"""Why an entry of a proposal is where it is, and why a team's theme runs."""

from dataclasses import dataclass, field

from sqlmodel import Session

from cln.cohort.queries import entries_of
from cln.cohort.whom import Which, choose_active
from cln.errors import Refused
from cln.match.recalled import Recalled, recall
from cln.matching.change import explain
from cln.matching.change.edits import place_of
from cln.matching.change.explain import WhyEntry, WhyTeam
from cln.matching.objective import BALANCE, TRAVEL
from cln.matching.problem import Entry, Key, Line, Problem, Team
from cln.matching.watch import Watch
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Asked:
    """A proposal, and what is asked about it: an entry or a team."""

    cohort: str
    number: int
    seen: Problem
    teams: tuple[Team, ...]
    waiting: tuple[Entry, ...]
    reasons: dict[Key, str]
    """Why an entry waits."""
    current: bool
    """The cohort still is what the proposal's run saw."""
    proven: bool
    """No match has a better profile, or more breadth with it."""
    entry: Entry | None = None
    team: int | None = None


@dataclass(frozen=True)
class Waits:
    """An entry without a place."""

    entry: Entry
    place: int
    """In the queue, from 1."""
    of: int
    reason: str


@dataclass(frozen=True)
class Explained:
    """The answer."""

    cohort: str
    number: int
    seen: Problem
    teams: tuple[Team, ...]
    why: WhyEntry | WhyTeam | Waits
    warnings: tuple[str, ...] = field(default=())
    """What nobody who reads it may overlook, in sentences."""


def about_entry(session: Session, cohort: Cohort, number: int | None, which: Which) -> Asked:
    """Ask about an entry in a proposal: the one of that number, else the newest.

    Raises:
        Refused: there is no such proposal or entry.
        Usage: several entries fit.
    """
    chosen = choose_active(entries_of(session, cohort), cohort, which)
    return _ask(session, cohort, number, key=chosen.key)


def about_team(session: Session, cohort: Cohort, number: int | None, team: int) -> Asked:
    """Ask about a team of a proposal.

    Raises:
        Refused: there is no such proposal or team.
    """
    asked = _ask(session, cohort, number, team=team)
    if team not in {one.number for one in asked.teams}:
        has = ", ".join(str(one.number) for one in asked.teams)
        raise Refused(f"proposal {asked.number} of {cohort.name} has no team {team}; it has {has}")
    return asked


def answer(asked: Asked, watch: Watch) -> Explained:
    """Find out; takes about as long as a match."""
    why: WhyEntry | WhyTeam | Waits
    if asked.team is not None:
        why = explain.explain_team(asked.seen, asked.teams, asked.team, watch, proven=asked.proven)
    else:
        assert asked.entry is not None, "an entry or a team is asked about"
        why = _about(asked, asked.entry, watch)
    return Explained(asked.cohort, asked.number, asked.seen, asked.teams, why, _warnings(asked))


def _about(asked: Asked, entry: Entry, watch: Watch) -> WhyEntry | Waits:
    if place_of(asked.teams, entry.key) is not None:
        return explain.explain_entry(asked.seen, asked.teams, entry.key, watch, proven=asked.proven)
    place = [one.key for one in asked.waiting].index(entry.key) + 1
    joined = f"has joined since proposal {asked.number} was made"
    return Waits(entry, place, len(asked.waiting), asked.reasons.get(entry.key, joined))


def _ask(
    session: Session,
    cohort: Cohort,
    number: int | None,
    *,
    key: Key | None = None,
    team: int | None = None,
) -> Asked:
    recalled = recall(session, cohort, number)
    return Asked(
        cohort=cohort.name,
        number=recalled.number,
        seen=recalled.problem,
        teams=recalled.teams,
        waiting=recalled.waiting,
        reasons=recalled.reasons,
        current=recalled.current,
        proven=_proven(recalled),
        entry=recalled.problem.by_key[key] if key else None,
        team=team,
    )


def _proven(recalled: Recalled) -> bool:
    """It was made by a match of the cohort as it still is, and that proved every line down to the breadth."""
    lines = [Line(**line) for line in recalled.proposal.objective]
    matched = recalled.proposal.origin == "match" and recalled.current
    return matched and all(line.proven for line in lines if line.name not in {TRAVEL.name, BALANCE.name})


def _warnings(asked: Asked) -> tuple[str, ...]:
    if asked.current:
        return ()
    changed = f"{asked.cohort} has changed since proposal {asked.number} was made"
    return (f"{changed}; this is said of its teams as they are now. To take in what has changed: cln match",)
