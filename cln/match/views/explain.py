"""Why an entry is where it is, and why a theme runs, in sentences."""

from collections.abc import Iterator, Sequence
from typing import Any

from cln.match.explain import Explained, Waits
from cln.matching.change.explain import Compared, Cost, Shift, WhyEntry, WhyTeam, Wish
from cln.matching.objective import PROFILES
from cln.matching.problem import Entry, Promise
from cln.screen.view import Block, Line, View
from cln.words import count, listed

FEW = 3
"""So many others are named in a sentence; all are in the data."""


def explained(shown: Explained) -> View:
    """The answer to `cln match explain`.

    JSON of an entry: `cohort`, `proposal`, `entry` (`code`, `sector`, `entry`, `name`), `team`, `theme`,
    `level` (null: no answer), `fixed` (an array of `number`, `kind`, `reason`), `wishes` (an array, of each
    theme that it rated higher: `theme`, `level`, and the keys of a cost), `forced` (entries of the team who
    could not have another theme with this profile; null: no match has this profile).

    Of one that waits: `cohort`, `proposal`, `entry`, `team` (null), `place`, `of`, `reason`.

    Of a team: `cohort`, `proposal`, `team`, `theme`, `teams` (on that theme), `here` and `everywhere` (level
    -> how many entries gave it), `group` (`number`, `kind`, `reason` of a pre-matched group, else null),
    `without` (a cost; null for a pre-matched group).

    A cost: `possible`, `forbidding` (ids of rules of which one, let go, would make it possible), `objective`
    (an array of `name`, `before`, `after`: the profile, and the breadth where the profile stays),
    `others` (an array of entries, each with `before` and `after`: `theme`, `level`; null without a place).
    """
    why = shown.why
    head = {"cohort": shown.cohort, "proposal": shown.number}
    if isinstance(why, WhyEntry):
        return View({**head, **_entry_data(why)}, _entry_blocks(shown, why), shown.warnings)
    if isinstance(why, WhyTeam):
        return View({**head, **_team_data(why)}, _team_blocks(shown, why), shown.warnings)
    data = {"entry": _entry(why.entry), "team": None, "place": why.place, "of": why.of, "reason": why.reason}
    return View({**head, **data}, _waiting_blocks(shown, why), shown.warnings)


def _entry_data(why: WhyEntry) -> dict[str, Any]:
    return {
        "entry": _entry(why.entry),
        "team": why.team.number,
        "theme": why.team.theme,
        "level": why.level,
        "fixed": [_fixed(one) for one in why.promises],
        "wishes": [{"theme": one.theme, "level": one.level, **_cost(one.cost)} for one in why.wishes],
        "forced": None if why.forced is None else [_entry(one) for one in why.forced],
    }


def _team_data(why: WhyTeam) -> dict[str, Any]:
    return {
        "team": why.team.number,
        "theme": why.team.theme,
        "teams": why.teams,
        "here": {str(level): number for level, number in why.here.items()},
        "everywhere": {str(level): number for level, number in why.everywhere.items()},
        "group": _fixed(why.promise) if why.promise else None,
        "without": _cost(why.closing) if why.closing else None,
    }


def _cost(cost: Cost) -> dict[str, Any]:
    lines = (*cost.profile, *([cost.breadth] if cost.breadth else []))
    return {
        "possible": cost.possible,
        "forbidding": list(cost.forbidding),
        "objective": [{"name": line.name, "before": line.now, "after": line.then} for line in lines],
        "others": [
            {**_entry(one.entry), "before": _seat(one, 0), "after": _seat(one, 1)} for one in cost.shifts
        ],
    }


def _seat(shift: Shift, which: int) -> dict[str, Any] | None:
    theme = (shift.theme, shift.then)[which]
    return {"theme": theme, "level": shift.levels[which]} if theme else None


def _entry(entry: Entry) -> dict[str, Any]:
    return {"code": entry.code, "sector": entry.sector, "entry": entry.number, "name": entry.name}


def _fixed(fixed: Promise) -> dict[str, Any]:
    return {"number": fixed.number, "kind": fixed.kind.value, "reason": fixed.reason}


def _entry_blocks(shown: Explained, why: WhyEntry) -> list[Block]:
    rated = "and has not answered the survey" if why.level is None else f"which it rated {why.level}"
    number, theme = why.team.number, why.team.theme
    blocks: list[Block] = [
        Line(f"{shown.cohort}, proposal {shown.number}: {why.entry} is in team {number}.", "strong"),
        Line(f"The team works on {theme}, {rated}."),
        *(Line(f"Promise {one.number} ({one.kind}): {one.reason}") for one in why.promises),
    ]
    if why.entry.key in shown.seen.grouped:
        return [*blocks, Line("It is in a pre-matched group, which skips the matching.")]
    if why.level is None:
        blocks.append(Line("So no theme suits it better than another; it is where the teams mix best."))
    elif not why.wishes:
        blocks.append(Line("It rated no theme higher.", "good"))
    for wish in why.wishes:
        blocks += [_wish(shown, why, wish), *_others(wish.cost)]
    return [*blocks, *_forced(why), Line(f"See its team: {_command(shown)} --team {number}", "dim")]


def _wish(shown: Explained, why: WhyEntry, wish: Wish) -> Line:
    return Line(f"It rated {wish.theme} {wish.level}. {_price(shown, wish.cost, 'If it got that theme')}")


