"""A school with several entries is one establishment for whoever nurtures it, in however many teams."""

from dataclasses import replace
from random import Random

import pytest

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.limits import Limits
from cln.matching.problem import Facilitator, Problem, Strength, Team
from cln.matching.solve.facilitators import assign, cover, staff
from cln.matching.watch import Watch
from tests.matching.cohorts import entry, reached
from tests.matching.test_exact import by_trying_everything

THEMES = ("Literacy", "Numeracy")
ANN, BEN = Facilitator("Ann", authority="Ayton"), Facilitator("Ben", authority="Ayton")
FREE = dict.fromkeys(
    ("team-authorities", "authority-share", "sectors", "facilitators", "team-size"), Strength.OFF
)


def school(entries: int, *others: int) -> Problem:
    """One school with so many entries, and other schools; one key facilitator, who can nurture them all."""
    several = [entry(1, number=number) for number in range(1, entries + 1)]
    made = (*several, *(entry(code) for code in others))
    limits = Limits(teams=2, facilitator_load=1 + len(others))
    return Problem(made, THEMES, (ANN,), limits, FREE)


def in_teams(problem: Problem, count: int) -> list[Team]:
    """Its entries in turns in so many teams."""
    return [Team(n + 1, THEMES[0], problem.entries[n::count]) for n in range(count)]


def test_one_facilitator_nurtures_a_school_in_all_her_teams() -> None:
    problem = school(4)
    assert [team.facilitators for team in match(problem).teams] == [(ANN,), (ANN,)]
    for give in (assign, staff, cover):
        given = give(problem, in_teams(problem, 4), Watch())
        assert given is not None
        assert [team.facilitators for team in given] == [(ANN,)] * 4


def test_a_large_cohort_counts_likewise() -> None:
    made = tuple(entry(code, number=number) for code in range(1, 4) for number in range(1, 9))
    problem = Problem(made, THEMES, (ANN, BEN), Limits(teams=24, facilitator_load=3), FREE)
    given = assign(problem, in_teams(problem, 24), Watch())
    assert given is not None
    assert all(verdict.holds for verdict in check.verdicts(problem, given) if verdict.must)


def test_another_school_is_one_more() -> None:
    problem = school(2, 2, 3)
    assert match(problem).teams
    with pytest.raises(Contradiction):
        match(replace(problem, limits=replace(problem.limits, facilitator_load=2)))


@pytest.mark.parametrize("seed", range(6))
def test_no_teams_are_better_where_a_facilitator_is_short(seed: int) -> None:
    rng = Random(seed)
    made = tuple(
        entry(
            code,
            number=number,
            sector=("ELC", "Primary")[code % 2],
            levels={theme: rng.randint(1, 5) for theme in THEMES},
        )
        for code, number in ((1, 1), (1, 2), (2, 1), (2, 2), (3, 1))
    )
    problem = Problem(made, THEMES, (ANN, replace(BEN, key=False)), Limits(teams=2, facilitator_load=3), FREE)
    alone = replace(problem, facilitators=(ANN, ANN))  # she takes either team
    assert reached(problem, match(problem)) == by_trying_everything(alone)
