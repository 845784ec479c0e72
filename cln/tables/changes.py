"""The record of every change, and the seals on it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables.table import Table

DEED, UNDO, ERASURE = "deed", "undo", "erasure"
"""The kinds of change: what a command did; what took another change back; what no undo brings back."""


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


class ChangedRow(Table, table=True):
    """One row that a change touched; `before` is None for a new row, `after` for a deleted one."""

    __tablename__ = "changed_row"

    id: int | None = Field(default=None, primary_key=True)
    change_id: int = Field(foreign_key="change.id", index=True)
    table: str
    row_id: int
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    salt: str | None = None
    """Gone once what the row held was erased."""
    digest: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """The digest of the row with its images and the salt; it stays when they go."""


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
