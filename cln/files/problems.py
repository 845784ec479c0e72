"""Collects everything wrong with a file, so that the user hears of it all at once."""

from dataclasses import dataclass, field

from cln.errors import Refused


@dataclass
class Problems:
    """What is wrong with one file; `source` is its name as the user gave it."""

    source: str
    by_row: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    """Row, as a spreadsheet counts from 1 -> columns, and what is wrong with them."""

    def add(self, row: int, column: str, sentence: str) -> None:
        """Note that `column` of `row` is wrong and what to do about it."""
        self.by_row.setdefault(row, []).append((column, sentence))

    def __bool__(self) -> bool:
        return bool(self.by_row)

    def lines(self) -> list[str]:
        """One line for each problem, in the order of the file."""
        return [
            f"row {row}, column {column}: {sentence}"
            for row in sorted(self.by_row)
            for column, sentence in sorted(self.by_row[row])
        ]

    def refuse_any(self, so: str = "nothing was taken in; mend the file and import it again") -> None:
        """Refuse the file if anything was noted; `so` says what follows.

        Raises:
            Refused: with one line for each problem, in the order of the file.
        """
        if rows := len(self.by_row):
            are = "row is" if rows == 1 else "rows are"
            raise Refused(f"{self.source}: {rows} {are} not right, so {so}", self.lines())
