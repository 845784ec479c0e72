"""Reads the sheets that facilitators fill in: one row for each visit, known by the key that came with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from cln.files import cells, moments, records
from cln.files.headers import known
from cln.files.moments import Order
from cln.files.records import Record, Rows
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.programme import Phase
from cln.words import fold, quoted

LOG = "Log"
"""The name of the sheet that holds the rows."""

COLUMNS = {
    "key": (),
    "cohort": (),
    "project": (),
    "date": ("on",),
    "phase": (),
    "note": (),
    "support": (),
    "by": ("facilitator",),
}
REQUIRED = ("project", "date", "note", "by")


@dataclass(frozen=True)
class SheetRow:
    """A visit as a sheet tells it."""

    key: str
    """The key of the row; empty for a row that somebody added."""
    project: int
    title: str = field(compare=False)
    """What the cell says after the project's number."""
    on: date
    phase: str | None
    note: str
    support: str
    by: str
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""


def fits_visits(sheet: Sheet) -> bool:
    """Whether it is a sheet that facilitators fill in."""
    return records.fit(sheet, COLUMNS, REQUIRED)


def read(source: Source, cohort: str, author: Callable[[str], str]) -> Rows[SheetRow]:
    """Read a sheet, noting its problems without refusing it yet; rows that nobody filled in are passed over.

    Args:
        source: a CSV or XLSX file.
        cohort: the name of the cohort whose sheet it should be.
        author: the facilitator's own spelling of a name.

    Raises:
        Refused: there is no such file, or it lacks a column.
    """
    file = records.of(source.read(LOG, known=known(COLUMNS)), COLUMNS, REQUIRED)
    order = file.order("date", source.date_format)
    rows: dict[SheetRow, None] = {}
    keys: dict[str, SheetRow] = {}
    for record in file.rows:
        row = _row(record, cohort, author, order) if _filled(record) else None
        if row is None or row in rows:
            continue
        rows[row] = None
        if row.key and keys.setdefault(row.key, row) is not row:
            record.problem(
                "key",
                f"{keys[row.key].record.named} has the same key; empty one of the two cells, and that "
                "row counts by what it says",
            )
    return file.holding(rows)


def _filled(record: Record) -> bool:
    """Somebody wrote something; project and name stand in every row."""
    return any(record.cell(column) is not None for column in ("date", "phase", "note", "support"))


def _row(record: Record, cohort: str, author: Callable[[str], str], order: Order | None) -> SheetRow | None:
    of = cells.text(record.cell("cohort"))
    if of and fold(of) != fold(cohort):
        record.problem("cohort", f'this row is of {of}, not of {cohort}; add --cohort "{of}"')
    project = record.must("project", _project)
    on = record.must("date", partial(moments.day, order=order))
    note = record.must("note", _note)
    by = record.must("by", partial(cells.name, what="who was there"))
    phase = record.may("phase", partial(cells.one_of, words=tuple(Phase)))
    if record.faulty or project is None or on is None or not note or not by:
        return None
    support = cells.text(record.cell("support"))
    return SheetRow(cells.text(record.cell("key")), *project, on, phase, note, support, author(by), record)


def _project(cell: cells.Cell) -> tuple[int, str]:
    """The number that a project's cell begins with and the title after it: 3 and "Paragraphs"."""
    text = cells.text(cell)
    number = re.match(r"([0-9]+)\b[ .:-]*", text)
    if not text:
        raise ValueError("is empty")
    if number is None:
        raise ValueError(f"{quoted(text)} does not begin with the number of a project")
    return int(number[1]), text[number.end() :]


def _note(cell: cells.Cell) -> str:
    note = cells.lines(cell)
    if not note:
        raise ValueError("is empty; write what happened")
    return note
