"""Crash tests of long matches: a limit of time, one Ctrl-C and two, where no solver finishes in minutes."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.bench.cohorts import larger
from tests.conftest import Cli
from tests.problems import enrolled

PROVEN = ["placed", "level 1", "level 2", "level 3", "level 4"]
"""The lines that the cohort's match proves in a second."""
AT_ONCE = "matching: taking the best found so far (Ctrl-C again leaves with nothing written)\n"

only_posix = pytest.mark.skipif(os.name == "nt", reason="one process cannot send another Ctrl-C on Windows")


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A cohort where 30 km are far: how few such pairs there can be, nobody proves in minutes."""
    folder = tmp_path_factory.mktemp("long")
    cln = Cli(f"sqlite:///{folder / 'cln.db'}")
    cln("init")
    problem = larger(5, times=2, teams=16, located=True)
    return enrolled(cln, replace(problem, limits=replace(problem.limits, travel_km=30)), folder)


@dataclass(frozen=True)
class Run:
    """A match in a process of its own."""

    process: "subprocess.Popen[str]"
    folder: Path

    @property
    def err(self) -> str:
        """What it has said so far."""
        return (self.folder / "err").read_text(encoding="utf-8")

    @property
    def out(self) -> str:
        """What it has shown so far."""
        return (self.folder / "out").read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        """Wait until it says so."""
        while words not in self.err:
            assert self.process.poll() is None, f"it ended before it said {words!r}: {self.err}"
            time.sleep(0.01)

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)

    def ended(self) -> int:
        """Its exit code."""
        return self.process.wait(timeout=60)


@pytest.fixture(params=[False, True], ids=["into a file", "on a terminal"])
def start(request: pytest.FixtureRequest, long: Cli, tmp_path: Path) -> Iterator[Callable[[], Run]]:
    """Starts a match; on a terminal the search has a process of its own."""
    runs = []

    def start() -> Run:
        command = [sys.executable, "-m", "cln", "match", "--json", "--database", long.database]
        with (tmp_path / "out").open("w") as out, _errors(tmp_path / "err", request.param) as err:
            runs.append(Run(subprocess.Popen(command, stdout=out, stderr=err, text=True), tmp_path))
        return runs[-1]

    yield start
    for run in runs:
        run.process.kill()
        run.process.wait()


@contextmanager
def _errors(file: Path, terminal: bool) -> Iterator[int]:
    """Where a process may write what goes to the file, on a terminal or not."""
    if not terminal:
        with file.open("w") as opened:
            yield opened.fileno()
        return
    theirs, ours = pytest.importorskip("pty").openpty()
    threading.Thread(target=_copy, args=(theirs, file), daemon=True).start()
    yield ours
    os.close(ours)


def _copy(terminal: int, file: Path) -> None:
    """Write down what stands on the terminal until nobody writes to it any more."""
    with file.open("wb", buffering=0) as written:
        try:
            while said := os.read(terminal, 4096):
                written.write(said.replace(b"\r\n", b"\n"))
        except OSError:  # how Linux says that the other end has been closed
            os.close(terminal)


def lines(match: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The lines of a match's objective by name."""
    return {line["name"]: line for line in match["objective"]}


def assert_honest(match: dict[str, Any]) -> None:
    """Everybody sits by the rules; what is not proven is not said to be."""
    assert match["status"] == "feasible"
    assert all(rule["holds"] for rule in match["rules"] if rule["must"])
    assert sum(team["participants"] for team in match["teams"]) == 200
    assert len(match["teams"]) == 16
    reached = lines(match)
    assert reached["travel"]["bound"] < reached["travel"]["value"]
    assert reached["breadth"]["value"] <= reached["breadth"]["bound"] <= 7 * 16


@only_posix
@pytest.mark.slow
def test_ctrl_c_once_keeps_the_best_so_far(long: Cli, start: Callable[[], Run]) -> None:
    run = start()
    run.wait_for("travel")
    run.interrupt()
    assert run.ended() == 0, run.err
    assert AT_ONCE in run.err
    match = json.loads(run.out)
    assert_honest(match)
    assert all(lines(match)[name]["value"] == lines(match)[name]["bound"] for name in PROVEN)
    shown = long.json("match", "show", match["proposal"])  # made once, however often it came out
    assert {**shown, "seconds": match["seconds"]} == match


@only_posix
@pytest.mark.slow
def test_ctrl_c_twice_leaves_the_database_untouched(long: Cli, start: Callable[[], Run]) -> None:
    before = everything(long)
    run = start()
    run.wait_for("travel")
    run.interrupt()
    run.wait_for(AT_ONCE)
    run.interrupt()
    assert run.ended() == 130, run.err
    assert run.out == ""
    assert run.err.splitlines()[-1] == "cln: error: interrupted; nothing is half-done"
    assert everything(long) == before


def everything(cln: Cli) -> bytes:
    """The whole database, which has no journal left open beside it."""
    database = Path(cln.database.removeprefix("sqlite:///"))
    assert [file.name for file in database.parent.glob("cln.db*")] == ["cln.db"]
    return database.read_bytes()


@pytest.mark.slow
def test_a_limit_of_time_keeps_the_best_found_in_it(long: Cli) -> None:
    shown = long("match", "--time-limit", 2)
    assert "matching: taking the best found so far (the time is up)\n" in shown.err
    assert "; not proven, at best " in shown.out
    assert_honest(long.json("match", "show"))


@pytest.mark.slow
def test_there_are_teams_at_the_limit_where_all_are_alike(tmp_path: Path) -> None:
    problem = larger(3, times=2, teams=12, located=True)
    alike = tuple(
        replace(entry, participants=1, levels=dict.fromkeys(problem.themes, 4)) for entry in problem.entries
    )
    cln = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    cln("init")
    enrolled(cln, replace(problem, entries=alike), tmp_path)
    command = [
        sys.executable,
        "-m",
        "cln",
        "match",
        "--time-limit",
        "10",
        "--json",
        "--database",
        cln.database,
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "matching: taking the best found so far (the time is up)\n" in ran.stderr
    match = json.loads(ran.stdout)
    assert all(rule["holds"] for rule in match["rules"] if rule["must"])
    assert sum(team["participants"] for team in match["teams"]) == 100
    assert [name for name, line in lines(match).items() if line["value"] == line["bound"]][:6] == [
        *PROVEN,
        "breadth",
    ]
