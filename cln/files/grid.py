"""The rows of a CSV file or of one sheet, before their columns are known; and what is doubtful about them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import NamedTuple

from cln.files.cells import Cell
from cln.words import cut, quoted, rows_of, without_controls

Line = tuple[int, tuple[Cell, ...]]
"""The number of a row as a spreadsheet counts it, and its cells."""


LOST = "\ufffd"
"""What programs write in place of a letter that they cannot read."""
_OF_A_PAGE = re.compile(r"&(?:#[0-9]{1,6}|#x[0-9a-f]{1,5}|amp|apos|quot|lt|gt|nbsp);", re.IGNORECASE)
"""A character as web pages write it."""


@dataclass(frozen=True)
class Doubt:
    """What whoever imports a file should know about a row: it was read, and may not mean what it seems to."""

    row: int
    column: int | None
    """Its place, from 0; None for the whole row."""
    sentence: str
    """Without a subject: `hidden, perhaps by a filter; read like the others`."""


class Merge(NamedTuple):
    """Cells of a sheet that are merged into the first of them; rows from 1, columns from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass(frozen=True)
class Grid:
    """Rows of cells; `name` is that of the sheet, None in a CSV file."""

    name: str | None
    lines: tuple[Line, ...]
    doubts: tuple[Doubt, ...] = ()
    merged: tuple[Merge, ...] = ()
    hidden: tuple[int, ...] = ()
    """The columns that nobody sees in a spreadsheet."""


def cleaned(grid: Grid) -> Grid:
    """The rows without the characters that no text needs; where some were taken out is among the doubts."""
    kept, more = list[Line](), list[Doubt]()
    for number, cells in grid.lines:
        whole = "".join([cell for cell in cells if isinstance(cell, str)])
        if whole.isascii() and whole.isprintable() and "&" not in whole:  # as nearly all
            kept.append((number, cells))
            continue
        changed = dict[int, Cell]()
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                clean = without_controls(cell)
                changed |= {place: clean} if clean != cell else {}
                more += [Doubt(number, place, sentence) for sentence in _doubts(cell, clean)]
        kept.append((number, tuple(changed.get(place, cell) for place, cell in enumerate(cells))))
    return replace(grid, lines=tuple(kept), doubts=(*grid.doubts, *more))


def _doubts(cell: str, clean: str) -> Iterator[str]:
    """What is doubtful about a text, and about what is left of it without control characters."""
    if clean != cell:
        yield "control characters were taken out"
    if LOST in clean:
        yield f"{LOST} stands where a letter was lost before"
    if (meant := _as_saved(clean)) != clean:
        yield f"{quoted(clean)} may be {quoted(meant)}, spoilt when it was saved; correct it if so"
    if of_a_page := _OF_A_PAGE.search(clean):
        yield f"{of_a_page[0]} is a character as web pages write it; kept as it stands"


def _as_saved(text: str) -> str:
    """A text as it was before UTF-8 was taken for Windows-1252; the text itself where it was not."""
    if text.isascii():
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text


def in_words(doubts: Iterable[Doubt], headers: tuple[str, ...], sheet: str = "") -> tuple[str, ...]:
    """A sentence for each doubt that several rows may share, naming them and the column."""
    sorted_ = sorted(set(doubts), key=lambda one: (one.sentence, one.column or 0, one.row))
    groups = groupby(sorted_, key=lambda one: (one.column, one.sentence))
    return tuple(
        f"{sheet}{rows_of([one.row for one in same])}{_column(place, headers)}: {sentence}"
        for (place, sentence), same in groups
    )


def letters(place: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    name, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(65 + digit) + name
    return name


def _column(place: int | None, headers: tuple[str, ...]) -> str:
    if place is None:
        return ""
    return f", column {cut(headers[place]) if place < len(headers) and headers[place] else letters(place)}"
