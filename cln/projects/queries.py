"""Queries about projects: all that is on record about those of a cohort, and the log of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from sqlalchemy import Executable, bindparam
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import Select

from cln.inquiry import stages
from cln.inquiry.stages import Facts, Planned, Stage, Step
from cln.store.rows import copied, grouped, next_number, paired
from cln.tables.cohorts import Cohort, Theme
from cln.tables.facilitators import Facilitator
from cln.tables.inquiry import Impact, Judgement, Measure, Observation, Question, Sharing
from cln.tables.log import LogEntry
from cln.tables.projects import Project
from cln.tables.proposals import Proposal, Team, TeamFacilitator
from cln.words import day_of

if TYPE_CHECKING:
    from cln.tables.moves import ProjectMove

DatedRow = TypeVar("DatedRow", Question, Measure)

LESSON = "lesson"
"""The level under which a lesson learned stands among the impacts."""

PLACES: Mapping[Any, Sequence[str]] = {
    Question: ("questions", "version"),
    Measure: ("measures", "number"),
    Observation: ("observations", "on", "id"),
    Impact: ("impacts", "on", "id"),
    Sharing: ("sharings", "on", "id"),
    Judgement: ("judgements", "id"),
}
"""Table -> where its rows are in what is on record of a project, and in which order; the tables in theirs."""


@dataclass(frozen=True)
class OnRecord:
    """A project with all that is on record about it, but for the words of its log."""

    project: Project
    team: Team
    theme: str
    facilitators: tuple[Facilitator, ...]
    """Of its team, without those who have withdrawn, in the order in which they were assigned."""
    questions: tuple[Question, ...]
    """Every version, the newest last."""
    measures: tuple[Measure, ...]
    observations: tuple[Observation, ...]
    """By day, like impacts and sharings."""
    impacts: tuple[Impact, ...]
    """Lessons learned too, under the level `LESSON`."""
    sharings: tuple[Sharing, ...]
    judgements: tuple[Judgement, ...]
    """`rag` and `progress`, the newest last."""
    log_entries: int
    """Without those that a correction replaced."""
    logged_on: date | None
    """The day of the latest of them."""

    @property
    def id(self) -> int:
        """The project's id."""
        assert self.project.id is not None
        return self.project.id

    @property
    def number(self) -> int:
        """The project's number in its cohort."""
        return self.project.number

    @property
    def running(self) -> bool:
        """It was not given up; it may have been shared."""
        return self.project.ended_on is None

    @property
    def question(self) -> Question | None:
        """The newest version of its question."""
        return self.questions[-1] if self.questions else None

    @property
    def observed_on(self) -> date | None:
        """The day of the first observation."""
        return self.observations[0].on if self.observations else None

    @property
    def facts(self) -> Facts:
        """What its stages follow from (see `cln.inquiry.stages.steps`)."""
        return Facts(
            hunch_on=self.project.opened_on if self.project.hunch else None,
            question_on=min((one.on for one in self.questions), default=None),
            agreed_on=self.question.agreed_on if self.question else None,
            measures=tuple(Planned(one.kind, one.planned_on, one.baseline_on) for one in self.measures),
            observed_on=self.observed_on,
            impact_on=next((one.on for one in self.impacts if one.level != LESSON), None),
            lesson_on=next((one.on for one in self.impacts if one.level == LESSON), None),
            shared_on=self.sharings[0].on if self.sharings else None,
        )

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All six stages in their order."""
        return stages.steps(self.facts)

    @property
    def stage(self) -> Stage | None:
        """The furthest stage that is done; None before the hunch."""
        return stages.reached(self.steps)

    def as_of(self, on: date) -> Self:
        """What was true of it on a day, but for its log and its team."""
        project = self.project
        ended = project.ended_on is not None and project.ended_on <= on
        return replace(
            self,
            project=project if ended else copied(project, ended_on=None, ended_reason=None),
            questions=tuple(_unless(one, on, "agreed") for one in self.questions if one.on <= on),
            measures=tuple(
                _unless(_unless(one, on, "baseline"), on, "end")
                for one in self.measures
                if one.planned_on <= on
            ),
            observations=tuple(one for one in self.observations if one.on <= on),
            impacts=tuple(one for one in self.impacts if one.on <= on),
            sharings=tuple(one for one in self.sharings if one.on <= on),
            judgements=tuple(one for one in self.judgements if day_of(one.at) <= on),
        )

    def including(self, row: Any) -> Self:
        """The same with a row that was put on record about it just now, in its place."""
        name, *order = PLACES[type(row)]
        rows = [*(one for one in getattr(self, name) if one is not row), row]
        placed: Any = {name: tuple(sorted(rows, key=attrgetter(*order)))}
        return replace(self, **placed)

    def with_entry(self, on: date) -> Self:
        """The same with one more log entry, of that day."""
        return replace(self, log_entries=self.log_entries + 1, logged_on=max(self.logged_on or on, on))

    def newest(self, kind: str) -> Judgement | None:
        """The newest judgement of a kind."""
        return next((one for one in reversed(self.judgements) if one.kind == kind), None)


def _unless(row: DatedRow, on: date, part: str) -> DatedRow:
    """A row without a part of it that has a day of its own, where that is later."""
    day = getattr(row, f"{part}_on")
    fields = {name: None for name in type(row).model_fields if name == part or name.startswith(f"{part}_")}
    return copied(row, **fields) if day is not None and day > on else row


def projects_of(session: Session, cohort: Cohort) -> list[OnRecord]:
    """All projects of a cohort by number as they are now, ended ones too; eight queries at most."""
    return on_record(session, cohort)


def find_project(session: Session, cohort: Cohort, number: int) -> OnRecord | None:
    """The cohort's project of that number; None if there is none."""
    return next(iter(on_record(session, cohort, number)), None)


