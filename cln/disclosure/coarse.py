"""Widens what is told of entries until no combination of it fits fewer than three of them.

Source: Samarati and Sweeney, k-anonymity (1998), by local recoding: an entry is widened no
further than it must.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
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


Step = Callable[[Traits], Traits]
STEPS: tuple[Step, ...] = (_pairs, _no_quintile, _sector_pairs, _no_sector, _no_authority, _nothing)
"""Each tells less than the one before: of the quintile first, then of the sector, the council, the people."""


@dataclass(frozen=True)
class Coarse(Generic[K]):
    """What is told of each entry."""

    labels: Mapping[K, Traits]
    left_out: frozenset[K]
    """Entries of which nothing can be told, not even that they are there."""


def coarsen(entries: Mapping[K, Traits], *, counted: bool) -> Coarse[K]:
    """Tell of each entry as much as at least two others share, step by step less.

    Args:
        entries: entry -> what is known of it.
        counted: its people have a row each, so that whatever is told, how many it sent can be counted.
    """
    labels: dict[K, Traits] = {}
    left = dict(entries)
    steps = STEPS[:-1] if counted else STEPS
    for step in (lambda one: one, *steps):
        widened = {key: step(one) for key, one in left.items()}
        combinations = Counter((*labels.values(), *widened.values()))
        labels |= {key: one for key, one in widened.items() if combinations[one] >= LEAST}
        left = {key: one for key, one in left.items() if key not in labels}
    labels |= _with_others(labels, {key: steps[-1](one) for key, one in left.items()}, entries, steps[-1])
    return Coarse(labels, frozenset(entries.keys() - labels.keys()))


def _with_others(
    labels: Mapping[K, Traits], left: Mapping[K, Traits], entries: Mapping[K, Traits], widest: Step
) -> dict[K, Traits]:
    """What is told of the last one or two of a kind: the least, and no more of others that fit it.

    Where a group can spare one it gives one, the largest first; else a whole group is told of as little.
    """
    wider = dict(labels)
    for least in dict.fromkeys(left.values()):
        alike = [key for key, one in left.items() if one == least]
        others = [key for key in labels if widest(entries[key]) == least]
        while len(alike) < LEAST and others:
            shared = Counter(wider.values())
            most = max(others, key=lambda key: shared[wider[key]])
            group = [key for key in others if wider[key] == wider[most]]
            given = [most] if shared[wider[most]] > LEAST else group
            alike += given
            wider |= dict.fromkeys(given, least)
            others = [key for key in others if key not in given]
        if len(alike) >= LEAST:
            wider |= dict.fromkeys(alike, least)
    return wider


Features = tuple[str, ...]
"""What is told of an entry, always in one order: its cohort first, its quintile last; empty is not told."""


def named(
    exposed: Mapping[str, Sequence[Features]], everybody: Mapping[str, Sequence[Features]], *, whole: bool
) -> list[str]:
    """Of which establishments all that is told fits no other.

    Args:
        exposed: pseudonym, or whatever holds an establishment's entries together -> what is told of each.
        everybody: code -> the same of all who took part, which anybody may know.
        whole: all of an establishment's entries are told, so that one with others does not fit.
    """
    having: dict[Features, set[str]] = defaultdict(set)
    """What is told of an entry, with its quintile and without -> the establishments with such an entry."""
    for code, entries in everybody.items():
        for one in entries:
            having[one].add(code)
            having[*one[:-1], ""].add(code)
    alone = []
    for pseudonym, entries in exposed.items():
        fitting = set[str].intersection(*(having[one] for one in entries))
        if whole:
            fitting = {code for code in fitting if len(everybody[code]) == len(entries)}
        alone += [pseudonym] * (len(fitting) == 1)
    return alone
