"""Teams that are soon there: in hand while better ones are looked for, or where these are not proven."""

import time
from contextlib import suppress
from dataclasses import replace

from cln.matching.large.split import seat_in_parts
from cln.matching.objective import goals
from cln.matching.problem import Line, Problem, Result, Status
from cln.matching.solve.facilitators import assign
from cln.matching.solve.profile import Placed
from cln.matching.solve.solver import Unfinished
from cln.matching.solve.teams import judged
from cln.matching.watch import Watch


def first_teams(placed: Placed, watch: Watch) -> Result | None:
    """Teams made as those of a large cohort are, each theme's apart; None if none come of it.

    It takes no more than a fixed effort, so its watch cannot hurry it.
    """
    started = time.perf_counter()
    with suppress(Unfinished):
        seating = seat_in_parts(placed, Watch(watch))
        teams = assign(placed.problem, seating.teams, Watch(watch)) if seating else None
        if seating is not None and teams is not None:
            return judged(placed, teams, seating.objective, time.perf_counter() - started)
    return None


def better(problem: Problem, one: Result, other: Result) -> Result:
    """The better of two results for the same entries, the first if they are alike, with the bounds of both.

    A bound of a line is true where the lines above it have the same values, whoever found it.
    """
    lines, first = list[Line](), True
    best, rest = one, other
    for n, goal in enumerate(goals(problem)):
        sign = 1 if goal.more_is_better else -1
        mine, theirs = best.objective[n], rest.objective[n]
        bound = mine.bound
        if first:
            bound = sign * min(sign * mine.bound, sign * theirs.bound)
            if mine.value != theirs.value:
                first = False
                if sign * theirs.value > sign * mine.value:
                    best, rest, mine = rest, best, theirs
        lines.append(Line(goal.name, mine.value, bound))
    status = Status.OPTIMAL if all(line.proven for line in lines) else Status.FEASIBLE
    return replace(best, objective=tuple(lines), status=status)
