"""Why an entry is where it is, and why a theme runs: by what it would cost if it were otherwise.

Every cost is that of a match that was really made (see `instead`): pin the entry there, and the profile
that is claimed is what comes out. The words belong to whoever shows it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cln.matching.change.instead import Instead, Now
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
        return tuple(self.entry.level(theme) if theme else None for theme in (self.theme, self.then))  # type: ignore[return-value]


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
    team = _team_of(teams, key)
    entry = problem.by_key[key]
    now, level = Now(problem, teams, watch, proven=proven), entry.level(team.theme)
    higher = (
        []
        if level is None or key in problem.grouped
        else sorted(
            (theme for theme in problem.themes if (entry.level(theme) or 0) > level),
            key=lambda theme: -(entry.level(theme) or 0),
        )
    )
    return WhyEntry(
        entry=entry,
        team=team,
        level=level,
        promises=tuple(promise for promise in problem.promises if key in promise.entries),
        wishes=tuple(
            Wish(theme, entry.level(theme) or 0, _cost(now, replace(now.placed, asked={key: theme})))
            for theme in higher
        ),
        forced=now.forced(team),
    )


def explain_team(
    problem: Problem, teams: Sequence[Team], number: int, watch: Watch, *, proven: bool = False
) -> WhyTeam:
    """Why the theme of the team of that number runs; KeyError if there is no such team."""
    found = [team for team in teams if team.number == number]
    if not found:
        raise KeyError(number)
    team = found[0]
    now, running = Now(problem, teams, watch, proven=proven), sum(one.theme == team.theme for one in teams)
    group = next(
        (g.promise for g in problem.groups if {e.key for e in g.entries} & {e.key for e in team.entries}),
        None,
    )
    return WhyTeam(
        team=team,
        teams=running,
        here=_levels(team.entries, team.theme),
        everywhere=_levels(problem.entries, team.theme),
        promise=group,
        closing=None if group else _cost(now, replace(now.placed, most={team.theme: running - 1})),
    )


def _team_of(teams: Sequence[Team], key: Key) -> Team:
    for team in teams:
        if any(entry.key == key for entry in team.entries):
            return team
    raise KeyError(key)


def _levels(entries: Sequence[Entry], theme: str) -> dict[int, int]:
    given = [entry.level(theme) for entry in entries]
    return {level: given.count(level) for level in (5, 4, 3, 2, 1)}


def _cost(now: Now, asked: Placed) -> Cost:
    found = now.instead(asked)
    if found is None:
        return Cost(possible=False, forbidding=now.forbidding(asked))
    lines = zip(asked.goals, now.profile, found.profile, strict=True)
    profile = tuple(Compared(goal.name, line.value, then.value) for goal, line, then in lines)
    same = all(line.now == line.then for line in profile)
    return Cost(
        possible=True,
        profile=profile,
        breadth=Compared(BREADTH.name, now.score[BREADTH.name], now.breadth(found)) if same else None,
        shifts=_shifts(now, found, asked),
    )


def _shifts(now: Now, found: Instead, asked: Placed) -> tuple[Shift, ...]:
    """Who would get a theme of another level, without those about whom we asked."""
    then = {entry.key: team.theme for team in found.teams for entry in team.entries}
    shifts = [
        Shift(entry, now.homes.get(entry.key), then.get(entry.key))
        for entry in asked.problem.entries
        if entry.key not in asked.asked
    ]
    changed = [
        shift
        for shift in shifts
        if shift.levels[0] != shift.levels[1] or (shift.theme is None) != (shift.then is None)
    ]
    return tuple(sorted(changed, key=lambda shift: (shift.then is not None, _rise(shift), shift.entry.key)))


def _rise(shift: Shift) -> int:
    before, after = shift.levels
    return (after or 0) - (before or 0)
