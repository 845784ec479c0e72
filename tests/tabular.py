"""Writes the files that tests import."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter


def spelt(code: str) -> str:
    """A code as a part of somebody's name, where so many digits in a row are a telephone number: 9100-001."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def write(path: Path, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    """A CSV file in the way Excel saves it, or a workbook, by the ending of the name."""
    table = [headers, *rows]
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(table):
                sheet.write_row(number, 0, row)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(table)
    return path
