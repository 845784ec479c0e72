"""Two proposals side by side, as the lead officer sees them."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from cln.match.compare import Compared, Difference, Place, TeamDifference
from cln.match.proposals import Seated, Team
from cln.match.views import match
from cln.match.views.proposals import how
from cln.screen.data import plain
from cln.screen.view import Block, Line, Table, View

GAINS = {1: "gains", -1: "loses", 0: ""}


def compared(result: Compared) -> View:
    """What differs between two proposals.

    JSON: `cohort`, `before` and `after` (numbers), `measures` (an array of `name`, `before`, `after`),
    `moves`, `gains`, `loses` (how many entries), `entries` (an array of the entry's keys, `before` and
    `after` (`team`, null while it waits; `theme`; `level`; null where the proposal does not have it),
    `moves`, `gain` (1, 0, -1)), `teams` (those that differ: `before`, `after` (`team`, `theme`,
    `participants`, `facilitators`, or null), `came`, `went` (entries)), `rules` (those that hold in one of
    them only: `id`, `holds_in`).
    """
    one, other = result.before, result.after
    blocks: list[Block] = [
        Line(f"{one.cohort}: proposal {one.number} ({how(one)}) and {other.number} ({how(other)})", "strong"),
        _measures(result),
        _summary(result),
    ]
    if result.differences:
        blocks.append(_entries(result))
    if result.teams:
        blocks.append(_teams(result))
    blocks += [
        Line(f"The rule {rule} holds in proposal {number} only.", "warn")
        for rule, number in result.kept_by_one
    ]
    blocks.append(Line(f"Next: cln match show {other.number}, cln match accept {other.number}", "dim"))
    return View(_data(result), blocks, notes=[*one.warnings[:1], *other.warnings[:1]])


def _measures(result: Compared) -> Table:
    rows = [
        (one.name, str(one.before), str(one.after), _signed(one.after - one.before))
        for one in result.measures
    ]
    heads = ("", f"proposal {result.before.number}", f"proposal {result.after.number}", "difference")
    return Table(heads, rows, right=frozenset(heads[1:]))


def _signed(number: int) -> str:
    return f"{number:+}" if number else ""


def _summary(result: Compared) -> Line:
    if not result.differences:
        return Line("Nobody moves, gains or loses.", "good")
    moves, gains, loses = _tally(result)
    left = sum(one.after is None for one in result.differences)
    joined = sum(one.before is None for one in result.differences)
    parts = [
        f"{moves} {_verb(moves, 'move')}, {gains} {_verb(gains, 'gain')} and {loses} {_verb(loses, 'lose')} "
        "by their place or the level of their theme",
        *([f"{left} left"] if left else []),
        *([f"{joined} joined"] if joined else []),
    ]
    return Line(f"{'; '.join(parts)}.")


def _verb(number: int, verb: str) -> str:
    return verb + "s" if number == 1 else verb


def _tally(result: Compared) -> tuple[int, int, int]:
    moves = sum(one.moves for one in result.differences)
    gains = sum(one.gain == 1 for one in result.differences)
    return moves, gains, sum(one.gain == -1 for one in result.differences)


def _entries(result: Compared) -> Table:
    return Table(
        ("code", "establishment", "from", "to", "level", ""),
        [
            (
                one.entry.code,
                match.name(one.entry),
                _place(one.before, one.became),
                _place(one.after),
                _levels(one),
                GAINS[one.gain],
            )
            for one in sorted(result.differences, key=lambda one: (one.gain, one.entry.key))
        ],
        title="Who moves, gains or loses",
    )


def _place(place: Place | None, became: int | None = None) -> str:
    if place is None:
        return "not there"
    now = f" (now {became})" if became not in {None, place.team} else ""
    return "waiting" if place.team is None else f"{place.team}{now} {place.theme}"


def _levels(one: Difference) -> str:
    old, new = ((place.level if place else None) for place in (one.before, one.after))
    if old == new:
        return str(old or "-")
    return f"{old or '-'} to {new or '-'}"


def _teams(result: Compared) -> Table:
    return Table(
        ("team", "theme", "people", "come", "go", "facilitators"),
        [
            (
                _change(one, lambda team: str(team.number)),
                _change(one, lambda team: team.theme),
                _change(one, lambda team: str(team.participants)),
                ", ".join(entry.name for entry in one.came),
                ", ".join(entry.name for entry in one.went),
                _facilitators(one),
            )
            for one in result.teams
        ],
        title="Teams that differ",
    )


def _change(one: TeamDifference, say: Callable[[Team], str]) -> str:
    """The same for both, or how it was and what it has become."""
    old, new = (say(team) if team else "-" for team in (one.before, one.after))
    return old if old == new else f"{old} to {new}"


def _facilitators(one: TeamDifference) -> str:
    old, new = (
        [person.name for person in team.facilitators] if team else [] for team in (one.before, one.after)
    )
    came = ", ".join(name for name in new if name not in old)
    went = ", ".join(name for name in old if name not in new)
    if came and went:
        return f"{came} instead of {went}"
    return f"also {came}" if came else f"without {went}" if went else ""


def _data(result: Compared) -> dict[str, Any]:
    moves, gains, loses = _tally(result)
    return {
        "cohort": result.before.cohort,
        "before": result.before.number,
        "after": result.after.number,
        "measures": [{"name": one.name, "before": one.before, "after": one.after} for one in result.measures],
        "moves": moves,
        "gains": gains,
        "loses": loses,
        "entries": [
            {
                **_entry(one.entry),
                "before": one.before and asdict(one.before),
                "after": one.after and asdict(one.after),
                "moves": one.moves,
                "gain": one.gain,
            }
            for one in result.differences
        ],
        "teams": [
            {
                "before": one.before and _team(one.before),
                "after": one.after and _team(one.after),
                "came": [_entry(entry) for entry in one.came],
                "went": [_entry(entry) for entry in one.went],
            }
            for one in result.teams
        ],
        "rules": [{"id": rule, "holds_in": number} for rule, number in result.kept_by_one],
    }


def _entry(one: Seated) -> dict[str, Any]:
    return {name: value for name, value in plain(one).items() if name != "level"}


def _team(one: Team) -> dict[str, Any]:
    return {
        "team": one.number,
        "theme": one.theme,
        "participants": one.participants,
        "facilitators": [person.name for person in one.facilitators],
    }
