"""What whole entries tell of an impossible cohort before teams are tried, and what is refuted soon."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from cln.matching.exercise import match
from cln.matching.impossible.changes import Lift, Move, Recruit, applied
from cln.matching.impossible.contradictions import findings
from cln.matching.limits import Limits
from cln.matching.problem import Problem, Promise, PromiseKind, Strength
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


def quarrels(pairs: Iterable[tuple[int, int]]) -> Problem:
    """Nine teams, and for each two places of entries a promise that these are kept apart."""
    problem = nine_teams()
    keys = [one.key for one in problem.entries]
    made = enumerate(((keys[one], keys[other]) for one, other in pairs), start=1)
    return replace(
        problem, promises=tuple(Promise(n, PromiseKind.APART, two, "a quarrel") for n, two in made)
    )


def test_more_who_are_all_apart_than_there_are_teams_are_told_without_a_solver() -> None:
    """Ten of twelve quarrel with all others of the ten; the other two only with half of these."""
    ten = list(combinations(range(10), 2))
    problem = quarrels([*ten, *((n, 10 + n % 2) for n in range(10))])
    (finding,) = findings(problem)
    assert finding.sentence == "10 entries cannot all be apart in 9 teams"
    assert finding.rules == ("apart", "team-count")
    assert [one.number for one in finding.promises] == [*range(1, 46)]
    found = diagnosis(problem)
    assert found.complete
    (reason,) = found.reasons
    assert len(reason.remedies) == 5
    for remedy in reason.remedies:
        (change,) = remedy.changes
        assert change in {Lift(one) for one in finding.promises}
        assert not findings(applied(problem, remedy.changes))
    assert not findings(quarrels(ten[1:]))


def test_those_who_may_wait_are_not_counted_among_those_who_are_all_apart() -> None:
    problem = quarrels(combinations(range(10), 2))
    some = replace(problem, limits=replace(problem.limits, capacity=52))
    assert not [one for one in findings(some) if "apart" in one.rules]


def test_those_who_are_kept_apart_in_a_ring_are_told_with_all_that_would_help() -> None:
    """A ring of five needs three teams, though no three of it are all apart; seven others need one each."""
    problem = quarrels([*RING, *OTHERS])
    (finding,) = findings(problem)
    assert finding.sentence == "12 entries that are kept apart need 10 teams; there are 9"
    assert finding.promises == problem.promises
    found = diagnosis(problem)
    (reason,) = found.reasons
    assert found.complete
    assert len(reason.remedies) == 5
    for promise in problem.promises:
        assert not findings(applied(problem, [Lift(promise)])), "each of them is enough, so each is needed"


RING = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]
OTHERS = [(one, other) for other in range(5, 12) for one in range(other)]


def test_a_ring_is_seen_where_promises_to_sit_together_or_in_a_team_close_it() -> None:
    open_ring = quarrels([*RING[:4], *OTHERS])
    keys = [one.key for one in open_ring.entries]
    last, twin = len(open_ring.promises) + 1, keys[20]
    together = Promise(last, PromiseKind.TOGETHER, (keys[4], twin), "friends")
    apart = Promise(last + 1, PromiseKind.APART, (keys[0], twin), "a quarrel")
    pins = [Promise(last + n, PromiseKind.PIN, (keys[4 * n],), "asked", team=n + 1) for n in (0, 1)]
    assert not findings(open_ring)
    for more in ((together, apart), pins):
        closed = replace(open_ring, promises=(*open_ring.promises, *more))
        (finding,) = findings(closed)
        assert finding.promises == closed.promises
        lifts = {remedy.changes for remedy in diagnosis(closed).reasons[0].remedies}
        assert lifts <= {(Lift(one),) for one in closed.promises}
        assert len(lifts) == 5


@pytest.mark.parametrize("many", [11, 12])
def test_one_cause_is_one_reason_though_several_promises_are_lifted_for_it(many: int) -> None:
    """So many who are all apart need a promise lifted for each of them beyond the nine teams."""
    problem = quarrels(combinations(range(many), 2))
    found = diagnosis(problem)
    (reason,) = found.reasons
    assert found.complete
    sentences = [finding.sentence for finding in reason.findings]
    assert sentences == [f"{many} entries cannot all be apart in 9 teams"]
    assert [len(remedy.changes) for remedy in reason.remedies] == [many - 9] * 5
    for remedy in reason.remedies:
        assert not findings(applied(problem, remedy.changes))


def test_places_for_as_many_entries_as_each_team_needs() -> None:
    crowded = replace(pair(*half(8)), limits=Limits(teams=3, capacity=10))
    (finding,) = findings(crowded)
    assert finding.sentence == "3 teams of 2 entries each need 12 places; there are 10"
    assert finding.rules == ("capacity", "team-authorities", "team-count")


@pytest.mark.slow
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
