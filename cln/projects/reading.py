"""Reads the sheets that facilitators fill in: one row for each visit, known by the key that came with it."""

import re
from collections.abc import Callable, Mapping, Sequence
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
from cln.words import fold, nearest_name, quoted, spans

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
    """What the cell says after the project's number; without a number the whole title."""
    on: date
    phase: str | None
    note: str
    support: str
    by: str
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""


def is_of_facilitator(sheets: Sequence[str]) -> bool:
    """Whether a workbook with these sheets is one that `cln project sheet` made."""
    return {LOG, "Teams", "Due"} <= {*sheets}


def fits_visits(sheet: Sheet) -> bool:
    """Whether it is a sheet that facilitators fill in."""
    return records.fit(sheet, COLUMNS, REQUIRED)


def read(
    source: Source, cohort: str, author: Callable[[str], str], titles: Mapping[str, Sequence[int]]
) -> Rows[SheetRow]:
    """Read a sheet, noting its problems without refusing it yet; rows that nobody filled in are passed over.

    Args:
        source: a CSV or XLSX file.
        cohort: the name of the cohort whose sheet it should be.
        author: the facilitator's own spelling of a name.
        titles: of the cohort's projects -> the numbers of those that are called so.

    Raises:
        Refused: there is no such file, or it lacks a column.
    """
    file = records.of(source.read(LOG, known=known(COLUMNS)), COLUMNS, REQUIRED)
    order = file.order("date", source.date_format)
    rows: dict[SheetRow, None] = {}
    keys: dict[str, SheetRow] = {}
    for record in file.rows:
        row = _row(record, cohort, author, order, titles) if _filled(record) else None
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


def _row(
    record: Record,
    cohort: str,
    author: Callable[[str], str],
    order: Order | None,
    titles: Mapping[str, Sequence[int]],
) -> SheetRow | None:
    of = cells.text(record.cell("cohort"))
    if of and fold(of) != fold(cohort):
        record.problem("cohort", f'this row is of {of}, not of {cohort}; add --cohort "{of}"')
    meant = record.must("project", partial(project, titles=titles))
    on = record.must("date", partial(moments.day, order=order))
    note = record.must("note", _note)
    by = record.must("by", partial(cells.name, what="who was there"))
    phase = record.may("phase", partial(cells.one_of, words=tuple(Phase)))
    if record.faulty or meant is None or on is None or not note or not by:
        return None
    support = cells.text(record.cell("support"))
    return SheetRow(cells.text(record.cell("key")), *meant, on, phase, note, support, author(by), record)


def project(cell: cells.Cell, titles: Mapping[str, Sequence[int]]) -> tuple[int, str]:
    """The number and the title of the project that a cell names: `3 Paragraphs`, `3` or `Paragraphs`.

    ValueError with a sentence where it names none, or a title that several have.
    """
    text = cells.text(cell)
    if not text:
        raise ValueError("is empty")
    named = {number for title, numbers in titles.items() if fold(title) == fold(text) for number in numbers}
    number = re.match(r"([0-9]+)\b[ .:-]*", text)
    if len(named) == 1 and not text.isdecimal():
        return named.pop(), text
    if number is not None:
        return int(number[1]), text[number.end() :]
    if named:
        raise ValueError(f"{quoted(text)} is the title of projects {spans(named)}; write the number")
    near = nearest_name(text, titles) if titles else None
    meant = f"; did you mean {near}?" if near else "; see: cln project list"
    raise ValueError(f"{quoted(text)} is neither the number nor the title of a project{meant}")


def _note(cell: cells.Cell) -> str:
    note = cells.lines(cell)
    if not note:
        raise ValueError("is empty; write what happened")
    return note
