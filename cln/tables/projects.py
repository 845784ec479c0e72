"""CAR projects: who runs them. No pupil is ever named here."""

from datetime import date

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Project(Table, table=True):
    """A collaborative action research project that a team runs."""

    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    number: int
    team_id: int = Field(foreign_key="team.id", index=True)
    """The team of the accepted proposal that runs it."""
    title: str
    hunch: str = ""
    opened_on: date
    ended_on: date | None = None
    """The day it was given up; a project that was shared has not ended so."""
    ended_reason: str | None = None
