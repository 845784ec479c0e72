"""Cohorts drawn at random, and one to three causes drawn for each why it may have no match.

Odd ones on purpose: three to 21 teams, one theme or fourteen, entries of one to four people, and causes of
every kind, so that no family of them is forgotten. With a seed the same on every machine.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

from cln.matching.limits import Limits
from cln.matching.problem import Entry, Facilitator, Problem, Promise, PromiseKind, Strength
from tests.matching.cohorts import SECTORS, entry

Cause = Callable[[Problem, Random], Problem]
Edges = Iterable[tuple[int, int]]
"""Pairs of places among some entries who are to be kept apart."""

SIZES = ((1,), (2,), (1, 2, 3), (1, 2, 3, 4), (2, 2, 2, 3))
"""How many people an entry has, of which one number is drawn for each."""


def drawn(seed: int) -> tuple[Problem, Problem]:
    """A cohort, most often with a match; and the same with causes why it may have none."""
    rng = Random(seed)
    cohort = problem = _cohort(rng)
    for cause in rng.sample(CAUSES, rng.choice((1, 1, 2, 3))):
        problem = cause(problem, rng)
    return cohort, problem


def _cohort(rng: Random) -> Problem:
    teams, each = rng.choice((3, 3, 4, 5, 6, 8, 9, 12, 16, 20, 21)), rng.choice((2, 3, 4, 5, 6))
    many = min(teams * each + rng.randint(0, teams - 1), 110)
    authorities = [f"Authority {n}" for n in range(rng.choice((2, 3, 4, 5, 8) if each > 3 else (3, 4, 5, 8)))]
    themes = tuple(f"Theme {n:02}" for n in range(rng.choice((1, 2, 4, 8, 14))))
    sizes, sectors = rng.choice(SIZES), SECTORS[: rng.choice((2, 3, 4))]
    answered, placed = rng.random() < 0.7, rng.random() < 0.4

    def one(number: int) -> Entry:
        regular = authorities[number % len(authorities)]
        return entry(
            number,
            authority=regular if rng.random() < 0.8 else rng.choice(authorities),
            sector=rng.choice(sectors),
            participants=rng.choice(sizes),
            levels={theme: rng.randint(1, 5) for theme in themes} if answered else None,
            simd_quintile=rng.randint(1, 5) if answered else None,
            experienced=rng.random() < 0.3,
            location=(55.5 + rng.random() / 2, -4.5 + rng.random()) if placed else None,
        )

    entries = tuple(map(one, range(many)))
    keys = [
        Facilitator(f"Key {name} {number}", authority=name)
        for name in authorities
        for number in range(-(-sum(one.authority == name for one in entries) // 10))
    ]
    keys += [Facilitator(f"National {number}") for number in range(teams - len(keys))]
    people = sum(one.participants for one in entries)
    crowded = rng.random() < 0.15
    limits = Limits(
        teams=teams,
        capacity=people - rng.randint(1, people // 6) if crowded else max(100, people),
        team_spread=rng.choice((1, 2, 2, 2, 4)),
        team_size=(max(1, people // teams - 2), people // teams + 3) if rng.random() < 0.3 else None,
    )
    return Problem(entries, themes, tuple(keys), limits, {"establishments": Strength.OFF})


def _promising(problem: Problem, *promises: Promise) -> Problem:
    first = len(problem.promises) + 1
    numbered = (replace(promise, number=number) for number, promise in enumerate(promises, first))
    return replace(problem, promises=(*problem.promises, *numbered))


def _promise(
    kind: PromiseKind, entries: Iterable[Entry], *, team: int | None = None, theme: str | None = None
) -> Promise:
    return Promise(0, kind, tuple(one.key for one in entries), "asked", team=team, theme=theme)


def _limited(problem: Problem, **limits: object) -> Problem:
    return replace(problem, limits=replace(problem.limits, **limits))  # type: ignore[arg-type]


def _some(problem: Problem, rng: Random, *numbers: int) -> list[Entry]:
    """As many entries as one of these numbers says, or all."""
    return rng.sample(problem.entries, min(len(problem.entries), rng.choice(numbers)))


def _apart(problem: Problem, entries: Sequence[Entry], edges: Edges) -> Problem:
    promises = (_promise(PromiseKind.APART, (entries[one], entries[other])) for one, other in edges)
    return _promising(problem, *promises)


def _all_apart(problem: Problem, rng: Random) -> Problem:
    entries = _some(problem, rng, *(problem.limits.teams + more for more in (1, 2, 3, 4)))
    return _apart(problem, entries, combinations(range(len(entries)), 2))


def _one_promise_apart(problem: Problem, rng: Random) -> Problem:
    more = (problem.limits.teams + more for more in (1, 2, 3))
    return _promising(problem, _promise(PromiseKind.APART, _some(problem, rng, *more)))


def _nearly_all_apart(problem: Problem, rng: Random) -> Problem:
    entries = _some(problem, rng, *(problem.limits.teams + more for more in (2, 3, 4, 6)))
    edges = list(combinations(range(len(entries)), 2))
    return _apart(problem, entries, rng.sample(edges, len(edges) - rng.randint(0, len(entries) // 2)))


def _ring(problem: Problem, rng: Random) -> Problem:
    """Five or seven quarrel in a ring, and others with all of these and each other."""
    length, hubs = rng.choice((5, 5, 7)), max(0, problem.limits.teams - 2)
    entries = _some(problem, rng, length + hubs)
    edges = [(place, (place + 1) % length) for place in range(length)]
    edges += [(hub, other) for hub in range(length, len(entries)) for other in range(hub)]
    return _apart(problem, entries, edges) if len(entries) == length + hubs else _all_apart(problem, rng)


def _two_rings(problem: Problem, rng: Random) -> Problem:
    hubs = max(0, problem.limits.teams - 5)
    entries = _some(problem, rng, 10 + hubs)
    if len(entries) < 10 + hubs:
        return _ring(problem, rng)
    edges = [(5 * ring + place, 5 * ring + (place + 1) % 5) for ring in (0, 1) for place in range(5)]
    edges += [(one, other) for one in range(5) for other in range(5, 10)]
    edges += [(hub, other) for hub in range(10, len(entries)) for other in range(hub)]
    return _apart(problem, entries, edges)


def _two_camps(problem: Problem, rng: Random) -> Problem:
    entries = _some(problem, rng, 2 * problem.limits.teams)
    half = len(entries) // 2
    edges = [(one, other) for one in range(half) for other in range(half, len(entries))]
    pairs = (_promise(PromiseKind.TOGETHER, entries[n : n + 2]) for n in range(0, half - 1, 2))
    return _promising(_apart(problem, entries, edges), *pairs)


def _pinned(problem: Problem, rng: Random) -> Problem:
    entries = _some(problem, rng, 2, 3, 5, 8, 10, 12)
    return _promising(problem, *(_promise(PromiseKind.PIN, (one,), team=1) for one in entries))


def _pinned_to_themes(problem: Problem, rng: Random) -> Problem:
    entries = enumerate(_some(problem, rng, 3, 6, 12))
    themes = problem.themes
    pins = (_promise(PromiseKind.PIN, (one,), theme=themes[n % len(themes)]) for n, one in entries)
    return _promising(problem, *pins)


def _pinned_and_apart(problem: Problem, rng: Random) -> Problem:
    two = rng.sample(problem.entries, 2)
    pins = (_promise(PromiseKind.PIN, (one,), team=1) for one in two)
    return _promising(problem, *pins, _promise(PromiseKind.APART, two))


def _together(problem: Problem, rng: Random) -> Problem:
    return _promising(problem, _promise(PromiseKind.TOGETHER, _some(problem, rng, 3, 5, 7, 9)))


def _together_of_one_authority(problem: Problem, rng: Random) -> Problem:
    authority = rng.choice(problem.entries).authority
    own = [one for one in problem.entries if one.authority == authority][: rng.choice((3, 4, 5, 6))]
    return _promising(problem, _promise(PromiseKind.TOGETHER, own)) if len(own) > 1 else problem


def _pairs_together(problem: Problem, rng: Random) -> Problem:
    entries = _some(problem, rng, 6, 12, 20)
    pairs = zip(entries[::2], entries[1::2], strict=False)
    return _promising(problem, *(_promise(PromiseKind.TOGETHER, pair) for pair in pairs))


def _fewer_facilitators(problem: Problem, rng: Random) -> Problem:
    return replace(problem, facilitators=problem.facilitators[rng.choice((1, 1, 2, 3)) :])


def _one_facilitator(problem: Problem, _rng: Random) -> Problem:
    off = {**problem.strengths, "facilitators": Strength.OFF}
    return replace(problem, facilitators=problem.facilitators[:1], strengths=off)


def _light_load(problem: Problem, rng: Random) -> Problem:
    return _limited(problem, facilitator_load=rng.choice((1, 2, 3, 5)))


def _one_authority(problem: Problem, rng: Random) -> Problem:
    many = int(rng.choice((0.55, 0.6, 0.7, 0.8)) * len(problem.entries))
    moved = tuple(replace(one, authority="Authority 0") for one in problem.entries[:many])
    return replace(problem, entries=(*moved, *problem.entries[many:]))


def _more_authorities(problem: Problem, rng: Random) -> Problem:
    return _limited(problem, team_authorities=rng.choice((3, 4)))


def _group_and_capacity(problem: Problem, rng: Random) -> Problem:
    group = _some(problem, rng, 3, 6)
    people = sum(one.participants for one in group)
    small = _limited(problem, capacity=max(1, people - rng.choice((-3, -1, 1))))
    return _promising(small, _promise(PromiseKind.GROUP, group))


def _small_capacity(problem: Problem, rng: Random) -> Problem:
    teams = problem.limits.teams
    return _limited(problem, capacity=rng.choice((1, 2, 2 * teams - 1, 3 * teams)))


def _one_sector(problem: Problem, _rng: Random) -> Problem:
    return replace(problem, entries=tuple(replace(one, sector="Primary") for one in problem.entries))


def _strict_sectors(problem: Problem, _rng: Random) -> Problem:
    must = dict.fromkeys(("team-sectors", "lone-sector"), Strength.MUST)
    return replace(problem, strengths={**problem.strengths, **must})


def _groups(problem: Problem, rng: Random) -> Problem:
    entries, groups = rng.sample(problem.entries, len(problem.entries)), []
    for _ in range(rng.choice((1, 2, problem.limits.teams))):
        many = rng.choice((1, 2, 3, 5, 11))
        group, entries = entries[:many], entries[many:]
        groups += [_promise(PromiseKind.GROUP, group)] if group else []
    return _promising(problem, *groups)


def _odd_sizes(problem: Problem, rng: Random) -> Problem:
    mean = problem.participants // problem.limits.teams
    sizes = ((1, max(1, mean - 1)), (mean + 1, mean + 4), (mean, mean), (1, 2))
    return _limited(problem, team_size=rng.choice(sizes))


def _even_sizes(problem: Problem, _rng: Random) -> Problem:
    return _limited(problem, team_spread=0, team_size=None)


def _other_teams(problem: Problem, rng: Random) -> Problem:
    many = len(problem.entries)
    return _limited(problem, teams=rng.choice((2, many // 2 + 1, many - 1, problem.limits.teams + 3)))


def _shared_themes(problem: Problem, rng: Random) -> Problem:
    teams, themes = problem.limits.teams, len(problem.themes)
    shares = ((0, max(0, -(-teams // themes) - 1)), (2, 9), (teams // themes + 1, 20))
    return _limited(problem, theme_teams=rng.choice(shares))


CAUSES: list[Cause] = [
    _all_apart,
    _one_promise_apart,
    _nearly_all_apart,
    _ring,
    _two_rings,
    _two_camps,
    _pinned,
    _pinned_to_themes,
    _pinned_and_apart,
    _together,
    _together_of_one_authority,
    _pairs_together,
    _fewer_facilitators,
    _one_facilitator,
    _light_load,
    _one_authority,
    _more_authorities,
    _group_and_capacity,
    _small_capacity,
    _one_sector,
    _strict_sectors,
    _groups,
    _odd_sizes,
    _even_sizes,
    _other_teams,
    _shared_themes,
]
"""What may be drawn."""
