"""Who sits where, as rules and objective see it: the same questions to a finished answer and to a model.

A *pool* is a group of entries that makes some number of teams on one theme. A finished team is a pool
of one team. While the solver thinks, a pool may be a theme that makes two teams, or a team that may or
may not come to be; its quantities are then expressions over the solver's variables. A rule written for
pools is therefore written once: for the solver's first stage (themes), its second (teams) and the
checker (numbers).
"""

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Protocol

from cln.matching.problem import Entry, Group, Key, Problem, Team

Quantity = Any
"""A whole number, or the solver's expression for one. Both add, multiply by numbers and compare."""


@dataclass
class Load:
    """Key facilitators and the establishments that they nurture together."""

    label: str
    facilitators: Quantity
    establishments: Quantity


class Pool(Protocol):
    """Entries that make `teams` teams on `theme`, with so many key facilitators."""

    label: str
    theme: str
    teams: Quantity
    facilitators: Quantity
    group: Group | None
    """The pre-matched group whose own team it is; None for the teams of the matching."""

    def total(self, weigh: Callable[[Entry], int]) -> Quantity:
        """The sum of `weigh` over its entries."""

    def lowest(self, *quantities: Quantity) -> Quantity:
        """The smallest of them. On a model: at most that, so use it only where more is better."""

    def kinds(self, of: Callable[[Entry], Hashable]) -> Quantity:
        """How many kinds each of its teams could have, summed: each kind counts once a team and entry.

        On a model: at most that, so use it only where more is better.
        """

    def present(self, keep: Callable[[Entry], int]) -> Quantity:
        """1 if any of its entries is one to keep. On a model: at least that; use it where less is better."""

    def sits(self, entry: Entry) -> Quantity:
        """1 if the entry is one of its entries."""

    def numbered(self, number: int) -> Quantity:
        """1 if it makes the team of that number. On a model: of the numbers that entries are pinned to."""

    def pairs(self, of: Set[tuple[Key, Key]]) -> Iterable[tuple[Key, Key]]:
        """Those of the pairs (in order of their keys) who both sit here. On a model: who both could."""


class Seats(Protocol):
    """A whole arrangement: its pools, and everyone who has a place as one more pool."""

    problem: Problem
    matched: int
    """Participants in the teams of the matching, that is without the pre-matched groups."""

    @property
    def pools(self) -> Sequence[Pool]:
        """The teams of the matching, or what will make them."""

    @property
    def groups(self) -> Sequence[Pool]:
        """The teams of the pre-matched groups. On a model: one for each theme that a group could have."""

    @property
    def all_pools(self) -> Sequence[Pool]:
        """All teams: those of the matching and those of the groups."""

    @property
    def whole(self) -> Pool:
        """Everyone with a place, as if in one team."""

    @property
    def loads(self) -> Sequence[Load]:
        """What the key facilitators nurture."""

    @property
    def far_pairs(self) -> Quantity:
        """How many pairs in one team are far apart. On a model: at least that."""

    def size_difference(self) -> Quantity:
        """Participants of the largest team of the matching less those of the smallest. On a model: at least
        that.
        """


class Finished:
    """`Seats` in plain numbers: what the checker judges, whoever made it."""

    def __init__(
        self,
        problem: Problem,
        teams: Sequence[Team],
        known: "dict[tuple[int, int], FinishedPool] | None" = None,
    ) -> None:
        """Look at teams; `known`, filled here, are the pools of earlier arrangements with the same teams."""
        self.problem, self.teams = problem, teams
        owners, known = _owners(problem, teams), {} if known is None else known
        made = [_pool(problem, team, owners.get(team.number), known) for team in teams]
        self.pools = [pool for pool in made if pool.group is None]
        self.groups = [pool for pool in made if pool.group is not None]
        self.matched = sum(pool.team.participants for pool in self.pools)

    @cached_property
    def whole(self) -> "FinishedPool":
        everyone = tuple(entry for team in self.teams for entry in team.entries)
        return FinishedPool(self.problem, Team(0, "", everyone), "the cohort")

    @property
    def all_pools(self) -> list["FinishedPool"]:
        return [*self.pools, *self.groups]

    @cached_property
    def loads(self) -> list[Load]:
        """Each key facilitator with the establishments of her teams."""
        nurtured: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for pool in self.all_pools:
            for one in pool.team.facilitators:
                nurtured.setdefault((one.name, one.email), set()).update(pool.establishments)
        return [
            Load(one.name, 1, len(nurtured.get((one.name, one.email), ())))
            for one in self.problem.key_facilitators
        ]

    @cached_property
    def far_pairs(self) -> int:
        pairs = (pair for pool in self.all_pools for pair in combinations(pool.team.entries, 2))
        return sum(self.problem.are_far(*pair) for pair in pairs)

    def size_difference(self) -> int:
        """0 without teams."""
        sizes = [pool.team.participants for pool in self.pools]
        return max(sizes) - min(sizes) if sizes else 0


class FinishedPool:
    """One finished team, as a `Pool`."""

    teams = 1

    def __init__(self, problem: Problem, team: Team, label: str, group: Group | None = None) -> None:
        self.problem, self.team, self.label, self.theme = problem, team, label, team.theme
        self.group = group
        self.facilitators = sum(facilitator.key for facilitator in team.facilitators)

    @cached_property
    def establishments(self) -> frozenset[tuple[str, str]]:
        """Code and sector of each."""
        return frozenset((code, sector) for code, sector, _ in self.team.keys)

    def total(self, weigh: Callable[[Entry], int]) -> int:
        return sum(weigh(entry) for entry in self.team.entries)

    def lowest(self, *quantities: int) -> int:
        return min(quantities)

    def kinds(self, of: Callable[[Entry], Hashable]) -> int:
        return len({of(entry) for entry in self.team.entries})

    def present(self, keep: Callable[[Entry], int]) -> int:
        return int(any(keep(entry) for entry in self.team.entries))

    def sits(self, entry: Entry) -> int:
        return int(entry.key in self.team.keys)

    def numbered(self, number: int) -> int:
        return int(self.team.number == number)

    def pairs(self, of: Set[tuple[Key, Key]]) -> list[tuple[Key, Key]]:
        keys = sorted(entry.key for entry in self.team.entries)
        return [pair for pair in combinations(keys, 2) if pair in of]


def _pool(
    problem: Problem, team: Team, owner: Group | None, known: dict[tuple[int, int], FinishedPool]
) -> FinishedPool:
    key = id(team), id(owner)  # a pool keeps its team and its group, so that their ids stay their own
    if key not in known:
        known[key] = FinishedPool(problem, team, f"team {team.number}", owner)
    return known[key]


def _owners(problem: Problem, teams: Sequence[Team]) -> dict[int, Group]:
    """Team number -> the pre-matched group whose own it is: where most of its entries sit, whoever joins."""
    owners: dict[int, Group] = {}
    for group in problem.groups:
        members = {entry.key for entry in group.entries}
        here = {team.number: sum(one.key in members for one in team.entries) for team in teams}
        free = [number for number in here if here[number] and number not in owners]
        if free:
            owners[max(free, key=lambda number: (here[number], -number))] = group
    return owners
