"""Who joined a meeting online and is not of the cohort: told, and passed over."""

from collections.abc import Sequence

from cln.cohort.roll import Roll
from cln.cohort.whom import Called
from cln.errors import Refused
from cln.events.reading.attendance import AttendanceFile, AttendanceRow
from cln.facilitators.queries import Supporting
from cln.files.source import Source
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.words import listed, named, nearest_name


class Guests:
    """Those in a list of who joined who are no participants."""

    def __init__(self, cohort: Cohort, facilitators: Sequence[Supporting]) -> None:
        self.cohort = cohort
        self.facilitators = Called(facilitators)
        self.sentences: list[str] = []

    def add(self, row: AttendanceRow, roll: Roll) -> None:
        """Note somebody of a row, and who else may be meant."""
        called = (*row.names, row.identity.email)
        if any(self.facilitators(name) for name in called if name):
            which = ", a facilitator"
        else:
            everybody = [person.name for entry in roll.enrolled for person in entry.participants]
            near = nearest_name(row.names[0], everybody) if row.names and everybody else None
            which = f", perhaps {near}" if near else ""
        self.sentences.append(f"{next(filter(None, called))} ({row.record.named}{which})")

    def tell(self, source: Source, *, anybody: bool) -> None:
        """Say who was passed over.

        Raises:
            Refused: nobody in the list takes part.
        """
        if not self.sentences:
            return
        who = named(self.sentences)
        if not anybody:
            raise Refused(f"{source.path.name}: nobody in it takes part in {self.cohort.name}: {who}")
        source.doubt(f"not in {self.cohort.name}, and passed over: {who}")


def tell_another_day(source: Source, file: AttendanceFile, events: Sequence[Event]) -> None:
    """Say so where nobody joined on the day of the event: it may be the list of another."""
    days, written = file.days
    held = [event.on for event in events if event.on]
    if days and not {*days}.intersection(held):
        on = listed([str(day) for day in held])
        source.doubt(f"they joined on {written}, and event {events[0].number} was on {on}")
