"""How an answer rates the themes."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class AnswerLevel(Table, table=True):
    """The level from 1 to 5 that an answer gives a theme."""

    __tablename__ = "answer_level"
    __table_args__ = (UniqueConstraint("answer_id", "theme_id"),)

    id: int | None = Field(default=None, primary_key=True)
    answer_id: int = Field(foreign_key="answer.id")
    theme_id: int = Field(foreign_key="theme.id", index=True)
    level: int
