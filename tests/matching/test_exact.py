"""The match against trying everything, on problems small enough for that, and what no renaming may change."""

import itertools
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings

from cln.matching import check
from cln.matching.exercise import match
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import Entry, Problem, PromiseKind, Status, Team
from cln.matching.watch import Watch
from tests.matching.cohorts import at_length, entry, facilitators, has_teams, programme, reached, small


def by_trying_everything(
    problem: Problem, entries: tuple[Entry, ...] | None = None, fewer: tuple[str, int] = ("", 0)
) -> tuple[int, ...] | None:
    """The best score of any two teams of all entries that keep every must; None if there are none.

    With `fewer` than all, at most that many teams have that theme.
    """
    best: tuple[int, ...] | None = None
    seated = problem.entries if entries is None else entries
    for sides in itertools.product((0, 1), repeat=len(seated)):
        halves = [tuple(e for e, side in zip(seated, sides, strict=True) if side == n) for n in (0, 1)]
        if not all(halves):
            continue
        for themes in itertools.product(*(possible_themes(problem, half) for half in halves)):
            if themes.count(fewer[0]) > fewer[1]:
                continue
            teams = [Team(n + 1, themes[n], halves[n], (problem.key_facilitators[n],)) for n in (0, 1)]
            score = check.score(problem, teams)
            better = tuple(score[g.name] if g.more_is_better else -score[g.name] for g in goals(problem))
            if best is not None and better <= best:
                continue
            if all(verdict.holds or not verdict.must for verdict in check.verdicts(problem, teams)):
                best = better
    return best


def possible_themes(problem: Problem, team: tuple[Entry, ...]) -> tuple[str, ...]:
    """The survey's themes, and of a pre-matched group its own."""
    own = {
        promise.theme
        for promise in problem.promises
        if promise.kind is PromiseKind.GROUP and {one.key for one in team} == set(promise.entries)
    }
    return (*problem.themes, *sorted(theme for theme in own if theme and theme not in problem.themes))


@settings(max_examples=8, deadline=None)
@given(small())
def test_no_teams_are_better_than_the_match(problem: Problem) -> None:
    best = by_trying_everything(problem)
    if best is None:
        assert not has_teams(problem)
    else:
        result = match(problem)
        assert reached(problem, result) == best
        assert result.status is Status.OPTIMAL


test_no_teams_are_better_than_the_match_at_length = at_length(
    test_no_teams_are_better_than_the_match, 60, small()
)


@settings(max_examples=3, deadline=None)
@given(small(most=7))
def test_who_waits_is_decided_by_the_queue(problem: Problem) -> None:
    crowded = replace(
        problem,
        limits=replace(problem.limits, capacity=max(2, problem.participants - 3)),
        strengths={},
    )
    best = best_places(crowded)
    if best is None:
        assert not has_teams(crowded)
    else:
        result = match(crowded)
        waiting = {one.key for one in result.waiting}
        assert tuple(one.key not in waiting for one in in_line(crowded)) == best[1]
        assert result.objective[0].value == best[0]


test_who_waits_is_decided_by_the_queue_at_length = at_length(
    test_who_waits_is_decided_by_the_queue, 15, small(most=7)
)


def in_line(problem: Problem) -> list[Entry]:
    """The entries, the strongest claim to a place first."""
    return sorted(problem.entries, key=lambda e: (e.levels is None, e.nominated, e.code, e.sector, e.number))


def best_places(problem: Problem) -> tuple[int, tuple[bool, ...]] | None:
    """Participants placed, and who has a place in the order of the queue: the best of all choices."""
    found = None
    line = in_line(problem)
    for kept in itertools.product((True, False), repeat=len(line)):
        chosen = tuple(one for one, keep in zip(line, kept, strict=True) if keep)
        people = sum(one.participants for one in chosen)
        if people > problem.limits.capacity or (found and (people, kept) <= found):
            continue
        if by_trying_everything(problem, chosen) is not None:
            found = (people, kept)
    return found


@pytest.mark.slow
def test_order_of_the_files_decides_nothing() -> None:
    problem = programme(1)
    shuffled = replace(
        problem,
        entries=tuple(random.Random(2).sample(problem.entries, len(problem.entries))),
        facilitators=tuple(random.Random(3).sample(problem.facilitators, len(problem.facilitators))),
    )
    assert replace(match(shuffled), seconds=0) == replace(match(problem), seconds=0)


@pytest.mark.slow
def test_other_codes_and_names_reach_the_same() -> None:
    problem = programme(2)
    codes = random.Random(4).sample(range(len(problem.entries)), len(problem.entries))
    renamed = replace(
        problem,
        entries=tuple(
            replace(one, code=f"{8000000 + code}", name=f"Other {code}")
            for one, code in zip(problem.entries, codes, strict=True)
        ),
    )
    assert match(renamed).objective == match(problem).objective


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (1, 2))])
def test_programme_size_is_proven_line_by_line(seed: int) -> None:
    result = match(programme(seed, located=True))
    assert result.status is Status.OPTIMAL
    assert all(line.proven for line in result.objective)
    assert all(verdict.holds for verdict in result.rules if verdict.must)
    assert sum(len(team.entries) for team in result.teams) == 50


@pytest.mark.slow
def test_each_step_is_told_to_the_watcher() -> None:
    steps: list[str] = []
    match(programme(0), Watch(steps.append))
    assert list(dict.fromkeys(steps))[:6] == ["level 1", "level 2", "level 3", "level 4", "breadth", "travel"]


def test_without_places_no_more_themes_are_chosen_once_teams_are_as_even_as_can_be() -> None:
    steps: list[str] = []
    assert match(programme(3), Watch(steps.append)).status is Status.OPTIMAL
    assert steps.count("breadth") == 2  # how much there can be at most, and the themes of one choice


def test_teams_are_found_where_themes_promise_too_much() -> None:
    """Three entries of three and one of one look like two teams of five; really they sit as six and four."""
    entries = [
        entry(1, participants=3, authority="Ayton", levels={"Literacy": 5, "Numeracy": 1}),
        entry(2, participants=3, authority="Borland", levels={"Literacy": 5, "Numeracy": 1}),
        entry(3, participants=3, authority="Ayton", levels={"Literacy": 5, "Numeracy": 1}, sector="ELC"),
        entry(4, participants=1, authority="Borland", levels={"Literacy": 5, "Numeracy": 1}),
    ]
    problem = Problem(
        tuple(entries), ("Literacy", "Numeracy"), facilitators(), Limits(teams=2, team_spread=1)
    )
    result = match(problem)
    assert sorted(team.participants for team in result.teams) == [4, 6]
    assert reached(problem, result) == by_trying_everything(problem)


def test_as_many_as_possible_have_a_place_though_the_first_choices_make_no_teams() -> None:
    """Seven could be placed by their sizes alone, but only five in teams; a solver once said four."""
    kinds = [("ELC", "Ayton", 1), ("ELC", "Borland", 4), ("ELC", "Carrick", 1)]
    kinds += [("Primary", "Carrick", 1), ("Primary", "Ayton", 1), ("ELC", "Ayton", 2)]
    entries = [
        entry(code, sector=sector, authority=authority, participants=size, levels=None)
        for code, (sector, authority, size) in enumerate(kinds)
    ]
    limits = Limits(teams=2, team_spread=1, capacity=7)
    result = match(Problem(tuple(entries), ("Literacy", "Numeracy"), facilitators(), limits))
    assert result.objective[0].value == 5
    assert [one.name for one in result.waiting] == ["School 1", "School 4"]
