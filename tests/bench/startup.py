"""How long a user waits before anything happens, against the least that the same libraries need.

`cln --help` against a bare Typer application of one command (at most 1.3 times), and commands that read or
write the database against importing what they cannot do without: at most 1.25 times for the list of cohorts,
`log`, `status`, a withdrawal and the table of teams, 1.5 times for the summary. Completion, for which a shell
waits at each key, is measured against a bare Typer too: of words at most 1.3 times, of names from the
database twice. Processor seconds, the least of runs that take turns; the database holds one cohort with its
teams and projects.

Measured in November 2026 on two cores that others used too: `--help` 1.02, completion 1.01, 0.91 and of names
1.03. The least of 8 rounds; the ratios fall with the load, for the bare program looks for garbage more often:

    cohort list 1.13 | status 1.01 | log 1.02
    cohort withdraw 0.98 | export teams 1.12 | export summary 1.27

What the load does not change is how many millions of instructions each takes (`valgrind --tool=cachegrind
--cache-sim=no`, the second run): the libraries 1709, `cohort list` 2461 and `status` 2368. They were 2647 and
2534 when, with next to nothing beside, the ratios were 1.24 and 1.20.

How many modules, tables and statements each of these needs is counted in `tests/house/test_startup.py`.

    python -m tests.bench startup [--rounds 25] [--margin 1.0]
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench.filled import A_COHORT, ENTRIES, fill

BARE = """
import typer
app = typer.Typer()
@app.command()
def greet(name: str) -> None:
    "Say hello."
    print(name)
app()
"""
CLN = "from cln.__main__ import main; raise SystemExit(main())"
LIBRARIES = "import typer, rich.table, sqlmodel"
OUT = "out.csv"
COMPLETIONS = {
    "cln pro<Tab>": ({"COMP_WORDS": "cln pro", "COMP_CWORD": "1"}, 1.3),
    "cln <Tab>": ({"COMP_WORDS": "cln ", "COMP_CWORD": "1"}, 1.3),
    "withdraw Sch<Tab>": ({"COMP_WORDS": "cln cohort withdraw Sch", "COMP_CWORD": "3"}, 2.0),
}
"""What a shell sets when somebody presses the tab key, and how many times as long it may take."""

Line = Callable[[int], Sequence[str]]
"""The arguments of a command on its turn, from 0."""

READING: dict[str, tuple[Line, float]] = {
    "cohort list": (lambda _: ("cohort", "list"), 1.25),
    "status": (lambda _: ("status",), 1.25),
    "log": (lambda _: ("log", "7", "Met the team"), 1.25),
    "cohort withdraw": (
        lambda turn: ("cohort", "withdraw", f"{A_COHORT + turn % ENTRIES:07}", "--reason", "time"),
        1.25,
    ),
    "export teams": (lambda _: ("export", "teams", "--out", OUT), 1.25),
    "export summary": (lambda _: ("export", "summary", "--out", OUT), 1.5),
}
"""What is measured against the imports, and how many times as long it may take."""


def main() -> None:
    """Print the ratio of each command; exit with 1 if one misses its figure."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench startup", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--rounds", type=int, default=25, metavar="N", help="runs of each (25; fewer than 50)"
    )
    parser.add_argument(
        "--margin", type=float, default=1.0, metavar="X", help="let each take so many times more"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missed = measured(Path(folder), options.rounds, options.margin)
    sys.exit(bool(missed))


def measured(place: Path, rounds: int, margin: float) -> list[str]:
    """Print the ratio of each command; those that miss their figure by more than the margin."""
    environment = {**os.environ, "CLN_DATABASE": str(place / "cln.db"), "CLN_USER": "Ann"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # as a user has it: compiled once, and kept
    _run([CLN, "init"], environment, place)
    fill(place / "cln.db", 1)
    print(f"processor seconds, the least of {rounds} runs each, taking turns")
    return [
        name
        for name, ours, theirs, target, extra in _pairs()
        if _compare(name, ours, theirs, target * margin, {**environment, **extra}, place, rounds)
    ]


def _pairs() -> list[tuple[str, Line, list[str], float, dict[str, str]]]:
    """What is measured: its name, our arguments, the bare program, the figure, and what the shell sets."""
    return [
        ("--help", lambda _: ("--help",), [BARE, "--help"], 1.3, {}),
        *(
            (name, lambda _: (), [BARE, "--help"], target, {"_CLN_COMPLETE": "complete_bash", **sets})
            for name, (sets, target) in COMPLETIONS.items()
        ),
        *((name, line, [LIBRARIES], target, {}) for name, (line, target) in READING.items()),
    ]


def _compare(
    name: str,
    line: Line,
    theirs: list[str],
    target: float,
    environment: dict[str, str],
    place: Path,
    rounds: int,
) -> bool:
    """Whether the command misses its figure."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        (place / OUT).unlink(missing_ok=True)
        for beside in place.glob(f"{OUT}*"):
            shutil.rmtree(beside) if beside.is_dir() else beside.unlink()
        for command, seconds in zip(([CLN, *line(turn)], theirs), took, strict=True):
            took_now = _run(command, environment, place)
            if turn:  # the first turn fills caches
                seconds.append(took_now)
    mine, bound = min(took[0]), min(took[1])
    ratio = mine / bound
    verdict = "reached" if ratio <= target else "MISSED"
    print(
        f"{name:18} {mine:.3f} s | bare {bound:.3f} s | ratio {ratio:.2f} (<= {target:.2f}: {verdict})",
        flush=True,
    )
    return ratio > target


def _run(command: list[str], environment: dict[str, str], place: Path) -> float:
    """The processor seconds of a Python program."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-c", *command], env=environment, cwd=place, stdout=quiet, stderr=quiet
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert not process.returncode, (command[1:], process.returncode)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
