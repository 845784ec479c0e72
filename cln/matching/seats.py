"""Who sits where, as rules and objective see it: the same questions to a finished answer and to a model.

A *pool* is a group of entries that makes some number of teams on one theme. A finished team is a pool
of one team. While the solver thinks, a pool may be a theme that makes two teams, or a team that may or
may not come to be; its quantities are then expressions over the solver's variables. A rule written for
pools is therefore written once: for the solver's first stage (themes), its second (teams) and the
checker (numbers).
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Protocol

from cln.matching.problem import Entry, Problem, Team

Quantity = Any
"""A whole number, or the solver's expression for one. Both add, multiply by numbers and compare."""


class Pool(Protocol):
    """Entries that make `teams` teams on `theme`."""

    label: str
    theme: str

    @property
    def teams(self) -> Quantity:
        """How many teams it makes."""

    @property
    def facilitators(self) -> Quantity:
        """How many key facilitators its teams have."""

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

    def far_pairs(self) -> Quantity:
        """How many pairs of its entries are far apart. On a model: at least that."""


class Desk(Protocol):
    """Key facilitators and the establishments that they nurture together."""

    label: str
    facilitators: Quantity
    load: Quantity


class Seats(Protocol):
    """A whole arrangement: its pools, and everyone who has a place as one more pool."""

    problem: Problem
    placed: int
    """Participants who have a place."""

    @property
    def pools(self) -> Sequence[Pool]:
        """The teams, or what will make them."""

    @property
    def whole(self) -> Pool:
        """Everyone with a place, as if in one team."""

    @property
    def desks(self) -> Sequence[Desk]:
        """The facilitators' loads."""

    def size_difference(self) -> Quantity:
        """Participants of the largest team less those of the smallest. On a model: at least that."""


class Finished:
    """Seats in plain numbers: what the checker judges, whoever made it."""

    def __init__(self, problem: Problem, teams: Sequence[Team]) -> None:
        self.problem = problem
        self.placed = sum(team.participants for team in teams)
        self.pools = [FinishedPool(problem, team, f"team {team.number}") for team in teams]
        everyone = tuple(entry for team in teams for entry in team.entries)
        self.whole = FinishedPool(problem, Team(0, "", everyone), "the cohort")
        self.desks = [
            FinishedDesk(f.name, establishments(teams, f.name, f.email)) for f in problem.key_facilitators
        ]

    def size_difference(self) -> int:
        """Participants of the largest team less those of the smallest; 0 without teams."""
        sizes = [pool.team.participants for pool in self.pools]
        return max(sizes) - min(sizes) if sizes else 0


class FinishedPool:
    """One finished team."""

    teams = 1

    def __init__(self, problem: Problem, team: Team, label: str) -> None:
        self.problem, self.team, self.label, self.theme = problem, team, label, team.theme

    @property
    def facilitators(self) -> int:
        """How many key facilitators it has."""
        return sum(facilitator.key for facilitator in self.team.facilitators)

    def total(self, weigh: Callable[[Entry], int]) -> int:
        """The sum of `weigh` over its entries."""
        return sum(weigh(entry) for entry in self.team.entries)

    def lowest(self, *quantities: int) -> int:
        """The smallest of them."""
        return min(quantities)

    def kinds(self, of: Callable[[Entry], Hashable]) -> int:
        """How many kinds of entries it has."""
        return len({of(entry) for entry in self.team.entries})

    def present(self, keep: Callable[[Entry], int]) -> int:
        """1 if any of its entries is one to keep, else 0."""
        return int(any(keep(entry) for entry in self.team.entries))

    def far_pairs(self) -> int:
        """How many pairs of its entries are far apart."""
        keys = [entry.key for entry in self.team.entries]
        return sum((one, other) in self.problem.far for one in keys for other in keys)


class FinishedDesk:
    """One key facilitator's load in a finished answer."""

    facilitators = 1

    def __init__(self, label: str, load: int) -> None:
        self.label, self.load = label, load


def establishments(teams: Sequence[Team], name: str, email: str) -> int:
    """How many establishments the facilitator of that name and address nurtures."""
    return len(
        {
            entry.establishment
            for team in teams
            if any((f.name, f.email) == (name, email) for f in team.facilitators)
            for entry in team.entries
        }
    )
