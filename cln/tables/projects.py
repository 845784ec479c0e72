"""CAR projects: the inquiry from hunch to sharing. No pupil is ever named here."""

from datetime import date, datetime

from sqlmodel import Field, Index, SQLModel, UniqueConstraint


class Project(SQLModel, table=True):
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


class ProjectMove(SQLModel, table=True):
    """What became of a project when another proposal was accepted."""

    __tablename__ = "project_move"

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    at: datetime
    """UTC."""
    who: str
    from_team_id: int = Field(foreign_key="team.id")
    to_team_id: int | None = Field(default=None, foreign_key="team.id")
    """None when the project was ended."""
    reason: str


class Question(SQLModel, table=True):
    """A version of a project's inquiry question; the newest counts."""

    __table_args__ = (UniqueConstraint("project_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    version: int
    text: str
    on: date
    who: str
    agreed_on: date | None = None
    agreed_by: str | None = None
    """The senior leader who agreed it."""


class Measure(SQLModel, table=True):
    """How a project will know: one measure of its data collection plan."""

    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    number: int
    name: str
    kind: str
    """`quantitative` or `qualitative`."""
    method: str = ""
    by: str = ""
    due: date | None = None
    unit: str = ""
    planned_on: date
    baseline: str | None = None
    """A number for a quantitative measure, words for a qualitative one."""
    baseline_on: date | None = None
    end: str | None = None
    end_on: date | None = None


class Observation(SQLModel, table=True):
    """A direct observation: a lesson study or another kind."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    kind: str
    """`lesson-study` or `other`."""
    focus: str
    observer: str
    learned: str


class Impact(SQLModel, table=True):
    """What changed, on one of Guskey's levels; or a lesson learned."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    who: str
    level: str
    """`learners`, `practice`, `organisation`, or `lesson` for a lesson learned."""
    text: str


class Sharing(SQLModel, table=True):
    """With whom a project was shared, and what came of it."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    audience: str
    output: str = ""


class LogEntry(SQLModel, table=True):
    """What a facilitator wrote about a project. It is never altered but for `replaced_by_id`."""

    __tablename__ = "log_entry"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        UniqueConstraint("sheet_row", "digest"),
        Index(
            "ix_log_entry_standing", "project_id", "replaced_by_id", "on"
        ),  # how many stand, and the latest
    )

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id")
    number: int
    """Counts the entries of its project from 1, corrections too."""
    on: date
    phase: str
    """`investigation`, `planning`, `implementing` or `reporting`."""
    note: str
    by: str
    """The facilitator."""
    who: str
    """Who put it on record: the facilitator, or somebody who corrects her or takes in her sheet."""
    support: str = ""
    """What support was given or is wanted, e.g. "data advice"."""
    made_at: datetime
    """UTC."""
    replaced_by_id: int | None = Field(default=None, foreign_key="log_entry.id", index=True)
    """The correction that stands in its place."""
    sheet_row: str | None = None
    """The key of the sheet's row that it came from; a correction keeps the key of what it corrects."""
    digest: str | None = None
    """Of what that row said, so that a sheet which comes back twice is merged once; None for a correction."""


class Judgement(SQLModel, table=True):
    """What a person thinks of a project: never computed, never overwritten; the newest counts."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    at: datetime
    """UTC."""
    who: str
    kind: str
    """`rag` (red, amber, green) or `progress` (0.5 to 5.0)."""
    value: str
    comment: str = ""
