"""What the matching says when the rules cannot hold, and that letting go of what it names helps."""

from dataclasses import replace

import pytest

from cln.matching.diagnose import Contradiction
from cln.matching.exercise import match
from cln.matching.problem import Facilitator, Limits, Problem, Strength
from tests.unit.cohorts import entry, facilitators, programme


def refusal(problem: Problem) -> Contradiction:
    """The contradiction that the problem holds."""
    with pytest.raises(Contradiction) as caught:
        match(problem)
    return caught.value


def test_every_reason_is_named_at_once() -> None:
    problem = replace(programme(0), facilitators=())
    findings = refusal(problem).findings
    assert {finding.rules for finding in findings} == {("facilitators",), ("team-facilitator",)}
    assert len([finding for finding in findings if finding.rules == ("facilitators",)]) == 8


def test_one_sector_is_not_enough() -> None:
    problem = programme(0)
    alone = replace(problem, entries=tuple(replace(one, sector="Primary") for one in problem.entries))
    assert str(refusal(alone)) == "the cohort has 1 sector; it needs at least 2"
    assert match(replace(alone, strengths={"sectors": Strength.SHOULD})).teams


def test_fewer_entries_than_teams() -> None:
    entries = tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2]) for n in range(5)
    )
    problem = Problem(entries, ("Literacy", "Numeracy"), facilitators(8))
    assert "5 entries cannot make 8 teams" in [finding.sentence for finding in refusal(problem).findings]


def test_an_authority_with_more_than_half() -> None:
    entries = tuple(
        entry(n, authority="Ayton" if n < 7 else "Borland", sector=("ELC", "Primary")[n % 2])
        for n in range(12)
    )
    problem = Problem(entries, ("Literacy", "Numeracy"), facilitators(), Limits(teams=2))
    findings = refusal(problem).findings
    assert [finding.rules for finding in findings] == [("authority-share",)]
    assert (
        findings[0].sentence
        == "the cohort (its 2 teams in one): 7 of its 12 entries come from Ayton; at most 1/2 may"
    )


def test_rules_that_only_together_cannot_hold_are_named_together() -> None:
    """Entries of four, four, four and one cannot sit in two teams of six or seven."""
    entries = tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2], participants=size)
        for n, size in enumerate((4, 4, 4, 1))
    )
    problem = Problem(entries, ("Literacy", "Numeracy"), facilitators(), Limits(teams=2, team_spread=1))
    contradiction = refusal(problem)
    (finding,) = contradiction.findings
    for rule in finding.rules:
        assert match(replace(problem, strengths={rule: Strength.SHOULD})).teams
    assert "cannot all hold" in str(contradiction)
    assert contradiction.exit_code == 4


@pytest.mark.parametrize("key", [4, 5, 7])
def test_few_facilitators_share_the_teams(key: int) -> None:
    problem = programme(3, entries=40)
    people = tuple(Facilitator(f"Key {n}", authority=f"Authority {n + 1}") for n in range(key))
    result = match(replace(problem, facilitators=people, strengths={"facilitators": Strength.OFF}))
    loads = {
        one.name: len(
            {e.establishment for team in result.teams if one in team.facilitators for e in team.entries}
        )
        for one in people
    }
    assert all(load <= 10 for load in loads.values())
    assert all(team.facilitators for team in result.teams)


def test_too_few_facilitators_for_so_many_establishments() -> None:
    problem = programme(3, entries=40)
    people = tuple(Facilitator(f"Key {n}", authority=f"Authority {n + 1}") for n in range(3))
    contradiction = refusal(replace(problem, facilitators=people, strengths={"facilitators": Strength.OFF}))
    assert ("team-facilitator",) in [finding.rules for finding in contradiction.findings]


def test_facilitators_know_their_theme_where_they_can() -> None:
    problem = programme(4)
    result = match(problem)
    assert all(any(one.key for one in team.facilitators) for team in result.teams)
    used = [one for team in result.teams for one in team.facilitators]
    assert sorted(one.name for one in used) == sorted(one.name for one in problem.facilitators)
    assert sum(team.theme in one.themes for team in result.teams for one in team.facilitators) >= 4


def test_co_facilitators_are_spread_over_the_teams() -> None:
    problem = programme(5)
    helpers = tuple(Facilitator(f"Helper {n}", key=False) for n in range(8))
    result = match(replace(problem, facilitators=problem.facilitators + helpers))
    assert [sum(not one.key for one in team.facilitators) for team in result.teams] == [1] * 8


def test_fewer_teams_may_do_where_their_number_is_let_go() -> None:
    entries = tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], sector=("ELC", "Primary")[n % 2], participants=2)
        for n in range(6)
    )
    problem = Problem(entries, ("Literacy", "Numeracy"), facilitators(8), Limits(teams=4))
    assert "the cohort (its 4 teams in one) brings together too few authorities: 6, not 8" in str(
        refusal(problem)
    )
    relaxed = replace(problem, strengths={"team-count": Strength.SHOULD})
    assert len(match(relaxed).teams) == 3
