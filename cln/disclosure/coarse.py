"""Widens what is told of entries until no combination of it fits fewer than three of them.

Source: Samarati and Sweeney, k-anonymity (1998), by local recoding: an entry is widened no
further than it must.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

LEAST = 3
"""So many entries share every combination at least."""
ANY = "any"
_QUINTILES = {"1": "1-2", "2": "1-2", "3": "3", "4": "4-5", "5": "4-5"}
_SECTORS = {
    "ELC": "ELC or Primary",
    "Primary": "ELC or Primary",
    "Secondary": "Secondary or Special",
    "Special": "Secondary or Special",
}


@dataclass(frozen=True)
class Traits:
    """What an outsider who has the list of schools could know of an entry."""

    quintile: str
    """1 to 5; empty where it is unknown."""
    sector: str
    authority: str
    people: str
    """How many it sent."""


def _all(one: Traits) -> Traits:
    return one


def _pairs(one: Traits) -> Traits:
    return replace(one, quintile=_QUINTILES.get(one.quintile, ANY))


def _no_quintile(one: Traits) -> Traits:
    return replace(one, quintile=ANY)


def _sector_pairs(one: Traits) -> Traits:
    return replace(_no_quintile(one), sector=_SECTORS.get(one.sector, ANY))


def _no_sector(one: Traits) -> Traits:
    return replace(_no_quintile(one), sector=ANY)


def _no_authority(one: Traits) -> Traits:
    return replace(_no_sector(one), authority=ANY)


def _nothing(_one: Traits) -> Traits:
    return Traits(ANY, ANY, ANY, ANY)


STEPS = (_pairs, _no_quintile, _sector_pairs, _no_sector, _no_authority, _nothing)
"""Each tells less than the one before: of the quintile first, then of the sector, the council, the people."""


@dataclass(frozen=True)
class Coarse(Generic[K]):
    """What is told of each entry."""

    labels: Mapping[K, Traits]
    left_out: frozenset[K]
    """Entries of which nothing can be told, not even that they are there."""


def coarsen(entries: Mapping[K, Traits]) -> Coarse[K]:
    """Tell of each entry as much as at least two others share, step by step less.

    Args:
        entries: entry -> what is known of it.
    """
    labels: dict[K, Traits] = {}
    left = dict(entries)
    for step in (_all, *STEPS):
        widened = {key: step(one) for key, one in left.items()}
        combinations = Counter((*labels.values(), *widened.values()))
        labels |= {key: one for key, one in widened.items() if combinations[one] >= LEAST}
        left = {key: one for key, one in left.items() if key not in labels}
    return Coarse(labels, frozenset(left))


def named(exposed: Iterable[Traits], everybody: Sequence[Traits]) -> int:
    """How many entries are the only one that fits what is told of them.

    Args:
        exposed: quintile, sector and council of each; an empty quintile is not told.
        everybody: those of all who took part, which anybody may know.
    """
    whole = Counter((one.quintile, one.sector, one.authority) for one in everybody)
    without = Counter((one.sector, one.authority) for one in everybody)
    return sum(
        (
            whole[one.quintile, one.sector, one.authority]
            if one.quintile
            else without[one.sector, one.authority]
        )
        == 1
        for one in exposed
    )
