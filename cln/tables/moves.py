"""What became of projects when another proposal was accepted."""

from datetime import datetime

from sqlmodel import Field

from cln.tables.table import Table


class ProjectMove(Table, table=True):
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
