"""One table of a file: headers, and rows that know where they stand; which column is which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from cln.errors import Refused, Usage
from cln.files.cells import Cell, text
from cln.files.place import Place, row_of
from cln.files.problems import Answers
from cln.words import cut, fold


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

    @property
    def named(self) -> str:
        """How sentences name it."""
        return row_of(self.place)


@dataclass(frozen=True)
class Sheet:
    """One table of a file: `source` is the file's name, and its sheet's where it has several."""

    source: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    written: tuple[str, ...] = ()
    """The headers as they are written in the file, where they are said to mean others."""
    header_row: int = 1
    """The row in which they stand."""
    doubts: tuple[str, ...] = ()
    """In sentences, what was doubtful or passed over while it was read."""
    answers: Answers = field(default_factory=dict)
    """What somebody has decided of its rows."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The headers as messages name them."""
        return self.written or self.headers

    @property
    def kind(self) -> str:
        """What files that come from the same place have in common: their headers, whatever their spelling."""
        return ";".join(map(fold, self.titles))

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
            f"{sheet.source}: row {sheet.header_row} has no column {' and no column '.join(missing)}; "
            f"its columns are {', '.join(cut(h) for h in sheet.headers if h)}; "
            "to be told what a file holds: cln import FILE --dry-run"
        )
    return at


def unused(sheet: Sheet, at: Mapping[str, int]) -> tuple[str, ...]:
    """The headers, as written, of the columns that nothing was taken from."""
    return tuple(header for i, header in enumerate(sheet.headers) if header and i not in at.values())


def _places(sheet: Sheet, names: Sequence[str]) -> list[int]:
    folded = {fold(name) for name in names}
    return [i for i, header in enumerate(sheet.headers) if fold(header) in folded]
