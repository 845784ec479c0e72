"""Reads the sheets of a workbook as rows of cells; what is doubtful about them is noted."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cln.files import package, scan
from cln.files.cells import Cell, text
from cln.files.grid import Doubt, Grid, Line, Merge, cleaned
from cln.files.package import Package, Part
from cln.files.scan import Scan
from cln.words import as_meant

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

HIDDEN = "hidden, perhaps by a filter; read like the others"


def grids(opened: Package, parts: Sequence[Part]) -> list[Grid]:
    """The filled ones of some sheets of a workbook.

    Raises:
        Refused: it is damaged, or one of them is too large.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    scans, changed = _scans(opened, parts)
    if not any(remarkable.last_row for remarkable in scans.values()):
        return []
    raw = package.changed(opened, changed) if changed else opened.raw
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            filled = [part for part in parts if scans[part.name].last_row]
            return [_grid(book.get_sheet_by_name(part.name), scans[part.name]) for part in filled]
    except CalamineError as error:
        raise package.damaged(opened.file) from error


def _scans(opened: Package, parts: Sequence[Part]) -> tuple[dict[str, Scan], dict[str, bytes]]:
    """What is remarkable about the sheets; and those, by part, that can only be read without blank cells."""
    blank = scan.blanks(opened.part(opened.strings)) if opened.strings else frozenset[bytes]()
    scans, changed = dict[str, Scan](), dict[str, bytes]()
    for sheet in parts:
        xml = opened.part(sheet.part)
        scans[sheet.name] = scan.scan(opened.file, xml, blank)
        if scans[sheet.name].stray:
            changed[sheet.part] = scan.without_strays(xml, blank)
    return scans, changed


def _grid(sheet: "CalamineSheet", remarkable: Scan) -> Grid:
    by_row = dict[int, dict[int, str]]()
    for (row, column), content in remarkable.broken.items():
        by_row.setdefault(row, {})[column] = content
    merged = tuple(
        Merge(first + 1, last + 1, left, right)
        for (first, left), (last, right) in sheet.merged_cell_ranges or ()
    )
    doubts = [Doubt(row, None, HIDDEN) for row in remarkable.hidden]
    hidden = tuple(remarkable.hidden_columns)
    return cleaned(Grid(sheet.name, tuple(_lines(sheet, by_row)), tuple(doubts), merged, hidden))


def _lines(sheet: "CalamineSheet", broken: Mapping[int, Mapping[int, str]]) -> Iterator[Line]:
    left = [None] * (sheet.start[1] if sheet.start else 0)
    rows = enumerate(sheet.iter_rows(), 1)
    for number, row in rows:
        cells: list[Cell] = [*left, *map(_cell, row)]
        for column, content in broken.get(number, {}).items():
            cells += [None] * (column + 1 - len(cells))
            cells[column] = content
        if any(map(text, cells)):
            yield number, tuple(cells)


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        return as_meant(cell)
    return cell if isinstance(cell, Cell) else str(cell)
