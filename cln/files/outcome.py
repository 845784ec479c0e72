"""What an import did to rows: added, changed, or left as they were."""

from dataclasses import dataclass

from sqlmodel import SQLModel


@dataclass(frozen=True)
class Tally:
    """How many rows of one kind were added, changed and left unchanged."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    @property
    def total(self) -> int:
        """All rows that the file spoke of."""
        return self.added + self.changed + self.unchanged


def alter(row: SQLModel, **values: object) -> bool:
    """Set those values that say something (not None) and differ; tell whether any did."""
    new = {name: value for name, value in values.items() if value not in {None, getattr(row, name)}}
    for name, value in new.items():
        setattr(row, name, value)
    return bool(new)
