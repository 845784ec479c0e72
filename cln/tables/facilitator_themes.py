"""Which facilitator knows which theme."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class FacilitatorTheme(Table, table=True):
    """A theme that a facilitator knows well."""

    __tablename__ = "facilitator_theme"
    __table_args__ = (UniqueConstraint("facilitator_id", "theme_id"),)

    id: int | None = Field(default=None, primary_key=True)
    facilitator_id: int = Field(foreign_key="facilitator.id")
    theme_id: int = Field(foreign_key="theme.id", index=True)
