"""What the entries said in the survey."""

from pydantic import NaiveDatetime
from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Answer(Table, table=True):
    """The latest answer of one respondent of one entry."""

    __table_args__ = (UniqueConstraint("entry_id", "respondent"),)

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id")
    respondent: str
    """Their e-mail address in lower case; for an anonymous answer, when it was submitted."""
    submitted: NaiveDatetime | None = None
    """Local time, as the form recorded it."""
    hunch: str | None = None
