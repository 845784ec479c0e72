"""Teams get their numbers: those that somebody is pinned to their own, the others by theme and entries."""

from collections.abc import Sequence

from cln.matching.problem import Entry, Problem, PromiseKind, Strength, Team
from cln.matching.rules import BY_ID, strength

Made = tuple[str, tuple[Entry, ...]]
"""A team as it was made: its theme and its entries."""


def numbered(problem: Problem, made: Sequence[Made]) -> tuple[Team, ...]:
    """The teams by number.

    Those that somebody is pinned to have their number; the others get the rest in the order of their
    themes and then of their first entry.
    """
    order = sorted(made, key=lambda team: (_rank(problem.themes, team[0]), [one.key for one in team[1]]))
    pinned = _pinned(problem, order)
    others = (n for n in range(len(order)) if n not in set(pinned.values()))
    places = [pinned[number] if number in pinned else next(others) for number in range(1, len(order) + 1)]
    return tuple(Team(number, *order[place]) for number, place in enumerate(places, start=1))


def _pinned(problem: Problem, made: Sequence[Made]) -> dict[int, int]:
    """Number -> place in `made` of the team whose entries are pinned to it."""
    if strength(problem, BY_ID["pins"]) is not Strength.MUST:
        return {}
    where = {entry.key: place for place, (_theme, entries) in enumerate(made) for entry in entries}
    pins = problem.promised(PromiseKind.PIN)
    return {pin.team: where[entries[0].key] for pin, entries in pins if pin.team is not None}


def _rank(themes: Sequence[str], theme: str) -> tuple[int, str]:
    """Themes of the survey in their order, then others by name."""
    return (themes.index(theme), theme) if theme in themes else (len(themes), theme)
