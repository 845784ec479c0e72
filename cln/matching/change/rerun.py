"""The match again, after something has changed: as few entries as possible move, then the objective.

Who has a place is settled first: those who had one keep it while that is possible, the others fill what
is left in the order of the queue. Old teams are places with an identity (see `before`): nothing is
symmetrical, and few moves leave little to search. A team is dissolved or opened only where the rules
cannot be kept otherwise, or where it spares moves.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from cln.errors import Impossible
from cln.matching.change.before import Before, Moved
from cln.matching.change.nearest import Reach, best_within, fewest_moves
from cln.matching.problem import Problem, Result, Team
from cln.matching.solve import exercise
from cln.matching.solve.facilitators import again
from cln.matching.solve.places import placings
from cln.matching.solve.profile import Placed
from cln.matching.solve.solver import Optimum
from cln.matching.sums import count
from cln.matching.watch import Watch


class TooFew(Impossible):
    """So few moves do not keep the rules; `needed` do."""

    def __init__(self, allowed: int, needed: Optimum) -> None:
        least = f"{needed.bound}" if needed.proven else f"at least {needed.bound}"
        verb = "is" if needed.bound == 1 else "are"
        sentence = f"the rules cannot be kept with {count(allowed, 'move')}; {least} {verb} needed"
        super().__init__(
            f"{sentence}: use --max-moves {needed.value}, or leave it out for as few as possible"
        )
        self.allowed, self.needed = allowed, needed


@dataclass(frozen=True)
class Rerun:
    """A result that keeps as much as it can of earlier teams."""

    result: Result
    moved: tuple[Moved, ...]
    fewest: Optimum
    """How few moves would do for those who have a place."""


def rerun(
    problem: Problem, teams: Sequence[Team], watch: Watch | None = None, *, most: int | None = None
) -> Rerun:
    """Match again from earlier teams.

    Args:
        problem: who takes part now, and the rules.
        teams: the earlier teams, less who has left since.
        watch: follows the match, and may hurry it.
        most: how many entries may move, for the best objective within so many moves; None: as few as
            possible, and then the best objective.

    Raises:
        TooFew: the rules cannot be kept with so few moves.
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    started = time.perf_counter()
    watch = watch or Watch()
    before = Before(problem, tuple(teams))

    def make(placed: Placed) -> Rerun | None:
        reach = fewest_moves(placed, before, watch)
        return _within(reach, most, watch, started) if reach is not None else None

    return exercise.first(problem, watch, placings(problem, watch, frozenset(before.homes)), make)


def _within(reach: Reach, most: int | None, watch: Watch, started: float) -> Rerun | None:
    """The best teams with so many moves; None if no facilitators suit them."""
    allowed = reach.moves.value if most is None else most
    found = best_within(reach, allowed, watch) if reach.moves.bound <= allowed else None
    if found is None:
        raise TooFew(allowed, reach.moves)
    teams = again(reach.placed.problem, found.teams, watch)
    if teams is None:
        return None
    result = exercise.judged(reach.placed, teams, found.objective, time.perf_counter() - started)
    return Rerun(result, reach.before.moved(teams, found.new), reach.moves)
