"""Looks through the XML of a sheet before its values are read: what is hidden, broken, or lies too far."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cln.errors import Refused
from cln.files.cells import UNSAVED
from cln.files.grid import letters
from cln.files.package import MOST_ROWS, damaged, too_long

MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
"""Cells from the first to the last that is filled: the reader of values sets aside memory for each."""

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ODD = (b't="e"', b"t='e'", b"<f", b":f")
"""What rows have in which a cell may be without a value."""
_NEAR_ROWS, _NEAR_COLUMNS = 1_000, 100
"""Beyond the row before, and beyond the first column, by which cells are looked at one by one."""
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_AT = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_FAR = re.compile(rb"""\br\s*=\s*["'](?:[A-Z]{3,}[0-9]|[A-Z]+[0-9]{6})""")
"""A cell that says it stands far from the first: memory is set aside for all between, wherever it stands."""
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_FIRST, _LAST = (re.compile(rb"""\b%b=["']([0-9]{1,5})["']""" % name) for name in (b"min", b"max"))
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")


@dataclass
class Scan:
    """What is remarkable about a sheet; rows count from 1, columns from 0."""

    last_row: int = 0
    """The last that holds anything."""
    last_column: int = -1
    hidden: list[int] = field(default_factory=list)
    """The filled rows that nobody sees."""
    hidden_columns: list[int] = field(default_factory=list)
    """The columns that nobody sees, of those that hold anything."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """What stands in a cell that has no value: an error of Excel, or that a formula was never worked out."""
    farthest: tuple[int, int] = (0, -1)
    """The last row and column in which any cell has content, be it only a space."""

    @property
    def stray(self) -> bool:
        """Whether blank cells lie so far beyond the filled ones that they must not be read."""
        return _cells(*self.farthest) > max(2 * _cells(self.last_row, self.last_column), 100_000)


class _Row(NamedTuple):
    number: int
    attributes: bytes
    start: int
    """Where its cells begin."""
    end: int
    filled: bool


def scan(file: str, xml: bytes | bytearray, blank: frozenset[bytes]) -> Scan:
    """Look through a sheet.

    Args:
        file: the name of the workbook.
        xml: the sheet.
        blank: the numbers of the shared texts that say nothing, see `blanks`.

    Raises:
        Refused: more is filled than can be read.
    """
    result, filled = Scan(), 0
    far = [match.start() for match in _FAR.finditer(xml)]
    for row in _rows(xml):
        beyond = _last_far(file, xml, row, far)
        if not row.filled:
            continue
        filled, last = filled + 1, max(_last_column(xml, row), beyond)
        result.farthest = max(result.farthest[0], row.number), max(result.farthest[1], last)
        if filled > MOST_ROWS + 1:
            raise too_long(file)
        near = last < _NEAR_COLUMNS and row.number < result.last_row + _NEAR_ROWS
        if not near or any(xml.find(odd, row.start, row.end) >= 0 for odd in _ODD):
            last = _look(result, xml, row, blank)
        if last >= 0:
            result.last_row, result.last_column = row.number, max(result.last_column, last)
            result.hidden += [row.number] * bool(_HIDDEN.search(row.attributes))
    _refuse_far(file, result)
    result.hidden_columns = [place for place in _hidden_columns(xml) if place <= result.last_column]
    return result


def _last_far(file: str, xml: bytes | bytearray, row: _Row, far: Sequence[int]) -> int:
    """The column of the last of a row's cells that are far from the first; -1 where none is.

    Args:
        file: the name of the workbook.
        xml: the sheet.
        row: the row.
        far: where such cells of the whole sheet say so, in order.

    Raises:
        Refused: one of them says that it stands in another row, or where no cell can be.
    """
    last = -1
    for place in far[bisect_left(far, row.start) : bisect_left(far, row.end)]:
        at = _AT.match(xml, place)
        if at is None or int(at[2]) != row.number:
            raise damaged(file)
        last = max(last, _column(at[1]))
    return last


def without_strays(xml: bytes | bytearray, blank: frozenset[bytes]) -> bytes:
    """A sheet without the rows and cells that say nothing."""
    first = _ROW.search(xml)
    rows = [row for row in _rows(xml) if row.filled]
    if first is None or not rows:
        return bytes(xml)
    kept = [xml[: first.start()]]
    for row in rows:
        cells = b"".join(
            cell[0] for cell in _CELL.finditer(xml, row.start, row.end) if _is_filled(cell, blank)
        )
        kept.append(b'<row r="%d">%b</row>' % (row.number, cells))
    return b"".join([*kept, xml[_end(xml) :]])


def _hidden_columns(xml: bytes | bytearray) -> Iterator[int]:
    start = xml.find(b"sheetData")
    for columns in _COLUMNS.finditer(xml, 0, start if start >= 0 else len(xml)):
        first, last = _FIRST.search(columns[1]), _LAST.search(columns[1])
        if first and last and _HIDDEN.search(columns[1]):
            yield from range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS))


def _rows(xml: bytes | bytearray) -> Iterator[_Row]:
    tags, number, end = _ROW.finditer(xml), 0, _end(xml)
    tag = next(tags, None)
    while tag is not None:
        following = next(tags, None)
        at = _AT.search(tag[1])
        number = int(at[2]) if at else number + 1
        start, stop = tag.end(), following.start() if following else end
        filled = xml.find(b"v>", start, stop) >= 0 or xml.find(b"is>", start, stop) >= 0
        yield _Row(number, tag[1], start, stop, filled)
        tag = following


def _end(xml: bytes | bytearray) -> int:
    """Where the rows of a sheet end."""
    place = xml.rfind(b"sheetData>")
    return xml.rfind(b"<", 0, place) if place >= 0 else len(xml)


def _last_column(xml: bytes | bytearray, row: _Row) -> int:
    """The column of its last cell; where cells do not say where they stand, their number."""
    place = max(xml.rfind(b' r="', row.start, row.end), xml.rfind(b" r='", row.start, row.end))
    at = _AT.match(xml, place + 1) if place >= 0 else None
    return _column(at[1]) if at else sum(1 for _ in _CELL.finditer(xml, row.start, row.end)) - 1


def blanks(xml: bytes | bytearray) -> frozenset[bytes]:
    """The numbers of the shared texts that say nothing."""
    texts = enumerate(_SHARED.finditer(xml))
    return frozenset(b"%d" % number for number, text in texts if not _says(text[1]))


def _look(result: Scan, xml: bytes | bytearray, row: _Row, blank: frozenset[bytes]) -> int:
    """Look at the cells of a row one by one; the last column that is filled, -1 if none is."""
    column = last = -1
    for cell in _CELL.finditer(xml, row.start, row.end):
        at = _AT.search(cell[1])
        column = _column(at[1]) if at and at[1] else column + 1
        if broken := _broken(cell):
            result.broken[row.number, column] = broken
        if broken or _is_filled(cell, blank):
            last = column
    return last


def _broken(cell: re.Match[bytes]) -> str | None:
    """What stands in a cell in place of a value; None in one that has a value or is empty."""
    within = cell[2]
    if within is None:
        return None
    kind, value = _kind(cell), _VALUE.search(within)
    if kind == b"e" and value:
        return value[1].decode(errors="replace")
    if _FORMULA.search(within) and (value is None or (not value[1] and kind != b"str")):
        return UNSAVED
    return None


def _is_filled(cell: re.Match[bytes], blank: frozenset[bytes]) -> bool:
    within = cell[2]
    if within is None:
        return False
    kind = _kind(cell)
    if kind == b"inlineStr":
        return _says(within)
    value = _VALUE.search(within)
    if value is None:
        return bool(_FORMULA.search(within))
    return bool(value[1].decode(errors="replace").strip()) and not (kind == b"s" and value[1] in blank)


def _kind(cell: re.Match[bytes]) -> bytes:
    kind = _KIND.search(cell[1])
    return kind[1] if kind else b"n"


def _says(texts: bytes | None) -> bool:
    return any(text.decode(errors="replace").strip() for text in _TEXT.findall(texts or b""))


def _column(name: bytes) -> int:
    place = 0
    for letter in name:
        place = 26 * place + letter - 64
    return place - 1


def _cells(rows: int, last_column: int) -> int:
    return rows * (last_column + 1)


def _refuse_far(file: str, result: Scan) -> None:
    far = result.last_row > 10 * MOST_ROWS or result.last_column >= MOST_COLUMNS
    if far or _cells(result.last_row, result.last_column) > MOST_CELLS:
        corner = f"{letters(result.last_column)}{result.last_row}"
        raise Refused(
            f"{file}: its cells reach as far as {corner}, and {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns "
            f"and {MOST_CELLS:,} cells are the most that is read; delete what lies beyond the table"
        )
