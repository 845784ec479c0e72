"""How the match grows: 1,000 entries in 160 teams and 2,500 in 400, against 50 in 8, as ratios in one run.

The cost of an entry at 1,000 is to be at most twice, at 2,500 at most three times that at 50; the profile
is to be proven at every size, and no process may need more than 1 GB. Each match runs in a process of its
own, whose peak memory counts; seconds are processor time of the match alone, without imports. The last lines
go through the command line: four files into a new database, then `cln match`, with all that a command does.

Two people from each of 50 entries (see `cohorts`), or so many times more; the checker judges every result.
Measured in November 2026 (HiGHS 1.16, two shared cores): one seed without places, then one
with `--located`, where at programme size the proof of the travel alone takes most of the time:

    entries teams  seconds ms/entry ratio   MB  profile       proven  breadth
         50     8   0.26 s      5.2  1.00   96  0/0/0/19      1 of 1    55 of 55 at best
       1000   160   5.13 s      5.1  0.98  163  0/0/28/337    1 of 1  1120 of 1120
       2500   400  11.45 s      4.6  0.88  219  0/0/69/860    1 of 1  2799 of 2800

         50     8   1.02 s     20.4  1.00  114  0/0/0/19      1 of 1    55 of 55, 10 pairs far apart, proven
       1000   160   8.39 s      8.4  0.41  109  0/0/28/337    1 of 1  1120 of 1120, 2 pairs
       2500   400  22.12 s      8.8  0.43  168  0/0/69/860    1 of 1  2800 of 2800, 19 pairs

    cln match, 1000 entries: imported in 1.1 s, matched, kept and shown in 6.8 s, 203 MB
    cln match, 2500 entries: imported in 2.6 s, matched, kept and shown in 16.6 s, 284 MB

    python -m tests.bench growth [--seeds 3] [--located]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cln.matching import exercise
from tests.bench.cohorts import larger
from tests.conftest import Cli
from tests.problems import enrolled

SIZES = {1: 8, 20: 160, 50: 400}
"""How many times programme size -> teams."""

TARGETS = {20: 2.0, 50: 3.0}
"""How many times as much an entry may cost there as at programme size."""

MEMORY = 1000
"""Megabytes that no match may exceed."""

REPEATS = 5
"""Matches of programme size in one process; the fastest counts, after the first has filled the caches."""


@dataclass(frozen=True)
class Run:
    """One match: processor seconds, peak megabytes of its process, and its objective by line."""

    entries: int
    seconds: float
    megabytes: float
    status: str
    lines: dict[str, tuple[int, int]]

    @property
    def profile_proven(self) -> bool:
        """Nobody could have a better level, given the levels below it."""
        return all(value == bound for name, (value, bound) in self.lines.items() if name.startswith("level"))

    @property
    def each(self) -> float:
        """Milliseconds an entry."""
        return 1000 * self.seconds / self.entries


def main() -> None:
    """Print a line for each size, then the command line's; exit with 1 if a target is missed."""
    options = _options()
    if options.one:
        print(json.dumps(_match(*options.one, located=options.located)))
        return
    print(
        f"{options.seeds} seeds{', with places' if options.located else ''}, medians; '55 of 56': 56 at best"
    )
    print(
        f"{'entries':>7} {'teams':>5} {'seconds':>8} {'ms/entry':>8} {'ratio':>5} {'MB':>5}",
        " profile, breadth, travel",
    )
    missed, base = [], 0.0
    for times, teams in SIZES.items():
        runs = [_run(times, teams, seed, located=options.located) for seed in range(1, options.seeds + 1)]
        each = statistics.median(run.each for run in runs)
        base = base or each
        _print(runs, teams, each / base)
        missed += _missed(times, runs, each / base)
    missed += [
        complaint for times, teams in SIZES.items() for complaint in _through_the_command_line(times, teams)
    ]
    print("\n".join(missed) or "all targets reached")
    sys.exit(bool(missed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.bench growth", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=3, metavar="N", help="cohorts of each size (3)")
    parser.add_argument("--located", action="store_true", help="with places, so that travel counts")
    parser.add_argument("--one", type=int, nargs=3, help=argparse.SUPPRESS)
    return parser.parse_args()


def _run(times: int, teams: int, seed: int, *, located: bool) -> Run:
    """A match in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.growth", "--one", str(times), str(teams), str(seed)]
    ran = subprocess.run(
        [*command, *(["--located"] if located else [])], capture_output=True, text=True, check=True
    )
    return Run(**json.loads(ran.stdout))


def _match(times: int, teams: int, seed: int, *, located: bool) -> dict[str, Any]:
    problem = larger(seed, times, teams, located=located)
    exercise.match(larger(seed, 1, 8))  # imports and caches
    took = []
    for _ in range(REPEATS if times == 1 else 1):
        began = time.process_time()
        result = exercise.match(problem)
        took.append(time.process_time() - began)
    return {
        "entries": len(problem.entries),
        "seconds": min(took),
        "megabytes": _peak(),
        "status": result.status,
        "lines": {line.name: (line.value, line.bound) for line in result.objective},
    }


def _peak() -> float:
    """The most memory that this process has ever had, in megabytes."""
    import resource

    return _megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _megabytes(ru_maxrss: int) -> float:
    return ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _print(runs: Sequence[Run], teams: int, ratio: float) -> None:
    middle = sorted(runs, key=lambda run: run.each)[len(runs) // 2]
    levels = "/".join(str(value) for name, (value, _) in middle.lines.items() if name.startswith("level"))
    proven = sum(run.profile_proven for run in runs)
    mixed, far = ("{} of {}".format(*middle.lines[name]) for name in ("breadth", "travel"))
    print(
        f"{middle.entries:7} {teams:5} {middle.seconds:6.2f} s {middle.each:8.1f} {ratio:5.2f}",
        f"{max(run.megabytes for run in runs):5.0f}",
        f" {levels} (proven on {proven} of {len(runs)}), {mixed}, {far}",
        flush=True,
    )


def _missed(times: int, runs: Sequence[Run], ratio: float) -> list[str]:
    missed = []
    if ratio > TARGETS.get(times, 1.0):
        missed.append(f"MISSED: an entry costs {ratio:.2f} times as much at {runs[0].entries} entries")
    if not all(run.profile_proven for run in runs):
        missed.append(f"MISSED: a profile of {runs[0].entries} entries is not proven")
    if max(run.megabytes for run in runs) > MEMORY:
        missed.append(f"MISSED: {runs[0].entries} entries need more than {MEMORY} MB")
    return missed


def _through_the_command_line(times: int, teams: int) -> list[str]:
    """Import a cohort and match it as a user would; what is missed."""
    problem = larger(1, times, teams, located=True)
    with tempfile.TemporaryDirectory() as folder:
        cln = Cli(f"sqlite:///{Path(folder) / 'cln.db'}")
        began = time.process_time()
        cln("init")
        enrolled(cln, problem, Path(folder))
        imported = time.process_time() - began
        shown = Path(folder) / "match.json"
        command = [sys.executable, "-m", "cln", "match", "--json", "--database", cln.database]
        with shown.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
            _pid, failed, used = os.wait4(process.pid, 0)
        assert not failed, "cln match failed"
        match = json.loads(shown.read_text(encoding="utf-8"))
    assert sum(len(team["entries"]) for team in match["teams"]) == len(problem.entries)
    megabytes = _megabytes(used.ru_maxrss)
    print(
        f"cln match, {len(problem.entries)} entries: imported in {imported:.1f} s,",
        f"matched, kept and shown in {used.ru_utime + used.ru_stime:.1f} s,",
        f"{megabytes:.0f} MB, {match['status']}",
        flush=True,
    )
    return [f"MISSED: cln match needs {megabytes:.0f} MB"] if megabytes > MEMORY else []


if __name__ == "__main__":
    main()
