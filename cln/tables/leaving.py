"""What left the partnership, and the key of its pseudonyms."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables.table import Table


class SentFile(Table, table=True):
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


class PseudonymKey(Table, table=True):
    """The key of all pseudonyms in exports; one row, made when it is first needed."""

    __tablename__ = "pseudonym_key"

    SECRET: ClassVar[frozenset[str]] = frozenset({"key"})
    """The record of changes does not show it: whoever had it could try names until a pseudonym fits."""

    id: int | None = Field(default=None, primary_key=True)
    key: str
