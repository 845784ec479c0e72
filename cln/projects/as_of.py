"""A cohort's projects as they stood at the end of a day."""

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from cln.cohort import days
from cln.projects.queries import OnRecord, on_record
from cln.store.rows import copied, values_before
from cln.tables.cohorts import Cohort
from cln.tables.projects import Project
from cln.tables.proposals import Proposal, Team
from cln.words import day_of


def projects_on(session: Session, cohort: Cohort, on: date) -> list[OnRecord]:
    """The projects that had been opened by a day, by number, ended ones too; ten queries, however many.

    Each is told with what was true of it then: rows that were otherwise are copies, which are never written.
    Title, hunch and judgements have no day of their own, and count from the day on which they were put on
    record. A project ran in the team that it had until another proposal was accepted. By all that is on
    record they stand as they are; eight queries.
    """
    if on == days.ON_RECORD:
        return on_record(session, cohort)
    words = values_before(session, "project", ("title", "hunch"), on)
    return [
        replace(one, project=copied(one.project, **words.get(one.id, {}))).as_of(on)
        for one in on_record(session, cohort, None, on, _earlier_teams(session, cohort, on))
        if one.project.opened_on <= on
    ]


def _earlier_teams(session: Session, cohort: Cohort, on: date) -> dict[int | None, int]:
    """Project id -> the id of the team that ran it on a day, of those that went on with another one since.

    Where the proposal of that team was put on record only after the day, the team it has now counts then too,
    as `match.as_of.proposal_on` says.
    """
    if on >= days.today():
        return {}
    from cln.tables.moves import ProjectMove

    query = (
        select(ProjectMove, Proposal.made_at)
        .join(Project, col(Project.id) == col(ProjectMove.project_id))
        .join(Team, col(Team.id) == col(ProjectMove.from_team_id))
        .join(Proposal, col(Proposal.id) == col(Team.proposal_id))
        .where(Project.cohort_id == cohort.id)
        .order_by(col(ProjectMove.id).desc())
    )
    later = {move.project_id: (move, made) for move, made in session.exec(query) if day_of(move.at) > on}
    return {project: move.from_team_id for project, (move, made) in later.items() if day_of(made) <= on}
