"""Small cohorts with causes planted in them why there is no match."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from cln.matching.limits import Limits
from cln.matching.problem import Entry, Facilitator, Problem, Promise, PromiseKind, Strength
from tests.matching.cohorts import AUTHORITIES, BOTH_ROLES, entry

THEMES = ("Literacy", "Numeracy")


def cohort(seed: int) -> Problem:
    """Six entries in two teams, with one to three causes why they have no match, or perhaps have one."""
    rng = random.Random(seed)
    made = tuple(
        entry(
            n,
            authority=AUTHORITIES[n % 3],
            sector=("ELC", "Primary")[n // 2 % 2],
            participants=rng.choice((1, 2, 2, 3)),
            levels=None,
        )
        for n in range(6)
    )
    keys = tuple(Facilitator(f"Key {n}", authority=name) for n, name in enumerate(AUTHORITIES[:3]))
    problem = Problem(made, THEMES, keys, Limits(teams=2))
    for number, cause in enumerate(rng.sample(CAUSES, rng.choice((1, 1, 2, 3))), start=1):
        problem = cause(problem, rng, 10 * number)
    return problem


def _short(problem: Problem, _rng: random.Random, _number: int) -> Problem:
    return replace(problem, facilitators=problem.facilitators[1:])


def _one_sector(problem: Problem, _rng: random.Random, _number: int) -> Problem:
    return replace(problem, entries=tuple(replace(one, sector="ELC") for one in problem.entries))


def _one_authority(problem: Problem, rng: random.Random, _number: int) -> Problem:
    many = rng.choice((4, 5))
    moved = (replace(one, authority="Ayton") for one in problem.entries[:many])
    return replace(problem, entries=(*moved, *problem.entries[many:]))


def _promises(problem: Problem, *made: tuple[int, PromiseKind, Sequence[Entry], int | None]) -> Problem:
    new = tuple(
        Promise(number, kind, tuple(one.key for one in who), "promised", team=team)
        for number, kind, who, team in made
    )
    return replace(problem, promises=(*problem.promises, *new))


def _clash(problem: Problem, rng: random.Random, number: int) -> Problem:
    two = rng.sample(problem.entries, 2)
    together = (number, PromiseKind.TOGETHER, two, None)
    pins = (number, PromiseKind.PIN, two, 1)
    return _promises(problem, rng.choice((together, pins)), (number + 1, PromiseKind.APART, two, None))


def _crowd(problem: Problem, rng: random.Random, number: int) -> Problem:
    who = rng.sample(problem.entries, rng.choice((3, 4, 5)))
    kind, team = rng.choice(((PromiseKind.TOGETHER, None), (PromiseKind.PIN, 2)))
    return _promises(problem, (number, kind, who, team))


def _alike(problem: Problem, _rng: random.Random, number: int) -> Problem:
    own = [one for one in problem.entries if one.authority == "Ayton"][:3]
    return _promises(problem, (number, PromiseKind.TOGETHER, own, None))


def _group(problem: Problem, rng: random.Random, number: int) -> Problem:
    return _promises(problem, (number, PromiseKind.GROUP, rng.sample(problem.entries, 3), None))


def _sizes(problem: Problem, rng: random.Random, _number: int) -> Problem:
    return _limits(problem, team_size=rng.choice(((1, 3), (2, 5), (7, 9), (6, 6))))


def _limits(problem: Problem, **limits: object) -> Problem:
    return replace(problem, limits=replace(problem.limits, **limits))  # type: ignore[arg-type]


def _even(problem: Problem, _rng: random.Random, _number: int) -> Problem:
    return _limits(problem, team_spread=0)


def _load(problem: Problem, rng: random.Random, _number: int) -> Problem:
    return _limits(problem, facilitator_load=rng.choice((1, 2)))


def _teams(problem: Problem, _rng: random.Random, _number: int) -> Problem:
    return _limits(problem, teams=4)


def _capacity(problem: Problem, rng: random.Random, number: int) -> Problem:
    who = rng.sample(problem.entries, 3)
    small = _limits(problem, capacity=sum(one.participants for one in who) - 1)
    return (
        _promises(small, (number, PromiseKind.PIN, who, None))
        if False
        else _promises(small, (number, PromiseKind.GROUP, who, None))
    )


def _must(problem: Problem, rng: random.Random, _number: int) -> Problem:
    rule = rng.choice(("team-sectors", "lone-sector", "establishments", "roles"))
    bare = (replace(one, roles=frozenset() if rule == "roles" else BOTH_ROLES) for one in problem.entries)
    strengths = {**problem.strengths, rule: Strength.MUST}
    return replace(problem, entries=tuple(bare), strengths=strengths)


CAUSES: tuple[Callable[[Problem, random.Random, int], Problem], ...] = (
    _short,
    _one_sector,
    _one_authority,
    _clash,
    _crowd,
    _alike,
    _group,
    _sizes,
    _even,
    _load,
    _teams,
    _capacity,
    _must,
)
