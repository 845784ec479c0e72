"""Promises of the lead officer, taken together: who must share a team, and what contradicts what.

Logic alone: nothing here asks whether a team would be too large. No solver.
"""

from collections.abc import Sequence
from itertools import combinations

from cln.matching.problem import Key, Promise, PromiseKind


def clashes(promises: Sequence[Promise]) -> list[tuple[Promise, ...]]:
    """Smallest sets of promises that cannot all be kept, independent of each other; none if all can."""
    left, clashing = list(promises), []
    while _contradict(left):
        needed = list(left)
        for one in left:
            without = [other for other in needed if other is not one]
            if _contradict(without):
                needed = without
        clashing.append(tuple(needed))
        left = [one for one in left if one not in needed]
    return sorted(clashing, key=lambda clash: [one.number for one in clash])


def inseparable(promises: Sequence[Promise]) -> list[frozenset[Key]]:
    """Entries that must share a team, in sets that do not overlap; of those with any promise."""
    teams: dict[int, set[Key]] = {}
    sets: list[set[Key]] = []
    for one in promises:
        if one.team is not None:
            teams.setdefault(one.team, set()).update(one.entries)
        elif one.kind in {PromiseKind.TOGETHER, PromiseKind.GROUP}:
            sets.append(set(one.entries))
        else:
            sets += [{entry} for entry in one.entries]
    home: dict[Key, frozenset[Key]] = {}
    for some in [*teams.values(), *sets]:
        joined = frozenset(some).union(*(home[key] for key in some if key in home))
        home |= dict.fromkeys(joined, joined)
    return [*dict.fromkeys(home.values())]


def _contradict(promises: Sequence[Promise]) -> bool:
    return any(_impossible(together, promises) for together in inseparable(promises))


def _impossible(together: frozenset[Key], promises: Sequence[Promise]) -> bool:
    """Whether these entries are to share a team that there cannot be."""
    about = [one for one in promises if together.intersection(one.entries)]
    themes = {one.theme for one in about if one.theme is not None}
    teams = {one.team for one in about if one.team is not None}
    groups = [one for one in about if one.kind is PromiseKind.GROUP]
    parted = any(
        together.issuperset(pair)
        for one in about
        if one.kind is PromiseKind.APART
        for pair in combinations(one.entries, 2)
    )
    crowded = bool(groups) and together != frozenset(groups[0].entries)
    return parted or crowded or len(themes) > 1 or len(teams) > 1 or len(groups) > 1
