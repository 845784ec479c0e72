"""What a report costs beside its bare pictures, and how much memory an export takes as the log grows.

`cln report` of the demo's cohort, as the process that a user waits for, takes at most 3 times as long as a
process that draws the same pictures alone; an export of 100,000 log entries takes hardly more memory than one
of a fortieth of them: at most 1.3 times.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from cln import store
from cln.app import run
from cln.cohort.queries import find_cohort
from cln.report import build
from cln.report.material import Material
from cln.store import engine as engines
from cln.upkeep import demo
from tests.bench.filled import fill

ROUNDS = 7
MOST_TIME, MOST_MEMORY = 3.0, 1.3
DAY = date(2027, 6, 30)
DRAW = """
import json, pathlib, sys
from cln.pages import drawing
for spec in json.loads(pathlib.Path(sys.argv[1]).read_text()):
    drawing.draw(spec)
"""
EXPORT = """
import pathlib, re, sys
from cln.app import main
assert main(["--database", sys.argv[1], "export", "log", "--every-cohort", "--out", sys.argv[2]]) == 0
status = pathlib.Path("/proc/self/status").read_text()  # its own peak; what rusage says is its parent's too
print(re.search(r"VmHWM:\\s+(\\d+)", status)[1])
"""


def main() -> None:
    """Print both ratios; exit with 1 if one is missed."""
    with tempfile.TemporaryDirectory() as folder:
        missed = [measure(Path(folder)) for measure in (_report, _export)]
    sys.exit(any(missed))


def _report(folder: Path) -> bool:
    """Whether the report misses its figure."""
    database = demo.play(folder / "demo", "Ann", "sqlite:///nowhere.db", run)
    engine = engines.connect(f"sqlite:///{database}")
    with store.reading(engine) as session:
        material = Material(session, find_cohort(session, None), DAY)
        sections = [part(material) for part in build.PARTS]
        specs = [picture.spec for section in sections if section for picture in section.pictures]
    engine.dispose()
    (folder / "specs.json").write_text(json.dumps(specs), encoding="utf-8")
    page = folder / "report.html"
    report = [sys.executable, "-m", "cln", "--database", str(database), "report", "--on", f"{DAY}"]
    took: dict[str, list[float]] = {"report": [], "bare": []}
    for turn in range(ROUNDS + 1):
        page.unlink(missing_ok=True)
        whole = _seconds([*report, "--out", str(page)])
        bare = _seconds([sys.executable, "-c", DRAW, str(folder / "specs.json")])
        if turn:  # the first turn fills caches
            took["report"].append(whole)
            took["bare"].append(bare)
    whole, pictures = (statistics.median(took[name]) for name in ("report", "bare"))
    ratio = whole / pictures
    verdict = "reached" if ratio <= MOST_TIME else "MISSED"
    print(
        f"report {whole:.2f} s | its {len(specs)} pictures {pictures:.2f} s | ratio {ratio:.2f} ({verdict})"
    )
    return ratio > MOST_TIME


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


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
