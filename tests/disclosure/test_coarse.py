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


@given(st.dictionaries(st.integers(), TRAITS, max_size=60), st.booleans())
def test_every_combination_is_shared_by_three_or_nobody(entries: dict[int, Traits], counted: bool) -> None:
    coarse = coarsen(entries, counted=counted)
    assert set(coarse.labels) | coarse.left_out == set(entries)
    assert not set(coarse.labels) & coarse.left_out
    assert all(number >= 3 for number in Counter(coarse.labels.values()).values())
    left_out = Counter(entries[key].people if counted else "" for key in coarse.left_out)
    assert all(number < 3 for number in left_out.values())
    for key, one in coarse.labels.items():
        assert not counted or one.people == entries[key].people
        for field in ("authority", "people"):
            assert getattr(one, field) in {ANY, getattr(entries[key], field)}


def test_what_three_share_stays_as_it_is() -> None:
    entries = dict(enumerate([plain()] * 3 + [plain(sector="ELC")] * 3))
    assert coarsen(entries, counted=False).labels == entries


def test_the_quintile_is_widened_first_then_the_sector_then_the_council() -> None:
    pairs = coarsen(dict(enumerate([plain("1"), plain("2"), plain("2")])), counted=False)
    assert set(pairs.labels.values()) == {plain("1-2")}
    sectors = coarsen(dict(enumerate([plain("1"), plain("3", "ELC"), plain("5", "Primary")])), counted=False)
    assert set(sectors.labels.values()) == {plain(ANY, "ELC or Primary")}
    councils = coarsen(dict(enumerate([plain(), plain(authority="Glasgow City"), plain()])), counted=False)
    assert set(councils.labels.values()) == {plain(ANY, ANY, ANY)}


def test_two_entries_alone_are_left_out() -> None:
    assert coarsen({1: plain(), 2: plain()}, counted=False).left_out == {1, 2}


def test_those_that_are_the_only_one_of_their_kind_are_counted() -> None:
    alike = ("C1", "Primary", "1", "Inverclyde", "2")
    everybody = {"a": [alike], "b": [alike], "c": [(*alike[:4], "3")], "d": [("C1", "ELC", *alike[2:])]}
    assert named(everybody, everybody, whole=True) == ["c", "d"]
    untold = {code: [(*one[:4], "") for one in entries] for code, entries in everybody.items()}
    assert named(untold, everybody, whole=True) == ["d"]


def test_departments_and_cohorts_of_one_pseudonym_tell_of_each_other() -> None:
    first, second = ("C1", "Primary", "1", "Inverclyde", "2"), ("C2", "Primary", "1", "Inverclyde", "2")
    everybody = {"a": [first], "b": [first], "c": [first, second], "d": [second], "e": [second]}
    assert named(everybody, everybody, whole=True) == ["c"]
    assert named({"a": [first], "d": [second]}, everybody, whole=False) == []


def test_whoever_sent_as_many_as_no_other_is_left_out_where_people_can_be_counted() -> None:
    entries = dict(enumerate([plain(people="2")] * 3 + [plain(people="3")]))
    assert coarsen(entries, counted=True).left_out == {3}
