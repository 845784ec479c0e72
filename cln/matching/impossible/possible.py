"""Whether there is any match at all: teams that keep every must, without asking how good they are."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cln.matching import check, effort
from cln.matching.large import split
from cln.matching.numbers import numbered
from cln.matching.problem import Problem, PromiseKind, Team
from cln.matching.rules import is_must
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.facilitators import staff
from cln.matching.solve.profile import Placed, tighten
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.solve.teams import teams_of
from cln.matching.sums import Sums, people
from cln.matching.watch import Quiet, Watch

TOTALS = 6
"""When some must wait: for so many numbers of people with a place teams are tried, the most first."""

NODES = 200
"""How far one search may go for teams, or for the proof that there are none."""

SUMMED, SINGLE = 1, 10
"""What a search costs at least, in nodes: of themes as a whole, and of single teams."""

PART_BY_PART = 400
"""What it costs to make the teams of a large cohort, in nodes."""


@dataclass
class Effort:
    """How much searching may still be done, in nodes."""

    left: int

    def spend(self, nodes: int) -> None:
        """A search cost so many."""
        self.left -= nodes


def is_large(problem: Problem) -> bool:
    """Whether a cohort has so many teams that they are made part by part, which proves nothing."""
    return problem.limits.teams > effort.LARGE


def some_teams(problem: Problem, watch: Watch, effort: Effort) -> tuple[Team, ...] | None:
    """Teams with facilitators that keep every must; None if there are none, which is proven.

    Raises:
        Unfinished: neither teams nor a proof were found.
    """
    if watch.hurried or effort.left <= 0:
        raise Unfinished("the search for teams was given up")
    tried = 0
    for total in totals(problem):
        whole = _solved(problem, total, pools_of(problem), watch, effort)
        if whole is None:
            continue
        if tried == TOTALS:
            raise Unfinished("there are more choices of who waits than were tried")
        tried += 1
        teams = _with_places(problem, total, whole, watch, effort)
        if teams is not None:
            return teams
    return None


def keeps(problem: Problem, teams: Sequence[Team], watch: Watch) -> bool:
    """Whether these teams keep every must, perhaps with other facilitators, and nobody waits without need."""
    if sum(team.participants for team in teams) != next(totals(problem), None):
        return False
    broken = _broken(problem, teams)
    if broken - {"team-facilitator"}:
        return False
    there = {(one.name, one.email) for one in problem.facilitators}
    if not broken and all((one.name, one.email) in there for team in teams for one in team.facilitators):
        return True
    with suppress(Unfinished):
        return staff(problem, teams, watch) is not None
    return False


def _broken(problem: Problem, teams: Sequence[Team]) -> set[str]:
    return {verdict.id for verdict in check.verdicts(problem, teams) if verdict.must and not verdict.holds}


def totals(problem: Problem) -> Iterator[int]:
    """How many people may have a place, the most first: all while there is room, none if groups exceed it."""
    if not is_must(problem, "capacity") or problem.participants <= problem.limits.capacity:
        yield problem.participants
        return
    grouped = sum(people(entry) for group in problem.groups for entry in group.entries)
    sums = Sums(people(entry) for entry in problem.entries if entry.key not in problem.grouped)
    rest = sums.at_most(problem.limits.capacity - grouped)
    while rest is not None and grouped + rest > 0:
        yield grouped + rest
        rest = sums.at_most(rest - 1)


def pools_of(problem: Problem) -> list[Slot]:
    """A pool for each theme that has to be told from others, and one for all others: without levels they are
    alike.
    """
    themes = [*(promise.theme for promise, _ in problem.promised(PromiseKind.PIN)), *_others(problem)]
    return [Slot(theme, problem.limits.teams) for theme in problem.themes if theme in themes]


def _others(problem: Problem) -> list[str]:
    """Themes that nothing is pinned to, as many as may be needed."""
    pinned_to = {promise.theme for promise, _ in problem.promised(PromiseKind.PIN)}
    others = [theme for theme in problem.themes if theme not in pinned_to]
    if problem.limits.theme_teams is None or not is_must(problem, "theme-teams"):
        return others[:1]
    low, high = problem.limits.theme_teams
    return others if low or not high else others[: -(-problem.limits.teams // high)]


def _with_places(
    problem: Problem, total: int, whole: Draft, watch: Watch, effort: Effort
) -> tuple[Team, ...] | None:
    """Teams in which so many people have a place, as they have in the sum of all; None if there are none."""
    if is_large(problem):
        return _part_by_part(problem, total, watch, effort)
    pools = pools_of(problem)
    counted = [whole.model.value(pool.teams) for pool in whole.pools]
    for most in (counted, [_most(problem, pool) for pool in pools]):
        slots = [Slot(pool.theme, 1) for pool, n in zip(pools, most, strict=True) for _ in range(n)]
        draft = _solved(problem, total, slots, watch, effort)
        if draft is not None:
            return _staffed(problem, teams_of(draft), watch)
        if len(pools) == 1 and is_must(problem, "team-count"):
            return None
    return None


def _part_by_part(problem: Problem, total: int, watch: Watch, effort: Effort) -> tuple[Team, ...]:
    """Teams of a large cohort in which everybody has a place, without a look at who wanted what."""
    if total < problem.participants:
        raise Unfinished("who waits in a large cohort is not tried")
    effort.spend(PART_BY_PART)
    made, _breadth = split.make(Placed(problem, problem.entries), (), Quiet(watch))
    return _staffed(problem, numbered(problem, made), watch)


def _staffed(problem: Problem, teams: Sequence[Team], watch: Watch) -> tuple[Team, ...]:
    staffed = staff(problem, teams, watch)
    assert staffed is not None, "the draft keeps the rule for facilitators too"
    assert not _broken(problem, staffed), "solver and checker agree"
    return staffed


def _most(problem: Problem, pool: Slot) -> int:
    """How many teams there can be on a theme."""
    if problem.limits.theme_teams is None or not is_must(problem, "theme-teams"):
        return pool.most
    return min(pool.most, problem.limits.theme_teams[1])


def _solved(
    problem: Problem, total: int, slots: Sequence[Slot], watch: Watch, effort: Effort
) -> Draft | None:
    optional = total < problem.participants
    draft = Draft(Model(watch), problem, problem.entries, slots, placed=total, optional=optional)
    tighten(draft)
    draft.model.require(draft.whole.total(people) == total)
    try:
        found = draft.model.best("any teams", 0, more_is_better=False, nodes=NODES)
    finally:
        effort.spend(max(draft.model.nodes, SINGLE if all(slot.most == 1 for slot in slots) else SUMMED))
    return draft if found is not None else None
