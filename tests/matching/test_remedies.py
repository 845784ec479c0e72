"""Remedies against trying everything: each is enough, none has a part too many, every reason is real."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.impossible.changes import Change, Soften, applied
from cln.matching.impossible.diagnose import Contradiction, Diagnosis
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Problem, Promise, PromiseKind, Strength, Team
from cln.matching.rules import RULES, is_crowded, is_must
from tests.matching.cohorts import at_length, entry, facilitators, reached, small
from tests.matching.test_exact import possible_themes

TEAMS = 3
"""Up to so many teams everything is tried; what needs more is left to the match."""


def is_possible(problem: Problem) -> bool:
    """Whether any teams keep every must: of all entries, or of some where not all can have a place."""
    counts = [problem.limits.teams] if is_must(problem, "team-count") else range(1, TEAMS + 1)
    least = 1 if is_crowded(problem) else len(problem.entries)
    chosen = [
        some
        for size in range(len(problem.entries), least - 1, -1)
        for some in combinations(problem.entries, size)
    ]
    return any(_makes(problem, some, count) for some in chosen for count in counts)


def _makes(problem: Problem, entries: Sequence[Entry], count: int) -> bool:
    for seats in product(range(count), repeat=len(entries)):
        if len(set(seats)) < count:
            continue
        parts = [tuple(e for e, seat in zip(entries, seats, strict=True) if seat == n) for n in range(count)]
        alike = not problem.promises and problem.limits.theme_teams is None
        themes = [problem.themes[:1] if alike else possible_themes(problem, part) for part in parts]
        for chosen in product(*themes):
            teams = [
                Team(n + 1, chosen[n], parts[n], problem.key_facilitators[n : n + 1]) for n in range(count)
            ]
            if all(verdict.holds for verdict in check.verdicts(problem, teams) if verdict.must):
                return True
    return False


def diagnosis(problem: Problem) -> Diagnosis | None:
    """Why there is no match; None if there is one."""
    try:
        match(problem)
    except Contradiction as contradiction:
        return contradiction.diagnosis
    return None


def wholes(found: Diagnosis) -> list[tuple[Change, ...]]:
    """Every remedy of the whole: one reason's with the first of all others, and what replaces several."""
    firsts = [reason.remedies[0].changes for reason in found.reasons]
    made = [
        _joined([*firsts[:n], remedy.changes, *firsts[n + 1 :]])
        for n, reason in enumerate(found.reasons)
        for remedy in reason.remedies
    ]
    return made + [
        _joined([*(first for n, first in enumerate(firsts) if n not in one.reasons), one.remedy.changes])
        for one in found.instead
    ]


def _joined(parts: Sequence[tuple[Change, ...]]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys(change for part in parts for change in part))


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(small(most=5), st.sampled_from((100, 100, 7)))
def test_each_remedy_is_enough_and_minimal_and_each_reason_real(drawn: Problem, capacity: int) -> None:
    problem = replace(drawn, limits=replace(drawn.limits, capacity=capacity))
    found = diagnosis(problem)
    assume(found is not None)
    assert found is not None
    possible = cache(lambda changes: is_possible(applied(problem, changes)))
    assert not possible(())
    assert all(reason.remedies for reason in found.reasons)
    for whole in wholes(found):
        if applied(problem, whole).limits.teams > TEAMS:
            continue
        assert possible(whole), whole
        for change in whole:
            rest = tuple(other for other in whole if other != change)
            if applied(problem, rest).limits.teams <= TEAMS:
                assert not possible(rest), (whole, change)


test_each_remedy_is_enough_and_minimal_and_each_reason_real_at_length = at_length(
    test_each_remedy_is_enough_and_minimal_and_each_reason_real,
    15,
    small(most=5),
    st.sampled_from((100, 100, 7)),
)


@settings(max_examples=2, deadline=None)
@given(small(most=5))
def test_relaxing_a_rule_never_makes_the_objective_worse(problem: Problem) -> None:
    try:
        before = reached(problem, match(problem))
    except Contradiction:
        return
    for rule in RULES:
        if is_must(problem, rule.id) and rule.concerns(problem) and rule.id not in ("groups", "team-count"):
            relaxed = replace(problem, strengths={**problem.strengths, rule.id: Strength.SHOULD})
            assert reached(relaxed, match(relaxed)) >= before, rule.id


test_relaxing_a_rule_never_makes_the_objective_worse_at_length = at_length(
    test_relaxing_a_rule_never_makes_the_objective_worse, 12, small(most=5)
)


def test_where_all_are_in_one_group_letting_the_number_of_teams_go_is_enough() -> None:
    entries = tuple(entry(n) for n in range(3))
    group = Promise(1, PromiseKind.GROUP, tuple(one.key for one in entries), "they have met already")
    problem = Problem(
        entries,
        ("Literacy",),
        facilitators(),
        Limits(teams=2),
        dict.fromkeys(("sectors", "facilitators"), Strength.SHOULD),
        promises=(group,),
    )
    found = diagnosis(problem)
    assert found is not None
    assert (Soften("team-count"),) in wholes(found)


def test_a_group_with_a_theme_of_its_own_takes_no_team_from_the_themes_of_the_survey() -> None:
    entries = tuple(entry(n, authority=("Ayton", "Borland")[n % 2]) for n in range(4))
    group = Promise(
        1, PromiseKind.GROUP, tuple(e.key for e in entries[:2]), "met already", "Outdoor learning"
    )
    limits = Limits(teams=2, theme_teams=(0, 1))
    problem = Problem(entries, ("Literacy",), facilitators(), limits, {"sectors": Strength.SHOULD})
    assert sorted(team.theme for team in match(replace(problem, promises=(group,))).teams) == [
        "Literacy",
        "Outdoor learning",
    ]


def test_who_need_not_have_a_place_is_never_too_large_for_a_team() -> None:
    sizes = (4, 2, 2, 1, 1)
    entries = tuple(
        entry(n, authority=("Ayton", "Borland")[n % 2], participants=size) for n, size in enumerate(sizes)
    )
    limits = Limits(teams=2, capacity=6, team_size=(2, 3))
    problem = Problem(entries, ("Literacy",), facilitators(), limits, {"sectors": Strength.SHOULD})
    assert [one.name for one in match(problem).waiting] == ["School 0"]


def test_groups_may_take_all_teams_where_the_others_may_wait() -> None:
    entries = tuple(entry(n) for n in range(4))
    groups = tuple(Promise(n, PromiseKind.GROUP, (entries[n].key,), "met already") for n in (0, 1))
    limits = Limits(teams=2, capacity=5)
    problem = Problem(
        entries, ("Literacy",), facilitators(), limits, {"sectors": Strength.SHOULD}, promises=groups
    )
    assert [one.name for one in match(problem).waiting] == ["School 2", "School 3"]
