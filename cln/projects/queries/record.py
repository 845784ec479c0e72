"""Queries about everything on record of one project."""

from typing import Any

from sqlmodel import Session, col, select

from cln.tables.projects import Impact, Judgement, Observation, Project, ProjectMove, Sharing
from cln.tables.proposals import Proposal, Team


def observations_of(session: Session, project: Project) -> list[Observation]:
    """Its observations by day."""
    return _by_day(session, Observation, project)


def impacts_of(session: Session, project: Project) -> list[Impact]:
    """Its impacts and lessons learned by day."""
    return _by_day(session, Impact, project)


def sharings_of(session: Session, project: Project) -> list[Sharing]:
    """With whom it was shared, by day."""
    return _by_day(session, Sharing, project)


def judgements_of(session: Session, project: Project) -> list[Judgement]:
    """Every judgement of it, the earliest first."""
    query = select(Judgement).where(Judgement.project_id == project.id)
    return list(session.exec(query.order_by(col(Judgement.id))))


def moves_of(session: Session, project: Project) -> list[tuple[ProjectMove, Team, Proposal]]:
    """What became of it when other proposals were accepted: each move, and the team and proposal it left."""
    query = (
        select(ProjectMove, Team, Proposal)
        .join(Team, col(Team.id) == col(ProjectMove.from_team_id))
        .join(Proposal, col(Proposal.id) == col(Team.proposal_id))
        .where(ProjectMove.project_id == project.id)
        .order_by(col(ProjectMove.id))
    )
    return list(session.exec(query))


def _by_day(session: Session, table: Any, project: Project) -> list[Any]:
    query = select(table).where(table.project_id == project.id)
    return list(session.exec(query.order_by(table.on, table.id)))
