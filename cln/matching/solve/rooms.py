"""How many teams could take which theme: the slots in which the second stage makes its teams.

The profile and the breadth mostly leave only a few choices. The teams of each are found, and proven best,
many times as soon as those of one model with room for all choices.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

from cln.matching import effort
from cln.matching.objective import BREADTH
from cln.matching.problem import Problem, PromiseKind
from cln.matching.rules import is_must
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.profile import Placed, Profile, pinned
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Watch


def choices(
    placed: Placed, profile: Profile, breadth: int, watch: Watch, first: Sequence[str], *, every: bool
) -> Iterator[list[Slot]]:
    """Slots for one choice of the teams' themes after the other, until every solution with this profile and
    at least this breadth has been in one of them; first, where given, those for teams on these themes.

    Each slot has a team. Where there are many choices, or one theme is as good as another unless `every` one
    counts, or the time is up, come slots with room for all choices, as in `rooms`.
    """
    if is_must(placed.problem, "team-count") and (every or not are_themes_alike(placed)):
        alike = _themes_alike(placed, every)
        had = [[sum(first.count(theme) for theme in some) for some in alike]] if first else []
        for numbers in had:
            yield [Slot(theme, 1, least=1) for theme in _in_turns(alike, numbers)]
        others = _others(_whole_themes(placed, profile, breadth, watch), alike, had)
        with suppress(Unfinished):
            # Where nobody is far apart the first is often as good as any, and no others are asked for.
            for numbers in list(others) if placed.problem.far else others:
                yield [Slot(theme, 1, least=1) for theme in _in_turns(alike, numbers)]
            return
    slots = rooms(placed, profile, breadth, watch, every=every)
    if slots is not None:
        yield slots


def _others(
    draft: Draft, alike: Sequence[tuple[str, ...]], had: Sequence[Sequence[int]]
) -> Iterator[list[int]]:
    """How many teams the themes of each could have in the draft, other than those had.

    Raises:
        Unfinished: there are too many ways, or the time is up.
    """
    model, teams_on = draft.model, _teams_on(draft, alike)
    another = model.integer(0, 1)
    for _ in range(effort.THEME_CHOICES + 1):
        for numbers in had:
            # In another choice some themes have more teams, because all choices have as many.
            more = [model.integer(0, 1) for _ in numbers]
            for teams, number, here in zip(teams_on, numbers, more, strict=True):
                model.require(teams >= (number + 1) * here)
            model.require(model.sum_of(more) >= another)
        best = model.best(BREADTH.name, another, more_is_better=True, insist=False)
        if best is None or best.bound == 0:
            return
        if best.value == 0:
            break
        way = [model.value(teams) for teams in teams_on]
        yield way
        had = [way]
    raise Unfinished("there are too many choices of themes")


def rooms(
    placed: Placed, profile: Profile, breadth: int, watch: Watch, *, every: bool = False
) -> list[Slot] | None:
    """Slots for every team that could be part of a solution with this profile and at least this breadth.

    None when there is no such solution. Where one theme is as good as another, a solution is as good as any
    in slots that take turns, unless `every` theme of every team is asked for.
    """
    if not every and are_themes_alike(placed) and not placed.asked and not placed.most:
        return _slots_in_turn(placed.problem)
    draft, alike = _whole_themes(placed, profile, breadth, watch), _themes_alike(placed, every)
    most = draft.model.ceilings(_teams_on(draft, alike))
    return None if most is None else [Slot(theme, 1) for theme in _in_turns(alike, most)]


def are_themes_alike(placed: Placed) -> bool:
    """Nobody has answered: one theme is as good as another, except where it is promised or limited."""
    silent = not any(entry.levels for entry in placed.entries)
    limited = is_must(placed.problem, "theme-teams") and placed.problem.promises
    return silent and not limited and is_must(placed.problem, "team-count")


def _whole_themes(placed: Placed, profile: Profile, breadth: int, watch: Watch) -> Draft:
    """A draft of whole themes with this profile and at least this breadth."""
    draft = pinned(placed, profile, watch)
    draft.model.require(BREADTH.count(draft) >= breadth)
    return draft


def _teams_on(draft: Draft, alike: Sequence[tuple[str, ...]]) -> list[Quantity]:
    """How many teams the themes of each make."""
    teams_on = {pool.theme: pool.teams for pool in draft.pools}
    return [draft.model.sum_of(teams_on[theme] for theme in some) for some in alike]


def _themes_alike(placed: Placed, every: bool) -> list[tuple[str, ...]]:
    """The themes, together where everybody rates them alike and nothing is asked, promised or limited; unless
    `every` one counts.
    """
    problem = placed.problem
    unlike = placed.asked or placed.most or problem.promises or is_must(problem, "theme-teams")
    if every or unlike:
        return [(theme,) for theme in problem.themes]
    return list(_levels_of_themes(placed).values())


def _levels_of_themes(placed: Placed) -> dict[tuple[int | None, ...], tuple[str, ...]]:
    """How the entries rate a theme -> the themes that they rate so."""
    rated: dict[tuple[int | None, ...], tuple[str, ...]] = {}
    for theme in placed.problem.themes:
        levels = tuple(entry.level(theme) for entry in placed.entries)
        rated[levels] = (*rated.get(levels, ()), theme)
    return rated


def _in_turns(alike: Sequence[tuple[str, ...]], numbers: Sequence[int]) -> list[str]:
    """So many teams on the themes of each."""
    return [theme for some, teams in zip(alike, numbers, strict=True) for theme in _in_turn(some, teams)]


def _in_turn(themes: Sequence[str], teams: int) -> list[str]:
    """So many teams on these themes, which take turns, those of one theme together."""
    return [theme for turn, theme in enumerate(themes) for _ in range(turn, teams, len(themes))]


def _slots_in_turn(problem: Problem) -> list[Slot]:
    """A slot for each team, the themes taking turns, and as many on a theme as could be pinned to it."""
    pinned_to = Counter(
        pin.theme
        for pin, entries in problem.promised(PromiseKind.PIN)
        for entry in entries
        if entry.key not in problem.grouped
    )
    teams = problem.matched_teams
    turns = Counter(_in_turn(problem.themes, teams))
    return [
        Slot(theme, 1) for theme in problem.themes for _ in range(min(pinned_to[theme], teams) + turns[theme])
    ]
