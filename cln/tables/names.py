"""What authorities and establishments are called besides their names."""

from datetime import date

from sqlmodel import Field

from cln.tables.table import Table


class AuthorityAlias(Table, table=True):
    """Another name that files use for an authority, in its folded form (see `cln.words.fold`)."""

    __tablename__ = "authority_alias"

    id: int | None = Field(default=None, primary_key=True)
    authority_id: int = Field(foreign_key="authority.id", index=True)
    alias: str = Field(unique=True)


class EarlierName(Table, table=True):
    """What an establishment was called before it was renamed."""

    __tablename__ = "earlier_name"

    id: int | None = Field(default=None, primary_key=True)
    establishment_id: int = Field(foreign_key="establishment.id", index=True)
    name: str
    until: date
