"""Other teams as good by the profile as the best, and unlike them and each other.

What the profile reaches is proven of the best already and only kept here; the lines below it are made as
good as teams can be that are so far from all that are known: all entries less the most that stay.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cln.matching import check, effort
from cln.matching.problem import Problem, Result, Team
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft
from cln.matching.solve.facilitators import assign
from cln.matching.solve.profile import Placed
from cln.matching.solve.rooms import are_themes_alike
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.solve.teams import Wanted, best_teams, judged
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
    lines = {line.name: line for line in best.objective}
    profile = tuple(Optimum(lines[goal.name].value, lines[goal.name].bound) for goal in placed.goals)
    themes = [pool.theme for pool in Finished(problem, best.teams).pools]
    *_above, breadth, travel, _balance = known[-1].objective  # no teams that are unlike more are better

    def keep_all_away(draft: Draft) -> None:
        for one in known:
            keep_away(draft, one.teams, most)

    # Where nobody has answered, few slots have teams as good as any, though not all that are unlike others.
    for every in (False, True) if are_themes_alike(placed) else (True,):
        wanted = Wanted(placed, profile, watch, themes, keep_all_away, every)
        seating = best_teams(wanted, breadth.bound, travel.bound if breadth.proven else 0, insist=False)
        if seating is None:
            continue
        made, reached = seating.teams, seating.objective
        if not every:  # bounds that are true of all other teams
            reached = check.known_bounds(problem, check.score(problem, made), best.objective, teams=len(made))
        teams = assign(problem, made, watch)
        if teams is None:
            raise Unfinished("no facilitators suit the teams that came out")
        return judged(placed, teams, reached, time.perf_counter() - started)
    return None
