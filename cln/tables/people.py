"""How people and places come and go: what was true before, beside what is true now."""

from datetime import date

from sqlmodel import Field, SQLModel, UniqueConstraint


class Absence(SQLModel, table=True):
    """A time away that has ended; one that lasts stands on the entry, participant or facilitator itself.

    Exactly one of the three ids says who was away.
    """

    id: int | None = Field(default=None, primary_key=True)
    entry_id: int | None = Field(default=None, foreign_key="entry.id", index=True)
    participant_id: int | None = Field(default=None, foreign_key="participant.id", index=True)
    facilitator_id: int | None = Field(default=None, foreign_key="facilitator.id", index=True)
    withdrawn_on: date
    reason: str
    note: str | None = None
    rejoined_on: date


class EarlierName(SQLModel, table=True):
    """What an establishment was called before it was renamed."""

    __tablename__ = "earlier_name"

    id: int | None = Field(default=None, primary_key=True)
    establishment_id: int = Field(foreign_key="establishment.id", index=True)
    name: str
    until: date


class AttentionSetting(SQLModel, table=True):
    """A threshold of a cohort's attention rules that is not the default."""

    __tablename__ = "attention_setting"
    __table_args__ = (UniqueConstraint("cohort_id", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    rule: str
    threshold: float | None = None
    """None for the default."""
    off: bool = False
