"""What whole entries tell of an impossible cohort before teams are tried, and what is refuted soon."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from cln.matching.exercise import match
from cln.matching.impossible.changes import Lift, Move, Recruit, applied
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.trials import Trials
from cln.matching.limits import Limits
from cln.matching.problem import Problem, Promise, PromiseKind, Strength
from cln.matching.watch import Watch
from tests.matching.cohorts import facilitators, programme
from tests.matching.test_diagnose import diagnosis, half, pair


@pytest.mark.slow
def test_more_pinned_to_a_team_than_it_holds_beside_a_facilitator_too_few() -> None:
    problem = programme(0)
    pinned = [one.key for one in problem.entries if one.authority == problem.entries[0].authority][:5]
    pinned += [one.key for one in problem.entries if one.key not in pinned][:4]
    pins = (Promise(n, PromiseKind.PIN, (key,), "promised", team=1) for n, key in enumerate(pinned, 1))
    short = replace(problem, promises=tuple(pins), facilitators=problem.facilitators[1:])
    remedy = diagnosis(short).remedy
    assert [type(change) for change in remedy[:3]] == [Recruit, Lift, Lift]
    assert match(applied(short, remedy)).teams
    for change in remedy:
        assert findings(applied(short, [one for one in remedy if one != change]))


def nine_teams(**changed: Any) -> Problem:
    """27 entries in nine teams of two to four of them."""
    made = tuple(replace(one, authority=f"Authority {n % 3}") for n, one in enumerate(half(27)))
    limits = Limits(teams=9, team_size=(4, 8))
    problem = Problem(made, ("Literacy", "Numeracy"), facilitators(9), limits, strengths=UNSTAFFED)
    return replace(problem, **changed)


UNSTAFFED = {"facilitators": Strength.OFF}


def test_nobody_alone_of_a_sector_in_teams_that_are_too_small_for_it() -> None:
    must = dict.fromkeys(("lone-sector", "team-sectors"), Strength.MUST)
    paired = nine_teams(strengths=UNSTAFFED | must)
    (reason,) = diagnosis(paired).reasons
    assert [finding.sentence for finding in reason.findings] == [
        "9 teams with nobody alone of one of 2 sectors need 36 entries; there are 27"
    ]
    assert reason.remedies[0].changes == (Move("team-sectors", "team_sectors", 1, 1),)


def test_teams_that_themes_as_a_whole_promise_are_refuted_without_a_look_at_who_wanted_what() -> None:
    pairs = combinations([one.key for one in nine_teams().entries[:12]], 2)
    promises = (Promise(n, PromiseKind.APART, pair, "a quarrel") for n, pair in enumerate(pairs, 1))
    quarrels = nine_teams(promises=tuple(promises))
    assert not findings(quarrels), "arithmetic alone does not tell"
    assert Trials(Watch()).fails(quarrels)
    assert diagnosis(quarrels).reasons


def test_places_for_as_many_entries_as_each_team_needs() -> None:
    crowded = replace(pair(*half(8)), limits=Limits(teams=3, capacity=10))
    (finding,) = findings(crowded)
    assert finding.sentence == "3 teams of 2 entries each need 12 places; there are 10"
    assert finding.rules == ("capacity", "team-authorities", "team-count")


def test_as_many_teams_as_entries_have_a_way_out_though_each_must_be_mixed() -> None:
    problem = programme(0)
    teams = replace(problem, limits=replace(problem.limits, teams=len(problem.entries)))
    half_of_them = len(problem.entries) // 2
    steps = len(problem.entries) - half_of_them
    assert diagnosis(teams).remedy == (Move("team-count", "teams", half_of_them, steps, dear=5),)
    alone = applied(teams, [Move("team-authorities", "team_authorities", 1, 1)])
    assert "with at most 1/2 of one authority need" in findings(alone)[0].sentence


def test_those_who_must_have_a_place_are_counted_though_others_wait() -> None:
    entries = half(8)
    pins = [Promise(n, PromiseKind.PIN, (entries[n].key,), "promised", team=1) for n in range(5)]
    crowded = replace(pair(*entries, capacity=12), promises=tuple(pins))
    assert [finding.sentence for finding in findings(crowded)] == [
        "entries with 10 participants must share a team, which may have at most 8"
    ]


def test_a_load_that_grows_as_far_as_a_team_is_large() -> None:
    (reason,) = diagnosis(pair(*half(16), facilitator_load=1)).reasons
    assert reason.remedies[0].changes == (Move("team-facilitator", "facilitator_load", 8, 7),)
