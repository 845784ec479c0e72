"""What is no database of cln is named as what it is, and not one byte of it changes."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cln.store import engine as engines
from cln.store import schema
from cln.store.sqlite_file import APPLICATION, Header, header
from tests.conftest import Cli
from tests.house.fixture_database import FOLDER

COMMANDS = [
    ("status",),
    ("init",),
    ("upgrade",),
    ("history",),
    ("cohort", "open", "Cohort 1", "--launch", "2026-09-10"),
]
FOREIGN = "is the database of another program; name another with --database"


def sqlite(file: Path, *statements: str) -> Path:
    """A SQLite file that the statements made."""
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


def shop(file: Path) -> Path:
    """The database of a shop."""
    return sqlite(
        file, "CREATE TABLE stock (id INTEGER PRIMARY KEY, name TEXT)", "INSERT INTO stock VALUES (1, 'tea')"
    )


def migrated(file: Path) -> Path:
    """The database of another program that uses alembic, too."""
    return sqlite(
        shop(file),
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('1975ea83b712')",
    )


def unmigrated(file: Path) -> Path:
    """The same before its first migration."""
    return sqlite(migrated(file), "DELETE FROM alembic_version")


def view(file: Path) -> Path:
    """A database that holds a view alone."""
    return sqlite(file, "CREATE VIEW one AS SELECT 1")


def marked(file: Path) -> Path:
    """A database that another program has made its own, and not filled yet."""
    return sqlite(file, "PRAGMA application_id = 252006673")


def letter(file: Path) -> Path:
    """A text."""
    file.write_text("Dear headteacher, " * 100)
    return file


def short(file: Path) -> Path:
    """A text shorter than the header of a database."""
    file.write_text("Dear")
    return file


def folder(file: Path) -> Path:
    """A folder with a database in it."""
    file.mkdir()
    shop(file / "shop.db")
    return file


def link(file: Path) -> Path:
    """A link to the database of a shop."""
    file.symlink_to(shop(file.with_name("other.db")))
    return file


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with its content and when it was written."""
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (shop, FOREIGN),
        (migrated, FOREIGN),
        (unmigrated, FOREIGN),
        (view, FOREIGN),
        (marked, FOREIGN),
        (link, FOREIGN),
        (letter, "is no SQLite file, so it is not a cln database; name another with --database"),
        (short, "is no SQLite file, so it is not a cln database; name another with --database"),
        (folder, "is a folder; name a file in it, e.g. "),
    ],
)
def test_what_is_not_clns_is_named_and_stays_as_it_is(
    tmp_path: Path, make: Callable[[Path], Path], said: str, command: tuple[str, ...]
) -> None:
    file = make(tmp_path / "some.db")
    before = tree(tmp_path)
    refused = Cli(f"sqlite:///{file}")(*command, code=5).err
    assert refused.startswith(f"cln: error: {file} {said}")
    assert refused.count("\n") == 1
    assert tree(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    assert "is not a file" in Cli(f"sqlite:///{tmp_path / 'pipe.db'}")("status", code=5).err


@pytest.mark.parametrize("place", ["x" * 300 + ".db", "letter.txt/cln.db"])
def test_a_place_where_no_file_can_be(tmp_path: Path, place: str) -> None:
    letter(tmp_path / "letter.txt")
    for command in (("init",), ("status",)):
        refused = Cli(f"sqlite:///{tmp_path}/{place}")(*command, code=5).err
        assert refused.count("\n") == 1
        assert "Traceback" not in refused


def test_a_demo_or_an_import_is_not_put_into_another_programs_database(tmp_path: Path) -> None:
    file = shop(tmp_path / "shop.db")
    (tmp_path / "schools.csv").write_text(
        "code,name,authority,sector\n9100001,Northbank,Glasgow City,Primary\n"
    )
    before = tree(tmp_path)
    assert FOREIGN in Cli(f"sqlite:///{file}")("import", tmp_path / "schools.csv", code=5).err
    assert tree(tmp_path) == before


@pytest.mark.parametrize("make", [Path.touch, lambda file: sqlite(file, "PRAGMA user_version = 1", "VACUUM")])
def test_init_fills_what_is_empty(tmp_path: Path, make: Callable[[Path], object]) -> None:
    cln = Cli(f"sqlite:///{tmp_path / 'empty.db'}")
    make(tmp_path / "empty.db")
    before = tree(tmp_path)
    assert "holds no cln data yet; run: cln init" in cln("status", code=5).err
    assert tree(tmp_path) == before
    assert cln.json("init")["new"]
    assert cln.json("cohort", "list") == []


def test_a_postgresql_database_of_another_program_is_left_alone(postgres: Callable[[], str]) -> None:
    import psycopg

    url = postgres()
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        connection.execute("CREATE TABLE stock (id INTEGER PRIMARY KEY)")
        assert "holds tables of another program (stock)" in Cli(url)("init", code=5).err
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('1975ea83b712')")
        for command in COMMANDS:
            refused = Cli(url)(*command, code=5).err
            assert "has a schema that no cln ever had (1975ea83b712)" in refused
            assert refused.count("\n") == 1
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert sorted(tables) == [("alembic_version",), ("stock",)]


def test_a_database_of_cln_whose_schema_no_cln_had(cln: Cli, place: Path) -> None:
    sqlite(place, "UPDATE alembic_version SET version_num = '1975ea83b712'")
    before = place.read_bytes()
    for command in COMMANDS:
        assert "has a schema that no cln ever had (1975ea83b712)" in cln(*command, code=5).err
    assert place.read_bytes() == before


def of_a_file(file: Path) -> Header:
    """What the header of a file says."""
    found = header(file)
    assert found
    return found


def test_a_new_database_says_whose_it_is_and_has_a_number_of_its_own(tmp_path: Path) -> None:
    told = []
    for name in ("one.db", "other.db"):
        Cli(f"sqlite:///{tmp_path / name}")("init")
        told.append(of_a_file(tmp_path / name))
    assert [one.application for one in told] == [APPLICATION] * 2
    assert 0 not in {one.identity for one in told}
    assert told[0].identity != told[1].identity
    assert [one.page_size * one.pages for one in told] == [
        (tmp_path / name).stat().st_size for name in ("one.db", "other.db")
    ]


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A database as an earlier version of cln left it."""
    dump = (FOLDER / "0010_publishing" / "sqlite.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(tmp_path / "cln.db")) as connection:
        connection.executescript(dump)
    return tmp_path / "cln.db"


def test_an_earlier_database_is_known_and_looked_at_without_a_change(earlier: Path) -> None:
    before = tree(earlier.parent)
    for command in COMMANDS:
        if command != ("upgrade",):
            assert (
                "was made by an older cln (schema 0010" in Cli(f"sqlite:///{earlier}")(*command, code=5).err
            )
    assert tree(earlier.parent) == before


def test_an_upgrade_says_whose_it_is_and_gives_it_a_number(earlier: Path) -> None:
    assert (of_a_file(earlier).application, of_a_file(earlier).identity) == (0, 0)
    cln = Cli(f"sqlite:///{earlier}")
    cln("upgrade")
    now = of_a_file(earlier)
    assert now.application == APPLICATION
    assert now.identity
    assert cln.json("upgrade")["before"] == schema.HEAD
    assert of_a_file(earlier) == now


def test_a_database_that_was_taken_down_to_nothing_is_empty(both: Cli) -> None:
    engine = engines.connect(both.database)
    schema.downgrade(engine, "base")
    engine.dispose()
    assert both.json("init")["new"]
    assert both.json("cohort", "list") == []
