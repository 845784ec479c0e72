"""Opens a file and tells by its content, whatever its name says, whether it is a workbook or CSV."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cln.errors import Refused
from cln.files.cells import Cell
from cln.words import as_meant

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

CONTENTS, MEANINGS = "Contents", "Columns"
"""The first and the last sheet of every workbook that `cln export` writes."""

Line = tuple[int, tuple[Cell, ...]]
"""The number of a row as a spreadsheet counts it, and its cells."""


@dataclass(frozen=True)
class Contents:
    """The rows of a file; `sheet` names the one they are from where the workbook has several."""

    lines: tuple[Line, ...]
    sheet: str | None = None


_WORKBOOK = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = re.compile(r"\s*<(!doctype|\?xml|html|head|meta|table)\b", re.IGNORECASE)


def read(path: Path, wanted: str | None = None) -> Contents:
    """Read a workbook or CSV.

    Of a workbook the visible sheet called `wanted` is read, else the first one that holds anything. CSV may
    be UTF-8, UTF-16 with a BOM, else Windows-1252; with commas, semicolons or tabs.

    Raises:
        Refused: the file is missing, cannot be opened, or is neither; or it is a workbook that cln wrote, and
            has no such sheet.
    """
    raw = _bytes(path)
    if raw.startswith(_WORKBOOK):
        return _workbook(path, raw, wanted)
    return Contents(tuple(_csv(path, raw)))


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder, not a file")
        if path.name.startswith("~$") and path.exists():
            of = path.name.removeprefix("~$")
            raise Refused(f"{path.name} is only the mark of Excel that {of} is open; give {of} instead")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise Refused(f"there is no file {path}") from None
    except PermissionError as error:
        raise Refused(
            f"{path.name} cannot be opened; is it open in another program? Close it there, and run this again"
        ) from error
    except OSError as error:
        raise Refused(f"{path.name} cannot be opened: {error.strerror}") from error


def _csv(path: Path, raw: bytes) -> Iterator[Line]:
    content = _decoded(path, raw)
    if _MARKUP.match(content):
        raise Refused(
            f"{path.name} is a web page or XML, whatever its name says; open it in Excel and save it as XLSX"
        )
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content), strict=True)
    last = 0
    try:
        for cells in reader:
            yield last + 1, tuple(map(as_meant, cells))
            last = reader.line_num
    except csv.Error as error:
        raise Refused(
            f"{path.name}, row {reader.line_num}: the quotation marks do not close ({error})"
        ) from error


def _decoded(path: Path, raw: bytes) -> str:
    if raw.startswith(_UTF16):
        return raw.decode("utf-16", errors="replace")
    if b"\0" in raw:
        raise Refused(f"{path.name} is neither CSV nor XLSX; save it as one of them")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _delimiter(content: str) -> str:
    """What stands most often in the first line that has any: a title above the column names has none."""
    first = next((line for line in content.splitlines() if any(mark in line for mark in ",;\t")), "")
    return max(",;\t", key=first.count)


def _workbook(path: Path, raw: bytes, wanted: str | None) -> Contents:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            shown = [
                book.get_sheet_by_name(sheet.name)
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
            ]
            filled = [sheet for sheet in shown if sheet.total_height]
            if not filled:
                return Contents(())
            first = _sheet(path, {sheet.name: sheet for sheet in shown}, filled[0].name, wanted)
            start = first.start[0] if first.start else 0
            rows = first.to_python(skip_empty_area=True)
    except CalamineError as error:
        raise Refused(
            f"{path.name} is a workbook that cannot be read: it is damaged or has a password; open it in "
            "Excel and save it as XLSX without a password"
        ) from error
    lines = tuple((start + i + 1, tuple(_cell(cell) for cell in row)) for i, row in enumerate(rows))
    return Contents(lines, first.name if len(filled) > 1 else None)


def _sheet(
    path: Path, shown: Mapping[str, "CalamineSheet"], first: str, wanted: str | None
) -> "CalamineSheet":
    if wanted is not None and wanted in shown:
        return shown[wanted]
    if first == CONTENTS and MEANINGS in shown:
        there = ", ".join(name for name in shown if name not in {CONTENTS, MEANINGS})
        needed = f"no sheet {wanted!r}" if wanted else "none that can be taken in here"
        raise Refused(f"{path.name} is a workbook that cln export wrote, with {needed}; it has: {there}")
    return shown[first]


def _cell(cell: object) -> Cell:
    if isinstance(cell, str):
        return as_meant(cell)
    return cell if isinstance(cell, Cell) else str(cell)
