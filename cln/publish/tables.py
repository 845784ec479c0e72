"""Tables as CSV or JSON."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cln.errors import Refused
from cln.publish import files

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Table:
    """Rows below named columns."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]


def to_csv(table: Table) -> bytes:
    """CSV by RFC 4180 in UTF-8 with a byte order mark, so that Excel reads the accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(table.rows)
    return text.getvalue().encode("utf-8-sig")


def to_json(table: Table) -> bytes:
    """An array of objects with the table's columns."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode()


def write(content: bytes, path: Path, *, force: bool) -> None:
    """Write a file of text whole, as `files.write` does.

    Raises:
        Refused: its name says that it is a workbook, or it cannot be written there.
    """
    if path.suffix.casefold() in {".xlsx", ".xls", ".ods"}:
        raise Refused(f"{path} would not be a workbook but text; end its name in .csv or .json")
    files.write(content, path, force=force)
