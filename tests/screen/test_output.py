"""Where output goes when there is no place for it: a full disk, a closed stream, a reader that leaves."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli

FULL = Path("/dev/full")


def shell(command: str, cln: Cli) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which `cln` is this cln on this database."""
    line = command.replace("cln", f"CLN_DATABASE={cln.database} {sys.executable} -m cln", 1)
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
def test_a_full_disk_does_not_hide_what_was_done(cln: Cli) -> None:
    ran = shell('cln cohort open "Cohort 1" --launch 2026-09-10 > /dev/full', cln)
    assert ran.returncode == 1
    assert ran.stderr == (
        "cln: error: the output could not be written (No space left on device); "
        "what the command did is done, see: cln history\n"
    )
    assert [cohort["cohort"] for cohort in cln.json("cohort", "list")] == ["Cohort 1"]


@pytest.mark.skipif(sys.platform == "win32", reason="the shell of Windows cannot close a stream")
def test_a_closed_stream_is_no_fault(cln: Cli) -> None:
    ran = shell("cln cohort list >&-", cln)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no head on Windows")
def test_a_reader_that_has_seen_enough_is_no_fault(cln: Cli) -> None:
    ran = shell("cln history --json | true", cln)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_usage_errors_point_to_the_help_of_their_command(cln: Cli) -> None:
    assert cln("cohort", "open", code=2).err.endswith("; see: cln cohort open --help\n")
    assert cln("cohort", "opne", code=2).err.endswith("; see: cln cohort --help\n")


def test_help_lists_commands_as_they_are_needed(cln: Cli) -> None:
    shown = cln("--help").out
    places = [shown.index(f"│ {name} ") for name in ("demo", "init", "cohort", "survey", "match", "export")]
    assert places == sorted(places)
