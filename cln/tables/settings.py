"""The rules of the match that a cohort has otherwise than by default."""

from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


class RuleSetting(Table, table=True):
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
