"""Which changes are worth a thought for a problem: every limit, promise, facilitator and rule that binds it.

Some changes cannot be had as a slack of a condition, because they change what the conditions are about: how
many teams there are, who skips the matching, how many have a place. Those are `structural`; they loosen one
thing and may tighten another.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from cln.matching import effort
from cln.matching.impossible.arithmetic import entries_of_a_team, establishments_of_a_team, matched
from cln.matching.impossible.changes import RULE_OF, Change, Ladder, Lift, Move, Recruit, Soften
from cln.matching.problem import Problem, PromiseKind
from cln.matching.rules import RULES, is_crowded, is_must
from cln.matching.sums import Sums, distinct, people, size_bounds

STEPS = 5
"""How far a load is moved at least, in its smallest steps, where nothing else ends it."""

SIZES = 12
"""Steps by which a size of teams is moved at most, of those that let in teams of other sizes."""

LARGEST, LARGER = 12, 2
"""Entries of a team up to which every share is thought of; and how many more than now it may come to have."""

FEWER_TEAMS, MORE_TEAMS = 40, 2
"""By how many teams the match may be made smaller, or larger."""

FEWER = {"sectors": "sectors", "team-authorities": "team_authorities", "team-sectors": "team_sectors"}
"""Rules whose limit loosens by going down to 1."""


def ladders(problem: Problem) -> tuple[Ladder, ...]:
    """All that a condition can be loosened by, as ladders of one or more rungs."""
    musts = [rule.id for rule in RULES if is_must(problem, rule.id)]
    moves = [ladder for rule in musts for ladder in _moves(problem, rule)]
    promises = [one for one in problem.promises if one.kind is not PromiseKind.GROUP]
    lifts = [(Lift(one),) for one in promises if RULE_OF[one.kind] in musts]
    softer = [(Soften(rule),) for rule in musts if rule not in ("team-count", "capacity", "groups")]
    return tuple(ladder for ladder in (*moves, *_recruits(problem), *lifts, *softer) if ladder)


def structural(problem: Problem) -> tuple[Ladder, ...]:
    """Changes of which at most one of each group is made; not ladders in truth, as none is looser."""
    teams, made = problem.limits.teams, list[Ladder]()
    if is_must(problem, "team-count"):
        counts = [n for n in range(max(2, teams - FEWER_TEAMS), teams + MORE_TEAMS + 1) if n != teams]
        nearest_first = sorted(counts, key=lambda n: abs(n - teams))
        moves = [Move("team-count", "teams", n, abs(n - teams), dear=5) for n in nearest_first]
        made.append((*moves, Soften("team-count")))
    if is_must(problem, "capacity"):
        made.append(tuple(_capacities(problem)))
    if is_must(problem, "groups"):
        made += [(Lift(one),) for one in problem.promises if one.kind is PromiseKind.GROUP]
    return tuple(group for group in made if group)


def is_structural(change: Change) -> bool:
    """Whether a change is one that may tighten something, too."""
    if isinstance(change, Lift):
        return change.promise.kind is PromiseKind.GROUP
    return not isinstance(change, Recruit) and change.rule in ("team-count", "capacity")


def _moves(problem: Problem, rule: str) -> Iterator[Ladder]:
    """The limit of a rule moved by one step, by two, and so on."""
    limits = problem.limits
    if rule == "team-size":
        yield from _sizes(problem)
    elif rule == "theme-teams" and limits.theme_teams:
        low, high = limits.theme_teams
        yield _ladder(rule, "theme_teams", range(low - 1, -1, -1), end=0)
        yield _ladder(rule, "theme_teams", range(high + 1, limits.teams + 1), end=1)
    elif rule == "authority-share":
        yield _shares(problem)
    elif rule == "establishments":
        yield (Move(rule, "establishments", distinct(problem), 1),)
    elif rule in FEWER:
        yield _ladder(rule, FEWER[rule], range(getattr(limits, FEWER[rule]) - 1, 0, -1))
    elif rule == "facilitators":
        brings, keys = _brought(problem), _keys(problem)
        most = max((-(-brings[name] // keys[name]) for name in brings if keys[name]), default=0)
        now = limits.facilitator_establishments
        yield _ladder(rule, "facilitator_establishments", range(now + 1, most + 1))
    elif rule == "team-facilitator" and problem.key_facilitators:
        now, teams = limits.facilitator_load, -(-limits.teams // len(problem.key_facilitators))
        most = max(now + STEPS, teams * establishments_of_a_team(problem)[1])
        yield _ladder(rule, "facilitator_load", range(now + 1, most + 1))


def _ladder(rule: str, field: str, values: Iterable[object], end: int | None = None) -> Ladder:
    return tuple(Move(rule, field, value, steps, end) for steps, value in enumerate(values, start=1))


def _sizes(problem: Problem) -> Iterator[Ladder]:
    """The spread, or either end of the range, step by step where that lets in teams of other sizes."""
    limits, sums = problem.limits, Sums(map(people, matched(problem)))
    everyone = sum(map(people, matched(problem)))

    def reached(low: int, high: int) -> tuple[int | None, int | None]:
        return sums.at_least(low), sums.at_most(high)

    if limits.team_size is None:
        far = range(limits.team_spread + 1, everyone + 1)
        spreads = {n: replace(problem, limits=replace(limits, team_spread=n)) for n in far}
        bounds = {n: reached(*size_bounds(everyone, spread)) for n, spread in spreads.items()}
        now = reached(*size_bounds(everyone, problem))
        yield _ladder("team-size", "team_spread", _deciding(bounds, now))
        return
    low, high = limits.team_size
    lower = {n: reached(n, high) for n in range(low - 1, -1, -1)}
    upper = {n: reached(low, n) for n in range(high + 1, max(everyone, high + 1) + 1)}
    yield _ladder("team-size", "team_size", _deciding(lower, reached(low, high)), end=0)
    yield _ladder("team-size", "team_size", _deciding(upper, reached(low, high)), end=1)


def _deciding(bounds: Mapping[int, object], now: object) -> list[int]:
    """The first few values of a limit that let in something new."""
    deciding = []
    for value, reached in bounds.items():
        if reached != now:
            deciding.append(value)
            now = reached
    return deciding[:SIZES]


def _shares(problem: Problem) -> Ladder:
    """Every larger share that one authority can have of a team of whole entries, but for all of it."""
    now, many = Fraction(*problem.limits.authority_share), len(matched(problem))
    if is_must(problem, "team-count"):
        many = entries_of_a_team(problem)[1] + LARGER
    many = min(LARGEST, many)
    shares = {Fraction(own, entries) for entries in range(2, many + 1) for own in range(1, entries)}
    return tuple(
        Move("authority-share", "authority_share", share.as_integer_ratio(), math.ceil(10 * (share - now)))
        for share in sorted(shares)
        if share > now
    )


def _recruits(problem: Problem) -> Iterator[Ladder]:
    """Key facilitators of each authority that is short, and of any."""
    if is_must(problem, "facilitators"):
        keys, each = _keys(problem), problem.limits.facilitator_establishments
        for name, brings in _brought(problem).items():
            yield tuple(Recruit(n, name) for n in range(1, -(-brings // each) - keys[name] + 1))
    if is_must(problem, "team-facilitator"):
        missing = problem.limits.teams - len(problem.key_facilitators)
        yield tuple(Recruit(n) for n in range(1, missing + 1))


def _brought(problem: Problem) -> Counter[str]:
    """Authority -> how many establishments it brings."""
    there = {(entry.establishment, entry.authority) for entry in problem.entries}
    return Counter(sorted(authority for _establishment, authority in there))


def _keys(problem: Problem) -> Counter[str | None]:
    """Authority -> how many key facilitators it has."""
    return Counter(one.authority for one in problem.key_facilitators)


def _capacities(problem: Problem) -> Iterator[Change]:
    """Room for some more of those who come, or for all; where all come, for fewer, so that somebody waits.

    How many exactly is found out once some number of them will do (see `search`).
    """
    limit, everyone, crowded = problem.limits.capacity, problem.participants, is_crowded(problem)
    small = problem.limits.teams <= effort.LARGE  # who waits in a large cohort is not tried
    if small and (limit < everyone - 1 or not crowded):
        yield Move("capacity", "capacity", everyone - 1, 1, dear=3 if crowded else 7)
    if crowded:
        yield Move("capacity", "capacity", everyone, 2)
