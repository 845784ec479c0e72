"""What each thing that the lead officer fixed asks of seats, as conditions like those of the rules.

While the solver thinks in whole themes, what is asked of teams is asked of all teams of a theme at once,
which is easier than the truth; on single teams it is exact.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cln.matching.conditions import Condition, one
from cln.matching.problem import Entry, FixedKind
from cln.matching.seats import Seats


def pins(seats: Seats) -> Iterator[Condition]:
    """Who is pinned has a place, and that in a team on the theme or in the team of the number."""
    for fixed, entries in seats.problem.fixed_as(FixedKind.PIN):
        number = None if fixed.team is None else f"team {fixed.team}"
        where = " and ".join(filter(None, (fixed.theme, number)))
        for entry in entries:
            placed = seats.whole.sits(entry)
            yield Condition(placed >= 1, "{} is pinned to {} but has no place", (entry, where))
            for pool in seats.all_pools:
                numbers = (entry, where, pool.label, pool.theme)
                sentence = "{} is pinned to {} but sits in {} on {}"
                if fixed.theme not in {None, pool.theme}:
                    yield Condition(pool.sits(entry) <= 0, sentence, numbers)
                elif fixed.team is not None:
                    yield Condition(pool.sits(entry) <= pool.numbered(fixed.team), sentence, numbers)


def together(seats: Seats) -> Iterator[Condition]:
    """Who is kept together sits in one team, or waits together."""
    for _fixed, entries in seats.problem.fixed_as(FixedKind.TOGETHER):
        yield from _side_by_side(seats, entries, "with whom it is kept together")
        for entry, other in pairwise(entries):
            yield Condition(
                seats.whole.sits(other) <= seats.whole.sits(entry),
                "{} has a place and {}, with whom it is kept together, has none",
                (other, entry),
            )


def apart(seats: Seats) -> Iterator[Condition]:
    """No two of those kept apart sit in one team."""
    for _fixed, entries in seats.problem.fixed_as(FixedKind.APART):
        for pool in seats.all_pools:
            here = sum(pool.sits(entry) for entry in entries)
            yield Condition(
                here <= pool.teams,
                "{} of {}, who are kept apart, sit in {}",
                (here, _names(entries), pool.label),
            )


def groups(seats: Seats) -> Iterator[Condition]:
    """A pre-matched group has places, in a team of its own, on its own theme. On single teams only."""
    everyone = len(seats.problem.entries)
    found = list(seats.problem.fixed_as(FixedKind.GROUP))
    for key, number in Counter(entry.key for _, there in found for entry in there).items():
        yield Condition(number <= 1, "{} is in {} pre-matched groups", (seats.problem.by_key[key], number))
    for fixed, entries in found:
        for entry in entries:
            placed = seats.whole.sits(entry) >= 1
            yield Condition(placed, "{} is in a pre-matched group but has no place", (entry,))
        yield from _side_by_side(seats, entries, "who is in its pre-matched group")
        for pool in seats.all_pools:
            here = pool.sits(entries[0])
            others = pool.total(one) - sum(pool.sits(entry) for entry in entries)
            yield Condition(
                others <= everyone * (pool.teams - here),
                "{} more than the pre-matched group of {} sit in {}",
                (others, entries[0], pool.label),
            )
            if fixed.theme not in {None, pool.theme}:
                yield Condition(
                    here <= 0,
                    "{} with the pre-matched group of {} is on {}, not on {}",
                    (pool.label, entries[0], pool.theme, fixed.theme),
                )


def _side_by_side(seats: Seats, entries: Sequence[Entry], bond: str) -> Iterator[Condition]:
    for entry, other in pairwise(entries):
        for pool in seats.all_pools:
            yield Condition(
                pool.sits(entry) <= pool.sits(other),
                "{} sits in {} without {}, " + bond,
                (entry, pool.label, other),
            )


def _names(entries: Sequence[Entry]) -> str:
    *most, last = map(str, entries)
    return f"{', '.join(most)} and {last}" if most else last
