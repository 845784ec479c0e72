"""What `cln match` proposed, with the evidence that it is best."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, UniqueConstraint

from cln.tables.table import Table


def is_drawn(settings: Mapping[str, Any]) -> bool:
    """Whether the lot decides by these settings of a proposal; not in one from before there was a lot."""
    return bool(settings.get("by_lot", False))


class Proposal(Table, table=True):
    """One saved result of the matching exercise."""

    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    cohort_id: int = Field(foreign_key="cohort.id")
    number: int
    made_at: datetime
    """UTC."""
    status: str
    """`optimal`: every line of the objective is proven; `feasible`: some are not."""
    seconds: float
    settings: dict[str, Any] = Field(sa_type=JSON)
    """The limits and the strength of each rule, what was asked of this run only, and the connections made."""
    input_version: str
    """Digest of everything the matching saw; another digest means that the input has changed since."""
    objective: list[dict[str, Any]] = Field(sa_type=JSON)
    """name, value, bound; in order of importance."""
    rules: list[dict[str, Any]] = Field(sa_type=JSON)
    """id, must, holds, detail."""
    origin: str = "match"
    """How it came about: `match`, `edit`, `rerun` or `alternative`."""
    from_number: int | None = None
    """The proposal it was made from, where there is one."""
    summary: str = ""
    """What was done to that proposal, in words."""
    reason: str = ""
    """Why it was edited so; never empty where a rule that must hold was broken."""
    fixed: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """The promises that it had to keep: number, kind, entries, theme, team, reason."""
    accepted_at: datetime | None = None
    """UTC; when it was last accepted."""
    replaced_at: datetime | None = None
    """UTC; when another was accepted in its place. The accepted proposal has the first and not the second."""

    @property
    def accepted(self) -> bool:
        """It is the accepted one: no other was accepted in its place."""
        return self.accepted_at is not None and self.replaced_at is None


class Team(Table, table=True):
    """A collaborative learning team of a proposal."""

    __table_args__ = (UniqueConstraint("proposal_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id")
    number: int
    theme_id: int = Field(foreign_key="theme.id", index=True)


class Seat(Table, table=True):
    """An entry's place in a team."""

    __table_args__ = (UniqueConstraint("team_id", "entry_id"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    entry_id: int = Field(foreign_key="entry.id", index=True)
    participants: int
    """How many people the entry brought when the proposal was made."""
    level: int | None = None
    """How the entry rated the team's theme then; None without an answer."""


class TeamFacilitator(Table, table=True):
    """A facilitator's place with a team."""

    __tablename__ = "team_facilitator"
    __table_args__ = (UniqueConstraint("team_id", "facilitator_id"),)

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="team.id")
    facilitator_id: int = Field(foreign_key="facilitator.id", index=True)
