"""Matching again from a proposal, and beside the best match others as good: each kept as a proposal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.errors import Refused
from cln.match.keep import Origin, keep
from cln.match.problem import Input
from cln.match.proposals import Proposed, load_all
from cln.match.queries import newest_proposal
from cln.match.recalled import Recalled
from cln.match.results import OfEntry
from cln.matching import turn
from cln.matching.change.alternatives import MOST_TEAMS, Alternatives
from cln.matching.change.counterparts import staying
from cln.matching.change.rerun import Rerun
from cln.matching.change.trade_off import Curve, Point
from cln.matching.problem import Entry, Key, Line, Problem, Result, Team
from cln.matching.queue import queue
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.words import count, listed


@dataclass(frozen=True)
class Step(OfEntry):
    """An entry that changes its place, or has one for the first time; None where it has none."""

    from_team: int | None
    from_theme: str | None
    from_level: int | None
    """How it rated that theme; None without an answer too."""
    to_team: int | None
    to_theme: str | None
    to_level: int | None

    @classmethod
    def of(cls, entry: Entry, old: Team | None, new: Team | None) -> "Step":
        """The step of an entry from one team to another."""
        places = [
            (team.number, team.theme, entry.level(team.theme)) if team else (None, None, None)
            for team in (old, new)
        ]
        return cls(*entry.key, entry.name, entry.apart, *places[0], *places[1])


@dataclass(frozen=True)
class Task:
    """A facilitator who joins a team or leaves it."""

    name: str
    team: int
    joins: bool


@dataclass(frozen=True)
class Rematched(Proposed):
    """What a re-run came to: the new proposal, or the old one where that holds."""

    old: Annotated[int, Field(serialization_alias="from")]
    """The proposal that it began with."""
    holds: bool
    """The old proposal holds as it is, so that no new one was made."""
    fewest_moves: int
    """How few moves would do."""
    moves: tuple[Step, ...]
    arrivals: tuple[Step, ...]
    """Who had no place and has one now."""
    left: tuple[str, ...]
    """Who sat or waited in the old proposal and has withdrawn since."""
    facilitators_changed: tuple[Task, ...]


@dataclass(frozen=True)
class TradeOff:
    """What each further move away from a proposal would gain."""

    cohort: str
    number: Annotated[int, Field(serialization_alias="from")]
    points: tuple[Point, ...]
    """The fewest moves first."""
    ideal: tuple[Line, ...]
    """What any number of moves would reach."""
    complete: bool
    """Nothing more is gained after the last point."""


@dataclass(frozen=True)
class Alternative(Proposed):
    """A proposal with the profile of the best."""

    seats_that_differ: int
    """How many entries have another seat than in the best."""


@dataclass(frozen=True)
class Choice(Proposed):
    """The best proposal and the alternatives to it."""

    alternatives: tuple[Alternative, ...]
    asked: int
    """How many alternatives were looked for."""
    seats: int
    """How many entries have a seat."""
    seats_apart: int
    """In so many seats each differs from the best and from the others, at least."""
    exhausted: bool
    """Proven: nothing else with the profile is so far from all of them."""


def keep_rerun(
    change: Change, cohort: Cohort, recalled: Recalled, made: Rerun, most: int | None = None
) -> Rematched:
    """Keep a re-run as a new proposal, unless the old one holds as it is.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    teams = made.result.teams
    arrivals = _arrivals(recalled, teams)
    holds = recalled.current and _alike(teams) == _alike(recalled.teams)
    if holds:
        proposed = load_all(change.session, cohort, [recalled.proposal], recalled.input)[0]
    else:
        moves = {"allowed": most, "made": len(made.moved), "fewest": made.fewest.bound}
        origin = Origin("rerun", recalled.number, _summary(made, arrivals, most), settings={"moves": moves})
        proposed = keep(
            change, cohort, recalled.input, made.result, origin, _waits(recalled.problem, made, arrivals)
        )
    old, new = ({team.number: team for team in some} for some in (recalled.teams, teams))
    of_team = {one.key: team for team in teams for one in team.entries}
    return Rematched(
        **vars(proposed),
        old=recalled.number,
        holds=holds,
        fewest_moves=made.fewest.value,
        moves=tuple(
            Step.of(one.entry, old[one.old], None if one.new is None else new[one.new]) for one in made.moved
        ),
        arrivals=tuple(Step.of(entry, None, of_team[entry.key]) for entry in arrivals),
        left=recalled.leavers,
        facilitators_changed=tuple(_tasks(recalled.teams, teams)),
    )


