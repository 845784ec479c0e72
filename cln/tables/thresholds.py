"""The thresholds of attention that a cohort has otherwise than by default."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class AttentionSetting(Table, table=True):
    """A threshold of a cohort's attention rules that is not the default."""

    __tablename__ = "attention_setting"
    __table_args__ = (UniqueConstraint("cohort_id", "rule"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    rule: str
    threshold: float | None = None
    """None for the default."""
    off: bool = False
