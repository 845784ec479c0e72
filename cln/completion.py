"""What a shell offers when somebody presses the tab key: names from the database.

Read without the libraries that commands read it with, because a shell waits for each key; whatever goes
wrong, and whatever takes long, offers nothing.
"""

import os
import socket
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

import typer

from cln import settings
from cln.words import fold

PATIENCE = 0.3
"""Seconds that a server may take to answer at all."""

Offers = list[str] | list[tuple[str, str]]

OF_ENTRIES = """
SELECT DISTINCT establishment.name, establishment.code FROM entry
JOIN establishment ON establishment.id = entry.establishment_id
WHERE entry.cohort_id IN ({cohorts}) ORDER BY establishment.name
"""
OF_REGISTER = "SELECT name, code FROM establishment WHERE closed_on IS NULL ORDER BY name"
OF_PROMISES = """
SELECT DISTINCT establishment.name, establishment.code FROM fixture
JOIN fixed_entry ON fixed_entry.fixture_id = fixture.id JOIN entry ON entry.id = fixed_entry.entry_id
JOIN establishment ON establishment.id = entry.establishment_id
WHERE fixture.cohort_id IN ({cohorts}) AND fixture.lifted_at IS NULL ORDER BY establishment.name
"""
OF_THEMES = "SELECT name FROM theme WHERE cohort_id IN ({cohorts}) ORDER BY position"
OF_FACILITATORS = (
    "SELECT name FROM facilitator WHERE cohort_id IN ({cohorts}) AND withdrawn_on IS NULL ORDER BY name"
)
OF_PEOPLE = """
SELECT DISTINCT participant.name FROM participant JOIN entry ON entry.id = participant.entry_id
WHERE entry.cohort_id IN ({cohorts}) AND participant.left_on IS NULL ORDER BY participant.name
"""
OF_PROJECTS = "SELECT title FROM project WHERE cohort_id IN ({cohorts}) AND ended_on IS NULL ORDER BY number"
OF_MEASURES = """
SELECT measure.name FROM measure JOIN project ON project.id = measure.project_id
WHERE project.cohort_id IN ({cohorts}) AND project.ended_on IS NULL ORDER BY measure.id
"""


def cohorts(context: typer.Context, incomplete: str) -> Offers:
    """The names of all cohorts."""
    return _offered(_rows(context, "SELECT name FROM cohort ORDER BY launch DESC"), incomplete)


def of_cohort(query: str) -> Callable[[typer.Context, str], Offers]:
    """What a query says of the cohort that is meant, of all open ones where none is named."""

    def offer(context: typer.Context, incomplete: str) -> Offers:
        return _offered(_rows(context, query), incomplete)

    return offer


def fixed(names: Callable[[], Sequence[str]]) -> Callable[[typer.Context, str], Offers]:
    """Names that no database is asked for."""

    def offer(_context: typer.Context, incomplete: str) -> Offers:
        return _offered([(name,) for name in names()], incomplete)

    return offer


def _offered(rows: Sequence[Sequence[Any]], incomplete: str) -> Offers:
    """Names that begin so; codes where a code is begun."""
    begun = incomplete.strip("'\"").replace("\\", "")
    if rows and len(rows[0]) > 1 and (begun[:1].isdigit() or begun[:2].upper() == "CS"):
        return [(code, name) for name, code in rows if code.startswith(begun.upper())]
    return [_written(row[0]) for row in rows if row[0].casefold().startswith(begun.casefold())]


def _written(name: str) -> str:
    """A name as the shell takes it for one word; those other than bash see to it themselves."""
    if "bash" not in os.environ.get("_CLN_COMPLETE", ""):
        return name
    return "".join(letter if letter.isalnum() or letter in "-_.:/@" else f"\\{letter}" for letter in name)


def _rows(context: typer.Context, query: str) -> Sequence[Sequence[Any]]:
    """What the database answers; nothing where it cannot be asked."""
    with suppress(Exception):  # a shell shows a fault in the middle of what is typed
        url = settings.resolve(_option(context, "database")).database
        ask = _of_file if url.startswith("sqlite") else _of_server
        return ask(url, query, _option(context, "cohort_name") or settings.cohort())
    return []


def _option(context: Any, name: str) -> str | None:
    while context is not None:
        if value := context.params.get(name):
            return str(value)
        context = context.parent
    return None


def _of_file(url: str, query: str, cohort: str | None) -> Sequence[Sequence[Any]]:
    path = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
        return _asked(lambda one: connection.execute(one).fetchall(), query, cohort)


def _of_server(url: str, query: str, cohort: str | None) -> Sequence[Sequence[Any]]:
    import psycopg

    place = urlsplit(url)
    socket.create_connection((place.hostname or "localhost", place.port or 5432), timeout=PATIENCE).close()
    libpq = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(libpq, connect_timeout=2, options="-c statement_timeout=1000") as connection:
        return _asked(lambda one: connection.execute(one.encode()).fetchall(), query, cohort)


def _asked(
    ask: Callable[[str], Sequence[Sequence[Any]]], query: str, cohort: str | None
) -> Sequence[Sequence[Any]]:
    if "{cohorts}" not in query:
        return ask(query)
    known = ask("SELECT id, name, closed_on FROM cohort")
    named = [row for row in known if cohort and fold(row[1]) == fold(cohort)]
    meant = named or [row for row in known if row[2] is None]
    return ask(query.format(cohorts=", ".join(str(int(row[0])) for row in meant) or "NULL"))
