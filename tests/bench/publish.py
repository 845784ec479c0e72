"""What a report costs, and how much memory an export takes as the log grows.

A report of the demo's cohort takes at most 1.6 CPU-seconds from its command line to its end; one of 2,500
entries in 400 teams 3 CPU-seconds and 2 MB; an export of 100,000 log entries hardly more memory than one of a
fortieth of them: at most 1.3 times.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from cln.app import run
from cln.upkeep import demo
from tests.bench.filled import fill
from tests.conftest import Cli
from tests.report.test_pictures import large

ROUNDS = 7
MOST_CPU, MOST_MEMORY = 1.6, 1.3
LARGE_CPU, LARGE_BYTES = 3.0, 2_000_000
EXPORT = """
import pathlib, re, sys
from cln.app import main
assert main(["--database", sys.argv[1], "export", "log", "--every-cohort", "--out", sys.argv[2]]) == 0
status = pathlib.Path("/proc/self/status").read_text()  # its own peak; what rusage says is its parent's too
print(re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


def main() -> None:
    """Print all; exit with 1 if one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        missed = [measure(Path(folder)) for measure in (_report, _large, _export)]
    sys.exit(any(missed))


def _report(folder: Path) -> bool:
    """The whole process that a user waits for."""
    database = demo.play(folder / "demo", "Ann", "sqlite:///nowhere.db", run)
    took = statistics.median(_cpu_seconds(database, folder / "page.html") for _ in range(ROUNDS))
    verdict = "reached" if took <= MOST_CPU else "MISSED"
    print(f"report {took:.2f} CPU-s ({verdict}: {MOST_CPU})")
    return took > MOST_CPU


def _large(folder: Path) -> bool:
    """The same of a cohort of 2,500 entries in 400 teams."""
    database, page = folder / "large.db", folder / "large.html"
    cln = Cli(f"sqlite:///{database}")
    cln("init")
    large(cln, 400)
    took = statistics.median(_cpu_seconds(database, page) for _ in range(ROUNDS))
    size = page.stat().st_size
    missed = took > LARGE_CPU or size > LARGE_BYTES
    print(f"report of 2,500 entries {took:.2f} CPU-s, {size:,} bytes ({'MISSED' if missed else 'reached'})")
    return missed


def _cpu_seconds(database: Path, out: Path) -> float:
    """What a process that makes the page costs, with all that it starts."""
    command = ["-m", "cln", "--database", str(database), "report", "--out", str(out), "--force"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *command], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _export(folder: Path) -> bool:
    """Whether an export misses its figure."""
    peaks = {}
    for many in (1, 40):
        database = str(folder / f"{many}.db")
        quiet = subprocess.DEVNULL
        subprocess.run(
            [sys.executable, "-m", "cln", "--database", database, "init"], check=True, stdout=quiet
        )
        fill(Path(database), many)
        for name in ("csv", "xlsx"):
            command = [sys.executable, "-c", EXPORT, database, str(folder / f"{many}.{name}")]
            ran = subprocess.run(command, check=True, capture_output=True, text=True)
            peaks[name, many] = int(ran.stdout) / 1024
    missed = False
    for name in ("csv", "xlsx"):
        much, little = peaks[name, 40], peaks[name, 1]
        verdict = "reached" if much / little <= MOST_MEMORY else "MISSED"
        print(
            f"export log to {name}: {much:.0f} MB | {little:.0f} MB | ratio {much / little:.2f} ({verdict})"
        )
        missed |= much / little > MOST_MEMORY
    return missed


if __name__ == "__main__":
    main()
