"""Databases with a whole year in them, as earlier versions of cln left them, of both engines."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import Engine, create_engine, inspect, text

from cln.store import schema
from tests.conftest import Cli
from tests.house.fixture_database import COHORT, FOLDER
from tests.house.story import STORY

Rows = dict[str, list[tuple[Any, ...]]]
"""Table -> its rows, sorted."""

YEARS = sorted(FOLDER.glob("*/*.sql"))


def loaded(dump: Path, request: pytest.FixtureRequest, folder: Path) -> str:
    """Put a dump into a new database of its engine and give the URL."""
    sql = dump.read_text(encoding="utf-8")
    if dump.stem == "sqlite":
        with closing(sqlite3.connect(folder / "cln.db")) as connection:
            connection.executescript(sql)
        return f"sqlite:///{folder / 'cln.db'}"
    import psycopg

    url: str = request.getfixturevalue("postgres")()
    with psycopg.connect(url.replace("+psycopg", "", 1)) as opened:
        opened.execute(sql.encode())
    return url


@pytest.fixture(params=YEARS, ids=[f"{file.parent.name}-{file.stem}" for file in YEARS])
def year(request: pytest.FixtureRequest, tmp_path: Path) -> Cli:
    """The command line on a database that an earlier version left."""
    return Cli(loaded(request.param, request, tmp_path))


@pytest.fixture
def engine(year: Cli) -> Iterator[Engine]:
    """The database itself, read as it is."""
    engine = create_engine(year.database)
    yield engine
    engine.dispose()


def columns(engine: Engine) -> dict[str, list[str]]:
    """Table -> its columns, without the note of the schema that the database has reached."""
    tables = inspect(engine)
    return {
        table: [column["name"] for column in tables.get_columns(table)]
        for table in tables.get_table_names()
        if table != "alembic_version"
    }


def rows(engine: Engine, wanted: dict[str, list[str]]) -> Rows:
    """What is in these columns of these tables."""
    with engine.connect() as connection:
        return {
            table: sorted(
                (tuple(row) for row in connection.execute(text(f'SELECT {quoted(names)} FROM "{table}"'))),
                key=repr,
            )
            for table, names in wanted.items()
        }


def quoted(names: list[str]) -> str:
    """Columns as SQL names them."""
    return ", ".join(f'"{name}"' for name in names)


def test_there_is_one_of_either_engine() -> None:
    of = {folder.name: {file.stem for file in folder.glob("*.sql")} for folder in FOLDER.iterdir()}
    assert of["0010_publishing"] == {"sqlite", "postgresql"}
    assert all(engines == {"sqlite", "postgresql"} for name, engines in of.items() if "." not in name)


@pytest.mark.parametrize("dump", YEARS, ids=[f"{file.parent.name}-{file.stem}" for file in YEARS])
def test_it_is_invented_and_of_a_sane_size(dump: Path) -> None:
    sql = dump.read_text(encoding="utf-8")
    assert len(sql.encode()) < 1_500_000
    assert set(re.findall(r"@[\w.-]+", sql)) == {"@example.org"}
    assert not re.search(r"/(tmp|home|root|Users|work)/", sql)


def test_those_who_acted_are_those_of_the_story(engine: Engine) -> None:
    found = rows(engine, {"change": ["who"]})["change"]
    assert {who for (who,) in found} <= {line[:-1] for line in STORY.splitlines() if line.endswith(":")}


def test_no_table_of_its_schema_is_empty(engine: Engine) -> None:
    held = rows(engine, columns(engine))
    assert len(held) >= 39
    assert [table for table, found in held.items() if not found] == []


def test_an_upgrade_keeps_every_row_and_can_be_done_again(year: Cli, engine: Engine) -> None:
    of_then = columns(engine)
    held = rows(engine, of_then)
    was = schema.revision(engine)
    done = year.json("upgrade")
    assert (done["before"], done["after"]) == (was, schema.HEAD)
    kept = rows(engine, of_then)
    assert {table: len(found) for table, found in kept.items()} == {
        table: len(found) for table, found in held.items()
    }
    assert kept == held
    again = year.json("upgrade")
    assert (again["before"], again["after"], again["copy"]) == (schema.HEAD, schema.HEAD, None)
    assert rows(engine, of_then) == held


def test_the_commands_of_today_work_on_it(year: Cli, engine: Engine, tmp_path: Path) -> None:
    year("upgrade")
    assert year.json("status")["cohort"] == COHORT
    assert [cohort["cohort"] for cohort in year.json("cohort", "list")] == [
        COHORT,
        "Second cohort",
        "First cohort",
    ]
    shown = year.json("match", "show")
    with engine.connect() as connection:
        newest = "SELECT max(id) FROM proposal"
        teams = connection.scalar(text(f"SELECT count(*) FROM team WHERE proposal_id = ({newest})"))
    assert len(shown["teams"]) == teams == 8
    year("export", "all", "--every-cohort", "--out", tmp_path / "tables")
    assert len(list((tmp_path / "tables").glob("*.csv"))) >= 12
    year("report", "--out", tmp_path / "report.html")
    assert COHORT in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_what_was_accepted_says_the_same_and_new_matches_have_their_lot(year: Cli, engine: Engine) -> None:
    waits = "SELECT proposal_id, entry_id, position, reason FROM waiting ORDER BY proposal_id, position"
    accepted = "SELECT cohort_id, number, settings, input_version FROM proposal WHERE accepted_at IS NOT NULL"
    with engine.connect() as connection:
        held = [connection.execute(text(query)).all() for query in (waits, accepted)]
    year("upgrade")
    with engine.connect() as connection:
        assert [connection.execute(text(query)).all() for query in (waits, accepted)] == held
        lots = connection.execute(text("SELECT name, launch, lot FROM cohort")).all()
    assert all(lot == f"{name}|{launch}" for name, launch, lot in lots)
    for cohort, reasons in ((COHORT, ["taken out of team 3 by hand"]), ("Second cohort", [])):
        queue = year.json("match", "waiting", "--cohort", cohort)
        assert (queue["accepted"], queue["lot"]) == (True, None), (
            "the order of codes, as when it was accepted"
        )
        assert [one["reason"] for one in queue["waiting"]] == reasons


def test_an_event_keeps_what_calendars_know_it_by(year: Cli, engine: Engine, tmp_path: Path) -> None:
    cln_before = UUID("6f3e3c64-0f5e-5a8f-9d3d-0b6c4b0e2c11")
    assert str(uuid5(cln_before, "Cohort 2/2024-09-12/1/")) == "c4bebd1a-b5e4-5816-8ecb-35c943589f95"
    year("upgrade")
    with engine.connect() as connection:
        launch = connection.scalar(text(f"SELECT launch FROM cohort WHERE name = '{COHORT}'"))
    listed = [f"{one['number']}/{one['sector'] or ''}" for one in year.json("event", "list")]
    known = {f"{uuid5(cln_before, f'{COHORT}/{launch}/{one}')}@cln" for one in listed}
    year("event", "calendar", "--out", tmp_path / "cohort.ics")
    written = (tmp_path / "cohort.ics").read_text("utf-8").splitlines()
    assert {line.removeprefix("UID:") for line in written if line.startswith("UID:")} == known
    assert len(known) >= 6


def test_new_rows_get_numbers_of_their_own(year: Cli, engine: Engine) -> None:
    year("upgrade")
    logged = "SELECT count(*), max(id) FROM log_entry"
    with engine.connect() as connection:
        count, highest = connection.execute(text(logged)).one()
    year("log", 1, "Visit to the team", "--date", "2026-11-24")
    with engine.connect() as connection:
        assert tuple(connection.execute(text(logged)).one()) == (count + 1, highest + 1)
