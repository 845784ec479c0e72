"""Tables on narrow screens: nothing is broken in two or left out, and columns give way in their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.screen.fit import Column, fitted, width_of
from tests.conftest import Cli

WORD = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=14)
CELL = st.lists(WORD, max_size=6).map(" ".join)
COLUMNS = st.integers(1, 4).flatmap(
    lambda rows: st.lists(
        st.builds(Column, WORD, st.lists(CELL, min_size=rows, max_size=rows), st.booleans()),
        min_size=1,
        max_size=6,
    )
)


def test_the_widest_column_of_words_wraps_first() -> None:
    laid = fitted(
        [
            Column("code", ["9100001"], right=False),
            Column("establishment", ["Northbank Primary School and Nursery"], right=False),
            Column("people", ["2"], right=True),
        ],
        40,
    )
    assert laid.headings == ["code     establishment            people"]
    assert laid.rows == [["9100001  Northbank Primary             2", "         School and Nursery"]]


def test_the_last_column_goes_below_its_row_before_a_word_breaks() -> None:
    laid = fitted(
        [
            Column("code", ["CS2099000001"], right=False),
            Column("level", ["5"], right=True),
            Column("council", ["East Dunbartonshire"], right=False),
        ],
        24,
    )
    assert laid.headings == ["code          level"]
    assert laid.rows == [["CS2099000001      5", "    council: East", "      Dunbartonshire"]]


@given(COLUMNS, st.integers(16, 60))
def test_every_word_is_there_whole_and_every_line_fits(columns: list[Column], width: int) -> None:
    laid = fitted(columns, width)
    for i, row in enumerate(laid.rows):
        shown = " ".join(row).split()
        for column in columns:
            for word in column.cells[i].split():
                assert word in shown
    lines = [*laid.headings, *(line for row in laid.rows for line in row)]
    assert all(width_of(line) <= width or _is_one_number(columns, line) for line in lines)


def _is_one_number(columns: list[Column], line: str) -> bool:
    """A first column of numbers does not wrap; one word is never broken."""
    return columns[0].right or len(line.split()) <= 2


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_pipe_obeys_columns(matched: Cli, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    free = matched("match", "show").out
    monkeypatch.setenv("COLUMNS", str(width))
    said = matched("match", "show").out
    assert max(map(len, said.splitlines())) <= width
    shown = {word.removesuffix(":") for word in said.split()}  # a heading may stand before its fact
    assert {word.removesuffix(":") for word in free.split()} <= shown


def test_columns_that_say_nothing_change_nothing(cohort: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    free = cohort("establishment", "list").out
    for nothing in ("", "0", "wide"):
        monkeypatch.setenv("COLUMNS", nothing)
        assert cohort("establishment", "list").out == free
