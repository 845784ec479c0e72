"""What `cln match --alternatives` shows: the best proposal, and those that could be taken instead."""

from typing import Any

from cln.match.alternatives import Alternative, Choice
from cln.match.proposals import Proposed
from cln.match.views import match
from cln.screen.data import plain
from cln.screen.view import Block, Line, Table, View
from cln.words import count

LINES = ("breadth", "travel", "balance")
"""Where alternatives can be better or worse than each other."""


def choice(shown: Choice) -> View:
    """The best proposal with the alternatives to it.

    JSON: the keys of a proposal, of the best; then `alternatives` (an array of the same keys and
    `seats_that_differ`: how many entries have another seat than in the best), `asked` (how many
    alternatives), `seats` (how many entries have one), `seats_apart` (in so many seats each differs from
    the best and from the others, at least), `exhausted` (it is proven that nothing else with this profile
    is so far from all of them).
    """
    best = match.proposal(shown.best)
    data = {
        **plain(best.data),
        "alternatives": [_data(one) for one in shown.alternatives],
        "asked": shown.asked,
        "seats": shown.seats,
        "seats_apart": shown.apart,
        "exhausted": shown.exhausted,
    }
    *blocks, following = best.blocks
    if not shown.alternatives:
        return View(data, [*blocks, _found(shown), following], best.notes)
    return View(data, [*blocks, _table(shown), _found(shown), _next(shown)], best.notes)


def _data(one: Alternative) -> dict[str, Any]:
    return {**plain(one.proposed), "seats_that_differ": one.differs}


def _table(shown: Choice) -> Table:
    rows = [_row(shown.best, 0), *(_row(one.proposed, one.differs) for one in shown.alternatives)]
    return Table(
        ("proposal", "other seats", *LINES, ""),
        rows,
        title=f"Proposal {shown.best.number} and alternatives to it, all with the same profile",
        right=frozenset({"proposal", "other seats", *LINES}),
    )


def _row(proposed: Proposed, differs: int) -> tuple[str, ...]:
    reached = {line.name: str(line.value) for line in proposed.objective}
    known = "" if proposed.status == "optimal" else "not proven"
    return (str(proposed.number), str(differs), *(reached[name] for name in LINES), known)


def _found(shown: Choice) -> Block:
    """How many there are, and how sure that is."""
    number, far = len(shown.alternatives), f"in at least {shown.apart} of {count(shown.seats, 'seat')}"
    if number == shown.asked:
        each = "It differs from the best" if number == 1 else "Each differs from all others"
        return Line(f"{each} {far}.", "good")
    if not shown.exhausted:
        return Line(f"{number} of {shown.asked} found before the search ended; there may be more.", "warn")
    if not number:
        return Line(f"There is no alternative: no other teams with this profile differ {far}.", "warn")
    others = f"no other teams with this profile differ {far} from all of these"
    return Line(f"{number} of {shown.asked} found: {others}.", "warn")


def _next(shown: Choice) -> Line:
    best, other = shown.best.number, shown.alternatives[0].proposed.number
    return Line(f"Next: cln match compare {best} {other}, then accept one: cln match accept {best}", "dim")
