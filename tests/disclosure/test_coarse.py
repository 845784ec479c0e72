"""Every combination of what is told is shared by at least three entries."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cln.disclosure.coarse import ANY, Traits, coarsen, named

TRAITS = st.builds(
    Traits,
    st.sampled_from(["", "1", "2", "3", "4", "5"]),
    st.sampled_from(["ELC", "Primary", "Secondary", "Special"]),
    st.sampled_from(["Glasgow City", "Inverclyde", "Renfrewshire"]),
    st.sampled_from(["1", "2", "3"]),
)


def plain(
    quintile: str = "1", sector: str = "Primary", authority: str = "Inverclyde", people: str = "2"
) -> Traits:
    """An entry of which only what matters is said."""
    return Traits(quintile, sector, authority, people)


@given(st.dictionaries(st.integers(), TRAITS, max_size=60))
def test_every_combination_is_shared_by_three_or_nobody(entries: dict[int, Traits]) -> None:
    coarse = coarsen(entries)
    assert set(coarse.labels) | coarse.left_out == set(entries)
    assert not set(coarse.labels) & coarse.left_out
    assert all(number >= 3 for number in Counter(coarse.labels.values()).values())
    assert len(coarse.left_out) < 3
    for key, one in coarse.labels.items():
        for field in ("authority", "people"):
            assert getattr(one, field) in {ANY, getattr(entries[key], field)}


def test_what_three_share_stays_as_it_is() -> None:
    entries = dict(enumerate([plain()] * 3 + [plain(sector="ELC")] * 3))
    assert coarsen(entries).labels == entries


def test_the_quintile_is_widened_first_then_the_sector_then_the_council() -> None:
    pairs = coarsen(dict(enumerate([plain("1"), plain("2"), plain("2")])))
    assert set(pairs.labels.values()) == {plain("1-2")}
    sectors = coarsen(dict(enumerate([plain("1"), plain("3", "ELC"), plain("5", "Primary")])))
    assert set(sectors.labels.values()) == {plain(ANY, "ELC or Primary")}
    councils = coarsen(dict(enumerate([plain(), plain(authority="Glasgow City"), plain()])))
    assert set(councils.labels.values()) == {plain(ANY, ANY, ANY)}


def test_two_entries_alone_are_left_out() -> None:
    assert coarsen({1: plain(), 2: plain()}).left_out == {1, 2}


def test_those_that_are_the_only_one_of_their_kind_are_counted() -> None:
    everybody = [plain(), plain(), plain("2"), plain(sector="ELC"), plain(people="5")]
    assert named(everybody, everybody) == 2
    assert named([plain("")], everybody) == 0
    assert named([plain("", sector="ELC")], everybody) == 1
