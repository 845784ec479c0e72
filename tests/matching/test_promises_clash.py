"""What contradicts what among promises: logic alone."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching.problem import Key, Promise, PromiseKind
from cln.matching.promises import clashes, inseparable
from tests.matching.cohorts import at_length

A, B, C, D = ((code, "Primary", 1) for code in "ABCD")
PIN, TOGETHER, APART, GROUP = PromiseKind


def promise(
    number: int, kind: PromiseKind, *entries: Key, theme: str | None = None, team: int | None = None
) -> Promise:
    return Promise(number, kind, entries, "why", theme, team)


@pytest.mark.parametrize(
    ("kept", "clash"),
    [
        ([promise(1, PIN, A, theme="X"), promise(2, PIN, A, team=1)], []),
        ([promise(1, PIN, A, theme="X"), promise(2, PIN, A, theme="Y")], [(1, 2)]),
        ([promise(1, PIN, A, team=1), promise(2, PIN, A, team=2)], [(1, 2)]),
        ([promise(1, PIN, A, team=1), promise(2, PIN, B, team=1), promise(3, APART, A, B)], [(1, 2, 3)]),
        ([promise(1, TOGETHER, A, B), promise(2, TOGETHER, B, C), promise(3, APART, C, A)], [(1, 2, 3)]),
        (
            [promise(1, TOGETHER, A, B), promise(2, PIN, A, theme="X"), promise(3, PIN, B, theme="Y")],
            [(1, 2, 3)],
        ),
        ([promise(1, GROUP, A, B), promise(2, TOGETHER, B, C)], [(1, 2)]),
        ([promise(1, GROUP, A, B), promise(2, GROUP, B, C)], [(1, 2)]),
        ([promise(1, GROUP, A, B), promise(2, APART, A, B)], [(1, 2)]),
        ([promise(1, GROUP, A, B, theme="X"), promise(2, PIN, B, theme="Y")], [(1, 2)]),
        ([promise(1, GROUP, A, B), promise(2, APART, A, C, D)], []),
        (
            [
                promise(1, PIN, A, theme="X"),
                promise(2, TOGETHER, C, D),
                promise(3, PIN, A, theme="Y"),
                promise(4, APART, C, D),
            ],
            [(1, 3), (2, 4)],
        ),
    ],
)
def test_smallest_sets_that_contradict(kept: list[Promise], clash: list[tuple[int, ...]]) -> None:
    assert [tuple(one.number for one in some) for some in clashes(kept)] == clash


def test_companies_are_those_who_must_share_a_team() -> None:
    kept = [
        promise(1, TOGETHER, A, B),
        promise(2, PIN, B, team=3),
        promise(3, PIN, C, team=3),
        promise(4, APART, C, D),
    ]
    assert sorted(map(sorted, inseparable(kept))) == [[A, B, C], [D]]


@st.composite
def anything(draw: st.DrawFn) -> list[Promise]:
    made = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        kind = draw(st.sampled_from((PIN, TOGETHER, APART)))
        who = draw(st.lists(st.sampled_from((A, B, C)), min_size=2, max_size=3, unique=True))
        if kind is PIN:
            theme, team = draw(
                st.tuples(st.sampled_from("XY"), st.none()) | st.tuples(st.none(), st.integers(1, 2))
            )
            made.append(promise(number, kind, who[0], theme=theme, team=team))
        else:
            made.append(promise(number, kind, *who))
    return made


def kept_by(seats: dict[Key, int], themes: Sequence[str], one: Promise) -> bool:
    teams = [seats[entry] for entry in one.entries]
    if one.kind is TOGETHER:
        return len(set(teams)) == 1
    if one.kind is APART:
        return len(set(teams)) == len(teams)
    return themes[teams[0]] == one.theme if one.theme else teams[0] == one.team


@settings(max_examples=25)
@given(anything())
def test_what_does_not_contradict_itself_can_be_kept(kept: list[Promise]) -> None:
    """Five teams, numbers 0 to 4, are enough for three entries of which some are pinned to 1 and 2."""
    possible = any(
        all(kept_by(dict(zip((A, B, C), teams, strict=True)), themes, one) for one in kept)
        for themes in product("XY", repeat=5)
        for teams in product(range(5), repeat=3)
    )
    assert possible == (not clashes(kept))


test_what_does_not_contradict_itself_can_be_kept_at_length = at_length(
    test_what_does_not_contradict_itself_can_be_kept, 100, anything()
)


@given(anything())
def test_each_smallest_set_contradicts_and_no_part_of_it_does(kept: list[Promise]) -> None:
    for clash in clashes(kept):
        assert clashes(clash)
        assert not any(clashes([other for other in clash if other is not one]) for one in clash)
