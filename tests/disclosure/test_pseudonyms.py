"""Pseudonyms: one person, one pseudonym; no order that tells who is who."""

from collections.abc import Iterable
from datetime import UTC, datetime
from statistics import mean

from cln.disclosure.pseudonyms import Pseudonyms
from cln.files.columns import About, Column, Kind, Row, Table

KEY = "0" * 64


def column(name: str, kind: Kind = Kind.TEXT, about: About = About.NOBODY) -> Column:
    """A column that means nothing; the rows stand already."""
    return Column(name, "", lambda row: row, kind, about=about)


def table(rows: Iterable[Row], *columns: Column) -> Table:
    """A table of those columns."""
    return Table("things", "Things", columns, rows)


def hidden(rows: Iterable[Row], *columns: Column) -> list[Row]:
    """The rows as a pseudonymised export has them."""
    people = [("Ann Lee", "9100001"), ("Grace O\u2019Hara-Bell", "9100002")]
    pseudonyms = Pseudonyms(KEY, people, {"Northbank Primary School": "9100001"}, ours=["9100001"])
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
    people = str(said).split("; ")
    assert people == sorted(people)
    assert all(one.startswith("P-") for one in people)
    assert {one.split()[1] for one in people} == {"(key)", "(co)"}


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


COHORT = column("cohort")
PLACES = [f"91{number:05}" for number in range(40)]
PEOPLE = [("Cohort 3", code, f"Person {code} {letter}") for code in PLACES for letter in "ab"]


def attacked(key: str, *, reverse: bool = False) -> int:
    """How many of forty establishments somebody names who has the list of those that take part, by code."""
    rows = Pseudonyms(key, [], {}).hide(table(PEOPLE, COHORT, CODE, NAME)).rows
    in_order = list(dict.fromkeys(str(row[1]) for row in rows))
    if reverse:
        in_order.reverse()
    return sum(
        Pseudonyms(key, [], {}).place(code) == other for code, other in zip(PLACES, in_order, strict=True)
    )


def test_the_order_of_rows_names_no_more_establishments_than_chance() -> None:
    for reverse in (False, True):
        named = [attacked(f"{key:064}", reverse=reverse) for key in range(200)]
        assert abs(mean(named) - 1) <= 3 / len(named) ** 0.5, "a random order names one, give or take one"


def test_people_of_one_entry_come_in_no_order_of_theirs() -> None:
    first = 0
    for key in range(200):
        pseudonyms = Pseudonyms(f"{key:064}", [], {})
        rows = list(pseudonyms.hide(table(PEOPLE[:2], COHORT, CODE, NAME)).rows)
        first += rows[0][2] == pseudonyms.person(*reversed(PEOPLE[0][1:]))
    assert 100 - 3 * 50**0.5 <= first <= 100 + 3 * 50**0.5


def test_respondents_are_numbered_anew_and_moments_left_out() -> None:
    respondent = column("respondent", Kind.WHOLE, About.RESPONDENT)
    submitted = column("submitted", Kind.MOMENT, About.ORDER)
    rows: list[Row] = [
        (number, f"answer {number}", datetime(2026, 9, number, tzinfo=UTC))
        for number in range(1, 21)
        for _ in "ab"
    ]
    out = hidden(rows, respondent, column("text"), submitted)
    assert {row[2] for row in out} == {None}
    assert [row[0] for row in out] == sorted([*range(1, 21)] * 2)
    texts = {row[0]: row[1] for row in out}
    assert set(texts.values()) == {row[1] for row in rows}
    assert sum(texts[number] == f"answer {number}" for number in texts) < 10


def test_a_table_about_nobody_keeps_its_order() -> None:
    rows: list[Row] = [("b", 2), ("a", 1)]
    assert hidden(rows, column("group"), column("count", Kind.WHOLE)) == rows


def test_names_in_any_script_are_told_apart() -> None:
    pseudonyms = Pseudonyms(KEY, [], {})
    zoya, ivan = "\u0417\u043e\u044f", "\u0418\u0432\u0430\u043d"
    names = [zoya, ivan, f"Ann {zoya}"]
    assert len({pseudonyms.person(name) for name in names}) == 3
