"""Other teams as good by the profile as the best, and unlike them and each other.

What the profile reaches is proven of the best already and only kept here; the lines below it are made as
good as teams can be that are so far from all that are known: all entries less the most that stay.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cln.matching import check, effort
from cln.matching.objective import BREADTH
from cln.matching.problem import Line, Problem, Result, Team
from cln.matching.solve.draft import Draft
from cln.matching.solve.facilitators import assign
from cln.matching.solve.profile import Placed, are_themes_alike, pinned, rooms
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.solve.teams import judged, lines_of, teams_of, travel_and_balance
from cln.matching.watch import Watch, Within

MOST_TEAMS = effort.LARGE
"""Beyond so many teams not all of them can be settled at once."""

FIFTH = 5
"""One seat in so many differs."""


@dataclass(frozen=True)
class Alternatives:
    """What there is beside the best teams."""

    results: tuple[Result, ...]
    asked: int
    """How many were looked for."""
    apart: int
    """In so many seats each differs from the best and from the others, at least."""
    seats: int
    """How many entries have a seat."""
    exhausted: bool
    """Proven: no other teams with the profile are so far from the best and from all of these."""


def alternatives(problem: Problem, best: Result, most: int, watch: Watch) -> Alternatives:
    """Look for teams with the profile of the best in which at least a fifth of the entries sit elsewhere.

    Each has as much breadth as there can be so far from the best and from those before it, then as little
    travel, then the best balance; the bounds of these lines speak of such teams only.

    Args:
        problem: what was matched, in at most `MOST_TEAMS` teams.
        best: what the match came to.
        most: how many to look for.
        watch: follows the search, and may end it.
    """
    beside = none_yet(best, most)
    while len(beside.results) < most and not beside.exhausted and not watch.hurried:
        part = Within(watch, f"alternative {len(beside.results) + 1}")
        try:
            made = _another(problem, [best, *beside.results], beside.seats - beside.apart, part)
        except Unfinished:
            break
        beside = replace(beside, results=(*beside.results, *([made] if made else ())), exhausted=made is None)
        watch.hold(beside)
    return beside


def none_yet(best: Result, most: int) -> Alternatives:
    """What there is beside the best teams before any others are looked for."""
    seats = sum(len(team.entries) for team in best.teams)
    return Alternatives((), most, -(-seats // FIFTH), seats, exhausted=False)


def keep_away(draft: Draft, teams: Sequence[Team], most: int) -> None:
    """Let at most so many entries stay where they are in `teams`, however these are paired with the draft's.

    It says of a model what `staying` says of finished teams: the most that any pairing lets stay is the least
    sum of numbers, one for each team and pool, of which no two of one theme make less than who sits in both
    (Egervary, 1931). So one sum speaks for all pairings.
    """
    model = draft.model
    sizes = [len(team.entries) for team in teams]
    olds = [model.integer(0, size) for size in sizes]
    news = [model.integer(0, max(sizes)) for _pool in draft.all_pools]
    for team, old in zip(teams, olds, strict=True):
        for pool, new in zip(draft.all_pools, news, strict=True):
            if pool.theme == team.theme:
                both = model.total((pool.sits(entry), 1) for entry in team.entries)
                model.require(old + new >= both)
    model.require(model.total((one, 1) for one in (*olds, *news)) <= most)


def _another(problem: Problem, known: Sequence[Result], most: int, watch: Watch) -> Result | None:
    """The best teams in which at most so many stay where any known ones have them; None if there are none.

    Raises:
        Unfinished: neither teams came out nor a proof that there are none.
    """
    started, best = time.perf_counter(), known[0]
    seated = {entry.key for team in best.teams for entry in team.entries}
    placed = Placed(problem, tuple(entry for entry in problem.entries if entry.key in seated))
    values = {line.name: line.value for line in best.objective}
    profile = tuple(Optimum(values[goal.name], values[goal.name]) for goal in placed.goals)
    # Where nobody has answered, few slots have teams as good as any, though not all that are unlike others.
    for every in (False, True) if are_themes_alike(placed) else (True,):
        slots = rooms(placed, profile, 0, watch, every=every)
        if slots is None:
            continue
        draft = pinned(placed, profile, watch, slots)
        for one in known:
            keep_away(draft, one.teams, most)
        lines = _settled(draft, best, watch)
        if lines is None:
            continue
        made = teams_of(draft)
        if not every:  # bounds that are true of all other teams
            lines = check.known_bounds(problem, check.score(problem, made), best.objective, teams=len(made))
        teams = assign(problem, made, watch)
        if teams is None:
            raise Unfinished("no facilitators suit the teams that came out")
        return judged(placed, teams, lines, time.perf_counter() - started)
    return None


def _settled(draft: Draft, best: Result, watch: Watch) -> tuple[Line, ...] | None:
    """What the best teams of the draft reach, which are then its solution; None if there are none."""
    breadth = draft.reach(BREADTH, insist=False)
    if breadth is None:
        return None
    late = travel_and_balance(draft, watch)
    *profile, best_breadth, _travel, _balance = (line.bound for line in best.objective)
    bounds = [*profile, min(best_breadth, breadth.bound), *late]
    return lines_of(draft.problem, teams_of(draft), bounds)
