"""A cohort, and who takes part in it."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table

KEEP_YEARS = 3
"""How long people are kept where nobody said otherwise: by then an evaluation has ended."""


class Cohort(Table, table=True):
    """One run of the programme, e.g. "Cohort 3", with its limits."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    launch: date
    teams: int = 8
    capacity: int = 100
    """Participants who can be in teams."""
    travel_km: float = 40.0
    """Two establishments further apart than this are far, great-circle."""
    closed_on: date | None = None
    keep_years: int = Field(default=KEEP_YEARS, sa_column_kwargs={"server_default": str(KEEP_YEARS)})
    """So many years after it was closed its people are kept; then `cln person retention` names them."""
    lot: str
    """`NAME|LAUNCH` as it was opened, from which the lot is drawn; a corrected name draws nothing anew."""


class Theme(Table, table=True):
    """A focus that the survey asks about."""

    __table_args__ = (UniqueConstraint("cohort_id", "position"), UniqueConstraint("cohort_id", "name"))

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    position: int
    name: str
    surveyed: bool = True
    """False for a theme that only a pre-matched group brought along."""


class Entry(Table, table=True):
    """One establishment's place in one cohort; an establishment may have several, numbered from 1."""

    __table_args__ = (UniqueConstraint("cohort_id", "establishment_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    establishment_id: int = Field(foreign_key="establishment.id", index=True)
    number: int = 1
    nominated_at: datetime
    """UTC; what one file nominates is nominated at the same moment."""
    withdrawn_on: date | None = None
    withdrawn_reason: str | None = None
    withdrawn_note: str | None = None
    starts_on: date | None = None
    """The first day of an entry that starts late; None for the launch."""
    finishes_on: date | None = None
    """The last day of an entry that finishes early; None for the cohort's own end."""


class Participant(Table, table=True):
    """A person on an entry."""

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int = Field(foreign_key="entry.id", index=True)
    name: str
    email: str | None = None
    role: str
    post: str | None = None
    experienced: bool = False
    """Has carried out practitioner inquiry before."""
    joined_on: date | None = None
    """None for those who were there from the start."""
    left_on: date | None = None
    """The first day without them; what they did stays on record."""
    left_reason: str | None = None
    replaces_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
