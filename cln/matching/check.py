"""The judge: rules and objective of a finished answer in plain numbers, whoever made it. No solver here."""

from collections.abc import Sequence

from cln.matching.objective import goals
from cln.matching.problem import Problem, Strength, Team, Verdict
from cln.matching.rules import RULES, Rule, strength
from cln.matching.seats import Finished


def verdicts(problem: Problem, teams: Sequence[Team]) -> tuple[Verdict, ...]:
    """What every rule that is not off, and has something to say of this problem, says of these teams."""
    seats = Finished(problem, teams)
    return tuple(
        _judge(rule, seats)
        for rule in RULES
        if strength(problem, rule) is not Strength.OFF and rule.concerns(problem)
    )


def score(problem: Problem, teams: Sequence[Team]) -> dict[str, int]:
    """The value of every line of the objective, by name."""
    seats = Finished(problem, teams)
    return {goal.name: int(goal.count(seats)) for goal in goals(problem)}


def _judge(rule: Rule, seats: Finished) -> Verdict:
    broken = [str(condition) for condition in rule.conditions(seats) if not condition.holds]
    must = strength(seats.problem, rule) is Strength.MUST
    found = [rule.detail(seats), *broken] if rule.counts or not broken else broken
    return Verdict(rule.id, must, not broken, "; ".join(found))
