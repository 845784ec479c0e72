"""Explanations are true when tried: pin the entry there and match, and what was claimed is what comes out."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from cln.matching.change.explain import Cost, Rated, Shift, explain_entry, explain_team
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.objective import PROFILES, Measure
from cln.matching.problem import Entry, Problem, Promise, PromiseKind, Result, Strength, Team
from cln.matching.watch import Watch
from tests.matching.cohorts import at_length, entry, facilitators, has_teams, popular, programme, small
from tests.matching.test_exact import by_trying_everything


def pin(problem: Problem, one: Entry, theme: str) -> Problem:
    """The same problem with the entry pinned to the theme."""
    return replace(
        problem, promises=(*problem.promises, Promise(99, PromiseKind.PIN, (one.key,), "tried", theme))
    )


def profile(problem: Problem, result: Result) -> list[int]:
    """The values of the profile's lines."""
    names = {goal.name for goal in PROFILES[problem.preference]}
    return [line.value for line in result.objective if line.name in names]


def of_profile(cost: Cost) -> list[Measure]:
    """Its lines without the breadth."""
    return [line for line in cost.objective if line.name != "breadth"]


def matched(problem: Problem) -> Result | None:
    """The match, if there is one."""
    return match(problem) if has_teams(problem) else None


def try_out(tried: Problem, cost: Cost) -> None:
    """Match under what was asked: the outcome is what was claimed."""
    result = matched(tried)
    assert cost.possible == (result is not None)
    if result is None:
        for rule in cost.forbidding:
            assert matched(replace(tried, strengths={**tried.strengths, rule: Strength.SHOULD}))
        return
    assert [line.after for line in of_profile(cost)] == profile(tried, result)
    assert cost.same_profile == all(line.before == line.after for line in of_profile(cost))
    assert cost.same_profile == (cost.objective[-1].name == "breadth")
    if cost.same_profile:
        assert cost.objective[-1].after == {line.name: line.value for line in result.objective}["breadth"]


@settings(max_examples=2, deadline=None)
@given(small())
def test_what_it_would_cost_is_what_comes_out(problem: Problem) -> None:
    result = matched(problem)
    assume(result is not None)
    assert result is not None
    now = profile(problem, result)
    for team in result.teams:
        for one in team.entries:
            why = explain_entry(problem, result.teams, one.key, Watch())
            assert (why.team, why.theme, why.level) == (team.number, team.theme, one.level(team.theme))
            for wish in why.wishes:
                assert wish.level == one.level(wish.theme)
                assert [line.before for line in of_profile(wish)] in ([], now)
                try_out(pin(problem, one, wish.theme), wish)
        assert why.forced is not None
        for one in team.entries:
            could = [
                there and profile(problem, there) == now
                for theme in problem.themes
                if theme != team.theme
                for there in [matched(pin(problem, one, theme))]
            ]
            assert (one in why.forced) == (not any(could))


test_what_it_would_cost_is_what_comes_out_at_length = at_length(
    test_what_it_would_cost_is_what_comes_out, 10, small()
)


@settings(max_examples=2, deadline=None)
@given(small())
def test_what_closing_a_team_would_cost_is_the_best_without_it(problem: Problem) -> None:
    result = matched(problem)
    assume(result is not None)
    assert result is not None
    for team in result.teams:
        why = explain_team(problem, result.teams, team.number, Watch())
        assert why.here == {n: [e.level(team.theme) for e in team.entries].count(n) for n in (5, 4, 3, 2, 1)}
        if why.without is None:
            assert why.group in problem.promises
            continue
        running = sum(one.theme == team.theme for one in result.teams)
        best = by_trying_everything(problem, fewer=(team.theme, running - 1))
        assert why.without.possible == (best is not None)
        if best is not None:
            signs = [1 if goal.more_is_better else -1 for goal in PROFILES[problem.preference]]
            claimed = [sign * line.after for sign, line in zip(signs, of_profile(why.without), strict=True)]
            assert claimed == list(best[1 : 1 + len(signs)])


test_what_closing_a_team_would_cost_is_the_best_without_it_at_length = at_length(
    test_what_closing_a_team_would_cost_is_the_best_without_it, 10, small()
)


