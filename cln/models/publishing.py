"""What exports need to keep."""

from sqlmodel import Field, SQLModel


class PseudonymKey(SQLModel, table=True):
    """The key of all pseudonyms in exports; one row, made when it is first needed."""

    __tablename__ = "pseudonym_key"

    id: int | None = Field(default=None, primary_key=True)
    key: str
