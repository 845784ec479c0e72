"""What `cln history` shows."""

from datetime import UTC, datetime
from typing import Any

from cln.screen.view import Line, Table, View
from cln.upkeep.history import Detailed, RowChange, Summary
from cln.words import count


def listing(found: tuple[Summary, ...]) -> View:
    """The newest changes.

    JSON: an array of `number`, `at` (UTC), `who`, `command`, `rows` (an array of `table`, `deed`, `rows`).
    """
    data = [_data(one) for one in found]
    if not found:
        return View(data, [Line("Nothing has been changed yet.")])
    rows = [[str(one.number), _moment(one.at), one.who, one.command, _what(one)] for one in found]
    columns = ["number", "when (UTC)", "who", "command", "what"]
    return View(data, [Table(columns, rows, right=frozenset({"number"}))])


def shown(result: Detailed) -> View:
    """One change, row by row.

    JSON: the keys of the listing, but `rows` is an array of `table`, `row`, `before`, `after`; these hold the
    fields that differ, and are null for a row that was not there.
    """
    one = result.summary
    head = Line(f"Change {one.number}: {one.command} by {one.who}, {_moment(one.at)} UTC", "strong")
    rows = [
        [row.table, str(row.row), name, before, after]
        for row in result.rows
        for name, before, after in _fields(row)
    ]
    data = {
        **_data(one),
        "rows": [
            {"table": row.table, "row": row.row, "before": row.before, "after": row.after}
            for row in result.rows
        ],
    }
    table = Table(["table", "row", "field", "before", "after"], rows, right=frozenset({"row"}))
    return View(data, [head, Line(f"{_what(one)}."), table])


def _fields(row: RowChange) -> list[tuple[str, str, str]]:
    """Field, before and after; of rows that came or went only what they held."""
    before, after = row.before or {}, row.after or {}
    return [
        (name, _said(before.get(name)), _said(after.get(name)))
        for name in (after or before)
        if name != "id" and not (before.get(name) is None and after.get(name) is None)
    ]


def _said(value: Any) -> str:
    return "" if value is None else str(value)


def _what(one: Summary) -> str:
    return ", ".join(
        f"{count(part.rows, part.table.replace('_', ' ') + ' row')} {part.deed}" for part in one.touched
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _data(one: Summary) -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": one.who,
        "command": one.command,
        "rows": [{"table": part.table, "deed": part.deed, "rows": part.rows} for part in one.touched],
    }
