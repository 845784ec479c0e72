"""What would let in an entry that waits: whatever is named does, whatever is not named does not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from cln.matching import effort, exercise
from cln.matching.change.let_in import Drawn, LetIn, Way, drawn, would_let_in
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Key, Problem, Promise, PromiseKind, Result
from cln.matching.queue import draw, queue
from cln.matching.watch import Watch
from tests.matching.cohorts import AUTHORITIES, SECTORS, entry, facilitators

LOT = "Cohort 3|2026-09-10"
LEVELS = {"Literacy": 3, "Numeracy": 3}


def cohort(**changed: object) -> Problem:
    """Twelve entries for 16 places, two people on each but for one with three; one was nominated later, one
    has not answered."""
    entries = [
        entry(n, sector=SECTORS[n % 4], authority=AUTHORITIES[n % 3], levels=LEVELS) for n in range(12)
    ]
    entries[9] = replace(entries[9], nominated=1)
    entries[10] = replace(entries[10], levels=None)
    entries[11] = replace(entries[11], participants=3)
    with_lot = [replace(one, lot=draw(LOT, one.key)) for one in entries]
    limits = Limits(teams=2, capacity=16, team_size=(2, 16), authority_share=(1, 1))
    plain = Problem(tuple(with_lot), ("Literacy", "Numeracy"), facilitators(), limits)
    return replace(plain, **changed)  # type: ignore[arg-type]


def instead(problem: Problem, changed: Entry) -> Problem:
    """The same with one entry otherwise."""
    entries = (changed if one.key == changed.key else one for one in problem.entries)
    return replace(problem, entries=tuple(entries))


def tries(problem: Problem, key: Key) -> Iterator[tuple[Way, Problem]]:
    """Every way that could concern an entry."""
    one = problem.by_key[key]
    if one.levels is None:
        yield Way.ANSWER, instead(problem, replace(one, levels=LEVELS))
    if one.nominated:
        yield Way.NOMINATION, instead(problem, replace(one, nominated=0))
    yield Way.WAITED, instead(problem, replace(one, waited=True))
    yield Way.LOT, instead(problem, replace(one, lot="0"))


def waits(result: Result, key: Key) -> bool:
    return any(one.key == key for one in result.waiting)


def test_each_way_that_is_named_lets_it_in_and_no_other_does() -> None:
    problem = cohort()
    result = exercise.match(problem)
    assert len(result.waiting) >= 4
    named = set[Way]()
    for one in result.waiting:
        ways = would_let_in(problem, result.teams, one.key, Watch())
        found = {way.way for way in ways}
        for way, other in tries(problem, one.key):
            assert waits(exercise.match(other), one.key) is (way not in found), (one.name, way)
        for named_way in ways:
            people = named_way.people or 0
            if named_way.way is Way.PEOPLE:
                smaller = instead(problem, replace(one, participants=people))
                assert not waits(exercise.match(smaller), one.key)
            if named_way.way is Way.CAPACITY:
                limits = replace(problem.limits, capacity=people)
                rerun = exercise.rerun(replace(problem, limits=limits), result.teams)
                assert not waits(rerun.result, one.key)
        named |= found
    assert named >= {Way.ANSWER, Way.LOT, Way.CAPACITY}


def test_an_entry_left_out_by_hand_needs_nothing_else() -> None:
    problem = cohort(limits=Limits(teams=2, team_size=(2, 18), authority_share=(1, 1)))
    first, second = exercise.match(problem).teams
    gone = first.entries[0].key
    teams = (replace(first, entries=first.entries[1:]), second)
    assert would_let_in(problem, teams, gone, Watch()) == (LetIn(Way.AFRESH),)


@pytest.mark.parametrize("large", [20, 1])
def test_no_match_made_afresh_lets_in_what_promises_keep_out(
    large: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(effort, "LARGE", large)  # so that two teams are many
    problem = cohort(limits=Limits(teams=2, capacity=16, team_size=(2, 9), authority_share=(1, 1)))
    five = tuple(one.key for one in queue(problem.entries)[:5])
    problem = replace(problem, promises=(Promise(1, PromiseKind.TOGETHER, five, "asked"),))
    result = exercise.match(problem)
    assert all(waits(result, key) for key in five)
    assert LetIn(Way.AFRESH) not in would_let_in(problem, result.teams, five[0], Watch())


@pytest.mark.parametrize("last", [0, 1])
def test_what_the_lot_came_to_is_told_among_equals_only(last: int) -> None:
    problem = cohort()
    result = exercise.match(problem)
    equal = [one for one in queue(problem.entries) if one.levels is not None and not one.nominated]
    placed = sum(not waits(result, one.key) for one in equal)
    key = equal[-1 - last].key
    assert drawn(problem, result.teams, key) == Drawn(len(equal) - last, len(equal), placed)
    alone = next(one.key for one in problem.entries if one.nominated)
    assert drawn(problem, result.teams, alone) is None
    codes = replace(problem, entries=tuple(replace(one, lot="") for one in problem.entries))
    assert drawn(codes, result.teams, key) is None
