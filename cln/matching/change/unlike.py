"""How far two arrangements of the same entries are apart: all entries less the most that stay.

Each team of one is paired with at most one team of the other that has the same theme, and who sits in both
teams of a pair stays. So other numbers make no difference, and whoever keeps the people but not the theme has
another seat. Written twice: for finished teams, and as a condition of a model.
"""

from collections.abc import Sequence

from cln.matching.problem import Team
from cln.matching.solve.draft import Draft


def staying(before: Sequence[Team], after: Sequence[Team]) -> int:
    """How many entries at most stay from one arrangement to the other."""
    from scipy.optimize import linear_sum_assignment

    both = [[len(_keys(old) & _keys(new)) * (old.theme == new.theme) for new in after] for old in before]
    pairs = zip(*linear_sum_assignment(both, maximize=True), strict=True)
    return sum(both[old][new] for old, new in pairs)


def keep_away(draft: Draft, teams: Sequence[Team], most: int) -> None:
    """Let at most so many entries stay where they are in `teams`, however these are paired with the draft's.

    The most that any pairing lets stay is the least sum of numbers, one for each team and pool, of which no
    two of one theme make less than who sits in both (Egervary, 1931). So one sum speaks for all pairings.
    """
    model = draft.model
    sizes = [len(team.entries) for team in teams]
    olds = [model.integer(0, size) for size in sizes]
    news = [model.integer(0, max(sizes)) for _pool in draft.all_pools]
    for team, old in zip(teams, olds, strict=True):
        for pool, new in zip(draft.all_pools, news, strict=True):
            if pool.theme == team.theme:
                both = model.total((pool.sits(entry), 1) for entry in team.entries)
                model.require(old + new >= both)
    model.require(model.total((one, 1) for one in (*olds, *news)) <= most)


def _keys(team: Team) -> set[tuple[str, str, int]]:
    return {entry.key for entry in team.entries}
