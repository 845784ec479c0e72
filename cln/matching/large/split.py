"""Above programme size: the teams of each theme apart, so that the work grows with the cohort and no faster.

The first stage has settled who can get which level; its solution says who works on which theme. Each theme's
entries are cut in two, and those again, by the conditions that hold for pools, until the teams of a part
can be made exactly. Nothing of the profile is lost on the way. How mixed the teams come out depends on
the cuts, so what the themes as a whole could reach stays the bound.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from cln.matching import check, effort
from cln.matching.check import known_bounds
from cln.matching.large.parts import Maker, Part, Share
from cln.matching.objective import BREADTH, goals
from cln.matching.problem import Line
from cln.matching.solve.draft import Draft, Made
from cln.matching.solve.profile import Placed, Profile, best_profile, pinned
from cln.matching.solve.solver import Unfinished
from cln.matching.solve.teams import Seating, balance_floor, numbered
from cln.matching.sums import authority, each, having, size_bounds
from cln.matching.watch import Quiet, Watch


def seat_in_parts(placed: Placed, watch: Watch) -> Seating | None:
    """Teams of a large cohort, each theme's apart: the profile where it can be kept, and honest bounds.

    None if the rules allow none.

    Raises:
        Unfinished: for some entries neither teams were found nor a proof that there are none.
    """
    profile = best_profile(placed, watch)
    if profile is None:
        return None
    problem = placed.problem
    try:
        made, breadth = make(placed, profile, watch)
    except Unfinished:
        if watch.hurried:
            raise
        made, breadth = make(placed, (), watch)  # any teams rather than none
    teams = numbered(problem, made)
    matched = [entry for entry in placed.entries if entry.key not in problem.grouped]
    floor = balance_floor(matched, len(teams) - len(problem.groups))
    bounds = [placed.participants, *(count.bound for count in profile), breadth, 0, floor]
    reach = [placed.participants, *(count.value for count in profile), breadth, 0, floor]
    proven = [Line(goal.name, *known) for goal, *known in zip(goals(problem), reach, bounds, strict=True)]
    *lines, balance = known_bounds(problem, check.score(problem, teams), proven, teams=len(teams))
    return Seating(teams, (*lines, replace(balance, bound=floor)))


def make(placed: Placed, profile: Profile, watch: Watch) -> tuple[list[Made], int]:
    """Teams with this profile, or as near it as was found, and what no breadth can better.

    Raises:
        Unfinished: for some entries neither teams were found nor a proof that there are none.
    """
    draft = pinned(placed, profile, watch)
    breadth = BREADTH.count(draft)
    optimum = draft.model.best(BREADTH.name, breadth, more_is_better=True, nodes=effort.PART_NODES)
    assert optimum is not None, "a profile that the pools allow has some breadth"
    with suppress(Unfinished):
        _leave_room(draft)
        draft.model.best(BREADTH.name, breadth, more_is_better=True, nodes=effort.PART_NODES)
    return make_as_drafted(placed, draft, watch), optimum.bound


def make_as_drafted(placed: Placed, draft: Draft, watch: Watch) -> list[Made]:
    """Teams of the themes that a draft of whole themes gives.

    An entry changes its theme only where its part makes no teams otherwise, and never one that is asked.

    Raises:
        Unfinished: for some entries neither teams were found nor a proof that there are none.
    """
    value = draft.model.value
    groups = [(pool.theme, pool.seated) for pool in draft.groups if value(pool.teams)]
    chosen = [pool for pool in draft.pools if value(pool.teams)]
    shares = [Share(pool.theme, value(pool.teams), pool.seated) for pool in chosen]
    watch("parts")
    maker = Maker(placed, size_bounds(draft.matched, placed.problem), Quiet(watch))
    parts = [Part((smaller,)) for share in shares for smaller in _cut(share, maker)]
    return groups + _make(parts, maker, watch)


def _leave_room(draft: Draft) -> None:
    """Ask for themes whose largest authority has so much less than its share that a team of an odd number of
    entries is no matter; a solution that there is already stays if none is like that.
    """
    part, of = draft.problem.limits.authority_share
    for pool in draft.pools:
        entries = pool.total(each)
        for name in draft.problem.authorities:
            own = pool.total(having(authority, name))
            draft.model.require(of * own <= part * (entries - pool.teams))


def _cut(share: Share, maker: Maker) -> list[Share]:
    """The share in shares of few teams; of more where no cut keeps the rules."""
    halves = maker.halve(share) if share.teams > effort.PART_TEAMS else None
    if halves is None:
        return [share]
    return [smaller for half in halves for smaller in _cut(half, maker)]


def _make(parts: Sequence[Part], maker: Maker, watch: Watch) -> list[Made]:
    """The teams of all parts; one that makes none alone is joined with another."""
    made: list[tuple[Part, list[Made] | None]] = []
    total = sum(part.teams for part in parts)
    for part in parts:
        watch(f"{sum(part.teams for part, _teams in made)} of {total} teams")
        made.append((part, maker.teams(part)))
    while any(teams is None for _part, teams in made):
        alone = next(place for place, (_part, teams) in enumerate(made) if teams is None)
        part, _none = made.pop(alone)
        teams = _join(part, made, maker)
        made.append((Part.of(teams), teams))
    return [team for _part, teams in made for team in teams or ()]


def _join(part: Part, made: list[tuple[Part, list[Made] | None]], maker: Maker) -> list[Made]:
    """The teams that the part makes with another, which is taken from the others: if possible with one with
    whom the profile stays as it is.
    """
    same = [place for place, (other, _teams) in enumerate(made) if other.themes == part.themes]
    others = [place for place, (other, _teams) in enumerate(made) if other.themes != part.themes]
    joined: list[tuple[tuple[int, ...], int, list[Made]]] = []
    for place in (*same[: effort.PARTNERS], *others[: effort.PARTNERS]):
        both = Part(part.shares + made[place][0].shares)
        teams = maker.teams(both)
        if teams is not None:
            joined.append((maker.loss(both, teams), place, teams))
            if not any(joined[-1][0]):
                break
    if not joined:
        raise Unfinished(f"no teams were found for {len(part.entries)} entries on {part.themes[0]}")
    _loss, place, teams = min(joined, key=lambda one: one[0])
    del made[place]
    return teams
