"""Makes the sheet of a facilitator without access to the database: her visits, her teams, and what is due."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort import whom
from cln.cohort.queries import EnrolledEntry, active_entries
from cln.errors import Refused
from cln.events.attendance import roll
from cln.events.queries import attendance_of, events_of
from cln.facilitators.queries import facilitators_of
from cln.files.workbook import Column, Sheet
from cln.inquiry import stages
from cln.match.queries import facilitators_of_teams
from cln.match.teams import teams_on_day
from cln.programme import EVENTS, EventStatus, Phase
from cln.projects import forms
from cln.projects.projects import accepted
from cln.projects.queries import OnRecord, projects_of
from cln.projects.reading import LOG
from cln.store.meanwhile import newest
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Team

Cells = tuple[int | str | date | None, ...]


@dataclass(frozen=True)
class Made:
    """A sheet, and what is in it."""

    cohort: str
    facilitator: str
    file: str
    teams: int
    projects: tuple[int, ...]
    """Their numbers."""
    due: int
    rows: int
    """How many visits can be filled in."""
    sheets: Annotated[tuple[Sheet, ...], Field(exclude=True)]


@dataclass(frozen=True)
class _Team:
    row: Team
    theme: str
    entries: tuple[EnrolledEntry, ...]
    """Those that take part."""

    @property
    def establishments(self) -> str:
        """Their names."""
        return "; ".join(sorted(one.establishment.name for one in self.entries))


def make(session: Session, cohort: Cohort, facilitator: str, rows: int, file: Path) -> Made:
    """Make the sheet of one facilitator, with so many empty rows for visits; their keys are never made twice.

    Raises:
        Refused: no match is accepted, the cohort has no such facilitator, or she supports no team that runs a
            project.
        Usage: several are called so.
    """
    name, teams = _teams(session, cohort, facilitator)
    ids = {team.row.id for team in teams}
    running = [one for one in projects_of(session, cohort) if one.team.id in ids and one.running]
    if not running:
        first = teams[0].row.number
        raise Refused(f"no team of {name} runs a project yet; open one first, e.g. cln project open {first}")
    due = _due(running, _event_days(session, cohort))
    return Made(
        cohort=cohort.name,
        facilitator=name,
        file=str(file),
        teams=len(teams),
        projects=tuple(one.number for one in running),
        due=len(due.rows),
        rows=rows,
        sheets=(
            _log(cohort, name, running, rows),
            *_forms(session, cohort, name, teams, running),
            forms.sent(due, newest(session)),
        ),
    )


def _forms(
    session: Session, cohort: Cohort, name: str, teams: Sequence[_Team], running: Sequence[OnRecord]
) -> list[Sheet]:
    """What else is to be typed, and who and what it is about; the last is what is due."""
    entries = [(team.row.number, team.entries) for team in teams]
    events, recorded = events_of(session, cohort), attendance_of(session, cohort)
    made = [
        forms.inquiry(cohort, name, running),
        forms.measures(cohort, running),
        forms.attendance(entries, roll(session, cohort), events, recorded),
        forms.people(entries),
        _overview(teams, running),
    ]
    after = newest(session)
    return [forms.sent(one, after) for one in made if one.rows]


def _teams(session: Session, cohort: Cohort, who: str) -> tuple[str, list[_Team]]:
    """The facilitator's own spelling of the name, and the teams of the accepted match that she nurtures."""
    proposal = accepted(session, cohort)
    person = whom.facilitator(facilitators_of(session, cohort), cohort, who).facilitator
    supported = facilitators_of_teams(session, proposal)
    teams = [
        _Team(team.row, team.theme, tuple(one.entry for one in team.members))
        for team in teams_on_day(session, proposal, active_entries(session, cohort)).teams
        if person.id in {one.id for one in supported.get(team.row.id or 0, ())}
    ]
    if not teams:
        raise Refused(
            f"{person.name} supports no team of proposal {proposal.number}, which is accepted; "
            f"see: cln match show {proposal.number}"
        )
    return person.name, teams


def _log(cohort: Cohort, name: str, running: Sequence[OnRecord], rows: int) -> Sheet:
    """Empty rows, each with a key of its own; only what is to be filled in can be changed."""
    named = [forms.titled(one) for one in running]
    columns = (
        Column("key", hidden=True),
        Column("cohort", hidden=True),
        Column("project", width=30, editable=True, choices=named),
        Column("date", date, width=12, editable=True, earliest=cohort.launch),
        Column(
            "phase",
            width=16,
            editable=True,
            choices=tuple(Phase),
            hint="Leave it empty for the phase of the project's stage on that day.",
        ),
        Column("note", width=70, editable=True, hint=f"What happened, what was decided? {forms.UNNAMED}"),
        Column("support", width=24, editable=True, hint="Support given or wanted, e.g. data advice."),
        Column("by", width=22, editable=True),
    )
    sheet = secrets.token_hex(4)
    only = named[0] if len(named) == 1 else None
    content = [
        (f"{sheet}-{n:03}", cohort.name, only, None, None, None, None, name) for n in range(1, rows + 1)
    ]
    return Sheet(LOG, columns, content, protected=True)


def _overview(teams: Sequence[_Team], running: Sequence[OnRecord]) -> Sheet:
    """A row for each project; a team without one has a row too."""
    columns = (
        Column("team"),
        Column("theme"),
        Column("establishments", width=40),
        Column("project"),
        Column("title", width=30),
        Column("question", width=50),
        Column("agreed by"),
        Column("stage"),
        Column("last log", date),
    )
    rows: list[Cells] = []
    for team in teams:
        head = (team.row.number, team.theme, team.establishments)
        theirs = [one for one in running if one.team.id == team.row.id]
        rows += [(*head, *_project(one)) for one in theirs] or [(*head, *(None,) * 6)]
    return Sheet("Teams", columns, rows, protected=True)


def _project(one: OnRecord) -> Cells:
    question = one.question
    words = (question.text, question.agreed_by) if question else (None, None)
    return (one.number, one.project.title, *words, one.stage and one.stage.value, one.logged_on)


def _event_days(session: Session, cohort: Cohort) -> dict[int, date]:
    """Number -> day of each event for everybody that has one and was not cancelled."""
    return {
        event.number: event.on
        for event in events_of(session, cohort)
        if event.on and not event.sector and event.status != EventStatus.CANCELLED
    }


def _due(running: Sequence[OnRecord], days: dict[int, date]) -> Sheet:
    """What each project lacks, with the event that asks for it, and measures that are still to be taken."""
    columns = (
        Column("project"),
        Column("title", width=30),
        Column("stage"),
        Column("lacks", width=50),
        Column("by event"),
        Column("date", date),
    )
    rows: list[Cells] = []
    for one in running:
        head = (one.number, one.project.title)
        for step in one.steps:
            number = stages.EVENT[step.stage]
            event = f"{number} {EVENTS[number - 1].name}"
            rows += [(*head, step.stage.value, lack.value, event, days.get(number)) for lack in step.lacks]
        rows += [
            (*head, None, f"the end value of measure {row.number}, {row.name}", None, row.due)
            for row in one.measures
            if row.due and row.end is None
        ]
    return Sheet("Due", columns, rows, protected=True)
