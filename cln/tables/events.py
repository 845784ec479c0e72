"""The six events of a cohort, and who came."""

from datetime import date, time
from uuid import uuid4

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


def new_uid() -> str:
    """A new identifier for calendars, drawn by lot: no other database has it."""
    return f"{uuid4()}@cln"


class Event(Table, table=True):
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


class Attendance(Table, table=True):
    """Whether a participant came to an event."""

    __table_args__ = (UniqueConstraint("event_id", "participant_id"),)

    id: int | None = Field(default=None, primary_key=True)
    event_id: int = Field(foreign_key="event.id")
    participant_id: int = Field(foreign_key="participant.id", index=True)
    status: str
    """One of `cln.programme.AttendanceStatus`."""
