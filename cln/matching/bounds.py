"""What can be said of the bounds of teams that no solver has made, such as an edit's. No solver here.

A bound of a line says what any teams could reach that are as good in every line above it. So it stays
true of edited teams down to the first line in which they differ; from the next line on nothing is known
but what no teams at all could exceed.
"""

from collections.abc import Mapping, Sequence

from cln.matching.objective import BREADTH, MOST_BREADTH, PLACED, Goal, goals
from cln.matching.problem import Line, Problem


def known_bounds(
    problem: Problem, score: Mapping[str, int], proven: Sequence[Line], *, teams: int
) -> tuple[Line, ...]:
    """The lines of teams with this score, each with a bound that is true.

    Args:
        problem: what the teams are of.
        score: what they reach, by line.
        proven: lines of other teams of the same problem, with bounds that hold for all that keep the rules;
            nothing if there are none, or if these teams break a rule that must hold.
        teams: how many they are.
    """
    known, lines = {line.name: line for line in proven}, []
    alike = bool(proven)
    for goal in goals(problem):
        value = score[goal.name]
        bound = known[goal.name].bound if alike else _ideal(problem, goal, teams)
        alike = alike and value == known[goal.name].value
        lines.append(Line(goal.name, value, bound))
    return tuple(lines)


def _ideal(problem: Problem, goal: Goal, teams: int) -> int:
    """What no teams at all could exceed."""
    answered = sum(entry.levels is not None for entry in problem.entries)
    if not goal.more_is_better:
        return 0
    if goal is PLACED:
        return problem.participants
    if goal is BREADTH:
        return MOST_BREADTH * max(teams, problem.limits.teams)
    return answered if goal.level is not None else 5 * answered
