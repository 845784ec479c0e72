"""What makes one arrangement better than another: lines, each infinitely more important than the next.

The *generous* profile (fewest at level 1, then at 2, 3, 4) is that of the student-project-allocation
literature (Manlove, *Algorithmics of Matching Under Preferences*, 2013): nobody is left with something
they did not ask for in order that others get their first choice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cln.matching.conditions import authority, people, sector
from cln.matching.problem import Entry
from cln.matching.seats import Quantity, Seats


@dataclass(frozen=True)
class Goal:
    """One line of the objective: its name, which way is better, and how to count it."""

    name: str
    more_is_better: bool
    count: Callable[[Seats], Quantity]


def _at_level(level: int) -> Callable[[Seats], Quantity]:
    """Counts entries whose team's theme is one they gave this level."""
    return lambda seats: sum(pool.total(_rating(pool.theme, level)) for pool in seats.pools)


def _rating(theme: str, level: int) -> Callable[[Entry], int]:
    return lambda entry: int(entry.level(theme) == level)


def _breadth(seats: Seats) -> Quantity:
    """Authorities up to three, sectors up to two, both ends of SIMD, and experience, in each team."""
    return sum(
        pool.lowest(3 * pool.teams, pool.kinds(authority))
        + pool.lowest(2 * pool.teams, pool.kinds(sector))
        + pool.lowest(pool.teams, pool.total(_deprived), pool.total(_advantaged))
        + pool.lowest(pool.teams, pool.total(_experienced))
        for pool in seats.pools
    )


def _deprived(entry: Entry) -> int:
    return int(entry.simd_quintile in (1, 2))


def _advantaged(entry: Entry) -> int:
    return int(entry.simd_quintile in (4, 5))


def _experienced(entry: Entry) -> int:
    return int(entry.experienced)


PLACED = Goal("placed", True, lambda seats: seats.whole.total(people))
LEVELS = tuple(Goal(f"level {level}", False, _at_level(level)) for level in (1, 2, 3, 4))
BREADTH = Goal("breadth", True, _breadth)
TRAVEL = Goal("travel", False, lambda seats: sum(pool.far_pairs() for pool in seats.pools))
BALANCE = Goal("balance", False, lambda seats: seats.size_difference())

GOALS = (PLACED, *LEVELS, BREADTH, TRAVEL, BALANCE)
"""All lines, the most important first."""