@pytest.fixture(scope="module")
def contested() -> tuple[Problem, Result]:
    """A cohort in which not everybody can have what they want, matched."""
    problem = popular(2)
    return problem, match(problem)


@pytest.mark.slow
def test_explanations_at_programme_size(contested: tuple[Problem, Result]) -> None:
    problem, result = contested
    unlucky = [(e, team) for team in result.teams for e in team.entries if (e.level(team.theme) or 0) < 5]
    assert unlucky
    for one, _ in unlucky[:3]:
        why = explain_entry(problem, result.teams, one.key, Watch(), proven=True)
        assert why.wishes
        for wish in why.wishes:
            try_out(pin(problem, one, wish.theme), wish)
            assert accounts_for(wish, [Shift(one, Rated(why.theme, why.level), wish)])
    closing = explain_team(problem, result.teams, 1, Watch(), proven=True).without
    assert closing is not None
    assert accounts_for(closing, [])


def accounts_for(cost: Cost, more: list[Shift]) -> bool:
    """Those who shift make the whole difference between the profiles."""
    difference: Counter[str] = Counter()
    for shift in (*cost.others, *more):
        before, after = (rated.level if rated else None for rated in (shift.before, shift.after))
        difference[f"level {before}"] -= 1
        difference[f"level {after}"] += 1
    return all(difference[line.name] == line.after - line.before for line in of_profile(cost))


@pytest.mark.slow
def test_a_search_tells_what_it_is_at(contested: tuple[Problem, Result]) -> None:
    problem, result = contested
    steps: list[str] = []
    explain_entry(problem, result.teams, problem.entries[0].key, Watch(steps.append))
    assert "explanation" in steps


def four(*promises: Promise) -> tuple[Problem, tuple[Entry, ...]]:
    """Four entries who all want Literacy most, in two teams."""
    made = tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n // 2]) for n in range(4)
    )
    limits = Limits(teams=2, theme_teams=(1, 1))
    return Problem(made, ("Literacy", "Numeracy"), facilitators(), limits, promises=promises), made


def test_a_rule_that_forbids_it_is_named() -> None:
    problem, e = four()
    held = replace(problem, promises=(Promise(1, PromiseKind.PIN, (e[0].key,), "promised", "Numeracy"),))
    result = match(held)
    why = explain_entry(held, result.teams, e[0].key, Watch())
    assert [promise.reason for promise in why.promises] == ["promised"]
    (wish,) = why.wishes
    assert (wish.theme, wish.possible, wish.forbidding) == ("Literacy", False, ("pins",))


def test_nothing_is_wished_for_by_who_has_the_best_or_has_not_answered() -> None:
    problem, e = four()
    silent = replace(problem, entries=(*e[:3], replace(e[3], levels=None)))
    result = match(silent)
    best = next(team for team in result.teams if team.theme == "Literacy").entries
    for one in (*best, e[3]):
        assert explain_entry(silent, result.teams, one.key, Watch()).wishes == ()


def test_teams_that_break_the_rules_have_no_forced_seats_and_still_their_costs() -> None:
    problem, e = four()
    teams = [Team(1, "Literacy", e[:1]), Team(2, "Numeracy", e[1:])]
    why = explain_entry(problem, teams, e[1].key, Watch())
    assert why.forced is None
    (wish,) = why.wishes
    assert wish.possible
    assert [(line.name, line.before, line.after) for line in of_profile(wish) if line.before] == [
        ("level 3", 3, 2)
    ]


@pytest.mark.slow
def test_over_capacity_those_with_a_place_keep_it_where_they_can() -> None:
    problem, e = four()
    crowded = replace(
        problem,
        entries=(*e, entry(9, authority="Carrick", nominated=1), entry(10, nominated=2)),
        limits=Limits(teams=2, capacity=8, theme_teams=(1, 1)),
    )
    result = match(crowded)
    assert len(result.waiting) == 2
    for team in result.teams:
        for one in team.entries:
            for wish in explain_entry(crowded, result.teams, one.key, Watch()).wishes:
                try_out(pin(crowded, one, wish.theme), wish)


def test_who_asks_for_what_is_not_there() -> None:
    problem = programme(0)
    with pytest.raises(KeyError):
        explain_entry(problem, [], problem.entries[0].key, Watch())
    with pytest.raises(KeyError):
        explain_team(problem, [], 1, Watch())
