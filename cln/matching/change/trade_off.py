"""The trade-off of a match again: what each further move would gain, to where more of them gain nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from cln.matching import sums
from cln.matching.change.nearest import Reach
from cln.matching.change.rerun import Rerun
from cln.matching.objective import BALANCE, BREADTH, PLACED, TRAVEL, Goal
from cln.matching.problem import Line
from cln.matching.watch import Watch

_NOT_OF_CURVES = {PLACED.name, TRAVEL.name, BALANCE.name}


@dataclass(frozen=True)
class Point:
    """The best within so many moves."""

    moves: int
    objective: tuple[Line, ...]
    """The profile and the breadth."""


@dataclass(frozen=True)
class Curve:
    """From the fewest moves that keep the rules to where more of them gain nothing."""

    points: tuple[Point, ...]
    ideal: tuple[Line, ...]
    """What any number of moves could reach while the teams keep their themes."""


def beginning(first: Rerun) -> Curve:
    """The curve of which only these teams are known yet."""
    lines = tuple(line for line in first.result.objective if line.name not in _NOT_OF_CURVES)
    return Curve((Point(len(first.moved), lines),), lines)


def curve(reach: Reach, watch: Watch) -> Curve:
    """What each further move gains; it ends before its time when the watch ends the search."""
    goals = (*reach.placed.goals, BREADTH)
    known = Curve((), _best(reach, None, (), (), watch))
    for allowed in count(reach.moves.value):
        fewer = known.points[-1].objective if known.points else ()
        lines = _best(reach, allowed, known.ideal, fewer, watch)
        ideal = known.ideal if _worth(goals, lines) <= _worth(goals, known.ideal) else lines
        known = Curve((*known.points, Point(allowed, lines)), ideal)
        watch.hold(known)
        if _values(lines) == _values(ideal) or watch.hurried:
            return known
    raise AssertionError("there is always one move more")


def _best(
    reach: Reach, allowed: int | None, ideal: Sequence[Line], fewer: Sequence[Line], watch: Watch
) -> tuple[Line, ...]:
    """The best lines within so many moves, or any number; `fewer` are those of one move less.

    A line lies between what one move less reaches and what any number does, as long as those above it are
    alike; where these two agree nothing has to be solved.
    """
    draft = reach.within(allowed, watch)
    lines: tuple[Line, ...] = ()
    for n, goal in enumerate((*reach.placed.goals, BREADTH)):
        quantity, more = goal.count(draft), goal.more_is_better
        alike = n < len(fewer) and _values(ideal[:n]) == _values(lines)
        if alike and _values(fewer[: n + 1]) == _values(ideal[: n + 1]):
            line = ideal[n]
        else:
            step = goal.name if allowed is None else f"{goal.name} within {sums.count(allowed, 'move')}"
            optimum = draft.model.best(step, quantity, more_is_better=more)
            assert optimum is not None, "so many moves have kept the rules already"
            line = Line(goal.name, optimum.value, optimum.bound)
        draft.model.require(quantity >= line.value if more else quantity <= line.value)
        lines = (*lines, line)
    return lines


def _worth(goals: Sequence[Goal], lines: Sequence[Line]) -> list[int]:
    """What lines reach, larger being better in each."""
    return [
        line.value if goal.more_is_better else -line.value for goal, line in zip(goals, lines, strict=True)
    ]


def _values(lines: Sequence[Line]) -> list[int]:
    return [line.value for line in lines]
