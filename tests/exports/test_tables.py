"""Exports without a database: cells that stay what they are, pseudonyms, rows that are chosen."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln.errors import Usage
from cln.exports.choice import Choice, choose
from cln.files import text
from cln.files.columns import About, Column, Kind, Row, Table
from cln.words import as_meant, harmless, outgoing


def column(name: str, kind: Kind = Kind.TEXT, about: About = About.NOBODY) -> Column:
    """A column that means nothing; the rows stand already."""
    return Column(name, "", lambda row: row, kind, about=about)


def table(rows: Iterable[Row], *columns: Column) -> Table:
    """A table of those columns."""
    return Table("things", "Things", columns, rows)


@given(st.text())
def test_a_harmless_text_is_read_back_as_it_was_meant(said: str) -> None:
    assert as_meant(harmless(said)) == said


@pytest.mark.parametrize(
    "said", ["=1+1", "+cmd", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''-x", "\uff1d1"]
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(said: str) -> None:
    assert harmless(said) == f"'{said}"


@pytest.mark.parametrize("said", ["-5", "+44", "-0.25", "a=b", "", "it's", "2026-09-10"])
def test_numbers_and_plain_words_stay_as_they_are(said: str) -> None:
    assert harmless(said) == said


def test_csv_holds_text_numbers_days_and_yes_and_no() -> None:
    out = io.BytesIO()
    moment = datetime(2026, 9, 10, 9, 30, tzinfo=UTC)
    rows: list[Row] = [("=HYPERLINK()", -3, date(2026, 9, 10), True, None, moment)]
    names = ("text", "number", "day", "yes", "nothing", "moment")
    assert text.write_csv(table(rows, *(column(name) for name in names)), out) == 1
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode("utf-8-sig"), newline=""))
    assert list(row.values()) == [*("'=HYPERLINK()", "-3", "2026-09-10", "yes", "", "2026-09-10 09:30:00")]


@given(st.lists(st.tuples(st.text(), st.integers() | st.none())))
def test_json_is_the_array_of_objects_that_json_would_write(rows: list[tuple[str, int | None]]) -> None:
    out = io.BytesIO()
    text.write_json(table(rows, column("a"), column("b")), out)
    shown = [{"a": outgoing(a), "b": b} for a, b in rows]
    assert out.getvalue().decode() == json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def test_rows_are_chosen_by_day_team_and_authority() -> None:
    rows: list[Row] = [
        (date(2026, 9, 10), 1, "Inverclyde"),
        (date(2026, 9, 9), 1, "Inverclyde"),
        (None, 1, "Inverclyde"),
        (date(2026, 9, 11), 2, "Renfrewshire"),
    ]
    things = table(rows, column("on", Kind.DAY), column("team", Kind.WHOLE), column("authority"))
    assert list(choose(things, Choice(since=date(2026, 9, 10))).rows) == [rows[0], rows[3]]
    assert list(choose(things, Choice(team=2)).rows) == [rows[3]]
    assert list(choose(things, Choice(team=1, authority="Inverclyde")).rows) == rows[:3]
    assert list(choose(things, Choice()).rows) == rows


def test_a_choice_that_a_table_does_not_know_is_refused() -> None:
    with pytest.raises(Usage, match="--since says nothing about things"):
        choose(table([], column("team")), Choice(since=date(2026, 9, 10)))
