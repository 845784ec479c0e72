"""The people who support the teams of a cohort."""

from datetime import date

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Facilitator(Table, table=True):
    """A person who supports teams of one cohort."""

    __table_args__ = (UniqueConstraint("cohort_id", "name", "email"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    name: str
    email: str = ""
    organisation: str
    authority_id: int | None = Field(default=None, foreign_key="authority.id")
    """None for national bodies."""
    role: str = "key"
    withdrawn_on: date | None = None
    withdrawn_reason: str | None = None
