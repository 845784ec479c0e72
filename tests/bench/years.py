"""What the commands of every day cost after twenty years of programme, against the same ones on one cohort.

40 cohorts with 2,000 entries, 4,000 people, 680 projects, 100,000 log entries and the record of each against
a cohort of one: at most 1.5 times. Each command runs inside this process, because the start of Python would
hide what grows. Processor seconds on SQLite, what a clock shows with `--postgres URL URL`: two databases of a
server, empty but for `cln init`, of which the first is filled with one cohort.

    python -m tests.bench years [--cohorts 40] [--rounds 15] [--margin 1.0] [--postgres URL URL]
"""

import argparse
import io
import statistics
import sys
import tempfile
import time
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from cln.app import main as cln
from tests.bench.filled import fill

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
    parser = argparse.ArgumentParser(
        "python -m tests.bench years", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--cohorts", type=int, default=40, metavar="N", help="so many against one (40)")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="runs of each (15)")
    parser.add_argument(
        "--margin", type=float, default=1.0, metavar="X", help="let each take so many times more"
    )
    parser.add_argument("--postgres", nargs=2, metavar="URL", help="databases of a server, in place of files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = [f"sqlite:///{Path(folder) / name}" for name in ("one.db", "many.db")]
        one, many = options.postgres or files
        missed = compared({1: one, options.cohorts: many}, options.rounds, options.margin)
    sys.exit(bool(missed))


def compared(databases: dict[int, str], rounds: int, margin: float) -> list[str]:
    """Fill databases with so many cohorts each, print the ratio of each command; those that miss it."""
    for cohorts, database in databases.items():
        _run(database, "init")
        fill(database, cohorts)
    print(f"medians of {rounds} runs each, taking turns; {max(databases)} cohorts against one")
    return [" ".join(command) for command in COMMANDS if _misses(databases, command, rounds, TARGET * margin)]


def _misses(databases: dict[int, str], command: tuple[str, ...], rounds: int, most: float) -> bool:
    """Whether the command misses its figure."""
    took: dict[int, list[float]] = {cohorts: [] for cohorts in databases}
    for turn in range(rounds + 1):
        for cohorts, database in databases.items():
            seconds = _run(database, *command)
            if turn:  # the first turn fills caches
                took[cohorts].append(seconds)
    one, many = (statistics.median(took[cohorts]) for cohorts in sorted(took))
    verdict = "reached" if many / one <= most else "MISSED"
    name = f"cln {' '.join(command)}"
    print(f"{name:28} {many:.3f} s | {one:.3f} s | ratio {many / one:.2f} (<= {most:.2f}: {verdict})")
    return many / one > most


def _run(database: str, *command: str) -> float:
    """Run a command; how many seconds it took: of the processor, where no server does the work."""
    clock = time.process_time if database.startswith("sqlite") else time.perf_counter
    said = io.StringIO()
    began = clock()
    with redirect_stdout(said), redirect_stderr(said):
        code = cln(["--database", database, "--as", "Ann", *command])
    if code:
        raise SystemExit(said.getvalue())
    return clock() - began


if __name__ == "__main__":
    main()