def trade_off(recalled: Recalled, curve: Curve) -> TradeOff:
    """What each further move would gain, as it is shown; nothing is kept."""
    best = [line.value for line in curve.ideal]
    return TradeOff(
        cohort=recalled.input.cohort.name,
        number=recalled.number,
        points=curve.points,
        ideal=curve.ideal,
        complete=[line.value for line in curve.points[-1].objective] == best
        and all(line.proven for line in curve.ideal),
    )


def refuse_many_teams(problem: Problem) -> None:
    """Only teams that can all be settled at once have alternatives.

    Raises:
        Refused: these are too many.
    """
    if problem.limits.teams > MOST_TEAMS:
        raise Refused(
            f"alternatives are looked for with up to {MOST_TEAMS} teams, and these are "
            f"{problem.limits.teams}; "
            "leave out --alternatives, and see what single changes cost with: cln team suggest CODE"
        )


def keep_all(
    change: Change, cohort: Cohort, given: Input, best: Result, alternatives: Alternatives
) -> Choice:
    """Keep the best match and the alternatives to it as proposals, unless the newest ones are these already.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    others = _newest(change.session, cohort)
    first = keep(change, cohort, given, best, others=others)
    settings = {"alternatives": {"asked": alternatives.asked, "apart": alternatives.apart}}
    kept = []
    for result in alternatives.results:
        differs = alternatives.seats - staying(best.teams, result.teams)
        summary = f"another seat for {differs} of {alternatives.seats} entries"
        origin = Origin("alternative", first.number, summary, settings=settings)
        proposed = keep(change, cohort, given, result, origin, others=others)
        kept.append(Alternative(**vars(proposed), seats_that_differ=differs))
    return Choice(
        **vars(first),
        alternatives=tuple(kept),
        asked=alternatives.asked,
        seats=alternatives.seats,
        seats_apart=alternatives.apart,
        exhausted=alternatives.exhausted,
    )


def _arrivals(recalled: Recalled, teams: Sequence[Team]) -> list[Entry]:
    """Who has a place and had none."""
    seated = {entry.key for team in recalled.teams for entry in team.entries}
    return [entry for team in teams for entry in team.entries if entry.key not in seated]


def _tasks(before: Sequence[Team], after: Sequence[Team]) -> Iterator[Task]:
    old, new = (
        {(team.number, one) for team in some for one in team.facilitators} for some in (before, after)
    )
    for number, one in sorted(old ^ new, key=lambda task: (task[0], task[1].name)):
        yield Task(one.name, number, (number, one) in new)


def _summary(made: Rerun, arrivals: Sequence[Entry], most: int | None) -> str:
    """What it did to the old proposal, in words."""
    moved = len(made.moved)
    words = (
        f"{count(moved, 'entry', 'entries')} {'moves' if moved == 1 else 'move'}" if moved else "nobody moves"
    )
    if most is not None:
        words += f" (of at most {most})"
    elif moved:
        least = f" (at least {made.fewest.bound} must)"
        words += ", as few as possible" if made.fewest.proven else least
    if arrivals:
        come = "comes in" if len(arrivals) == 1 else "come in"
        words += f"; {listed([str(entry) for entry in arrivals])} {come}"
    return words


def _waits(problem: Problem, made: Rerun, arrivals: Sequence[Entry]) -> dict[Key, str]:
    """Why each entry waits, where those who had a place go first."""
    placed = [entry for team in made.result.teams for entry in team.entries]
    seated = frozenset(one.key for one in placed) - {one.key for one in arrivals}
    behind = {one.key for one in queue([*arrivals, *made.result.waiting])[: len(arrivals)]}
    waits = dict[Key, str]()
    for one in made.result.waiting:
        step = turn.step_behind(problem, one, placed, seated)
        if not arrivals or (one.key in behind and step not in {turn.Step.RULES, turn.Step.TOGETHER}):
            waits[one.key] = turn.also(problem, one, placed, "those who had a place keep it")
        else:
            waits[one.key] = turn.why_waiting(problem, one, placed, seated)
    return waits


def _alike(teams: Sequence[Team]) -> list[tuple[object, ...]]:
    return [(t.number, t.theme, [e.key for e in t.entries], frozenset(t.facilitators)) for t in teams]


def _newest(session: Session, cohort: Cohort) -> Sequence[int]:
    """Where the newest proposal is an alternative: the best to which it is one, and all since."""
    newest = newest_proposal(session, cohort)
    if newest is None or newest.origin != "alternative":
        return ()
    return range(newest.from_number or newest.number, newest.number + 1)
