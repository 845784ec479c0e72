"""Rules and objective of a finished answer in plain numbers, whoever made it. No solver here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cln.matching.objective import BREADTH, MOST_BREADTH, PLACED, Goal, goals
from cln.matching.problem import Line, Problem, Strength, Team, Verdict
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


def known_bounds(
    problem: Problem, score: Mapping[str, int], proven: Sequence[Line], *, teams: int
) -> tuple[Line, ...]:
    """The lines of teams with this score that no solver has made, each with a bound that is true.

    A bound of a line says what any teams could reach that are as good in every line above it. So it stays
    true of these teams down to the first line in which they differ; from the next line on nothing is known
    but what no teams at all could exceed.

    Args:
        problem: what the teams are of.
        score: what they reach, by line.
        proven: lines of other teams of the same problem, with bounds that hold for all that keep the rules;
            nothing if there are none, or if these teams break a rule that must hold.
        teams: how many they are.
    """
    known, lines, alike = {line.name: line for line in proven}, [], bool(proven)
    for goal in goals(problem):
        value = score[goal.name]
        bound = known[goal.name].bound if alike else _ideal(problem, goal, teams)
        alike = alike and value == known[goal.name].value
        lines.append(Line(goal.name, value, bound))
    return tuple(lines)


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
    sentences = [rule.detail(seats), *broken] if rule.counts or not broken else broken
    return Verdict(rule.id, must, not broken, "; ".join(sentences))


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
