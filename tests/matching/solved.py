"""The solver asked about finished teams: a model in which every seat is pinned."""

from collections.abc import Sequence
from typing import Any

import highspy
import pulp

from cln.matching.objective import goals
from cln.matching.problem import Problem, Team
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.running import silence
from cln.matching.solve.solver import Model
from cln.matching.watch import Watch


class Pinned:
    """Asks the model that the matching builds; built once for each number of people who have a place."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._drafts: dict[int, _Asked] = {}

    def __call__(self, teams: Sequence[Team]) -> dict[str, int] | None:
        """What the teams reach; None if they break a rule that must hold, beside those about facilitators."""
        placed = sum(team.participants for team in teams)
        if placed not in self._drafts:
            self._drafts[placed] = _Asked(self.problem, placed)
        return self._drafts[placed].about(teams)


class _Asked:
    """One model, with a slot for every number and theme that a team could have."""

    def __init__(self, problem: Problem, placed: int) -> None:
        self.problem, self.model = problem, Model(Watch())
        slots = [Slot(theme, 1, n) for n in range(1, problem.limits.teams + 1) for theme in problem.themes]
        self.draft = Draft(self.model, problem, problem.entries, slots, placed=placed, optional=True)
        self.lines = {
            goal.name: pulp.LpAffineExpression() + goal.count(self.draft) for goal in goals(problem)
        }
        # The lines that can vary once the seats are pinned are pressed to their best, none in another's way.
        pressed = self.lines["travel"] + self.lines["balance"] - self.lines["breadth"]
        self.lp = self.model._problem
        self.lp.setObjective(pressed)
        self.impossible = self.model._contradiction
        with silence():
            solver = pulp.HiGHS(msg=False, threads=1)
            solver.createAndConfigureSolver(self.lp)
            solver.buildSolverModel(self.lp)
        self.highs = self.lp.solverModel
        self.index = {variable.name: n for n, variable in enumerate(self.lp.variables())}

    def about(self, teams: Sequence[Team]) -> dict[str, int] | None:
        """Pin everything and solve."""
        if self.impossible:
            return None
        made = Finished(self.problem, teams)
        mine = {pool.team.number: pool for pool in made.pools}
        for pool in self.draft.pools:
            there = mine.get(pool.slot.number or 0)
            here = there if there is not None and there.theme == pool.theme else None
            self._pin(pool.teams, int(here is not None))
            for one, seat in pool.seats:
                self._pin(seat, here.sits(one) if here else 0)
        for pool in self.draft.groups:
            own = next(p for p in made.groups if p.group == pool.group)
            self._pin(pool.teams, int(own.theme == pool.theme))
            for number, variable in pool.numbers.items():
                self._pin(variable, int(own.theme == pool.theme and own.team.number == number))
        return self._solved()

    def _pin(self, variable: Any, value: int) -> None:
        self.highs.changeColBounds(self.index[variable.name], value, value)

    def _solved(self) -> dict[str, int] | None:
        self.highs.clearSolver()
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            assert self.highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
            return None
        for variable, value in zip(self.lp.variables(), self.highs.getSolution().col_value, strict=True):
            variable.varValue = round(value)
        return {name: round(pulp.value(line)) for name, line in self.lines.items()}
