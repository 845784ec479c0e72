"""Which councils, sectors and SIMD quintiles are told together, because each has only a few entries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cln.disclosure import FEW
from cln.figures.cells import BY, Groups
from cln.figures.shares import ALL, Share
from cln.words import listed


def together(entries: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Group -> its members: those of fewer than five entries in one, with the next larger until it has five.

    Args:
        entries: council or sector -> its entries.
    """
    by_size = sorted(entries, key=lambda one: (entries[one], one))
    small: list[str] = []
    for one in by_size:
        if entries[one] < FEW or (small and sum(entries[other] for other in small) < FEW):
            small.append(one)
    large = {one: (one,) for one in sorted(set(entries) - set(small))}
    return large | ({listed(sorted(small)): tuple(sorted(small))} if small else {})


def grouped(shares: Iterable[Share], groups: Groups) -> tuple[Share, ...]:
    """The shares with those of a group in one; councils of which no entry came stay as they are."""
    result: list[Share] = []
    place = {
        member: group for by in BY for group, members in groups.members[by].items() for member in members
    }
    sums: dict[tuple[str, str, str], int] = {}
    for share in shares:
        if share.by == ALL:
            result.append(share)
            continue
        key = (share.figure, share.by, place.get(share.group, share.group))
        if key not in sums:
            sums[key] = len(result)
            result.append(replace(share, group=key[2]))
        else:
            result[sums[key]] = _sum(result[sums[key]], share)
    return tuple(result)


def _sum(one: Share, other: Share) -> Share:
    count, of = (one.count or 0) + (other.count or 0), (one.of or 0) + (other.of or 0)
    return replace(one, count=count, of=of, value=count / of if of else None)
