"""What those who came said of an event."""

from pydantic import NaiveDatetime
from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Feedback(Table, table=True):
    """One respondent's latest feedback on an event."""

    __table_args__ = (UniqueConstraint("event_id", "respondent"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    respondent: str
    """Their e-mail address in lower case; for an anonymous answer, something that tells it from others."""
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    submitted: NaiveDatetime | None = None


class FeedbackAnswer(Table, table=True):
    """The answer to one question: a rating from 1 to 5, or words."""

    __tablename__ = "feedback_answer"
    __table_args__ = (UniqueConstraint("feedback_id", "question"),)

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id")
    question: str
    rating: int | None = None
    text: str | None = None
