"""The cohort as one flat model for OR-Tools CP-SAT: an independent solver with a formulation of its own kind.

Eight teams, each with a theme variable, in the order of their themes. w[entry, theme] says which theme an
entry works on; it follows from who sits where. Each line starts from the answer to the one before.
"""

from collections.abc import Sequence
from typing import Any

from cln.matching.objective import BREADTH
from cln.matching.problem import Entry, Problem
from cln.matching.solve.solver import SEED
from tests.bench.flat import CAPS, LINES, Answer, Clock, Facts, judged, solve


class FlatCpSat:
    """The model and the answer that it holds."""

    def __init__(self, problem: Problem) -> None:
        from ortools.sat.python import cp_model

        self.cp_model, self.facts = cp_model, Facts(problem)
        self.model: Any = cp_model.CpModel()  # ortools is typed only in part
        self.solver: Any = None
        teams, themes = range(self.facts.teams), range(len(self.facts.themes))
        places = range(len(self.facts.entries))
        self.theme = [self.model.new_int_var(0, len(themes) - 1, f"theme{team}") for team in teams]
        self.z = [[self.model.new_bool_var(f"z{team}_{theme}") for theme in themes] for team in teams]
        self.x = [[self.model.new_bool_var(f"x{place}_{team}") for team in teams] for place in places]
        self.w = [[self.model.new_bool_var(f"w{place}_{theme}") for theme in themes] for place in places]
        self._choose_themes()
        self._seat()
        self._share()
        lines = [*(self._level(level) for level in (1, 2, 3, 4)), self._breadth(), self._travel()]
        self.lines = dict(zip(LINES, lines, strict=True))

    def step(self, line: str, seconds: float) -> bool:
        """Optimise a line and, if proven, hold it there. Says whether it is."""
        quantity, more, solver = self.lines[line], line == BREADTH.name, self.cp_model.CpSolver()
        if more:
            self.model.maximize(quantity)
        else:
            self.model.minimize(quantity)
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status not in (self.cp_model.OPTIMAL, self.cp_model.FEASIBLE):
            return False
        self.solver = solver
        if status == self.cp_model.FEASIBLE:
            return False
        value = round(solver.objective_value)
        self.model.add(quantity >= value if more else quantity <= value)
        self.model.clear_hints()
        for row in (*self.x, *self.z, *self.w):
            for variable in row:
                self.model.add_hint(variable, solver.value(variable))
        return True

    def seating(self) -> list[tuple[str, list[Entry]]]:
        """The teams of the answer: (theme, entries)."""
        return [
            (
                self.facts.themes[self.solver.value(self.theme[team])],
                [
                    e
                    for e, row in zip(self.facts.entries, self.x, strict=True)
                    if self.solver.value(row[team])
                ],
            )
            for team in range(self.facts.teams)
        ]

    def _choose_themes(self) -> None:
        for team, row in enumerate(self.z):
            self.model.add_exactly_one(row)
            self.model.add(self.theme[team] == sum(number * chosen for number, chosen in enumerate(row)))
            if team:
                self.model.add(self.theme[team - 1] <= self.theme[team])

    def _seat(self) -> None:
        for place, row in enumerate(self.x):
            self.model.add_exactly_one(row)
            self.model.add_exactly_one(self.w[place])
            for team, here in enumerate(row):
                for theme, chosen in enumerate(self.z[team]):
                    # All three ways round: each follows from the other two, and each prunes.
                    self.model.add_bool_or(~here, ~chosen, self.w[place][theme])
                    self.model.add_bool_or(~here, ~self.w[place][theme], chosen)
        for team in range(self.facts.teams):
            self.model.add_linear_constraint(self._size(team), self.facts.fewest, self.facts.most)

    def _size(self, team: int) -> Any:
        return sum(row[team] for row in self.x)

    def _share(self) -> None:
        part, of = self.facts.problem.limits.authority_share
        for team in range(self.facts.teams):
            for places in self.facts.by("authority").values():
                own = sum(self.x[place][team] for place in places)
                self.model.add(of * own <= part * self._size(team))

    def _level(self, level: int) -> Any:
        return sum(
            (
                self.w[place][number]
                for place, entry in enumerate(self.facts.entries)
                for number, theme in enumerate(self.facts.themes)
                if entry.level(theme) == level
            ),
            start=self.model.new_constant(0),
        )

    def _breadth(self) -> Any:
        facts, parts = self.facts, []
        for team in range(facts.teams):
            for kind, most in CAPS.items():
                kinds = [self._any(team, places) for places in facts.by(kind).values()]
                if kind == "authority":
                    self.model.add(sum(kinds) >= facts.problem.limits.team_authorities)
                count = self.model.new_int_var(0, most, "")
                self.model.add(count <= sum(kinds))
                parts.append(count)
            both = self._any(team, facts.deprived)
            self.model.add_bool_or(*(self.x[place][team] for place in facts.advantaged), ~both)
            parts += [both, self._any(team, facts.experienced)]
        return sum(parts)

    def _travel(self) -> Any:
        pairs = []
        for one, other in self.facts.far:
            pairs.append(self.model.new_bool_var(""))
            for team in range(self.facts.teams):
                self.model.add_bool_or(~self.x[one][team], ~self.x[other][team], pairs[-1])
        return sum(pairs, start=self.model.new_constant(0))

    def _any(self, team: int, places: Sequence[int]) -> Any:
        anyone = self.model.new_bool_var("")
        self.model.add_bool_or(*(self.x[place][team] for place in places), ~anyone)
        return anyone


def run(problem: Problem, limit: float) -> Answer | None:
    """Build and solve the model within `limit` seconds; None when that found no teams at all."""
    clock = Clock()
    model = FlatCpSat(problem)
    proven = solve(model.step, limit, clock)
    seconds = clock.seconds
    return Answer(judged(problem, model.seating()), proven, seconds) if model.solver else None
