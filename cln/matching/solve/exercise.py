"""The matching exercise from problem to judged result: the way into this package.

Whatever the solver says is judged by `check` in plain numbers before anybody sees it; a disagreement is
a bug in this package and raises.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from cln.matching import check
from cln.matching.impossible import diagnose
from cln.matching.problem import Line, Problem, Result, Status, Team
from cln.matching.solve.facilitators import assign
from cln.matching.solve.places import CHOICES, placings, queue
from cln.matching.solve.profile import Placed
from cln.matching.solve.solver import Unfinished
from cln.matching.solve.teams import seat
from cln.matching.watch import Watch

T = TypeVar("T")


def match(problem: Problem, watch: Watch | None = None) -> Result:
    """Match the entries into teams, provably best by the lines of the objective in their order.

    Args:
        problem: who takes part, and the rules.
        watch: follows the match, and may hurry it.

    Raises:
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    started = time.perf_counter()
    watch = watch or Watch()

    def make(placed: Placed) -> Result | None:
        seating = seat(placed, watch)
        teams = assign(problem, seating.teams, watch) if seating else None
        if seating is None or teams is None:
            return None
        return judged(placed, teams, seating.objective, time.perf_counter() - started)

    return first(problem, watch, placings(problem, watch), make)


def first(
    problem: Problem, watch: Watch, placings: Iterable[Placed], make: Callable[[Placed], T | None]
) -> T:
    """What can be made of the first choice of who has a place of which anything can.

    Raises:
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    diagnose.refuse_hopeless(problem, watch)
    for tried, placed in enumerate(placings):
        if tried == CHOICES:
            raise Unfinished(f"none of the first {CHOICES} choices of who waits makes teams; relax a rule")
        made = make(placed)
        if made is not None:
            return made
    raise diagnose.Contradiction(diagnose.diagnose(problem, watch))


def judged(placed: Placed, teams: Sequence[Team], objective: Sequence[Line], seconds: float) -> Result:
    """The result, once the checker has said the same as the solver."""
    problem = placed.problem
    _agree(problem, teams, objective)
    proven = all(line.proven for line in objective)
    seated = {entry.key for entry in placed.entries}
    return Result(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        seconds=seconds,
        objective=tuple(objective),
        teams=tuple(teams),
        waiting=tuple(queue([entry for entry in problem.entries if entry.key not in seated])),
        rules=check.verdicts(problem, teams),
    )


def _agree(problem: Problem, teams: Sequence[Team], objective: Sequence[Line]) -> None:
    """Let the checker judge what the solver says."""
    score = check.score(problem, teams)
    wrong = [
        f"{line.name}: {line.value}, not {score[line.name]}"
        for line in objective
        if line.value != score[line.name]
    ]
    wrong += [f"{v.id}: {v.detail}" for v in check.verdicts(problem, teams) if v.must and not v.holds]
    if wrong:
        raise AssertionError(f"solver and checker disagree: {'; '.join(wrong)}")
