"""Two proposals side by side, as the lead officer sees them."""

from collections.abc import Callable

from cln.match.compare import Compared, Difference, Place, TeamDifference
from cln.match.proposals import Proposed, Team
from cln.match.views.proposals import how
from cln.screen.view import Block, Line, Table, View

GAINS = {1: "gains", -1: "loses", 0: ""}


def compared(result: Compared) -> View:
    """What differs between two proposals."""
    one, other = result.before, result.after
    blocks: list[Block] = [
        Line(_heading(one, other), "strong"),
        _measures(result),
        _summary(result),
    ]
    if result.differences:
        blocks.append(_entries(result))
    if result.teams:
        blocks.append(_teams(result))
    blocks += [
        Line(f"The rule {rule.id} holds in proposal {rule.holds_in} only.", "warn") for rule in result.rules
    ]
    accept = "" if other.accepted else f", {other.standing.accepting()}"
    blocks.append(Line(f"Next: cln match show {other.number}{accept}", "dim"))
    return View(result, blocks, notes=[*one.warnings[:1], *other.warnings[:1]])


def _heading(one: Proposed, other: Proposed) -> str:
    """Which two they are, and whether there is a newer one than both."""
    stands = other.standing
    newer = f"; {stands.newer}" if stands.newest not in {one.number, other.number} else ""
    return f"{one.cohort}: proposal {one.number} ({how(one)}) and {other.number} ({how(other)}){newer}"


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
    moves, gains, loses = result.moves, result.gains, result.loses
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


def _entries(result: Compared) -> Table:
    return Table(
        ("code", "establishment", "from", "to", "level", ""),
        [
            (
                one.code,
                one.called,
                _place(one.before, one.became),
                _place(one.after),
                _levels(one),
                GAINS[one.gain],
            )
            for one in sorted(
                result.differences, key=lambda one: (one.gain, one.code, one.sector, one.number)
            )
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
                ", ".join(entry.called for entry in one.came),
                ", ".join(entry.called for entry in one.went),
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
    old, new = (team.names if team else [] for team in (one.before, one.after))
    came = ", ".join(name for name in new if name not in old)
    went = ", ".join(name for name in old if name not in new)
    if came and went:
        return f"{came} instead of {went}"
    return f"also {came}" if came else f"without {went}" if went else ""
