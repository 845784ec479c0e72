"""Why an entry is where it is, and why a theme runs: by what it would cost if it were otherwise.

Every cost is that of a match that was really made (see `what_if`): pin the entry there, and the profile
that is claimed is what comes out. The words belong to whoever shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cln.matching.change.what_if import Instead, Now
from cln.matching.objective import BREADTH
from cln.matching.problem import Entry, Key, Problem, Promise, Team
from cln.matching.solve.profile import Placed
from cln.matching.watch import Watch


@dataclass(frozen=True)
class Compared:
    """A line of the objective now, and as it would be."""

    name: str
    now: int
    then: int


@dataclass(frozen=True)
class Shift:
    """An entry that would get a theme of another level, lose its place or find one."""

    entry: Entry
    theme: str | None
    """Now; None while it waits."""
    then: str | None

    @property
    def levels(self) -> tuple[int | None, int | None]:
        """How it rated its theme and the other; None without an answer or a theme."""
        now, then = (self.entry.level(theme) if theme else None for theme in (self.theme, self.then))
        return now, then


@dataclass(frozen=True)
class Cost:
    """What the best match would cost in which something is otherwise."""

    possible: bool
    forbidding: tuple[str, ...] = ()
    """Where it is impossible: the rules of which one, let go, would make it possible."""
    profile: tuple[Compared, ...] = ()
    breadth: Compared | None = None
    """Where the profile would be the same: the best breadth there could be."""
    shifts: tuple[Shift, ...] = ()
    """Who else would get a theme of another level, the largest fall first."""

    @property
    def same_profile(self) -> bool:
        """No line of the profile would change."""
        return self.possible and all(line.now == line.then for line in self.profile)


@dataclass(frozen=True)
class Wish:
    """A theme that an entry rated higher than its own, and what it would cost to give it that one."""

    theme: str
    level: int
    cost: Cost


@dataclass(frozen=True)
class WhyEntry:
    """Why an entry is in its team."""

    entry: Entry
    team: Team
    level: int | None
    """How it rated the team's theme."""
    promises: tuple[Promise, ...]
    """What the lead officer promised about it."""
    wishes: tuple[Wish, ...]
    """Of the themes it rated higher, the best first."""
    forced: tuple[Entry, ...] | None
    """Who in the team could not have another theme at this profile; None if no match has this profile."""


@dataclass(frozen=True)
class WhyTeam:
    """Why a team's theme runs."""

    team: Team
    teams: int
    """How many teams have the theme."""
    here: dict[int, int]
    """Level -> how many of the team's entries gave it to the theme."""
    everywhere: dict[int, int]
    """Level -> how many of all entries did."""
    promise: Promise | None
    """The pre-matched group whose own team it is."""
    closing: Cost | None
    """What one team fewer on the theme would cost; None for a pre-matched group."""


def explain_entry(
    problem: Problem, teams: Sequence[Team], key: Key, watch: Watch, *, proven: bool = False
) -> WhyEntry:
    """Why an entry that has a place is in its team.

    Args:
        problem: the cohort.
        teams: a whole arrangement.
        key: the entry; KeyError if it is in no team.
        watch: follows the search.
        proven: it is known that no match has a better profile, or more breadth with it; spares a search.
    """
    team = {entry.key: team for team in teams for entry in team.entries}[key]
    entry = problem.by_key[key]
    now, level, levels = (
        Now(problem, teams, watch, proven=proven),
        entry.level(team.theme),
        entry.levels or {},
    )
    higher = [] if level is None else [theme for theme in problem.themes if levels.get(theme, 0) > level]
    if key in problem.grouped:
        higher = []
    return WhyEntry(
        entry=entry,
        team=team,
        level=level,
        promises=tuple(promise for promise in problem.promises if key in promise.entries),
        wishes=tuple(
            Wish(theme, levels[theme], _cost(now, replace(now.placed, asked={key: theme})))
            for theme in sorted(higher, key=lambda theme: -levels[theme])
        ),
        forced=now.forced(team),
    )


def explain_team(
    problem: Problem, teams: Sequence[Team], number: int, watch: Watch, *, proven: bool = False
) -> WhyTeam:
    """Why the theme of the team of that number runs; KeyError if there is no such team."""
    team = {team.number: team for team in teams}[number]
    now, running = Now(problem, teams, watch, proven=proven), sum(one.theme == team.theme for one in teams)
    here = {entry.key for entry in team.entries}
    groups = (group for group in problem.groups if any(entry.key in here for entry in group.entries))
    group = next(groups, None)
    return WhyTeam(
        team=team,
        teams=running,
        here=_levels(team.entries, team.theme),
        everywhere=_levels(problem.entries, team.theme),
        promise=group.promise if group else None,
        closing=None if group else _cost(now, replace(now.placed, most={team.theme: running - 1})),
    )


def _levels(entries: Sequence[Entry], theme: str) -> dict[int, int]:
    given = [entry.level(theme) for entry in entries]
    return {level: given.count(level) for level in (5, 4, 3, 2, 1)}


def _cost(now: Now, asked: Placed) -> Cost:
    then = now.instead(asked)
    if then is None:
        return Cost(possible=False, forbidding=now.forbidding(asked))
    lines = zip(asked.goals, now.profile, then.profile, strict=True)
    cost = Cost(
        possible=True,
        profile=tuple(Compared(goal.name, line.value, other.value) for goal, line, other in lines),
        shifts=_shifts(now, then, asked),
    )
    if not cost.same_profile:
        return cost
    return replace(cost, breadth=Compared(BREADTH.name, now.score[BREADTH.name], now.breadth(then)))


def _shifts(now: Now, instead: Instead, asked: Placed) -> tuple[Shift, ...]:
    """Who would get a theme of another level, without those about whom we asked."""
    then = {entry.key: team.theme for team in instead.teams for entry in team.entries}
    others = [entry for entry in asked.problem.entries if entry.key not in asked.asked]
    shifts = [Shift(entry, now.homes.get(entry.key), then.get(entry.key)) for entry in others]
    changed = [one for one in shifts if len(set(one.levels)) > 1 or (one.theme is None) != (one.then is None)]
    return tuple(sorted(changed, key=lambda shift: (shift.then is not None, _rise(shift), shift.entry.key)))


def _rise(shift: Shift) -> int:
    before, after = shift.levels
    return (after or 0) - (before or 0)
