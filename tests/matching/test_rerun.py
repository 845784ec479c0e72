"""The match from earlier teams, against trying everything, and what may not change where nothing has to."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.matching import check
from cln.matching.change.edits import place_of, swap
from cln.matching.change.nearest import Before
from cln.matching.change.rerun import TooFew
from cln.matching.change.suggest import suggest
from cln.matching.exercise import match, rerun, trade_off
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import Problem, Promise, PromiseKind, Status, Strength, Team
from cln.matching.watch import Watch
from tests.matching.cohorts import at_length, entry, facilitators, programme, reached, small
from tests.matching.test_edits import seated
from tests.matching.test_exact import possible_themes

Made = tuple[int, int, tuple[int, ...]]
"""Moves, teams opened, and what is reached, larger being better in every line."""


def by_trying_everything(problem: Problem, old: Sequence[Team]) -> Iterator[Made]:
    """Every two teams of all entries that keep every must, and which of the old teams they could be."""
    before = Before(problem, tuple(old))
    for sides in itertools.product((0, 1), repeat=len(problem.entries)):
        halves = [
            tuple(e for e, side in zip(problem.entries, sides, strict=True) if side == n) for n in (0, 1)
        ]
        if not all(halves):
            continue
        for themes in itertools.product(*(possible_themes(problem, half) for half in halves)):
            for numbers in itertools.permutations((1, 2), 2):
                teams = [
                    Team(numbers[n], themes[n], halves[n], (problem.key_facilitators[n],)) for n in (0, 1)
                ]
                yield from judged(problem, before, teams)


def judged(problem: Problem, before: Before, teams: list[Team]) -> Iterator[Made]:
    """The teams with each choice of which are old ones, if they keep the rules."""
    groups = {frozenset(e.key for e in group.entries): group for group in problem.groups}
    may_be = []
    for team in teams:
        group = groups.get(frozenset(e.key for e in team.entries))
        olds = (
            [before.of_groups[group.promise.number]]
            if group and group.promise.number in before.of_groups
            else []
        )
        possible = (group.promise.theme,) if group and group.promise.theme else problem.themes
        if any(old.theme in possible and old.theme != team.theme for old in olds):
            return  # a group keeps its theme
        olds = olds if group else list(before.matched)
        may_be.append([None, *(o for o in olds if (o.number, o.theme) == (team.number, team.theme))])
    if any(verdict.must and not verdict.holds for verdict in check.verdicts(problem, teams)):
        return
    score = check.score(problem, teams)
    better = tuple(score[g.name] if g.more_is_better else -score[g.name] for g in goals(problem))
    for kept in itertools.product(*may_be):
        stay = sum(
            place_of([team], e.key) is not None
            for team, o in zip(teams, kept, strict=True)
            if o is not None
            for e in o.entries
        )
        of_matching = [team for team, choice in zip(teams, may_be, strict=True)]
        opened = sum(
            o is None and frozenset(e.key for e in team.entries) not in groups
            for team, o in zip(of_matching, kept, strict=True)
        )
        yield len(before.homes) - stay, opened, better


@settings(max_examples=3, deadline=None)
@given(small(most=6), st.integers(0, 99), st.integers(0, 3))
def test_fewest_moves_and_then_the_best_objective(problem: Problem, seed: int, extra: int) -> None:
    old = seated(problem, random.Random(seed))
    found = list(by_trying_everything(problem, old))
    if not found:
        with pytest.raises(Contradiction):
            rerun(problem, old)
        return
    moves, opened = min((moves, opened) for moves, opened, _ in found)
    best = max(better for m, o, better in found if m == moves and o <= opened)
    made = rerun(problem, old)
    assert (len(made.moved), reached(problem, made.result)) == (moves, best)
    assert made.fewest.value == made.fewest.bound == moves
    assert made.result.status is Status.OPTIMAL
    best = max(better for m, o, better in found if m <= moves + extra and o <= opened)
    least = min(m for m, o, better in found if m <= moves + extra and o <= opened and better == best)
    made = rerun(problem, old, most=moves + extra)
    assert (len(made.moved), reached(problem, made.result)) == (least, best)
    if moves:
        with pytest.raises(TooFew) as too_few:
            rerun(problem, old, most=moves - 1)
        assert too_few.value.needed.value == moves


test_fewest_moves_and_then_the_best_objective_at_length = at_length(
    test_fewest_moves_and_then_the_best_objective, 20, small(most=6), st.integers(0, 99), st.integers(0, 3)
)


def test_of_equally_good_teams_those_with_the_fewest_moves() -> None:
    """Where the solver once took its start for better than it was, and looked no further."""
    plain: dict[str, object] = {"participants": 1, "levels": None, "simd_quintile": None}
    entries = (
        entry(0, sector="ELC", **plain),
        entry(1, sector="ELC", **plain),
        entry(2, **{**plain, "levels": {"Literacy": 1, "Numeracy": 2}}),
        entry(
            3, sector="Secondary", **{**plain, "participants": 2, "levels": {"Literacy": 3, "Numeracy": 1}}
        ),
    )
    problem = Problem(
        entries,
        ("Literacy", "Numeracy"),
        facilitators(),
        Limits(teams=2, team_spread=1, theme_teams=(0, 1)),
        dict.fromkeys(("authority-share", "sectors", "team-authorities"), Strength.SHOULD)
        | {"team-sectors": Strength.MUST},
    )
    old = (Team(1, "Numeracy", (entries[0], entries[2])), Team(2, "Numeracy", (entries[1], entries[3])))
    made = rerun(problem, old, most=4)
    assert len(made.moved) == made.fewest.value == 2


@settings(max_examples=2, deadline=None)
@given(small(most=7))
def test_no_moves_give_back_teams_that_hold(problem: Problem) -> None:
    try:
        old = match(problem).teams
    except Contradiction:
        return
    again = rerun(problem, old, most=0)
    assert again.result.teams == old
    assert again.moved == ()
    assert again.fewest.value == 0
    assert rerun(problem, old).result.teams == old


test_no_moves_give_back_teams_that_hold_at_length = at_length(
    test_no_moves_give_back_teams_that_hold, 10, small(most=7)
)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2])
def test_no_moves_give_back_edited_teams_that_hold(seed: int) -> None:
    """At programme size, and though better teams exist."""
    problem = programme(seed, located=True)
    teams = match(problem).teams
    best = next(
        one for one in suggest(problem, teams, teams[0].entries[0]) if one.other and not one.cost.forbidden
    )
    assert best.other
    edited = swap(teams, teams[0].entries[0], best.other)
    again = rerun(problem, edited, most=0)
    assert again.result.teams == edited
    assert all(line.proven for line in again.result.objective)


def changed(seed: int, gone: int, new: int) -> tuple[Problem, tuple[Team, ...]]:
    """A programme from which some have withdrawn and which others have joined late, and its old teams."""
    rng = random.Random(seed)
    problem = programme(seed, located=True)
    teams = match(problem).teams
    left = {one.key for one in rng.sample(problem.entries, gone)}
    late = [
        replace(one, code=f"{9700000 + n}", levels={theme: rng.randint(1, 5) for theme in problem.themes})
        for n, one in enumerate(rng.sample(problem.entries, new))
    ]
    now = tuple(one for one in problem.entries if one.key not in left)
    old = tuple(replace(t, entries=tuple(e for e in t.entries if e.key not in left)) for t in teams)
    return replace(problem, entries=(*now, *late), strengths={"facilitators": Strength.OFF}), old


@pytest.mark.slow
def test_more_moves_are_never_worse_and_the_curve_says_the_same() -> None:
    problem, old = changed(1, 3, 3)
    curve = trade_off(problem, old)
    assert [one.moves for one in curve.points] == list(
        range(curve.points[0].moves, curve.points[0].moves + len(curve.points))
    )
    goal_by_name = {goal.name: goal for goal in goals(problem)}
    before: tuple[int, ...] = ()
    for point in curve.points:
        made = rerun(problem, old, most=point.moves)
        lines = {line.name: line for line in made.result.objective}
        assert [lines[line.name] for line in point.objective] == list(point.objective)
        assert len(made.moved) <= point.moves
        now = tuple(
            line.value if goal_by_name[line.name].more_is_better else -line.value for line in point.objective
        )
        assert now >= before
        before = now
    assert curve.points[0].moves == made.fewest.value
    assert [line.value for line in curve.points[-1].objective] == [line.value for line in curve.ideal]
    many = rerun(problem, old, most=len(problem.entries))
    assert [line.value for line in many.result.objective[1:6]] == [line.value for line in curve.ideal]


@pytest.mark.slow
def test_who_had_a_place_keeps_it_and_the_queue_fills_what_is_left() -> None:
    problem = programme(5)
    problem = replace(problem, limits=replace(problem.limits, capacity=problem.participants - 6))
    full = match(problem)
    assert full.waiting
    gone = next(one for one in full.teams[0].entries if one.participants == 2)
    left = replace(problem, entries=tuple(one for one in problem.entries if one.key != gone.key))
    old = tuple(replace(t, entries=tuple(e for e in t.entries if e.key != gone.key)) for t in full.teams)
    made = rerun(left, old)
    seated = {one.key for team in made.result.teams for one in team.entries}
    assert seated >= {one.key for team in old for one in team.entries}
    fitting = [one for one in full.waiting if one.participants <= 2]
    assert (fitting[0].key in seated) == bool(fitting)
    assert made.result.objective[0].value == problem.limits.capacity - (0 if fitting else 2)


@pytest.mark.slow
def test_a_team_that_all_have_left_is_opened_anew() -> None:
    problem = programme(2)
    old = match(problem).teams[1:]
    made = rerun(problem, old)
    assert [team.number for team in made.result.teams] == list(range(1, 9))
    assert all(verdict.holds for verdict in made.result.rules if verdict.must)
    assert len(made.moved) == made.fewest.value
    assert all(one.old != 1 for one in made.moved)


@pytest.mark.slow
def test_facilitators_stay_and_only_a_gap_is_filled() -> None:
    problem = programme(4)
    old = match(problem).teams
    recalled = old[3].facilitators[0]
    without = replace(problem, facilitators=tuple(one for one in problem.facilitators if one != recalled))
    without = replace(without, strengths={"facilitators": Strength.OFF})
    teams = tuple(
        replace(team, facilitators=tuple(one for one in team.facilitators if one != recalled)) for team in old
    )
    made = rerun(without, teams)
    kept = {(team.number, one.name) for team in teams for one in team.facilitators}
    now = {(team.number, one.name) for team in made.result.teams for one in team.facilitators}
    assert len(now - kept) == 1  # she who fills the gap; she may leave a team that has two
    assert len(kept - now) <= 1
    assert all(any(one.key for one in team.facilitators) for team in made.result.teams)


@pytest.mark.slow
def test_a_search_that_is_hurried_says_what_it_does_not_know() -> None:
    problem, old = changed(1, 3, 3)
    made = rerun(problem, old, Watch(seconds=0))
    assert all(verdict.holds for verdict in made.result.rules if verdict.must)
    assert made.fewest.bound <= made.fewest.value
    assert all(line.proven or line.value != line.bound for line in made.result.objective)
    assert len(trade_off(problem, old, Watch(seconds=0)).points) == 1


def test_a_group_that_is_promised_another_theme_than_its_team_had_moves() -> None:
    made = tuple(entry(code, participants=1, levels=None) for code in range(3))
    wishes = ("authority-share", "sectors", "team-authorities", "team-size")
    group = Promise(1, PromiseKind.GROUP, (made[0].key,), "promised", theme="Literacy")
    problem = Problem(
        made,
        ("Literacy", "Numeracy"),
        facilitators(),
        Limits(teams=2),
        strengths=dict.fromkeys(wishes, Strength.SHOULD),
        promises=(group,),
    )
    old = (Team(1, "Literacy", made[1:]), Team(2, "Numeracy", made[:1]))
    again = rerun(problem, old)
    assert [one.entry for one in again.moved] == [made[0]]
    assert again.fewest.value == again.fewest.bound == 1
