"""The judge: rules and objective of a finished answer in plain numbers, whoever made it. No solver here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cln.matching.objective import goals
from cln.matching.problem import Problem, Strength, Team, Verdict
from cln.matching.rules import RULES, Rule, strength
from cln.matching.seats import Finished


@dataclass(frozen=True)
class Breach:
    """One finding against a rule."""

    rule: str
    must: bool
    sentence: str
    about: tuple[str, ...]
    """What tells it from all other findings, whatever its numbers are."""


def verdicts(problem: Problem, teams: Sequence[Team]) -> tuple[Verdict, ...]:
    """What every rule that is not off, and has something to say of this problem, says of these teams."""
    seats = Finished(problem, teams)
    return tuple(_judge(rule, seats) for rule in judged(problem))


def breaches(problem: Problem, teams: Sequence[Team]) -> tuple[Breach, ...]:
    """Every finding against a rule that is not off, one by one."""
    seats = Finished(problem, teams)
    return tuple(breach for rule in judged(problem) for breach in against(rule, seats))


def score(problem: Problem, teams: Sequence[Team]) -> dict[str, int]:
    """The value of every line of the objective, by name."""
    seats = Finished(problem, teams)
    return {goal.name: int(goal.count(seats)) for goal in goals(problem)}


def judged(problem: Problem) -> tuple[Rule, ...]:
    """The rules that are not off and have something to say of this problem."""
    return tuple(
        rule for rule in RULES if strength(problem, rule) is not Strength.OFF and rule.concerns(problem)
    )


def against(rule: Rule, seats: Finished) -> Iterator[Breach]:
    """The findings against one rule."""
    must = strength(seats.problem, rule) is Strength.MUST
    for condition in rule.conditions(seats):
        if not condition.holds:
            names = (str(value) for value in condition.numbers if not isinstance(value, int))
            yield Breach(rule.id, must, str(condition), (rule.id, condition.sentence, *names))


def _judge(rule: Rule, seats: Finished) -> Verdict:
    broken = [breach.sentence for breach in against(rule, seats)]
    must = strength(seats.problem, rule) is Strength.MUST
    found = [rule.detail(seats), *broken] if rule.counts or not broken else broken
    return Verdict(rule.id, must, not broken, "; ".join(found))
