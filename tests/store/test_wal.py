"""A `-wal` that does not belong to the database beside it is named, and nothing is written."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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


def refused(file: Path) -> None:
    """Every command refuses the database, and changes nothing."""
    before = {one.name: one.read_bytes() for one in file.parent.iterdir()}
    for line in (("status",), ("init",), ("upgrade",), ("cohort", "open", "Z", "--launch", "2026-09-10")):
        said = Cli(f"sqlite:///{file}")(*line, code=5).err
        assert f"cln.db-wal does not belong to {file}, and would spoil it; nothing was written" in said
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
