"""How much work a match takes, in steps that are the same on every machine (see `effort`)."""

from cln.matching import effort
from cln.matching.problem import Problem


def least_match(problem: Problem) -> int:
    """Steps of work that a match of such a cohort takes at least, though many take a few times that; of one
    below programme size as many as of one of that size.
    """
    entries, teams = len(problem.entries), min(problem.limits.teams, len(problem.entries) // 2)
    once, seat, choice, promised = effort.LEAST_MATCH
    steps = (
        once
        + seat * entries * teams
        + choice * entries * len(problem.themes)
        + promised * len(problem.promises) * teams
    )
    return max(steps, effort.NO_LESS if problem.limits.teams <= effort.LARGE else effort.NO_LESS_IN_PARTS)
