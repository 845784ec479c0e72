"""Places and lines of the match as one would count them with a pencil: nothing of the package counts here."""

import math
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from cln.matching.problem import Entry, Key, Problem, Team

EARTH = 6371.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance by the law of cosines on a sphere."""
    (a, b), (c, d) = (map(math.radians, place) for place in (one, other))
    cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
    return EARTH * math.acos(min(1.0, cosine))


def are_far(problem: Problem, one: Entry, other: Entry) -> bool:
    """Whether two entries lie further apart than anybody should travel."""
    if one.location is None or other.location is None:
        return False
    return kilometres(one.location, other.location) > problem.limits.travel_km


def lines(problem: Problem, teams: Sequence[Team]) -> dict[str, int]:
    """Every line of the objective, by name."""
    people = [(one, team.theme) for team in teams for one in team.entries]
    levels = Counter((one.levels or {}).get(theme) for one, theme in people)
    sizes = [sum(one.participants for one in team.entries) for team in teams]
    return {
        "placed": sum(sizes),
        **{f"level {n}": levels[n] for n in (1, 2, 3, 4)},
        "breadth": sum(breadth(team.entries) for team in teams),
        "travel": sum(are_far(problem, *pair) for team in teams for pair in combinations(team.entries, 2)),
        "balance": max(sizes) - min(sizes) if sizes else 0,
    }


def breadth(there: Sequence[Entry]) -> int:
    """One point for each of up to three authorities, up to two sectors, both ends of SIMD, and experience."""
    authorities, sectors = {one.authority for one in there}, {one.sector for one in there}
    quintiles = {one.simd_quintile for one in there}
    both_ends = bool(quintiles & {1, 2}) and bool(quintiles & {4, 5})
    experience = any(one.experienced for one in there)
    return min(3, len(authorities)) + min(2, len(sectors)) + both_ends + experience


def with_a_place(problem: Problem) -> set[Key]:
    """Who has a place if any people make teams: as many people as there is room for, and among so many those
    with the strongest claims.
    """
    order = sorted(
        problem.entries, key=lambda one: (one.levels is None, one.nominated, not one.waited, one.lot, one.key)
    )
    rest = [{0}]  # what the last entries can add up to: of none, one, two, ...
    for one in reversed(order):
        rest.append({total + add for total in rest[-1] for add in (0, one.participants)})
    left = max(total for total in rest.pop() if total <= problem.limits.capacity)
    chosen = set()
    for one in order:
        if left - one.participants in rest.pop():
            chosen.add(one.key)
            left -= one.participants
    return chosen
