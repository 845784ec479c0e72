"""Why an entry is where it is, and why a theme runs: by what it would cost if it were otherwise.

Every cost is that of a match that was really made (see `what_if`): pin the entry there, and the profile
that is claimed is what comes out. The words belong to whoever shows it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cln.matching.change.what_if import Instead, Now
from cln.matching.objective import BREADTH, Measure
from cln.matching.problem import Entry, Key, Problem, Promise, Team
from cln.matching.solve.profile import Placed
from cln.matching.watch import Watch


@dataclass(frozen=True)
class Rated:
    """A theme, and how an entry rated it; None without an answer."""

    theme: str
    level: int | None


@dataclass(frozen=True)
class Shift:
    """An entry that would get a theme of another level, lose its place or find one."""

    entry: Entry
    before: Rated | None
    """None while it waits."""
    after: Rated | None

    @property
    def rise(self) -> int:
        """By how many levels it would have a better theme; one that it has not rated is below all others."""
        before, after = (one.level if one else None for one in (self.before, self.after))
        return (after or 0) - (before or 0)

    @property
    def loses(self) -> bool:
        """It would have no place, or a theme that it rated lower."""
        return self.after is None or (self.before is not None and self.rise < 0)


@dataclass(frozen=True)
class Cost:
    """What the best match would cost the others in which something is otherwise."""

    possible: bool
    forbidding: tuple[str, ...] = ()
    """Where it is impossible: the rules of which one, let go, would make it possible."""
    objective: tuple[Measure, ...] = ()
    """The profile, and where that would be the same the best breadth there could be."""
    others: tuple[Shift, ...] = ()
    """Who else would get a theme of another level, the largest fall first."""
    same_profile: bool = False
    """No line of the profile would change; the breadth is the last line."""
    better: bool = False
    """It would even be a better profile than that of these teams."""


@dataclass(frozen=True)
class Wish(Cost, Rated):
    """A theme that an entry rated higher than its own, and what it would cost to give it that one."""


@dataclass(frozen=True)
class WhyEntry:
    """Why an entry is in its team."""

    entry: Entry
    team: int
    theme: str
    level: int | None
    """How it rated the team's theme."""
    promises: tuple[Promise, ...]
    """What the lead officer promised about it."""
    wishes: tuple[Wish, ...]
    """Of the themes it rated higher, the best first; none in a pre-matched group."""
    forced: tuple[Entry, ...] | None
    """Who in the team could not have another theme at this profile; None if no match has this profile."""
    grouped: bool
    """It is in a pre-matched group."""
    members: int
    """How many entries its team has."""


@dataclass(frozen=True)
class WhyTeam:
    """Why a team's theme runs."""

    team: int
    theme: str
    teams: int
    """How many teams have the theme."""
    here: dict[int, int]
    """Level -> how many of the team's entries gave it to the theme."""
    everywhere: dict[int, int]
    """Level -> how many of all entries did."""
    group: Promise | None
    """What made it a pre-matched group."""
    without: Cost | None
    """What one team fewer on the theme would cost; None for a pre-matched group."""
    entries: int
    participants: int


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
    now, grouped = Now(problem, teams, watch, proven=proven), key in problem.grouped
    level, levels = entry.level(team.theme), entry.levels or {}
    higher = [theme for theme in problem.themes if level is not None and levels.get(theme, 0) > level]
    return WhyEntry(
        entry=entry,
        team=team.number,
        theme=team.theme,
        level=level,
        promises=tuple(promise for promise in problem.promises if key in promise.entries),
        wishes=tuple(
            Wish(theme, levels[theme], **vars(_cost(now, replace(now.placed, asked={key: theme}))))
            for theme in sorted(higher, key=lambda theme: -levels[theme])
            if not grouped
        ),
        forced=now.forced(team),
        grouped=grouped,
        members=len(team.entries),
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
        team=team.number,
        theme=team.theme,
        teams=running,
        here=_levels(team.entries, team.theme),
        everywhere=_levels(problem.entries, team.theme),
        group=group.promise if group else None,
        without=None if group else _cost(now, replace(now.placed, most={team.theme: running - 1})),
        entries=len(team.entries),
        participants=team.participants,
    )


def _levels(entries: Sequence[Entry], theme: str) -> dict[int, int]:
    given = [entry.level(theme) for entry in entries]
    return {level: given.count(level) for level in (5, 4, 3, 2, 1)}


def _cost(now: Now, asked: Placed) -> Cost:
    then = now.instead(asked)
    if then is None:
        return Cost(possible=False, forbidding=now.forbidding(asked))
    lines = zip(asked.goals, now.profile, then.profile, strict=True)
    profile = tuple(Measure(goal.name, line.value, other.value) for goal, line, other in lines)
    better = [
        (line.after > line.before) == goal.more_is_better
        for goal, line in zip(asked.goals, profile, strict=True)
        if line.before != line.after
    ]
    breadth = () if better else (Measure(BREADTH.name, now.score[BREADTH.name], now.breadth(then)),)
    return Cost(
        possible=True,
        objective=(*profile, *breadth),
        others=_shifts(now, then, asked),
        same_profile=not better,
        better=better[:1] == [True],  # by the first line that differs
    )


def _shifts(now: Now, instead: Instead, asked: Placed) -> tuple[Shift, ...]:
    """Who would get a theme of another level, without those about whom we asked."""
    then = {entry.key: team.theme for team in instead.teams for entry in team.entries}
    others = [entry for entry in asked.problem.entries if entry.key not in asked.asked]
    shifts = [Shift(entry, _rated(entry, now.homes), _rated(entry, then)) for entry in others]
    changed = [one for one in shifts if _level(one.before) != _level(one.after)]
    return tuple(sorted(changed, key=lambda shift: (shift.after is not None, shift.rise, shift.entry.key)))


def _rated(entry: Entry, themes: Mapping[Key, str]) -> Rated | None:
    theme = themes.get(entry.key)
    return Rated(theme, entry.level(theme)) if theme else None


def _level(rated: Rated | None) -> tuple[int | None] | None:
    """What a shift changes: a level, or whether there is a place at all."""
    return (rated.level,) if rated else None
