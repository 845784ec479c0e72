"""Figures of a few, and what follows from the figures around them."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.disclosure.figure import Figure
from cln.disclosure.suppression import Figures, hide
from tests.disclosure.audit import determined
from tests.matching.cohorts import at_length

Table = list[list[int]]


def page(table: Table) -> list[Figure]:
    """A table with its sums: every cell, every row and column, and all."""
    rows, columns = range(len(table)), range(len(table[0]))
    groups = {f"cell {r} {c}": [(r, c)] for r in rows for c in columns}
    groups |= {f"row {r}": [(r, c) for c in columns] for r in rows}
    groups |= {f"column {c}": [(r, c) for r in rows] for c in columns}
    groups["all"] = list(product(rows, columns))
    total = sum(map(sum, table))
    return [
        Figure(
            name,
            sum(table[r][c] for r, c in cells),
            dict.fromkeys(cells, 1.0),
            of=total if name != "all" else None,
        )
        for name, cells in groups.items()
    ]


def spread(figure: Figure, shown: list[Figure], table: Table) -> int:
    """By how much a figure can differ, by trying every table of whole numbers that has the shown figures."""
    places = list(product(range(len(table)), range(len(table[0]))))
    values = []
    for numbers in _sums(sum(map(sum, table)), len(places)):
        one = dict(zip(places, numbers, strict=True))
        if all(_sum(one, other) == other.value for other in shown):
            values.append(_sum(one, figure))
    return max(values) - min(values)


def _sum(table: dict[tuple[int, int], int], figure: Figure) -> int:
    return sum(number for cell, number in table.items() if cell in figure.cells)


def _sums(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to write a number as a sum of so many."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _sums(total - first, parts - 1):
            yield (first, *rest)


@pytest.mark.parametrize(
    ("value", "of", "tells"),
    [
        *[(0, 40, False), (1, 40, True), (4, 40, True), (5, 40, False)],
        *[(35, 40, False), (36, 40, True), (39, 40, True), (40, 40, False)],
        *[(0, 4, False), (4, None, True), (5, None, False), (0, None, False)],
    ],
)
def test_one_to_four_and_all_but_one_to_four_tell_of_a_few(
    value: int, of: int | None, *, tells: bool
) -> None:
    assert Figure("", value, {"a": 1}, of=of).tells_of_few is tells


def test_a_figure_that_the_total_would_tell_takes_another_with_it() -> None:
    figures = page([[3, 20, 30]])
    hidden = hide(Figures(figures)).names
    assert hidden > {"cell 0 0", "column 0"}
    assert "all" not in hidden
    assert {"cell 0 1", "column 1"} <= hidden, "the next smallest, in both places where it stands"
    assert "cell 0 2" not in hidden


def test_a_partner_alone_does_not_hide_where_rows_and_columns_tell() -> None:
    figures = Figures(page([[2, 30, 40], [30, 3, 50], [60, 70, 80]]))
    partners = {"cell 0 0", "cell 1 1", "cell 0 1"}
    assert {one.figure.name for one in figures.followed(partners)} == partners
    hidden = hide(figures)
    assert not figures.followed(hidden.names)
    assert not determined(figures, hidden.names)


def test_what_nothing_tells_is_as_wide_as_nothing_bounds_it() -> None:
    figures = Figures([Figure("a", 2, {1: 1}), Figure("b", 30, {2: 1})])
    assert hide(figures).names == {"a"}


def test_a_figure_that_stands_in_two_places_is_hidden_in_both() -> None:
    cells = {"x": 1.0}
    figures = Figures(
        [Figure("tile", 3, cells), Figure("table", 3, cells), Figure("all", 50, {"x": 1, "y": 1})]
    )
    assert hide(figures).names == {"tile", "table"}


def test_a_mean_tells_too() -> None:
    shares = [Figure(f"share {k}", v, {k: 1}, of=20) for k, v in enumerate((3, 8, 9, 12))]
    mean = Figure(
        "mean", sum(s.value / 20 for s in shares) / 4, dict.fromkeys(range(4), 1 / 80), open=True, worth=100
    )
    hidden = hide(Figures([*shares, mean]))
    assert "share 0" in hidden.names
    assert len(hidden.names) > 1
    assert "mean" not in hidden.names


def test_what_was_published_before_is_no_secret_and_is_told() -> None:
    figures = Figures(page([[3, 20]]))
    hidden = hide(figures, known=frozenset({"cell 0 1", "column 1", "all"}))
    assert {one.figure.name for one in hidden.follows} == {"cell 0 0", "column 0"}


SMALL = st.integers(1, 3).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 8), min_size=columns, max_size=columns), min_size=2, max_size=2
    )
)


@settings(max_examples=10)
@given(SMALL)
def test_the_bounds_of_a_hidden_figure_are_those_of_every_table_of_whole_numbers(table: Table) -> None:
    figures = page(table)
    hidden = hide(Figures(figures)).names
    names = {one.name for one in figures if one.tells_of_few}
    for out in (hidden, names):
        shown = [one for one in figures if one.name not in out]
        told = {one.figure.name for one in Figures(figures).followed(out)}
        if "all" not in out and sum(map(sum, table)) <= 12:
            tried = {one.name for one in figures if one.name in out and spread(one, shown, table) < 5}
            assert told == tried
    assert hidden >= names
    assert not Figures(figures).followed(hidden)
    assert not determined(Figures(figures), hidden)


test_the_bounds_of_a_hidden_figure_are_those_of_every_table_of_whole_numbers_at_length = at_length(
    test_the_bounds_of_a_hidden_figure_are_those_of_every_table_of_whole_numbers, 30, SMALL
)
