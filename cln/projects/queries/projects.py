"""Queries about a cohort's projects: what is on record about all of them, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from cln.inquiry.stages import Facts, Planned
from cln.tables.cohorts import Cohort, Facilitator, Theme
from cln.tables.projects import Impact, Judgement, LogEntry, Measure, Observation, Project, Question, Sharing
from cln.tables.proposals import Team, TeamFacilitator

LESSON = "lesson"
"""The level under which a lesson learned stands among the impacts."""


@dataclass(frozen=True)
class OnRecord:
    """A project with all that its stages, its attention and a list of projects are told from."""

    project: Project
    team: Team
    theme: str
    facilitators: tuple[Facilitator, ...]
    """Of its team, without those who have withdrawn, in the order in which they were assigned."""
    questions: tuple[Question, ...]
    """Every version, the newest last."""
    measures: tuple[Measure, ...]
    observed_on: date | None
    """The first observation."""
    impacts: dict[str, date]
    """Level, or `LESSON`, -> the first day that one was recorded."""
    shared_on: date | None
    """The first sharing."""
    log_entries: int
    """Without those that a correction replaced."""
    logged_on: date | None
    """The day of the latest of them."""
    judgements: dict[str, Judgement]
    """`rag` and `progress` -> the newest."""

    @property
    def id(self) -> int:
        """The project's id."""
        assert self.project.id is not None
        return self.project.id

    @property
    def question(self) -> Question | None:
        """The newest version of its question."""
        return self.questions[-1] if self.questions else None

    @property
    def facts(self) -> Facts:
        """What its stages are told from (see `cln.inquiry.stages.steps`)."""
        return Facts(
            hunch_on=self.project.opened_on if self.project.hunch else None,
            question_on=min((one.on for one in self.questions), default=None),
            agreed_on=self.question.agreed_on if self.question else None,
            measures=tuple(Planned(one.kind, one.planned_on, one.baseline_on) for one in self.measures),
            observed_on=self.observed_on,
            impact_on=min((day for level, day in self.impacts.items() if level != LESSON), default=None),
            lesson_on=self.impacts.get(LESSON),
            shared_on=self.shared_on,
        )


def projects_of(session: Session, cohort: Cohort) -> list[OnRecord]:
    """All projects of a cohort by number, ended ones too; nine queries, however many projects."""
    return _on_record(session, Project.cohort_id == cohort.id)


def find_project(session: Session, cohort: Cohort, number: int) -> OnRecord | None:
    """The cohort's project of that number; None if there is none."""
    found = _on_record(session, (Project.cohort_id == cohort.id) & (Project.number == number))
    return found[0] if found else None


def next_project_number(session: Session, cohort: Cohort) -> int:
    """The number that the cohort's next project gets."""
    query = select(func.max(Project.number)).where(Project.cohort_id == cohort.id)
    return (session.exec(query).one() or 0) + 1


def _on_record(session: Session, wanted: Any) -> list[OnRecord]:
    rows = session.exec(
        select(Project, Team, Theme.name)
        .join(Team, col(Team.id) == col(Project.team_id))
        .join(Theme, col(Theme.id) == col(Team.theme_id))
        .where(wanted)
        .order_by(col(Project.number))
    ).all()
    if not rows:
        return []
    facilitators = _facilitators(session, wanted)
    questions = _each(session, Question, wanted, Question.version)
    measures = _each(session, Measure, wanted, Measure.number)
    observed = _first(session, Observation, wanted)
    shared = _first(session, Sharing, wanted)
    impacts = _impacts(session, wanted)
    logged = _logged(session, wanted)
    judgements = _judgements(session, wanted)
    return [
        OnRecord(
            project=project,
            team=team,
            theme=theme,
            facilitators=tuple(facilitators[team.id]),
            questions=tuple(questions[project.id]),
            measures=tuple(measures[project.id]),
            observed_on=observed.get(project.id),
            impacts=impacts[project.id],
            shared_on=shared.get(project.id),
            log_entries=logged.get(project.id, (0, None))[0],
            logged_on=logged.get(project.id, (0, None))[1],
            judgements=judgements[project.id],
        )
        for project, team, theme in rows
    ]


def _facilitators(session: Session, wanted: Any) -> dict[int | None, list[Facilitator]]:
    """Team id -> the facilitators of a team that runs a project."""
    teams = select(Project.team_id).where(wanted)
    query = (
        select(TeamFacilitator.team_id, Facilitator)
        .join(Facilitator, col(Facilitator.id) == col(TeamFacilitator.facilitator_id))
        .where(col(TeamFacilitator.team_id).in_(teams), col(Facilitator.withdrawn_on).is_(None))
        .order_by(col(TeamFacilitator.id))
    )
    found = defaultdict[int | None, list[Facilitator]](list)
    for team, facilitator in session.exec(query):
        found[team].append(facilitator)
    return found


def _each(session: Session, table: Any, wanted: Any, order: Any) -> dict[int | None, list[Any]]:
    """Project id -> its rows of a table in their order."""
    found = defaultdict[int | None, list[Any]](list)
    query = select(table).join(Project, col(Project.id) == table.project_id).where(wanted).order_by(order)
    for row in session.exec(query):
        found[row.project_id].append(row)
    return found


def _first(session: Session, table: Any, wanted: Any) -> dict[int | None, date]:
    """Project id -> the first day that the table has a row of it."""
    query = (
        select(table.project_id, func.min(table.on))
        .join(Project, col(Project.id) == table.project_id)
        .where(wanted)
        .group_by(table.project_id)
    )
    return dict(session.exec(query).all())


def _impacts(session: Session, wanted: Any) -> dict[int | None, dict[str, date]]:
    query = (
        select(Impact.project_id, Impact.level, func.min(Impact.on))
        .join(Project)
        .where(wanted)
        .group_by(col(Impact.project_id), col(Impact.level))
    )
    found = defaultdict[int | None, dict[str, date]](dict)
    for project, level, day in session.exec(query):
        found[project][level] = day
    return found


def _logged(session: Session, wanted: Any) -> dict[int | None, tuple[int, date]]:
    """Project id -> how many log entries it has that stand, and the day of the latest."""
    query = (
        select(LogEntry.project_id, func.count(), func.max(LogEntry.on))
        .join(Project)
        .where(wanted, col(LogEntry.replaced_by_id).is_(None))
        .group_by(col(LogEntry.project_id))
    )
    return {project: (number, day) for project, number, day in session.exec(query)}


def _judgements(session: Session, wanted: Any) -> dict[int | None, dict[str, Judgement]]:
    found = defaultdict[int | None, dict[str, Judgement]](dict)
    query = select(Judgement).join(Project).where(wanted).order_by(col(Judgement.id))
    for judgement in session.exec(query):
        found[judgement.project_id][judgement.kind] = judgement
    return found
