"""Who waits where promises bind: the first choice in the order of the queue of which teams can be made."""

import random
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import combinations, permutations, product

import pytest

from cln.matching import effort
from cln.matching.exercise import match, rerun
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.diagnose import Contradiction
from cln.matching.limits import Limits
from cln.matching.problem import Entry, Key, Problem, Promise, PromiseKind, Strength, Team
from cln.matching.queue import queue
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Watch
from tests.matching.cohorts import AUTHORITIES, SECTORS, entry
from tests.matching.everything import Costs

OFF = dict.fromkeys(("facilitators", "team-facilitator", "sectors", "establishments"), Strength.OFF)


def six_together(**limits: object) -> Problem:
    """Single people of three councils for two places in three: six from one, of those nominated first, are
    kept together, of whom a team of five can hold no more than two.
    """
    made = [
        entry(code, participants=1, authority=AUTHORITIES[code % 3], sector=SECTORS[code % 2], nominated=code)
        for code in range(24)
    ]
    six = tuple(made[n].key for n in range(1, 18, 3))
    together = Promise(1, PromiseKind.TOGETHER, six, "asked")
    rules = Limits(teams=4, capacity=16, team_size=(3, 5), **limits)  # type: ignore[arg-type]
    return Problem(tuple(made), ("Literacy",), limits=rules, strengths=OFF, promises=(together,))


def others(problem: Problem) -> list[Key]:
    """Who waits by the queue once those who are kept together do: they, and whoever is last."""
    (six,) = (one.entries for one in problem.promises)
    line = [one.key for one in queue(problem.entries) if one.key not in six]
    return [one.key for one in queue(problem.entries) if one.key in {*six, *line[16:]}]


def test_those_whom_no_team_can_hold_together_wait_and_few_choices_are_tried() -> None:
    problem, steps = six_together(), list[str]()
    result = match(problem, Watch(steps.append))
    assert [one.key for one in result.waiting] == others(problem)
    assert result.objective[0].value == 16
    assert steps.count("breadth") <= 8, "two choices are made into teams"


def test_a_choice_that_promises_forbid_is_not_made_into_teams() -> None:
    problem, steps = six_together(), list[str]()
    pairs = combinations([one.key for one in queue(problem.entries)[:5]], 2)
    apart = (Promise(n, PromiseKind.APART, pair, "asked") for n, pair in enumerate(pairs, start=1))
    result = match(replace(problem, promises=tuple(apart)), Watch(steps.append))
    assert [one.key for one in result.waiting] == [
        one.key for n, one in enumerate(queue(problem.entries)) if n == 4 or n > 16
    ]
    assert steps.count("breadth") <= 4, "one choice is made into teams"


def crowded(seed: int) -> Problem:
    """Six or seven entries for too few places in two teams, and two to four promises that may not be kept."""
    rng = random.Random(seed)
    themes = ("Literacy", "Numeracy")[: rng.choice((1, 2))]
    made = tuple(
        entry(
            code,
            authority=rng.choice(AUTHORITIES[:3]),
            sector=rng.choice(SECTORS[:2]),
            participants=rng.choice((1, 1, 2, 3)),
            levels=rng.choice((None, dict.fromkeys(themes, 3))),
            nominated=rng.randint(0, 2),
        )
        for code in range(rng.choice((6, 7)))
    )
    keys = [one.key for one in made]
    limits = Limits(
        teams=2,
        capacity=max(2, sum(one.participants for one in made) - rng.randint(1, 5)),
        team_size=rng.choice((None, (1, 5), (2, 4))),
        theme_teams=rng.choice((None, None, (0, 1))) if len(themes) > 1 else None,
    )
    free = {rule: Strength.OFF for rule in ("team-authorities", "authority-share") if rng.random() < 0.5}
    promises = tuple(promise(rng, number, keys, themes) for number in range(1, rng.randint(3, 5)))
    return Problem(made, themes, (), limits, OFF | free, promises=promises)


def promise(rng: random.Random, number: int, keys: list[Key], themes: tuple[str, ...]) -> Promise:
    """Any promise, most of them to keep entries together or apart."""
    kinds = PromiseKind.TOGETHER, PromiseKind.APART
    kind = rng.choice((*kinds, *kinds, PromiseKind.PIN, PromiseKind.GROUP))
    theme = team = None
    if kind is PromiseKind.PIN and rng.random() < 0.5:
        team = rng.randint(1, 2)
    elif kind in {PromiseKind.PIN, PromiseKind.GROUP}:
        theme = rng.choice(themes)
    many = {PromiseKind.PIN: 1, PromiseKind.GROUP: rng.randint(1, 2)}.get(kind, rng.randint(2, 4))
    return Promise(number, kind, tuple(rng.sample(keys, many)), "asked", theme, team)


