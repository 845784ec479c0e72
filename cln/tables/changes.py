"""The record of every change; its rows and its seals have files of their own."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables import DEED
from cln.tables.table import Table


class ChangeRecord(Table, table=True):
    """One unit of work: one transaction by one person with one command."""

    __tablename__ = "change"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    """UTC."""
    who: str
    command: str
    kind: str = DEED
    """`deed`, `undo` or `erasure`."""
    undoes_id: int | None = Field(default=None, foreign_key="change.id")
    """The change that an undo took back."""
    files: list[dict[str, str]] = Field(default_factory=list, sa_type=JSON)
    """The files that it took in: `name`, without where it lay, and `digest`, the SHA-256 of its bytes."""
    salt: str | None = None
    """Gone once who did it, or a file that it took in, was erased."""
    heading: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The digest of all that stands above, with the salt (see `cln.store.digests`)."""
    digest: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The digest of the heading and of its rows' digests."""
    login: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """With which they had logged in, to the server or for a file to their computer; not in the digest."""
