"""What a report costs beside its bare pictures, and how much memory an export takes as the log grows.

A report of the demo's cohort takes at most 3 times as long as drawing the same pictures alone, and an export
of 100,000 log entries hardly more memory than one of a fortieth of them: at most 1.3 times.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from cln import store
from cln.app import run
from cln.cohort.queries import find_cohort
from cln.pages import drawing
from cln.report import build
from cln.report.material import Material
from cln.store import engine as engines
from cln.upkeep import demo
from tests.bench.filled import fill

ROUNDS = 7
MOST_TIME, MOST_MEMORY = 3.0, 1.3
EXPORT = """
import pathlib, re, sys
from cln.app import main
assert main(["--database", sys.argv[1], "export", "log", "--every-cohort", "--out", sys.argv[2]]) == 0
status = pathlib.Path("/proc/self/status").read_text()  # its own peak; what rusage says is its parent's too
print(re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


def main() -> None:
    """Print both ratios."""
    with tempfile.TemporaryDirectory() as folder:
        _report(Path(folder))
        _export(Path(folder))


def _report(folder: Path) -> None:
    database = demo.play(folder / "demo", "Ann", "sqlite:///nowhere.db", run)
    engine = engines.connect(f"sqlite:///{database}")
    day = date(2027, 6, 30)
    took: dict[str, list[float]] = {"report": [], "bare": []}
    with store.reading(engine) as session:
        cohort = find_cohort(session, None)
        sections = [part(Material(session, cohort, day)) for part in build.PARTS]
        specs = [picture.spec for section in sections if section for picture in section.pictures]
        for turn in range(ROUNDS + 1):
            report = _seconds(lambda: build.page(session, cohort, build.Asked(on=day)))
            bare = _seconds(lambda: [drawing.draw(spec) for spec in specs])
            if turn:  # the first turn fills caches
                took["report"].append(report)
                took["bare"].append(bare)
    engine.dispose()
    whole, pictures = (statistics.median(took[name]) for name in ("report", "bare"))
    ratio = whole / pictures
    verdict = "reached" if ratio <= MOST_TIME else "MISSED"
    print(
        f"report {whole:.2f} s | its {len(specs)} pictures {pictures:.2f} s | ratio {ratio:.2f} ({verdict})"
    )


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _export(folder: Path) -> None:
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
    for name in ("csv", "xlsx"):
        much, little = peaks[name, 40], peaks[name, 1]
        verdict = "reached" if much / little <= MOST_MEMORY else "MISSED"
        print(
            f"export log to {name}: {much:.0f} MB | {little:.0f} MB | ratio {much / little:.2f} ({verdict})"
        )


if __name__ == "__main__":
    main()
