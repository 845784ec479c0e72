"""Cohorts of many shapes, drawn from a seed: such as strangers bring."""

import math
from collections import Counter
from dataclasses import replace
from enum import StrEnum
from random import Random

from cln.matching.limits import Limits
from cln.matching.problem import Entry, Facilitator, Problem

SECTORS = ("ELC", "Primary", "Primary", "Secondary", "Special")
KILOMETRES_A_DEGREE = 111.2


class Shape(StrEnum):
    """What is out of the common about a cohort."""

    EVEN = "several councils"
    HALF = "one council brings half"
    TWO = "two councils bring all"
    FEW = "fewer key facilitators than teams"
    SCHOOLS = "schools with several entries"
    CROWDED = "more people than there is room for"


def shape_of(seed: int) -> Shape:
    """Shapes take turns."""
    return tuple(Shape)[seed % len(Shape)]


def cohort(seed: int, most_teams: int = 12) -> Problem:
    """3 to `most_teams` teams, 4 to 14 themes, entries of one to four people, in councils around a ring."""
    rng, shape = Random(seed), shape_of(seed)
    teams, themes = rng.randint(3, most_teams), [f"Theme {n:02}" for n in range(1, rng.randint(4, 14) + 1)]
    entries = 4 * teams if shape is Shape.FEW else rng.randint(4 * teams, 6 * teams)
    homes = _homes(rng, shape, entries)
    liked = {theme: rng.uniform(0.2, 2.0) for theme in themes}
    ranks = rng.random() < 0.5
    radius = rng.uniform(14, 24)  # of the ring: who lives on the other side of it is far, or nearly so
    made = [_entry(rng, code, home, radius, _levels(rng, liked, ranks)) for code, home in enumerate(homes)]
    if shape is Shape.SCHOOLS:
        made = _with_several(rng, made)
    if shape is Shape.CROWDED:
        made = [_in_the_queue(rng, one) for one in made]
    people = sum(one.participants for one in made)
    capacity = rng.randint(85, 95) * people // 100 if shape is Shape.CROWDED else people
    limits = Limits(teams=teams, capacity=capacity)
    return Problem(
        tuple(made), tuple(themes), _facilitators(made, 0 if shape is Shape.FEW else teams), limits
    )


def _homes(rng: Random, shape: Shape, entries: int) -> list[str]:
    """The council of each entry."""
    if shape in (Shape.HALF, Shape.TWO):
        half = entries // 2
        others = 1 if shape is Shape.TWO else rng.randint(3, 6)
        return ["Council 1"] * half + [f"Council {2 + n % others}" for n in range(half)]
    councils = rng.randint(4, 8)
    return [f"Council {1 + n % councils}" for n in range(entries)]


def _levels(rng: Random, liked: dict[str, float], ranks: bool) -> dict[str, int] | None:
    """How one entry answers; None if it does not."""
    if rng.random() < 0.06:
        return None
    if not ranks:
        return {theme: min(5, 1 + int(5 * rng.random() ** (1 / liking))) for theme, liking in liked.items()}
    order = sorted(liked, key=lambda theme: -liked[theme] * rng.random())
    return {theme: (5, 4, 3, 2)[n] if n < 4 else 1 for n, theme in enumerate(order)}


def _entry(rng: Random, code: int, home: str, radius: float, levels: dict[str, int] | None) -> Entry:
    turn = int(home.split()[1]) * 2 * math.pi / 8
    north, east = (radius * way(turn) + rng.gauss(0, 6) for way in (math.cos, math.sin))
    latitude = 55.8 + north / KILOMETRES_A_DEGREE
    longitude = -4.2 + east / KILOMETRES_A_DEGREE / math.cos(math.radians(55.8))
    return Entry(
        code=f"{9100000 + code}",
        sector=rng.choice(SECTORS),
        number=1,
        name=f"School {code}",
        authority=home,
        participants=rng.choice((1, 2, 2, 2, 3, 4)),
        levels=levels,
        simd_quintile=rng.choice((None, 1, 2, 3, 4, 5)),
        location=(latitude, longitude) if rng.random() < 0.9 else None,
        experienced=rng.random() < 0.25,
    )


def _with_several(rng: Random, made: list[Entry]) -> list[Entry]:
    """In place of every fifth entry another one of a school before it."""
    several = list[Entry]()
    for n, one in enumerate(made):
        school = rng.choice(several[-4:]) if n % 5 == 4 else one
        number = 1 + sum(other.establishment == school.establishment for other in several)
        moved = replace(one, code=school.code, sector=school.sector, number=number)
        several.append(replace(moved, authority=school.authority, location=school.location))
    return several


def _in_the_queue(rng: Random, one: Entry) -> Entry:
    lot = f"{rng.getrandbits(32):08x}"
    return replace(one, nominated=rng.randrange(3), waited=rng.random() < 0.1, lot=lot)


def _facilitators(entries: list[Entry], least: int) -> tuple[Facilitator, ...]:
    """As many as each council needs, and national ones up to `least` in all."""
    schools = Counter(council for council, _ in {(one.authority, one.establishment) for one in entries})
    needed = [
        Facilitator(f"Facilitator {n} of {name}", authority=name)
        for name, brings in sorted(schools.items())
        for n in range(-(-brings // 10))
    ]
    return (*needed, *(Facilitator(f"National {n}") for n in range(least - len(needed))))
