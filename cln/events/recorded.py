"""What is on record of who came to the events so far, entry by entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cln.cohort.queries import EnrolledEntry
from cln.programme import EventStatus, Role
from cln.tables.events import Attendance, Event


@dataclass(frozen=True)
class Recorded:
    """What is on record of one participant at one event that was held."""

    on: date
    event: int
    """Its number."""
    promoted: bool
    """Whether they are a promoted member of staff."""
    status: str


def by_entry(
    scheduled: Iterable[Event], attendance: Iterable[Attendance], enrolled: Iterable[EnrolledEntry]
) -> dict[int, list[Recorded]]:
    """Entry id -> what is on record of its people, those who left too, at the events that were held."""
    held = {one.id: one for one in scheduled if one.status == EventStatus.HELD}
    people = {person.id: (one.id, person) for one in enrolled for person in (*one.participants, *one.left)}
    of_entry: dict[int, list[Recorded]] = {entry: [] for entry, _ in people.values()}
    for row in attendance:
        event = held.get(row.event_id)
        if event is not None and event.on is not None and row.participant_id in people:
            entry, person = people[row.participant_id]
            promoted = person.role == Role.PROMOTED
            of_entry[entry].append(Recorded(event.on, event.number, promoted, row.status))
    return of_entry
