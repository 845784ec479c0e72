"""The match again, after something has changed: as few entries as possible move, then the objective.

Who has a place is settled first: those who had one keep it while that is possible, the others fill what
is left in the order of the queue. Old teams are places with an identity (see `nearest`): nothing is
symmetrical, and few moves leave little to search. A team is dissolved or opened only where the rules
cannot be kept otherwise, or where it spares moves.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count

from cln.errors import Impossible
from cln.matching import effort, sums
from cln.matching.change.nearest import STEP, Before, Moved, Reach
from cln.matching.objective import BALANCE, BREADTH
from cln.matching.problem import Result, Team
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft
from cln.matching.solve.facilitators import again
from cln.matching.solve.profile import Placed, settle
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.solve.teams import judged, lines_of, travel_and_balance
from cln.matching.watch import Watch


class TooFew(Impossible):
    """So few moves do not keep the rules; `needed` do."""

    def __init__(self, allowed: int, needed: Optimum) -> None:
        least = f"{needed.bound}" if needed.proven else f"at least {needed.bound}"
        verb = "is" if needed.bound == 1 else "are"
        sentence = f"the rules cannot be kept with {sums.count(allowed, 'move')}; {least} {verb} needed"
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
    """The best teams with so many moves, or as few as possible; None if no facilitators suit them.

    Raises:
        TooFew: the rules cannot be kept with so few moves.
    """
    placed, before = reach.placed, reach.before
    allowed = reach.moves.value if most is None else most
    draft = reach.within(allowed, watch) if reach.moves.bound <= allowed else None
    bounds = _settled(draft, placed, watch) if draft else None
    if draft is None or bounds is None:
        raise TooFew(allowed, reach.moves)
    if allowed > reach.moves.value and not watch.hurried:
        _spare_moves(draft, before)
    made, new = _teams(draft, before)
    lines = lines_of(placed.problem, made, bounds)
    teams = again(placed.problem, made, watch)
    if teams is None:
        return None
    result = judged(placed, teams, lines, time.perf_counter() - started)
    return Rerun(result, before.moved(teams, new), reach.moves)


def _settled(draft: Draft, placed: Placed, watch: Watch) -> list[int] | None:
    """The bounds of the best teams of a draft, which are then its solution; None if there are none."""
    profile = settle(draft, placed.goals, ())
    breadth = draft.reach(BREADTH) if profile is not None else None
    if profile is None or breadth is None:
        return None
    late = travel_and_balance(draft, watch)
    return [placed.participants, *(line.bound for line in profile), breadth.bound, *late]


def _spare_moves(draft: Draft, before: Before) -> None:
    """Of equally good teams those with the fewest moves, as far as a short search goes."""
    now = BALANCE.count(Finished(draft.problem, _teams(draft, before)[0]))
    draft.model.require(BALANCE.count(draft) <= now)
    with suppress(Unfinished):
        draft.model.best(STEP, before.staying(draft), more_is_better=True, nodes=effort.LATE_NODES)


def _teams(draft: Draft, before: Before) -> tuple[tuple[Team, ...], tuple[int, ...]]:
    """The teams of the solution by number, old ones with their facilitators; and the numbers of new ones.

    Old teams keep their number. New ones get that to which somebody is pinned, or else the lowest that is
    free.
    """
    value = draft.model.value
    pools = [pool for pool in draft.all_pools if value(pool.teams)]
    numbers = {
        n: number
        for n, pool in enumerate(pools)
        if pool.slot.number is None
        for number, is_it in pool.numbers.items()
        if value(is_it)
    }
    old = {n: number for n, pool in enumerate(pools) if (number := before.number_of(pool)) is not None}
    numbers = {n: number for n, number in old.items() if number not in numbers.values()} | numbers
    free = (number for number in count(1) if number not in numbers.values())
    numbers |= {n: next(free) for n in sorted(set(range(len(pools))) - numbers.keys())}
    kept = {team.number: team.facilitators for team in before.teams}
    teams = []
    for n, pool in enumerate(pools):
        teams.append(Team(numbers[n], pool.theme, pool.seated, kept[old[n]] if n in old else ()))
    new = tuple(sorted(number for n, number in numbers.items() if n not in old))
    return tuple(sorted(teams, key=lambda team: team.number)), new
