"""How long a user waits before anything happens, against the least that the same libraries need.

`cln --help` against a bare Typer application of one command (at most 1.3 times), and a command that reads
the database against importing what it cannot do without (at most 1.25 times).
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 25
BARE = """
import typer
app = typer.Typer()
@app.command()
def greet(name: str) -> None:
    "Say hello."
    print(name)
app()
"""
CLN = "from cln.app import main; raise SystemExit(main())"
LIBRARIES = "import typer, rich.table, sqlmodel"


def main() -> None:
    """Print both ratios, of medians over runs that take turns."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLN_DATABASE": str(Path(folder) / "cln.db")}
        for arguments in (["init"], ["cohort", "open", "Cohort 1", "--launch", "2026-09-10"]):
            _run([CLN, *arguments], environment)
        print(f"medians of {ROUNDS} runs each, taking turns")
        _compare("cln --help", [CLN, "--help"], "a bare Typer --help", [BARE, "--help"], 1.3, environment)
        _compare(
            "cln cohort list", [CLN, "cohort", "list"], "the imports alone", [LIBRARIES], 1.25, environment
        )


def _compare(
    name: str, ours: list[str], other: str, theirs: list[str], target: float, environment: dict[str, str]
) -> None:
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        for command, seconds in zip((ours, theirs), took, strict=True):
            took_now = _run(command, environment)
            if turn:  # the first turn fills caches
                seconds.append(took_now)
    mine, bound = statistics.median(took[0]), statistics.median(took[1])
    ratio = mine / bound
    verdict = "reached" if ratio <= target else "MISSED"
    print(f"{name:16} {mine:.3f} s | {other:20} {bound:.3f} s | ratio {ratio:.2f} (<= {target}: {verdict})")


def _run(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", *command], env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