def _team_blocks(shown: Explained, why: WhyTeam) -> list[Block]:
    team, theme = why.team, why.team.theme
    heading = (
        f"{shown.cohort}, proposal {shown.number}: team {team.number} works on {theme}, "
        f"{count(len(team.entries), 'entry', 'entries')} with {team.participants} people."
    )
    blocks: list[Block] = [Line(heading, "strong")]
    if why.promise:
        group = f"It is a pre-matched group, promise {why.promise.number}: {why.promise.reason}"
        return [*blocks, Line(group)]
    blocks.append(Line(_rated(why)))
    if why.closing is None:
        return blocks
    if why.teams == 1:
        without = f"If no team worked on {theme}"
    else:
        blocks.append(Line(f"{why.teams} teams work on {theme}."))
        without = f"If one team fewer worked on {theme}"
    return [*blocks, Line(_price(shown, why.closing, without)), *_others(why.closing)]


def _command(shown: Explained) -> str:
    return f"cln match explain --proposal {shown.number}"


def _rated(why: WhyTeam) -> str:
    """Who wants the theme, and how much."""
    parts = []
    for level, number in why.everywhere.items():
        here = f" ({why.here[level]} of them here)" if why.here[level] else ""
        parts += [f"{number} rated it {level}{here}"] if number else []
    return f"In the whole cohort {listed(parts)}." if parts else "Nobody has rated it."


def _waiting_blocks(shown: Explained, why: Waits) -> list[Block]:
    return [
        Line(f"{shown.cohort}, proposal {shown.number}: {why.entry} has no place.", "strong"),
        Line(f"It is number {why.place} of {why.of} on the waiting list: {why.reason}."),
        Line(f"See what moving it in would cost: cln team suggest {why.entry.code}", "dim"),
    ]


def _price(shown: Explained, cost: Cost, when: str) -> str:
    """What it would cost, in a sentence."""
    if not cost.possible:
        return f"{when}, there would be no match{_forbidding(cost.forbidding)}."
    if cost.breadth is None:
        better = ", which is better than this proposal" if _is_better(shown, cost.profile) else ""
        return f"{when}, the best match would have {listed(list(_differences(cost.profile)))}{better}."
    now, then = cost.breadth.now, cost.breadth.then
    levels = f"{when}, the match could be as good in levels"
    if then < now:
        return f"{levels}, but its teams would be less mixed: breadth {then}, not {now}."
    if then > now:
        return f"{levels}, and its teams better mixed: breadth {then}, not {now}."
    return f"{levels} and in breadth; only distances and team sizes could speak against it."


def _forbidding(rules: Sequence[str]) -> str:
    if not rules:
        return ", whichever one rule is let go"
    if len(rules) == 1:
        return f": rule '{rules[0]}' forbids it"
    named = listed([f"'{rule}'" for rule in rules])
    return f": rules {named} together forbid it, and letting go of one of them would do"


def _is_better(shown: Explained, profile: Sequence[Compared]) -> bool:
    """By the first line that differs."""
    goals = PROFILES[shown.seen.preference]
    for goal, line in zip(goals, profile, strict=True):
        if line.now != line.then:
            return (line.then > line.now) == goal.more_is_better
    return False


def _differences(profile: Sequence[Compared]) -> Iterator[str]:
    noun, theme = True, "a theme"
    for line in profile:
        more = line.then - line.now
        if more and line.name.startswith("level"):
            entries = count(abs(more), "entry", "entries") if noun else str(abs(more))
            way = "more" if more > 0 else "fewer"
            yield f"{entries} {way} with {theme} rated {line.name.removeprefix('level ')}"
            noun, theme = False, "one"
        elif more:
            yield f"{line.then} as the sum of levels, not {line.now}"


def _others(cost: Cost) -> list[Line]:
    """Who would fall, who would rise."""
    falls = [shift for shift in cost.shifts if _loses(shift)]
    rises = [shift for shift in cost.shifts if not _loses(shift)]
    lines = []
    for what, shifts in (("Would lose", falls), ("Would gain", rises)):
        few = shifts[:FEW] if len(shifts) > FEW + 1 else shifts
        rest = [f"and {len(shifts) - len(few)} more, see --json"] if few != shifts else []
        if shifts:
            lines.append(Line(f"  {what}: {'; '.join([*map(_shift, few), *rest])}."))
    return lines


def _loses(shift: Shift) -> bool:
    before, after = shift.levels
    return shift.then is None or (shift.theme is not None and (after or 0) < (before or 0))


def _shift(shift: Shift) -> str:
    before, after = shift.levels
    if shift.then is None:
        return f"{shift.entry}, its place"
    if shift.theme is None:
        return f"{shift.entry}, a place with {shift.then}"
    return f"{shift.entry}, from {before} ({shift.theme}) to {after} ({shift.then})"


def _forced(why: WhyEntry) -> list[Line]:
    """Which seats of the team are forced."""
    if why.forced is None:
        return [Line("These teams break a rule, so nothing can be said about seats that are forced.", "warn")]
    here = f"In team {why.team.number}"
    if not why.forced:
        return [Line(f"{here} nobody is forced: each could have another theme in a match as good in levels.")]
    if len(why.forced) == len(why.team.entries):
        return [Line(f"{here} nobody could have another theme in a match as good in levels.")]
    names = listed([str(one) for one in why.forced])
    free = len(why.team.entries) - len(why.forced)
    others = f"; the other {'one' if free == 1 else free} could" if free else ""
    return [
        Line(f"{here} these could not have another theme in any match as good in levels: {names}{others}.")
    ]
