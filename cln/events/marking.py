"""Who came to an event, while it is filled in: whose day it is, what may be said, what was said before."""

from collections.abc import Sequence
from dataclasses import dataclass

from cln.cohort.queries import entries_of
from cln.cohort.references import Which
from cln.cohort.roll import Attendee
from cln.errors import Refused
from cln.events import attendance
from cln.events.diary import Diary, again, called
from cln.events.queries import attendance_of
from cln.files.outcome import Tally
from cln.programme import AttendanceStatus, Deed, EventStatus
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Attendance, Event


@dataclass(frozen=True)
class Corrected:
    """Somebody whose attendance was on record otherwise."""

    attendee: Attendee
    was: str
    now: str


@dataclass(frozen=True)
class Marked:
    """What became of the marks: how many are new, corrected, as they were; and the corrected ones."""

    rows: Tally
    corrected: tuple[Corrected, ...]


class Marks:
    """The marks for an event of a cohort. Nothing is written before `write`."""

    def __init__(self, change: Change, cohort: Cohort, number: int) -> None:
        session = change.session
        self.change = change
        self.number = number
        self.diary = Diary(change, cohort)
        self.diary.event(number)
        self.roll = attendance.roll(session, cohort, entries_of(session, cohort))
        self.made: dict[int, tuple[Attendee, AttendanceStatus]] = {}
        """Participant id -> who it is, and whether they came."""
        own = {one.id for one in self.diary.events if one.number == number}
        self.stored = {
            (row.event_id, row.participant_id): row
            for row in attendance_of(session, cohort)
            if row.event_id in own
        }

    def find(self, which: Which | None, name: str, email: str) -> Attendee:
        """The participant who is meant, if they take part on the day of the event.

        Raises:
            MeansNobody: there is no such person, or they do not.
        """
        one = self.roll.find(which, name, email)
        if day := self._event(one).on:
            self.roll.refuse_absent(one, day)
        return one

    def mark(self, one: Attendee, status: AttendanceStatus) -> None:
        """Note whether somebody came.

        Raises:
            Refused: the event was cancelled, or has not been held and it is not an apology.
        """
        event = self._event(one)
        if event.status == EventStatus.CANCELLED:
            raise Refused(
                f"{called(event)} was cancelled, so nobody came to it; see: cln event show {event.number}"
            )
        if event.status != EventStatus.HELD and status is not AttendanceStatus.APOLOGIES:
            raise Refused(
                f"{called(event)} is not on record as held, so nobody can be {status} yet; "
                f"if it was held: {again(event, 'hold')}"
            )
        self.made[one.person.id or 0] = one, status

    def mark_others(self, status: AttendanceStatus) -> None:
        """Note the same of everybody who was to come to an event that was held, and has no mark yet."""
        marked = {*self.made, *(person for _, person in self.stored)}
        for event in self.diary.events:
            if event.number == self.number and event.status == EventStatus.HELD:
                for one in attendance.expected(self.roll, self.diary.events, event):
                    if one.person.id not in marked:
                        self.mark(one, status)

    def write(self) -> Marked:
        """Add what is new, correct what was otherwise, and tell both in the history of the event."""
        new: list[Attendance] = []
        corrected: dict[int, list[Corrected]] = {}
        for person, (one, status) in self.made.items():
            event_id = self._event(one).id or 0
            row = self.stored.get((event_id, person))
            if row is None:
                new.append(Attendance(event_id=event_id, participant_id=person, status=status.value))
            elif row.status != status:
                corrected.setdefault(event_id, []).append(Corrected(one, row.status, status.value))
                row.status = status.value
        self.change.add(*new)
        for event in self.diary.events:
            added, wrong = sum(row.event_id == event.id for row in new), corrected.get(event.id or 0, [])
            if added or wrong:
                self.diary.note(event, Deed.ATTENDANCE, event.on, what=_told(added, wrong))
        changed = tuple(one for some in corrected.values() for one in some)
        return Marked(Tally(len(new), len(changed), len(self.made) - len(new) - len(changed)), changed)

    def _event(self, one: Attendee) -> Event:
        """The event that somebody comes to: their sector's own, else everybody's."""
        event = self.diary.events.of(self.number, one.entry.establishment.sector)
        assert event is not None
        return event


def _told(added: int, corrected: Sequence[Corrected]) -> str:
    """What became of the marks, for the history: "12 recorded; Ann Adam: present, was absent"."""
    said = [f"{one.attendee.person.name}: {one.now}, was {one.was}" for one in corrected]
    return "; ".join([f"{added} recorded", *said] if added else said)
