"""The workbook for the door of an event: who is expected, with room to say who came."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.roll import Attendee
from cln.errors import Refused
from cln.events.attendance import expected, roll, teams_of_roll
from cln.events.events import called, event_of
from cln.events.queries import attendance_of, events_of
from cln.events.reading.attendance import AFTER
from cln.files import workbook
from cln.files.workbook import Column, Sheet, Value
from cln.match.standing import overlooked
from cln.match.teams import Teams
from cln.programme import AttendanceStatus
from cln.store.meanwhile import newest
from cln.tables.cohorts import Cohort

COLUMNS = (
    Column("team", float),
    Column("theme"),
    Column("code"),
    Column("sector"),
    Column("entry", float),
    Column("establishment", width=30),
    Column("authority"),
    Column("name", width=24),
    Column("role"),
    Column(
        "status",
        width=12,
        editable=True,
        choices=tuple(AttendanceStatus),
        hint="present, apologies or absent",
    ),
    Column(AFTER, float, hidden=True),
)


@dataclass(frozen=True)
class Registered:
    """What was written for the door of an event."""

    file: str
    event: int
    people: int
    overlooked: Annotated[tuple[str, ...], Field(exclude=True)]
    """That there is a newer proposal than the one whose teams these are, if there is."""


def register(
    session: Session, cohort: Cohort, number: int, sector: str, path: Path, *, force: bool
) -> Registered:
    """Write everybody who is expected at an event, by team, establishment, entry and name.

    What is known already, such as apologies, stands in the status, and after which change it was known in a
    hidden column: what others put on record later is not written over unasked. With `sector`, of the event
    that it has of its own; without, nobody of a sector that has one.

    Raises:
        Refused: there is no such event, it has no day, or nobody is expected; or the file's name does not end
            in .xlsx, it exists and `force` is not given, or it cannot be written.
    """
    scheduled = events_of(session, cohort)
    event = event_of(scheduled, cohort, number, sector)
    if event.on is None:
        raise Refused(f"{called(event)} has no day, so it is not known who will come; give it one first")
    everybody = roll(session, cohort)
    teams, due = teams_of_roll(session, everybody, event.on), expected(everybody, scheduled, event)
    if not due:
        raise Refused(f"nobody is expected at {called(event)}; enrol people with: cln cohort enrol FILE")
    recorded = attendance_of(session, cohort)
    known = {row.participant_id: row.status for row in recorded if row.event_id == event.id}
    due.sort(key=lambda one: (teams.order(one.entry), one.person.name))
    after = newest(session)
    rows = [(*_row(one, teams), known.get(one.person.id or 0), after) for one in due]
    sheet = Sheet(f"Event {number}", COLUMNS, rows, protected=True)
    workbook.write(workbook.to_xlsx([sheet]), path, force=force)
    return Registered(str(path), number, len(rows), overlooked(session, cohort, teams.proposal))


def _row(one: Attendee, teams: Teams) -> tuple[Value, ...]:
    team = teams.of_people.get(one.person.id)
    theme = teams.themes[team] if team is not None else None
    return (team, theme, *one.entry.line, one.person.name, one.person.role)
