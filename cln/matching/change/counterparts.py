"""Teams of one arrangement and their like in another: numbers may change where people do not."""

from collections.abc import Mapping, Sequence

from cln.matching.problem import Key, Team

Side = tuple[str, frozenset[Key]]
"""A team's theme and its entries."""


def counterparts(before: Mapping[int, Side], after: Mapping[int, Side]) -> dict[int, int]:
    """Number of a team before -> number of the team after that it has become.

    As many entries as possible stay in their team; among equals those with the same theme, then with the
    same number. A team with no entry in common with any other has no counterpart.
    """
    old, new = sorted(before), sorted(after)
    if not old or not new:
        return {}
    more = 1 + min(len(old), len(new))  # than all pairs together can count in a lower line
    likeness = [
        [
            more**2 * len(before[one][1] & after[other][1])
            + more * (before[one][0] == after[other][0])
            + (one == other)
            for other in new
        ]
        for one in old
    ]
    pairs = [(old[row], new[column]) for row, column in _paired(likeness)]
    return {one: other for one, other in pairs if before[one][1] & after[other][1]}


def staying(before: Sequence[Team], after: Sequence[Team]) -> int:
    """How many entries at most stay from one arrangement to the other.

    Each team of one is paired with at most one team of the other that has the same theme, and who sits in
    both teams of a pair stays. So other numbers make no difference, and whoever keeps the people but not the
    theme has another seat.
    """
    both = [[len(_keys(old) & _keys(new)) * (old.theme == new.theme) for new in after] for old in before]
    return sum(both[old][new] for old, new in _paired(both))


def _paired(likeness: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Rows and columns in pairs that are together as alike as can be."""
    from scipy.optimize import linear_sum_assignment

    return list(zip(*linear_sum_assignment(likeness, maximize=True), strict=True))


def _keys(team: Team) -> set[Key]:
    return {entry.key for entry in team.entries}
