"""The match again, after something has changed: as few entries as possible move, then the objective.

Who has a place is settled first: those who had one keep it while that is possible, the others fill what
is left in the order of the queue. Old teams are places with an identity (see `nearest`): nothing is
symmetrical, and few moves leave little to search. A team is dissolved or opened only where the rules
cannot be kept otherwise, or where it spares moves.
"""

import time
from dataclasses import dataclass

from cln.errors import Impossible
from cln.matching.change.nearest import Moved, Reach, best_within
from cln.matching.problem import Result
from cln.matching.solve.facilitators import again
from cln.matching.solve.solver import Optimum
from cln.matching.solve.teams import judged
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


def within(reach: Reach, most: int | None, watch: Watch, started: float) -> Rerun | None:
    """The best teams with so many moves; None if no facilitators suit them."""
    allowed = reach.moves.value if most is None else most
    nearest = best_within(reach, allowed, watch) if reach.moves.bound <= allowed else None
    if nearest is None:
        raise TooFew(allowed, reach.moves)
    teams = again(reach.placed.problem, nearest.teams, watch)
    if teams is None:
        return None
    result = judged(reach.placed, teams, nearest.objective, time.perf_counter() - started)
    return Rerun(result, reach.before.moved(teams, nearest.new), reach.moves)
