"""Edits of finished teams by hand, and what each one costs. The checker judges; no solver here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cln.matching import check
from cln.matching.check import Breach
from cln.matching.objective import Measure, goals
from cln.matching.problem import Entry, Facilitator, Key, Problem, Team

Place = int | None
"""The number of a team; None for the waiting list."""


@dataclass(frozen=True)
class Gained(Measure):
    """A line of the objective before and after an edit."""

    gain: int
    """By how much it is better after; below zero where it is worse."""


@dataclass(frozen=True)
class Cost:
    """What an edit does to the objective and to the rules."""

    lines: tuple[Gained, ...]
    """Each line of the objective, in order of importance."""
    breaks: tuple[Breach, ...]
    """What holds before and not after."""
    mends: tuple[Breach, ...]
    """What holds after and did not before."""
    remains: tuple[Breach, ...]
    """What holds neither before nor after, as it is after."""

    @property
    def forbidden(self) -> tuple[Breach, ...]:
        """What the edit breaks of the rules that must hold."""
        return tuple(breach for breach in self.breaks if breach.must)


def place_of(teams: Sequence[Team], entry: Key) -> Place:
    """The number of the team in which an entry sits; None if it waits."""
    return next((team.number for team in teams if entry in team.keys), None)


def move(teams: Sequence[Team], entry: Entry, to: Place) -> tuple[Team, ...]:
    """Teams with the entry in another team, or in none; a team that its last entry leaves is no more."""
    return seat(teams, {entry.key: (entry, to)})


def swap(teams: Sequence[Team], one: Entry, other: Entry) -> tuple[Team, ...]:
    """Teams in which two entries have each other's place."""
    here, there = place_of(teams, one.key), place_of(teams, other.key)
    return seat(teams, {one.key: (one, there), other.key: (other, here)})


def give_theme(teams: Sequence[Team], number: int, theme: str) -> tuple[Team, ...]:
    """Teams of which one has another theme."""
    return tuple(replace(team, theme=theme) if team.number == number else team for team in teams)


def give_facilitators(
    teams: Sequence[Team], number: int, facilitators: Sequence[Facilitator]
) -> tuple[Team, ...]:
    """Teams of which one has these facilitators, key facilitators first."""
    ordered = tuple(sorted(facilitators, key=lambda one: not one.key))
    return tuple(replace(team, facilitators=ordered) if team.number == number else team for team in teams)


def cost(problem: Problem, before: Sequence[Team], after: Sequence[Team]) -> Cost:
    """What it costs to have the teams `after` instead of those `before`."""
    return compared(
        problem,
        (check.score(problem, before), check.breaches(problem, before)),
        (check.score(problem, after), check.breaches(problem, after)),
    )


Judged = tuple[dict[str, int], tuple[Breach, ...]]
"""The objective by line, and every breach of a rule."""


def compared(problem: Problem, before: Judged, after: Judged) -> Cost:
    """What lies between two judgements of the same problem."""
    (scored, breached), (rescored, rebreached) = before, after
    lines = []
    for goal in goals(problem):
        was, now = scored[goal.name], rescored[goal.name]
        lines.append(Gained(goal.name, was, now, now - was if goal.more_is_better else was - now))
    old, new = {breach.about for breach in breached}, {breach.about for breach in rebreached}
    return Cost(
        tuple(lines),
        breaks=tuple(breach for breach in rebreached if breach.about not in old),
        mends=tuple(breach for breach in breached if breach.about not in new),
        remains=tuple(breach for breach in rebreached if breach.about in old),
    )


def seat(teams: Sequence[Team], places: Mapping[Key, tuple[Entry, Place]]) -> tuple[Team, ...]:
    """Teams with some entries in other places; teams that do not change stay the same objects.

    A team that its last entry leaves is no more.
    """
    seated, gaining = [], {to for _, to in places.values()}
    for team in teams:
        if team.number not in gaining and team.keys.isdisjoint(places):
            seated.append(team)
            continue
        staying = [one for one in team.entries if one.key not in places]
        coming = [entry for entry, to in places.values() if to == team.number]
        if staying or coming:
            entries = tuple(sorted([*staying, *coming], key=lambda entry: entry.key))
            seated.append(replace(team, entries=entries))
    return tuple(seated)
