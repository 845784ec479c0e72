"""What each further move would gain: the best profile and breadth within so many moves of earlier teams."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from cln.matching import sums
from cln.matching.change.nearest import Reach
from cln.matching.objective import BREADTH
from cln.matching.problem import Line
from cln.matching.watch import Watch


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


def curve(reach: Reach, watch: Watch) -> Curve:
    """What each further move gains; it ends before its time when the watch ends the search."""
    ideal = _best(reach, None, (), (), watch)
    return Curve(tuple(_points(reach, ideal, watch)), ideal)


def _points(reach: Reach, ideal: Sequence[Line], watch: Watch) -> Iterator[Point]:
    lines: tuple[Line, ...] = ()
    for allowed in count(reach.moves.value):
        lines = _best(reach, allowed, ideal, lines, watch)
        yield Point(allowed, lines)
        if _values(lines) == _values(ideal) or watch.hurried:
            return


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


def _values(lines: Sequence[Line]) -> list[int]:
    return [line.value for line in lines]
