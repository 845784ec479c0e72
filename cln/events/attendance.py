"""Who came to an event, and how each entry and team has come so far."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import EntryLine, absences_of_entries, absences_of_people, entries_of
from cln.cohort.roll import Attendee, Roll
from cln.events.events import event_of
from cln.events.queries import Attended, Events, attendance_of, events_of
from cln.events.recorded import by_entry
from cln.events.turnout import Turnout, turnout
from cln.match.queries import current_proposal
from cln.match.standing import overlooked
from cln.match.teams import Teams, teams_on_day
from cln.programme import EVENTS, AttendanceStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.words import called


@dataclass(frozen=True)
class Came:
    """A participant and whether they came; `status` is None where it is not on record."""

    code: str
    sector: str
    entry: int
    team: int | None
    name: str
    role: str
    status: str | None
    label: Annotated[str, Field(exclude=True)]
    """How messages name them."""


@dataclass(frozen=True)
class _Entry(EntryLine):
    team: int | None
    withdrawn: Annotated[bool, Field(exclude=True)]
    called: Annotated[str, Field(exclude=True)]
    """How tables name it."""


@dataclass(frozen=True)
class _Team:
    team: int
    theme: str


@dataclass(frozen=True)
class OfEntry(Turnout, _Entry):
    """An entry with its team, if it has one, and how its people have come so far."""


@dataclass(frozen=True)
class OfTeam(Turnout, _Team):
    """A team and how its people have come so far."""


@dataclass(frozen=True)
class Shown:
    """Who came to an event. Teams are those of the accepted proposal, before there is one of the newest, with
    those who sit in them now: who has left since has none."""

    cohort: str
    event: int
    """Its number."""
    name: str
    status: str
    """Of the event for everybody, as is `on`."""
    on: date | None
    present: int
    apologies: int
    absent: int
    not_recorded: int
    """People of whom it is not on record whether they came."""
    people: tuple[Came, ...]
    """Those who take part on the day, and whoever else is on record; by team, establishment and entry."""
    entries: tuple[OfEntry, ...]
    teams: tuple[OfTeam, ...]
    events: Annotated[tuple[Event, ...], Field(exclude=True)]
    """The event for everybody, then those of sectors with one of their own."""
    overlooked: Annotated[tuple[str, ...], Field(exclude=True)]
    """That there is a newer proposal than the one whose teams these are, if there is."""


def show(session: Session, cohort: Cohort, number: int) -> Shown:
    """Who came to an event, and how entries and teams have come so far.

    Raises:
        Refused: the event has not been scheduled yet.
    """
    scheduled = events_of(session, cohort)
    event = event_of(scheduled, cohort, number)
    recorded, everybody = attendance_of(session, cohort), roll(session, cohort)
    teams = teams_of_roll(session, everybody)
    people = _people(everybody, scheduled, recorded, number, teams)
    counted = Counter(one.status for one in people)
    of_entry = by_entry(scheduled, recorded, everybody.enrolled)
    return Shown(
        cohort=cohort.name,
        event=number,
        name=EVENTS[number - 1].name,
        status=event.status,
        on=event.on,
        **{status.value: counted[status] for status in AttendanceStatus},
        not_recorded=counted[None],
        people=people,
        entries=tuple(
            OfEntry(
                *one.line,
                teams.of.get(one.id),
                one.entry.withdrawn_on is not None,
                called(one.establishment.name, one.apart),
                **vars(turnout(of_entry.get(one.id, ()))),
            )
            for one in sorted(everybody.enrolled, key=teams.order)
        ),
        teams=tuple(
            OfTeam(
                team,
                theme,
                **vars(turnout(chain(*(of_entry.get(entry, ()) for entry in teams.entries(team))))),
            )
            for team, theme in teams.themes.items()
        ),
        events=tuple(one for one in scheduled if one.number == number),
        overlooked=overlooked(session, cohort, teams.proposal),
    )


def teams_of_roll(session: Session, everybody: Roll, on: date | None = None) -> Teams:
    """Who sits in which team of the proposal that counts, on a day or by what is on record now; 3 queries.

    Args:
        session: where the cohort is.
        everybody: of the cohort.
        on: the day of an event, on which those too take part who withdraw on it.
    """
    active = [one for one in everybody.enrolled if one.entry.withdrawn_on is None]
    proposal = current_proposal(session, everybody.cohort)
    return teams_on_day(session, proposal, everybody.on(on) if on else active)


def roll(session: Session, cohort: Cohort) -> Roll:
    """Everybody who is or was on an entry of a cohort; four queries."""
    absences = absences_of_entries(session, cohort), absences_of_people(session, cohort)
    return Roll(cohort, entries_of(session, cohort), *absences)


def expected(called: Roll, scheduled: Events, event: Event, on: date | None = None) -> list[Attendee]:
    """Who is to come to an event on its day, or on another one; nobody while it has none."""
    if event.on is None:
        return []
    return [
        one
        for one in called.expected(on or event.on)
        if scheduled.of(event.number, one.entry.establishment.sector) is event
    ]


def _people(
    everybody: Roll, scheduled: Events, recorded: Iterable[Attended], number: int, teams: Teams
) -> tuple[Came, ...]:
    own = {one.id: one for one in scheduled if one.number == number}
    status = {person: status for event, person, status in recorded if event in own}
    due = {one.person.id for event in own.values() for one in expected(everybody, scheduled, event)}
    return tuple(
        Came(
            *one.key,
            teams.of_people.get(person.id),
            person.name,
            person.role,
            status.get(person.id or 0),
            Attendee(one, person).label,
        )
        for one in sorted(everybody.enrolled, key=teams.order)
        for person in (*one.participants, *one.left)
        if person.id in due or person.id in status
    )
