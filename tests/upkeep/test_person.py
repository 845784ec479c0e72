"""`cln person`: what is held about somebody, and that nothing is left of who was erased."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from cln.programme import THEMES
from cln.tables import every_table
from cln.upkeep.people.about import BLACK
from cln.upkeep.people.held import HELD
from tests.conftest import After, Cli, fill_and_match
from tests.house.fixture_database import FOLDER
from tests.tabular import write

ZDENKA, ADDRESS = "Zde\u0148ka O'Quillan", "zdenka.oquillan@example.org"
TRACES = (b"quillan", b"zde\xc5\x88ka", b"zde\\u0148ka", b"zdenka")
"""What would be left of her: parts of her name and address, in lower case, as files and JSON have them."""
SCHOOL = "9377028"


def play(cln: Cli, folder: Path) -> None:
    """A year in which she is a participant, a facilitator, a head teacher, a user, and written about."""
    fill_and_match(cln)
    cln(
        "cohort",
        "join",
        SCHOOL,
        "--name",
        ZDENKA,
        "--email",
        ADDRESS,
        "--role",
        "promoted",
        "--post",
        "Depute",
        *("--on", "2026-09-10"),
    )
    cln("match", "accept", 1)
    answer = (SCHOOL, ADDRESS, f"{ZDENKA} asks how reading aloud helps", *range(1, 6), 1, 2, 3)
    headers = ["code", "email", "hunch", *THEMES]
    cln("survey", "import", write(folder / "oquillan.csv", headers, [answer]))
    cln("event", "hold", 1)
    cln("event", "attendance", 1, "--apologies", ADDRESS)
    cln("project", "open", 1, "--title", "Reading aloud", "--on", "2026-10-09")
    cln("project", "question", 1, "How does reading aloud improve fluency?", "--on", "2026-10-20")
    cln("project", "agree", 1, "--by", f"{ZDENKA}, Head Teacher", "--on", "2026-10-21")
    note = "Met Zdenka O Quillan. Ms O\u2019Quillan wants data: Zdenka.OQuillan@example.org, or z.oquillan"
    Cli(cln.database, ZDENKA)("log", 1, note, "--date", "2026-10-29")
    cln("facilitator", "add", "--name", ZDENKA, "--organisation", "QIO", "--authority", "Inverclyde")
    cln("cohort", "leave", SCHOOL, ADDRESS, "--reason", "other", "--on", "2026-11-02")


@pytest.fixture
def year(both: Cli, after: After, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Such a year; either engine."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return after(both, play, tmp_path)


def everything(cln: Cli) -> Iterator[bytes]:
    """All that can be read: the bytes of each file of SQLite; on PostgreSQL what SQL reads."""
    if cln.database.startswith("sqlite"):
        database = Path(cln.database.removeprefix("sqlite:///"))
        yield from (file.read_bytes() for file in database.parent.rglob("*") if file.is_file())
        return
    engine = create_engine(cln.database)
    with engine.connect() as connection:
        for table in (*inspect(engine).get_table_names(), "pg_stats", "pg_stat_activity"):
            for row in connection.execute(text(f'SELECT t::text FROM "{table}" t')):
                yield str(row[0]).encode()
    engine.dispose()


def left(cln: Cli) -> set[bytes]:
    """The traces of her that are left."""
    return {trace for content in everything(cln) for trace in TRACES if trace in content.lower()}


@pytest.mark.slow
def test_no_byte_is_left_of_who_was_erased_and_the_figures_stay(year: Cli, tmp_path: Path) -> None:
    assert left(year)
    year("database", "backup")
    before = year.json("cohort", "show"), year.json("export", "summary", "--format", "json")
    erased = year.json("person", "erase", ZDENKA, "--yes")
    assert (erased["done"], erased["whole"], erased["to_read"]) == (True, True, [])
    assert [copy["fault"] for copy in erased["copies"]] == [None]
    assert [file["name"] for file in erased["taken_in"]] == ["oquillan.csv"]
    assert left(year) == set()
    assert (year.json("cohort", "show"), year.json("export", "summary", "--format", "json")) == before
    assert "erased person 1" in year("project", "show", 1).out
    checked = {one["what"]: one["state"] for one in year.json("database", "check")["findings"]}
    assert checked["record"] == "ok"
    newest = year.json("history", "--limit", 1)[0]
    assert (newest["command"], newest["kind"]) == ("person erase", "erasure")
    assert "cannot be taken back" in year("undo", newest["number"], code=3).err


def columns_of_text() -> dict[str, set[str]]:
    """Table -> its columns of text, or of structures with text."""
    every_table()
    return {
        name: {one.name for one in table.columns if isinstance(one.type, AutoString) or _is_json(one.type)}
        for name, table in SQLModel.metadata.tables.items()
    }


def _is_json(kind: Any) -> bool:
    return kind.__class__.__name__ in {"JSON", "Text", "String", "Enum"}


def test_every_column_of_text_says_what_it_tells_of_people() -> None:
    assert {table: columns for table, columns in columns_of_text().items() if columns} == {
        table: {*columns} for table, columns in HELD.items()
    }


NOTE = "Ann Lee and Bea Lee, bea@example.org, cannot come; Lee will write"


def two_of_one_surname(cln: Cli, folder: Path) -> None:
    """Two people of one surname, and a note that names both."""
    rows = [
        ("9100001", "Ann Lee", "ann@example.org", "promoted", "Head"),
        ("9100002", "Bea Lee", "bea@example.org", "promoted", ""),
    ]
    nominated = write(folder / "ann.csv", ["code", "name", "email", "role", "post"], rows)
    cln("cohort", "enrol", nominated)
    cln("cohort", "withdraw", "9100001", "--reason", "travel", "--note", NOTE)


@pytest.fixture
def lees(cohort: Cli, after: After, tmp_path: Path) -> Cli:
    """Such a cohort; SQLite."""
    return after(cohort, two_of_one_surname, tmp_path)


def test_all_that_is_held_is_shown_and_others_are_blacked_out(lees: Cli, tmp_path: Path) -> None:
    shown = lees.json("person", "show", "ann lee")
    assert (shown["names"], shown["addresses"]) == (["ann lee", "Ann Lee"], ["ann@example.org"])
    assert [one["what"] for one in shown["rows"]] == ["participant", "entry"]
    assert shown["rows"][0]["values"]["post"] == "Head"
    assert (
        shown["rows"][1]["values"]["withdrawn note"]
        == f"Ann Lee and {BLACK}, {BLACK}, cannot come; Lee will write"
    )
    assert {one["command"] for one in shown["record"]} == {"cohort enrol", "cohort withdraw"}
    assert [file["name"] for file in shown["taken_in"]] == ["ann.csv"]
    page = tmp_path / "access.html"
    lees("person", "show", "ann@example.org", "--out", page)
    assert page.stat().st_mode & 0o777 == 0o600
    text = page.read_text(encoding="utf-8")
    assert "Ann Lee" in text
    assert "Bea" not in text
    assert "bea@example.org" not in text


def test_who_is_not_held_is_refused_with_the_nearest_name(lees: Cli) -> None:
    for command in (("show",), ("erase", "--yes")):
        error = lees("person", *command, "An Lee", code=3).err
        assert error == "cln: error: nothing is held about 'An Lee'; did you mean Ann Lee?\n"


def test_nobody_is_erased_unasked(lees: Cli) -> None:
    error = lees("person", "erase", "Ann Lee", code=2).err
    assert error == "cln: error: to erase cannot be taken back; to erase without being asked, add --yes\n"
    assert lees.json("history", "--limit", 1)[0]["command"] == "cohort withdraw"


def test_a_part_of_a_name_that_others_have_stays_and_is_listed(lees: Cli) -> None:
    erased = lees.json("person", "erase", "Ann Lee", "--yes")
    assert erased["to_read"] == [{"word": "Lee", "times": 2}]  # on record, too
    note = lees.json("person", "show", "Bea Lee")["rows"][1]["values"]["withdrawn note"]
    assert note == "erased person 1 and Bea Lee, bea@example.org, cannot come; Lee will write"


def test_an_erasure_that_was_interrupted_is_brought_to_its_end(lees: Cli) -> None:
    lees("database", "backup")
    lees("person", "erase", "Ann Lee", "--yes")
    again = lees.json("person", "erase", "Ann Lee", "--yes")
    assert (again["done"], again["whole"], again["rows"]) == (True, True, [])
    assert [copy["fault"] for copy in again["copies"]] == [None]


@pytest.mark.slow
def test_copies_of_earlier_versions_and_what_killed_commands_left_are_emptied(place: Path) -> None:
    for file in place.parent.glob("*cln.db*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    with closing(sqlite3.connect(place)) as connection:
        connection.executescript((FOLDER / "0010_publishing" / "sqlite.sql").read_text(encoding="utf-8"))
    killed = place.with_name(f".{place.name}.4711")
    shutil.copy(place, killed)
    cln = Cli(f"sqlite:///{place}")
    cln("upgrade")
    erased = cln.json("person", "erase", "Seonaid Nairn", "--yes")
    assert (len(erased["copies"]), {copy["fault"] for copy in erased["copies"]}) == (2, {None})
    contents = [file.read_bytes().lower() for file in place.parent.rglob("*") if file.is_file()]
    assert len(contents) == 3
    assert not [content for content in contents if b"seonaid nairn" in content or b"seonaid.nairn" in content]
    killed.unlink()


@pytest.mark.slow
def test_a_reader_keeps_traces_alive_and_it_is_said_so(lees: Cli, place: Path) -> None:
    with closing(sqlite3.connect(place, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM participant").fetchall()
        assert "run the same again" in " ".join(lees("person", "erase", "Ann Lee", "--yes").out.split())
        reader.execute("COMMIT")
    assert lees.json("person", "erase", "Ann Lee", "--yes")["whole"]
    assert not [content for content in everything(lees) if b"ann lee" in content.lower()]


def test_what_is_kept_for_files_and_another_name_go_too_and_no_earlier_change_is_taken_back(
    lees: Cli, tmp_path: Path
) -> None:
    headers = ["code", "Ann Lee asks", "email", "role"]
    nominated = write(tmp_path / "c.csv", headers, [("9100002", "Cat Ross", "c@example.org", "practitioner")])
    lees("cohort", "enrol", nominated, "--map", "Ann Lee asks=name", "--keep-map", "list of Ann Lee")
    Cli(lees.database, "aleigh")("cohort", "leave", "9100002", "Cat Ross", "--reason", "time")
    shown = lees.json("person", "show", "Ann Lee", "--also", "aleigh")
    assert [one["command"] for one in shown["made"]] == ["cohort leave"]
    assert "kept map" in [one["what"] for one in shown["rows"]]
    lees("person", "erase", "Ann Lee", "--also", "aleigh", "--yes")
    for name in (b"ann lee", b"aleigh", b"annlee"):
        assert not [content for content in everything(lees) if name in content.lower()]
    assert "cannot be taken back" in lees("undo", 4, code=3).err
    changes = lees.json("history")
    assert [one["who"] for one in changes if one["command"] == "cohort leave"] == ["erased person 1"]


def test_of_two_who_are_called_alike_only_the_one_who_is_meant_is_erased(lees: Cli) -> None:
    lees(
        "cohort",
        "join",
        "9100002",
        "--name",
        "Ann Lee",
        "--email",
        "al@example.org",
        "--role",
        "practitioner",
    )
    error = lees("person", "show", "Ann Lee", code=3).err.splitlines()
    assert error == [
        "cln: error: 'Ann Lee' may be 2 people; say whose addresses are meant, of one of them or of all",
        "  --email al@example.org",
        "  --email ann@example.org",
    ]
    lees("person", "erase", "Ann Lee", "--email", "ann@example.org", "--yes")
    people = lees.json("export", "participants", "--format", "json")
    assert sorted((one["name"], one["email"]) for one in people) == [
        ("Ann Lee", "al@example.org"),
        ("Bea Lee", "bea@example.org"),
        ("erased person 1", None),
    ]


def test_an_older_copy_that_is_restored_is_emptied_again(lees: Cli, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick.db"
    lees("database", "backup", elsewhere)
    lees("person", "erase", "Ann Lee", "--yes")
    assert b"Ann Lee" in elsewhere.read_bytes()
    lees("database", "restore", elsewhere, "--yes")
    assert not [content for content in everything(lees) if b"ann lee" in content.lower()]
    assert "nothing is held" not in lees("person", "show", "Bea Lee").err


def test_whose_time_is_over_is_named_and_with_yes_erased(lees: Cli, tmp_path: Path) -> None:
    lees("cohort", "open", "Old", "--launch", "2019-09-10", "--keep-years", 2)
    rows = [
        ("9200003", "Primary", "Cat Ross", "cat@example.org"),
        ("9200003", "Secondary", "Bea Lee", "bea@example.org"),
    ]
    nominated = write(
        tmp_path / "old.csv",
        ["code", "sector", "name", "email", "role"],
        [(*row, "promoted") for row in rows],
    )
    lees("cohort", "enrol", nominated, "--cohort", "Old")
    lees("cohort", "close", "--yes", "--cohort", "Old", "--on", "2020-06-20")
    assert lees.json("person", "retention", "--years", 100)["people"] == []
    named = {"name": "Cat Ross", "email": "cat@example.org", "cohorts": ["Old"], "until": "2022-06-20"}
    for _ in range(2):  # nothing was written by the first
        assert lees.json("person", "retention")["people"] == [named]
    assert lees.json("person", "retention", "--yes")["people"] == ["erased person 1"]
    assert lees.json("person", "retention")["people"] == []
    assert "nothing is held" in lees("person", "show", "Cat Ross", code=3).err
    assert lees.json("person", "show", "Bea Lee")["rows"]
