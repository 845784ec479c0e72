"""How few moves from earlier teams will do, and a draft of all teams within so many.

Earlier teams are places with an identity: an old team is the same team as long as it keeps its number and
its theme. An entry moves when it had a seat and now sits in another team, or has none. Whoever had no seat
before does not move, nor does anyone who has left.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cln.matching.change.edits import Place
from cln.matching.problem import Entry, Key, Problem, Team
from cln.matching.rules import most_teams
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, DraftPool, Slot
from cln.matching.solve.profile import Placed, tighten
from cln.matching.solve.solver import Model, Optimum, Unfinished
from cln.matching.watch import Watch

STEP = "moves"
"""What a watch hears while moves are counted."""


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
        """Number of the promise -> the old team that already is that pre-matched group and nobody else, on a
        theme that it may keep.
        """
        teams: dict[int, Team] = {}
        for group in self.problem.groups:
            members, theme = {entry.key for entry in group.entries}, group.promise.theme
            for team in self.teams:
                keeps = team.theme in self.problem.themes and theme in {None, team.theme}
                if keeps and members.issuperset(entry.key for entry in team.entries):
                    teams.setdefault(group.promise.number, team)
        return teams

    @cached_property
    def matched(self) -> tuple[Team, ...]:
        """The old teams that can go on as teams of the matching."""
        own = {team.number for team in self.of_groups.values()}
        return tuple(t for t in self.teams if t.number not in own and t.theme in self.problem.themes)

    def movable(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those of the entries whom the matching can leave where they are, or move."""
        numbers, grouped = {team.number for team in self.matched}, self.problem.grouped
        return [one for one in entries if one.key not in grouped and self.homes.get(one.key) in numbers]

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

    def number_of(self, pool: DraftPool) -> Place:
        """The number of the old team that a pool is; None for a new one."""
        if pool.group is None:
            return pool.slot.number
        old = self.of_groups.get(pool.group.promise.number)
        return old.number if old is not None and old.theme == pool.theme else None

    def moved(self, teams: Sequence[Team], new: Sequence[int]) -> tuple[Moved, ...]:
        """Who has moved, in the order of the old teams; `new` are the numbers of teams that are new."""
        places = {entry.key: team.number for team in teams for entry in team.entries}
        return tuple(
            Moved(entry, team.number, places.get(entry.key))
            for team in self.teams
            for entry in team.entries
            if places.get(entry.key) != team.number or team.number in new
        )


@dataclass(frozen=True)
class Reach:
    """How few moves keep the rules, for those who have a place."""

    placed: Placed
    before: Before
    moves: Optimum
    opened: int
    """How many teams are opened for that."""

    def within(self, allowed: int | None, watch: Watch) -> Draft:
        """A draft of teams that are at most so many moves away; None: any number of them."""
        draft, entries = _near(self.placed, self.before, self.opened, watch), self.placed.entries
        if allowed is not None:
            possible = len(self.before.movable(entries)) + self.before.lost(entries)
            draft.model.require(self.before.staying(draft) >= possible - allowed)
        return draft


def fewest_moves(placed: Placed, before: Before, watch: Watch) -> Reach | None:
    """How few moves keep the rules for those who have a place; None if no teams do."""
    movable = before.movable(placed.entries)
    most = max(1, most_teams(placed.problem) - len(placed.problem.groups))
    missing = max(0, min(most, placed.problem.matched_teams) - len(before.matched))
    opened, stay = missing, None
    while stay is None and opened <= most:
        draft = _near(placed, before, opened, watch)
        stay = draft.model.best(STEP, before.staying(draft), more_is_better=True)
        opened += stay is None
    if stay is None:
        return None
    sizes = Counter(before.homes[entry.key] for entry in movable)
    moves = len(movable) - stay.value
    spare = missing + sum(total <= moves for total in accumulate(sorted(sizes.values())))
    if spare > opened and not watch.hurried:  # so many old teams could be dissolved with so many moves
        stay, opened = _with_fewer(placed, before, stay, opened, spare, watch)
    possible = before.lost(placed.entries) + len(movable)
    return Reach(placed, before, Optimum(possible - stay.value, possible - stay.bound), opened)


def _near(placed: Placed, before: Before, opened: int, watch: Watch) -> Draft:
    """A draft with a slot for every old team, and room for some new ones."""
    problem = placed.problem
    slots = [Slot(team.theme, 1, team.number) for team in before.matched]
    slots += [Slot(theme, 1) for theme in problem.themes for _ in range(opened)]
    draft = Draft(Model(watch), problem, placed.entries, slots, placed=placed.participants)
    tighten(draft)
    for pool in draft.groups:
        if before.number_of(pool) is not None:  # a group that was a team before keeps its theme
            draft.model.require(pool.teams == 1)
    if opened and problem.themes:
        every = draft.model.total((pool.teams, 1) for pool in draft.all_pools)
        draft.model.require(_opened(draft) <= opened)
        draft.model.require(every <= max(most_teams(problem), len(before.teams)))
    return draft


def _with_fewer(
    placed: Placed, before: Before, stay: Optimum, opened: int, spare: int, watch: Watch
) -> tuple[Optimum, int]:
    """More who stay, if more teams may be dissolved for new ones; and how many are then opened."""
    draft = _near(placed, before, spare, watch)
    staying = before.staying(draft)
    draft.model.require(staying >= stay.value + 1)
    try:
        better = draft.model.best(STEP, staying, more_is_better=True)
    except Unfinished:
        return Optimum(stay.value, len(before.homes)), opened
    if better is None:
        return Optimum(stay.value, stay.value), opened
    draft.model.require(staying >= better.value)
    fewest = draft.model.best(STEP, _opened(draft), more_is_better=False)
    assert fewest is not None, "the teams that came out are opened"
    return better, fewest.value


def _opened(draft: Draft) -> Quantity:
    return draft.model.total((pool.teams, 1) for pool in draft.pools if pool.slot.number is None)
