"""Seats on a model: who could sit where, as variables. The rules and the objective are asked of it.

The same class serves both stages: pools may be whole themes (each making several teams) or single
team slots (each making one team or none).
"""

from collections.abc import Callable, Container, Hashable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from cln.matching import effort
from cln.matching.objective import Goal
from cln.matching.problem import Entry, Group, Key, Problem, PromiseKind
from cln.matching.rules import RULES, is_must
from cln.matching.seats import Quantity
from cln.matching.solve.loads import loads
from cln.matching.solve.solver import Model, Optimum
from cln.matching.sums import each, establishment, people, size_bounds

Made = tuple[str, tuple[Entry, ...]]
"""A team as it was made: its theme and its entries."""


@dataclass(frozen=True)
class Slot:
    """Room for `least` to `most` teams on a theme; with a number, for that very team."""

    theme: str
    most: int
    number: int | None = None
    least: int = 0


class DraftPool:
    """A `Pool` whose entries are yet to be chosen."""

    def __init__(
        self,
        model: Model,
        problem: Problem,
        slot: Slot,
        seats: Sequence[tuple[Entry, Quantity]],
        teams: Quantity,
        group: Group | None = None,
    ) -> None:
        self.model, self.problem, self.slot, self.seats, self.teams = model, problem, slot, seats, teams
        self.theme = self.label = slot.theme
        self.group = group
        self.facilitators: Quantity = teams
        self.numbers: dict[int, Quantity] = {}
        """Of the numbers that entries are pinned to: whether it makes that team."""
        self._seat_of = {entry.key: seat for entry, seat in seats}
        self._kinds: dict[Callable[[Entry], Hashable], Quantity] = {}

    def total(self, weigh: Callable[[Entry], int]) -> Quantity:
        return self.model.total((seat, weigh(entry)) for entry, seat in self.seats)

    def lowest(self, *quantities: Quantity) -> Quantity:
        lowest = self.model.integer(0, 3 * self.slot.most)
        for quantity in quantities:
            self.model.require(lowest <= quantity)
        return lowest

    def kinds(self, of: Callable[[Entry], Hashable]) -> Quantity:
        """For each kind at most its entries and at most once a team, summed."""
        if of not in self._kinds:
            counts = []
            for seats in self.groups(of).values():
                counts.append(self.model.integer(0, self.slot.most))
                self.model.require(counts[-1] <= self.teams)
                self.model.require(counts[-1] <= self.model.sum_of(seats))
            self._kinds[of] = self.model.sum_of(counts)
        return self._kinds[of]

    def present(self, keep: Callable[[Entry], int]) -> Quantity:
        return self._any([seat for entry, seat in self.seats if keep(entry)])

    def establishments(self, but: Container[Hashable] = frozenset()) -> Quantity:
        """At least the number of different establishments here, leaving some out."""
        there = self.groups(establishment).items()
        return self.model.sum_of(self._any(seats) for one, seats in there if one not in but)

    def sits(self, entry: Entry) -> Quantity:
        return self._seat_of.get(entry.key, 0)

    def numbered(self, number: int) -> Quantity:
        return self.numbers[number]

    def pairs(self, of: Set[tuple[Key, Key]]) -> list[tuple[Key, Key]]:
        return sorted(pair for pair in of if self._seat_of.keys() >= set(pair))

    @property
    def seated(self) -> tuple[Entry, ...]:
        """Who sits here in the solution found."""
        return tuple(entry for entry, seat in self.seats if self.model.value(seat))

    def groups(self, of: Callable[[Entry], Hashable]) -> dict[Hashable, list[Quantity]]:
        """The seats of each kind of entry."""
        groups: dict[Hashable, list[Quantity]] = {}
        for entry, seat in self.seats:
            groups.setdefault(of(entry), []).append(seat)
        return groups

    def _any(self, seats: Sequence[Quantity]) -> Quantity:
        if len(seats) < 2:
            return self.model.sum_of(seats)
        anyone = self.model.integer(0, 1)
        for seat in seats:
            self.model.require(anyone >= seat)
        return anyone


