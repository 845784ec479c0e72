"""The rows of a file that were not taken in, written in the layout of the file, so that it can be mended."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from cln.files import whole, workbook
from cln.files.cells import Cell
from cln.files.problems import Problems
from cln.words import harmless

PROBLEM = "problem"
"""The last column of such a file; it is passed over when the file comes back."""


def content(path: Path, rejected: Sequence[Problems]) -> bytes:
    """What to write to `path`: the rows that are not right, each with what is wrong with it.

    Raises:
        Refused: the name ends otherwise than in .csv or .xlsx.
    """
    whole.refuse_ending(path, (".csv", ".xlsx"))
    headers = (*rejected[0].sheet.titles, PROBLEM)
    rows = [
        (*row.cells, "; ".join(f"{column}: {sentence}" for column, sentence in one.by_row[row.place]))
        for one in rejected
        for row in one.sheet.rows
        if row.place in one.by_row
    ]
    if path.suffix.casefold() == ".xlsx":
        columns = [workbook.Column(header) for header in headers]
        return workbook.to_xlsx([workbook.Sheet("Rejected", columns, rows)])
    out = io.StringIO(newline="")
    csv.writer(out).writerows([headers, *(tuple(map(_as_text, row)) for row in rows)])
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: Cell) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return harmless(cell) if isinstance(cell, str) else cell
