"""Matching again from a proposal: what changes for whom, and what further moves would gain."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cln.match.keep import Origin, keep
from cln.match.proposals import Proposed, load_all
from cln.match.recalled import Recalled
from cln.matching.change.rerun import Rerun
from cln.matching.problem import Entry, Facilitator, Key, Team
from cln.matching.queue import queue
from cln.matching.solve.solver import Optimum
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Step:
    """An entry that changes its place, or has one for the first time; None where it has none."""

    entry: Entry
    old: Team | None
    new: Team | None


@dataclass(frozen=True)
class Task:
    """A facilitator who joins a team or leaves it."""

    facilitator: Facilitator
    team: int
    joins: bool


@dataclass(frozen=True)
class Rematched:
    """What a re-run came to."""

    proposed: Proposed
    from_number: int
    holds: bool
    """The old proposal holds as it is, so that no new one was made."""
    moves: tuple[Step, ...]
    arrivals: tuple[Step, ...]
    """Who had no place and has one now."""
    left: tuple[str, ...]
    """Who sat or waited in the old proposal and has withdrawn since."""
    tasks: tuple[Task, ...]
    fewest: Optimum
    """How few moves would do."""


def keep_rerun(
    change: Change, cohort: Cohort, recalled: Recalled, made: Rerun, most: int | None = None
) -> Rematched:
    """Keep a re-run as a new proposal, unless the old one holds as it is.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    arrivals = tuple(_arrivals(recalled, made))
    holds = recalled.current and _alike(made.result.teams) == _alike(recalled.teams)
    if holds:
        proposed = load_all(change.session, cohort, [recalled.proposal], recalled.input)[0]
    else:
        moves = {"allowed": most, "made": len(made.moved), "fewest": made.fewest.bound}
        origin = Origin("rerun", recalled.number, _summary(made, arrivals, most), settings={"moves": moves})
        proposed = keep(change, cohort, recalled.input, made.result, origin, _waits(made, arrivals))
    return Rematched(
        proposed=proposed,
        from_number=recalled.number,
        holds=holds,
        moves=tuple(_moves(recalled, made)),
        arrivals=arrivals,
        left=recalled.leavers,
        tasks=tuple(_tasks(recalled, made)),
        fewest=made.fewest,
    )


def _moves(recalled: Recalled, made: Rerun) -> Iterator[Step]:
    old, new = _by_number(recalled.teams), _by_number(made.result.teams)
    for one in made.moved:
        yield Step(one.entry, old[one.old], None if one.new is None else new[one.new])


def _arrivals(recalled: Recalled, made: Rerun) -> Iterator[Step]:
    seated = {entry.key for team in recalled.teams for entry in team.entries}
    for team in made.result.teams:
        for entry in team.entries:
            if entry.key not in seated:
                yield Step(entry, None, team)


def _tasks(recalled: Recalled, made: Rerun) -> Iterator[Task]:
    old = {(team.number, one) for team in recalled.teams for one in team.facilitators}
    new = {(team.number, one) for team in made.result.teams for one in team.facilitators}
    for number, one in sorted(old ^ new, key=lambda task: (task[0], task[1].name)):
        yield Task(one, number, (number, one) in new)


def _summary(made: Rerun, arrivals: Sequence[Step], most: int | None) -> str:
    """What it did to the old proposal, in words."""
    moved = len(made.moved)
    said = "nobody moves" if not moved else f"{moved} entries move" if moved > 1 else "1 entry moves"
    if moved and most is None:
        least = made.fewest.bound
        said += ", as few as possible" if made.fewest.proven else f" (at least {least} must)"
    if most is not None:
        said += f" (of at most {most})"
    if arrivals:
        names = [str(step.entry) for step in arrivals]
        come = "comes in" if len(names) == 1 else "come in"
        listed = " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        said += f"; {listed} {come}"
    return said


def _waits(made: Rerun, arrivals: Sequence[Step]) -> dict[Key, str]:
    """Why those wait who would have had a place in a match made afresh."""
    coming = [step.entry for step in arrivals]
    behind = {one.key for one in queue([*coming, *made.result.waiting])[: len(coming)]}
    return {
        one.key: "those who had a place keep it"
        for one in made.result.waiting
        if not coming or one.key in behind
    }


def _alike(teams: Sequence[Team]) -> list[tuple[object, ...]]:
    return [(t.number, t.theme, [e.key for e in t.entries], frozenset(t.facilitators)) for t in teams]


def _by_number(teams: Sequence[Team]) -> dict[int, Team]:
    return {team.number: team for team in teams}
