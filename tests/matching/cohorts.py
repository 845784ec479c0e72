"""Invented problems for the matching: small ones that can be searched whole, and ones of programme size."""

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cln.matching.impossible.contradictions import findings
from cln.matching.limits import Limits
from cln.matching.objective import goals
from cln.matching.problem import (
    Entry,
    Facilitator,
    Key,
    Preference,
    Problem,
    Promise,
    PromiseKind,
    Result,
    Strength,
)
from cln.matching.solve.facilitators import assign
from cln.matching.solve.places import placings
from cln.matching.solve.profile import Placed
from cln.matching.solve.teams import seat
from cln.matching.watch import Watch

AUTHORITIES = ("Ayton", "Borland", "Carrick", "Dunmore")
SECTORS = ("ELC", "Primary", "Secondary", "Special")
BOTH_ROLES = frozenset({"promoted", "practitioner"})


def entry(code: int = 1, **changed: object) -> Entry:
    """An entry of two people from a primary school that answered nothing special."""
    plain = Entry(
        code=f"{9000000 + code}",
        sector="Primary",
        number=1,
        name=f"School {code}",
        authority="Ayton",
        participants=2,
        levels={"Literacy": 5, "Numeracy": 3},
        simd_quintile=3,
        roles=BOTH_ROLES,
    )
    return replace(plain, **changed)  # type: ignore[arg-type]


def facilitators(count: int = 4) -> tuple[Facilitator, ...]:
    """Key facilitators, one authority after the other."""
    return tuple(
        Facilitator(f"Facilitator {n}", authority=AUTHORITIES[n % len(AUTHORITIES)]) for n in range(count)
    )


@st.composite
def small(draw: st.DrawFn, teams: int = 2, most: int = 6) -> Problem:
    """A problem of two teams that can be searched by trying everything."""
    themes = ("Literacy", "Numeracy", "Resilience")[: draw(st.integers(1, 3))]
    entries = [
        entry(
            code,
            authority=draw(st.sampled_from(AUTHORITIES[:3])),
            sector=draw(st.sampled_from(SECTORS[:3])),
            participants=draw(st.integers(1, 4)),
            levels=draw(st.none() | st.fixed_dictionaries({theme: st.integers(1, 5) for theme in themes})),
            simd_quintile=draw(st.none() | st.integers(1, 5)),
            experienced=draw(st.booleans()),
            location=draw(st.none() | st.tuples(st.sampled_from((55.6, 55.9, 56.1)), st.just(-4.2))),
            nominated=draw(st.integers(0, 1)),
        )
        for code in range(draw(st.integers(3, most)))
    ]
    usual = ("team-size", "team-authorities", "authority-share", "sectors")
    free = set(usual) - draw(st.sets(st.sampled_from(usual), max_size=2))
    hard = draw(st.sets(st.sampled_from(("team-sectors", "lone-sector", "new-partners")), max_size=1))
    keys = [one.key for one in entries]
    return Problem(
        tuple(entries),
        themes,
        facilitators(),
        Limits(
            teams=teams,
            team_spread=draw(st.integers(1, 2)),
            team_size=draw(st.sampled_from((None, None, (1, 20), (3, 10), (5, 6)))),
            theme_teams=draw(st.sampled_from((None, None, (0, 2), (0, 1), (1, 2)))),
        ),
        dict.fromkeys(sorted(free), Strength.SHOULD) | dict.fromkeys(sorted(hard), Strength.MUST),
        draw(st.sampled_from(Preference)),
        draw(promises(keys, themes, teams)),
        draw(st.frozensets(st.sampled_from(list(combinations(keys, 2))), max_size=2)),
    )


@st.composite
def promises(draw: st.DrawFn, keys: list[Key], themes: tuple[str, ...], teams: int) -> tuple[Promise, ...]:
    """Up to two promises of the lead officer; they may contradict each other."""
    made = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        kind = draw(st.sampled_from(PromiseKind))
        least = 2 if kind in {PromiseKind.TOGETHER, PromiseKind.APART} else 1
        most = teams if kind is PromiseKind.APART else 3
        there = draw(st.lists(st.sampled_from(keys), min_size=least, max_size=most, unique=True))
        theme, team = None, None
        if kind is PromiseKind.PIN and draw(st.booleans()):
            team = draw(st.integers(1, teams))
        elif kind is PromiseKind.PIN:
            theme = draw(st.sampled_from(themes))
        elif kind is PromiseKind.GROUP:
            theme = draw(st.none() | st.sampled_from((*themes, "Outdoor learning")))
        made.append(Promise(number, kind, tuple(there), "promised", theme, team))
    return tuple(made)


