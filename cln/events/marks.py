"""Who came to an event, person by person, before it is put on record; what was otherwise stays there, too."""

from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from pydantic import Field

from cln.cohort.identity import Names, person_settled
from cln.cohort.roll import Attendee
from cln.cohort.whom import Which
from cln.errors import Refused
from cln.events.attendance import Shown, expected, roll, show
from cln.events.events import again, called, event_of, note
from cln.events.queries import attendance_rows, events_of
from cln.events.reading.attendance import AttendanceFile, AttendanceRow
from cln.files.taken import FromFile
from cln.programme import AttendanceStatus, Deed, EventStatus
from cln.store import Change
from cln.store.meanwhile import refuse, since
from cln.tables.cohorts import Cohort
from cln.tables.events import Attendance, Event


@dataclass(frozen=True)
class Corrected:
    """Somebody whose attendance was on record otherwise."""

    code: str
    sector: str
    entry: int
    name: str
    was: str
    now: str
    label: Annotated[str, Field(exclude=True)]
    """How messages name them."""


@dataclass(frozen=True)
class Taken(FromFile, Shown):
    """How an event stands after attendance was taken in, and what became of it; `file` is None by hand."""

    file: str | None
    added: int
    changed: int
    unchanged: int
    columns_not_used: tuple[str, ...]
    corrected: tuple[Corrected, ...]
    rows_without_status: tuple[int, ...]
    rows_of_other_events: tuple[int, ...]


class Marks:
    """Who came to an event, person by person. Nothing is written before `write`."""

    def __init__(self, change: Change, cohort: Cohort, number: int) -> None:
        self.change, self.cohort, self.number = change, cohort, number
        self.scheduled = events_of(change.session, cohort)
        event_of(self.scheduled, cohort, number)
        self.roll = roll(change.session, cohort)
        self.names = Names(change.session)
        self.made: dict[int, tuple[Attendee, AttendanceStatus]] = {}
        """Participant id -> who it is, and whether they came: what is not on record so."""
        self.said: dict[int, AttendanceStatus] = {}
        """Participant id -> what is said of them, on record so or not."""
        recorded = attendance_rows(change.session, cohort, number)
        self.stored = {(row.event_id, row.participant_id): row for row in recorded}

    def find(
        self,
        which: Which | None,
        name: str,
        email: str,
        status: AttendanceStatus | None = None,
        *,
        typed: bool = False,
    ) -> Attendee:
        """The participant who is meant; MeansNobody if they do not take part on the day of the event.

        What is on record with this status already is not questioned.
        """
        return self._there(self.roll.find(which, name, email, typed=typed), status)

    def of_row(self, row: AttendanceRow) -> Attendee | None:
        """The participant whom a row of a file means; None, and a problem noted, if nobody says of two which.

        MeansNobody as `find`.
        """
        name = next(filter(self.roll.has, row.names), row.names[0] if row.names else "")
        one = person_settled(self.roll, self.names, row.identity, name, row.record)
        return self._there(one, row.status) if one else None

    def _there(self, one: Attendee, status: AttendanceStatus | None) -> Attendee:
        if not self.is_recorded(one, status) and (day := self.event_of(one).on):
            self.roll.refuse_absent(one, day)
        return one

    def is_recorded(self, one: Attendee, status: AttendanceStatus | None) -> bool:
        """Whether that is on record of them, of an event of this number."""
        return any(
            row.status == status for (_event, person), row in self.stored.items() if person == one.person.id
        )

    def mark(self, one: Attendee, status: AttendanceStatus) -> None:
        self.said[one.person.id or 0] = status
        if self.is_recorded(one, status):
            return
        event = self.event_of(one)
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
        """Mark everybody who was to come to an event that was held, and is not marked yet."""
        marked = {*self.said, *(person for _, person in self.stored)}
        for event in self.scheduled:
            if event.number == self.number and event.status == EventStatus.HELD:
                for one in expected(self.roll, self.scheduled, event):
                    if one.person.id not in marked:
                        self.mark(one, status)

    def refuse_changed(self, after: int | None, *, anyway: bool) -> None:
        """Refuse what others have put on record otherwise since change `after`."""
        if after is None:
            return
        ids = {
            row.id: f"{one.label}: {row.status} on record, {status} in the file"
            for one, status in self.made.values()
            if (row := self.stored.get((self.event_of(one).id or 0, one.person.id or 0)))
        }
        session, who = self.change.session, self.change.who
        changed = [
            f"{ids[row_id]}; {later}"
            for event in self.scheduled
            if event.number == self.number
            for later in since(session, ("event", event.id or 0), after, but=who, tables=("attendance",))
            for _, row_id in sorted(later.rows)
            if row_id in ids
        ]
        refuse(
            f"others have put attendance at event {self.number} on record since the file was made, so "
            "nothing was taken in; write over it with --anyway",
            changed,
            anyway=anyway,
        )

    def write(self, file: AttendanceFile | None) -> Taken:
        """Add what is new, correct what was otherwise, and put both into the history of the event."""
        new: list[Attendance] = []
        corrected: dict[int, list[Corrected]] = {}
        for person, (one, status) in self.made.items():
            event_id = self.event_of(one).id or 0
            row = self.stored.get((event_id, person))
            if row is None:
                new.append(Attendance(event_id=event_id, participant_id=person, status=status.value))
            elif row.status != status:
                change = Corrected(*one.entry.key, one.person.name, row.status, status.value, one.label)
                corrected.setdefault(event_id, []).append(change)
                row.status = status.value
        self.change.add(*new)
        for event in self.scheduled:
            added = sum(row.event_id == event.id for row in new)
            what = [f"{added} recorded"] if added else []
            what += [f"{one.name}: {one.now}, was {one.was}" for one in corrected.get(event.id or 0, ())]
            if what:
                note(self.change, event, Deed.ATTENDANCE, event.on, what="; ".join(what))
        changed = tuple(chain(*corrected.values()))
        return Taken(
            **vars(show(self.change.session, self.cohort, self.number)),
            file=file.source if file else None,
            added=len(new),
            changed=len(changed),
            unchanged=len(self.said) - len(new) - len(changed),
            columns_not_used=file.unused if file else (),
            corrected=changed,
            rows_without_status=file.silent if file else (),
            rows_of_other_events=file.elsewhere if file else (),
        )

    def event_of(self, one: Attendee) -> Event:
        """The event that somebody comes to: their sector's own, else everybody's."""
        event = self.scheduled.of(self.number, one.entry.establishment.sector)
        assert event is not None
        return event
