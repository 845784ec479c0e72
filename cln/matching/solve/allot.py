"""Facilitators to the teams of a large cohort, in rounds in which each takes one team more.

Of each round the best is found at once, which takes no time however many teams there are; the exact stage
(`facilitate`) weighs all rounds together. What they aim at is the same.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cln.matching.problem import Facilitator, Problem, Strength, Team
from cln.matching.rules import BY_ID, strength
from cln.matching.solve.solver import Unfinished

_KNOWS_THEME, _AT_HOME, _FORBIDDEN = -1_000, -1, 1_000_000


def allot(problem: Problem, teams: Sequence[Team]) -> tuple[Team, ...]:
    """Give the teams their facilitators.

    Raises:
        Unfinished: some team must have a key facilitator, but gets none in this way.
    """
    must = strength(problem, BY_ID["team-facilitator"]) is Strength.MUST
    key, most = problem.key_facilitators, problem.limits.facilitator_load
    sizes = {team.number: len({entry.establishment for entry in team.entries}) for team in teams}
    taken: dict[int, list[Facilitator]] = {team.number: [] for team in teams}
    loads: defaultdict[Facilitator, int] = defaultdict(int)

    def take(facilitators: Sequence[Facilitator], some: Sequence[Team]) -> None:
        can = [[not must or loads[one] + sizes[team.number] <= most for team in some] for one in facilitators]
        for one, team in _best_pairs(facilitators, some, can):
            taken[team.number].append(one)
            loads[one] += sizes[team.number]

    open_ = sorted(teams, key=lambda team: -sizes[team.number])
    while key and open_:
        before = len(open_)
        take(key, open_[: len(key)])
        open_ = [team for team in open_ if not taken[team.number]]
        if len(open_) == before:
            break
    if must and open_:
        raise Unfinished(
            f"{len(teams)} teams were made, but {len(open_)} of them would have none of the {len(key)} key "
            f"facilitators, of whom nobody is to nurture more than {most} establishments; "
            "add some with: cln facilitator add, or run with --relax team-facilitator"
        )
    # Everybody has a team, and the teams share evenly those who come on top.
    idle = [one for one in problem.facilitators if not loads[one]]
    take(idle, [team for team in teams for _ in range(-(-len(idle) // len(teams)))])
    return tuple(
        replace(team, facilitators=tuple(sorted(taken[team.number], key=lambda one: not one.key)))
        for team in teams
    )


def _best_pairs(
    facilitators: Sequence[Facilitator], teams: Sequence[Team], can: Sequence[Sequence[bool]]
) -> list[tuple[Facilitator, Team]]:
    """As many pairs as can be, each of them once; then those who know the theme, then those at home there."""
    from scipy.optimize import linear_sum_assignment

    if not facilitators:
        return []
    homes = [{entry.authority for entry in team.entries} for team in teams]
    costs = [
        [
            _FORBIDDEN * (not can[f][t])
            + _KNOWS_THEME * (team.theme in one.themes)
            + _AT_HOME * (one.authority in homes[t])
            for t, team in enumerate(teams)
        ]
        for f, one in enumerate(facilitators)
    ]
    return [
        (facilitators[f], teams[t]) for f, t in zip(*linear_sum_assignment(costs), strict=True) if can[f][t]
    ]
