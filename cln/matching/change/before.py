"""Teams of an earlier proposal as places with an identity, and what it is to move from one.

An old team is the same team as long as it keeps its number and its theme. An entry moves when it had a
seat and now sits in another team, or has none. Whoever had no seat before does not move, nor does anyone
who has left. No solver here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cln.matching.change.edits import Place
from cln.matching.problem import Entry, Group, Key, Problem, Team
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, DraftPool, Slot


@dataclass(frozen=True)
class Moved:
    """An entry that had a seat and has another now, or none."""

    entry: Entry
    old: int
    new: Place


@dataclass(frozen=True)
class Before:
    """The teams of an earlier proposal, less who has left since."""

    problem: Problem
    teams: tuple[Team, ...]

    @cached_property
    def homes(self) -> Mapping[Key, int]:
        """Entry -> the number of its old team."""
        return {entry.key: team.number for team in self.teams for entry in team.entries}

    @cached_property
    def of_groups(self) -> Mapping[int, Team]:
        """Number of the promise -> the old team that already is that pre-matched group and nobody else."""
        found: dict[int, Team] = {}
        for group in self.problem.groups:
            members = {entry.key for entry in group.entries}
            for team in self.teams:
                if members.issuperset(entry.key for entry in team.entries):
                    found.setdefault(group.promise.number, team)
        return found

    @cached_property
    def matched(self) -> tuple[Team, ...]:
        """The old teams that can go on as teams of the matching."""
        own = {team.number for team in self.of_groups.values()}
        return tuple(t for t in self.teams if t.number not in own and t.theme in self.problem.themes)

    @property
    def slots(self) -> list[Slot]:
        """A place for each of them."""
        return [Slot(team.theme, 1, team.number) for team in self.matched]

    def movable(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those of the entries whom the matching can leave where they are, or move."""
        numbers = {team.number for team in self.matched}
        return [
            entry
            for entry in entries
            if entry.key not in self.problem.grouped and self.homes.get(entry.key) in numbers
        ]

    def lost(self, entries: Sequence[Entry]) -> int:
        """How many had a seat and move whatever the matching does, when these entries have a place."""
        movable = {entry.key for entry in self.movable(entries)}
        own = {entry.key for team in self.of_groups.values() for entry in team.entries}
        return len(self.homes.keys() - movable - own)

    def staying(self, draft: Draft) -> Quantity:
        """How many of the movable sit in their old team."""
        return draft.model.total(
            (seat, 1)
            for pool in draft.pools
            if pool.slot.number is not None
            for entry, seat in pool.seats
            if self.homes.get(entry.key) == pool.slot.number
        )

    def keep_groups(self, draft: Draft) -> None:
        """A group that was a team before keeps its theme, where that is left open."""
        for pool in draft.groups:
            old = self._old(pool.group)
            if old is not None and old.theme == pool.theme:
                draft.model.require(pool.teams == 1)

    def number_of(self, pool: DraftPool) -> Place:
        """The number of the old team that a pool is; None for a new one."""
        old = self._old(pool.group)
        return old.number if old is not None and old.theme == pool.theme else pool.slot.number

    def moved(self, teams: Sequence[Team], new: Sequence[int]) -> tuple[Moved, ...]:
        """Who has moved, in the order of the old teams; `new` are the numbers of teams that are new."""
        places = {entry.key: team.number for team in teams for entry in team.entries}
        return tuple(
            Moved(entry, team.number, places.get(entry.key))
            for team in self.teams
            for entry in team.entries
            if places.get(entry.key) != team.number or team.number in new
        )

    def _old(self, group: Group | None) -> Team | None:
        return None if group is None else self.of_groups.get(group.promise.number)
