"""When entries and people were away and came back."""

from datetime import date

from sqlmodel import Field

from cln.tables.table import Table


class Absence(Table, table=True):
    """A time away that has ended; one that lasts stands on the entry, participant or facilitator itself.

    Exactly one of the three ids says who was away.
    """

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    facilitator_id: int | None = Field(default=None, foreign_key="facilitator.id", index=True)
    withdrawn_on: date
    reason: str
    note: str | None = None
    rejoined_on: date
