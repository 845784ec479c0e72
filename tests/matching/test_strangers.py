"""Cases as strangers bring them, judged without anything of this package: a linear programme, plain sums."""

import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import coo_array

from cln.matching import check
from cln.matching.change import edits
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.problem import Problem, Strength
from cln.matching.rules import RULES
from tests.matching.cohorts import AUTHORITIES, SECTORS, entry, programme
from tests.matching.plain import lines as plain
from tests.matching.test_edits import edited, seated

ASKED = {"capacity", "team-count", "team-size", "theme-teams", "groups"}
"""The rules of an exercise that asks only for numbers; all others are off."""


def exercise(seed: int, people: int, themes: int, sizes: tuple[int, int]) -> Problem:
    """Single people, of whom each ranks five of the themes; every theme runs exactly once."""
    rng = random.Random(seed)
    names = tuple(f"Project {n:03}" for n in range(themes))
    liked = [0.2 + rng.random() for _ in names]
    made = []
    for code in range(people):
        ranking = list(dict.fromkeys(rng.choices(names, liked, k=40)))[:4]
        levels = dict.fromkeys(names, 1) | {theme: 5 - n for n, theme in enumerate(ranking)}
        home, sector = rng.choice(AUTHORITIES), rng.choice(SECTORS)
        made.append(entry(code, participants=1, authority=home, sector=sector, levels=levels))
    limits = Limits(teams=themes, capacity=people, team_size=sizes, theme_teams=(1, 1))
    off = {rule.id: Strength.OFF for rule in RULES if rule.id not in ASKED}
    must = dict.fromkeys(("team-size", "theme-teams", "team-count"), Strength.MUST)
    return Problem(tuple(made), names, limits=limits, strengths=off | must)


def best_levels(problem: Problem) -> Counter[int]:
    """How many get a theme of each level at best: a linear programme of people and themes, whose corners are
    whole numbers. One person at a lower level weighs more than everybody at the next.
    """
    people, themes = len(problem.entries), len(problem.themes)
    low, high = problem.limits.team_size or (0, people)
    levels = np.array([[one.level(theme) or 0 for theme in problem.themes] for one in problem.entries])
    costs = np.array([0, *(float(people + 1) ** (4 - level) for level in (1, 2, 3, 4)), 0])[levels].ravel()
    seats = np.arange(people * themes)
    by_person = coo_array((np.ones(len(seats)), (seats // themes, seats)), shape=(people, len(seats)))
    by_theme = coo_array((np.ones(len(seats)), (seats % themes, seats)), shape=(themes, len(seats)))
    solved = linprog(
        costs,
        A_ub=coo_array(np.vstack([by_theme.toarray(), -by_theme.toarray()])),
        b_ub=np.array([high] * themes + [-low] * themes),
        A_eq=by_person,
        b_eq=np.ones(people),
        bounds=(0, 1),
        method="highs-ds",
    )
    assert solved.status == 0
    return Counter(int(level) for level in levels.ravel()[solved.x > 0.5])


@pytest.mark.parametrize(
    ("people", "themes", "sizes"),
    [
        pytest.param(150, 8, (13, 25), id="150 people choose among eight themes"),
        pytest.param(400, 100, (3, 5), id="400 people in 100 small projects", marks=pytest.mark.slow),
    ],
)
def test_every_theme_exactly_once_and_nobody_could_have_a_better_level(
    people: int, themes: int, sizes: tuple[int, int]
) -> None:
    problem = exercise(people, people, themes, sizes)
    result = match(problem)
    assert [team.theme for team in result.teams] == list(problem.themes)
    assert all(sizes[0] <= len(team.entries) <= sizes[1] for team in result.teams)
    assert sorted(one.key for team in result.teams for one in team.entries) == [
        one.key for one in problem.entries
    ]
    levels = Counter(one.level(team.theme) for team in result.teams for one in team.entries)
    assert levels == best_levels(problem)
    for line in result.objective:
        assert line.proven or not line.name.startswith("level")


def test_two_hundred_edits_against_plain_arithmetic() -> None:
    problem = programme(1, located=True)
    problem = replace(problem, entries=tuple(replace(one, participants=2) for one in problem.entries))
    rng = random.Random(0)
    teams = seated(problem, rng)
    tried = 0
    while tried < 200:
        after = edited(problem, teams, rng)
        was, now = plain(problem, teams), plain(problem, after)
        cost = edits.cost(problem, teams, after)
        assert {line.name: (line.before, line.after) for line in cost.lines} == {
            name: (was[name], now[name]) for name in was
        }
        assert check.score(problem, after) == now
        gains = {line.name: line.gain for line in cost.lines}
        more = {"placed", "breadth"}
        assert gains == {name: (now[name] - was[name]) * (1 if name in more else -1) for name in was}
        teams, tried = after, tried + 1
