"""The tables of a folder that was exported, as somebody outside reads them."""

import csv
from pathlib import Path

Row = dict[str, str]


def rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def entry(row: Row) -> tuple[str, ...]:
    """What tells an entry from all others."""
    return tuple(row[name] for name in ("cohort", "code", "sector", "entry"))


def people(folder: Path) -> dict[tuple[str, ...], list[Row]]:
    """Entry -> the rows of its people."""
    rows_of: dict[tuple[str, ...], list[Row]] = {}
    for row in rows(folder, "participants"):
        rows_of.setdefault(entry(row), []).append(row)
    return rows_of
