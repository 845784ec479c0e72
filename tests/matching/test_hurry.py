"""A match that is given no time: still teams by all rules, and nothing said to be proven that is not."""

from dataclasses import replace

import pytest

from cln.matching.exercise import match, rerun
from cln.matching.objective import goals
from cln.matching.solve.solver import Optimum, OutOfTime
from cln.matching.solve.teams import _Late as Late
from cln.matching.watch import Watch
from tests.matching.cohorts import programme, reached


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_what_is_said_in_a_hurry_is_true(seed: int) -> None:
    problem = programme(seed, located=True)
    hurried, best = match(problem, Watch(seconds=0)), match(problem)
    assert all(verdict.holds for verdict in hurried.rules if verdict.must)
    assert reached(problem, hurried) <= reached(problem, best)
    for goal, line, other in zip(goals(problem), hurried.objective, best.objective, strict=True):
        sign = 1 if goal.more_is_better else -1
        assert sign * line.value <= sign * line.bound
        assert sign * other.value <= sign * line.bound
        if line.value != other.value:
            break  # what is bound from here on is bound given another value above


class Impatient(Watch):
    """Stops at one step."""

    def __init__(self, last: str) -> None:
        super().__init__()
        self.last = last

    def __call__(self, step: str) -> None:
        """Stop if this is it."""
        if step == self.last:
            self.stop()


@pytest.mark.parametrize(
    "step",
    [
        "facilitators",
        *(pytest.param(step, marks=pytest.mark.slow) for step in ("level 1", "level 4", "breadth", "travel")),
    ],
)
def test_a_stop_is_heard_at_any_step(step: str) -> None:
    result = match(programme(2, located=True), Impatient(step))
    assert all(verdict.holds for verdict in result.rules if verdict.must)


def test_time_that_is_too_short_for_any_teams(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = programme(0, located=True)
    before = match(problem).teams
    monkeypatch.setattr("cln.matching.effort.GRACE", 0.0)
    monkeypatch.setattr("cln.matching.effort.LOOK", 0.0)
    monkeypatch.setattr("cln.matching.exercise.in_hand", lambda *_: None)
    with pytest.raises(OutOfTime, match=r"the time was too short .* give more with --time-limit"):
        rerun(replace(problem, entries=problem.entries[1:]), before, Watch(seconds=0))


def test_balance_is_not_proven_where_others_may_have_as_little_travel_and_be_more_even() -> None:
    given_up = Late((), Optimum(5, 3), Optimum(4, 4), even=False)
    better = Late((), Optimum(4, 4), Optimum(2, 2), even=False)
    for best in (given_up.beside(better), better.beside(given_up)):
        assert (best.travel, best.balance) == (Optimum(4, 3), Optimum(2, 0))
    known = Late((), Optimum(5, 5), Optimum(0, 0), even=True)
    assert known.beside(better) == better
