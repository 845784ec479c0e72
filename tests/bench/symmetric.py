"""Cohorts in which much is alike, against those of the same size in which nothing is; and a limit of time.

Entries that nobody can tell apart are the hardest for a solver. The slowest of these cohorts is to take at
most ten times the median of others, in processor time; and a match that is given ten seconds ends within
twelve, with teams that keep the rules. Each cohort has places. Of ten from all over Scotland, in which
travel can hardly be proven, the slowest is to take at most ten times their median. Measured in November 2026
on two shared cores: slowest 6.9 times (levels of two kinds at random), at most 1.1 s late; the first few from
all over Scotland 9 to 36 s each.

    python -m tests.bench symmetric [--seconds 10]
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from cln.matching import exercise
from cln.matching.apart import apart
from cln.matching.problem import Entry, Problem
from cln.matching.watch import Watch
from tests.bench.cohorts import larger, spread

OTHERS = range(1, 8)
"""Seeds of cohorts in which nothing is alike."""

FAR = range(1, 11)
"""Seeds of cohorts in which most pairs are far apart, so that travel can hardly be proven."""

SLOWEST = 10.0
"""The most that a cohort in which much is alike may take, in medians of the others."""

LATE = 2.0
"""Seconds after the limit at which a match is to have ended."""

Rating = Callable[[Random, int], int]
"""The level of the theme of a number."""

RATINGS: dict[str, Rating | None] = {
    "all themes alike": lambda _random, _number: 4,
    "nobody answered": None,
    "half of the themes alike": lambda _random, number: 5 if number % 2 else 3,
    "two levels at random": lambda random, _number: random.choice((3, 5)),
    "one order for all": lambda _random, number: max(1, 5 - number),
}


def alike(rating: Rating | None, participants: int, *, times: int = 1, teams: int = 8) -> Problem:
    """A cohort of entries of so many people who rate so."""
    problem, random = larger(3, times, teams, located=True), Random(3)

    def rated(entry: Entry) -> Entry:
        levels = {theme: rating(random, n) for n, theme in enumerate(problem.themes)} if rating else None
        return replace(entry, participants=participants, levels=levels)

    return replace(problem, entries=tuple(map(rated, problem.entries)))


def main() -> None:
    """Print a line for each cohort; exit with 1 if a figure is missed."""
    parser = argparse.ArgumentParser("python -m tests.bench symmetric")
    parser.add_argument("--seconds", type=float, default=10.0, help="the limit of time (10)")
    limit = parser.parse_args().seconds
    _seconds(larger(1, 1, 8, located=True))  # imports and caches
    others = statistics.median(_seconds(larger(seed, 1, 8, located=True)) for seed in OTHERS)
    print(f"median of {len(OTHERS)} cohorts in which nothing is alike: {others:.2f} s")
    ratios, over = list[float](), list[float]()
    for name, rating in RATINGS.items():
        for participants in (1, 2):
            ratios.append(_seconds(alike(rating, participants)) / others)
            print(f"{name}, entries of {participants}: {ratios[-1]:.1f} times", flush=True)
    for name, rating in RATINGS.items():
        began = time.monotonic()
        problem = alike(rating, 1, times=2, teams=12)
        result = apart(partial(exercise.match, problem), Watch(seconds=limit))
        over.append(time.monotonic() - began - limit)
        lines = ", ".join(f"{line.name} {line.value} ({line.bound})" for line in result.objective[-3:])
        print(f"{name}, 100 entries of one, 12 teams: {over[-1]:+.1f} s of the limit; {lines}", flush=True)
        assert all(verdict.holds for verdict in result.rules if verdict.must)
    far = [_seconds(spread(seed)) for seed in FAR]
    print(f"{len(far)} spread over Scotland: median {statistics.median(far):.1f} s, slowest {max(far):.1f} s")
    slowest_far = max(far) / statistics.median(far)
    reached = max(*ratios, slowest_far) <= SLOWEST and max(over) <= LATE
    print(f"slowest {max(ratios):.1f} times (<= {SLOWEST}); at most {max(over):+.1f} s late (<= {LATE})")
    print("reached" if reached else "MISSED")
    sys.exit(not reached)


def _seconds(problem: Problem) -> float:
    began = time.process_time()
    exercise.match(problem)
    return time.process_time() - began


if __name__ == "__main__":
    main()
