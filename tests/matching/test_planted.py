"""What a diagnosis says is the least that is true: planted causes against trying everything."""

from dataclasses import replace
from functools import cache

import pytest

from cln.matching.impossible.changes import Change, Changes, Move, applied, cost_of
from cln.matching.impossible.diagnose import Diagnosis
from cln.matching.impossible.ladders import ladders
from cln.matching.problem import Problem
from cln.matching.sums import Sums, people
from tests.matching.everything import TEAMS, Everything, is_possible
from tests.matching.planted import cohort
from tests.matching.test_remedies import diagnosis, wholes

FEW, MANY = range(6), range(6, 212)


def is_of_places(change: Change) -> bool:
    """Whether it gives more or fewer a place."""
    return isinstance(change, Move) and change.field == "capacity"


def lower(problem: Problem, change: Change) -> list[Change]:
    """The next smaller thing to change, if there is one: the rung below, or fewer places more than now."""
    if isinstance(change, Move) and is_of_places(change):
        value = Sums(map(people, problem.entries)).at_most(change.value - 1)
        more = problem.limits.capacity < (value or 0) < problem.participants - 1
        return [replace(change, value=value)] if more and change.value < problem.participants else []
    for ladder in ladders(problem):
        if change in ladder[1:]:
            return [ladder[ladder.index(change) - 1]]
    return []


def judge(problem: Problem, found: Diagnosis) -> None:
    """Every set of changes is enough, none has a part too many or goes a step too far, none is cheaper."""
    possible = cache(lambda changes: is_possible(applied(problem, changes)))
    assert all(reason.remedies for reason in found.reasons)
    firsts = {change for reason in found.reasons for change in reason.remedies[0].changes}
    for whole in wholes(found):
        if applied(problem, whole).limits.teams > TEAMS:
            continue
        assert possible(whole), whole
        no_more_could_have_a_place(problem, whole)
        for change in whole:
            rest = tuple(other for other in whole if other != change)
            mine = change not in firsts or firsts.issuperset(whole)
            smaller: list[Changes] = [(*rest, below) for below in lower(problem, change) if mine]
            for fewer in (rest, *smaller):
                if applied(problem, fewer).limits.teams <= TEAMS:
                    assert not possible(fewer), (whole, fewer)
    if found.complete:
        assert cost_of(found.remedy) == Everything(problem).cheapest()


def no_more_could_have_a_place(problem: Problem, whole: Changes) -> None:
    """Where some wait because of a change, they are as few as can be."""
    places = applied(problem, whole).limits.capacity
    if places < min(problem.participants, problem.limits.capacity):
        others = [change for change in whole if not is_of_places(change)]
        roomy = replace(problem, limits=replace(problem.limits, capacity=problem.participants - 1))
        assert not is_possible(applied(roomy, others), places)


def tried(seed: int) -> None:
    problem = cohort(seed)
    found = diagnosis(problem)
    assert (found is None) == is_possible(problem)
    if found is not None:
        judge(problem, found)


@pytest.mark.parametrize("seed", FEW)
def test_reasons_and_changes_are_the_least_that_is_true(seed: int) -> None:
    tried(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", MANY)
def test_reasons_and_changes_are_the_least_that_is_true_at_length(seed: int) -> None:
    tried(seed)
