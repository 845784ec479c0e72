"""Lists of who joined a meeting, as Microsoft Teams and Zoom save them: whoever is in one has come."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cln.files import cells
from cln.files.moments import moment
from cln.files.sheets import Row, Sheet
from cln.words import quoted, rows_of

TELLING = (
    *("first join", "first join time", "join time", "user action", "last leave", "last leave time"),
    *("in-meeting duration", "meeting duration", "attendance duration", "total duration (minutes)"),
    "duration (minutes)",
)
"""Columns that only such lists have."""
HEADERS = (*TELLING, "leave time", "duration", "recording consent", "recording disclaimer response")
"""Columns that nothing is taken from; not worth a mention."""
BESIDE = (
    "timestamp",
    "guest",
    "in waiting room",
    "registration id",
    "role",
    "participant id",
    "participant id (UPN)",
)
"""What else they hold."""

_SECTION = re.compile(r"[0-9]+\. \S")
_BRACKETS = re.compile(r"(.*\S)\s*\(([^()]+)\)")
_TURNED = re.compile(r"([^,]+), ([^,]+)")


def is_joined(sheet: Sheet) -> bool:
    """Whether it is a list of who joined a meeting."""
    return sheet.find(*TELLING) is not None


def days(sheet: Sheet) -> tuple[set[date], str]:
    """The days on which people joined, in either order of day and month; and the first as it is written."""
    place = sheet.find("first join", "first join time", "join time", "timestamp")
    if place is None:
        return set(), ""
    filled = sheet.filled(place)
    joined = {
        day for cell in filled for days_first in (True, False) if (day := _day(cell, days_first=days_first))
    }
    return joined, cells.text(filled[0]) if filled else ""


def participants(sheet: Sheet) -> tuple[Sheet, str]:
    """The rows about who joined, without the sections below them; and what was passed over, in a sentence."""
    below = next((place for place, row in enumerate(sheet.rows) if _begins_section(row)), len(sheet.rows))
    over = sheet.rows[below:]
    if not over:
        return sheet, ""
    title = next(filter(None, map(cells.text, over[0].cells)))
    passed = f"{rows_of([row.number for row in over])} from {quoted(title)} on: passed over"
    return replace(sheet, rows=sheet.rows[:below]), passed


def names(name: str) -> Iterator[str]:
    """A name as it stands, and what else it may be in such a list.

    Teams adds "(Guest)" and the like, Zoom in brackets the name before it was changed, and some councils'
    accounts begin with the surname: "Adam, Ann".
    """
    yield name
    whole = [name]
    if brackets := _BRACKETS.fullmatch(name):
        whole = list(brackets.groups())
        yield from whole
    for one in whole:
        if turned := _TURNED.fullmatch(one):
            yield f"{turned[2]} {turned[1]}"


def _day(cell: cells.Cell, *, days_first: bool) -> date | None:
    try:
        at = moment(cell, days_first=days_first)
    except ValueError:
        return None
    return at.date() if at else None


def _begins_section(row: Row) -> bool:
    filled = [text for text in map(cells.text, row.cells) if text]
    return len(filled) == 1 and bool(_SECTION.match(filled[0]))
