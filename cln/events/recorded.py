"""What is on record of who came to the events so far, entry by entry."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from cln.cohort.queries import EnrolledEntry
from cln.events.queries import Attended
from cln.programme import EventStatus, Role
from cln.tables.events import Event


class Recorded(NamedTuple):
    """What is on record of one participant at one event that was held."""

    on: date
    event: int
    """Its number."""
    promoted: bool
    """Whether they are a promoted member of staff."""
    status: str


def by_entry(
    scheduled: Iterable[Event], attendance: Iterable[Attended], enrolled: Iterable[EnrolledEntry]
) -> dict[int, list[Recorded]]:
    """Entry id -> what is on record of its people, those who left too, at the events that were held."""
    held = {one.id: (one.on, one.number) for one in scheduled if one.status == EventStatus.HELD and one.on}
    people = {
        person.id: (one.id, person.role == Role.PROMOTED)
        for one in enrolled
        for person in (*one.participants, *one.left)
    }
    of_entry: dict[int, list[Recorded]] = {entry: [] for entry, _ in people.values()}
    for event, person, status in attendance:
        if event in held and person in people:
            entry, promoted = people[person]
            of_entry[entry].append(Recorded(*held[event], promoted, status))
    return of_entry
