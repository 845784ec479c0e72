"""What only a person can decide, asked on a real terminal."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write

pty = pytest.importorskip("pty", reason="there are pseudo-terminals on POSIX only")
COLUMNS = ["code", "name", "email", "role"]


def on_terminal(cli: Cli, *arguments: object, typed: str) -> tuple[int, str]:
    """Run a command line on a terminal where somebody types; its exit code, and what stood on the screen."""
    theirs, ours = pty.openpty()
    command = [sys.executable, "-m", "cln", "--database", cli.database, *map(str, arguments)]
    with subprocess.Popen(command, stdin=ours, stdout=ours, stderr=ours, close_fds=True) as process:
        os.close(ours)
        os.write(theirs, typed.encode())
        shown = b""
        try:
            while piece := os.read(theirs, 4096):
                shown += piece
        except OSError:  # how Linux says that the other end has been closed
            pass
        os.close(theirs)
    return process.returncode, shown.decode()


def test_a_question_is_asked_until_it_is_answered(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", COLUMNS, [("9100001", "Ann Lee", "ann@example.org", "promoted")])
    cohort("cohort", "enrol", file)
    write(file, COLUMNS, [("9100001", "Ann Kay", "ann@example.org", "promoted")])
    code, shown = on_terminal(cohort, "cohort", "enrol", file, typed="perhaps\nsa\n")
    assert code == 0
    assert "is Ann Kay the same person, renamed? (same / another)" in " ".join(shown.split())
    assert "Type one of: same, another." in shown
    assert "Ann Kay" in cohort("cohort", "people", "9100001").out


def test_json_never_asks(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "n.csv", COLUMNS, [("9100001", "Ann Lee", "ann@example.org", "promoted")])
    cohort("cohort", "enrol", file)
    write(file, COLUMNS, [("9100001", "Ann Kay", "ann@example.org", "promoted")])
    code, shown = on_terminal(cohort, "cohort", "enrol", file, "--json", typed="")
    assert (code, "run this again with --resolve" in shown) == (3, True)
