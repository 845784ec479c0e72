"""Reads CSV and XLSX into one shape: headers, and rows that know their number in the file."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cln.errors import Refused
from cln.intake.cells import Cell, text
from cln.intake.problems import Problems
from cln.spelling import fold


@dataclass(frozen=True)
class Row:
    """One row of a sheet; `number` counts as a spreadsheet does, the first line of the file being 1."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One table of a file: `source` is the file's name, `headers` are as written."""

    source: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def find(self, *names: str) -> int | None:
        """The place of the first header that is one of `names`, whatever its case, spaces or underscores."""
        wanted = {fold(name) for name in names}
        return next((i for i, header in enumerate(self.headers) if fold(header) in wanted), None)


def read(path: Path) -> Sheet:
    """Read a CSV (UTF-8, with or without BOM, else Windows-1252; comma, semicolon or tab) or XLSX file.

    Empty rows are passed over. Of a workbook the first sheet that holds anything is read. Every row has as
    many cells as there are headers.

    Raises:
        Refused: the file is missing, empty, unreadable, or a row has more cells than there are headers.
    """
    if not path.is_file():
        raise Refused(f"there is no file {path}")
    lines = _workbook(path) if path.suffix.casefold() in {".xlsx", ".xlsm", ".xls", ".ods"} else _csv(path)
    filled = [Row(number, cells) for number, cells in lines if any(text(cell) for cell in cells)]
    if not filled:
        raise Refused(f"{path.name} is empty")
    headers, *body = filled
    if not body:
        raise Refused(f"{path.name} has headers but no rows below them")
    width = len(headers.cells)
    _refuse_overlong(path, body, width)
    padding = (None,) * width
    rows = [Row(row.number, (*row.cells, *padding)[:width]) for row in body]
    return Sheet(path.name, tuple(text(cell) for cell in headers.cells), tuple(rows))


def columns(sheet: Sheet, wanted: Mapping[str, Sequence[str]], required: Sequence[str]) -> dict[str, int]:
    """Where each wanted column stands: name -> place, for those that the sheet has.

    Args:
        sheet: the sheet.
        wanted: each column's name and the other headers it may have; they count only without the first.
        required: the names that must be there.

    Raises:
        Refused: a required column is missing, or a header stands twice.
    """
    found: dict[str, int] = {}
    for name, others in wanted.items():
        places = _places(sheet, [name]) or _places(sheet, others)
        if len(places) > 1:
            twice = " and ".join(repr(sheet.headers[i]) for i in places)
            raise Refused(f"{sheet.source}: the columns {twice} both say {name}; keep one of them")
        if places:
            found[name] = places[0]
    missing = [name for name in required if name not in found]
    if missing:
        raise Refused(
            f"{sheet.source}: row 1 has no column {' and no column '.join(missing)}; "
            f"its columns are {', '.join(h for h in sheet.headers if h)}"
        )
    return found


def _refuse_overlong(path: Path, body: Sequence[Row], width: int) -> None:
    """A comma outside quotation marks would shift every cell after it into a wrong column."""
    problems = Problems(path.name)
    for row in body:
        if any(text(cell) for cell in row.cells[width:]):
            problems.add(row.number, str(width + 1), f"lies beyond the {width} columns that row 1 names")
    problems.refuse_any()


def unused(sheet: Sheet, found: Mapping[str, int]) -> tuple[str, ...]:
    """The headers, as written, of the columns that nothing was taken from."""
    return tuple(header for i, header in enumerate(sheet.headers) if header and i not in found.values())


def _places(sheet: Sheet, names: Sequence[str]) -> list[int]:
    folded = {fold(name) for name in names}
    return [i for i, header in enumerate(sheet.headers) if fold(header) in folded]


def _csv(path: Path) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    raw = path.read_bytes()
    if b"\0" in raw:
        raise Refused(f"{path.name} is neither CSV nor XLSX; save it as one of them")
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = raw.decode("cp1252", errors="replace")
    first = content.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    last = 0
    try:
        for cells in reader:
            yield last + 1, tuple(cells)
            last = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"{path.name}, row {reader.line_num}: the quotation marks do not close ({error})"
        ) from error


def _workbook(path: Path) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as book:
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
            for sheet in sheets:
                if sheet.total_height:
                    start = sheet.start[0] if sheet.start else 0
                    rows = sheet.to_python(skip_empty_area=True)
                    yield from ((start + i + 1, tuple(_cell(c) for c in row)) for i, row in enumerate(rows))
                    return
    except CalamineError as error:
        raise Refused(f"{path.name} cannot be read as a workbook ({error}); save it again as XLSX") from error


def _cell(cell: object) -> Cell:
    return cell if isinstance(cell, Cell) else str(cell)
