"""Tables as CSV or JSON, and files that appear whole or not at all."""

import csv
import io
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cln.errors import Refused

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
    """Write a file whole: beside its place first, then into it.

    Raises:
        Refused: it is no file, it exists and `force` was not given, or its folder cannot be written.
    """
    place = path.resolve()
    if place.suffix.casefold() in {".xlsx", ".xls", ".ods"}:
        raise Refused(f"{path} would not be a workbook but text; end its name in .csv or .json")
    if place.exists() and not place.is_file():
        raise Refused(f"{path} is not a file; name a file")
    if place.exists() and not force:
        raise Refused(f"{path} exists already; choose another name or add --force")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
