"""The sheets of a facilitator's workbook beside her visits: what is typed on them, and who is in her teams.

Each row ends in a hidden cell that says how the row was sent: with it an import knows what was typed since,
and what was typed in a place that is protected.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from cln.cohort.queries import EnrolledEntry
from cln.cohort.roll import Roll
from cln.events.attendance import expected
from cln.events.queries import Attended, Events
from cln.files import cells
from cln.files.workbook import LONGEST, Column, Sheet, Value
from cln.programme import EVENTS, AttendanceStatus, EventStatus, Level, MeasureKind, ObservationKind
from cln.projects.queries import LESSON, OnRecord
from cln.tables.cohorts import Cohort

INQUIRY, MEASURES, ATTENDANCE, PEOPLE = "Inquiry", "Measures", "Came", "People"
"""The names of the sheets; none is a word that a file of another kind has."""

SENT = "as sent"
"""The hidden last column of each."""

HUNCH, QUESTION = "hunch", "question"
OBSERVED = {"lesson study": ObservationKind.LESSON_STUDY, "other observation": ObservationKind.OTHER}
SHOWN = {
    **{f"impact on {level.value}": level.value for level in Level},
    "lesson learned": LESSON,
}
"""What an impact is called on the sheet -> the level under which it is kept."""

WHAT = (HUNCH, QUESTION, *OBSERVED, *SHOWN)

UNNAMED = 'Pupils are never named: write "two learners", "the group".'

ROWS = 8
"""Empty rows for each project, to say what it asked, observed and learned."""
NEW_MEASURES = 3
"""Empty rows for each project, to plan measures on."""


@dataclass(frozen=True)
class Sent:
    """How a row was sent: the newest change of then, and its cells as text, by column."""

    after: int
    cells: dict[str, str]


def as_text(value: Value | cells.Cell) -> str:
    """A cell as it is compared: without the form that a spreadsheet gave it."""
    if isinstance(value, datetime):
        value = value.date()
    return cells.text(value)


def sent(sheet: Sheet, after: int) -> Sheet:
    """The sheet with the column that says how each row was sent, after that change."""
    names = [column.name for column in sheet.columns]
    rows = []
    for row in sheet.rows:
        text = json.dumps([after, dict(zip(names, map(as_text, row), strict=True))], ensure_ascii=True)
        rows.append((*row, text if len(text) < LONGEST else None))
    return replace(sheet, columns=(*sheet.columns, Column(SENT, hidden=True)), rows=rows)


def how_sent(cell: cells.Cell) -> Sent | None:
    """What the hidden cell of a row says; None of a row that somebody added."""
    try:
        after, held = json.loads(str(cell or ""))
        return Sent(int(after), {str(name): str(text) for name, text in held.items()})
    except (ValueError, TypeError, AttributeError):
        return None


def titled(one: OnRecord) -> str:
    """A project by number and title, as drop-downs have it."""
    return f"{one.number} {one.project.title}"


def inquiry(cohort: Cohort, name: str, running: Sequence[OnRecord]) -> Sheet:
    """Rows for a hunch, a new question, an observation, an impact or a lesson learned."""
    columns = (
        Column("project", width=30, editable=True, choices=[titled(one) for one in running]),
        Column("date", date, width=12, editable=True, earliest=cohort.launch),
        Column("what", width=22, editable=True, choices=WHAT),
        Column(
            "text", width=70, editable=True, hint=f"The hunch, the question, or what was learned. {UNNAMED}"
        ),
        Column("looked at", width=30, editable=True, hint="Of an observation: its focus."),
        Column("by", width=22, editable=True, hint="Of an observation: who observed."),
    )
    rows = [(titled(one), None, None, None, None, name) for one in running for _ in range(ROWS)]
    return Sheet(INQUIRY, columns, rows, protected=True)


def measures(cohort: Cohort, running: Sequence[OnRecord]) -> Sheet:
    """The data collection plan of each project, and rows for further measures."""
    columns = (
        Column("project", width=30),
        Column("number"),
        Column("measure", width=30, editable=True, hint="What is measured, of a group or class."),
        Column("kind", width=14, editable=True, choices=tuple(MeasureKind)),
        Column("method", width=24, editable=True),
        Column("by", width=22, editable=True),
        Column("due", date, width=12, editable=True, earliest=cohort.launch),
        Column("unit", width=10, editable=True),
        Column("baseline", width=16, editable=True),
        Column("end", width=16, editable=True),
        Column("found on", date, width=12, editable=True, earliest=cohort.launch, hint="Day of the value."),
    )
    rows: list[tuple[Value, ...]] = []
    for one in running:
        for row in one.measures:
            plan = (row.name, row.kind, row.method or None, row.by or None, row.due, row.unit or None)
            rows.append((titled(one), row.number, *plan, row.baseline, row.end, None))
        rows += [(titled(one), *[None] * 10)] * NEW_MEASURES
    return Sheet(MEASURES, columns, rows, protected=True)


def people(teams: Sequence[tuple[int, Sequence[EnrolledEntry]]]) -> Sheet:
    """Everybody in her teams, of whom nothing is to be typed."""
    names = ("team", "code", "sector", "establishment", "authority", "name", "role", "post", "email")
    rows = [
        (
            *(team, one.establishment.code, one.establishment.sector, one.establishment.name),
            *(one.authority, person.name, person.role, person.post or None, person.email),
        )
        for team, entries in teams
        for one in entries
        for person in one.participants
    ]
    return Sheet(PEOPLE, [Column(name) for name in names], rows, protected=True)


def attendance(
    teams: Sequence[tuple[int, Sequence[EnrolledEntry]]],
    everybody: Roll,
    scheduled: Events,
    recorded: Sequence[Attended],
) -> Sheet:
    """Who of her teams is to come to each event that has a day, and what is on record of it."""
    columns = (
        *(Column("event"), Column("title", width=30), Column("day", date), Column("team")),
        *(Column("code"), Column("sector"), Column("entry"), Column("establishment", width=30)),
        Column("name", width=24),
        Column("came", width=12, editable=True, choices=tuple(AttendanceStatus)),
    )
    return Sheet(ATTENDANCE, columns, [*_due(teams, everybody, scheduled, recorded)], protected=True)


def _due(
    teams: Sequence[tuple[int, Sequence[EnrolledEntry]]],
    everybody: Roll,
    scheduled: Events,
    recorded: Sequence[Attended],
) -> Iterator[tuple[Value, ...]]:
    team_of = {one.id: team for team, entries in teams for one in entries}
    status = {(event, person): status for event, person, status in recorded}
    for event in scheduled:
        if event.status == EventStatus.CANCELLED:
            continue
        for one in expected(everybody, scheduled, event):
            if one.entry.id in team_of:
                yield (
                    *(event.number, EVENTS[event.number - 1].name, event.on, team_of[one.entry.id]),
                    *(*one.entry.key, one.entry.establishment.name, one.person.name),
                    status.get((event.id or 0, one.person.id or 0)),
                )