def programme(seed: int, entries: int = 50, *, located: bool = False) -> Problem:
    """A cohort of programme size: eight teams, eight themes, dense ratings; places only if `located`."""
    rng = random.Random(seed)
    themes = tuple(f"Theme {n}" for n in range(1, 9))
    authorities = [f"Authority {n}" for n in range(1, 9)]
    homes = [rng.choice(authorities) for _ in range(entries)]
    made = tuple(
        entry(
            code,
            authority=home,
            sector=rng.choice(SECTORS),
            participants=rng.choice((1, 2, 2, 2, 2, 3)),
            levels={theme: rng.randint(1, 5) for theme in themes},
            simd_quintile=rng.randint(1, 5),
            experienced=rng.random() < 0.3,
            location=(55.5 + 0.06 * authorities.index(home), -4.5 + 0.2 * rng.random()) if located else None,
        )
        for code, home in enumerate(homes)
    )
    people = tuple(
        Facilitator(f"Key {name} {n}", authority=name, themes=frozenset(rng.sample(themes, 2)))
        for name in authorities
        for n in range(-(-sum(one.authority == name for one in made) // 10))
    )
    return Problem(made, themes, people, Limits(capacity=200))


def popular(seed: int, most: int = 2) -> Problem:
    """A cohort of programme size that ranks the same themes highest, on which `most` teams each can run."""
    problem, rng = programme(seed), random.Random(seed)
    liked = [1 / rank for rank, _ in enumerate(problem.themes, start=1)]
    levels = (5, 4, 3, 2, 2, 1, 1, 1)

    def ranked(one: Entry) -> Entry:
        drawn = dict.fromkeys(rng.choices(problem.themes, liked, k=60)) | dict.fromkeys(problem.themes)
        return replace(one, levels=dict(zip(drawn, levels, strict=True)))

    limits = replace(problem.limits, theme_teams=(0, most))
    return replace(problem, entries=tuple(map(ranked, problem.entries)), limits=limits)


def students(seed: int, people: int = 146) -> Problem:
    """Another programme: single people on nine themes, each once, in 13 to 20; they rank up to four."""
    rng = random.Random(seed)
    themes = tuple(f"Theme {n}" for n in range(1, 10))
    liked = [0.2 + rng.random() for _ in themes]
    made = []
    for code in range(people):
        ranking = list(dict.fromkeys(rng.choices(themes, liked, k=rng.randint(1, 5))))[:4]
        levels = dict.fromkeys(themes, 1) | {theme: max(2, 5 - n) for n, theme in enumerate(ranking)}
        home, sector = rng.choice(AUTHORITIES), rng.choice(SECTORS)
        made.append(entry(code, participants=1, authority=home, sector=sector, levels=levels))
    limits = Limits(teams=9, capacity=people, team_size=(13, 20), theme_teams=(1, 1))
    strengths = dict.fromkeys(("facilitators", "team-facilitator"), Strength.OFF)
    return Problem(tuple(made), themes, limits=limits, strengths=strengths)


def has_teams(problem: Problem) -> bool:
    """Whether the stages of a match make teams; without the diagnosis that follows where they do not."""
    if findings(problem):
        return False
    seatings = (seat(placed, Watch()) for placed in placings(Placed(problem, problem.entries), Watch()))
    return any(found is not None and assign(problem, found.teams, Watch()) for found in seatings)


def reached(problem: Problem, result: Result) -> tuple[int, ...]:
    """What a result reaches, larger being better in every line."""
    return tuple(
        line.value if goal.more_is_better else -line.value
        for goal, line in zip(goals(problem), result.objective, strict=True)
    )


def at_length(test: Callable[..., None], most: int, *drawn: st.SearchStrategy[object]) -> Callable[..., None]:
    """A test over drawn examples once more, over so many that it takes more than a few seconds."""
    again = given(*drawn)(test.hypothesis.inner_test)  # type: ignore[attr-defined]
    few_fit = [HealthCheck.filter_too_much]
    longer = settings(max_examples=most, deadline=None, suppress_health_check=few_fit)(again)
    slow: Callable[..., None] = pytest.mark.slow(longer)
    return slow
