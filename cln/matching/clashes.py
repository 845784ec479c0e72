"""What the lead officer fixed, taken together: who must share a team, and what contradicts what.

Logic alone: nothing here asks whether a team would be too large. No solver.
"""

from collections.abc import Sequence
from itertools import combinations

from cln.matching.problem import Fixed, FixedKind, Key


def clashes(fixed: Sequence[Fixed]) -> list[tuple[Fixed, ...]]:
    """Smallest sets of what is fixed that cannot all be kept, independent of each other; none if all can."""
    left, found = list(fixed), []
    while _contradict(left):
        needed = list(left)
        for one in left:
            without = [other for other in needed if other is not one]
            if _contradict(without):
                needed = without
        found.append(tuple(needed))
        left = [one for one in left if one not in needed]
    return sorted(found, key=lambda clash: [one.number for one in clash])


def companies(fixed: Sequence[Fixed]) -> list[frozenset[Key]]:
    """Entries that must share a team, in sets that do not overlap; of those that anything is fixed about."""
    teams: dict[int, set[Key]] = {}
    sets: list[set[Key]] = []
    for one in fixed:
        if one.team is not None:
            teams.setdefault(one.team, set()).update(one.entries)
        elif one.kind in {FixedKind.TOGETHER, FixedKind.GROUP}:
            sets.append(set(one.entries))
        else:
            sets += [{entry} for entry in one.entries]
    found: list[set[Key]] = []
    for some in [*teams.values(), *sets]:
        joined = [company for company in found if company & some]
        found = [company for company in found if not company & some]
        found.append(some.union(*joined))
    return [frozenset(company) for company in found]


def _contradict(fixed: Sequence[Fixed]) -> bool:
    return any(_impossible(company, fixed) for company in companies(fixed))


def _impossible(company: frozenset[Key], fixed: Sequence[Fixed]) -> bool:
    """Whether these entries are to share a team that there cannot be."""
    about = [one for one in fixed if company.intersection(one.entries)]
    themes = {one.theme for one in about if one.theme is not None}
    teams = {one.team for one in about if one.team is not None}
    groups = [one for one in about if one.kind is FixedKind.GROUP]
    parted = any(
        company.issuperset(pair)
        for one in about
        if one.kind is FixedKind.APART
        for pair in combinations(one.entries, 2)
    )
    crowded = bool(groups) and company != frozenset(groups[0].entries)
    return parted or crowded or len(themes) > 1 or len(teams) > 1 or len(groups) > 1
