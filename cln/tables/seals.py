"""The seals on the record of changes."""

from sqlmodel import Field

from cln.tables.table import Table


class Seal(Table, table=True):
    """That a change was as it is now when it was sealed; each takes in the one before it.

    It does not refer to its change as other rows do: it outlives one that somebody takes away.
    """

    __tablename__ = "seal"

    id: int | None = Field(default=None, primary_key=True)
    change_id: int = Field(unique=True)
    digest: str
    """The digest of the change."""
    seal: str
    """The digest of the seal before it, of the number of the change, and of its digest."""
