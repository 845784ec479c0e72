"""Promises, as the lead officer sees them."""

from collections.abc import Sequence

from cln.match.promises import Listed, Made, Promise
from cln.screen.view import Block, Line, Table, View
from cln.words import day_of


def made(result: Made) -> View:
    """A promise that was made just now."""
    blocks: list[Block] = [
        Line(f"Promise {result.number} is made in {result.cohort}. {result}.", "good"),
        Line(f"Reason: {result.reason}"),
    ]
    if result.new_theme:
        blocks.append(Line(f"The survey did not ask about {result.theme}.", "warn"))
    blocks.append(Line("Every match keeps it until it is lifted. Next: cln match", "dim"))
    return View(result, blocks)


def lifted(result: Made) -> View:
    """A promise that was lifted."""
    line = Line(f"Promise {result.number} is lifted. {result}.", "good")
    return View(result, [line, Line("Next: cln match", "dim")])


def listing(cohort: str, promises: Sequence[Listed]) -> View:
    """All promises."""
    if not promises:
        return View(promises, [Line(f"{cohort} has no promises. See: cln match pin --help")])
    rows = [(str(one.number), _asks(one), one.reason, _since(one)) for one in promises]
    table = Table(("number", "promise", "why", "since"), rows, right=frozenset({"number"}))
    return View(promises, [table, Line("Lift one with: cln match lift NUMBER", "dim")])


def table(promises: Sequence[Promise]) -> Table:
    """The promises that a proposal had to keep."""
    rows = [(str(one.number), str(one), one.reason) for one in promises]
    return Table(("number", "promise", "why"), rows, title="Promises", right=frozenset({"number"}))


def _asks(one: Listed) -> str:
    gone = f" ({', '.join(map(str, one.withdrawn))} withdrew)" if one.withdrawn else ""
    return f"{one}{gone}"


def _since(one: Listed) -> str:
    lifted = f", lifted {day_of(one.lifted_at)}" if one.lifted_at else ""
    return f"{day_of(one.made_at)}{lifted}"
