"""The match against what one would use instead: greedy choice and swaps, and a solver from PyPI.

The same cohorts of programme size (see `cohorts`) in one run: ours; a plain greedy choice followed by 30 s of
swaps (see `swaps`); and `preference-grouping-solver` (see `ranked`), once with a group for each theme and
once with the themes of our teams, at three exponents of which its best counts. Shown are the entries that
each leaves at levels 1 to 4, the rules that must hold but do not, by the checker, and processor seconds. Our
profile is never to be worse, not even than one that was got by breaking rules.

Measured in November 2026 (preference-grouping-solver 0.2.0, two shared cores):

    seed                                level 1/2/3/4 breadth   seconds  rules broken
       1 cln match                           0/0/0/19      55    0.29 s  none
       1 greedy and swaps                    0/0/2/16      56   30.00 s  none
       1 PyPI, each theme once, ^1           0/0/0/24      52    0.65 s  authority-share
       1 PyPI, our themes, ^1                0/0/0/19      54    0.01 s  authority-share
       2 cln match                           0/0/1/10      56    0.32 s  none
       2 greedy and swaps                    0/0/1/12      56   30.00 s  none
       2 PyPI, each theme once, ^1           0/0/3/15      55    0.01 s  none
       2 PyPI, our themes, ^1                0/0/2/12      52    0.02 s  authority-share
       3 cln match                           0/0/2/25      55    0.31 s  none
       3 greedy and swaps                    0/1/4/25      55   30.00 s  none
       3 PyPI, each theme once, ^1           0/0/5/25      51    0.01 s  authority-share
       3 PyPI, our themes, ^1                0/0/4/26      53    0.01 s  authority-share
       4 cln match                           0/0/0/19      56    0.25 s  none
       4 greedy and swaps                    0/0/2/19      56   30.00 s  none
       4 PyPI, each theme once, ^1           0/0/3/23      56    0.01 s  authority-share
       4 PyPI, our themes, ^2                0/0/1/18      54    0.01 s  authority-share
       5 cln match                           0/0/1/15      56    0.30 s  none
       5 greedy and swaps                    0/0/1/15      56   30.00 s  none
       5 PyPI, each theme once, ^1           0/0/3/18      56    0.01 s  none
       5 PyPI, our themes, ^1                0/0/2/18      55    0.01 s  authority-share

    python -m tests.bench rivals [--seeds 5] [--swap-seconds 30]
"""

import argparse
import importlib.util
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cln.matching import check, exercise
from cln.matching.objective import BREADTH, PROFILES
from cln.matching.problem import Preference, Problem, Result, Team
from tests.bench import ranked, swaps
from tests.bench.cohorts import programme_size

LEVELS = tuple(goal.name for goal in PROFILES[Preference.GENEROUS])


@dataclass(frozen=True)
class Row:
    """What one of them made of a cohort."""

    name: str
    profile: tuple[int, ...]
    """Entries at levels 1 to 4; the smaller, the better, the first line first."""
    breadth: int
    broken: tuple[str, ...]
    """Ids of the rules that must hold and do not."""
    seconds: float


def main() -> None:
    """Print a table for each cohort; exit with 1 if any of the others has a better profile."""
    options = _options()
    exercise.match(programme_size(0))  # imports and caches
    worse = []
    print(f"{'seed':>4} {'':28} {'level 1/2/3/4':>15} {'breadth':>7} {'seconds':>9}  rules broken")
    for seed in range(1, options.seeds + 1):
        problem = programme_size(seed)
        began = time.process_time()
        result = exercise.match(problem)
        ours = _row("cln match", problem, result.teams, time.process_time() - began)
        rows = [ours, *_others(problem, result, options.swap_seconds)]
        for row in rows:
            levels = "/".join(map(str, row.profile))
            print(
                f"{seed:4} {row.name:28} {levels:>15} {row.breadth:7} {row.seconds:7.2f} s ",
                ", ".join(row.broken) or "none",
                flush=True,
            )
        better = [row.name for row in rows if row.profile < ours.profile]
        worse += [f"seed {seed}: {name} has a better profile" for name in better]
    print("\n".join(worse) or "our profile is never worse")
    sys.exit(bool(worse))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "python -m tests.bench rivals", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="how many cohorts (5)")
    parser.add_argument(
        "--swap-seconds", type=float, default=30.0, metavar="SECONDS", help="for swaps in each cohort (30)"
    )
    return parser.parse_args()


def _others(problem: Problem, ours: Result, swap_seconds: float) -> Iterator[Row]:
    began = time.process_time()
    yield _seated("greedy and swaps", problem, swaps.run(problem, swap_seconds), began)
    if importlib.util.find_spec("preference_grouping_solver") is None:
        print("preference-grouping-solver is not installed; install it with: pip install -e '.[bench]'")
        return
    for name, themes in (("each theme once", problem.themes), ("our themes", [t.theme for t in ours.teams])):
        rows = []
        for exponent in ranked.EXPONENTS:
            began = time.process_time()
            seating = ranked.run(problem, themes, exponent)
            if seating is not None:
                rows.append(_seated(f"PyPI, {name}, ^{exponent:.0f}", problem, seating, began))
        yield from sorted(rows, key=lambda row: row.profile)[:1]


def _seated(name: str, problem: Problem, seating: swaps.Seating, began: float) -> Row:
    seconds = time.process_time() - began
    teams = [Team(n, theme, tuple(entries)) for n, (theme, entries) in enumerate(seating, start=1)]
    return _row(name, problem, teams, seconds)


def _row(name: str, problem: Problem, teams: Sequence[Team], seconds: float) -> Row:
    score = check.score(problem, teams)
    # The others assign no facilitators: there is one for every team, and no team has too many entries.
    broken = tuple(
        verdict.id
        for verdict in check.verdicts(problem, teams)
        if verdict.must and not verdict.holds and verdict.id != "team-facilitator"
    )
    return Row(name, tuple(score[level] for level in LEVELS), score[BREADTH.name], broken, seconds)


if __name__ == "__main__":
    main()
