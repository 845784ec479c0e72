"""The register: authorities, the names they go by, their establishments and what these were called before."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint


class Authority(SQLModel, table=True):
    """A local authority (council)."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class AuthorityAlias(SQLModel, table=True):
    """Another name that files use for an authority, in its folded form (see `cln.words.fold`)."""

    __tablename__ = "authority_alias"

    id: int | None = Field(default=None, primary_key=True)
    authority_id: int = Field(foreign_key="authority.id", index=True)
    alias: str = Field(unique=True)


class Establishment(SQLModel, table=True):
    """An ELC centre or school; one SEED code may cover two departments, so the key is (code, sector)."""

    __table_args__ = (UniqueConstraint("code", "sector"),)

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(index=True)
    sector: str
    name: str
    authority_id: int = Field(foreign_key="authority.id", index=True)
    postcode: str | None = None
    simd_quintile: int | None = None
    """SIMD 2020v2 quintile of the area it stands in, 1 = most deprived."""
    latitude: float | None = None
    longitude: float | None = None
    closed_on: date | None = None
    merged_into_id: int | None = Field(default=None, foreign_key="establishment.id", index=True)
    """The establishment that took it over."""


class EarlierName(SQLModel, table=True):
    """What an establishment was called before it was renamed."""

    __tablename__ = "earlier_name"

    id: int | None = Field(default=None, primary_key=True)
    establishment_id: int = Field(foreign_key="establishment.id", index=True)
    name: str
    until: date
