"""What an import did to rows: added, changed, or left as they were."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlmodel import SQLModel


class Tally(NamedTuple):
    """How many rows of one kind were added, changed and left unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that the file spoke of."""
        return sum(self)


@dataclass(frozen=True, kw_only=True)
class FromFile:
    """What the result of every file says, however little of it was taken in."""

    dry_run: bool = False
    """Nothing was written: this is what would have been."""
    rejected: int = 0
    """How many rows were left out because they are not right."""
    rejects: str | None = None
    """The file that holds those rows."""
    doubts: tuple[str, ...] = ()
    """In sentences, what was doubtful or passed over."""


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


@dataclass(frozen=True)
class OfCohort:
    """With this key an import into a cohort begins its result: `class Imported(Outcome, OfCohort)`."""

    cohort: str


def differing(row: SQLModel, **values: object) -> dict[str, object]:
    """Those of the values that say something (not None) and differ from what the row holds."""
    return {name: value for name, value in values.items() if value not in {None, getattr(row, name)}}


def alter(row: SQLModel, **values: object) -> bool:
    """Set those values that say something (not None) and differ; tell whether any did."""
    new = differing(row, **values)
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)
