"""Tables as CSV or JSON, row by row: however long, they take no more memory than a row."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from operator import methodcaller
from typing import BinaryIO

from cln.files.columns import MOMENT, Table, Value, shown
from cln.words import all_outgoing, decimal, outgoing


def write_csv(table: Table, out: BinaryIO) -> int:
    """Write CSV by RFC 4180 in UTF-8 with a byte order mark, so that Excel reads the accents; count the rows.

    A text that a spreadsheet would run as a formula gets an apostrophe in front, which an import by cln
    takes off again.
    """
    with _text(out, "utf-8-sig") as text:
        writer = csv.writer(text)
        writer.writerow(all_outgoing(table.names))
        written = 0
        for row in table.rows:
            writer.writerow([_cell(value) for value in row])
            written += 1
    return written


def write_json(table: Table, out: BinaryIO) -> int:
    """Write an array of objects with the table's columns; count the rows."""
    with _text(out, "utf-8") as text:
        written = 0
        for row in table.rows:
            record = all_outgoing(dict(zip(table.names, row, strict=True)))
            one = json.dumps(record, ensure_ascii=False, indent=2, default=methodcaller("isoformat"))
            text.write(",\n" if written else "[\n")
            text.write("\n".join(f"  {line}" for line in one.split("\n")))
            written += 1
        text.write("\n]\n" if written else "[]\n")
    return written


@contextmanager
def _text(out: BinaryIO, encoding: str) -> Iterator[io.TextIOWrapper]:
    """Text on a binary file that stays open."""
    text = io.TextIOWrapper(out, encoding=encoding, newline="")
    try:
        yield text
    finally:
        text.detach()


def _cell(value: Value) -> str | int | None:
    if isinstance(value, datetime):
        return value.strftime(MOMENT)
    plain = shown(outgoing(value) if isinstance(value, str) else value)
    if isinstance(plain, float):
        return decimal(plain)
    return plain.isoformat() if isinstance(plain, date) else plain
