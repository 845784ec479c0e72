"""Collects everything wrong with a file, so that the user hears of it all at once."""

from dataclasses import dataclass, field

from cln.errors import Refused


@dataclass
class Problems:
    """What is wrong with one file; `source` is its name as the user gave it."""

    source: str
    found: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, row: int, column: str, sentence: str) -> None:
        """Note that `column` of `row` (as a spreadsheet counts, from 1) is wrong and what to do about it."""
        self.found.append((row, column, sentence))

    def __bool__(self) -> bool:
        return bool(self.found)

    def lines(self) -> list[str]:
        """One line for each problem, in the order of the file."""
        return [f"row {row}, column {column}: {sentence}" for row, column, sentence in sorted(self.found)]

    def refuse_any(self, so: str = "nothing was taken in; mend the file and import it again") -> None:
        """Refuse the file if anything was noted; `so` says what follows.

        Raises:
            Refused: with one line for each problem, in the order of the file.
        """
        if not self.found:
            return
        rows = len({row for row, _, _ in self.found})
        raise Refused(
            f"{self.source}: {rows} {'row is' if rows == 1 else 'rows are'} not right, so {so}",
            self.lines(),
        )
