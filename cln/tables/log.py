"""The facilitators' log of the projects. No pupil is ever named here."""

from datetime import date, datetime

from sqlmodel import Field, Index, UniqueConstraint

from cln.tables.table import Table


class LogEntry(Table, table=True):
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
