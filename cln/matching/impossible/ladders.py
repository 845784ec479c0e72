"""Which changes are worth a thought for a problem: every limit, promise, facilitator and rule that binds it.

Some changes cannot be had as a slack of a condition, because they change what the conditions are about: how
many teams there are, who skips the matching, how many have a place. Those are `structural`; they loosen one
thing and may tighten another.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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


def ladders(problem: Problem) -> tuple[Ladder, ...]:
    """All that a condition can be loosened by, as ladders of one or more rungs."""
    musts = [rule.id for rule in RULES if is_must(problem, rule.id)]
    found = [
        *(ladder for rule in musts for ladder in _limits(problem, rule)),
        *_recruits(problem),
        *_lifts(problem, musts),
        *((Soften(rule),) for rule in musts if rule not in ("team-count", "capacity", "groups")),
    ]
    return tuple(ladder for ladder in found if ladder)


def _lifts(problem: Problem, musts: Sequence[str]) -> Iterator[Ladder]:
    for one in problem.promises:
        if one.kind is not PromiseKind.GROUP and RULE_OF[one.kind] in musts:
            yield (Lift(one),)


def structural(problem: Problem) -> tuple[Ladder, ...]:
    """Changes of which at most one of each group is made; not ladders in truth, as none is looser."""
    limits, found = problem.limits, list[Ladder]()
    if is_must(problem, "team-count"):
        counts = range(max(2, limits.teams - FEWER_TEAMS), limits.teams + MORE_TEAMS + 1)
        nearest_first = sorted(set(counts) - {limits.teams}, key=lambda n: abs(n - limits.teams))
        moves = tuple(
            Move("team-count", "teams", n, min(abs(n - limits.teams), STEPS), dear=4) for n in nearest_first
        )
        found.append((*moves, Soften("team-count")))
    if is_must(problem, "capacity"):
        found.append(tuple(_capacities(problem)))
    if is_must(problem, "groups"):
        groups = [one for one in problem.promises if one.kind is PromiseKind.GROUP]
        found += [(Lift(one),) for one in groups]
    return tuple(group for group in found if group)


def _limits(problem: Problem, rule: str) -> Iterator[Ladder]:
    """The limit of a rule moved by one step, by two, and so on."""
    if rule == "team-size":
        yield from _sizes(problem)
    elif rule == "theme-teams" and problem.limits.theme_teams:
        low, high = problem.limits.theme_teams
        yield _ladder(rule, "theme_teams", range(low - 1, -1, -1), end=0)
        yield _ladder(rule, "theme_teams", range(high + 1, problem.limits.teams + 1), end=1)
    elif rule == "authority-share":
        share = Fraction(*problem.limits.authority_share)
        yield _ladder(rule, "authority_share", [more for more in SHARES if Fraction(*more) > share])
    elif rule == "establishments":
        yield (Move(rule, "establishments", distinct(problem), 1),)
    elif rule in FEWER:
        yield _ladder(rule, FEWER[rule], range(getattr(problem.limits, FEWER[rule]) - 1, 0, -1))
    elif rule == "facilitators":
        most = max(_each(problem).values(), default=0)
        yield _ladder(rule, "facilitator_establishments", range(_per_key(problem) + 1, most + 1))
    elif rule == "team-facilitator" and problem.key_facilitators:
        now = problem.limits.facilitator_load
        most = max(now + STEPS, -(-distinct(problem) // len(problem.key_facilitators)))
        yield _ladder(rule, "facilitator_load", range(now + 1, most + 1))


FEWER = {"sectors": "sectors", "team-authorities": "team_authorities", "team-sectors": "team_sectors"}
"""Rules whose limit loosens by going down to 1."""


def _ladder(rule: str, field: str, values: Iterable[object], end: int | None = None) -> Ladder:
    return tuple(Move(rule, field, value, steps, end) for steps, value in enumerate(values, start=1))


def _sizes(problem: Problem) -> Iterator[Ladder]:
    """The spread, or either end of the range, at least as far as the mean."""
    limits = problem.limits
    if limits.team_size is None:
        spreads = range(limits.team_spread + 1, limits.team_spread + STEPS + 1)
        yield _ladder("team-size", "team_spread", spreads)
        return
    low, high = limits.team_size
    mean = problem.participants // limits.teams
    yield _ladder("team-size", "team_size", range(low - 1, max(0, min(low - STEPS, mean) - 1), -1), end=0)
    yield _ladder("team-size", "team_size", range(high + 1, max(high + STEPS, mean + 1) + 1), end=1)


def _recruits(problem: Problem) -> Iterator[Ladder]:
    """Key facilitators of each authority that is short, and of any."""
    if is_must(problem, "facilitators"):
        for name, brings in _brings(problem).items():
            key = sum(one.authority == name for one in problem.key_facilitators)
            missing = -(-brings // _per_key(problem)) - key
            yield tuple(Recruit(count, name) for count in range(1, missing + 1))
    if is_must(problem, "team-facilitator"):
        missing = problem.limits.teams - len(problem.key_facilitators)
        yield tuple(Recruit(count) for count in range(1, missing + 1))


def _each(problem: Problem) -> dict[str, int]:
    """How many establishments each key facilitator of an authority stands for, where it has any."""
    keys = Counter(one.authority for one in problem.key_facilitators)
    return {name: -(-n // keys[name]) for name, n in _brings(problem).items() if keys[name]}


def _brings(problem: Problem) -> dict[str, int]:
    return {
        name: len({entry.establishment for entry in problem.entries if entry.authority == name})
        for name in problem.authorities
    }


def _per_key(problem: Problem) -> int:
    return problem.limits.facilitator_establishments


def _capacities(problem: Problem) -> Iterator[Change]:
    """Room for everybody; or for as many only as the largest teams hold, so that the others wait."""
    limits = problem.limits
    if problem.participants > limits.capacity:
        yield Move("capacity", "capacity", problem.participants, 1)
    if limits.team_size is not None:
        most = limits.teams * limits.team_size[1]
        if most < min(problem.participants, limits.capacity):
            yield Move("capacity", "capacity", most, 2)
