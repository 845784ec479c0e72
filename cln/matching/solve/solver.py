"""The exact solver: the only module that knows pulp and HiGHS.

One thread and a fixed seed, so that the same model gives the same answer on every machine; limits are
counted in nodes of the search, never in seconds, for the same reason. Only a watch that hurries ends a
search by the clock.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cln.errors import Impossible
from cln.matching import effort
from cln.matching.seats import Quantity
from cln.matching.solve.running import TINY, Running, silence
from cln.matching.watch import Watch

SEED = 20180910


class Unfinished(Impossible):
    """The search reached its limit before it had any answer, or the proof that there is none."""

    bound = 0
    """What no answer could better, where less is better."""


class OutOfTime(Unfinished):
    """The time was up before there was any answer. Nothing is half-done."""

    exit_code = 130


@dataclass(frozen=True)
class Optimum:
    """The best value found and the best that any solution could have; equal when proven."""

    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Nothing better exists."""
        return self.value == self.bound


class Model:
    """A growing set of whole-number variables and conditions, optimised again and again.

    Once the watch hurries, the first answer is taken with what is known of the bound, unless the model is
    `patient`: then nothing less than the best will do. One that is `easy` has good answers close at hand, and
    no search within a search looks for them.
    """

    def __init__(self, watch: Watch, *, patient: bool = False, easy: bool = False) -> None:
        import pulp

        self._problem = pulp.LpProblem("cln", pulp.LpMinimize)
        self._watch, self._patient, self._easy = watch, patient, easy
        self._made, self._contradiction, self._solved = 0, False, False
        self._nonzero = 0

    @property
    def conditions(self) -> int:
        """How many there are so far."""
        return int(self._problem.numConstraints()) + self._contradiction

    def integer(self, low: int, high: int) -> Quantity:
        """A new whole number from `low` to `high`."""
        import pulp

        self._made += 1
        return self._problem.add_variable(f"v{self._made:06}", low, high, cat=pulp.LpInteger)

    def total(self, terms: Iterable[tuple[Quantity, int]]) -> Quantity:
        """The sum of quantities, each times a number."""
        import pulp

        total = pulp.LpAffineExpression()
        for quantity, number in terms:
            if number:
                total.addInPlace(quantity, sign=number)
        return total

    def sum_of(self, quantities: Iterable[Quantity]) -> Quantity:
        """The sum of quantities."""
        return self.total((quantity, 1) for quantity in quantities)

    def require(self, holds: Any, unless: Quantity = 0) -> None:
        """Add a condition, which need not hold where any 0-1 variable of the sum `unless` is 1.

        One that is plainly False makes the model impossible.
        """
        strict = isinstance(unless, int) or not len(unless)
        if not isinstance(holds, bool) and len(holds):
            for condition in [holds] if strict else _loose(holds, unless):
                self._problem += condition
                self._nonzero += len(condition)
                self._watch.spend(effort.BUILT * (len(condition) + 2))
        elif not (holds if isinstance(holds, bool) else holds.valid()):
            if strict:
                self._contradiction = True
            else:
                self._problem += unless >= 1

    def best(
        self,
        name: str,
        quantity: Quantity,
        *,
        more_is_better: bool,
        nodes: int = effort.NODES,
        headway: int = effort.NODES,
        insist: bool = True,
        twice: bool = True,
        ideal: int | None = None,
    ) -> Optimum | None:
        """Optimise a quantity within so many nodes; None if the conditions contradict each other.

        So many nodes without a better answer or a better bound, the `headway`, end it too, and so does the
        work that the watch lets be done, and the `ideal`, where it is known that nothing is better. The model
        then holds the solution found, and the next call starts from it. In a hurry a first answer is waited
        for if we `insist`. That there is none is heard `twice`, then without presolve.

        Raises:
            Unfinished: so many nodes, or so much time or work, show neither an answer nor that there is none.
        """
        import pulp

        if self._contradiction:
            return None
        if self._watch.left <= 0:
            raise Unfinished(f"no work may be done any more for {name!r}")
        self._watch(name)
        self._problem.sense = pulp.LpMaximize if more_is_better else pulp.LpMinimize
        self._problem.setObjective(quantity + pulp.LpAffineExpression())
        sign = -1 if more_is_better else 1
        ideal = _ideal(self._problem.objective, more_is_better) if ideal is None else ideal
        looks = self._watch.left / self._look
        search = Running(self._watch, ideal, sign, headway, insist, self._patient, looks)
        options = {"mip_max_nodes": nodes, **(dict.fromkeys(_WITHIN, False) if self._easy else {})}
        solver = _run(self._problem, search, warm=self._solved, twice=twice, **options)
        info, status = solver.getInfo(), solver.modelStatusToString(solver.getModelStatus())
        self._watch.spend(self._worked(search.looks, max(0, info.simplex_iteration_count)))
        if status in _IMPOSSIBLE:
            return None
        if info.primal_solution_status != _FEASIBLE:
            raise _unfinished(name, status, self._watch, search.bound(info.mip_dual_bound))
        self._solved = True
        value = round(search.sign * info.objective_function_value)
        return Optimum(value, value if status == "Optimal" else search.bound(info.mip_dual_bound))

    @property
    def _look(self) -> int:
        """Steps between two times that the solver asks whether to go on."""
        return effort.LOOK_ALONE + effort.LOOKED * self._made

    def _worked(self, looks: int, iterations: int) -> int:
        """Steps of one search."""
        begun = effort.SOLVED + effort.ROW * self.conditions + effort.READ * self._nonzero
        return begun + effort.ITERATION * iterations + looks * self._look

    def ceilings(self, quantities: Sequence[Quantity]) -> list[int] | None:
        """Upper bounds of quantities from the linear relaxation; None if even that is impossible."""
        import pulp

        if self._contradiction:
            return None
        self._problem.sense = pulp.LpMaximize
        self._problem.setObjective(pulp.LpAffineExpression())
        solver = _run(self._problem, None, warm=False)
        variables = self._problem.variables()
        ceilings: list[int] = []
        for quantity in quantities:
            # The model stays with the solver, which goes on from the last answer: only the objective is new.
            objective = quantity + pulp.LpAffineExpression()
            costs = [-objective.get(variable, 0.0) for variable in variables]
            solver.changeColsCost(len(costs), range(len(costs)), costs)
            solver.run()
            if solver.modelStatusToString(solver.getModelStatus()) != "Optimal":
                return None
            ceilings.append(math.floor(-solver.getInfo().objective_function_value + TINY))
        return ceilings

    def value(self, quantity: Quantity) -> int:
        """A quantity in the solution found."""
        import pulp

        value: float = pulp.value(quantity)
        return round(value)


