"""Projects: which a team runs, and where each one stands."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.cohort import days
from cln.errors import Refused
from cln.files.outcome import alter
from cln.inquiry import stages
from cln.inquiry.stages import Stage, Step
from cln.match.queries import accepted_proposal, teams_of
from cln.projects.queries.projects import OnRecord, find_project, next_project_number, projects_of
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import Project
from cln.tables.proposals import Proposal, Team
from cln.words import fold, nearest_name


@dataclass(frozen=True)
class Standing:
    """A project and where it stands."""

    record: OnRecord
    steps: tuple[Step, ...]
    """All six stages in their order."""

    @property
    def number(self) -> int:
        """The project's number in its cohort."""
        return self.record.project.number

    @property
    def stage(self) -> Stage | None:
        """The furthest stage that is done; None before the hunch."""
        return stages.reached(self.steps)

    @property
    def ahead(self) -> Step | None:
        """The first stage that is not done; None when all are, or when the project has ended."""
        return None if self.record.project.ended_on else stages.ahead(self.steps)


@dataclass(frozen=True)
class Told:
    """One project after something was put on record about it."""

    cohort: str
    project: Standing


@dataclass(frozen=True)
class Listed:
    """Projects of a cohort, by number."""

    cohort: str
    projects: tuple[Standing, ...]


def standings(session: Session, cohort: Cohort) -> tuple[Standing, ...]:
    """Where each of the cohort's projects stands, by number, ended ones too; nine queries."""
    return tuple(_standing(record) for record in projects_of(session, cohort))


def listing(
    session: Session, cohort: Cohort, *, team: int | None = None, facilitator: str | None = None
) -> Listed:
    """The cohort's projects; those of one team, or of the teams that one facilitator nurtures.

    Raises:
        Refused: no facilitator of that name nurtures a team that runs a project.
    """
    found = standings(session, cohort)
    if team is not None:
        found = tuple(one for one in found if one.record.team.number == team)
    if facilitator is not None:
        found = _nurtured(cohort, found, facilitator)
    return Listed(cohort.name, found)


def open_(change: Change, cohort: Cohort, team: int, *, title: str = "", hunch: str = "", on: date) -> Told:
    """Open a project that a team of the accepted proposal runs; without a title it is called as its theme.

    Raises:
        Refused: no proposal is accepted, it has no such team, or the day lies outside the cohort's run.
    """
    session = change.session
    days.within(cohort, on)
    row, theme = _accepted_team(session, cohort, team)
    project = Project(
        cohort_id=cohort.id or 0,
        number=next_project_number(session, cohort),
        team_id=row.id or 0,
        title=title or theme,
        hunch=hunch,
        opened_on=on,
    )
    change.add(project)
    return told(session, cohort, project.number)


def amend(change: Change, cohort: Cohort, number: int, *, title: str = "", hunch: str = "") -> Told:
    """Correct a project's title or hunch; an empty one stays as it is.

    Raises:
        Refused: there is no such project, or nothing to amend was given.
    """
    project = choose(change.session, cohort, number).project
    if not title and not hunch:
        raise Refused("nothing to amend was given; add --title or --hunch")
    alter(project, title=title or None, hunch=hunch or None)
    return told(change.session, cohort, number)


def end(change: Change, cohort: Cohort, number: int, *, reason: str, on: date) -> Told:
    """End a project that is given up; what is on record about it stays.

    Raises:
        Refused: there is no such project, it has ended already, or the day lies outside the cohort's run.
    """
    project = choose(change.session, cohort, number).project
    days.within(cohort, on)
    if project.ended_on is not None:
        raise Refused(f"project {number} ended already, on {project.ended_on} ({project.ended_reason})")
    if on < project.opened_on:
        raise Refused(f"project {number} was opened on {project.opened_on}, after {on}; give a later date")
    project.ended_on, project.ended_reason = on, reason
    return told(change.session, cohort, number)


def choose(session: Session, cohort: Cohort, number: int) -> OnRecord:
    """What is on record about the cohort's project of that number.

    Raises:
        Refused: there is none.
    """
    found = find_project(session, cohort, number)
    if found is None:
        raise Refused(f"{cohort.name} has no project {number}; see: cln project list")
    return found


def running(session: Session, cohort: Cohort, number: int, on: date, option: str = "--on") -> OnRecord:
    """The same, of a project about which something of that day may be put on record.

    Raises:
        Refused: there is none, it had ended by then, or the day lies outside the cohort's run.
    """
    found = choose(session, cohort, number)
    check_day(cohort, found, on, option)
    return found


def check_day(cohort: Cohort, record: OnRecord, on: date, option: str | None = "--on") -> None:
    """See that something of that day may be put on record about a project.

    Raises:
        Refused: it had ended by then, or the day lies outside the cohort's run.
    """
    days.within(cohort, on, option)
    project = record.project
    if project.ended_on is not None and on > project.ended_on:
        earlier = f"; give an earlier date with {option}" if option else ""
        raise Refused(
            f"project {project.number} ended on {project.ended_on} ({project.ended_reason}){earlier}"
        )


def told(session: Session, cohort: Cohort, number: int) -> Told:
    """Where a project stands now."""
    return Told(cohort.name, _standing(choose(session, cohort, number)))


def _standing(record: OnRecord) -> Standing:
    return Standing(record, stages.steps(record.facts))


def accepted(session: Session, cohort: Cohort) -> Proposal:
    """The proposal whose teams run projects.

    Raises:
        Refused: none is accepted yet.
    """
    found = accepted_proposal(session, cohort)
    if found is None:
        raise Refused(f"{cohort.name} has no accepted match yet; accept one first: cln match accept 1")
    return found


def _accepted_team(session: Session, cohort: Cohort, number: int) -> tuple[Team, str]:
    proposal = accepted(session, cohort)
    teams = {team.number: (team, theme) for team, theme in teams_of(session, proposal)}
    if number not in teams:
        raise Refused(
            f"proposal {proposal.number}, which is accepted, has no team {number}; "
            f"its teams are {min(teams)} to {max(teams)}"
        )
    return teams[number]


def _nurtured(cohort: Cohort, found: tuple[Standing, ...], said: str) -> tuple[Standing, ...]:
    names = {one.name for project in found for one in project.record.facilitators}
    hers = tuple(
        project
        for project in found
        if any(fold(one.name) == fold(said) for one in project.record.facilitators)
    )
    if not hers:
        near = nearest_name(said, names)
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(
            f"no team of {cohort.name} that runs a project has a facilitator {said!r}; {asked}: "
            "cln project list"
        )
    return hers
