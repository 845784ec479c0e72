"""Edits by hand: the quick judge, the checker and the solver say the same of thousands of them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.change import edits
from cln.matching.change.suggest import Judge, suggest
from cln.matching.check import known_bounds
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import Entry, Line, Problem, Team
from tests.matching.cohorts import at_length, entry, facilitators, programme, small
from tests.matching.solved import Pinned

EDITS = 60
"""Of one problem, one after the other."""


def seated(problem: Problem, rng: random.Random) -> tuple[Team, ...]:
    """Any teams of most of the entries, good or bad."""
    seats: dict[int, list[Entry]] = {}
    for n, one in enumerate(rng.sample(problem.entries, len(problem.entries))):
        if n < problem.limits.teams or rng.randrange(9):
            seats.setdefault(n % problem.limits.teams + 1, []).append(one)
    return tuple(
        Team(number, rng.choice(problem.themes), tuple(there), problem.facilitators[:1])
        for number, there in sorted(seats.items())
    )


def edited(problem: Problem, teams: Sequence[Team], rng: random.Random) -> tuple[Team, ...]:
    """The teams after any edit."""
    one, other = rng.sample(problem.entries, 2)
    team = rng.choice(teams) if teams else None
    kind = rng.randrange(4)
    if team is None or kind == 0:
        numbers = [None, *(team.number for team in teams)]
        return edits.move(teams, one, rng.choice(numbers))
    if kind == 1:
        return edits.swap(teams, one, other)
    if kind == 2:
        return edits.give_theme(teams, team.number, rng.choice(problem.themes))
    people = rng.sample(problem.facilitators, rng.randint(0, 2))
    return edits.give_facilitators(teams, team.number, people)


def many(problem: Problem, seed: int) -> Iterator[tuple[Team, ...]]:
    """Teams, then what comes of one edit after the other."""
    rng = random.Random(seed)
    teams = seated(problem, rng)
    for _ in range(EDITS):
        yield teams
        after = edited(problem, teams, rng)
        # Where a team has been dissolved little else is of interest: mostly begin anew.
        teams = after if len(after) == problem.limits.teams or not rng.randrange(9) else seated(problem, rng)


@settings(max_examples=4, deadline=None)
@given(small(teams=3, most=9), st.integers(0, 999))
def test_the_quick_judge_says_what_the_checker_says(problem: Problem, seed: int) -> None:
    judge = Judge(problem)
    for teams in many(problem, seed):
        score, breaches = judge(teams)
        assert list(score.items()) == list(check.score(problem, teams).items())
        assert sorted(map(repr, breaches)) == sorted(map(repr, check.breaches(problem, teams)))
        broken = {breach.rule for breach in breaches}
        assert broken == {v.id for v in check.verdicts(problem, teams) if not v.holds}


test_the_quick_judge_says_what_the_checker_says_at_length = at_length(
    test_the_quick_judge_says_what_the_checker_says, 30, small(teams=3, most=9), st.integers(0, 999)
)


@settings(max_examples=4, deadline=None)
@given(small(teams=3, most=9), st.integers(0, 999))
def test_the_solver_with_every_seat_pinned_says_what_the_checker_says(problem: Problem, seed: int) -> None:
    solver = Pinned(problem)
    for teams in many(problem, seed):
        broken = {breach.rule for breach in check.breaches(problem, teams) if breach.must}
        if "groups" in broken:
            continue  # a model has no room for such teams
        found = solver(teams)
        assert (found is None) == bool(broken - {"team-facilitator", "facilitators"}), broken
        if found is not None:
            assert found == check.score(problem, teams)


test_the_solver_with_every_seat_pinned_says_what_the_checker_says_at_length = at_length(
    test_the_solver_with_every_seat_pinned_says_what_the_checker_says,
    30,
    small(teams=3, most=9),
    st.integers(0, 999),
)


def test_suggestions_are_all_moves_and_swaps_and_say_what_they_cost() -> None:
    problem = programme(3, located=True)
    teams = match(problem).teams
    one = teams[2].entries[0]
    found = suggest(problem, teams, one)
    assert len(found) == 7 + sum(len(team.entries) for team in teams if team is not teams[2])
    for suggestion in found:
        after = (
            edits.swap(teams, one, suggestion.other)
            if suggestion.other
            else edits.move(teams, one, suggestion.to)
        )
        cost = edits.cost(problem, teams, after)
        assert cost.lines == suggestion.cost.lines
        assert sorted(map(repr, cost.breaks)) == sorted(map(repr, suggestion.cost.breaks))
        assert sorted(map(repr, cost.mends)) == sorted(map(repr, suggestion.cost.mends))
    musts = [len(suggestion.cost.forbidden) for suggestion in found]
    assert musts == sorted(musts)
    allowed = [[line.gain for line in one.cost.lines] for one in found if not one.cost.breaks]
    assert allowed == sorted(allowed, reverse=True)


@pytest.mark.slow
def test_who_waits_is_offered_places_and_swaps() -> None:
    problem = programme(3)
    teams = match(problem).teams
    one = teams[0].entries[0]
    without = edits.move(teams, one, None)
    assert edits.place_of(without, one.key) is None
    found = suggest(problem, without, one)
    assert len(found) == 8 + 49
    assert {line.name: line.gain for line in found[0].cost.lines}["placed"] == one.participants


def test_a_team_that_its_last_entry_leaves_is_no_more() -> None:
    one, other = entry(1), entry(2)
    teams = (Team(1, "Literacy", (one,)), Team(2, "Numeracy", (other,)))
    assert [team.number for team in edits.move(teams, one, 2)] == [2]
    assert [team.number for team in edits.move(teams, one, None)] == [2]
    assert edits.swap(teams, one, other) == (
        replace(teams[0], entries=(other,)),
        replace(teams[1], entries=(one,)),
    )


def test_what_is_broken_already_is_not_broken_anew() -> None:
    problem = Problem(
        tuple(entry(n, authority=("Ayton", "Borland")[n % 2]) for n in range(8)),
        ("Literacy", "Numeracy"),
        facilitators(),
        Limits(teams=2, team_spread=1),
    )
    halves = problem.entries[:5], problem.entries[5:]
    teams = tuple(Team(n, "Literacy", half) for n, half in enumerate(halves, start=1))
    worse = edits.cost(problem, teams, edits.move(teams, problem.entries[5], 1))
    assert not [breach for breach in worse.breaks if breach.rule == "team-size"]
    assert "team 1 has 12 participants; 7 to 9 are right" in [one.sentence for one in worse.remains]
    better = edits.cost(problem, teams, edits.move(teams, problem.entries[0], 2))
    assert [one.sentence for one in better.mends if one.rule == "team-size"] == [
        "team 1 has 10 participants; 7 to 9 are right",
        "team 2 has 6 participants; 7 to 9 are right",
    ]


def test_bounds_hold_down_to_the_first_line_that_differs() -> None:
    problem = programme(1)
    score = {goal.name: 0 for goal in goals(problem)} | {"level 4": 7, "breadth": 54}
    proven = [Line(name, value, value) for name, value in score.items()]
    assert list(known_bounds(problem, score, proven, teams=8)) == proven
    found = known_bounds(problem, score | {"level 4": 9}, proven, teams=8)
    assert {line.name: line.bound for line in found} == {
        "placed": 0,
        "level 1": 0,
        "level 2": 0,
        "level 3": 0,
        "level 4": 7,
        "breadth": 56,
        "travel": 0,
        "balance": 0,
    }
    unknown = known_bounds(problem, score, [], teams=9)
    assert [line.bound for line in unknown] == [problem.participants, 0, 0, 0, 0, 63, 0, 0]
