"""What an import did to rows: added, changed, or left as they were."""

from dataclasses import dataclass
from typing import NamedTuple

from cln.files.taken import FromFile


class Tally(NamedTuple):
    """How many rows of one kind were added, changed and left unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that the file spoke of."""
        return sum(self)


@dataclass(frozen=True)
class Outcome(FromFile):
    """What a file did: the result of every import has these keys, and beside them its own."""

    file: str
    """Its name, and its sheet's where it has several."""
    added: int
    changed: int
    unchanged: int

    @property
    def rows(self) -> Tally:
        """The rows that it spoke of."""
        return Tally(self.added, self.changed, self.unchanged)


@dataclass(frozen=True)
class TableOutcome(Outcome):
    """What a file did whose columns are known by their headers."""

    columns_not_used: tuple[str, ...]
    """The headers, as written, of the columns that nothing was taken from."""


@dataclass(frozen=True)
class PassedOver:
    """A row that was passed over, because it is of somebody who has left."""

    row: int
    """As a spreadsheet counts."""
    name: str
