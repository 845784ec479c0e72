"""Collects everything wrong with a file, so that the user hears of it all at once."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cln.errors import Refused
from cln.files.place import Place, within
from cln.words import cut, spans

if TYPE_CHECKING:
    from cln.files.sheets import Sheet

MOST_ALIKE = 5
"""Problems of one kind in one column that are told one by one; of more only the first is."""

Answers = Mapping[tuple[str, str], str]
"""Row as messages name it, and question -> the answer; with an empty row, of whatever row asks it."""


@dataclass(frozen=True)
class Question:
    """What only a person can decide of a row: a sentence that ends in its choices, and those."""

    place: Place
    sentence: str
    choices: tuple[str, ...]


class BadRows(Refused):
    """Some rows of a file are not right; the others may be taken in without them."""

    def __init__(self, sentence: str, problems: "Problems") -> None:
        super().__init__(sentence, problems.lines())
        self.problems = problems


@dataclass
class Problems:
    """What is wrong with the rows of one file."""

    sheet: "Sheet"
    by_row: dict[Place, list[tuple[str, str]]] = field(default_factory=dict)
    """Row -> columns, and what is wrong with them."""
    questions: list[Question] = field(default_factory=list)
    """Those of the problems that an answer settles."""

    def add(self, place: Place, column: str, sentence: str) -> None:
        """Note that `column` of a row is wrong and what to do about it."""
        noted = self.by_row.setdefault(place, [])
        if (column, sentence) not in noted:  # a row of two people says once what is wrong with both
            noted.append((column, sentence))

    def __bool__(self) -> bool:
        return bool(self.by_row)

    def lines(self) -> list[str]:
        """One line for each problem, in the order of the file; many of one kind in a column are one line."""
        kinds: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        for sheet, number in sorted(self.by_row):
            for column, sentence in sorted(self.by_row[sheet, number]):
                kind = sheet, column, _VALUE.sub("", sentence)
                kinds.setdefault(kind, []).append((number, sentence))
        lines = [
            (sheet, number, column, rows, sentence)
            for (sheet, column, _), alike in kinds.items()
            for number, rows, sentence in _of_kind(alike)
        ]
        return [
            f"{within(sheet)}{rows}, column {cut(column)}: {sentence}"
            for sheet, _, column, rows, sentence in sorted(lines)
        ]

    def refuse_any(self, so: str = "nothing was taken in; mend the file and import it again") -> None:
        """Refuse the file if anything was noted; `so` says what follows.

        Raises:
            BadRows: with one line for each problem, in the order of the file.
        """
        if rows := len(self.by_row):
            are = "row is" if rows == 1 else "rows are"
            raise BadRows(f"{self.sheet.source}: {rows} {are} not right, so {so}", self)


_VALUE = re.compile(r"'[^']*'|^[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""What differs between problems of one kind: the cell that is quoted, or its day."""


def _of_kind(alike: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str, str]]:
    """The first row, the words for the rows, and the sentence of each line about problems of one kind."""
    if len(alike) <= MOST_ALIKE:
        yield from ((number, f"row {number}", sentence) for number, sentence in alike)
        return
    number, sentence = alike[0]
    rows = spans(dict.fromkeys(number for number, _ in alike))
    yield number, f"rows {rows}", f"{sentence} ({len(alike)} times)"
