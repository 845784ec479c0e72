"""What is possible is not refused, and what is not is told: corners of who waits, who moves and who joins."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from cln.matching.exercise import match, rerun
from cln.matching.impossible.changes import Recruit, applied
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.diagnose import Contradiction, diagnose
from cln.matching.limits import Limits
from cln.matching.problem import Problem, Promise, PromiseKind, Strength, Team
from cln.matching.watch import Watch
from tests.matching.cohorts import AUTHORITIES, entry, facilitators
from tests.matching.everything import is_possible

THEMES = ("Literacy", "Numeracy")
FREE = dict.fromkeys(("team-authorities", "authority-share", "sectors", "facilitators"), Strength.OFF)

NONE: Mapping[str, Strength] = {}


def cohort(*sizes: int, teams: int = 1, capacity: int = 100, free: Mapping[str, Strength] = NONE) -> Problem:
    """Entries of so many people, in the order of the queue, with few rules, some of them otherwise."""
    made = tuple(
        entry(code, participants=size, nominated=code, authority=AUTHORITIES[code % 2])
        for code, size in enumerate(sizes)
    )
    return Problem(made, THEMES, facilitators(), Limits(teams=teams, capacity=capacity), {**FREE, **free})


def test_those_kept_apart_may_wait_instead_of_sitting_in_a_team_too_few() -> None:
    problem = cohort(2, 2, 2, capacity=4)
    keys = [one.key for one in problem.entries]
    apart = replace(problem, promises=(Promise(1, PromiseKind.APART, (keys[0], keys[1]), "asked"),))
    assert [one.key for one in match(apart).waiting] == [keys[1]]
    pins = [Promise(n, PromiseKind.PIN, (keys[n],), "asked", THEMES[0]) for n in (0, 1)]
    with pytest.raises(Contradiction) as refused:
        match(replace(apart, promises=(*pins, replace(apart.promises[0], number=2))))
    (finding,) = refused.value.diagnosis.reasons[0].findings
    assert finding.sentence == "2 entries cannot be apart in 1 team"


def test_those_to_be_together_and_apart_may_wait_though_another_of_the_promise_is_pinned() -> None:
    problem = cohort(2, 2, 2, 2, teams=2, capacity=4)
    first, *both = [one.key for one in problem.entries[:3]]
    apart = Promise(1, PromiseKind.APART, (first, *both), "asked")
    torn = (apart, Promise(2, PromiseKind.TOGETHER, tuple(both), "asked"))
    pin = Promise(3, PromiseKind.PIN, (first,), "asked", THEMES[0])
    assert [one.key for one in match(replace(problem, promises=(*torn, pin))).waiting] == both
    pinned = replace(problem, promises=(*torn, replace(pin, entries=tuple(both[:1]))))
    assert [one.sentence for one in findings(pinned)] == ["the promises contradict each other"]


@pytest.mark.parametrize("last", [2, 3])
def test_a_clash_that_can_wait_hides_none_that_cannot(last: int) -> None:
    problem = cohort(2, 2, 2, 2, 2, teams=2, capacity=8)
    a, b, c, d = (one.key for one in problem.entries[:4])
    promises = (
        Promise(1, PromiseKind.TOGETHER, (a, b), "asked"),
        Promise(2, PromiseKind.APART, (a, b, c, d)[: last + 1], "asked"),
        Promise(3, PromiseKind.TOGETHER, (c, d), "asked"),
        Promise(4, PromiseKind.PIN, (a,), "asked", THEMES[0]),
    )
    (told,) = findings(replace(problem, promises=promises))
    assert (told.sentence, told.promises) == ("the promises contradict each other", promises[:2])


@pytest.mark.parametrize(
    ("free", "sentence"),
    [
        ({}, "an entry alone needs 2 places at least; there is 1"),
        ({"team-authorities": Strength.MUST}, "a team of 2 entries needs 5 places at least; there is 1"),
    ],
)
def test_a_match_in_which_nobody_has_a_place_is_none(free: dict[str, Strength], sentence: str) -> None:
    problem = cohort(3, 2, capacity=1, free={"team-count": Strength.SHOULD, **free})
    with pytest.raises(Contradiction) as refused:
        match(problem)
    reason = refused.value.diagnosis.reasons[0]
    assert [finding.sentence for finding in reason.findings] == [sentence]


def test_a_re_run_asks_for_no_more_teams_than_there_can_be() -> None:
    problem = cohort(1, teams=3, free={"team-count": Strength.SHOULD})
    problem = replace(problem, limits=replace(problem.limits, team_spread=1))
    again = rerun(problem, [Team(1, THEMES[0], problem.entries)])
    assert again.moved == ()


def test_those_who_join_by_several_changes_are_several() -> None:
    joined = applied(cohort(2), [Recruit(2), Recruit(1), Recruit(1, "Ayton")]).facilitators
    assert len({one.name for one in joined}) == len(facilitators()) + 4


def test_no_change_is_superfluous_once_facilitators_have_joined_or_there_are_more_teams() -> None:
    must = dict.fromkeys(("facilitators", "authority-share"), Strength.MUST)
    alone = cohort(3, free={"team-count": Strength.OFF, **must})
    wide = cohort(2, 1, free={"team-count": Strength.OFF, "team-size": Strength.OFF, **must})
    wide = replace(wide, limits=replace(wide.limits, facilitator_load=1, team_authorities=3))
    wide = replace(wide, strengths={**wide.strengths, "team-authorities": Strength.MUST})
    for problem in (alone, replace(wide, facilitators=facilitators()[3:])):
        diagnosis = diagnose(replace(problem, facilitators=problem.facilitators[4:]), Watch())
        first = [reason.remedies[0].changes for reason in diagnosis.reasons]
        assert all(first)
        for n in range(len(first)):
            rest = [change for changes in (*first[:n], *first[n + 1 :]) for change in changes]
            assert not is_possible(applied(diagnosis.problem, rest))


def test_groups_that_only_together_have_no_places_are_the_reason() -> None:
    problem = cohort(2, 2, 2, 2, 2, teams=3, capacity=7)
    keys = [one.key for one in problem.entries]
    groups = tuple(Promise(n, PromiseKind.GROUP, (keys[n], keys[n + 1]), "asked") for n in (0, 2))
    sentences = [finding.sentence for finding in findings(replace(problem, promises=groups))]
    assert sentences == ["2 pre-matched groups of 8 people in all need as many places; there are 7"]
