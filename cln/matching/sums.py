"""What is counted of entries, and what their sizes can add up to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import accumulate, pairwise
from operator import attrgetter

from cln.matching.problem import Entry, Problem


class Sums:
    """The totals that can be made of some sizes, each used at most once."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self._bits = 1  # bit n is set when n can be made
        for size in sizes:
            self._bits |= self._bits << size

    def plus(self, size: int) -> "Sums":
        """The totals when one more size may be used."""
        more = Sums(())
        more._bits = self._bits | self._bits << size
        return more

    def at_least(self, number: int) -> int | None:
        """The smallest total that is no less than `number`; None if there is none."""
        bits = self._bits >> max(number, 0)
        return None if bits == 0 else max(number, 0) + (bits & -bits).bit_length() - 1

    def at_most(self, number: int) -> int | None:
        """The largest total that is no more than `number`; None if there is none."""
        bits = self._bits & ((1 << (number + 1)) - 1) if number >= 0 else 0
        return None if bits == 0 else bits.bit_length() - 1


def size_bounds(matched: int, problem: Problem) -> tuple[int, int]:
    """The fewest and the most participants of a team when `matched` people sit in the teams of the matching.

    Either the limits say so themselves, or they lie about the mean of those teams; pre-matched groups and
    their people do not count.
    """
    if problem.limits.team_size is not None:
        return problem.limits.team_size
    # Whole numbers only: ceil(mean - spread) and floor(mean + spread) without a rounding error.
    teams, spread = problem.matched_teams, problem.matched_teams * problem.limits.team_spread
    return -((spread - matched) // teams), (matched + spread) // teams


def fewest_and_most(sizes: Iterable[int], low: int, high: int) -> tuple[int, int]:
    """The fewest and the most of these sizes that a team of `low` to `high` participants can have.

    So many of the largest add up to `low` at least, and so many of the smallest to `high` at most.
    """
    ordered = sorted(sizes)
    reached = accumulate(reversed(ordered))
    fewest = next((n for n, total in enumerate(reached, start=1) if total >= low), 1)
    return fewest, max(fewest, sum(total <= high for total in accumulate(ordered)))


@dataclass(frozen=True)
class Facet:
    """So many of its entries one authority has in teams: `times` them is at most `entries` times all entries
    and `teams` times the teams together.
    """

    times: int
    entries: int
    teams: int

    def most(self, entries: int, teams: int) -> int:
        """The most that these teams hold of one authority."""
        return (self.entries * entries + self.teams * teams) // self.times


@cache
def share_of_whole_entries(share: tuple[int, int], fewest: int, most: int) -> list[Facet]:
    """What a share comes to in teams of `fewest` to `most` whole entries: 3/5 of six entries are three.

    The facets of the upper hull of what a team of each number of entries can have.
    """
    part, of = share
    hull: list[tuple[int, int]] = []
    for point in ((entries, entries * part // of) for entries in range(fewest, most + 1)):
        while len(hull) > 1 and _rise(hull[-2], hull[-1]) <= _rise(hull[-2], point):
            hull.pop()
        hull.append(point)
    if len(hull) == 1:
        return [Facet(1, 0, hull[0][1])]
    return [
        Facet(n - m, own - less, less * (n - m) - m * (own - less)) for (m, less), (n, own) in pairwise(hull)
    ]


def _rise(one: tuple[int, int], other: tuple[int, int]) -> Fraction:
    return Fraction(other[1] - one[1], other[0] - one[0])


people: Callable[[Entry], int] = attrgetter("participants")
"""Participants of an entry."""

authority: Callable[[Entry], str] = attrgetter("authority")
"""The authority of an entry."""

sector: Callable[[Entry], str] = attrgetter("sector")
"""The sector of an entry."""

establishment: Callable[[Entry], tuple[str, str]] = attrgetter("establishment")
"""Code and sector; several entries may share them."""


def each(_entry: Entry) -> int:
    """Counts entries."""
    return 1


def having(kind: Callable[[Entry], str], value: str) -> Callable[[Entry], int]:
    """Counts entries whose authority or sector is `value`."""
    return lambda entry: int(kind(entry) == value)


def distinct(problem: Problem) -> int:
    """Establishments that take part; several entries of one count once."""
    return len({entry.establishment for entry in problem.entries})


def count(number: int, noun: str) -> str:
    """ "no team", "1 team", "3 teams"; "2 authorities"."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number or 'no'} {noun if number == 1 else plural}"
