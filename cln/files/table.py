"""Reads CSV and XLSX into one shape, a `Sheet`: finds its headers and, of several sheets, those that fit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cln.errors import Refused
from cln.files import contents, headers
from cln.files.cells import Cell, text
from cln.files.grid import Doubt, Grid, Line, in_words, letters
from cln.files.headers import Known
from cln.files.problems import Problems
from cln.files.sheets import Row, Sheet
from cln.words import fold, listed, quoted, rows_of

OWN = frozenset({"", "key", "cohort"})
"""The columns that are hidden in the sheets which facilitators fill in."""

_NOTE = re.compile(
    r"(?:sources?|notes?|nb|n\.b|prepared|produced|printed|extracted|last updated|as at|end of)\b"
    r"|[*\u2020\xa9]",
    re.IGNORECASE,
)
"""How a note below a table begins."""

_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b", re.IGNORECASE)
"""How the totals below a table begin."""

_SUM = re.compile(r"[\d.,%]{1,6}")
"""A total: shorter than any code, so that no establishment is taken for one."""

MERGED = "merged cells; each of the rows was read with what they say"
ACROSS = "cells of several columns are merged; only the first of the columns was read with what they say"


@dataclass(frozen=True)
class _Headed:
    """A sheet with its headers, and how many of them are known."""

    name: str
    sheet: Sheet
    matches: int


def read(
    path: Path,
    wanted: str | None = None,
    cohort: str | None = None,
    *,
    known: Known = frozenset(),
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
) -> Sheet:
    """Read a CSV or XLSX file, as `contents` tells them apart.

    Empty rows are passed over, and so are titles above the headers. Every row has as many cells as there are
    headers. Several sheets are read together where they have the same columns.

    Args:
        path: the file.
        wanted: which sheet of a workbook to read, if it has one of that name: what `cln export` calls it.
        cohort: whose rows to read of a file with a column `cohort` that has rows of this one and of others.
        known: the names of columns by which the right row and sheet are found, see `headers.known`.
        sheet: the sheet, because the user says so.
        header_row: the row of the headers, because the user says so.
        encoding: the encoding, because the user says so.

    Raises:
        Refused: the file is missing, empty or unreadable; several sheets fit, and differ in columns; or a row
            has more cells than there are headers.
    """
    grids, named = contents.read(path, wanted, sheet=sheet, encoding=encoding)
    if not grids:
        raise Refused(f"{path.name} is empty")
    if len(grids) > 1 and header_row:
        grids = tuple(one for one in grids if any(row == header_row for row, _ in one.lines)) or grids
    table = _together(path.name, [_headed(path.name, grid, known, header_row, named=named) for grid in grids])
    return _of_cohort(table, cohort) if cohort else table


def _headed(file: str, grid: Grid, known: Known, header_row: int | None, *, named: bool) -> _Headed:
    source = f"{file} (sheet {grid.name!r})" if named else file
    place = headers.row_of_headers(source, grid, known, header_row)
    number, cells = grid.lines[place]
    names = tuple(text(cell) for cell in cells)
    above, below = grid.lines[:place], _unmerged(grid, number)
    again = [line for line in below if tuple(map(text, line[1])) == names]
    body = [line for line in below if line not in again]
    notes = _notes(body) if len(names) > 1 else []
    body = body[: len(body) - len(notes)]
    padding = (None,) * len(names)
    rows = tuple(Row(row, (*content, *padding)[: len(names)]) for row, content in body)
    doubts = (
        *_of_titles(above),
        *_of_headers(again),
        *_of_notes(notes),
        *in_words([*_of_merges(grid, number), *(one for one in grid.doubts if one.row >= number)], names),
        *_of_unnamed(number, names, rows),
        *_of_hidden(grid, names, rows),
    )
    sheet = Sheet(source, names, rows, header_row=number, doubts=doubts)
    _refuse_overlong(sheet, body)
    return _Headed(grid.name or "", sheet, headers.matches(cells, known))


def _unmerged(grid: Grid, header_row: int) -> list[Line]:
    """The lines below the headers; what merged cells say is said by each of their rows."""
    if not grid.merged:
        return [line for line in grid.lines if line[0] > header_row]
    body = {number: list(cells) for number, cells in grid.lines if number > header_row}
    for merge in grid.merged:
        if merge.first_row in body and merge.first_column < len(body[merge.first_row]):
            cell = body[merge.first_row][merge.first_column]
            for number in range(merge.first_row + 1, merge.last_row + 1):
                if number in body:
                    body[number][merge.first_column] = cell
    return [(number, tuple(cells)) for number, cells in body.items()]


def _of_merges(grid: Grid, header_row: int) -> list[Doubt]:
    filled = {number for number, _ in grid.lines}
    doubts = []
    for merge in grid.merged:
        rows = filled.intersection(range(merge.first_row, merge.last_row + 1))
        if merge.first_row > header_row and len(rows) > 1:
            doubts += [Doubt(number, merge.first_column, MERGED) for number in rows]
        if merge.first_row > header_row and merge.first_column < merge.last_column:
            doubts += [Doubt(number, merge.first_column, ACROSS) for number in rows]
    return doubts


def _of_titles(above: Sequence[Line]) -> list[str]:
    if not above:
        return []
    first = next(filter(None, map(text, above[0][1])))
    rows = rows_of([number for number, _ in above])
    return [f"{rows} above the names of the columns: passed over as a title ({quoted(first)})"]


def _of_headers(again: Sequence[Line]) -> list[str]:
    if not again:
        return []
    return [f"{rows_of([number for number, _ in again])}: the names of the columns once more; passed over"]


def _notes(body: Sequence[Line]) -> Sequence[Line]:
    """The last lines, if they are no rows: a note in one cell each, or a total with its sums."""
    first = len(body)
    for place in range(len(body) - 1, -1, -1):
        filled = [content for cell in body[place][1] if (content := text(cell))]
        words = [content for content in filled if not _SUM.fullmatch(content)]
        is_total = len(words) == 1 and _TOTAL.match(words[0])
        if not is_total and (len(filled) > 1 or not any(map(str.isalpha, filled[0]))):
            break
        if is_total or _NOTE.match(filled[0]):
            first = place
    return body[first:]


def _of_notes(notes: Sequence[Line]) -> list[str]:
    if not notes:
        return []
    first = next(filter(None, map(text, notes[0][1])))
    return [f"{rows_of([row for row, _ in notes])} below the table: passed over as a note ({quoted(first)})"]


def _of_unnamed(header_row: int, names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    doubts = []
    for place in (place for place, name in enumerate(names) if not name):
        filled = [row for row in rows if text(row.cells[place])]
        if filled:
            first, cell = filled[0].number, quoted(text(filled[0].cells[place]))
            doubts.append(
                f"column {letters(place)}: has no name in row {header_row}, so nothing was taken from it "
                f"(row {first} says {cell})"
            )
    return doubts


def _of_hidden(grid: Grid, names: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """That columns are hidden which hold anything, but for those that cln itself hides in a sheet."""
    named = [place for place in grid.hidden if place < len(names) and fold(names[place]) not in OWN]
    filled = [names[place] for place in named if any(text(row.cells[place]) for row in rows)]
    if not filled:
        return []
    is_one = len(filled) == 1
    which = ("column " if is_one else "columns ") + listed([quoted(one) for one in filled])
    return [f"{which} {'is' if is_one else 'are'} hidden in the workbook; read like the others"]


def _refuse_overlong(sheet: Sheet, body: Sequence[tuple[int, Sequence[Cell]]]) -> None:
    """A comma outside quotation marks would shift every cell after it into a wrong column."""
    problems, width = Problems(sheet), len(sheet.headers)
    columns = f"the {width} columns that" if width > 1 else "the 1 column that"
    for row, (_, cells) in zip(sheet.rows, body, strict=True):
        if any(text(cell) for cell in cells[width:]):
            problems.add(row.place, str(width + 1), f"lies beyond {columns} row {sheet.header_row} names")
    problems.refuse_any()


EXPORTED = "cohort"
"""The first header of every table that `cln export` writes and an import reads; such a table may be empty."""


def _together(file: str, sheets: Sequence[_Headed]) -> Sheet:
    """The one sheet that fits, or those that fit and agree, as one."""
    filled = [one for one in sheets if one.sheet.rows]
    if not filled and fold(sheets[0].sheet.headers[0]) == EXPORTED:
        return sheets[0].sheet
    if not filled:
        raise Refused(f"{sheets[0].sheet.source} has headers but no rows below them")
    most = max(one.matches for one in filled)
    if most:
        fitting = [one for one in filled if 2 * one.matches >= most]
    else:
        longest = max(filled, key=lambda one: len(one.sheet.rows))
        fitting = [one for one in filled if _columns(one) == _columns(longest)]
    _refuse_different(file, fitting)
    joined = _joined(file, fitting) if len(fitting) > 1 else fitting[0].sheet
    others = [repr(one.name) for one in filled if one not in fitting]
    if not others:
        return joined
    sheets_are = "sheet" if len(others) == 1 else "sheets"
    passed = f"{sheets_are} {listed(others)}: not read, because the names of the columns do not fit"
    return replace(joined, doubts=(*joined.doubts, passed))


def _columns(one: _Headed) -> set[str]:
    return {fold(name) for name in one.sheet.headers} - {""}


def _refuse_different(file: str, fitting: Sequence[_Headed]) -> None:
    first, *others = fitting
    for other in others:
        if differing := _columns(first) ^ _columns(other):
            headers_ = (*first.sheet.headers, *other.sheet.headers)
            column = next(header for header in headers_ if fold(header) in differing)
            names = listed([repr(one.name) for one in fitting])
            raise Refused(
                f"{file}: the sheets {names} all hold what can be taken in, but not the same columns: only "
                f"one of {first.name!r} and {other.name!r} has {quoted(column)}; choose one with --sheet, or "
                "give them the same columns"
            )


def _joined(file: str, fitting: Sequence[_Headed]) -> Sheet:
    first = fitting[0].sheet
    rows, doubts = list[Row](), list[str]()
    for one in fitting:
        at = [_place(one.sheet, first, place) for place in range(len(first.headers))]
        for row in one.sheet.rows:
            cells = tuple(None if place is None else row.cells[place] for place in at)
            rows.append(Row(row.number, cells, one.name))
        doubts += [f"sheet {one.name!r}, {doubt}" for doubt in one.sheet.doubts]
    names = listed([repr(one.name) for one in fitting])
    return replace(first, source=f"{file} (sheets {names})", rows=tuple(rows), doubts=tuple(doubts))


def _place(sheet: Sheet, first: Sheet, place: int) -> int | None:
    """Where a sheet has the column that stands at `place` in the first; of several of one name that one."""
    name = fold(first.headers[place])
    number = [fold(header) for header in first.headers[:place]].count(name)
    same = [other for other, header in enumerate(sheet.headers) if fold(header) == name]
    return same[number] if name and number < len(same) else None


def _of_cohort(sheet: Sheet, cohort: str) -> Sheet:
    place = sheet.find("cohort")
    if place is None:
        return sheet
    rows = tuple(row for row in sheet.rows if fold(text(row.cells[place])) == fold(cohort))
    if not rows or len(rows) == len(sheet.rows):
        return sheet
    return replace(sheet, source=f"{sheet.source}, rows of {cohort}", rows=rows)
