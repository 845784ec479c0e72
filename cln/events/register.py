"""The workbook for the door of an event: who is expected, with room to sign and to say who came; badges."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.roll import Attendee
from cln.errors import Refused
from cln.events.attendance import expected, roll, teams_of_roll
from cln.events.events import called, event_of, title, when, where
from cln.events.queries import attendance_of, events_of
from cln.events.reading.attendance import AFTER
from cln.files import whole, workbook
from cln.files.workbook import Column, Paper, Sheet, Value
from cln.match.standing import overlooked
from cln.match.teams import Teams
from cln.pages import paper
from cln.pages.paper import Badge
from cln.programme import AttendanceStatus, EventStatus
from cln.store.meanwhile import newest
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.words import fold

COLUMNS = (
    Column("team", float, width=6),
    Column("theme", width=17),
    Column("code", width=13),
    Column("sector", width=10),
    Column("entry", float, width=6),
    Column("establishment", width=26),
    Column("authority", width=16),
    Column("name", width=22),
    Column("role", width=12),
    Column(
        "status",
        width=12,
        editable=True,
        choices=tuple(AttendanceStatus),
        hint="present, apologies or absent",
    ),
    Column(AFTER, float, hidden=True),
    Column("signature", width=22, editable=True),
)


WIDEST = 70
"""Characters of a place in a line at the head of a page: nothing there is wrapped, but cut."""


@dataclass(frozen=True)
class Registered:
    """What was written for the door of an event."""

    file: str
    event: int
    people: int
    overlooked: Annotated[tuple[str, ...], Field(exclude=True)]
    """That there is a newer proposal than the one whose teams these are, if there is."""


@dataclass(frozen=True)
class Door:
    """Who is expected at an event, in an order, and their teams."""

    event: Event
    teams: Teams
    due: tuple[Attendee, ...]

    def team(self, one: Attendee) -> int | None:
        """The number of somebody's team; None for who is in none."""
        return self.teams.of_people.get(one.person.id)


def register(
    session: Session,
    cohort: Cohort,
    number: int,
    sector: str,
    path: Path,
    *,
    by_name: bool,
    force: bool,
) -> Registered:
    """Write everybody who is expected at an event, with a page for each team, or in the order of their names.

    What is known already, such as apologies, stands in the status, and after which change it was known in a
    hidden column: what others put on record later is not written over unasked. With `sector`, of the event
    that it has of its own; without, nobody of a sector that has one.

    Raises:
        Refused: there is no such event, it was cancelled or has no day, or nobody is expected; or the file's
            name does not end in .xlsx, it exists and `force` is not given, or it cannot be written.
    """
    door = _door(session, cohort, number, sector, by_name=by_name)
    recorded = attendance_of(session, cohort)
    known = {person: status for event, person, status in recorded if event == door.event.id}
    after = newest(session)
    rows = [(*_row(one, door.teams), known.get(one.person.id or 0), after, None) for one in door.due]
    teams = [door.team(one) for one in door.due]
    breaks = [place for place in range(1, len(teams)) if teams[place] != teams[place - 1]]
    printed = Paper(
        f"{cohort.name}: {title(door.event)}",
        "\n".join([when(door.event), *wrap(where(door.event), WIDEST)]),
        () if by_name else [one + 1 for one in breaks],
    )
    sheet = Sheet(f"Event {number}", COLUMNS, rows, protected=True, paper=printed)
    workbook.write(workbook.to_xlsx([sheet]), path, force=force)
    return Registered(str(path), number, len(rows), overlooked(session, cohort, door.teams.proposal))


def badges(
    session: Session,
    cohort: Cohort,
    number: int,
    sector: str,
    path: Path,
    *,
    by_name: bool,
    force: bool,
) -> Registered:
    """Write a badge for everybody who is expected at an event, ten a page, in the order of the register.

    Raises:
        Refused: as `register`, but that the file's name ends in .html.
    """
    whole.refuse_ending(path, (".html", ".htm"))
    door = _door(session, cohort, number, sector, by_name=by_name)
    below = ", ".join(filter(None, (cohort.name, title(door.event), when(door.event))))
    made = [
        Badge(
            one.person.name,
            (one.entry.establishment.name, one.entry.authority),
            f"Team {team}: {door.teams.themes[team]}" if (team := door.team(one)) is not None else "",
            below,
        )
        for one in door.due
    ]
    page = paper.badges(f"{cohort.name}, event {number}: badges", made)
    whole.write(page.encode(), path, force=force)
    return Registered(str(path), number, len(made), overlooked(session, cohort, door.teams.proposal))


def _door(session: Session, cohort: Cohort, number: int, sector: str, *, by_name: bool) -> Door:
    scheduled = events_of(session, cohort)
    event = event_of(scheduled, cohort, number, sector)
    if event.status == EventStatus.CANCELLED:
        again = f"cln event schedule {number} --on DATE"
        raise Refused(f"{called(event)} was cancelled; nobody is expected before it has a new day: {again}")
    if event.on is None:
        raise Refused(f"{called(event)} has no day, so it is not known who will come; give it one first")
    everybody = roll(session, cohort)
    teams, due = teams_of_roll(session, everybody, event.on), expected(everybody, scheduled, event)
    if not due:
        raise Refused(f"nobody is expected at {called(event)}; enrol people with: cln cohort enrol FILE")
    due.sort(key=lambda one: (teams.order(one.entry), one.person.name))
    if by_name:
        due.sort(key=lambda one: fold(one.person.name))
    return Door(event, teams, tuple(due))


def _row(one: Attendee, teams: Teams) -> tuple[Value, ...]:
    team = teams.of_people.get(one.person.id)
    theme = teams.themes[team] if team is not None else None
    return (team, theme, *one.entry.line, one.person.name, one.person.role)
