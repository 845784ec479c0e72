"""What the lead officer sets for a match: rules with their limits, and promises with their reasons."""

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class RuleSetting(SQLModel, table=True):
    """A rule of a cohort that is taken otherwise than by default."""

    __tablename__ = "rule_setting"
    __table_args__ = (UniqueConstraint("cohort_id", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    rule: str
    """The rule's id."""
    strength: str | None = None
    """`must`, `should` or `off`; None for the rule's own."""
    limit: str | None = None
    """The limit as it is written on the command line, e.g. "3", "13-20", "1/2"; None for the default."""


class Promise(SQLModel, table=True):
    """Something that the lead officer promised: every match keeps it until it is lifted."""

    __tablename__ = "fixture"
    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    number: int
    kind: str
    """`pin`, `together`, `apart` or `group`."""
    theme_id: int | None = Field(default=None, foreign_key="theme.id", index=True)
    """The theme of a pin or a group."""
    team: int | None = None
    """The number of the team of a pin."""
    reason: str
    made_at: datetime
    """UTC."""
    lifted_at: datetime | None = None


class PromisedEntry(SQLModel, table=True):
    """An entry that a promise is about."""

    __tablename__ = "fixed_entry"
    __table_args__ = (UniqueConstraint("fixture_id", "entry_id"),)

    id: int | None = Field(default=None, primary_key=True)
    fixture_id: int = Field(foreign_key="fixture.id")
    entry_id: int = Field(foreign_key="entry.id", index=True)
