"""What contradicts what among the things that are fixed: logic alone."""

from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.matching.clashes import clashes, companies
from cln.matching.problem import Fixed, FixedKind, Key

A, B, C, D = ((code, "Primary", 1) for code in "ABCD")
PIN, TOGETHER, APART, GROUP = FixedKind


def fixed(
    number: int, kind: FixedKind, *entries: Key, theme: str | None = None, team: int | None = None
) -> Fixed:
    return Fixed(number, kind, entries, "why", theme, team)


@pytest.mark.parametrize(
    ("kept", "clash"),
    [
        ([fixed(1, PIN, A, theme="X"), fixed(2, PIN, A, team=1)], []),
        ([fixed(1, PIN, A, theme="X"), fixed(2, PIN, A, theme="Y")], [(1, 2)]),
        ([fixed(1, PIN, A, team=1), fixed(2, PIN, A, team=2)], [(1, 2)]),
        ([fixed(1, PIN, A, team=1), fixed(2, PIN, B, team=1), fixed(3, APART, A, B)], [(1, 2, 3)]),
        ([fixed(1, TOGETHER, A, B), fixed(2, TOGETHER, B, C), fixed(3, APART, C, A)], [(1, 2, 3)]),
        ([fixed(1, TOGETHER, A, B), fixed(2, PIN, A, theme="X"), fixed(3, PIN, B, theme="Y")], [(1, 2, 3)]),
        ([fixed(1, GROUP, A, B), fixed(2, TOGETHER, B, C)], [(1, 2)]),
        ([fixed(1, GROUP, A, B), fixed(2, GROUP, B, C)], [(1, 2)]),
        ([fixed(1, GROUP, A, B), fixed(2, APART, A, B)], [(1, 2)]),
        ([fixed(1, GROUP, A, B, theme="X"), fixed(2, PIN, B, theme="Y")], [(1, 2)]),
        ([fixed(1, GROUP, A, B), fixed(2, APART, A, C, D)], []),
        (
            [
                fixed(1, PIN, A, theme="X"),
                fixed(2, TOGETHER, C, D),
                fixed(3, PIN, A, theme="Y"),
                fixed(4, APART, C, D),
            ],
            [(1, 3), (2, 4)],
        ),
    ],
)
def test_smallest_sets_that_contradict(kept: list[Fixed], clash: list[tuple[int, ...]]) -> None:
    assert [tuple(one.number for one in some) for some in clashes(kept)] == clash


def test_companies_are_those_who_must_share_a_team() -> None:
    kept = [
        fixed(1, TOGETHER, A, B),
        fixed(2, PIN, B, team=3),
        fixed(3, PIN, C, team=3),
        fixed(4, APART, C, D),
    ]
    assert sorted(map(sorted, companies(kept))) == [[A, B, C], [D]]


@st.composite
def anything(draw: st.DrawFn) -> list[Fixed]:
    made = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        kind = draw(st.sampled_from((PIN, TOGETHER, APART)))
        who = draw(st.lists(st.sampled_from((A, B, C)), min_size=2, max_size=3, unique=True))
        if kind is PIN:
            theme, team = draw(
                st.tuples(st.sampled_from("XY"), st.none()) | st.tuples(st.none(), st.integers(1, 2))
            )
            made.append(fixed(number, kind, who[0], theme=theme, team=team))
        else:
            made.append(fixed(number, kind, *who))
    return made


def kept_by(seats: dict[Key, int], themes: Sequence[str], one: Fixed) -> bool:
    teams = [seats[entry] for entry in one.entries]
    if one.kind is TOGETHER:
        return len(set(teams)) == 1
    if one.kind is APART:
        return len(set(teams)) == len(teams)
    return themes[teams[0]] == one.theme if one.theme else teams[0] == one.team


@given(anything())
def test_what_does_not_contradict_itself_can_be_kept(kept: list[Fixed]) -> None:
    """Five teams, numbers 0 to 4, are enough for three entries of which some are pinned to 1 and 2."""
    possible = any(
        all(kept_by(dict(zip((A, B, C), teams, strict=True)), themes, one) for one in kept)
        for themes in product("XY", repeat=5)
        for teams in product(range(5), repeat=3)
    )
    assert possible == (not clashes(kept))


@given(anything())
def test_each_smallest_set_contradicts_and_no_part_of_it_does(kept: list[Fixed]) -> None:
    for clash in clashes(kept):
        assert clashes(clash)
        assert not any(clashes([other for other in clash if other is not one]) for one in clash)
