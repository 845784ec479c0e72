"""How confident participants are."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Confidence(Table, table=True):
    """How confident a participant is in one inquiry skill, 1 to 5, at the launch or at the end."""

    __table_args__ = (UniqueConstraint("participant_id", "occasion", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id")
    occasion: str
    """`launch` or `end`."""
    item: str
    level: int
