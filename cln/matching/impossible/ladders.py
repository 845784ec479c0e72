"""Which changes are worth a thought for a problem: every limit, promise, facilitator and rule that binds it.

Some changes cannot be had as a slack of a condition, because they change what the conditions are about: how
many teams there are, who skips the matching, how many have a place. Those are `structural`; they loosen one
thing and may tighten another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from cln.matching.impossible.changes import RULE_OF, Change, Ladder, Lift, Move, Recruit, Soften
from cln.matching.problem import Problem, PromiseKind
from cln.matching.rules import RULES, is_must
from cln.matching.sums import distinct

STEPS = 5
"""How far a limit is moved at most, in its smallest steps, where nothing else ends it."""

FEWER_TEAMS, MORE_TEAMS = 40, 2
"""By how many teams the match may be made smaller, or larger."""

SHARES = ((3, 5), (2, 3), (3, 4))
"""What `authority-share` may be moved to."""

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
        moves = [Move("team-count", "teams", n, min(abs(n - teams), STEPS), dear=4) for n in nearest_first]
        made.append((*moves, Soften("team-count")))
    if is_must(problem, "capacity"):
        made.append(tuple(_capacities(problem)))
    if is_must(problem, "groups"):
        made += [(Lift(one),) for one in problem.promises if one.kind is PromiseKind.GROUP]
    return tuple(group for group in made if group)


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
        share = Fraction(*limits.authority_share)
        yield _ladder(rule, "authority_share", [more for more in SHARES if Fraction(*more) > share])
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
        now = limits.facilitator_load
        most = max(now + STEPS, -(-distinct(problem) // len(problem.key_facilitators)))
        yield _ladder(rule, "facilitator_load", range(now + 1, most + 1))


def _ladder(rule: str, field: str, values: Iterable[object], end: int | None = None) -> Ladder:
    return tuple(Move(rule, field, value, steps, end) for steps, value in enumerate(values, start=1))


def _sizes(problem: Problem) -> Iterator[Ladder]:
    """The spread, or either end of the range, at least as far as the mean."""
    limits = problem.limits
    if limits.team_size is None:
        spread = limits.team_spread
        yield _ladder("team-size", "team_spread", range(spread + 1, spread + STEPS + 1))
        return
    (low, high), mean = limits.team_size, problem.participants // limits.teams
    yield _ladder("team-size", "team_size", range(low - 1, max(0, min(low - STEPS, mean) - 1), -1), end=0)
    yield _ladder("team-size", "team_size", range(high + 1, max(high + STEPS, mean + 1) + 1), end=1)


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
    """Room for everybody; or for as many only as the largest teams hold, so that the others wait."""
    limits = problem.limits
    if problem.participants > limits.capacity:
        yield Move("capacity", "capacity", problem.participants, 1)
    if limits.team_size is not None:
        most = limits.teams * limits.team_size[1]
        if most < min(problem.participants, limits.capacity):
            yield Move("capacity", "capacity", most, 2)
