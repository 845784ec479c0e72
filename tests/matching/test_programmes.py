"""The same matcher for other profiles and other programmes."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cln.matching.exercise import match
from cln.matching.problem import Preference, Problem, Status, Strength
from tests.matching.cohorts import at_length, has_teams, programme, reached, small, students


@pytest.mark.parametrize(
    "preference",
    [
        Preference.GENEROUS,
        *(pytest.param(one, marks=pytest.mark.slow) for one in (Preference.GREEDY, Preference.TOTAL)),
    ],
)
def test_everybody_else_s_programme_is_proven_too(preference: Preference) -> None:
    problem = replace(students(2), preference=preference)
    result = match(problem)
    assert result.status is Status.OPTIMAL
    assert [team.theme for team in result.teams] == list(problem.themes)
    assert all(13 <= team.participants <= 20 for team in result.teams)
    assert sum(team.participants for team in result.teams) == 146


@pytest.mark.slow
def test_each_profile_is_best_at_what_it_wants() -> None:
    problem = programme(2, entries=32)
    found = {}
    for preference in Preference:
        result = match(replace(problem, preference=preference))
        assert result.status is Status.OPTIMAL
        levels = [one.level(team.theme) or 0 for team in result.teams for one in team.entries]
        found[preference] = levels
        counts = [levels.count(level) for level in (1, 2, 3, 4, 5)]
        wanted = {
            Preference.GENEROUS: [(f"level {n}", counts[n - 1]) for n in (1, 2, 3, 4)],
            Preference.GREEDY: [(f"level {n}", counts[n - 1]) for n in (5, 4, 3, 2)],
            Preference.TOTAL: [("total", sum(levels))],
        }[preference]
        assert [(line.name, line.value) for line in result.objective[1:-3]] == wanted
    assert found[Preference.GREEDY].count(5) == max(levels.count(5) for levels in found.values())
    assert sum(found[Preference.TOTAL]) == max(map(sum, found.values()))


RELAXED = ("team-size", "team-authorities", "authority-share", "sectors", "pins", "together", "apart")


@settings(max_examples=2, deadline=None)
@given(small(), st.sampled_from((*RELAXED, "theme-teams", "new-partners", "lone-sector")))
def test_letting_go_of_a_rule_never_makes_it_worse(problem: Problem, rule: str) -> None:
    assume(has_teams(problem))
    relaxed = replace(problem, strengths={**problem.strengths, rule: Strength.SHOULD})
    assert reached(problem, match(relaxed)) >= reached(problem, match(problem))


test_letting_go_of_a_rule_never_makes_it_worse_at_length = at_length(
    test_letting_go_of_a_rule_never_makes_it_worse,
    12,
    small(),
    st.sampled_from((*RELAXED, "theme-teams", "new-partners", "lone-sector")),
)
