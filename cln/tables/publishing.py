"""What exports need to keep."""

from typing import ClassVar

from sqlmodel import Field, SQLModel


class PseudonymKey(SQLModel, table=True):
    """The key of all pseudonyms in exports; one row, made when it is first needed."""

    __tablename__ = "pseudonym_key"

    SECRET: ClassVar[frozenset[str]] = frozenset({"key"})
    """The record of changes does not show it: whoever had it could try names until a pseudonym fits."""

    id: int | None = Field(default=None, primary_key=True)
    key: str
