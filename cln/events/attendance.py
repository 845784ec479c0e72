"""Who came to an event, and how each entry and team has come so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, absences_of_entries, absences_of_people, entries_of
from cln.cohort.roll import Attendee, Roll
from cln.events import turnout
from cln.events.queries import Events, attendance_of, events_of
from cln.events.schedule import unscheduled
from cln.events.turnout import Recorded, Turnout
from cln.match.queries import current_proposal, seats_of, teams_of
from cln.programme import EVENTS, EventPlan
from cln.tables.cohorts import Cohort
from cln.tables.events import Attendance, Event


@dataclass(frozen=True)
class Came:
    """A participant and whether they came; `status` is None where it is not on record."""

    attendee: Attendee
    team: int | None
    status: str | None


@dataclass(frozen=True)
class OfEntry:
    """How an entry's people have come so far, and its team, if it has one."""

    entry: EnrolledEntry
    team: int | None
    turnout: Turnout


@dataclass(frozen=True)
class OfTeam:
    """How a team's people have come so far."""

    number: int
    theme: str
    turnout: Turnout


@dataclass(frozen=True)
class Shown:
    """Who came to an event. Teams are those of the accepted proposal, before there is one of the newest."""

    cohort: str
    plan: EventPlan
    events: tuple[Event, ...]
    """For everybody, then for sectors with one of their own."""
    people: tuple[Came, ...]
    """Those who take part on the day, and whoever else is on record; by team, establishment and entry."""
    entries: tuple[OfEntry, ...]
    teams: tuple[OfTeam, ...]


def show(session: Session, cohort: Cohort, number: int) -> Shown:
    """Who came to an event, and how entries and teams have come so far.

    Raises:
        Refused: the event has not been scheduled yet.
    """
    scheduled = events_of(session, cohort)
    if scheduled.own(number) is None:
        raise unscheduled(cohort, number)
    recorded, enrolled = attendance_of(session, cohort), entries_of(session, cohort)
    teams = Teams(session, cohort)
    of_entry = turnout.by_entry(scheduled, recorded, enrolled)
    return Shown(
        cohort=cohort.name,
        plan=EVENTS[number - 1],
        events=tuple(one for one in scheduled if one.number == number),
        people=tuple(_people(roll(session, cohort, enrolled), scheduled, recorded, number, teams)),
        entries=tuple(
            OfEntry(one, teams.of.get(one.id), turnout.turnout(of_entry.get(one.id, ())))
            for one in sorted(enrolled, key=lambda one: place(one, teams.of))
        ),
        teams=tuple(
            OfTeam(team, theme, turnout.turnout(_together(of_entry, teams.of, team)))
            for team, theme in teams.themes.items()
        ),
    )


class Teams:
    """Which entry is in which team of the proposal whose teams count."""

    def __init__(self, session: Session, cohort: Cohort) -> None:
        proposal = current_proposal(session, cohort)
        teams = teams_of(session, proposal) if proposal else []
        seats = seats_of(session, proposal) if proposal else {}
        self.themes = {team.number: theme for team, theme in teams}
        """Team number -> its theme."""
        self.of = {seat.entry_id: team.number for team, _ in teams for seat in seats[team.id or 0]}
        """Entry id -> the number of its team."""


def roll(session: Session, cohort: Cohort, enrolled: Sequence[EnrolledEntry]) -> Roll:
    """Everybody who is or was on these entries of a cohort; one query."""
    return Roll(cohort, enrolled, absences_of_entries(session, cohort), absences_of_people(session, cohort))


def place(one: EnrolledEntry, teams: Mapping[int, int]) -> tuple[bool, int, str, tuple[str, str, int]]:
    """Sorts entries by team, those without one last, then by establishment."""
    team = teams.get(one.id)
    return (team is None, team or 0, one.establishment.name, one.key)


def expected(called: Roll, scheduled: Events, event: Event) -> list[Attendee]:
    """Who is to come to an event on its day; nobody while it has none."""
    if event.on is None:
        return []
    return [
        one
        for one in called.expected(event.on)
        if scheduled.of(event.number, one.entry.establishment.sector) is event
    ]


def _people(
    called: Roll, scheduled: Events, recorded: Sequence[Attendance], number: int, teams: Teams
) -> list[Came]:
    own = [one for one in scheduled if one.number == number]
    status = {row.participant_id: row.status for row in recorded if row.event_id in {one.id for one in own}}
    due = {one.person.id for event in own for one in expected(called, scheduled, event)}
    return [
        Came(Attendee(one, person), teams.of.get(one.id), status.get(person.id or 0))
        for one in sorted(called.enrolled, key=lambda one: place(one, teams.of))
        for person in (*one.participants, *one.left)
        if person.id in due or person.id in status
    ]


def _together(
    of_entry: Mapping[int, Iterable[Recorded]], teams: Mapping[int, int], number: int
) -> list[Recorded]:
    return [one for entry, rows in of_entry.items() if teams.get(entry) == number for one in rows]
