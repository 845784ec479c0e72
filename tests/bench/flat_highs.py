"""The cohort as one flat slot model, solved by HiGHS through PuLP.

Each theme has as many slots as teams it may make; x[entry, slot] says who sits where. The model is given
what a good modeller gives it: sizes in whole entries, the share of an authority tightened to them, slots of
a theme used in order, and each line starts from the answer to the one before.
"""

from collections.abc import Sequence
from typing import Any

from cln.matching.objective import BREADTH
from cln.matching.problem import Entry, Problem
from cln.matching.solve.running import silence
from cln.matching.solve.solver import SEED
from tests.bench.flat import CAPS, LINES, Answer, Clock, Facts, judged, solve


class FlatHighs:
    """The model and the answer that it holds."""

    def __init__(self, problem: Problem, slots: int) -> None:
        import pulp

        self.pulp, self.facts = pulp, Facts(problem)
        self.model = pulp.LpProblem("flat", pulp.LpMinimize)
        self.slots = [(theme, turn) for theme in self.facts.themes for turn in range(slots)]
        self.used = [self._binary(f"y{slot}") for slot in range(len(self.slots))]
        self.x = [
            [self._binary(f"x{place}_{slot}") for slot in range(len(self.slots))]
            for place in range(len(self.facts.entries))
        ]
        self.seating: list[tuple[str, list[Entry]]] = []
        """The teams of the best answer: (theme, entries)."""
        self._seat()
        self._share()
        self.lines = dict(
            zip(
                LINES,
                [*(self._level(level) for level in (1, 2, 3, 4)), self._breadth(), self._travel()],
                strict=True,
            )
        )

    def step(self, line: str, seconds: float) -> bool:
        """Optimise a line and, if proven, hold it there. Says whether it is."""
        import highspy

        quantity, pulp = self.lines[line], self.pulp
        more = line == BREADTH.name
        self.model.sense = pulp.LpMaximize if more else pulp.LpMinimize
        self.model.setObjective(quantity)
        start = [variable.varValue for variable in self.model.variables()] if self.seating else None

        class Highs(pulp.HiGHS):  # type: ignore[misc,name-defined]
            """PuLP's interface, starting from the answer to the line before."""

            def callSolver(self, lp: Any) -> None:  # noqa: N802
                if start is not None:
                    solution = highspy.HighsSolution()
                    solution.col_value = start
                    lp.solverModel.setSolution(solution)
                super().callSolver(lp)

        with silence():
            self.model.solve(
                Highs(msg=False, threads=1, timeLimit=seconds, gapRel=0.0, gapAbs=0.99, random_seed=SEED)
            )
        proven = bool(self.model.sol_status == pulp.LpSolutionOptimal)
        if self.model.solverModel.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            return False
        self.seating = self._teams()
        if proven:
            value = round(pulp.value(quantity))
            self.model += quantity >= value if more else quantity <= value
        return proven

    def _teams(self) -> list[tuple[str, list[Entry]]]:
        teams = [
            (
                theme,
                [e for e, row in zip(self.facts.entries, self.x, strict=True) if round(row[slot].varValue)],
            )
            for slot, (theme, _turn) in enumerate(self.slots)
        ]
        return [team for team in teams if team[1]]

    def _binary(self, name: str) -> Any:
        return self.model.add_variable(name, 0, 1, cat=self.pulp.LpInteger)

    def _sum(self, quantities: Sequence[Any]) -> Any:
        return self.pulp.lpSum(quantities)

    def _seat(self) -> None:
        facts = self.facts
        for row in self.x:
            self.model += self._sum(row) == 1
        self.model += self._sum(self.used) == facts.teams
        for slot, used in enumerate(self.used):
            size = self._sum([row[slot] for row in self.x])
            self.model += size >= facts.fewest * used
            self.model += size <= facts.most * used
            for row in self.x:
                self.model += row[slot] <= used
            if self.slots[slot][1]:
                self.model += used <= self.used[slot - 1]

    def _share(self) -> None:
        part, of = self.facts.problem.limits.authority_share
        for slot, used in enumerate(self.used):
            size = self._sum([row[slot] for row in self.x])
            for places in self.facts.by("authority").values():
                own = self._sum([self.x[place][slot] for place in places])
                self.model += of * own <= part * size
                self.model += own <= part * self.facts.most // of * used

    def _level(self, level: int) -> Any:
        return self._sum(
            [
                self.x[place][slot]
                for place, entry in enumerate(self.facts.entries)
                for slot, (theme, _turn) in enumerate(self.slots)
                if entry.level(theme) == level
            ]
        )

    def _breadth(self) -> Any:
        facts, parts = self.facts, []
        for slot, used in enumerate(self.used):
            for kind, most in CAPS.items():
                kinds = [
                    self._any(slot, f"{kind}{number}", places)
                    for number, places in enumerate(facts.by(kind).values())
                ]
                if kind == "authority":
                    self.model += self._sum(kinds) >= facts.problem.limits.team_authorities * used
                count = self.model.add_variable(f"b_{kind}{slot}", 0, most, cat=self.pulp.LpInteger)
                self.model += count <= self._sum(kinds)
                self.model += count <= most * used
                parts.append(count)
            both = self._any(slot, "deprived", facts.deprived)
            self.model += both <= self._sum([self.x[place][slot] for place in facts.advantaged])
            parts += [both, self._any(slot, "experienced", facts.experienced)]
        return self._sum(parts)

    def _travel(self) -> Any:
        pairs = []
        for slot, used in enumerate(self.used):
            for one, other in self.facts.far:
                pairs.append(self._binary(f"p{one}_{other}_{slot}"))
                self.model += pairs[-1] >= self.x[one][slot] + self.x[other][slot] - used
        return self._sum(pairs)

    def _any(self, slot: int, name: str, places: Sequence[int]) -> Any:
        anyone = self._binary(f"a_{name}_{slot}")
        self.model += anyone <= self.used[slot]
        self.model += anyone <= self._sum([self.x[place][slot] for place in places])
        return anyone


def run(problem: Problem, limit: float, slots: int) -> Answer | None:
    """Build and solve the model within `limit` seconds; None when that found no teams at all."""
    clock = Clock()
    model = FlatHighs(problem, slots)
    proven = solve(model.step, limit, clock)
    seconds = clock.seconds
    return Answer(judged(problem, model.seating), proven, seconds) if model.seating else None
