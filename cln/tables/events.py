"""The six events of a cohort, who came, and what they said of them and of their own confidence."""

from datetime import date, datetime, time
from uuid import uuid4

from pydantic import NaiveDatetime
from sqlmodel import Field, SQLModel, UniqueConstraint


def new_uid() -> str:
    """A new identifier for calendars, drawn by lot: no other database has it."""
    return f"{uuid4()}@cln"


class Event(SQLModel, table=True):
    """One of the six events as it stands now; a sector may have a date of its own."""

    __table_args__ = (UniqueConstraint("cohort_id", "number", "sector"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    number: int
    """1 to 6, see `cln.programme.EVENTS`."""
    sector: str = ""
    """The sector for which it is held; empty for everybody without an event of their own."""
    status: str = "scheduled"
    """`scheduled`, `postponed` (no new date yet), `held` or `cancelled`."""
    on: date | None = None
    """None while it is postponed without a new date."""
    starts: time | None = None
    """Local time."""
    ends: time | None = None
    mode: str = "in-person"
    """`in-person`, `online` or `both`."""
    venue: str = ""
    link: str = ""
    host_id: int | None = Field(default=None, foreign_key="authority.id")
    """The authority that holds it; venues rotate."""
    sequence: int = 0
    """Goes up with every change, as calendars want it."""
    uid: str = Field(default_factory=new_uid)
    """What calendars know it by, whatever becomes of it and of the cohort's name."""


class EventChange(SQLModel, table=True):
    """What was done to an event, and why: never altered, never deleted."""

    __tablename__ = "event_change"

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id", index=True)
    at: datetime
    """UTC."""
    who: str
    deed: str
    """One of `cln.programme.Deed`."""
    was_on: date | None = None
    now_on: date | None = None
    what: str = ""
    """What else became of it, in words: "venue: Town Hall, was City Chambers"."""
    reason: str = ""


class Attendance(SQLModel, table=True):
    """Whether a participant came to an event."""

    __table_args__ = (UniqueConstraint("event_id", "participant_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    participant_id: int = Field(foreign_key="participant.id", index=True)
    status: str
    """One of `cln.programme.AttendanceStatus`."""


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
