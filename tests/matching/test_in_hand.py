"""What a re-run has in hand when its time is up: teams by all rules, and nothing claimed that is not true."""

import random
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cln.matching.apart import apart
from cln.matching.change.in_hand import in_hand
from cln.matching.change.nearest import Before
from cln.matching.exercise import match, rerun, trade_off
from cln.matching.problem import Problem, Team
from cln.matching.solve.profile import Placed
from cln.matching.watch import Watch
from tests.bench.symmetric import alike
from tests.matching.cohorts import at_length, programme, small
from tests.matching.plain import lines
from tests.matching.test_edits import seated
from tests.matching.test_rerun import by_trying_everything


def without(teams: tuple[Team, ...], *left: int) -> tuple[Team, ...]:
    """The teams of which the first entries of some have left."""
    return tuple(replace(t, entries=t.entries[1:]) if t.number in left else t for t in teams)


@pytest.fixture(scope="module")
def matched() -> tuple[Problem, tuple[Team, ...]]:
    """A cohort of programme size and its teams."""
    problem = programme(2, located=True)
    return problem, match(problem).teams


def test_in_no_time_nobody_moves_and_who_has_come_since_finds_room(
    matched: tuple[Problem, tuple[Team, ...]],
) -> None:
    problem, teams = matched
    made = rerun(problem, without(teams, 3), Watch(seconds=0))
    assert made.moved == ()
    assert made.fewest.proven
    assert made.result.waiting == ()
    assert all(verdict.holds for verdict in made.result.rules if verdict.must)
    assert {line.name: line.value for line in made.result.objective} == lines(problem, made.result.teams)
    kept = {team.number: team.keys for team in without(teams, 3)}
    assert all(team.keys >= kept[team.number] for team in made.result.teams)


def test_where_the_earlier_teams_break_a_rule_others_are_made_with_their_numbers(
    matched: tuple[Problem, tuple[Team, ...]],
) -> None:
    problem, teams = matched
    made = rerun(problem, teams[1:], Watch(seconds=0))
    assert all(verdict.holds for verdict in made.result.rules if verdict.must)
    homes = {one.key: team.number for team in made.result.teams for one in team.entries}
    assert all(homes[one.entry.key] == one.new for one in made.moved)
    assert len(homes) == len(problem.entries)
    assert 0 < len(made.moved) < len(problem.entries)
    assert made.fewest.bound < made.fewest.value == len(made.moved)


@settings(max_examples=3, deadline=None)
@given(small(most=6), st.integers(0, 99))
def test_what_is_in_hand_keeps_the_rules_and_no_fewer_moves_than_can_be(problem: Problem, seed: int) -> None:
    before = Before(problem, seated(problem, random.Random(seed)))
    held = in_hand(Placed(problem, problem.entries), before, None, Watch())
    assume(held is not None)
    assert held is not None
    assert all(verdict.holds for verdict in held.result.rules if verdict.must)
    if not held.result.waiting:
        fewest = min(moves for moves, _, _ in by_trying_everything(problem, before.teams))
        assert held.fewest.bound <= fewest <= len(held.moved)


test_what_is_in_hand_keeps_the_rules_and_no_fewer_moves_than_can_be_at_length = at_length(
    test_what_is_in_hand_keeps_the_rules_and_no_fewer_moves_than_can_be, 8, small(most=6), st.integers(0, 99)
)


def test_a_curve_without_time_has_a_point_and_does_not_say_that_it_is_whole(
    matched: tuple[Problem, tuple[Team, ...]],
) -> None:
    problem, teams = matched
    curve = trade_off(problem, without(teams, 3), Watch(seconds=0))
    (point,) = curve.points
    assert point.moves == 0
    assert point.objective == curve.ideal
    assert not all(line.proven for line in curve.ideal)


class Stopping(Watch):
    """Stops when the whole cohort's mix is known as far as it is, and before any number of moves is tried."""

    def __call__(self, step: str) -> None:
        """Stop there."""
        if step == "breadth":
            self.stop()


@pytest.mark.slow
def test_no_point_of_a_curve_is_better_than_what_any_moves_reach(
    matched: tuple[Problem, tuple[Team, ...]],
) -> None:
    problem, teams = matched
    curve = trade_off(problem, without(teams, 3), Stopping())
    *levels, breadth = curve.ideal
    for point in curve.points:
        *reached, mixed = point.objective
        worse = [line.value for line in reached]
        assert worse >= [line.value for line in levels]
        assert worse > [line.value for line in levels] or mixed.value <= breadth.value


@pytest.mark.slow
@pytest.mark.timeout(120)
@pytest.mark.parametrize("seconds", [1.0])
def test_where_all_are_alike_there_are_teams_when_the_time_is_up(seconds: float) -> None:
    problem = alike(lambda _random, _number: 4, 1, times=2, teams=12)
    old = without(match(problem, Watch(seconds=0)).teams, 1, 2)
    made = apart(partial(rerun, problem, old), Watch(seconds=seconds))
    assert all(verdict.holds for verdict in made.result.rules if verdict.must)
    assert made.fewest.bound <= len(made.moved)
    curve = apart(partial(trade_off, problem, old), Watch(seconds=seconds))
    assert curve.points