def first_of_all(problem: Problem, seated: Set[Key] = frozenset()) -> frozenset[Key] | None:
    """Who has a place: of all choices that make teams, all who are seated, then the most people, then the
    first in the order of the queue; None if no choice does.
    """
    line = sorted(queue(problem.entries), key=lambda one: one.key not in seated)
    choices = []
    for kept in product((True, False), repeat=len(line)):
        chosen = frozenset(one.key for one, keep in zip(line, kept, strict=True) if keep)
        brought = sum(problem.by_key[key].participants for key in chosen)
        if 0 < brought <= problem.limits.capacity:
            choices.append((chosen >= seated, brought, kept, chosen))
    costs = Costs(problem, ())
    ordered = sorted(choices, key=lambda choice: choice[:3], reverse=True)
    return next((chosen for *_, chosen in ordered if make_teams(problem, chosen, costs)), None)


def make_teams(problem: Problem, chosen: Set[Key], costs: Costs) -> bool:
    """Whether any two teams of these entries keep every must."""
    entries = tuple(one for one in problem.entries if one.key in chosen)
    numbers = [*permutations((1, 2))] if any(one.team for one in problem.promises) else [(1, 2)]
    for parts in two_parts(entries):
        for themes, order in product(product(problem.themes, repeat=2), numbers):
            if costs.cost([Team(*made) for made in zip(order, themes, parts, strict=True)], 1) == 0:
                return True
    return False


def two_parts(entries: tuple[Entry, ...]) -> list[tuple[tuple[Entry, ...], tuple[Entry, ...]]]:
    """Every way to part entries in two, neither of which is empty."""
    first, rest = entries[:1], entries[1:]
    made = []
    for here in product((True, False), repeat=len(rest)):
        one, other = (
            tuple(who for who, it in zip(rest, here, strict=True) if it is side) for side in (True, False)
        )
        if other:
            made.append((first + one, other))
    return made


def placed(teams: Sequence[Team]) -> frozenset[Key]:
    """Who has a place."""
    return frozenset(one.key for team in teams for one in team.entries)


MANY = [40, 55, 109, 128, 141, 202, 258, 281]
"""Some of those in which several choices make no teams before one does."""

NONE = [84]
"""One of those in which none does."""

AT_LENGTH = pytest.param(range(300, 340), marks=pytest.mark.slow)


@pytest.mark.parametrize("seeds", [*([seed] for seed in (*MANY, *NONE)), AT_LENGTH])
def test_the_first_choice_that_makes_teams_has_the_places(seeds: Sequence[int]) -> None:
    for problem in map(crowded, seeds):
        agree(problem, run)


@pytest.mark.parametrize("seeds", [*([seed] for seed in MANY), AT_LENGTH])
def test_a_re_run_takes_the_first_choice_with_those_who_have_a_place(seeds: Sequence[int]) -> None:
    for seed in seeds:
        problem, rng = crowded(seed), random.Random(seed)
        if first_of_all(problem) is None:
            continue
        keys = rng.sample([one.key for one in problem.entries], 2)
        one_more = Promise(9, rng.choice((PromiseKind.TOGETHER, PromiseKind.APART)), tuple(keys), "asked")
        stay = [replace(team, entries=team.entries[: rng.randint(0, 3)]) for team in match(problem).teams]
        before = [team for team in stay if team.entries]
        after = replace(problem, promises=(*problem.promises, one_more))
        agree(after, partial(run_again, before), placed(before))


def run(problem: Problem) -> Sequence[Team]:
    """The teams of a match."""
    return match(problem).teams


def run_again(before: Sequence[Team], problem: Problem) -> Sequence[Team]:
    """The teams of a match that begins with some."""
    return rerun(problem, before).result.teams


def agree(
    problem: Problem, made: Callable[[Problem], Sequence[Team]], seated: frozenset[Key] = frozenset()
) -> None:
    """See that the teams hold the first choice, or are refused where there is none."""
    best = first_of_all(problem, seated)
    if best is None:
        with pytest.raises(Contradiction):
            made(problem)
    else:
        assert placed(made(problem)) == best


def test_where_too_many_choices_make_no_teams_the_refusal_has_its_reason_and_ways_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = six_together()
    monkeypatch.setattr(effort, "DOUBTED", 0)
    monkeypatch.setattr(effort, "CHOICES", 2)
    with pytest.raises(
        Unfinished, match="none of the first 2 choices of who waits makes teams; relax a rule"
    ):
        match(problem)  # there are teams: no change is a way out
    sectors = ["ELC"] * 2 + ["Primary"] * 6
    made = [replace(one, sector=sector) for one, sector in zip(problem.entries[:8], sectors, strict=True)]
    pins = tuple(Promise(n, PromiseKind.PIN, (made[n].key,), "asked", team=n + 1) for n in (0, 1))
    limits = replace(problem.limits, teams=2, capacity=7, team_size=(3, 4))
    strengths = {**OFF, "lone-sector": Strength.MUST}
    lone = replace(problem, entries=tuple(made), limits=limits, strengths=strengths, promises=pins)
    assert not findings(lone)
    with pytest.raises(Contradiction) as refused:
        match(lone)
    reason = refused.value.diagnosis.reasons[0]
    assert [one.sentence for one in reason.findings] == [
        "none of the first 2 choices of who waits makes teams"
    ]
    assert all(remedy.changes for remedy in reason.remedies)
    assert reason.remedies
