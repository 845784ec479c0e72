"""What the commands of every day cost after twenty years of programme, against the same ones on one cohort.

40 cohorts with 2,000 entries, 4,520 people, 680 projects and 100,000 log entries against a cohort of one: at
most 1.5 times. Each command runs inside this process, because the start of Python would hide what grows.
"""

import io
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from cln.app import main as cln
from tests.bench.filled import fill

COHORTS = 40
ROUNDS = 15
TARGET = 1.5
COMMANDS = (
    ("log", "7", "Met the team"),
    ("status",),
    ("project", "list"),
    ("project", "list", "--attention"),
    ("project", "show", "7"),
)


def main() -> None:
    """Print the ratio of each command, of medians over runs that take turns; exit with 1 if one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        databases = {cohorts: Path(folder) / f"{cohorts}.db" for cohorts in (1, COHORTS)}
        for cohorts, database in databases.items():
            _run(database, "init")
            fill(database, cohorts)
        print(f"medians of {ROUNDS} runs each, taking turns; {COHORTS} cohorts against one")
        missed = [command for command in COMMANDS if _compare(databases, command)]
    sys.exit(bool(missed))


def _compare(databases: dict[int, Path], command: tuple[str, ...]) -> bool:
    """Whether the command misses its figure."""
    took: dict[int, list[float]] = {cohorts: [] for cohorts in databases}
    for turn in range(ROUNDS + 1):
        for cohorts, database in databases.items():
            seconds = _run(database, *command)
            if turn:  # the first turn fills caches
                took[cohorts].append(seconds)
    many, one = statistics.median(took[COHORTS]), statistics.median(took[1])
    verdict = "reached" if many / one <= TARGET else "MISSED"
    name = f"cln {' '.join(command)}"
    print(f"{name:28} {many:.3f} s | {one:.3f} s | ratio {many / one:.2f} (<= {TARGET}: {verdict})")
    return many / one > TARGET


def _run(database: Path, *command: str) -> float:
    """Run a command; how many seconds it took."""
    said = io.StringIO()
    began = time.perf_counter()
    with redirect_stdout(said), redirect_stderr(said):
        code = cln(["--database", str(database), "--as", "Ann", *command])
    if code:
        raise SystemExit(said.getvalue())
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
