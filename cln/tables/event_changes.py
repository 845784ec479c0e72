"""What was done to the events of a cohort."""

from datetime import date, datetime

from sqlmodel import Field

from cln.tables.table import Table


class EventChange(Table, table=True):
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
