"""The inquiry of a project, and what a person thinks of it. No pupil is ever named here."""

from datetime import date, datetime

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class Question(Table, table=True):
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


class Measure(Table, table=True):
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


class Observation(Table, table=True):
    """A direct observation: a lesson study or another kind."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    kind: str
    """`lesson-study` or `other`."""
    focus: str
    observer: str
    learned: str


class Impact(Table, table=True):
    """What changed, on one of Guskey's levels; or a lesson learned."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    who: str
    level: str
    """`learners`, `practice`, `organisation`, or `lesson` for a lesson learned."""
    text: str


class Sharing(Table, table=True):
    """With whom a project was shared, and what came of it."""

    id: int | None = Field(default=None, primary_key=True)
    project_id: int = Field(foreign_key="project.id", index=True)
    on: date
    audience: str
    output: str = ""


class Judgement(Table, table=True):
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
