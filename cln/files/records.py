"""The rows of a file by the names of their columns; what cannot be read is noted, and reading goes on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from cln.files import cells, sheets
from cln.files.cells import Cell, text
from cln.files.moments import Order, Unclear, order_of
from cln.files.outcome import PassedOver
from cln.files.place import Place, row_of
from cln.files.problems import Problems, Question
from cln.files.sheets import Row, Sheet
from cln.words import fold

GONE = ("left_on", "withdrawn_on")
"""Columns of what `cln export` writes: filled for whoever has left, or whose entry has withdrawn."""

T = TypeVar("T")
U = TypeVar("U")


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
    def place(self) -> Place:
        """What tells it from the file's other rows."""
        return self.row.place

    @property
    def named(self) -> str:
        """How sentences name it."""
        return self.row.named

    @property
    def faulty(self) -> bool:
        """Whether anything is noted to be wrong with it."""
        return self.place in self.problems.by_row

    def cell(self, column: str) -> Cell:
        """What the row says in `column`; None where it says nothing or the sheet has no such column."""
        place = self.at.get(column)
        if place is None:
            return None
        cell = self.row.cells[place]
        return None if text(cell) in self.missing else cell

    def must(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of the cell; None, and a problem noted, where it raises ValueError."""
        return self._read(column, self.cell(column), read)

    def may(self, column: str, read: Callable[[Cell], T]) -> T | None:
        """What `read` makes of the cell, see `must`; an empty one is None, and no problem."""
        cell = self.cell(column)
        return None if cell is None else self._read(column, cell, read)

    def _read(self, column: str, cell: Cell, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(cells.sound(cell))
        except ValueError as error:
            self.problem(column, str(error))
            return None

    def beside(self, header: str) -> Cell:
        """What the row says under a header that is no column which is read."""
        place = self.sheet.find(header)
        return None if place is None else self.row.cells[place]

    @property
    def gone(self) -> bool:
        """Whether the row itself says that it is of somebody who has left."""
        return any(self.cell(column) is not None for column in GONE)

    def problem(self, column: str, sentence: str) -> None:
        """Note what is wrong with the row, under the header as the file writes it."""
        header = self.sheet.titles[self.at[column]] if column in self.at else column
        self.problems.add(self.place, header, sentence)

    def ask(self, column: str, question: str, choices: Sequence[str]) -> str | None:
        """What somebody has decided of the row: one of the choices; None, and a problem noted, if nobody has.

        Args:
            column: where the doubt is.
            question: what is doubtful, in a sentence that means the same in whatever row it is asked.
            choices: the answers there are, in a word or a few each.
        """
        sentence = f"{question} ({' / '.join(choices)})"
        answers = self.sheet.answers
        answer = answers.get((row_of(self.place), sentence)) or answers.get(("", sentence))
        known = {fold(choice): choice for choice in choices}
        if answer is not None and fold(answer) in known:
            return known[fold(answer)]
        self.problem(
            column, sentence if answer is None else f"{sentence}: {answer!r} is none of these answers"
        )
        self.problems.questions.append(Question(self.place, sentence, tuple(choices)))
        return None


@dataclass(frozen=True)
class Rows(Generic[T]):
    """The rows of a file, as records or as what was made of them."""

    source: str
    rows: tuple[T, ...]
    at: Mapping[str, int]
    """Where each of the columns stands that the file has."""
    unused: tuple[str, ...]
    """The headers, as written, of the columns that nothing was taken from."""
    problems: Problems
    """What is wrong with the file; it may be refused later, with what only the cohort shows."""
    passed_over: tuple[PassedOver, ...] = field(default=(), kw_only=True)
    """Those who have left, as the file itself says."""

    def staying(self: "Rows[Record]", name: str) -> "Rows[Record]":
        """Without the rows of those who have left, as the file says; the column `name` says who they are."""
        gone = [PassedOver(row.number, text(row.beside(name))) for row in self.rows if row.gone]
        return replace(self, rows=tuple(row for row in self.rows if not row.gone), passed_over=tuple(gone))

    def order(self: "Rows[Record]", column: str, given: Order | None) -> Order | None:
        """In which order the dates of a column name day and month, as `moments.order_of` finds it.

        Where the column cannot be read one way, a problem is noted.
        """
        try:
            return order_of([(row.place, row.cell(column)) for row in self.rows], given)
        except Unclear as error:
            next(row for row in self.rows if row.place == error.place).problem(column, str(error))
            return None

    def holding(self, rows: Iterable[U]) -> "Rows[U]":
        """The file with what was made of its rows."""
        kept = self.source, tuple(rows), self.at, self.unused, self.problems
        return Rows(*kept, passed_over=self.passed_over)


def sound(sheet: Sheet, row: Row, places: Iterable[int], problems: Problems) -> bool:
    """Whether these cells of a row hold values; what a spreadsheet left there in place of one is noted."""
    whole = True
    for place in places:
        try:
            cells.sound(row.cells[place])
        except ValueError as error:
            problems.add(row.place, sheet.titles[place], str(error))
            whole = False
    return whole


def fit(sheet: Sheet, columns: Mapping[str, Sequence[str]], required: Sequence[str]) -> bool:
    """Whether a sheet has the columns that must be there, see `of`."""
    return all(sheet.find(name, *columns[name]) is not None for name in required)


def of(
    sheet: Sheet,
    columns: Mapping[str, Sequence[str]],
    required: Sequence[str],
    missing: frozenset[str] = frozenset({""}),
) -> Rows[Record]:
    """The rows of a sheet as records.

    Args:
        sheet: the sheet.
        columns: each column's name and the other headers it may have; they count only without the first.
        required: the names that must be there.
        missing: which texts stand for an empty cell.

    Raises:
        Refused: a required column is missing, or a header stands twice.
    """
    at, problems = sheets.columns(sheet, columns, required), Problems(sheet)
    rows = tuple(Record(sheet, at, row, problems, missing) for row in sheet.rows)
    return Rows(sheet.source, rows, at, sheets.unused(sheet, at), problems)
