"""How long until `cln board` is drawn, against importing textual and sqlmodel (at most 1.5 times).

Measured in November 2026 (two cores, nothing beside): 0.57 s of 0.39 s, 1.44 times; 1.6 to 2.0 under load.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import Cli
from tests.match import small

ROUNDS = 9
CLN = "from cln.__main__ import main; raise SystemExit(main())"
LIBRARIES = "import sqlmodel, textual.app"
DRAWN = b"Waiting"
"""The title of the last column."""


def main() -> None:
    """Print the ratio of medians over runs that take turns."""
    with tempfile.TemporaryDirectory() as folder:
        cli = Cli(f"sqlite:///{Path(folder) / 'cln.db'}")
        cli("init")
        small.match(cli, Path(folder))
        environment = {**os.environ, "CLN_DATABASE": cli.database, "XDG_DATA_HOME": folder}
        environment |= {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
        ours, theirs = [], []
        for turn in range(ROUNDS + 1):
            times = _drawn(environment), _imported(environment)
            if turn:  # the first turn fills caches
                ours.append(times[0])
                theirs.append(times[1])
    mine, bound = statistics.median(ours), statistics.median(theirs)
    verdict = "reached" if mine / bound <= 1.5 else "MISSED"
    print(f"medians of {ROUNDS} runs each, taking turns")
    print(f"cln board {mine:.3f} s | the imports alone {bound:.3f} s | ratio {mine / bound:.2f} ({verdict})")


def _drawn(environment: dict[str, str]) -> float:
    """Seconds until the board stands on a terminal."""
    import pty

    began, (theirs, ours) = time.perf_counter(), pty.openpty()
    command = [sys.executable, "-c", CLN, "board"]
    with subprocess.Popen(command, stdin=ours, stdout=ours, stderr=ours, env=environment) as process:
        os.close(ours)
        shown = b""
        while DRAWN not in shown:
            shown += os.read(theirs, 4096)
        took = time.perf_counter() - began
        process.kill()
    os.close(theirs)
    return took


def _imported(environment: dict[str, str]) -> float:
    """Seconds that the imports take."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", LIBRARIES], env=environment, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
