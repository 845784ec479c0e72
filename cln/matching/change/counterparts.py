"""Which team of one arrangement is which team of another: numbers may change where people do not."""

from collections.abc import Mapping

from cln.matching.problem import Key

Side = tuple[str, frozenset[Key]]
"""A team's theme and its entries."""


def counterparts(before: Mapping[int, Side], after: Mapping[int, Side]) -> dict[int, int]:
    """Number of a team before -> number of the team after that it has become.

    As many entries as possible stay in their team; among equals those with the same theme, then with the
    same number. A team with no entry in common with any other has no counterpart.
    """
    from scipy.optimize import linear_sum_assignment

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
    pairs = zip(*linear_sum_assignment(likeness, maximize=True), strict=True)
    return {old[row]: new[column] for row, column in pairs if before[old[row]][1] & after[new[column]][1]}
