"""Logging and listing stay fast after twenty years: as many queries as ever, each answered by an index."""

import sqlite3
from collections.abc import Iterator

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


@pytest.mark.parametrize(
    "command",
    [
        ["log", "1", "Met"],
        ["log", "1", "Met", "--corrects", "{}"],
        ["project", "list"],
        ["project", "show", "1"],
    ],
)
def test_more_projects_mean_no_more_queries_and_no_table_is_read_whole(
    cln: Cli, asked: list[tuple[str, tuple[object, ...]]], command: list[str]
) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    accept(cln.database, [["Gwen Gray"], ["Hugh Hall"]])
    counts = []
    for round_ in (1, 2):
        cln("project", "open", 1, "--hunch", "Talk")
        newest = cln.json("log", 1, "First")["entry"]["entry"]
        cln("log", round_, "Another")
        asked.clear()
        cln(*(word.format(newest) for word in command))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    with sqlite3.connect(cln.database.removeprefix("sqlite:///")) as database:
        for statement, parameters in asked:
            plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            assert [step for step in plan if step.startswith("SCAN ") and not step.startswith(SMALL)] == [], (
                statement
            )
