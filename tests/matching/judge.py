"""A judge of teams that knows nothing of how they were made: one flat model for OR-Tools CP-SAT.

Written from the programme's rules alone. Each entry sits in one of so many teams, each team has a theme; what
must hold and what is better is said anew here, so that a fault of the package's own words is not repeated.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Any

from ortools.sat.python import cp_model

from cln.matching.problem import Entry, Key, Problem, Result, Team
from tests.matching.plain import are_far, lines, with_a_place

SEED = 1
TINY = 1e-6

MORE_IS_BETTER = {"breadth"}
LINES = ("level 1", "level 2", "level 3", "level 4", "breadth", "travel", "balance")
"""What is judged once it is clear who has a place, the most important first."""


@dataclass(frozen=True)
class Ruling:
    """What the judge says of one line, given what was claimed of those above it."""

    line: str
    claimed: int
    found: int
    """The best that the judge found itself."""
    bound: int
    """Nothing better can be."""

    @property
    def proven(self) -> bool:
        """The claim is the best that can be."""
        return self.claimed == self.bound


class Judge:
    """The model of a cohort, and of teams made of those who have a place."""

    def __init__(self, problem: Problem, seated: Sequence[Entry], *, numbered: bool = False) -> None:
        """Write the model down.

        Args:
            problem: the cohort; of its rules those that must hold by the programme, and no promises.
            seated: who has a place.
            numbered: teams are told apart by their numbers; else their order says nothing.
        """
        self.problem, self.seated = problem, seated
        self.model: Any = cp_model.CpModel()
        self.teams = range(problem.limits.teams)
        self.x = {one.key: [self._bool() for _ in self.teams] for one in seated}
        self.theme = [[self._bool() for _ in problem.themes] for _ in self.teams]
        self._sit(numbered)
        self._size()
        self._mix_authorities()
        self._nurture()

    def is_impossible(self, seconds: float) -> bool | None:
        """Whether no teams keep the rules; None if that is not known in time."""
        status = _solved(self.model, seconds)[1]
        return None if status == cp_model.UNKNOWN else status == cp_model.INFEASIBLE

    def begin_with(self, teams: Sequence[Team]) -> None:
        """Begin each search with these teams, in the order of their themes."""
        self.model.clear_hints()
        for variable, value in self._as_seated(teams):
            self.model.add_hint(variable, value)

    def keeps_the_rules(self, teams: Sequence[Team], seconds: float) -> bool:
        """Whether these teams are among those that the model allows."""
        kept = self.model.clone()
        for variable, value in self._as_seated(teams):
            kept.add(variable == value)
        return bool(_solved(kept, seconds)[1] == cp_model.OPTIMAL)

    def rule(self, line: str, claimed: int, seconds: float) -> Ruling:
        """Look for the best of a line, and then hold it at what is claimed."""
        quantity, more = self.lines[line], line in MORE_IS_BETTER
        (self.model.maximize if more else self.model.minimize)(quantity)
        solver, status = _solved(self.model, seconds)
        bound = solver.best_objective_bound
        found = claimed if status == cp_model.UNKNOWN else round(solver.objective_value)
        self.model.clear_objective()
        self.model.add(quantity == claimed)
        return Ruling(line, claimed, found, floor(bound + TINY) if more else ceil(bound - TINY))

    @cached_property
    def lines(self) -> dict[str, Any]:
        """The quantity of each line."""
        levels = {f"level {n}": self._at_level(n) for n in (1, 2, 3, 4)}
        return levels | {"breadth": self._breadth(), "travel": self._travel(), "balance": self._balance()}

    def most_staying(self, old: Sequence[Team], seconds: float) -> Ruling:
        """How many of the entries of numbered earlier teams can sit where they sat, under the same theme."""
        stays = []
        for team in old:
            same = self.theme[team.number - 1][self.problem.themes.index(team.theme)]
            for one in team.entries:
                stays.append(self._bool())
                self.model.add_implication(stays[-1], same)
                self.model.add_implication(stays[-1], self.x[one.key][team.number - 1])
        self.model.maximize(sum(stays))
        solver, status = _solved(self.model, seconds)
        found = 0 if status == cp_model.UNKNOWN else round(solver.objective_value)
        return Ruling("staying", found, found, floor(solver.best_objective_bound + TINY))

    def _bool(self) -> Any:
        return self.model.new_bool_var("")

    def _as_seated(self, teams: Sequence[Team]) -> Iterator[tuple[Any, bool]]:
        """The variables of who sits where and of the themes, as these teams have them."""
        themes = self.problem.themes
        for place, team in enumerate(sorted(teams, key=lambda team: themes.index(team.theme))):
            here = {one.key for one in team.entries}
            yield from ((self.x[one.key][place], one.key in here) for one in self.seated)
            yield from ((self.theme[place][n], theme == team.theme) for n, theme in enumerate(themes))

    def _sit(self, numbered: bool) -> None:
        """Everybody in one team, each team on one theme; `works` says who works on which theme."""
        self.works: dict[tuple[Key, str], Any] = {}
        for row in self.theme:
            self.model.add_exactly_one(row)
        if not numbered:
            places = [sum(n * on for n, on in enumerate(row)) for row in self.theme]
            for one, other in pairwise(places):
                self.model.add(one <= other)
        for entry in self.seated:
            self.model.add_exactly_one(self.x[entry.key])
            for n, theme in enumerate(self.problem.themes):
                works = self.works[entry.key, theme] = self._bool()
                for team in self.teams:
                    here, on = self.x[entry.key][team], self.theme[team][n]
                    self.model.add_bool_or(~here, ~on, works)
                    self.model.add_bool_or(~here, ~works, on)
            self.model.add_exactly_one(self.works[entry.key, theme] for theme in self.problem.themes)

    def _size(self) -> None:
        """Each team within two participants of the mean; so are all teams of a theme together."""
        teams, spread = len(self.teams), self.problem.limits.team_spread
        people = sum(one.participants for one in self.seated)
        low, high = -((spread * teams - people) // teams), (people + spread * teams) // teams
        self.sizes = [
            sum(one.participants * self.x[one.key][team] for one in self.seated) for team in self.teams
        ]
        for size in self.sizes:
            self.model.add_linear_constraint(size, max(low, 0), high)
        for n, theme in enumerate(self.problem.themes):
            number = sum(row[n] for row in self.theme)
            working = sum(one.participants * self.works[one.key, theme] for one in self.seated)
            self.model.add(working >= low * number)
            self.model.add(working <= high * number)

    def _mix_authorities(self) -> None:
        """At least two authorities in a team, and at most half of its entries from one of them."""
        part, of = self.problem.limits.authority_share
        for team in self.teams:
            entries = sum(self.x[one.key][team] for one in self.seated)
            for there in self._by("authority").values():
                own = sum(self.x[one.key][team] for one in there)
                self.model.add(of * own <= part * entries)
            self.model.add(sum(self._kinds(team, "authority")) >= self.problem.limits.team_authorities)

    def _nurture(self) -> None:
        """Each team has one of the key facilitators, who nurtures ten establishments at most."""
        keys = sum(one.key for one in self.problem.facilitators)
        hers = range(min(keys, len(self.teams)))
        alone = len(hers) == len(self.teams)
        takes = [[self._bool() for _ in self.teams] for _ in hers]
        for team in self.teams:
            self.model.add_exactly_one(row[team] for row in takes)
            for n in hers:
                if n > team or (alone and n != team):  # any of them could take the first team
                    self.model.add(takes[n][team] == 0)
        schools = defaultdict[tuple[str, str], list[Entry]](list)
        for one in self.seated:
            schools[one.establishment].append(one)
        for n in hers:
            nurtured = []
            for there in schools.values():
                nurtured.append(self._bool())
                for one in there:
                    for team in self.teams:
                        self.model.add_bool_or(~self.x[one.key][team], ~takes[n][team], nurtured[-1])
            self.model.add(sum(nurtured) <= self.problem.limits.facilitator_load)

    def _at_level(self, level: int) -> Any:
        wanted = [
            self.works[one.key, theme]
            for one in self.seated
            for theme in self.problem.themes
            if (one.levels or {}).get(theme) == level
        ]
        return sum(wanted, start=self.model.new_constant(0))

    def _breadth(self) -> Any:
        points = []
        for team in self.teams:
            for attribute, most in (("authority", 3), ("sector", 2)):
                points.append(self.model.new_int_var(0, most, ""))
                self.model.add(points[-1] <= sum(self._kinds(team, attribute)))
            ends = [self._any(team, [one for one in self.seated if one.simd_quintile in end])
                    for end in ((1, 2), (4, 5))]  # fmt: skip
            both = self._bool()
            for end in ends:
                self.model.add_implication(both, end)
            points += [both, self._any(team, [one for one in self.seated if one.experienced])]
        return sum(points)

    def _travel(self) -> Any:
        pairs = [self.model.new_constant(0)]
        for one, other in combinations(self.seated, 2):
            if are_far(self.problem, one, other):
                pairs.append(self._bool())
                for team in self.teams:
                    self.model.add_bool_or(~self.x[one.key][team], ~self.x[other.key][team], pairs[-1])
        return sum(pairs)

    def _balance(self) -> Any:
        most = sum(one.participants for one in self.seated)
        largest, smallest = (self.model.new_int_var(0, most, "") for _ in range(2))
        for size in self.sizes:
            self.model.add(largest >= size)
            self.model.add(smallest <= size)
        return largest - smallest

    def _by(self, attribute: str) -> dict[str, list[Entry]]:
        kinds = defaultdict[str, list[Entry]](list)
        for one in self.seated:
            kinds[getattr(one, attribute)].append(one)
        return kinds

    def _kinds(self, team: int, attribute: str) -> list[Any]:
        return [self._any(team, there) for there in self._by(attribute).values()]

    def _any(self, team: int, there: Sequence[Entry]) -> Any:
        """At most whether any of them sits in the team."""
        anyone = self._bool()
        self.model.add_bool_or(*(self.x[one.key][team] for one in there), ~anyone)
        return anyone


def _solved(model: Any, seconds: float) -> tuple[Any, Any]:
    """The solver after a search of so many seconds, and its status."""
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = SEED
    solver.parameters.max_time_in_seconds = seconds
    return solver, solver.solve(model)


def rulings(problem: Problem, result: Result, seconds: float) -> list[Ruling]:
    """What the judge says of each line of a result in so many seconds; asserts that the rules are kept."""
    teams, claimed = result.teams, lines(problem, result.teams)
    assert {one.name: one.value for one in result.objective} == claimed
    judge = Judge(problem, [one for team in teams for one in team.entries])
    assert judge.keeps_the_rules(teams, seconds), "the teams break a rule"
    judge.begin_with(teams)
    return [judge.rule(line, claimed[line], seconds) for line in LINES]


def faults(problem: Problem, result: Result, judged: Sequence[Ruling]) -> list[str]:
    """What is wrong with a result by these rulings, in words: a place, a value that is not the best though it
    is called so, or a bound that is exceeded.
    """
    wrong = []
    if {one.key for team in result.teams for one in team.entries} != with_a_place(problem):
        wrong.append("others should have a place")
    said = {line.name: line for line in result.objective}
    for one in judged:
        sign, line = 1 if one.line in MORE_IS_BETTER else -1, said[one.line]
        if sign * line.value > sign * one.bound:
            wrong.append(f"{one.line}: {line.value} is better than any teams ({one.bound})")
        if sign * one.found > sign * line.bound:
            wrong.append(f"{one.line}: {one.found} is better than the bound {line.bound}")
    return wrong
