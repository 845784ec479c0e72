"""How single commands grow, from 200 entries in 32 teams to 2,500 in 400: at most 15 times the time.

Each is a process of its own, from its command line to its end, on a cohort that was imported and matched
(see `cohorts`): confidence and feedback by e-mail of everybody, `match check` of the teams that were
exported, `team suggest`, `match explain`, which may need 500 MB at most, the import of as many times more
facilitators, the report, and all tables in one workbook. Seconds are processor time.

    python -m tests.bench large [--sizes 4 50] [--margin 1.0]
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.cohorts import larger
from tests.conftest import Cli
from tests.problems import enrolled
from tests.tabular import write

GROWTH = 1.2
"""How many times as much as the entries the time may grow: from 200 to 2,500 entries 15 times."""

MEMORY = 500
"""Megabytes that an explanation may need."""

TEAMS, FACILITATORS = 8, 32
"""Of each cohort of 50 entries; 2,500 entries have 1,600 more facilitators to be imported."""

Line = tuple[str, Sequence[object]]
"""What is measured, and its command line."""


def main() -> None:
    """Print a line for each command; exit with 1 if one misses its figure."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench large", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--sizes", type=int, nargs=2, default=(4, 50), metavar="N", help="times 50 entries")
    parser.add_argument(
        "--margin", type=float, default=1.0, metavar="X", help="let each take so many times more"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        missed = compared(Path(folder), *options.sizes, margin=options.margin)
    sys.exit(bool(missed))


def compared(folder: Path, small: int, great: int, *, margin: float) -> list[str]:
    """Print what each command takes on both cohorts; those that miss their figure."""
    most, missed = GROWTH * margin * great / small, list[str]()
    first, second = (dict(_measured(folder / str(times), times)) for times in (small, great))
    for name, (seconds, megabytes) in second.items():
        ratio = seconds / first[name][0]
        too_much = ratio > most or (name == "explain" and megabytes > MEMORY * margin)
        missed += [name] if too_much else []
        print(
            f"{name:12} {first[name][0]:6.2f} s | {seconds:6.2f} s | ratio {ratio:5.2f} (<= {most:.1f}) |"
            f" {megabytes:4.0f} MB {'MISSED' if too_much else 'reached'}",
            flush=True,
        )
    return missed


def _measured(folder: Path, times: int) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each command on a cohort of so many times 50 entries: processor seconds and peak megabytes."""
    folder.mkdir()
    cln = Cli(f"sqlite:///{folder / 'cln.db'}")
    cln("init")
    problem = larger(1, times, times * TEAMS, located=True)
    enrolled(cln, problem, folder)
    cln("event", "hold", 1)
    _process(cln, "match")
    cln("export", "teams", "--out", folder / "teams.csv")
    emails = [
        f"p{n}.1.{one.code}.{one.sector}@example.org".lower() for one in problem.entries for n in (0, 1)
    ]
    said = write(folder / "said.csv", ["email", "I can ask a good question"], [(one, 4) for one in emails])
    new = [(f"New {n}", f"new{n}@example.org", "QIO", "Glasgow City") for n in range(times * FACILITATORS)]
    people = write(folder / "people.csv", ["name", "email", "organisation", "authority"], new)
    somebody = problem.entries[7].code
    lines: list[Line] = [
        ("confidence", ("confidence", "import", said, "--occasion", "launch")),
        ("feedback", ("event", "feedback", 1, said, "--yes")),
        ("check", ("match", "check", folder / "teams.csv")),
        ("suggest", ("team", "suggest", somebody)),
        ("explain", ("match", "explain", somebody)),
        ("facilitators", ("facilitator", "import", people)),
        ("report", ("report", "--out", folder / "page.html")),
        ("export", ("export", "all", "--out", folder / "tables.xlsx")),
    ]
    for name, line in lines:
        yield name, _process(cln, *line)


def _process(cln: Cli, *line: object) -> tuple[float, float]:
    """What a command line costs as a process of its own: processor seconds, and megabytes at most.

    Code 4, a rule that does not hold, is an answer. The memory is that of this process where that has more,
    from which the other one begins.
    """
    command = [sys.executable, "-m", "cln", "--database", cln.database, "--as", cln.who, *map(str, line)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in {0, 4}, (line, process.returncode)
    kilobytes = used.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return used.ru_utime + used.ru_stime, kilobytes / 1024


if __name__ == "__main__":
    main()
