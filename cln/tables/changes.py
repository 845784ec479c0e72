"""The record of every change, and of all that left the partnership."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

DEED, UNDO, ERASURE = "deed", "undo", "erasure"
"""The kinds of change: what a command did; what took another change back; what no undo brings back."""


class ChangeRecord(SQLModel, table=True):
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


class ChangedRow(SQLModel, table=True):
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


class Seal(SQLModel, table=True):
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


class PseudonymKey(SQLModel, table=True):
    """The key of all pseudonyms in exports; one row, made when it is first needed."""

    __tablename__ = "pseudonym_key"

    SECRET: ClassVar[frozenset[str]] = frozenset({"key"})
    """The record of changes does not show it: whoever had it could try names until a pseudonym fits."""

    id: int | None = Field(default=None, primary_key=True)
    key: str


class SentFile(SQLModel, table=True):
    """A file, or a folder of files, that left the partnership: pseudonymised or for everybody."""

    __tablename__ = "sent_file"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    """UTC."""
    who: str
    what: str
    """The command, with what makes a difference: `report --public --quarter 2026Q4`."""
    file: str
    """The name of the file or folder, without where it lay; `-` for standard output."""
    recipient: str = ""
    """For whom it was made; empty where nobody said."""
    cohorts: list[int] = Field(default_factory=list, sa_type=JSON)
    """The ids of the cohorts that it is about."""
    coarse: bool = False
    """What it tells of entries was widened until at least three share it."""
    figures: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """Those that it shows without the rows that they count: cohort's id, as text -> name -> value."""