_ENUMERATION = 1 << 16  # a step of HiGHS 1.16 before the search that can lose every answer
_PROBING = 1 << 15  # a step that tries each variable both ways
_WITHIN = ("mip_heuristic_run_rins", "mip_heuristic_run_rens", "mip_heuristic_run_root_reduced_cost")
_FEASIBLE = 2  # kSolutionStatusFeasible
_IMPOSSIBLE = {"Infeasible", "Primal infeasible or unbounded"}


def _run(
    problem: Any, search: Running | None, *, warm: bool, twice: bool = True, **options: int | bool
) -> Any:
    """Run HiGHS on a pulp problem and return the solver, values taken over; without a search of the linear
    relaxation, and nothing is taken over.
    """
    import highspy
    import pulp

    highs = pulp.HiGHS(
        mip=search is not None,
        msg=False,
        threads=1,
        gapRel=0.0,
        gapAbs=0.99,
        random_seed=SEED,
        presolve_rule_off=_ENUMERATION | (_PROBING if len(problem.variables()) > effort.PROBED else 0),
        **options,
    )
    with silence():  # it prints a banner whatever it is told
        highs.createAndConfigureSolver(problem)
    highs.buildSolverModel(problem)
    solver = problem.solverModel
    if search is None:
        solver.run()
        return solver
    if warm:
        solution = highspy.HighsSolution()
        solution.col_value = [variable.varValue or 0.0 for variable in problem.variables()]
        solver.setSolution(solution)
    search.run(solver)
    if warm and _misjudged(solver):
        # Presolve can take the start for better than it is, and then nothing better is looked for.
        solver.clearSolver()
        search.run(solver)
    if twice and _is_impossible(solver):
        # A proof rests on this word, so it is heard again from the model as it was written: where its linear
        # relaxation has no answer at once, else from a search that presolve does not shorten.
        solver.setOptionValue("presolve", "off")
        solver.setOptionValue("solve_relaxation", True)
        solver.run()
        if not _is_impossible(solver):
            solver.setOptionValue("solve_relaxation", False)
            search.run(solver)
    if solver.getInfo().primal_solution_status == _FEASIBLE:
        for variable, value in zip(problem.variables(), solver.getSolution().col_value, strict=True):
            variable.varValue = round(value)
    return solver


def _is_impossible(solver: Any) -> bool:
    """Whether the solver says that no answer keeps the conditions."""
    return solver.modelStatusToString(solver.getModelStatus()) in _IMPOSSIBLE


def _loose(holds: Any, unless: Quantity) -> Iterator[Any]:
    """A condition with a slack, as large as it could be broken at all, where `unless` allows it."""
    import pulp

    expression = pulp.LpAffineExpression(holds)  # to be at most, at least or exactly 0
    most, least = _ideal(expression, True), _ideal(expression, False)
    if holds.sense != pulp.LpConstraintGE and most > 0:
        yield expression <= most * unless
    if holds.sense != pulp.LpConstraintLE and least < 0:
        yield expression >= least * unless


def _ideal(quantity: Any, more_is_better: bool) -> int:
    """The best that a quantity could be if each of its variables were at its best."""
    total: float = quantity.constant
    for variable, factor in quantity.items():
        total += factor * (variable.upBound if (factor > 0) is more_is_better else variable.lowBound)
    return round(total)


def _unfinished(name: str, status: str, watch: Watch, bound: int) -> Unfinished:
    end = f"the search for {name!r} ended without an answer ({status}); let go of a rule with --relax"
    unfinished = Unfinished(end)
    if watch.hurried:
        short = f"the time was too short to find any teams (at {name!r})"
        unfinished = OutOfTime(f"{short}; give more with --time-limit, or none")
    unfinished.bound = bound
    return unfinished


def _misjudged(solver: Any) -> bool:
    """Whether the answer is not worth what the solver says of it (seen of HiGHS 1.16)."""
    info, answer = solver.getInfo(), solver.getSolution().col_value
    if info.primal_solution_status != _FEASIBLE:
        return False
    _, _, costs, *_ = solver.getCols(len(answer), range(len(answer)))
    worth: float = sum(cost * value for cost, value in zip(costs, answer, strict=True))
    return bool(abs(worth - info.objective_function_value) > 0.5)
