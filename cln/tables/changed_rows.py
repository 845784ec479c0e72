"""The rows that each change touched."""

from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables.table import Table


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
