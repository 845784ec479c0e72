"""Looks through the XML of a sheet before its values are read: what is hidden, broken, or lies too far."""

import re
from dataclasses import dataclass, field

from cln.errors import Refused
from cln.files.cells import UNSAVED
from cln.files.grid import letters
from cln.files.package import MOST_ROWS

MOST_COLUMNS = 1_000
MOST_CELLS = 5_000_000
"""Cells from the first to the last that is filled: the reader of values sets aside memory for each."""

_TAG = re.compile(
    rb"<(?:\w+:)?(?:row\b(?P<row>[^>]*)|c\b(?P<cell>[^>]*?)(?:/>|>(?P<within>.*?)</(?:\w+:)?c>))", re.DOTALL
)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_TEXT = re.compile(rb"<(?:\w+:)?t\b[^>]*>([^<]*)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_SHARED = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_AT = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
_KIND = re.compile(rb"""\bt=["'](\w+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")


@dataclass
class Scan:
    """What is remarkable about a sheet; rows count from 1, columns from 0."""

    last_row: int = 0
    """The last that holds anything."""
    last_column: int = -1
    filled: int = 0
    """How many rows hold anything."""
    hidden: list[int] = field(default_factory=list)
    """The filled rows that nobody sees."""
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    """What stands in a cell that has no value: an error of Excel, or that a formula was never worked out."""
    farthest: tuple[int, int] = (0, -1)
    """The last row and column in which there is any cell, blank ones too."""

    @property
    def stray(self) -> bool:
        """Whether blank cells lie so far beyond the filled ones that they must not be read."""
        return _cells(*self.farthest) > max(2 * _cells(self.last_row, self.last_column), 100_000)


def scan(file: str, xml: bytes, blank: frozenset[bytes]) -> Scan:
    """Look through a sheet.

    Args:
        file: the name of the workbook.
        xml: the sheet.
        blank: the numbers of the shared texts that say nothing, see `blanks`.

    Raises:
        Refused: more is filled than can be read.
    """
    result, row, column, hidden = Scan(), 0, -1, False
    for tag in _TAG.finditer(xml):
        at = _AT.search(tag["cell"] or tag["row"] or b"")
        if tag["cell"] is None:
            row, column = int(at[2]) if at else row + 1, -1
            hidden = bool(_HIDDEN.search(tag["row"]))
            continue
        column = _column(at[1]) if at and at[1] else column + 1
        result.farthest = max(result.farthest[0], row), max(result.farthest[1], column)
        if _note(result, tag, row, column, blank):
            if result.last_row != row:
                result.filled += 1
                result.hidden += [row] * hidden
            result.last_row, result.last_column = row, max(result.last_column, column)
            if result.filled > MOST_ROWS or row > 10 * MOST_ROWS:
                break
    _refuse_large(file, result)
    return result


def blanks(xml: bytes) -> frozenset[bytes]:
    """The numbers of the shared texts that say nothing."""
    texts = enumerate(_SHARED.finditer(xml))
    return frozenset(b"%d" % number for number, text in texts if not _says(text[1]))


def without_blanks(xml: bytes, blank: frozenset[bytes]) -> bytes:
    """A sheet without the cells that say nothing."""
    return _TAG.sub(lambda tag: tag[0] if tag["cell"] is None or _is_filled(tag, blank) else b"", xml)


def _note(result: Scan, tag: re.Match[bytes], row: int, column: int, blank: frozenset[bytes]) -> bool:
    """Note a cell that has no value; whether it is filled."""
    within = tag["within"]
    if within is None:
        return False
    kind, value = _kind(tag), _VALUE.search(within)
    if kind == b"e" and value:
        result.broken[row, column] = value[1].decode(errors="replace")
        return True
    if _FORMULA.search(within) and (value is None or (not value[1] and kind != b"str")):
        result.broken[row, column] = UNSAVED
        return True
    return _is_filled(tag, blank)


def _is_filled(tag: re.Match[bytes], blank: frozenset[bytes]) -> bool:
    within = tag["within"]
    if within is None:
        return False
    kind = _kind(tag)
    if kind == b"inlineStr":
        return _says(within)
    value = _VALUE.search(within)
    if value is None:
        return bool(_FORMULA.search(within))
    return bool(value[1].strip()) and not (kind == b"s" and value[1] in blank)


def _kind(tag: re.Match[bytes]) -> bytes:
    kind = _KIND.search(tag["cell"])
    return kind[1] if kind else b"n"


def _says(texts: bytes | None) -> bool:
    return any(text.strip() for text in _TEXT.findall(texts or b""))


def _column(name: bytes) -> int:
    place = 0
    for letter in name:
        place = 26 * place + letter - 64
    return place - 1


def _cells(rows: int, last_column: int) -> int:
    return rows * (last_column + 1)


def _refuse_large(file: str, result: Scan) -> None:
    if result.filled > MOST_ROWS:
        raise Refused(f"{file} has more than {MOST_ROWS:,} rows, which is the most that is read; divide it")
    far = result.last_row > MOST_ROWS or result.last_column >= MOST_COLUMNS
    if far or _cells(result.last_row, result.last_column) > MOST_CELLS:
        corner = f"{letters(result.last_column)}{result.last_row}"
        raise Refused(
            f"{file}: its cells reach as far as {corner}, and {MOST_ROWS:,} rows, {MOST_COLUMNS:,} columns "
            f"and {MOST_CELLS:,} cells are the most that is read; delete what lies beyond the table"
        )
