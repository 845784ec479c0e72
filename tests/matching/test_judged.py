"""Cohorts as strangers bring them, judged by another solver with a model of its own.

Nothing better exists, what an explanation claims comes out when tried, and a re-run moves as few as can be.
"""

import random
from dataclasses import replace

import pytest

from cln.matching.change.explain import explain_entry
from cln.matching.exercise import match, rerun
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.objective import Measure
from cln.matching.problem import Problem, Promise, PromiseKind, Strength, Team
from cln.matching.watch import Watch
from tests.matching.judge import Judge, Ruling, faults, rulings
from tests.matching.plain import lines
from tests.matching.shapes import cohort, shape_of

SECONDS = 20.0
"""Of the judge for each line; what it cannot prove in that time is compared with its bound."""

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4, 149], ids=lambda seed: str(shape_of(seed)))
def test_no_teams_are_better(seed: int) -> None:
    problem = cohort(seed)
    result = match(problem)
    assert faults(problem, result, rulings(problem, result, SECONDS)) == []


def test_a_judge_that_is_lied_to_says_so() -> None:
    problem = cohort(2)
    result = match(problem)
    one, other, *rest = result.teams
    swapped = (replace(one, entries=other.entries), replace(other, entries=one.entries))
    spoilt = replace(result, teams=(*swapped, *rest))
    claimed = lines(problem, spoilt.teams)
    objective = tuple(
        replace(line, value=claimed[line.name], bound=claimed[line.name]) for line in result.objective
    )
    spoilt = replace(spoilt, objective=objective)
    judged = rulings(problem, spoilt, SECONDS)
    assert faults(problem, spoilt, judged)
    assert faults(problem, result, [Ruling("travel", 0, 0, 99)]) == [
        "travel: 0 is better than any teams (99)"
    ]


def with_pin(problem: Problem, key: tuple[str, str, int], theme: str) -> Problem:
    """The problem with an entry pinned to a theme."""
    return replace(problem, promises=(Promise(1, PromiseKind.PIN, (key,), "tried", theme),))


@pytest.mark.parametrize("seed", [8, 14, 15], ids=lambda seed: str(shape_of(seed)))
def test_what_an_explanation_says_it_would_cost_comes_out_when_it_is_tried(seed: int) -> None:
    problem = cohort(seed)
    teams = match(problem).teams
    now, tried = lines(problem, teams), 0
    for one, theme in [(one, team.theme) for team in teams for one in team.entries]:
        if (one.level(theme) or 5) == 5 or tried == 2:
            continue
        why = explain_entry(problem, teams, one.key, Watch(), proven=True)
        for wish in why.wishes:
            pinned = with_pin(problem, one.key, wish.theme)
            if not wish.possible:
                assert wish.forbidding
                with pytest.raises(Contradiction):
                    match(pinned)
                continue
            then = lines(problem, match(pinned).teams)
            assert wish.objective == tuple(
                Measure(line.name, now[line.name], then[line.name]) for line in wish.objective
            )
        tried += bool(why.wishes)
    assert tried


def changed(seed: int) -> tuple[Problem, tuple[Team, ...]]:
    """A cohort of which four have withdrawn for four larger ones, and the teams that it had."""
    rng, problem = random.Random(seed), cohort(seed)
    gone = rng.sample(problem.entries, 4)
    left = {one.key for one in gone}
    late = tuple(replace(one, code=f"{9700000 + n}", participants=4) for n, one in enumerate(gone))
    old = tuple(
        replace(team, entries=tuple(one for one in team.entries if one.key not in left))
        for team in match(problem).teams
    )
    now = (*(one for one in problem.entries if one.key not in left), *late)
    capacity = sum(one.participants for one in now)
    off = {"facilitators": Strength.OFF}
    limits = replace(problem.limits, capacity=capacity)
    return replace(problem, entries=now, limits=limits, strengths=off), old


@pytest.mark.parametrize("seed", [2, 4, 7, 8])
def test_a_rerun_moves_as_few_as_can_be(seed: int) -> None:
    problem, old = changed(seed)
    made = rerun(problem, old)
    judge = Judge(problem, problem.entries, numbered=True)
    most = judge.most_staying(old, SECONDS)
    seated = sum(len(team.entries) for team in old)
    homes = {one.key: (team.number, team.theme) for team in old for one in team.entries}
    there = {one.key: (team.number, team.theme) for team in made.result.teams for one in team.entries}
    assert len(made.moved) == made.fewest.value == sum(homes[key] != there.get(key) for key in homes)
    assert made.fewest.proven
    assert seated - most.bound <= len(made.moved) <= seated - most.found
