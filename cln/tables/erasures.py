"""Whom nobody may find here any more: kept so that an older copy is emptied of them, too."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables.table import Table

ERASED = "erased person"
"""What stands in place of somebody who was erased, with the number of the erasure behind it."""


class Erasure(Table, table=True):
    """Somebody who was erased, as digests: they tell who it was only to one who knows the name already."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    """UTC."""
    salt: str
    """Another for each; the same in every copy."""
    digests: list[str] = Field(sa_type=JSON)
    """SHA-256 of the salt with each name, folded, and with each address, in lower case."""

    @property
    def label(self) -> str:
        """What stands in place of the name; the same wherever it stood."""
        return f"{ERASED} {self.id}"
