"""What a help desk wants to know of a machine: versions, database, solver, folders and terminal."""

import importlib.metadata
import locale
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cln import __version__, settings
from cln.errors import ClnError, Unusable
from cln.store import schema, urls
from cln.store.engine import connected
from cln.upkeep.database import place
from cln.upkeep.database.check import Finding

LIBRARIES = ("typer", "sqlmodel", "sqlalchemy", "alembic", "pulp", "highspy", "rich", "rapidfuzz")
"""Those of which another version most often makes a difference."""


@dataclass(frozen=True)
class Examined:
    """All that was looked at; `fault` where cln cannot work."""

    findings: tuple[Finding, ...]

    def refuse_faults(self) -> None:
        """Refuse a machine on which cln cannot work.

        Raises:
            Unusable: there is a fault.
        """
        if faults := [f"{one.what}: {one.sentence}" for one in self.findings if one.state == "fault"]:
            raise Unusable("cln cannot work here; see to it first", faults)


def examine(database: str) -> Examined:
    """Look at everything; nothing is written but a file in each folder, which is taken away again.

    Args:
        database: the URL of the user's database.
    """
    steps: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions,
        lambda: _database(database),
        _solver,
        lambda: _folders(database),
        _terminal,
    )
    return Examined(tuple(finding for step in steps for finding in step()))


def _versions() -> Iterator[Finding]:
    system = f"{platform.system()} {platform.release()} ({platform.machine()})"
    yield Finding("cln", "ok", f"{__version__}, Python {platform.python_version()}, {system}")
    present, missing = [], []
    for name in LIBRARIES:
        try:
            present.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Finding("libraries", "fault", f"{', '.join(missing)} not installed; install cln again")
    else:
        yield Finding("libraries", "ok", f"{', '.join(present)}, SQLite {sqlite3.sqlite_version}")


def _database(database: str) -> Iterator[Finding]:
    try:
        named, file = urls.parse(database).url.render_as_string(), _file(database)
        if file is not None and not file.exists():
            yield Finding("database", "ok", f"{named}: not there yet; it is made by: cln init")
            return
        with connected(database) as engine:
            schema.check(engine)
    except ClnError as error:
        yield Finding("database", "fault", error.sentence)
        return
    size = f", {file.stat().st_size / 1e6:.1f} MB" if file else ""
    yield Finding(
        "database", "ok", f"{named}, schema {schema.HEAD}{size}; to look closer: cln database check"
    )
    if file is not None:
        if place.readable_by_others([file]):
            sentence = "others of this machine can read the database; see: cln database check"
            yield Finding("rights", "warning", sentence)
        if danger := place.danger(file):
            yield Finding("place", "warning", danger)


def _file(database: str) -> Path | None:
    """The file of a database; None on a server."""
    url = urls.parse(database).url
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _solver() -> Iterator[Finding]:
    """Whether the solver is there and finds the answer of two lines of sums."""
    from cln.matching.solve.solver import Model
    from cln.matching.watch import Watch

    model = Model(Watch())
    number = model.integer(0, 9)
    model.require(2 * number <= 7)
    best = model.best("the trial", number, more_is_better=True)
    right = best is not None and best.value == 3
    sentence = "solves a small problem" if right else "gives a wrong answer; install cln again"
    yield Finding("solver", "ok" if right else "fault", sentence)


def _folders(database: str) -> Iterator[Finding]:
    """Whether each can be written, and what is free on its disk."""
    folders = {"data folder": settings.data_folder(), "temporary folder": Path(tempfile.gettempdir())}
    with suppress(ClnError):  # a database that cannot be named has been told
        if file := _file(database):
            folders = {"database's folder": file.absolute().parent, **folders}
            if file.exists() and not os.access(file, os.W_OK):
                yield Finding("rights", "warning", f"{file} can be read, and not written")
    for what, folder in folders.items():
        there = next(one for one in (folder, *folder.parents) if one.exists())
        free = shutil.disk_usage(there).free / 1e9
        if not os.access(there, os.W_OK):
            yield Finding(what, "warning", f"{folder} cannot be written")
        elif free < 0.1:
            yield Finding(what, "warning", f"{folder} has only {free * 1000:.0f} MB left")
        else:
            yield Finding(what, "ok", f"{folder}, {free:.0f} GB free")
    for name in ("fixtures", "migrations"):
        try:
            settings.shipped(name)
        except ClnError as error:
            yield Finding(name, "fault", error.sentence)


def _terminal() -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    kind = "a terminal" if sys.stdout.isatty() else "a pipe or a file"
    encoding = getattr(sys.stdout, "encoding", None) or "none"
    colours = "no colours are wanted (NO_COLOR)" if os.environ.get("NO_COLOR") else "colours"
    narrow = "; 80 are better" if sys.stdout.isatty() and size.columns < 80 else ""
    sentence = f"{kind}, {size.columns} columns by {size.lines} lines{narrow}, {encoding}, {colours}"
    yield Finding("terminal", "warning" if narrow else "ok", sentence)
    yield Finding("language", "ok", f"{locale.getlocale()[0] or 'none set'}, time zone {_zone()}")


def _zone() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).astimezone().tzname() or "unknown"
