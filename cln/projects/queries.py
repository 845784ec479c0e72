"""Queries about projects: all that is on record about those of a cohort, and the log of one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, or_, select

from cln.cohort import days
from cln.projects.on_record import OnRecord
from cln.store.rows import copied, next_number, values_before
from cln.tables.cohorts import Cohort, Facilitator, Theme
from cln.tables.projects import (
    Impact,
    Judgement,
    LogEntry,
    Measure,
    Observation,
    Project,
    ProjectMove,
    Question,
    Sharing,
)
from cln.tables.proposals import Proposal, Team, TeamFacilitator
from cln.words import day_of


def projects_of(session: Session, cohort: Cohort, on: date | None = None) -> list[OnRecord]:
    """All projects of a cohort by number, ended ones too; ten queries, however many projects.

    With `on`, those that had been opened by that day, with what was true of them then: rows that were
    otherwise are copies, which are never written. Title, hunch and judgements have no day of their own, and
    count from the day on which they were put on record. A project ran in the team that it had until another
    proposal was accepted.
    """
    wanted = Project.cohort_id == cohort.id
    if on is None:
        return _on_record(session, wanted)
    words = values_before(session, "project", ("title", "hunch"), on)
    return [
        replace(one, project=copied(one.project, **words.get(one.id, {}))).as_of(on)
        for one in _on_record(session, wanted, on)
        if one.project.opened_on <= on
    ]


def find_project(session: Session, cohort: Cohort, number: int) -> OnRecord | None:
    """The cohort's project of that number; None if there is none."""
    record = _on_record(session, (Project.cohort_id == cohort.id) & (Project.number == number))
    return record[0] if record else None


def next_project_number(session: Session, cohort: Cohort) -> int:
    """The number that the cohort's next project gets."""
    return next_number(session, Project.number, Project.cohort_id == cohort.id)


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


def log_of(session: Session, project: Project) -> list[LogEntry]:
    """Its log entries by day, those that a correction replaced too."""
    query = select(LogEntry).where(LogEntry.project_id == project.id)
    return list(session.exec(query.order_by(col(LogEntry.on), col(LogEntry.number))))


def find_log_entry(session: Session, project: Project, number: int) -> LogEntry | None:
    """Its entry of that number."""
    query = select(LogEntry).where(LogEntry.project_id == project.id, LogEntry.number == number)
    return session.exec(query).first()


def next_log_number(session: Session, project: Project) -> int:
    """The number that its next entry gets."""
    return next_number(session, LogEntry.number, LogEntry.project_id == project.id)


def log_of_sheet_rows(session: Session, keys: Sequence[str]) -> list[LogEntry]:
    """The entries that came from these rows of sheets, and corrections of them, the earliest first."""
    query = select(LogEntry).where(col(LogEntry.sheet_row).in_(keys))
    return list(session.exec(query.order_by(col(LogEntry.id))))


def _on_record(session: Session, wanted: Any, on: date = date.max) -> list[OnRecord]:
    rows = session.exec(select(Project).where(wanted).order_by(col(Project.number))).all()
    if not rows:
        return []
    ran = _teams_on(session, wanted, on)
    team_ids = {ran.get(one.id, one.team_id) for one in rows}
    teams = _teams(session, team_ids)
    facilitators = _facilitators(session, team_ids, on)
    questions = _each(session, wanted, Question, Question.version)
    measures = _each(session, wanted, Measure, Measure.number)
    observations = _each(session, wanted, Observation, Observation.on, Observation.id)
    impacts = _each(session, wanted, Impact, Impact.on, Impact.id)
    sharings = _each(session, wanted, Sharing, Sharing.on, Sharing.id)
    judgements = _each(session, wanted, Judgement, Judgement.id)
    logged = _logged(session, wanted, on)
    return [
        OnRecord(
            project,
            team,
            theme,
            tuple(facilitators[team.id]),
            tuple(questions[project.id]),
            tuple(measures[project.id]),
            tuple(observations[project.id]),
            tuple(impacts[project.id]),
            tuple(sharings[project.id]),
            tuple(judgements[project.id]),
            *logged.get(project.id, (0, None)),
        )
        for project in rows
        for team, theme in [teams[ran.get(project.id, project.team_id)]]
    ]


def _teams_on(session: Session, wanted: Any, on: date) -> dict[int | None, int]:
    """Project id -> the id of the team that ran it on a day, of those that went on with another one since.

    Where the proposal of that team was put on record only after the day, the team it has now counts then too,
    as `match.as_of.proposal_on` says.
    """
    if on >= days.today():
        return {}
    query = (
        select(ProjectMove, Proposal.made_at)
        .join(Project, col(Project.id) == col(ProjectMove.project_id))
        .join(Team, col(Team.id) == col(ProjectMove.from_team_id))
        .join(Proposal, col(Proposal.id) == col(Team.proposal_id))
        .where(wanted)
        .order_by(col(ProjectMove.id).desc())
    )
    later = {move.project_id: (move, made) for move, made in session.exec(query) if day_of(move.at) > on}
    return {project: move.from_team_id for project, (move, made) in later.items() if day_of(made) <= on}


def _teams(session: Session, ids: Collection[int]) -> dict[int | None, tuple[Team, str]]:
    """Id of each of these teams -> the team, and its theme."""
    query = select(Team, Theme.name).join(Theme, col(Theme.id) == col(Team.theme_id))
    return {team.id: (team, theme) for team, theme in session.exec(query.where(col(Team.id).in_(ids)))}


def _facilitators(session: Session, teams: Collection[int], on: date) -> dict[int | None, list[Facilitator]]:
    """Team id -> its facilitators, of these teams, without those who had withdrawn by a day."""
    query = (
        select(TeamFacilitator.team_id, Facilitator)
        .join(Facilitator, col(Facilitator.id) == col(TeamFacilitator.facilitator_id))
        .where(
            col(TeamFacilitator.team_id).in_(teams),
            or_(col(Facilitator.withdrawn_on).is_(None), on < col(Facilitator.withdrawn_on)),
        )
        .order_by(col(TeamFacilitator.id))
    )
    grouped = defaultdict[int | None, list[Facilitator]](list)
    for team, facilitator in session.exec(query):
        grouped[team].append(facilitator)
    return grouped


def _each(session: Session, wanted: Any, table: Any, *order: Any) -> dict[int | None, list[Any]]:
    """Project id -> its rows of a table in an order."""
    grouped = defaultdict[int | None, list[Any]](list)
    query = select(table).join(Project, col(Project.id) == table.project_id).where(wanted).order_by(*order)
    for row in session.exec(query):
        grouped[row.project_id].append(row)
    return grouped


def _logged(session: Session, wanted: Any, on: date) -> dict[int | None, tuple[int, date]]:
    """Project id -> how many log entries up to a day it has that stand, and the day of the latest."""
    query = (
        select(LogEntry.project_id, func.count(), func.max(LogEntry.on))
        .join(Project)
        .where(wanted, col(LogEntry.replaced_by_id).is_(None), col(LogEntry.on) <= on)
        .group_by(col(LogEntry.project_id))
    )
    return {project: (number, day) for project, number, day in session.exec(query)}
