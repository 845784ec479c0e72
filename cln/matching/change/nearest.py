"""The best teams within some moves of earlier ones, and how few moves will do."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, count

from cln.matching import effort
from cln.matching.change.before import Before
from cln.matching.objective import BALANCE, goals
from cln.matching.problem import Entry, Line, Team
from cln.matching.seats import Finished, Quantity
from cln.matching.solve.draft import Draft, DraftPool, Slot
from cln.matching.solve.profile import Placed, settle, tighten
from cln.matching.solve.solver import Model, Optimum, Unfinished
from cln.matching.solve.teams import best_balance, least_travel, most_breadth
from cln.matching.watch import Watch

STEP = "moves"
"""What a watch hears while moves are counted."""


@dataclass(frozen=True)
class Reach:
    """How few moves keep the rules, for those who have a place."""

    placed: Placed
    before: Before
    moves: Optimum
    opened: int
    """How many teams are opened for that."""


@dataclass(frozen=True)
class Found:
    """Teams with the facilitators that they had, and what they reach."""

    teams: tuple[Team, ...]
    objective: tuple[Line, ...]
    new: tuple[int, ...]
    """The numbers of teams that were opened."""


def fewest_moves(placed: Placed, before: Before, watch: Watch) -> Reach | None:
    """How few moves keep the rules for those who have a place; None if no teams do."""
    movable = before.movable(placed.entries)
    missing = max(0, placed.problem.matched_teams - len(before.matched))
    opened, found = missing, None
    while found is None and opened <= placed.problem.matched_teams:
        draft = near(placed, before, opened, watch)
        found = draft.model.best(STEP, before.staying(draft), more_is_better=True)
        opened += found is None
    if found is None:
        return None
    spare = missing + _dissolvable(before, movable, len(movable) - found.value)
    if spare > opened and not watch.hurried:
        found, opened = _with_fewer(placed, before, found, opened, spare, watch)
    lost = before.lost(placed.entries)
    least = Optimum(lost + len(movable) - found.value, lost + len(movable) - found.bound)
    return Reach(placed, before, least, opened)


def best_within(reach: Reach, allowed: int, watch: Watch) -> Found | None:
    """The best teams with at most so many moves, no more than needed; None if there are none."""
    placed, before = reach.placed, reach.before
    draft = near(placed, before, reach.opened, watch)
    staying = limit(draft, reach, allowed)
    profile = settle(draft, placed.goals, ())
    breadth = most_breadth(draft) if profile is not None else None
    if profile is None or breadth is None:
        return None
    travel = Optimum(0, 0) if watch.hurried else least_travel(draft)
    assert travel is not None, "the teams that were found have some travel"
    balance = best_balance(draft, watch)
    if allowed > reach.moves.value and not watch.hurried:
        _spare_moves(draft, before, staying)
    teams, new = _teams(draft, before)
    bounds = [placed.participants, *(line.bound for line in profile), breadth.bound, travel.bound, balance]
    seats = Finished(placed.problem, teams)
    lines = [
        Line(goal.name, int(goal.count(seats)), bound)
        for goal, bound in zip(goals(placed.problem), bounds, strict=True)
    ]
    return Found(teams, tuple(lines), new)


def near(placed: Placed, before: Before, opened: int, watch: Watch) -> Draft:
    """A draft with a slot for every old team, and room for some new ones."""
    problem = placed.problem
    new = [Slot(theme, 1) for theme in problem.themes for _ in range(opened)]
    draft = Draft(Model(watch), problem, placed.entries, [*before.slots, *new], placed=placed.participants)
    tighten(draft)
    before.keep_groups(draft)
    if new:
        every = draft.model.total((pool.teams, 1) for pool in draft.all_pools)
        draft.model.require(_opened(draft) <= opened)
        draft.model.require(every <= max(problem.limits.teams, len(before.teams)))
    return draft


def limit(draft: Draft, reach: Reach, allowed: int) -> Quantity:
    """Allow so many moves; return how many of those who could move stay."""
    staying = reach.before.staying(draft)
    movable = len(reach.before.movable(reach.placed.entries))
    draft.model.require(staying >= movable + reach.before.lost(reach.placed.entries) - allowed)
    return staying


def _with_fewer(
    placed: Placed, before: Before, found: Optimum, opened: int, spare: int, watch: Watch
) -> tuple[Optimum, int]:
    """More who stay, if more teams may be dissolved for new ones; and how many are then opened."""
    draft = near(placed, before, spare, watch)
    staying = before.staying(draft)
    draft.model.require(staying >= found.value + 1)
    try:
        better = draft.model.best(STEP, staying, more_is_better=True)
    except Unfinished:
        return Optimum(found.value, len(before.homes)), opened
    if better is None:
        return Optimum(found.value, found.value), opened
    draft.model.require(staying >= better.value)
    fewest = draft.model.best(STEP, _opened(draft), more_is_better=False)
    assert fewest is not None, "the teams that were found are opened"
    return better, fewest.value


def _opened(draft: Draft) -> Quantity:
    return draft.model.total((pool.teams, 1) for pool in draft.pools if pool.slot.number is None)


def _dissolvable(before: Before, movable: Sequence[Entry], moves: int) -> int:
    """How many of the old teams could be dissolved with so many moves."""
    sizes = Counter(before.homes[entry.key] for entry in movable)
    return sum(total <= moves for total in accumulate(sorted(sizes.values())))


def _spare_moves(draft: Draft, before: Before, staying: Quantity) -> None:
    """Of equally good teams those with the fewest moves, as far as a short search finds them."""
    now = BALANCE.count(Finished(draft.problem, _teams(draft, before)[0]))
    draft.model.require(BALANCE.count(draft) <= now)
    with suppress(Unfinished):
        draft.model.best(STEP, staying, more_is_better=True, nodes=effort.LATE_NODES)


def _teams(draft: Draft, before: Before) -> tuple[tuple[Team, ...], tuple[int, ...]]:
    """The teams of the solution by number, old ones with their facilitators; and the numbers of new ones.

    Old teams keep their number. New ones get that to which somebody is pinned, or else the lowest that is
    free.
    """
    value = draft.model.value
    pools = [pool for pool in draft.all_pools if value(pool.teams)]
    numbers = _pinned(draft, pools)
    old = {n: number for n, pool in enumerate(pools) if (number := before.number_of(pool)) is not None}
    numbers = {n: number for n, number in old.items() if number not in numbers.values()} | numbers
    free = (number for number in count(1) if number not in numbers.values())
    numbers |= {n: next(free) for n in sorted(set(range(len(pools))) - numbers.keys())}
    kept = {team.number: team.facilitators for team in before.teams}
    teams = [
        Team(
            numbers[n],
            pool.theme,
            tuple(entry for entry, seat in pool.seats if value(seat)),
            kept[old[n]] if n in old else (),
        )
        for n, pool in enumerate(pools)
    ]
    new = tuple(sorted(number for n, number in numbers.items() if n not in old))
    return tuple(sorted(teams, key=lambda team: team.number)), new


def _pinned(draft: Draft, pools: Sequence[DraftPool]) -> dict[int, int]:
    """Which of the pools without a number of their own have one to which somebody is pinned."""
    return {
        n: number
        for n, pool in enumerate(pools)
        if pool.slot.number is None
        for number, is_it in pool.numbers.items()
        if draft.model.value(is_it)
    }
