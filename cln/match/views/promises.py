"""What the lead officer fixed, as she sees it."""

from collections.abc import Sequence
from typing import Any

from cln.match.fixtures import Listed, Promise
from cln.match.promises import Made
from cln.screen.view import Block, Line, Table, View
from cln.words import moment


def made(result: Made) -> View:
    """What was fixed just now.

    JSON: `cohort`, `number`, `kind`, `entries` (an array of `code`, `sector`, `entry`, `name`), `theme`,
    `team`, `reason`.
    """
    blocks: list[Block] = [
        Line(f"Fixed in {result.cohort} as number {result.fixture.number}. {result.fixture}.", "good"),
        Line(f"Reason: {result.fixture.reason}"),
    ]
    if result.new_theme:
        blocks.append(Line(f"The survey did not ask about {result.fixture.theme}.", "warn"))
    blocks.append(Line("Every match obeys it until it is lifted. Next: cln match", "dim"))
    return View({"cohort": result.cohort, **result.fixture.data()}, blocks)


def lifted(result: Made) -> View:
    """What was let go of; JSON as when it was fixed."""
    line = Line(f"Number {result.fixture.number} is lifted. {result.fixture}.", "good")
    return View({"cohort": result.cohort, **result.fixture.data()}, [line, Line("Next: cln match", "dim")])


def listing(cohort: str, listed: Sequence[Listed]) -> View:
    """All that is fixed.

    JSON: an array of the keys above but `cohort`, and `made_at`, `lifted_at`, `withdrawn` (those of its
    entries that have left).
    """
    data = [_data(one) for one in listed]
    if not listed:
        return View(data, [Line(f"Nothing is fixed in {cohort}. See: cln match pin --help")])
    rows = [(str(one.fixture.number), _what(one), one.fixture.reason, _since(one)) for one in listed]
    table = Table(("number", "what is fixed", "why", "since"), rows, right=frozenset({"number"}))
    return View(data, [table, Line("Let go of one with: cln match lift NUMBER", "dim")])


def table(fixed: Sequence[Promise]) -> Table:
    """What was fixed when a proposal was made."""
    rows = [(str(one.number), str(one), one.reason) for one in fixed]
    return Table(("number", "what is fixed", "why"), rows, title="Fixed", right=frozenset({"number"}))


def _data(one: Listed) -> dict[str, Any]:
    gone = {entry.key for entry in one.withdrawn}
    data = one.fixture.data()
    return {
        **data,
        "made_at": moment(one.made_at),
        "lifted_at": moment(one.lifted_at) if one.lifted_at else None,
        "withdrawn": [
            entry for entry in data["entries"] if (entry["code"], entry["sector"], entry["entry"]) in gone
        ],
    }


def _what(one: Listed) -> str:
    gone = f" ({', '.join(entry.name for entry in one.withdrawn)} withdrew)" if one.withdrawn else ""
    return f"{one.fixture}{gone}"


def _since(one: Listed) -> str:
    lifted = f", lifted {one.lifted_at:%Y-%m-%d}" if one.lifted_at else ""
    return f"{one.made_at:%Y-%m-%d}{lifted}"
