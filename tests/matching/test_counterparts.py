"""Which team of one arrangement is which of another, against trying every pairing."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching.change.counterparts import Side, counterparts

ENTRIES = [(f"{code}", "Primary", 1) for code in range(7)]


@st.composite
def arrangement(draw: st.DrawFn) -> dict[int, Side]:
    """Some of seven entries in up to four teams."""
    seats = draw(st.lists(st.integers(0, 4), min_size=len(ENTRIES), max_size=len(ENTRIES)))
    members = {n: {e for e, at in zip(ENTRIES, seats, strict=True) if at == n} for n in range(1, 5)}
    return {n: (draw(st.sampled_from("XY")), frozenset(there)) for n, there in members.items() if there}


def stay(before: dict[int, Side], after: dict[int, Side], pairs: dict[int, int]) -> int:
    return sum(len(before[one][1] & after[other][1]) for one, other in pairs.items())


@settings(deadline=None)  # the first call imports scipy
@given(arrangement(), arrangement())
def test_no_pairing_lets_more_entries_stay(before: dict[int, Side], after: dict[int, Side]) -> None:
    found = counterparts(before, after)
    assert len(set(found.values())) == len(found)
    assert all(before[one][1] & after[other][1] for one, other in found.items())
    old, new = sorted(before), [*after, *([None] * len(before))]
    best = max(
        (
            stay(before, after, {o: n for o, n in zip(old, chosen, strict=True) if n is not None})
            for chosen in permutations(new, len(old))
        ),
        default=0,
    )
    assert stay(before, after, found) == best


@settings(deadline=None)  # the first call imports scipy
@given(arrangement(), st.permutations([5, 6, 7, 8]))
def test_other_numbers_change_nothing(before: dict[int, Side], numbers: list[int]) -> None:
    renamed = dict(zip(before, numbers, strict=False))
    assert counterparts(before, {renamed[n]: side for n, side in before.items()}) == renamed


def test_among_equals_the_theme_decides_and_then_the_number() -> None:
    one, other = (frozenset([entry]) for entry in ENTRIES[:2])
    both = one | other
    assert counterparts({1: ("X", both)}, {1: ("Y", one), 2: ("X", other)}) == {1: 2}
    assert counterparts({2: ("X", both)}, {1: ("X", one), 2: ("X", other)}) == {2: 2}
