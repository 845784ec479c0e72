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
from cln.exports.pseudonyms import Pseudonyms
from cln.files import text
from cln.files.columns import About, Column, Kind, Row, Table
from cln.words import as_meant, harmless

KEY = "0" * 64


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
    whole = json.dumps([{"a": a, "b": b} for a, b in rows], ensure_ascii=False, indent=2) + "\n"
    assert out.getvalue().decode("utf-8", "surrogatepass") == whole


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


def hidden(rows: Iterable[Row], *columns: Column) -> list[Row]:
    """The rows as a pseudonymised export has them."""
    people = [("Ann Lee", "9100001"), ("Grace O\u2019Hara-Bell", "9100002")]
    pseudonyms = Pseudonyms(KEY, people, {"Northbank Primary School": "9100001"})
    return list(pseudonyms.hide(table(rows, *columns)).rows)


NAME = column("name", about=About.PERSON)
CODE = column("code", about=About.CODE)


def test_the_same_person_has_the_same_pseudonym_and_a_namesake_elsewhere_another() -> None:
    (one,), (again,), (other,) = (
        [row[1] for row in hidden([(code, name)], CODE, NAME)]
        for code, name in [("9100001", "Ann Lee"), ("9100001", "ANN LEE"), ("9100002", "Ann Lee")]
    )
    assert one == again
    assert one != other
    assert "Lee" not in str(one)


def test_another_key_gives_other_pseudonyms() -> None:
    assert Pseudonyms(KEY, [], {}).person("Ann Lee") != Pseudonyms("1" * 64, [], {}).person("Ann Lee")


def test_contacts_go_and_roles_in_brackets_stay() -> None:
    fields = (column("facilitators", about=About.PERSON), column("email", about=About.CONTACT))
    ((said, email),) = hidden([("Jo Jack (key); Ann Lee (co)", "jo@example.org")], *fields)
    assert email is None
    first, second = str(said).split("; ")
    assert first.startswith("P-")
    assert first.endswith(" (key)")
    assert second.endswith(" (co)")


def test_names_in_free_text_are_replaced() -> None:
    words = column("note", about=About.WORDS)
    note = "Met Ann Lee and grace o'hara-bell at Northbank Primary School; Grace will lead, with grace."
    ((said,),) = hidden([(note,)], words)
    for name in ("Ann", "Lee", "hara", "Northbank", "Grace"):
        assert name not in str(said)
    assert "with grace." in str(said)
    assert str(said).startswith("Met P-")
    assert " at E-" in str(said)
    assert "[name] will lead" in str(said)


def test_brackets_belong_to_a_name_unless_they_hold_a_role() -> None:
    fields = (column("facilitators", about=About.PERSON),)
    ((said,),) = hidden([("Margaret (Maggie) Brown (key)",)], *fields)
    assert "Brown" not in str(said)
    assert str(said).endswith(" (key)")


def test_addresses_and_codes_in_free_text_go() -> None:
    words = column("note", about=About.WORDS)
    ((said,),) = hidden([("Ask m.brown@example.org of 8350027 or CS2003000001, in 2026.",)], words)
    assert said == "Ask [address] of [code] or [code], in 2026."
