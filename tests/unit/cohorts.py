"""Invented problems for the matching: small ones that can be searched whole, and ones of programme size."""

import random
from dataclasses import replace

from hypothesis import strategies as st

from cln.matching.problem import Entry, Facilitator, Limits, Problem, Strength

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
    free = draw(st.sets(st.sampled_from(("team-size", "team-authorities", "authority-share", "sectors"))))
    hard = draw(st.sets(st.sampled_from(("team-sectors", "lone-sector"))))
    return Problem(
        tuple(entries),
        themes,
        facilitators(),
        Limits(teams=teams, team_spread=draw(st.integers(1, 2))),
        dict.fromkeys(sorted(free), Strength.SHOULD) | dict.fromkeys(sorted(hard), Strength.MUST),
    )


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
