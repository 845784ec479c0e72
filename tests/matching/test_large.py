"""Cohorts above programme size, whose teams are made part by part: nothing lost, nothing claimed in vain."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import Facilitator, Problem, Promise, PromiseKind, Result, Strength
from cln.matching.solve.facilitators import assign
from cln.matching.solve.profile import Placed, best_profile
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Watch
from tests.matching.cohorts import entry, programme

TEAMS = 21


def large(seed: int, teams: int = TEAMS) -> Problem:
    """Entries of one to three people, six or so to each team, and a key facilitator for each team."""
    problem = programme(seed, 6 * teams, located=True)
    people = tuple(
        Facilitator(f"Key {n}", authority=f"Authority {n % 8 + 1}", themes=frozenset({f"Theme {n % 3 + 1}"}))
        for n in range(max(teams, 8 * 4))
    )
    return replace(problem, facilitators=people, limits=Limits(teams=teams, capacity=1000))


def assert_sound(problem: Problem, result: Result) -> None:
    """Everybody sits once, all that must hold does, and no value is better than its bound."""
    assert Counter(one.key for team in result.teams for one in team.entries) == Counter(
        one.key for one in problem.entries
    )
    assert [team.number for team in result.teams] == list(range(1, problem.limits.teams + 1))
    assert all(verdict.holds for verdict in result.rules if verdict.must)
    for goal, line in zip(goals(problem), result.objective, strict=True):
        assert line.value <= line.bound if goal.more_is_better else line.value >= line.bound


@pytest.mark.slow
def test_the_profile_is_the_best_that_there_is() -> None:
    problem = large(1)
    result = match(problem)
    assert_sound(problem, result)
    profile = best_profile(Placed(problem, problem.entries), Watch())
    assert profile is not None
    assert all(count.proven for count in profile)
    reached = [line.value for line in result.objective if line.name.startswith("level")]
    assert reached == [count.value for count in profile]
    assert "far" not in problem.__dict__, "pairs of a whole large cohort are too many"


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_parts_claim_nothing_that_the_whole_disproves(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cohort of programme size, all at once and part by part."""
    problem = programme(seed, located=True)
    best = match(problem)
    monkeypatch.setattr("cln.matching.effort.LARGE", 0)
    monkeypatch.setattr("cln.matching.effort.PART_TEAMS", 2)
    apart = match(problem)
    assert_sound(problem, apart)
    for goal, line, other in zip(goals(problem), apart.objective, best.objective, strict=True):
        sign = 1 if goal.more_is_better else -1
        assert sign * other.value <= sign * line.bound
        assert sign * line.value <= sign * other.value
        if line.value != other.value:
            break  # what is bound from here on is bound given another value above


@pytest.mark.slow
def test_what_is_fixed_is_obeyed() -> None:
    problem = large(2)
    keys = [one.key for one in Random(1).sample(problem.entries, 22)]
    promises = (
        Promise(1, PromiseKind.PIN, (keys[0],), "promised", theme="Theme 3"),
        Promise(2, PromiseKind.PIN, (keys[1], keys[2]), "promised", team=20),
        Promise(3, PromiseKind.PIN, (keys[3],), "promised", team=7, theme="Theme 2"),
        Promise(4, PromiseKind.TOGETHER, tuple(keys[4:7]), "share a building"),
        Promise(5, PromiseKind.APART, tuple(keys[7:13]), "share a head"),
        Promise(6, PromiseKind.GROUP, tuple(keys[13:17]), "has begun"),
        Promise(7, PromiseKind.GROUP, tuple(keys[17:22]), "has begun", theme="Bees"),
    )
    met = frozenset((min(pair), max(pair)) for pair in zip(keys[:6], keys[7:13], strict=True))
    problem = replace(problem, promises=promises, met=met, strengths={"new-partners": Strength.MUST})
    result = match(problem)
    assert_sound(problem, result)
    kept = {verdict.id for verdict in result.rules if verdict.holds}
    assert kept >= {"pins", "together", "apart", "groups", "new-partners"}
    assert {team.theme for team in result.teams} >= {"Bees"}


@pytest.mark.slow
def test_what_cannot_sit_alone_sits_with_others() -> None:
    """Nearly everybody comes from one authority, in entries of three and four: few cuts leave teams."""
    rng = Random(3)
    entries = tuple(
        entry(
            n,
            authority="Ayton" if n % 2 else rng.choice(("Borland", "Carrick")),
            sector=rng.choice(("ELC", "Primary")),
            participants=rng.choice((1, 3, 4)),
            levels={"Literacy": 5, "Numeracy": rng.randint(3, 5)},
        )
        for n in range(120)
    )
    people = tuple(Facilitator(f"Key {n}", authority="Ayton") for n in range(TEAMS))
    problem = Problem(
        entries,
        ("Literacy", "Numeracy"),
        people,
        Limits(teams=TEAMS, capacity=1000),
        {"facilitators": Strength.OFF},
    )
    result = match(problem)
    assert_sound(problem, result)


@pytest.fixture(scope="module")
def made() -> tuple[Problem, Result]:
    """A large cohort and its match."""
    problem = large(3)
    return problem, match(problem)


@pytest.mark.slow
def test_facilitators_of_many_teams(made: tuple[Problem, Result]) -> None:
    problem, result = made
    assert_sound(problem, result)
    used = [one for team in result.teams for one in team.facilitators]
    assert sorted(one.name for one in used) == sorted(one.name for one in problem.facilitators)
    assert all(team.facilitators[0].key for team in result.teams)
    known = sum(team.theme in one.themes for team in result.teams for one in team.facilitators)
    assert known >= 0.5 * sum(team.theme in {"Theme 1", "Theme 2", "Theme 3"} for team in result.teams)


@pytest.mark.slow
def test_facilitators_share_many_teams_where_there_are_few(made: tuple[Problem, Result]) -> None:
    problem, result = made
    few = replace(problem, facilitators=problem.facilitators[:18])
    teams = assign(few, result.teams, Watch())
    assert teams is not None
    loads = Counter(one.name for team in teams for one in team.facilitators for _entry in team.entries)
    assert len(loads) == 18
    assert max(loads.values()) <= 10


@pytest.mark.slow
def test_too_few_facilitators_for_so_many_teams(made: tuple[Problem, Result]) -> None:
    problem, result = made
    few = replace(problem, facilitators=problem.facilitators[:14])
    with pytest.raises(Unfinished, match=r"21 teams were made, but \d of them would have none of the 14 key"):
        assign(few, result.teams, Watch())
    relaxed = assign(replace(few, strengths={"team-facilitator": Strength.SHOULD}), result.teams, Watch())
    assert relaxed is not None
    assert all(len(team.facilitators) == 1 for team in relaxed)


@pytest.mark.slow
def test_a_large_cohort_that_has_no_time() -> None:
    problem = large(4)
    assert_sound(problem, match(problem, Watch(seconds=0)))
