"""What the lead officer promised before a match."""

from datetime import datetime

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Promise(Table, table=True):
    """Something that the lead officer promised: every match keeps it until it is lifted."""

    __tablename__ = "fixture"
    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    number: int
    kind: str
    """`pin`, `together`, `apart` or `group`."""
    theme_id: int | None = Field(default=None, foreign_key="theme.id", index=True)
    """The theme of a pin or a group."""
    team: int | None = None
    """The number of the team of a pin."""
    reason: str
    made_at: datetime
    """UTC."""
    lifted_at: datetime | None = None


class PromisedEntry(Table, table=True):
    """An entry that a promise is about."""

    __tablename__ = "fixed_entry"
    __table_args__ = (UniqueConstraint("fixture_id", "entry_id"),)

    id: int | None = Field(default=None, primary_key=True)
    fixture_id: int = Field(foreign_key="fixture.id")
    entry_id: int = Field(foreign_key="entry.id", index=True)
