"""What a fault is tried on: a database, the command lines that write, and whether all is there afterwards."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from cln.app import main as cln
from cln.store.engine import connected, reading
from cln.store.seals import broken_seals
from cln.store.sqlite_file import fault_of, read_only
from tests.conftest import COLUMNS, REGISTER, Cli, fill_and_match
from tests.house.fixture_database import FOLDER
from tests.tabular import write


@dataclass(frozen=True)
class Tried:
    """What became of one trial."""

    lost: bool = False
    """Something that was acknowledged is not there."""
    torn: bool = False
    """Something is there in part, or the file is damaged."""
    wrong: bool = False
    """An exit code was not the one that it should have been."""


@dataclass(frozen=True)
class Writer:
    """A kind of command that writes."""

    line: tuple[object, ...]
    """The command line; `OUT` in it is a folder or file that it writes."""
    base: str = "year"
    """The database that it begins with: `year`, `earlier` or `none`."""
    full: int = 5
    """Its exit code where there is no room for what it writes: 5 for the database, 3 for another file."""


OUT = "OUT"

WRITERS = {
    "log": Writer(("log", 1, "Visit to the team", "--date", "2026-11-24")),
    "cohort open": Writer(("cohort", "open", "Cohort 9", "--launch", "2027-09-10")),
    "cohort withdraw": Writer(("cohort", "withdraw", "9377028", "--reason", "travel", "--on", "2026-11-02")),
    "event attendance": Writer(("event", "attendance", 1, "--apologies", "Megan Hamilton")),
    "establishment import": Writer(("establishment", "import", "register.csv")),
    "undo": Writer(("undo",)),
    "init": Writer(("init",), "none"),
    "upgrade": Writer(("upgrade",), "earlier"),
    "database backup": Writer(("database", "backup", f"{OUT}.db")),
    "database restore": Writer(("database", "restore", "earlier.db", "--yes")),
    "export all": Writer(("export", "all", "--out", OUT), full=3),
    "report": Writer(("report", "--out", f"{OUT}.html"), full=3),
}
"""Each kind of writer."""

LOG = WRITERS["log"]


def year(folder: Path) -> Path:
    """A database of a year that is under way, made in a folder."""
    cln = Cli(f"sqlite:///{folder / 'year.db'}")
    cln("init")
    fill_and_match(cln)
    cln("match", "accept", 1)
    cln("event", "hold", 1)
    cln("project", "open", 1, "--title", "Reading aloud", "--on", "2026-10-09")
    write(folder / "register.csv", COLUMNS, REGISTER)
    return folder / "year.db"


def earlier(folder: Path) -> Path:
    """A database as an earlier version left it, made in a folder."""
    with closing(sqlite3.connect(folder / "earlier.db")) as connection:
        connection.executescript((FOLDER / "0010_publishing" / "sqlite.sql").read_text(encoding="utf-8"))
    return folder / "earlier.db"


@dataclass(frozen=True)
class Bench:
    """A folder with the databases that trials begin with."""

    folder: Path

    @classmethod
    def made(cls, folder: Path) -> "Bench":
        """Make them."""
        year(folder)
        earlier(folder)
        return cls(folder)

    def fresh(self, writer: Writer, place: Path | None = None) -> tuple[Path, list[str]]:
        """A database of its own for a trial, in a folder that is emptied first, and the command line."""
        folder = place or self.folder / "trial"
        for one in folder.iterdir() if folder.exists() else ():
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        folder.mkdir(exist_ok=True)
        file = folder / "cln.db"
        if writer.base != "none":
            shutil.copy(self.folder / f"{writer.base}.db", file)
        return file, self.line(file, writer)

    def line(self, file: Path, writer: Writer) -> list[str]:
        """The command line of a writer on a database."""
        known = {f"{OUT}{ending}": file.parent / f"out{ending}" for ending in ("", ".html", ".db")}
        known |= {name: self.folder / name for name in ("register.csv", "earlier.db")}
        return [
            "--database",
            str(file),
            "--as",
            Cli.who,
            *(str(known.get(str(word), word)) for word in writer.line),
        ]


State = dict[str, int]
"""Table or file -> how many rows it has, or that it is there."""


def state(file: Path) -> State:
    """What a folder with a database holds, but for what SQLite and cln keep beside it."""
    every = [one.relative_to(file.parent) for one in file.parent.rglob("*") if one.is_file()]
    files = {str(one): 1 for one in every if not one.parts[0].startswith((".", file.name, "filling"))}
    if not file.exists():
        return files
    with closing(read_only(file)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        names = {name for (name,) in tables} - {"seal"}
        return files | {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchall()[0][0] for name in names
        }


def is_whole(file: Path) -> bool:
    """Whether SQLite finds a database whole, and cln its record."""
    if not file.exists():
        return True
    if fault_of(file):
        return False
    with connected(f"sqlite:///{file}") as engine, reading(engine) as session:
        return broken_seals(session) == []


def run(line: Sequence[str], seconds: float = 0) -> int:
    """Run a command line in a process of its own; it is killed after so many seconds, if any are given.

    Returns:
        Its exit code, or the signal that killed it, negative.
    """
    clean = get_context("forkserver")  # drawing a report starts threads; a fork of this process could hang
    clean.set_forkserver_preload([__name__])
    child = clean.Process(target=_run, args=(list(line), seconds))
    child.start()
    child.join()
    assert child.exitcode is not None
    return child.exitcode


def _run(line: list[str], seconds: float) -> None:
    """Run a command line, without a word, in this process and end it."""
    code = 1
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        code = cln(line)
    finally:
        os._exit(code)
