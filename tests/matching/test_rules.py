"""Every rule at its threshold, in plain numbers: just kept, and just broken."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.distance import kilometres
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Facilitator, Problem, Strength, Team
from cln.matching.rules import RULES
from cln.matching.sums import Sums, size_bounds
from tests.matching.cohorts import BOTH_ROLES, entry, facilitators

LIMITS = Limits(teams=2, capacity=12, establishments=4)
KEY = facilitators(4)


def teams(*halves: list[Entry], **changed: Any) -> list[Team]:
    """Teams of entries, each with its own key facilitator."""
    made = [Team(n, "Literacy", tuple(half), (KEY[n],)) for n, half in enumerate(halves, start=1)]
    return [replace(team, **changed) for team in made]


def verdict(
    rule: str, made: list[Team], limits: Limits = LIMITS, people: tuple[Facilitator, ...] = KEY
) -> str | None:
    """None if the rule holds, else what is wrong."""
    problem = Problem(
        tuple(e for team in made for e in team.entries), ("Literacy", "Numeracy"), people, limits
    )
    found = next(one for one in check.verdicts(problem, made) if one.id == rule)
    return None if found.holds else found.detail


GOOD = [
    [entry(1), entry(2, authority="Borland", sector="ELC"), entry(3, authority="Carrick", sector="ELC")],
    [entry(4), entry(5, authority="Borland"), entry(6, authority="Carrick", sector="ELC")],
]


def test_a_good_answer_breaks_nothing_but_the_lone_sector() -> None:
    problem = Problem((*GOOD[0], *GOOD[1]), ("Literacy", "Numeracy"), KEY, LIMITS)
    broken = [one.id for one in check.verdicts(problem, teams(*GOOD)) if not one.holds]
    assert broken == ["lone-sector"]


@pytest.mark.parametrize(
    ("rule", "made", "says"),
    [
        (
            "capacity",
            teams([entry(1, participants=4)], [entry(2, participants=9)]),
            "13 participants are in teams; at most 12 can be",
        ),
        ("team-count", teams(GOOD[0]), "there are only 1 teams; there should be 2"),
        ("team-count", teams(GOOD[0], GOOD[1], [entry(7)]), "there are 3 teams; there should be 2"),
        (
            "team-size",
            teams([entry(1, participants=3)], [entry(2, participants=8)]),
            "team 1 has 3 participants; 4 to 7 are right; team 2 has 8 participants; 4 to 7 are right",
        ),
        ("sectors", teams([entry(1)], [entry(2)]), "the cohort has 1 sector; it needs at least 2"),
        (
            "facilitators",
            teams([entry(n) for n in range(11)]),
            "Ayton brings 11 establishments but only 1 key facilitator; one is needed for every 10",
        ),
        (
            "team-authorities",
            teams([entry(1), entry(2)], GOOD[1]),
            "team 1 brings together too few authorities: 1, not 2",
        ),
        (
            "authority-share",
            teams([entry(1), entry(2), entry(3, authority="Borland")], GOOD[1]),
            "team 1: 2 of its 3 entries come from Ayton; at most 1/2 may",
        ),
        (
            "team-facilitator",
            teams(*GOOD, facilitators=()),
            "team 1 has no key facilitator; team 2 has no key facilitator",
        ),
        (
            "team-facilitator",
            teams([entry(n) for n in range(11)]),
            "Facilitator 1 would nurture 11 establishments; at most 10 for each key facilitator",
        ),
        (
            "establishments",
            teams([entry(1)], [entry(2), entry(3)]),
            "3 establishments take part; 4 are hoped for",
        ),
        (
            "roles",
            teams([entry(1, roles=frozenset({"promoted"}))]),
            "School 1 (9000001) brings no practitioner",
        ),
        (
            "team-sectors",
            teams([entry(1), entry(2)], GOOD[1]),
            "team 1 brings together too few sectors: 1, not 2",
        ),
        (
            "lone-sector",
            teams([entry(1), entry(2), entry(3, sector="Special")]),
            "team 1 has a lone Special entry",
        ),
    ],
)
def test_a_broken_rule_says_where_and_by_how_much(rule: str, made: list[Team], says: str) -> None:
    assert verdict(rule, made) == says


@pytest.mark.parametrize(
    ("rule", "made"),
    [
        ("capacity", teams([entry(1, participants=4)], [entry(2, participants=8)])),
        ("team-size", teams([entry(1, participants=4)], [entry(2, participants=8)])),
        ("sectors", teams([entry(1)], [entry(2, sector="ELC")])),
        ("facilitators", teams([entry(n) for n in range(10)])),
        ("team-authorities", teams([entry(1), entry(2, authority="Borland")])),
        ("authority-share", teams([entry(1), entry(2, authority="Borland")])),
        ("team-facilitator", teams([entry(n) for n in range(10)])),
        ("establishments", teams([entry(1), entry(2)], [entry(3), entry(4)])),
        ("roles", teams([entry(1, roles=BOTH_ROLES)])),
        ("team-sectors", teams([entry(1), entry(2, sector="ELC")])),
        ("lone-sector", teams([entry(1), entry(2), entry(3, sector="ELC"), entry(4, sector="ELC")])),
    ],
)
def test_a_rule_that_is_just_kept_holds(rule: str, made: list[Team]) -> None:
    assert verdict(rule, made) is None


def test_two_entries_of_one_establishment_are_one_to_nurture() -> None:
    pair = [entry(1), entry(1, number=2), *(entry(n) for n in range(2, 11))]
    assert verdict("team-facilitator", teams(pair)) is None


def test_a_rule_that_is_off_is_not_judged() -> None:
    problem = Problem(tuple(GOOD[0]), ("Literacy", "Numeracy"), KEY, LIMITS, {"team-count": Strength.OFF})
    assert "team-count" not in [one.id for one in check.verdicts(problem, teams(GOOD[0]))]


def test_every_rule_has_a_sentence_with_its_numbers() -> None:
    said = [rule.says(Limits()) for rule in RULES]
    assert "At most 100 participants are in teams." in said
    assert "At most 1/2 of a team's entries come from one authority." in said
    assert not [sentence for sentence in said if "{" in sentence]


@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 5))
def test_size_bounds_are_the_mean_and_the_spread(placed: int, count: int, spread: int) -> None:
    low, high = size_bounds(placed, Problem((), (), limits=Limits(teams=count, team_spread=spread)))
    assert (low - 1) * count < placed - spread * count <= low * count
    assert high * count <= placed + spread * count < (high + 1) * count


@given(st.lists(st.integers(1, 4), max_size=8), st.integers(-1, 40))
def test_sums_are_those_that_can_be_made(sizes: list[int], number: int) -> None:
    made = {0}
    for size in sizes:
        made |= {total + size for total in made}
    assert Sums(sizes).at_least(number) == min((n for n in made if n >= number), default=None)
    assert Sums(sizes).at_most(number) == max((n for n in made if n <= number), default=None)


def test_distance_is_great_circle() -> None:
    glasgow, edinburgh = (55.8642, -4.2518), (55.9533, -3.1883)
    assert kilometres(glasgow, edinburgh) == pytest.approx(67.0, abs=0.5)
    assert kilometres(glasgow, glasgow) == 0


def test_far_pairs_need_both_places_and_more_than_the_limit() -> None:
    here, there = entry(1, location=(55.0, -4.0)), entry(2, location=(55.0, -3.0))
    nowhere = entry(3, location=None)
    apart = kilometres((55.0, -4.0), (55.0, -3.0))
    far = Problem((here, there, nowhere), ("Literacy",), limits=Limits(travel_km=apart - 0.001)).far
    assert far == {(here.key, there.key)}
    assert not Problem((here, there, nowhere), ("Literacy",), limits=Limits(travel_km=apart)).far
