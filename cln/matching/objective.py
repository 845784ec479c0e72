"""What makes one arrangement better than another: lines, each infinitely more important than the next.

After the places comes the profile: who gets a theme of which level. The *generous* profile (fewest at
level 1, then at 2, 3, 4) and the *greedy* one (most at level 5, then at 4, 3, 2) are those of the
student-project-allocation literature (Manlove, *Algorithmics of Matching Under Preferences*, 2013):
with the first nobody is left with something they did not ask for in order that others get their first
choice. *Total* is the largest sum of levels, which lets one thing be traded for the other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cln.matching.problem import Entry, Preference, Problem
from cln.matching.seats import Quantity, Seats
from cln.matching.sums import authority, people, sector


@dataclass(frozen=True)
class Goal:
    """One line of the objective: its name, which way is better, and how to count it."""

    name: str
    more_is_better: bool
    count: Callable[[Seats], Quantity]
    level: int | None = None
    """The level whose entries it counts, where it is one."""


@dataclass(frozen=True)
class Measure:
    """One number of two answers: a line of the objective, or how many entries have a theme of a level."""

    name: str
    before: int
    after: int


def _at_level(level: int) -> Callable[[Seats], Quantity]:
    """Counts entries whose team's theme is one they gave this level."""
    return lambda seats: sum(pool.total(_rating(pool.theme, level)) for pool in seats.all_pools)


def _rating(theme: str, level: int) -> Callable[[Entry], int]:
    return lambda entry: int(entry.level(theme) == level)


def _total(seats: Seats) -> Quantity:
    """The sum of levels; no answer adds nothing."""
    return sum(pool.total(_interest(pool.theme)) for pool in seats.all_pools)


def _interest(theme: str) -> Callable[[Entry], int]:
    return lambda entry: entry.level(theme) or 0


def _breadth(seats: Seats) -> Quantity:
    """Authorities up to three, sectors up to two, both ends of SIMD, and experience, in each team."""
    return sum(
        pool.lowest(3 * pool.teams, pool.kinds(authority))
        + pool.lowest(2 * pool.teams, pool.kinds(sector))
        + pool.lowest(pool.teams, pool.total(_in_quintile(1, 2)), pool.total(_in_quintile(4, 5)))
        + pool.lowest(pool.teams, pool.total(lambda entry: int(entry.experienced)))
        for pool in seats.all_pools
    )


def _in_quintile(*quintiles: int) -> Callable[[Entry], int]:
    return lambda entry: int(entry.simd_quintile in quintiles)


PLACED = Goal("placed", True, lambda seats: seats.whole.total(people))
PROFILES = {
    Preference.GENEROUS: tuple(Goal(f"level {n}", False, _at_level(n), n) for n in (1, 2, 3, 4)),
    Preference.GREEDY: tuple(Goal(f"level {n}", True, _at_level(n), n) for n in (5, 4, 3, 2)),
    Preference.TOTAL: (Goal("total", True, _total),),
}
"""The lines of each profile, the most important first."""
BREADTH = Goal("breadth", True, _breadth)
MOST_BREADTH = 7
"""Of one team: three authorities, two sectors, both ends of SIMD, experience."""
TRAVEL = Goal("travel", False, lambda seats: seats.far_pairs)
BALANCE = Goal("balance", False, lambda seats: seats.size_difference())


def goals(problem: Problem) -> tuple[Goal, ...]:
    """All lines of a problem's objective, the most important first."""
    return (PLACED, *PROFILES[problem.preference], BREADTH, TRAVEL, BALANCE)
