"""Table of who has which role on a PostgreSQL server."""

from sqlmodel import Field

from cln.tables.table import Table


class Access(Table, table=True):
    """What a login of the server may do; without a row here a login reads and writes nothing."""

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    """The name of the role with which they log in."""
    role: str
    """`lead`, `facilitator` or `viewer`."""
    name: str
    """Who they are; written beside every change."""
    facilitator_id: int | None = Field(default=None, foreign_key="facilitator.id", index=True)
    """Of a facilitator, herself in one cohort; in others she has the same name and address."""
