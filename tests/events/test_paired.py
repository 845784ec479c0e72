"""What became of people's answers, and when more may be claimed than their number."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.events import paired
from cln.events.paired import compare

LEVEL = st.integers(1, 5)


def test_of_three_people_nothing_is_told() -> None:
    found = compare([(1, 5)] * 4)
    assert found.pairs == 4
    assert {value for name, value in vars(found).items() if name != "pairs"} == {None}


def test_of_nine_people_no_test_is_made_and_of_ten_one_is() -> None:
    assert compare([(1, 5)] * 5).change == 4
    assert compare([(1, 5)] * 9).p is None
    assert compare([(1, 5)] * 10).p == pytest.approx(2 / 2**10)


def test_the_figures() -> None:
    found = compare([(2, 4), (3, 3), (3, 2), (1, 4), (2, 3)])
    assert (found.before, found.after, found.change) == (2.2, 3.2, 1.0)
    assert found.spread == pytest.approx(1.5811, abs=1e-4)
    assert (found.rose, found.same, found.fell) == (3, 1, 1)


def test_few_who_changed_among_many_are_no_find() -> None:
    """An approximation for many would call this significant (p = 0.025)."""
    assert paired.chance([1] * 5 + [0] * 25) == pytest.approx(2 / 2**5)
    assert paired.chance([0] * 30) == paired.chance([1, 0, 0]) == 1.0


def test_it_is_the_test_that_scipy_calls_wilcoxon() -> None:
    from scipy.stats import wilcoxon

    some = random.Random(1)
    for number in (2, 5, 7):
        changes = [some.choice([-2, -1, 1, 2, 3]) for _ in range(number)]
        assert paired.chance(changes) == pytest.approx(wilcoxon(changes).pvalue)
    many = [some.choice([-1, 1, 1, 2]) for _ in range(40)]
    assert paired.chance([*many, *[0] * 9]) == pytest.approx(wilcoxon(many).pvalue)


def test_several_tests_allow_for_each_other() -> None:
    assert paired.corrected([0.01, 0.04, 0.2]) == pytest.approx([0.03, 0.06, 0.2])
    assert paired.corrected([]) == []


@given(st.lists(st.tuples(LEVEL, LEVEL), min_size=5, max_size=30))
def test_turning_round_what_was_before_and_after_turns_round_the_change(pairs: list[tuple[int, int]]) -> None:
    there, back = compare(pairs), compare([(after, before) for before, after in pairs])
    assert there.change is not None
    assert back.change == pytest.approx(-there.change)
    assert (there.rose, there.same, there.fell) == (back.fell, back.same, back.rose)
    assert (there.p is None) == (back.p is None) == (len(pairs) < paired.ENOUGH)
    if there.p is not None:
        assert back.p == pytest.approx(there.p)
        assert 0 < there.p <= 1
