"""Invented cohorts of programme size, drawn from a seed, so that a bench needs no file."""

from random import Random
from typing import TypeVar

from cln.matching.problem import Entry, Facilitator, Problem
from cln.programme import THEMES

AUTHORITIES = {
    "Glasgow City": 14,
    "North Lanarkshire": 9,
    "South Lanarkshire": 7,
    "East Dunbartonshire": 6,
    "East Renfrewshire": 4,
    "Renfrewshire": 4,
    "Inverclyde": 3,
    "West Dunbartonshire": 3,
}
"""Entries that each brings: as uneven as the councils are."""

SECTORS = {"Primary": 54, "Secondary": 20, "ELC": 20, "Special": 6}
"""How often each comes, in per cent."""

QUINTILES = {1: 36, 2: 20, 3: 14, 4: 14, 5: 16}
"""SIMD quintiles of the region's schools, in per cent: many stand in the most deprived areas."""

EXPERIENCED = 0.3


def programme_size(seed: int) -> Problem:
    """50 entries of two people, who rate every theme from 1 to 5, and as many key facilitators as needed.

    Nobody has a location, so that travel is no line of the objective.
    """
    random = Random(seed)
    homes = [authority for authority, entries in AUTHORITIES.items() for _ in range(entries)]
    # Some themes are on everybody's mind and some on few people's: a weight for the ratings 1 to 5 each.
    tastes = {theme: _taste(random) for theme in THEMES}
    entries = [_entry(random, number, home, tastes) for number, home in enumerate(homes, start=1)]
    facilitators = [
        Facilitator(f"Facilitator {number} of {authority}", authority=authority)
        for authority, count in AUTHORITIES.items()
        for number in range(-(-count // 10))
    ]
    return Problem(tuple(entries), THEMES, tuple(facilitators))


def _taste(random: Random) -> list[float]:
    liking = random.uniform(0.2, 1.0)
    return [3 - 2 * liking, 2.5 - liking, 2, 1 + 2 * liking, 0.1 + 2 * liking**2]


def _entry(random: Random, number: int, authority: str, tastes: dict[str, list[float]]) -> Entry:
    return Entry(
        code=f"{8_000_000 + number}",
        sector=_draw(random, SECTORS),
        number=1,
        name=f"School {number}",
        authority=authority,
        participants=2,
        levels={theme: random.choices(range(1, 6), weights)[0] for theme, weights in tastes.items()},
        simd_quintile=_draw(random, QUINTILES),
        experienced=random.random() < EXPERIENCED,
        roles=frozenset({"promoted", "practitioner"}),
    )


T = TypeVar("T")


def _draw(random: Random, shares: dict[T, int]) -> T:
    return random.choices(list(shares), list(shares.values()))[0]
