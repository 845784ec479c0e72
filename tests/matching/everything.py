"""The cheapest changes with which a small cohort has a match, by trying all teams that there could be."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations, permutations, product

from cln.matching.impossible.changes import (
    RULE_OF,
    Change,
    Changes,
    Ladder,
    Lift,
    Move,
    Recruit,
    Soften,
    applied,
    cost_of,
)
from cln.matching.impossible.ladders import ladders, structural
from cln.matching.problem import Entry, Problem, PromiseKind, Team
from cln.matching.rules import BY_ID, RULES, is_crowded, is_must
from cln.matching.seats import Finished

TEAMS = 4
"""Up to so many teams everything is tried."""
NEVER = 1_000
"""The cost of what no change mends."""
NURTURING = ("facilitators", "team-facilitator")
APART = {*NURTURING, *RULE_OF.values(), "team-count", "capacity"}
"""Rules whose changes are not those of one limit."""


@dataclass(frozen=True)
class Everything:
    """All teams that there could be, and what each costs in changes."""

    problem: Problem

    def cheapest(self) -> int:
        """The cost of the cheapest changes with which there are teams; of up to four of them."""
        kinds = structural(self.problem)
        made: list[Changes] = [(), *((change,) for kind in kinds for change in kind)]
        made += [
            (one, other) for kind, another in combinations(kinds, 2) for one in kind for other in another
        ]
        best = NEVER
        for changes in sorted(made, key=cost_of):
            if cost_of(changes) < best:
                after = applied(self.problem, changes)
                rest = Costs(after, ladders(self.problem))
                best = min(best, cost_of(changes) + rest.least(best - cost_of(changes)))
        return best


def is_possible(problem: Problem, more_than: int = 0) -> bool:
    """Whether any teams, in which more people than so many have a place, keep every must."""
    costs = Costs(problem, ())
    return any(costs.cost(teams, 1) == 0 for teams in arrangements(problem, more_than))


class Costs:
    """What teams of a problem cost in changes of these ladders."""

    def __init__(self, problem: Problem, made: Sequence[Ladder]) -> None:
        self.problem, self.ladders = problem, made
        self.rules = [rule.id for rule in RULES if is_must(problem, rule.id) and rule.id not in APART]
        self._known: dict[tuple[int, ...], int] = {}

    def least(self, enough: int) -> int:
        """The cheapest teams; or at least `enough` if none are cheaper."""
        best = enough
        for teams in arrangements(self.problem):
            best = min(best, self.cost(teams, best))
        return best

    def cost(self, teams: list[Team], most: int) -> int:
        """What these teams cost; or at least `most` if it is more."""
        seats, cost = Finished(self.problem, teams), 0
        for part in (self._promised, self._nurtured):
            cost += part(seats)
            if cost >= most:
                return cost
        for rule in self.rules:
            if not _holds(rule, seats):
                cost += self._mended(rule, teams)
            if cost >= most:
                return cost
        grouped = not is_must(self.problem, "groups") or _holds("groups", seats)
        return cost if grouped else NEVER

    def _climbs(self, rules: Collection[str]) -> list[Changes]:
        """All changes to the limits of rules, and to their facilitators, the cheapest first."""
        mine = [ladder for ladder in self.ladders if _is_about(ladder[0], rules)]
        some = product(*((None, *ladder) for ladder in mine))
        return sorted((tuple(change for change in climb if change) for climb in some), key=cost_of)

    def _mended(self, rule: str, teams: list[Team]) -> int:
        """The cheapest rungs with which one rule holds."""
        for climb in self._climbs([rule]):
            after = applied(self.problem, climb)
            if not is_must(after, rule) or _holds(rule, Finished(after, teams)):
                return cost_of(climb)
        return NEVER

    def _promised(self, seats: Finished) -> int:
        """Lifting each promise that is broken, or letting go of their rule."""
        cost, teams = 0, [pool.team for pool in seats.all_pools]
        for kind, name in RULE_OF.items():
            if kind is PromiseKind.GROUP or not is_must(self.problem, name):
                continue
            alone = (replace(self.problem, promises=(p,)) for p in self.problem.promises if p.kind is kind)
            broken = [one.promises[0] for one in alone if not _holds(name, Finished(one, teams))]
            if broken:
                cost += min(sum(self._price(Lift(one)) for one in broken), self._price(Soften(name)))
        return cost

    def _price(self, change: Change) -> int:
        return cost_of([change]) if any(change in ladder for ladder in self.ladders) else NEVER

    def _nurtured(self, seats: Finished) -> int:
        counts = (len({one.establishment for one in pool.team.entries}) for pool in seats.all_pools)
        key = tuple(sorted(counts))
        if key not in self._known:
            self._known[key] = self._nurture(key)
        return self._known[key]

    def _nurture(self, counts: tuple[int, ...]) -> int:
        """The cheapest changes with which both rules about facilitators hold."""
        for climb in self._climbs(NURTURING):
            after = applied(self.problem, climb)
            if is_must(after, "facilitators") and not _holds("facilitators", Finished(after, [])):
                continue
            keys, load = len(after.key_facilitators), after.limits.facilitator_load
            if not is_must(after, "team-facilitator") or _fits(counts, keys, load):
                return cost_of(climb)
        return NEVER


def _holds(rule: str, seats: Finished) -> bool:
    return all(condition.holds for condition in BY_ID[rule].conditions(seats))


def _is_about(change: Change, rules: Collection[str]) -> bool:
    if isinstance(change, Recruit):
        return rules is NURTURING
    return isinstance(change, Move | Soften) and change.rule in rules


@cache
def _fits(counts: tuple[int, ...], keys: int, load: int) -> bool:
    """Whether so many facilitators can nurture teams of so many establishments."""
    for who in product(range(keys), repeat=len(counts)):
        loads = [0] * keys
        for count, by in zip(counts, who, strict=True):
            loads[by] += count
        if max(loads, default=0) <= load:
            return True
    return False


def arrangements(problem: Problem, more_than: int = 0) -> Iterator[list[Team]]:
    """All teams of all entries, or of some where not all can have a place."""
    counted = is_must(problem, "team-count")
    counts = [problem.limits.teams] if counted else range(1, TEAMS + 1)
    themed = problem.limits.theme_teams is not None or any(one.theme for one in problem.promises)
    numbers = sorted({one.team for one in problem.promises if one.team is not None})
    chosen = [some for some in _seated(problem) if sum(one.participants for one in some) > more_than]
    for parts in (parts for seated in chosen for parts in _partitions(seated)):
        if len(parts) not in counts:
            continue
        plain = range(1, len(parts) + 1)
        for themes in (
            product(problem.themes, repeat=len(parts)) if themed else [problem.themes[:1] * len(parts)]
        ):
            for order in permutations(plain) if numbers else [plain]:
                yield [Team(*made) for made in zip(order, themes, parts, strict=True)]


def _seated(problem: Problem) -> Iterator[tuple[Entry, ...]]:
    if not is_crowded(problem):
        yield problem.entries
        return
    for size in range(len(problem.entries) - 1, 0, -1):
        for some in combinations(problem.entries, size):
            if sum(one.participants for one in some) <= problem.limits.capacity:
                yield some


def _partitions(entries: tuple[Entry, ...]) -> Iterator[list[tuple[Entry, ...]]]:
    if not entries:
        yield []
        return
    for rest in _partitions(entries[1:]):
        yield [(entries[0],), *rest]
        for n, team in enumerate(rest):
            yield [*rest[:n], (entries[0], *team), *rest[n + 1 :]]
