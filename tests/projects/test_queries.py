"""Logging and listing stay fast after twenty years: as many queries as ever, each answered by an index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Engine, event

from tests.builders import accept
from tests.conftest import Cli

SMALL = ("SCAN cohort", "SCAN alembic_version", "SCAN sqlite_master")
"""Tables of a few rows, which are read whole whatever index they have."""


@pytest.fixture
def asked() -> Iterator[list[tuple[str, tuple[object, ...]]]]:
    """Every query that is asked, of whatever database."""
    found: list[tuple[str, tuple[object, ...]]] = []

    def note(
        _connection: object, _cursor: object, statement: str, parameters: tuple[object, ...], *_: object
    ) -> None:
        if statement.startswith("SELECT"):
            found.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def test_more_projects_mean_no_more_queries_and_no_table_is_read_whole(
    cln: Cli, asked: list[tuple[str, tuple[object, ...]]]
) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    accept(cln.database, [["Gwen Gray"], ["Hugh Hall"]])
    counts = []
    with closing(sqlite3.connect(cln.database.removeprefix("sqlite:///"))) as database:
        for project in (1, 2):
            cln("project", "open", 1, "--hunch", "Talk")
            wrong = cln.json("log", 1, "First")["entry"]["entry"]
            cln("log", project, "Another")
            for command in (
                ("log", 1, "Met"),
                ("log", 1, "Met", "--corrects", wrong),
                ("project", "list"),
                ("project", "show", 1),
            ):
                asked.clear()
                cln(*command)
                counts.append(len(asked))
                for statement, parameters in asked:
                    plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
                    scans = [step for step in plan if step.startswith("SCAN ") and not step.startswith(SMALL)]
                    assert scans == [], statement
    assert counts[:4] == counts[4:]
