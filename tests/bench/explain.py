"""How long it takes to explain an entry, against the match of the same cohort: at most as long.

Programme size, two kinds of cohort: dense ratings, where nearly everybody has a best theme (see `cohorts`),
and rankings that want the same few themes, of which each can run twice. Every entry that rated another
theme higher is explained, a few of the others, and every team. Seconds are processor time. In each cohort the
median entry is to take at most one match.

Measured in November 2026 (PuLP 3.3.2, HiGHS 1.16, two shared cores), five cohorts of each kind: a match 0.24
to 1.03 s; the median entry 0.11 to 0.81 of it; the worst 1.56, in the cohort whose match takes 0.24 s (to
give that school its theme three others would get one they gave level 1, the farthest from now).

    python -m tests.bench explain [--seeds 5]
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable

from cln.matching.change.explain import explain_entry, explain_team
from cln.matching.exercise import match
from cln.matching.problem import Key, Problem, Team
from cln.matching.watch import Watch
from tests.bench.cohorts import programme_size
from tests.matching.cohorts import popular

CONTENT = 3
"""So many entries that have the theme they rated highest are explained too."""


def main() -> None:
    """Print a line for each cohort; exit with 1 if the median entry of one took longer than its match."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench explain", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="how many cohorts of each kind (5)")
    seeds = parser.parse_args().seeds
    print("cohort          match wish more  median  worst worst team, in times of the match")
    match(programme_size(0))  # imports and caches
    late = [
        f"{name} {seed}"
        for seed in range(1, seeds + 1)
        for name, make in (("ratings", programme_size), ("rankings", popular))
        if _row(f"{name} {seed}", make(seed)) > 1
    ]
    if late:
        print(f"longer than the match: {', '.join(late)}")
        sys.exit(1)


def _row(name: str, problem: Problem) -> float:
    """Explain what there is to explain; the median entry's time, in times of the match."""
    results = []
    took = statistics.median([_seconds(lambda: results.append(match(problem))) for _ in range(3)])
    teams = results[0].teams
    wishing, content = _by_content(problem, teams)
    entries = [
        _seconds(lambda key=key: explain_entry(problem, teams, key, Watch(), proven=True)) / took  # type: ignore[misc]
        for key in (*wishing, *content[:CONTENT])
    ]
    closings = [
        _seconds(lambda n=team.number: explain_team(problem, teams, n, Watch(), proven=True)) / took  # type: ignore[misc]
        for team in teams
    ]
    median, worst = statistics.median(entries), max(entries)
    print(
        f"{name:12} {took:6.2f} s {len(wishing):9} {median:7.2f} {worst:6.2f} {max(closings):10.2f}",
        flush=True,
    )
    return median


def _by_content(problem: Problem, teams: tuple[Team, ...]) -> tuple[list[Key], list[Key]]:
    """The entries that rated another theme higher than their own, and the others."""

    def best(key: Key, theme: str) -> bool:
        levels = problem.by_key[key].levels or {}
        return levels.get(theme, 5) == max(levels.values(), default=5)

    seats = [(entry.key, team.theme) for team in teams for entry in team.entries]
    return [k for k, theme in seats if not best(k, theme)], [k for k, theme in seats if best(k, theme)]


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    run()
    return time.process_time() - began


if __name__ == "__main__":
    main()
