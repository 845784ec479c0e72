"""Reads CSV and XLSX into one shape: headers, and rows that know their number in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from cln.errors import Refused, Usage
from cln.files import contents
from cln.files.cells import Cell, text
from cln.files.problems import Place, Problems
from cln.words import fold


@dataclass(frozen=True)
class Row:
    """One row of a sheet; `number` counts as a spreadsheet does, the first line of the file being 1."""

    number: int
    cells: tuple[Cell, ...]
    sheet: str = ""
    """Which sheet it is from, where rows of several are read together."""

    @property
    def place(self) -> Place:
        """Where it stands, as problems are noted."""
        return self.sheet, self.number


@dataclass(frozen=True)
class Sheet:
    """One table of a file: `source` is the file's name, and its sheet's where it has several."""

    source: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    written: tuple[str, ...] = ()
    """The headers as they are written in the file, where they are said to mean others."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headers as messages name them."""
        return self.written or self.headers

    def called(self, names: Mapping[str, str]) -> Self:
        """With other headers: as written -> the column that it means.

        Raises:
            Usage: there is no such header.
        """
        wanted = {fold(title): name for title, name in names.items()}
        for title in names:
            if fold(title) not in map(fold, self.headers):
                there = ", ".join(header for header in self.headers if header)
                raise Usage(f"--map: {self.source} has no column {title!r}; its columns are {there}")
        headers = tuple(wanted.get(fold(title), title) for title in self.headers)
        return replace(self, headers=headers, written=self.headers)

    def narrowed(self, width: int) -> Self:
        """With its first columns only."""
        rows = tuple(replace(row, cells=row.cells[:width]) for row in self.rows)
        return replace(self, headers=self.headers[:width], written=self.titles[:width], rows=rows)

    def find(self, *names: str) -> int | None:
        """The place of the first header that is one of `names`, whatever its case, spaces or underscores."""
        wanted = {fold(name) for name in names}
        return next((i for i, header in enumerate(self.headers) if fold(header) in wanted), None)

    def filled(self, place: int) -> list[Cell]:
        """The cells of a column that are not empty."""
        return [cell for row in self.rows if text(cell := row.cells[place])]


def read(path: Path, wanted: str | None = None, cohort: str | None = None) -> Sheet:
    """Read a CSV or XLSX file, as `contents` tells them apart.

    Empty rows are passed over. Every row has as many cells as there are headers.

    Args:
        path: the file.
        wanted: which sheet of a workbook to read, if it has one of that name: what `cln export` calls it.
        cohort: whose rows to read of a file with a column `cohort` that has rows of this one and of others.

    Raises:
        Refused: the file is missing, empty, unreadable, begins with a title, or a row has more cells than
            there are headers.
    """
    content = contents.read(path, wanted)
    source = f"{path.name} (sheet {content.sheet!r})" if content.sheet else path.name
    filled = [Row(number, cells) for number, cells in content.lines if _filled(cells)]
    if not filled:
        raise Refused(f"{path.name} is empty")
    headers, *body = filled
    if not body:
        raise Refused(f"{source} has headers but no rows below them")
    _refuse_title(source, headers, body[0])
    width = len(headers.cells)
    padding = (None,) * width
    rows = [Row(row.number, (*row.cells, *padding)[:width]) for row in body]
    sheet = Sheet(source, tuple(text(cell) for cell in headers.cells), tuple(rows))
    _refuse_overlong(sheet, body)
    return _of_cohort(sheet, cohort) if cohort else sheet


def _of_cohort(sheet: Sheet, cohort: str) -> Sheet:
    place = sheet.find("cohort")
    if place is None:
        return sheet
    rows = tuple(row for row in sheet.rows if fold(text(row.cells[place])) == fold(cohort))
    if not rows or len(rows) == len(sheet.rows):
        return sheet
    return replace(sheet, source=f"{sheet.source}, rows of {cohort}", rows=rows)


def columns(sheet: Sheet, wanted: Mapping[str, Sequence[str]], required: Sequence[str]) -> dict[str, int]:
    """Where each wanted column stands: name -> place, for those that the sheet has.

    Args:
        sheet: the sheet.
        wanted: each column's name and the other headers it may have; they count only without the first.
        required: the names that must be there.

    Raises:
        Refused: a required column is missing, or a header stands twice.
    """
    at: dict[str, int] = {}
    for name, others in wanted.items():
        places = _places(sheet, [name]) or _places(sheet, others)
        if len(places) > 1:
            twice = " and ".join(repr(sheet.headers[i]) for i in places)
            raise Refused(f"{sheet.source}: the columns {twice} both say {name}; keep one of them")
        if places:
            at[name] = places[0]
    missing = [name for name in required if name not in at]
    if missing:
        raise Refused(
            f"{sheet.source}: row 1 has no column {' and no column '.join(missing)}; "
            f"its columns are {', '.join(h for h in sheet.headers if h)}"
        )
    return at


def _filled(cells: Sequence[Cell]) -> int:
    return sum(bool(text(cell)) for cell in cells)


def _refuse_title(source: str, headers: Row, first: Row) -> None:
    if _filled(headers.cells) == 1 and _filled(first.cells) > 1:
        title = next(filter(None, map(text, headers.cells)))
        raise Refused(
            f"{source}: row {headers.number} looks like a title ({title!r}); delete it, so that the first "
            "row holds the column names"
        )


def _refuse_overlong(sheet: Sheet, body: Sequence[Row]) -> None:
    """A comma outside quotation marks would shift every cell after it into a wrong column."""
    problems, width = Problems(sheet), len(sheet.headers)
    columns = f"the {width} columns that" if width > 1 else "the 1 column that"
    for row in body:
        if any(text(cell) for cell in row.cells[width:]):
            problems.add(row.place, str(width + 1), f"lies beyond {columns} row 1 names")
    problems.refuse_any()


def unused(sheet: Sheet, at: Mapping[str, int]) -> tuple[str, ...]:
    """The headers, as written, of the columns that nothing was taken from."""
    return tuple(header for i, header in enumerate(sheet.headers) if header and i not in at.values())


def _places(sheet: Sheet, names: Sequence[str]) -> list[int]:
    folded = {fold(name) for name in names}
    return [i for i, header in enumerate(sheet.headers) if fold(header) in folded]
