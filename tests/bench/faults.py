"""What faults do to a database: times tried, lost, torn, and ended with a wrong exit code.

`python -m tests.bench faults [TIMES [FAULT]]`: so many times each (50), or only faults whose name begins so.
Full disks are real ones, in memory, which only root on Linux can make; what is killed are real processes.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench import ended, spoilt
from tests.bench.attempts import ATTEMPTS
from tests.bench.trials import WRITERS, Bench, Tried

Fault = Callable[[Bench, int], Iterator[Tried]]
"""Tries a fault so many times."""

FAULTS: dict[str, Fault] = {
    **{f"killed: {name}": partial(ended.killed, writer=writer) for name, writer in WRITERS.items()},
    "the power fails": ended.without_power,
    **{f"full disk: {name}": partial(ended.full, writer=writer) for name, writer in WRITERS.items()},
    "a page holds something else": partial(spoilt.damaged, spoil=spoilt.flip),
    "the end of the file is missing": partial(spoilt.damaged, spoil=spoilt.cut),
    "no database of cln": spoilt.foreign,
    "the -wal of another database": spoilt.other_wal,
    "an older -wal": spoilt.older_wal,
    "a newer -wal": spoilt.newer_wal,
    "the -wal of a fork": spoilt.forked_wal,
    "a copy without its -wal": spoilt.missing_wal,
    "20 processes log at once, SQLite": spoilt.many,
    "20 processes log at once, PostgreSQL": spoilt.many_on_a_server,
}

MOST = {name: 20 for name in FAULTS if name.startswith("20 processes")}
"""So many times each process logs, at most."""


def rows(times: int, begins: str = "") -> Iterator[tuple[str, int, int, int, int]]:
    """Each fault, with how often it was tried, and how many trials lost, tore, or ended with a wrong code."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench.made(Path(folder))
        for name, fault in FAULTS.items():
            if name.startswith(begins):
                tried = list(fault(bench, min(times, MOST.get(name, times))))
                lost, torn = sum(one.lost for one in tried), sum(one.torn for one in tried)
                yield name, len(tried), lost, torn, sum(one.wrong for one in tried)


def attempts() -> Iterator[tuple[str, int, int]]:
    """Each kind of attempt, with how often it was made, and how many were let through."""
    for name, tries in ATTEMPTS.items():
        with tempfile.TemporaryDirectory() as folder:
            through = list(tries(Path(folder)))
        yield name, len(through), sum(through)


def main() -> None:
    """Try each fault, and what is not allowed, and print both tables."""
    times, begins = int((sys.argv[1:] or ["50"])[0]), (sys.argv[2:] or [""])[0]
    print(f"{'fault':38} {'tried':>6} {'lost':>6} {'torn':>6} {'wrong exit code':>16}")
    for name, tried, lost, torn, wrong in rows(times, begins):
        print(f"{name:38} {tried:6} {lost:6} {torn:6} {wrong:16}", flush=True)
    if ATTEMPTS and not begins:
        print(f"\n{'forbidden access or hostile input':38} {'tried':>6} {'let through':>12}")
        for name, tried, through in attempts():
            print(f"{name:38} {tried:6} {through:12}", flush=True)


if __name__ == "__main__":
    main()
