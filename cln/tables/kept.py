"""What was said of files once and holds for later ones: headers, and what a person decided."""

from sqlalchemy import JSON
from sqlmodel import Field

from cln.tables.table import Table


class KeptMap(Table, table=True):
    """Which columns the headers of one kind of file mean."""

    __tablename__ = "kept_map"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    """What the user calls it."""
    headers: str = Field(unique=True)
    """The headers of the file, folded and joined by `;`: a file with the same ones is read so."""
    columns: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Header as written -> the column that it means."""


class KeptAnswer(Table, table=True):
    """What a person decided of a row."""

    __tablename__ = "kept_answer"

    id: int | None = Field(default=None, primary_key=True)
    question: str = Field(unique=True)
    answer: str
