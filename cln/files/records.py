"""A row of a sheet by the names of its columns; what cannot be read is noted, and reading goes on."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cln.files.cells import Cell, text
from cln.files.problems import Problems
from cln.files.sheets import Row, Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Record:
    """One row; `at` says where each column stands, `missing` which texts stand for an empty cell."""

    sheet: Sheet
    at: Mapping[str, int]
    row: Row
    problems: Problems
    missing: frozenset[str] = frozenset({""})

    @property
    def number(self) -> int:
        """The row as a spreadsheet counts it."""
        return self.row.number

    @property
    def faulty(self) -> bool:
        """Whether anything is noted to be wrong with it."""
        return self.number in self.problems.by_row

    def cell(self, column: str) -> Cell:
        """What the row says in `column`; None where it says nothing or the sheet has no such column."""
        if column not in self.at:
            return None
        cell = self.row.cells[self.at[column]]
        return None if text(cell) in self.missing else cell

    def must(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of the cell; None, and a problem noted, where it raises ValueError."""
        try:
            return read(self.cell(column))
        except ValueError as error:
            self.problem(column, str(error))
            return None

    def may(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of the cell, see `must`; an empty one is None, and no problem."""
        return None if self.cell(column) is None else self.must(column, read)

    def problem(self, column: str, sentence: str) -> None:
        """Note what is wrong with the row, under the header as the file writes it."""
        header = self.sheet.headers[self.at[column]] if column in self.at else column
        self.problems.add(self.number, header, sentence)


def of(
    sheet: Sheet, at: Mapping[str, int], problems: Problems, missing: frozenset[str] = frozenset({""})
) -> Iterator[Record]:
    """Each row of the sheet."""
    return (Record(sheet, at, row, problems, missing) for row in sheet.rows)
