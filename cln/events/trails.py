"""How people came to the events so far: of one entry, of one team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.events.queries import attendance_of, events_of
from cln.programme import AttendanceStatus, EventStatus, Role
from cln.tables.cohorts import Cohort
from cln.tables.events import Attendance, Event

PRESENT = AttendanceStatus.PRESENT


@dataclass(frozen=True)
class Seen:
    """What is on record of one participant at one event that was held."""

    on: date
    event: int
    """Its number."""
    promoted: bool
    """Whether they are a promoted member of staff."""
    status: str


@dataclass(frozen=True)
class Trail:
    """How some people came to the events that were held; only what is on record counts."""

    present: int
    """Times that one of them came to an event."""
    recorded: int
    """Times that it is on record whether one of them came."""
    missed: int
    """To how many of the latest events in a row none of them came, apologies or not."""
    last_seen: date | None
    """The day of the latest event to which one of them came."""
    promoted: bool | None
    """Whether a promoted member of staff has come to any event; None while nothing is on record."""
    course: tuple[float, ...] = ()
    """The share of them who came, 0 to 1, event by event."""

    @property
    def rate(self) -> float | None:
        """The share of times that they came, 0 to 1; None while nothing is on record."""
        return self.present / self.recorded if self.recorded else None


def trail(seen: Iterable[Seen]) -> Trail:
    """How the people came who were seen so."""
    found = sorted(seen, key=lambda one: (one.on, one.event))
    came = [one for one in found if one.status == PRESENT]
    held = list(dict.fromkeys((one.on, one.event) for one in found))
    last = (came[-1].on, came[-1].event) if came else None
    return Trail(
        present=len(came),
        recorded=len(found),
        missed=len(held) - 1 - held.index(last) if last else len(held),
        last_seen=came[-1].on if came else None,
        promoted=any(one.promoted for one in came) if found else None,
        course=tuple(_share(found, event) for event in held),
    )


def _share(found: Iterable[Seen], event: tuple[date, int]) -> float:
    there = [one.status for one in found if (one.on, one.event) == event]
    return there.count(PRESENT) / len(there)


def of_entries(session: Session, cohort: Cohort) -> dict[int, Trail]:
    """Entry id -> how its people came, of every entry that the cohort ever had; four queries."""
    enrolled = entries_of(session, cohort)
    seen = sightings(events_of(session, cohort), attendance_of(session, cohort), enrolled)
    return {entry: trail(found) for entry, found in seen.items()}


def sightings(
    scheduled: Iterable[Event],
    recorded: Iterable[Attendance],
    enrolled: Iterable[EnrolledEntry],
) -> Mapping[int, list[Seen]]:
    """Entry id -> what is on record of its people, those who left too, at the events that were held."""
    held = {one.id: one for one in scheduled if one.status == EventStatus.HELD and one.on}
    people = {person.id: (one.id, person) for one in enrolled for person in (*one.participants, *one.left)}
    found: dict[int, list[Seen]] = {entry: [] for entry, _ in people.values()}
    for row in recorded:
        event = held.get(row.event_id)
        if event is not None and event.on is not None and row.participant_id in people:
            entry, person = people[row.participant_id]
            found[entry].append(Seen(event.on, event.number, person.role == Role.PROMOTED, row.status))
    return found