def moves_of(session: Session, project: Project) -> "list[tuple[ProjectMove, Team, Proposal]]":
    """What became of it when other proposals were accepted: each move, and the team and proposal it left."""
    from cln.tables.moves import ProjectMove

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


def next_in_log(session: Session, record: OnRecord) -> tuple[int, OnRecord]:
    """The number of a project's next log entry, and the project with its log as it is now; one query."""
    session.flush()  # as the session does before a query of its own, which takes twice as long
    number, entries, day = session.connection().execute(_next_in_log(), {"project": record.id}).one()
    return number, replace(record, log_entries=entries, logged_on=day)


@cache
def _next_in_log() -> Select[int, int, date]:
    stands, last = col(LogEntry.replaced_by_id).is_(None), func.coalesce(func.max(LogEntry.number), 0)
    query = select(last + 1, func.count().filter(stands), func.max(LogEntry.on).filter(stands))
    return query.where(LogEntry.project_id == bindparam("project"))


def log_of_sheet_rows(session: Session, keys: Sequence[str]) -> list[LogEntry]:
    """The entries that came from these rows of sheets, and corrections of them, the earliest first."""
    query = select(LogEntry).where(col(LogEntry.sheet_row).in_(keys))
    return list(session.exec(query.order_by(col(LogEntry.id))))


def on_record(
    session: Session,
    cohort: Cohort,
    number: int | None = None,
    on: date = date.max,
    ran: Mapping[int | None, int] = MappingProxyType({}),
) -> list[OnRecord]:
    """Projects by number, each with all that is on record about it.

    Args:
        session: where they are.
        cohort: theirs.
        number: of the one that is wanted; None for all.
        on: the day up to which the log is told, and on which facilitators had not withdrawn.
        ran: project id -> the id of the team that ran it, where that is not the one that does now.
    """
    one, wanted = number is not None, {"cohort": cohort.id, "number": number}
    stored = session.execute(_rows(one), {**wanted, "on": on}).all()
    if not stored:
        return []
    team_ids = [*{ran.get(project.id, project.team_id) for project, *_ in stored}]
    of_teams = session.execute(_teams(), {"teams": team_ids, "on": on}).all()
    teams = {team.id: (team, theme) for team, theme, _ in of_teams}
    facilitators = paired((team.id, one) for team, _, one in of_teams if one is not None)
    parts = [
        grouped(session.scalars(_each(one, table), wanted), attrgetter("project_id")) if any(filled) else {}
        for table, filled in zip(PLACES, list(zip(*stored, strict=True))[1:-2], strict=True)
    ]
    records = []
    for project, *_, entries, day in stored:
        team, theme = teams[ran.get(project.id, project.team_id)]
        helped_by = tuple(facilitators[team.id])
        about: Any = (*(tuple(rows_of.get(project.id, ())) for rows_of in parts), entries, day)
        records.append(OnRecord(project, team, theme, helped_by, *about))
    return records


def _wanted(one: bool) -> Any:
    """The projects of :cohort, or the one of it that has this :number."""
    of_cohort = Project.cohort_id == bindparam("cohort")
    return of_cohort & (Project.number == bindparam("number")) if one else of_cohort


@cache
def _rows(one: bool) -> Any:
    """Projects by number, whether each has rows in each table of `PLACES`, and its log up to a day (:on)."""
    about = [select(table.id).where(table.project_id == Project.id).exists() for table in PLACES]
    log = col(LogEntry.project_id) == Project.id, col(LogEntry.replaced_by_id).is_(None)
    until = col(LogEntry.on) <= bindparam("on")
    logged = (select(of).where(*log, until).scalar_subquery() for of in (func.count(), func.max(LogEntry.on)))
    every: Any = (Project, *about, *logged)
    return select(*every).where(_wanted(one)).order_by(col(Project.number))


@cache
def _teams() -> Any:
    """Each of these :teams, its theme, and each facilitator who had not withdrawn :on a day, or None."""
    theme, place = col(Theme.id) == col(Team.theme_id), col(TeamFacilitator.team_id) == col(Team.id)
    stays = or_(col(Facilitator.withdrawn_on).is_(None), col(Facilitator.withdrawn_on) > bindparam("on"))
    theirs = and_(col(Facilitator.id) == col(TeamFacilitator.facilitator_id), stays)
    query = select(Team, Theme.name, Facilitator).join(Theme, theme)
    query = query.join(TeamFacilitator, place, isouter=True).join(Facilitator, theirs, isouter=True)
    return query.where(col(Team.id).in_(bindparam("teams"))).order_by(col(TeamFacilitator.id))


@cache
def _each(one: bool, table: Any) -> Executable:
    """Their rows of a table of `PLACES`, in their order."""
    order = [getattr(table, column) for column in PLACES[table][1:]]
    query = select(table).join(Project, col(Project.id) == table.project_id)
    return query.where(_wanted(one)).order_by(*order)