class Draft:
    """All seats of a model. Everyone in `everyone` sits in one pool, or, if `optional`, at most in one.

    The pre-matched groups have their places whatever else happens, each on one of the themes it can have.
    It keeps every rule that must hold, `groups` by the way it is made, but `open_rules`: these are left to
    others.
    """

    def __init__(
        self,
        model: Model,
        problem: Problem,
        everyone: Sequence[Entry],
        slots: Sequence[Slot],
        *,
        placed: int,
        optional: bool = False,
        may_sit: Callable[[Entry, str], bool] = lambda _entry, _theme: True,
        open_rules: Set[str] = frozenset(),
    ) -> None:
        self.model, self.problem = model, problem
        self.everyone = [entry for entry in everyone if entry.key not in problem.grouped]
        self.matched = placed - sum(people(entry) for group in problem.groups for entry in group.entries)
        self.pools = self._pools(slots, may_sit)
        self.groups = [pool for group in problem.groups for pool in self._group_pools(group)]
        self._places = self._give_places(optional)
        seats = [(entry, self.place(entry)) for entry in everyone]
        self.whole = DraftPool(model, problem, Slot("", 1), seats, teams=1)
        self._fill_pools()
        self._number_teams()
        self.loads = []
        if is_must(problem, "team-facilitator"):
            self.loads = loads(self, summed="team-facilitator" in open_rules)
        for rule in RULES:
            if is_must(problem, rule.id) and not rule.given and rule.id not in {"groups", *open_rules}:
                for condition in rule.conditions(self):
                    model.require(condition.holds)

    @property
    def all_pools(self) -> list[DraftPool]:
        return [*self.pools, *self.groups]

    @property
    def made(self) -> list[Made]:
        """The teams of the solution found; of pools that make several, all of a theme in one."""
        return [(pool.theme, pool.seated) for pool in self.all_pools if self.model.value(pool.teams)]

    def place(self, entry: Entry) -> Quantity:
        """1 if the entry has a place anywhere."""
        return self._places[entry.key]

    def reach(
        self,
        goal: Goal,
        *,
        nodes: int = effort.NODES,
        headway: int = effort.NODES,
        insist: bool = True,
        exactly: bool = False,
        ideal: int | None = None,
    ) -> Optimum | None:
        """The best of a line, found within so many nodes, of which so many without headway; None if the draft
        has no answer at all.

        The draft then keeps it: at least as good, or `exactly` so. In a hurry a first answer is waited for if
        we `insist`. Nothing is better than the `ideal`, where that is known.
        """
        quantity, more = goal.count(self), goal.more_is_better
        best = self.model.best(
            goal.name, quantity, more_is_better=more, nodes=nodes, headway=headway, insist=insist, ideal=ideal
        )
        if best is None:
            return None
        if exactly:
            self.model.require(quantity == best.value)
        else:
            self.model.require(quantity >= best.value if more else quantity <= best.value)
        return best

    def size_difference(self) -> Quantity:
        """On pools of one team only."""
        low, high = 0, self.matched
        if is_must(self.problem, "team-size"):
            low, high = size_bounds(self.matched, self.problem)
        largest, smallest = self.model.integer(low, high), self.model.integer(low, high)
        for pool in self.pools:
            size = pool.total(people)
            self.model.require(largest >= size)
            self.model.require(smallest <= size + high * (1 - pool.teams))
        return largest - smallest

    @cached_property
    def far_pairs(self) -> Quantity:
        """On pools of one team only."""
        # Where each pool has a team one variable for a pair is quicker, else one for each pool as well.
        once = all(pool.slot.least for pool in self.pools)
        together: dict[tuple[Key, Key, int], Quantity] = {}
        for number, pool in enumerate(self.all_pools):
            for pair in pool.pairs(self.problem.far):
                here = (*pair, 0 if once else number)
                if here not in together:
                    together[here] = self.model.integer(0, 1)
                one, other = (pool.sits(self.problem.by_key[key]) for key in pair)
                self.model.require(together[here] >= one + other - pool.teams)
        return self.model.sum_of(together.values())

    @property
    def possible_far_pairs(self) -> int:
        """How many pairs far apart could sit in one of its pools, summed over the pools."""
        return sum(len(pool.pairs(self.problem.far)) for pool in self.pools)

    def _pools(self, slots: Sequence[Slot], may_sit: Callable[[Entry, str], bool]) -> list[DraftPool]:
        numbers = [self.model.integer(slot.least, slot.most) for slot in slots]
        pools = []
        for slot, teams in zip(slots, numbers, strict=True):
            here = [entry for entry in self.everyone if may_sit(entry, slot.theme)]
            seats = [(entry, self.model.integer(0, 1)) for entry in here]
            pools.append(DraftPool(self.model, self.problem, slot, seats, teams))
        return pools

    def _group_pools(self, group: Group) -> list[DraftPool]:
        """A pool for each theme that the group could have; it sits in one of them, all at once."""
        pools, own = [], group.promise.theme
        for theme in self.problem.themes if own is None else (own,):
            here = self.model.integer(0, 1)
            seats = [(entry, here) for entry in group.entries]
            pools.append(DraftPool(self.model, self.problem, Slot(theme, 1), seats, here, group))
        self.model.require(self.model.sum_of(pool.teams for pool in pools) == 1)
        return pools

    def _give_places(self, optional: bool) -> dict[Key, Quantity]:
        """Key -> 1 if the entry has a place anywhere."""
        places: dict[Key, Quantity] = {
            entry.key: self.model.sum_of(pool.sits(entry) for pool in self.pools) for entry in self.everyone
        }
        for place in places.values():
            self.model.require(place <= 1 if optional else place == 1)
        members = [entry.key for group in self.problem.groups for entry in group.entries]
        self.model.require(len(members) == len(set(members)))  # nobody sits in two groups
        return places | dict.fromkeys(members, 1)

    def _number_teams(self) -> None:
        """Find the teams of the numbers that entries are pinned to; the other numbers are given later."""
        pins = self.problem.promised(PromiseKind.PIN)
        numbers = sorted({pin.team for pin, _ in pins if pin.team is not None})
        if not numbers or not is_must(self.problem, "pins"):
            return
        own = {pool.slot.number for pool in self.pools}
        for pool in self.all_pools:
            if pool.slot.number is not None:
                pool.numbers = {number: pool.teams * (number == pool.slot.number) for number in numbers}
                continue
            # What makes several teams leaves a number to the slot of that very team.
            left = own if pool.slot.most > 1 else ()
            pool.numbers = {number: self.model.integer(0, number not in left) for number in numbers}
            self.model.require(self.model.sum_of(pool.numbers.values()) <= pool.teams)
        for number in numbers:
            self.model.require(self.model.sum_of(pool.numbers[number] for pool in self.all_pools) == 1)
        if any(pool.slot.number is not None for pool in self.pools):
            return
        self.model.require(self.model.sum_of(pool.teams for pool in self.all_pools) >= numbers[-1])

    def _fill_pools(self) -> None:
        """No one sits where no team is made, and no team is made of no one."""
        for pool in self.pools:
            self.model.require(pool.total(each) >= pool.teams)
            if pool.slot.most == 1:
                for _entry, seat in pool.seats:
                    self.model.require(seat <= pool.teams)
            else:
                self.model.require(pool.total(each) <= len(self.everyone) * pool.teams)
        for one, other in zip(self.pools, self.pools[1:], strict=False):
            if one.slot == other.slot and one.slot.most == 1:
                self.model.require(one.teams >= other.teams)
