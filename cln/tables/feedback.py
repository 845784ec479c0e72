"""What participants said of events and of their own confidence: ratings, words and scores."""

from datetime import date

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel, UniqueConstraint


class Feedback(SQLModel, table=True):
    """One respondent's latest feedback on an event."""

    __table_args__ = (UniqueConstraint("event_id", "respondent"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    respondent: str
    """Their e-mail address in lower case; for an anonymous answer, something that tells it from others."""
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    submitted: NaiveDatetime | None = None


class FeedbackAnswer(SQLModel, table=True):
    """The answer to one question: a rating from 1 to 5, or words."""

    __tablename__ = "feedback_answer"
    __table_args__ = (UniqueConstraint("feedback_id", "question"),)

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id")
    question: str
    rating: int | None = None
    text: str | None = None


class Confidence(SQLModel, table=True):
    """How confident a participant is in one inquiry skill, 1 to 5, at the launch or at the end."""

    __table_args__ = (UniqueConstraint("participant_id", "occasion", "item"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id")
    occasion: str
    """`launch` or `end`."""
    item: str
    level: int


class Score(SQLModel, table=True):
    """A participant's score on a published instrument; its items are not kept."""

    __table_args__ = (UniqueConstraint("participant_id", "occasion", "scale"),)

    id: int | None = Field(default=None, primary_key=True)
    participant_id: int = Field(foreign_key="participant.id")
    occasion: str
    """`launch` or `end`."""
    scale: str
    """`professional-capital` or `agency`."""
    value: float
    on: date | None = None
