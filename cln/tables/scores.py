"""Scores on published instruments."""

from datetime import date

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Score(Table, table=True):
    """A participant's score on a published instrument; its items are not kept."""

    __table_args__ = (UniqueConstraint("participant_id", "occasion", "scale"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id")
    occasion: str
    """`launch` or `end`."""
    scale: str
    """`professional-capital` or `agency`."""
    value: float
    on: date | None = None
