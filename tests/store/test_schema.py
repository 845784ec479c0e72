"""The schema: its head, the way up and down, and databases of other versions of cln."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from cln import settings
from cln.store import engine as engines
from cln.store import schema
from cln.store.copies import copies_of, home
from cln.store.sqlite_file import fault_of
from cln.tables import every_table
from tests.conftest import Cli


@pytest.fixture
def engine(both: Cli) -> Iterator[Engine]:
    """A fresh database of either engine."""
    engine = engines.connect(both.database)
    yield engine
    engine.dispose()


def at(cln: Cli, revision: str) -> None:
    """Make the database say that it has another schema."""
    engine = engines.connect(cln.database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    engine.dispose()


def test_head_is_the_newest_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(settings.shipped("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]


def test_migrations_go_down_and_up_again_and_say_what_the_models_say(engine: Engine) -> None:
    every_table()
    for _ in range(2):
        assert schema.revision(engine) == schema.HEAD
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
        schema.downgrade(engine, "base")
        with engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
        schema.upgrade(engine)


def test_rows_that_refer_to_their_own_table_are_found_by_an_index(engine: Engine) -> None:
    """Without one, taking back the import of many rows looks through the whole table for each of them."""
    every_table()
    looked_at = set()
    for name in SQLModel.metadata.tables:
        led = {index["column_names"][0] for index in inspect(engine).get_indexes(name)}
        for key in inspect(engine).get_foreign_keys(name):
            if key["referred_table"] == name and name != "change":
                looked_at.add(name)
                assert key["constrained_columns"][0] in led, name
    assert looked_at >= {"establishment", "participant"}


def test_every_step_down_can_be_taken_up_again(engine: Engine) -> None:
    steps = 0
    while (reached := schema.revision(engine)) is not None:
        schema.downgrade(engine, "-1")
        schema.upgrade(engine, "+1")
        assert schema.revision(engine) == reached
        schema.downgrade(engine, "-1")
        steps += 1
    assert steps >= 4


def test_an_older_database_names_the_command_that_helps(both: Cli) -> None:
    at(both, "0001_register")
    assert "was made by an older cln (schema 0001_register, not" in both("cohort", "list", code=5).err
    assert "run: cln upgrade" in both("establishment", "list", code=5).err


def test_a_newer_database_says_to_update(both: Cli) -> None:
    at(both, "9999_future")
    for command in (["cohort", "list"], ["upgrade"], ["init"]):
        ran = both(*command, code=5)
        assert "was made by a newer cln (schema 9999_future" in ran.err
        assert "update cln" in ran.err


def test_upgrade_brings_an_old_database_up_to_date(both: Cli, engine: Engine) -> None:
    schema.downgrade(engine, "0002_cohorts")
    engine.dispose()  # whoever is through with a database closes it
    done = both.json("upgrade")
    assert (done["before"], done["after"]) == ("0002_cohorts", schema.HEAD)
    assert Path(done["copy"]) in copies_of(home(engine.url))
    assert fault_of(Path(done["copy"])) is None
    if engine.dialect.name == "sqlite":
        copy = Path(done["copy"])
        assert copy.stat().st_mode & 0o077 == 0
        assert "schema 0002_cohorts" in Cli(f"sqlite:///{copy}")("cohort", "list", code=5).err
        assert len(Cli(f"sqlite:///{copy}").json("upgrade")) == 4
    assert both.json("upgrade")["copy"] is None
    assert both.json("cohort", "list") == []


def test_init_again_changes_nothing(both: Cli) -> None:
    changes = both.json("history")
    assert "was there already and stays as it is" in both("init").out
    assert both.json("history") == changes


def test_init_fills_in_what_a_killed_one_had_not_come_to(both: Cli, engine: Engine) -> None:
    whole = both.json("init")
    schema.downgrade(engine, "base")
    schema.upgrade(engine)
    engine.dispose()
    assert both.json("init") == whole | {"new": True}
    assert both.json("init") == whole == whole | {"new": False}


RELEASED = sorted((settings.shipped("fixtures") / "databases").glob("*.sql"))


@pytest.mark.parametrize("dump", RELEASED, ids=[file.stem for file in RELEASED])
def test_a_database_of_an_earlier_version_keeps_everything(dump: Path, tmp_path: Path) -> None:
    before = sqlite3.connect(tmp_path / "cln.db")
    before.executescript(dump.read_text(encoding="utf-8"))
    tables = [name for (name,) in before.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    held = {name: before.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in tables}
    columns = {name: [row[1] for row in before.execute(f'PRAGMA table_info("{name}")')] for name in tables}
    before.close()
    cln = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    assert cln.json("upgrade")["after"] == schema.HEAD
    after = sqlite3.connect(tmp_path / "cln.db")
    for name in tables:
        if name != "alembic_version":
            some = ", ".join(f'"{column}"' for column in columns[name])
            assert after.execute(f'SELECT {some} FROM "{name}" ORDER BY 1').fetchall() == held[name], name
    assert after.execute("PRAGMA foreign_key_check").fetchall() == []
    after.close()
    assert cln.json("match", "show")["teams"]
    cln("event", "schedule")
    cln("match", "accept", 1)
    assert cln.json("status")["cohort"] == "Cohort 1 (demo)"


def test_migrations_that_fail_leave_the_database_as_it_was(engine: Engine) -> None:
    schema.downgrade(engine, "0008_projects")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE absence (id integer)"))  # stands in the way of 0009
    with pytest.raises(DBAPIError):
        schema.upgrade(engine)
    assert schema.revision(engine) == "0008_projects"
    with engine.connect() as connection:
        assert "joined_on" not in {one["name"] for one in inspect(connection).get_columns("participant")}
