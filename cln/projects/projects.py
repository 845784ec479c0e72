"""Projects: which a team runs, and where each one stands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Self

from sqlmodel import Session, func, select

from cln.cohort import days, whom
from cln.errors import Refused
from cln.facilitators.queries import facilitators_of
from cln.inquiry import stages
from cln.inquiry.stages import Stage, Step
from cln.match.queries import accepted_proposal, teams_of
from cln.match.standing import accepting, numbers_of
from cln.match.teams import team_of
from cln.projects.queries import OnRecord, find_project, projects_of
from cln.screen.data import columns
from cln.store import Change
from cln.store.rows import alter, fields_of, next_number
from cln.tables.cohorts import Cohort
from cln.tables.inquiry import Judgement
from cln.tables.projects import Project
from cln.tables.proposals import Proposal, Team


@dataclass(frozen=True)
class Opinion:
    """What somebody thinks of a project: a colour, or a progress score."""

    kind: str
    """`rag` or `progress`."""
    value: str | float
    comment: str
    who: str
    at: datetime

    @classmethod
    def of(cls, row: Judgement) -> Self:
        """A judgement with its score as a number."""
        return cls(**fields_of(row, cls, value=float(row.value) if row.kind == "progress" else row.value))


Newest = Annotated[Opinion | None, columns("value", "comment", "who", "at")]


@dataclass(frozen=True)
class Standing:
    """A project and where it stands: the keys with which every command about a project begins."""

    cohort: str
    project: int
    """Its number."""
    title: str
    hunch: str
    team: int
    theme: str
    facilitators: tuple[str, ...]
    opened_on: date
    ended_on: date | None
    ended_reason: str | None
    question: str | None
    """The newest version; None before the first."""
    question_version: int | None
    agreed_by: str | None
    agreed_on: date | None
    stage: Stage | None
    """The furthest that is done; None before the hunch."""
    stages: tuple[Step, ...]
    """All six in their order."""
    log_entries: int
    logged_on: date | None
    """The day of the latest log entry."""
    rag: Newest
    progress: Newest

    @property
    def opinions(self) -> str:
        """The newest colour and score, e.g. "amber 2.5"; empty where nobody judged it."""
        return " ".join(str(opinion.value) for opinion in (self.rag, self.progress) if opinion)

    @classmethod
    def of(cls, cohort: Cohort, record: OnRecord, **more: Any) -> Self:
        """Where a project stands by what is on record about it, and what else a result says."""
        row, question = record.project, record.question
        rag, progress = record.newest("rag"), record.newest("progress")
        return cls(
            cohort=cohort.name,
            project=row.number,
            title=row.title,
            hunch=row.hunch,
            team=record.team.number,
            theme=record.theme,
            facilitators=tuple(one.name for one in record.facilitators),
            opened_on=row.opened_on,
            ended_on=row.ended_on,
            ended_reason=row.ended_reason,
            question=question.text if question else None,
            question_version=question.version if question else None,
            agreed_by=question.agreed_by if question else None,
            agreed_on=question.agreed_on if question else None,
            stage=record.stage,
            stages=record.steps,
            log_entries=record.log_entries,
            logged_on=record.logged_on,
            rag=Opinion.of(rag) if rag else None,
            progress=Opinion.of(progress) if progress else None,
            **more,
        )

    @classmethod
    def now(cls, session: Session, cohort: Cohort, number: int, **more: Any) -> Self:
        """Where a project stands now that something was put on record about it, and what that was."""
        return cls.of(cohort, choose(session, cohort, number), **more)

    @property
    def ahead(self) -> Step | None:
        """The first stage that is not done; None when all are, or when the project has ended."""
        return None if self.ended_on else stages.ahead(self.stages)


def listing(
    session: Session, cohort: Cohort, *, team: int | None = None, facilitator: str | None = None
) -> tuple[Standing, ...]:
    """The cohort's projects by number; those of one team, or of the teams that one facilitator nurtures.

    Raises:
        Refused: the cohort has no such facilitator, or hers run no project.
        Usage: several are called so.
    """
    records = [one for one in projects_of(session, cohort) if team in {None, one.team.number}]
    if facilitator is not None:
        records = _nurtured(session, cohort, records, facilitator)
    return tuple(Standing.of(cohort, one) for one in records)


def open_(
    change: Change, cohort: Cohort, team: int, *, title: str = "", hunch: str = "", on: date
) -> Standing:
    """Open a project that a team of the accepted proposal runs; without a title it is called as its theme.

    Raises:
        Refused: no proposal is accepted, it has no such team, or the day lies outside the cohort's run or has
            not come yet.
    """
    session = change.session
    days.happened(cohort, on)
    row, theme = _accepted_team(session, cohort, team)
    project = Project(
        cohort_id=cohort.id or 0,
        number=_next_number(session, cohort),
        team_id=row.id or 0,
        title=title or theme,
        hunch=hunch,
        opened_on=on,
    )
    change.add(project)
    return Standing.now(session, cohort, project.number)


def amend(change: Change, cohort: Cohort, number: int, *, title: str = "", hunch: str = "") -> Standing:
    """Correct a project's title or hunch; an empty one stays as it is.

    Raises:
        Refused: there is no such project, or nothing to amend was given.
    """
    record = choose(change.session, cohort, number)
    if not title and not hunch:
        raise Refused("nothing to amend was given; add --title or --hunch")
    alter(record.project, title=title or None, hunch=hunch or None)
    return Standing.of(cohort, record)


def end(change: Change, cohort: Cohort, number: int, *, reason: str, on: date) -> Standing:
    """End a project that is given up; what is on record about it stays.

    Raises:
        Refused: there is no such project, it has ended already, or the day lies outside the cohort's run or
            has not come yet.
    """
    record = choose(change.session, cohort, number)
    project = record.project
    days.happened(cohort, on)
    if project.ended_on is not None:
        raise Refused(f"project {number} ended already, on {project.ended_on} ({project.ended_reason})")
    if on < project.opened_on:
        raise Refused(f"project {number} was opened on {project.opened_on}, after {on}; give a later date")
    project.ended_on, project.ended_reason = on, reason
    return Standing.of(cohort, record)


def choose(session: Session, cohort: Cohort, number: int) -> OnRecord:
    """What is on record about the cohort's project of that number.

    Raises:
        Refused: there is none.
    """
    record = find_project(session, cohort, number)
    if record is None:
        raise Refused(f"{cohort.name} has no project {number}; see: cln project list")
    return record


def running(session: Session, cohort: Cohort, number: int, on: date, option: str = "--on") -> OnRecord:
    """What is on record about a project about which something of that day may be put on record.

    Raises:
        Refused: there is none, it had ended by then, or the day lies outside the cohort's run or has not
            come yet.
    """
    record = choose(session, cohort, number)
    check_day(cohort, record, on, option)
    return record


def check_day(cohort: Cohort, record: OnRecord, on: date, option: str | None = "--on") -> None:
    """See that something of that day may be put on record about a project.

    Raises:
        Refused: it had ended by then, or the day lies outside the cohort's run or has not
            come yet.
    """
    days.happened(cohort, on, option)
    project = record.project
    if project.ended_on is not None and on > project.ended_on:
        earlier = f"; give an earlier date with {option}" if option else ""
        raise Refused(
            f"project {project.number} ended on {project.ended_on} ({project.ended_reason}){earlier}"
        )


def accepted(session: Session, cohort: Cohort) -> Proposal:
    """The proposal whose teams run projects.

    Raises:
        Refused: none is accepted yet.
    """
    proposal = accepted_proposal(session, cohort)
    if proposal is None:
        newest = numbers_of(session, cohort).newest
        first = "match it first: cln match" if newest is None else f"accept one first: {accepting(newest)}"
        raise Refused(f"{cohort.name} has no accepted match yet; {first}")
    return proposal


def _accepted_team(session: Session, cohort: Cohort, number: int) -> tuple[Team, str]:
    proposal = accepted(session, cohort)
    teams = teams_of(session, proposal)
    team = team_of([one for one, _ in teams], number, f"proposal {proposal.number}, which is accepted,")
    return team, next(theme for one, theme in teams if one is team)


def _nurtured(session: Session, cohort: Cohort, records: list[OnRecord], name: str) -> list[OnRecord]:
    person = whom.facilitator(facilitators_of(session, cohort), cohort, name).facilitator
    theirs = [one for one in records if person.id in {who.id for who in one.facilitators}]
    if not theirs:
        raise Refused(f"{person.name} supports no team that runs a project; see: cln project list")
    return theirs


def _next_number(session: Session, cohort: Cohort) -> int:
    """The number that the cohort's next project gets."""
    if session.get_bind().dialect.name == "postgresql":  # who acts there may not see all of them
        return session.scalar(select(func.cln_next_project(cohort.id))) or 1
    return next_number(session, Project.number, Project.cohort_id == cohort.id)
