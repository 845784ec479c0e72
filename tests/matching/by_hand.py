"""Cohorts small enough to count by hand, in which no rule about who sits with whom stands in the way."""

from collections.abc import Sequence

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Problem, Result, Status, Strength, Team
from cln.matching.rules import RULES

FREE = {rule.id: Strength.OFF for rule in RULES if rule.id not in {"capacity", "team-count", "groups"}}


def cohort(entries: Sequence[Entry], teams: int = 1, capacity: int = 100) -> Problem:
    """A problem on Literacy and Numeracy."""
    limits = Limits(teams=teams, capacity=capacity)
    return Problem(tuple(entries), ("Literacy", "Numeracy"), limits=limits, strengths=FREE)


def counted(*teams: Sequence[Entry], themes: Sequence[str] = ()) -> dict[str, int]:
    """What the checker counts of these teams, all on Literacy unless `themes` are given."""
    here = themes or ["Literacy"] * len(teams)
    made = [Team(n, theme, tuple(team)) for n, (theme, team) in enumerate(zip(here, teams, strict=True), 1)]
    return check.score(cohort([one for team in teams for one in team], len(teams)), made)


def solved(problem: Problem) -> tuple[Result, dict[str, int]]:
    """The match, and what it reaches by the name of the line; proven."""
    result = match(problem)
    assert result.status is Status.OPTIMAL
    return result, {line.name: line.value for line in result.objective}


def together(result: Result) -> set[frozenset[str]]:
    """Who sits with whom, by the last digit of the codes."""
    return {frozenset(one.code[-1] for one in team.entries) for team in result.teams}
