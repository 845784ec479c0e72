"""The rows of a file that were not taken in, written in the layout of the file, so that it can be mended."""

import io
from collections.abc import Sequence
from pathlib import Path

from cln.files import text, whole, workbook
from cln.files.columns import Column, Table
from cln.files.problems import Problems

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
    out = io.BytesIO()
    text.write_csv(Table("rejected", "", tuple(Column(header, "", str) for header in headers), rows), out)
    return out.getvalue()
