"""A `-wal` that does not belong to the database beside it, or is missing, is named; nothing is written."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from cln.store import schema, taking, wal
from cln.store.engine import connect
from cln.store.locks import WHOLE, Wait
from cln.store.sqlite_file import header
from tests.conftest import Cli

KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.orm import Session
from cln.app import main
event.listen(Session, "after_commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
main(["--database", *sys.argv[1:]])
"""
"""Runs a command line and is killed once its change is committed, and lies in the `-wal` alone."""


def open_cohort(file: Path, name: str, *, killed: bool = False) -> None:
    """Open a cohort; one that is killed leaves it in the `-wal`."""
    line = ["cohort", "open", name, "--launch", "2026-09-10"]
    if not killed:
        Cli(f"sqlite:///{file}")(*line)
        return
    ran = subprocess.run([sys.executable, "-c", KILLED, str(file), *line], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert wal_of(file).stat().st_size > 0


def wal_of(file: Path) -> Path:
    """The `-wal` of a database."""
    return file.with_name(f"{file.name}-wal")


def moved(file: Path, folder: Path) -> Path:
    """A copy of a database with its `-wal`, elsewhere."""
    folder.mkdir()
    if wal_of(file).exists():
        shutil.copy(wal_of(file), folder)
    return Path(shutil.copy(file, folder))


def cohorts(file: Path) -> list[str]:
    """The cohorts of a database."""
    return sorted(one["cohort"] for one in Cli(f"sqlite:///{file}").json("cohort", "list"))


STRAY = "cln.db-wal does not belong to {file}, and would spoil it; nothing was written: move it elsewhere"
MISSING = (
    "the last changes to {file} were in cln.db-wal, which is not beside it: it was copied without, or "
    "another program has taken it in; nothing was written: put that file beside it, or go back to your "
    "last copy of it: cln database restore FILE, or go on with what the database holds: cln database "
    "restore {file}"
)


def refused(file: Path, sentence: str = STRAY) -> None:
    """Every command refuses the database, and changes nothing."""
    before = {one.name: one.read_bytes() for one in file.parent.iterdir()}
    for line in (("status",), ("init",), ("upgrade",), ("cohort", "open", "Z", "--launch", "2026-09-10")):
        said = Cli(f"sqlite:///{file}")(*line, code=5).err
        assert sentence.format(file=file) in said
        assert said.count("\n") == 1
    assert {one.name: one.read_bytes() for one in file.parent.iterdir()} == before


pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")


@pytest.fixture
def file(cln: Cli, tmp_path: Path) -> Path:
    """An empty database of its own."""
    (tmp_path / "own").mkdir()
    return Path(shutil.copy(cln.database.removeprefix("sqlite:///"), tmp_path / "own" / "cln.db"))


def test_what_a_killed_command_had_committed_is_there(file: Path) -> None:
    open_cohort(file, "A")
    open_cohort(file, "B", killed=True)
    open_cohort(file, "C", killed=True)
    assert cohorts(file) == ["A", "B", "C"]
    assert [one.name for one in file.parent.iterdir()] == ["cln.db"]


@pytest.mark.slow
def test_many_at_once_take_nobodys_for_a_strangers(file: Path) -> None:
    line = [sys.executable, "-m", "cln", "--database", str(file), "cohort", "open", "--launch", "2026-09-10"]
    for turn in range(3):
        names = [f"{turn} {number}" for number in range(6)]
        running = [subprocess.Popen([*line, name], stdout=subprocess.DEVNULL) for name in names]
        assert [one.wait() for one in running] == [0] * 6
    assert len(cohorts(file)) == 18


def test_what_is_no_wal_or_holds_no_change(file: Path) -> None:
    wal_of(file).touch()
    assert cohorts(file) == []
    open_cohort(file, "A", killed=True)
    whole = wal_of(file).read_bytes()
    wal_of(file).write_bytes(whole[:-100])
    assert cohorts(file) == []


def test_one_of_another_database(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "cln.db"
    Cli(f"sqlite:///{other}")("init")
    open_cohort(other, "Other", killed=True)
    shutil.copy(wal_of(other), wal_of(file))
    refused(file)
    wal_of(file).unlink()
    assert cohorts(file) == []


def test_an_older_and_a_newer_one(file: Path, tmp_path: Path) -> None:
    start = moved(file, tmp_path / "start")
    open_cohort(file, "A", killed=True)
    older = moved(file, tmp_path / "older")
    open_cohort(file, "B")
    open_cohort(file, "C", killed=True)
    newer = moved(file, tmp_path / "newer")
    assert cohorts(newer) == ["A", "B", "C"]
    shutil.copy(wal_of(file), wal_of(start))
    refused(start)
    assert cohorts(file) == ["A", "B", "C"]
    open_cohort(file, "D")
    shutil.copy(wal_of(older), wal_of(file))
    refused(file)
    wal_of(file).unlink()
    assert cohorts(file) == ["A", "B", "C", "D"]


@pytest.mark.parametrize("names", ["B", "BC"])
def test_a_fork_of_the_same_database(file: Path, tmp_path: Path, names: str) -> None:
    open_cohort(file, "A")
    fork = moved(file, tmp_path / "fork")
    open_cohort(fork, "Of the fork")
    open_cohort(fork, "Of the fork, too", killed=True)
    for name in names:
        open_cohort(file, name)
    shutil.copy(wal_of(fork), wal_of(file))
    refused(file)
    wal_of(file).unlink()
    assert cohorts(file) == ["A", *names]


def test_a_copy_without_it(file: Path, tmp_path: Path) -> None:
    open_cohort(file, "A")
    open_cohort(file, "B", killed=True)
    (tmp_path / "copy").mkdir()
    copy = Path(shutil.copy(file, tmp_path / "copy"))
    refused(copy, MISSING)
    wal_of(copy).touch()
    refused(copy, MISSING)
    shutil.copy(wal_of(file), wal_of(copy))
    assert cohorts(copy) == cohorts(file) == ["A", "B"]


def test_a_file_at_rest_needs_none_and_is_not_marked(file: Path) -> None:
    for name in ("A", "B"):
        open_cohort(file, name, killed=name == "B")
        assert marks(file) == (name == "B", wal_of(file).exists())
        cohorts(file)
        assert marks(file) == (False, False)


def marks(file: Path) -> tuple[bool, bool]:
    """Whether a database is marked, and whether a `-wal` lies beside it."""
    first = header(file)
    assert first
    return first.marked, wal_of(file).exists()


def test_who_reads_while_another_writes_leaves_the_mark_to_him(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        open_cohort(file, "A")
        other.execute("BEGIN IMMEDIATE")
        assert cohorts(file) == ["A"]
        other.execute("COMMIT")
        open_cohort(file, "B")
        assert wal_of(file).exists()
    assert marks(file) == (False, False)


@pytest.mark.parametrize("kept", [False, True])
def test_a_change_is_written_out_at_once_though_its_mark_is_not(file: Path, *, kept: bool) -> None:
    """Where nobody else has the file open its mark begins a `-wal`, else it follows what lies there."""
    engine = connect(f"sqlite:///{file}")
    with closing(sqlite3.connect(file)) as reader:
        if kept:
            reader.execute("SELECT * FROM change").fetchall()
            open_cohort(file, "A")
        assert wal_of(file).exists() == kept
        for _ in range(2):
            with engine.connect().execution_options(writing=True) as connection:
                assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == wal.FULL
                assert marks(file) == (True, True)
            engine.dispose()
    assert marks(file) == (False, False)


def test_who_gives_up_waiting_closes_safely(file: Path) -> None:
    engine = connect(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as other, engine.connect() as connection:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError):
            taking.take(connection, WHOLE, Wait(0))
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == wal.FULL
    engine.dispose()


def test_a_copy_of_the_database_is_at_rest(file: Path) -> None:
    open_cohort(file, "A", killed=True)
    engine = connect(f"sqlite:///{file}")
    schema.copy(engine, file.with_name("copy.db"))
    engine.dispose()
    assert marks(file.with_name("copy.db")) == (False, False)
    assert cohorts(file.with_name("copy.db")) == ["A"]


def test_what_a_copy_without_it_holds_can_be_gone_on_with(file: Path, tmp_path: Path) -> None:
    open_cohort(file, "A")
    open_cohort(file, "B", killed=True)
    (tmp_path / "copy").mkdir()
    copy = Path(shutil.copy(file, tmp_path / "copy"))
    refused(copy, MISSING)
    Cli(f"sqlite:///{copy}")("database", "restore", copy, "--yes")
    assert marks(copy) == (False, False)
    assert cohorts(copy) == ["A"]
