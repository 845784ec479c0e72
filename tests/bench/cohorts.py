"""Invented cohorts of programme size and larger, drawn from a seed, so that a bench needs no file."""

from dataclasses import replace
from random import Random
from typing import TypeVar

from cln.matching.limits import Limits
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
"""Entries that each brings to a cohort of programme size: as uneven as the councils are."""

PLACES = {
    "Glasgow City": (55.86, -4.25),
    "North Lanarkshire": (55.87, -3.95),
    "South Lanarkshire": (55.60, -3.85),
    "East Dunbartonshire": (55.95, -4.20),
    "East Renfrewshire": (55.76, -4.35),
    "Renfrewshire": (55.84, -4.50),
    "Inverclyde": (55.92, -4.78),
    "West Dunbartonshire": (55.97, -4.53),
}
"""Roughly where they lie: latitude and longitude in degrees."""

SPREAD = {
    "Glasgow City": (14, 55.86, -4.25),
    "City of Edinburgh": (8, 55.95, -3.19),
    "Aberdeen City": (6, 57.15, -2.10),
    "Dundee City": (4, 56.46, -2.97),
    "Highland": (7, 57.48, -4.22),
    "Dumfries and Galloway": (5, 55.07, -3.61),
    "Scottish Borders": (4, 55.62, -2.81),
    "Argyll and Bute": (4, 56.41, -5.47),
    "Fife": (7, 56.11, -3.16),
    "Moray": (3, 57.65, -3.32),
    "South Ayrshire": (4, 55.46, -4.63),
    "Perth and Kinross": (5, 56.40, -3.44),
}
"""Councils all over Scotland: entries of a cohort, and roughly where they lie."""

SECTORS = {"Primary": 54, "Secondary": 20, "ELC": 20, "Special": 6}
"""How often each comes, in per cent."""

QUINTILES = {1: 36, 2: 20, 3: 14, 4: 14, 5: 16}
"""SIMD quintiles of the region's schools, in per cent: many stand in the most deprived areas."""

EXPERIENCED = 0.3


def programme_size(seed: int) -> Problem:
    """50 entries of two people, who rate every theme from 1 to 5, and as many key facilitators as needed.

    Nobody has a location, so that travel is no line of the objective.
    """
    return larger(seed, 1, 8)


def larger(seed: int, times: int, teams: int, *, located: bool = False) -> Problem:
    """A cohort of programme size so many times over, in so many teams, with places only if `located`."""
    random = Random(seed)
    homes = [authority for authority, entries in AUTHORITIES.items() for _ in range(entries * times)]
    # Some themes are on everybody's mind and some on few people's: a weight for the ratings 1 to 5 each.
    tastes = {theme: _taste(random) for theme in THEMES}
    entries = [_entry(random, number, home, tastes) for number, home in enumerate(homes, start=1)]
    facilitators = [
        Facilitator(f"Facilitator {number} of {authority}", authority=authority)
        for authority, count in AUTHORITIES.items()
        for number in range(-(-count * times // 10))
    ]
    facilitators += [Facilitator(f"National {number}") for number in range(teams - len(facilitators))]
    if located:
        entries = [replace(entry, location=_near(random, PLACES[entry.authority])) for entry in entries]
    limits = Limits(teams=teams, capacity=max(100, 2 * len(entries)))
    return Problem(tuple(entries), THEMES, tuple(facilitators), limits)


def spread(seed: int) -> Problem:
    """71 entries in 12 teams from all over Scotland: most pairs are too far apart for one team."""
    random = Random(seed)
    tastes = {theme: _taste(random) for theme in THEMES}
    homes = [authority for authority, (entries, *_place) in SPREAD.items() for _ in range(entries)]
    entries = [_entry(random, number, home, tastes) for number, home in enumerate(homes, start=1)]
    placed = [replace(one, location=_near(random, SPREAD[one.authority][1:])) for one in entries]
    facilitators = [
        Facilitator(f"Facilitator {number} of {authority}", authority=authority)
        for authority, (count, *_place) in SPREAD.items()
        for number in range(-(-count // 10))
    ]
    return Problem(tuple(placed), THEMES, tuple(facilitators), Limits(teams=12, capacity=2 * len(entries)))


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


def _near(random: Random, place: tuple[float, float]) -> tuple[float, float]:
    latitude, longitude = place
    return round(random.gauss(latitude, 0.05), 4), round(random.gauss(longitude, 0.1), 4)


T = TypeVar("T")


def _draw(random: Random, shares: dict[T, int]) -> T:
    return random.choices(list(shares), list(shares.values()))[0]
