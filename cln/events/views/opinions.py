"""How a file of opinions was read: shown alike for feedback and confidence."""

from collections.abc import Sequence
from typing import Any

from cln.events.reading.opinions import Reading
from cln.screen.view import Block, Line, Table
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.words import count

TRIAL = Line("This was a trial: nothing was written. To take it in, run the same without --dry-run", "warn")


def data(reading: Reading) -> list[dict[str, Any]]:
    """The columns as data: `header`, `role`, `how`."""
    return [{"header": one.header, "role": one.role, "how": one.how} for one in reading.columns]


def columns(reading: Reading) -> list[Block]:
    """Each column and how it was read; those that were not used are only named."""
    used = [one for one in reading.columns if one.role != NOT_USED]
    unused = [one for one in reading.columns if one.role == NOT_USED and one.header]
    blocks: list[Block] = [
        Table(
            ("Column", "Read as", "Meaning"),
            [(one.header, one.role, one.how) for one in used],
            title=f"How {reading.source} was read",
        )
    ]
    if unused:
        blocks.append(Line(f"Not used: {', '.join(map(_named, unused))}.", "dim"))
    return blocks


def left_aside(repeated: Sequence[int], older: Sequence[int]) -> list[Line]:
    """The rows that a later answer of the same person has overtaken."""
    lines = []
    for rows, where in ((repeated, "in this file"), (older, "already on record")):
        if rows:
            numbers = f"row{'s' if len(rows) > 1 else ''} {', '.join(map(str, rows))}"
            left = count(len(rows), "answer")
            lines.append(
                Line(f"{left} left aside: the same person has answered later, {where} ({numbers}).", "dim")
            )
    return lines


def _named(one: ColumnReading) -> str:
    return f"{one.header} ({one.how})" if one.how else one.header
