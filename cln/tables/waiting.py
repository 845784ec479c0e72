"""Who waits by a proposal."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Waiting(Table, table=True):
    """An entry for which the proposal had no place, first in the queue first."""

    __table_args__ = (UniqueConstraint("proposal_id", "entry_id"),)

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    entry_id: int = Field(foreign_key="entry.id", index=True)
    position: int
    participants: int
    reason: str
