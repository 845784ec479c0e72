"""The record of every change: who, when, which command, and each row before and after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ChangeRecord(SQLModel, table=True):
    """One unit of work: one transaction by one person with one command."""

    __tablename__ = "change"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    """UTC."""
    who: str
    command: str


class ChangedRow(SQLModel, table=True):
    """One row that a change touched; `before` is None for a new row, `after` for a deleted one."""

    __tablename__ = "changed_row"

    id: int | None = Field(default=None, primary_key=True)
    change_id: int = Field(foreign_key="change.id", index=True)
    table: str
    row_id: int
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
