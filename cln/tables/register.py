"""The register: authorities and their establishments."""

from datetime import date

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Authority(Table, table=True):
    """A local authority (council)."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)


class Establishment(Table, table=True):
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
