"""What one would write oneself: a plain greedy choice of teams, then swaps for as long as one cares to wait.

Nothing is taken from the package but the problem; the checker judges the outcome. Themes get teams by how
many want them, entries the theme they like best that still has room; then seeded random moves, swaps and
changes of theme, each kept when nothing gets worse: rules broken, then the profile, then the mix.
"""

import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator

from cln.matching.problem import Entry, Problem
from cln.matching.sums import size_bounds

Group = tuple[str, list[Entry]]
"""A team: its theme and entries."""

Seating = list[Group]

Score = tuple[int, ...]
"""Rules broken, entries at levels 1 to 4, and breadth negated: the smaller, the better."""


def run(problem: Problem, seconds: float, seed: int = 1) -> Seating:
    """Choose greedily, then swap for so many seconds of processor time."""
    teams = _greedy(problem)
    rng, sizes = random.Random(seed), size_bounds(problem.participants, problem)
    scores = [_score(problem, team, sizes) for team in teams]
    end = time.process_time() + seconds
    while time.process_time() < end:
        for touched in _proposals(problem, teams, rng):
            before = _sum(scores[n] for n in touched)
            after = {n: _score(problem, team, sizes) for n, team in touched.items()}
            if _sum(after.values()) <= before:
                for n, team in touched.items():
                    teams[n], scores[n] = team, after[n]
    return teams


def _greedy(problem: Problem) -> Seating:
    wanted = Counter(theme for one in problem.entries for theme in problem.themes if one.level(theme) == 5)
    teams: Seating = []
    for _ in range(problem.limits.teams):
        share = {theme: wanted[theme] / (1 + sum(t == theme for t, _ in teams)) for theme in problem.themes}
        teams.append((max(problem.themes, key=lambda theme: share[theme]), []))
    _low, high = size_bounds(problem.participants, problem)
    for entry in problem.entries:
        room = [team for team in teams if sum(e.participants for e in team[1]) + entry.participants <= high]
        best = min(room or teams, key=lambda team: (-(entry.level(team[0]) or 0), len(team[1])))
        best[1].append(entry)
    return teams


def _proposals(problem: Problem, teams: Seating, rng: random.Random) -> Iterator[dict[int, Group]]:
    """A move, a swap and now and then another theme: the teams touched, as they would be."""
    one, other = rng.sample(range(len(teams)), 2)
    (theme, here), (other_theme, there) = teams[one], teams[other]
    if here and there:
        a, b = rng.choice(here), rng.choice(there)
        swapped = [e for e in here if e is not a] + [b], [e for e in there if e is not b] + [a]
        yield {one: (theme, swapped[0]), other: (other_theme, swapped[1])}
    theme, here = teams[one]
    other_theme, there = teams[other]
    if here:
        a = rng.choice(here)
        yield {one: (theme, [e for e in here if e is not a]), other: (other_theme, [*there, a])}
    if rng.random() < 0.02:
        yield {one: (rng.choice(problem.themes), teams[one][1])}


def _score(problem: Problem, team: Group, sizes: tuple[int, int]) -> Score:
    theme, entries = team
    homes = Counter(entry.authority for entry in entries)
    size = sum(entry.participants for entry in entries)
    part, of = problem.limits.authority_share
    # So many people too many or too few, so many entries over the share: steps that lead back to the rules.
    broken = max(0, sizes[0] - size, size - sizes[1]) + max(0, 2 - len(homes))
    broken += max(0, of * max(homes.values(), default=0) - part * len(entries))
    levels = Counter(entry.level(theme) for entry in entries)
    quintiles = {entry.simd_quintile for entry in entries}
    breadth = min(3, len(homes)) + min(2, len({entry.sector for entry in entries}))
    breadth += bool(quintiles & {1, 2} and quintiles & {4, 5}) + any(entry.experienced for entry in entries)
    return (broken, *(levels[level] for level in (1, 2, 3, 4)), -breadth)


def _sum(scores: Iterable[Score]) -> Score:
    return tuple(map(sum, zip(*scores, strict=True)))
