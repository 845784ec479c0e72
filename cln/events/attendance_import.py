"""Takes in who came to an event, from a file or by hand, as often as need be; corrections stay on record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cln.cohort.identity import by_name_alone
from cln.cohort.roll import Roll, Unknown
from cln.cohort.whom import Called, MeansNobody, Which
from cln.errors import Refused, Usage
from cln.events.marks import Marks, Taken
from cln.events.reading.attendance import AttendanceFile, AttendanceRow, read
from cln.facilitators.queries import Supporting, facilitators_ever
from cln.files.source import Source
from cln.programme import AttendanceStatus
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.words import listed, named, nearest_name

People = Mapping[AttendanceStatus, Sequence[str]]
"""Names or e-mail addresses of those who came, sent apologies or did not come."""


def refuse_confusion(file: Source | None, people: People, which: Which | None, others: object) -> None:
    """Refuse what cannot be meant together.

    Raises:
        Usage: a file and names are given, or an option without what it belongs to.
    """
    by_name = any(people.values())
    if file and by_name:
        raise Usage("give either a file or names, not both")
    if others and not file:
        raise Usage("--others says what everybody was who is not in a file; name the file")
    if which and not by_name:
        raise Usage(
            "--code says whose entry people are on; name them with --present, --apologies or --absent"
        )


def take_file(
    change: Change, cohort: Cohort, number: int, others: AttendanceStatus | None, source: Source
) -> Taken:
    """Take in a file of attendance; `others` is the status of everybody else who was to come.

    Raises:
        Overtaken: it would write over what others have put on record since it was made.
        Refused: as `take_by_hand`, or a row is wrong.
    """
    marks = Marks(change, cohort, number)
    file = read(source, cohort.name, number)
    guests = Guests(cohort, facilitators_ever(change.session, cohort) if file.joined else ())
    first: dict[int, AttendanceRow] = {}
    alone: list[int] = []
    for row in file.rows:
        try:
            one = marks.of_row(row)
        except MeansNobody as problem:
            if file.joined and isinstance(problem, Unknown) and row.identity.which is None:
                guests.add(row, marks.roll)
            else:
                row.record.problem(problem.column, str(problem))
            continue
        if one is None:
            continue
        if row.identity.which is None and one.person.email != row.identity.email:
            alone.append(row.record.number)
        earlier = first.setdefault(one.person.id or 0, row)
        if earlier.status != row.status:
            row.record.problem(
                "status",
                f"{one.person.name} is {earlier.status} in {earlier.record.named}; keep one of the rows",
            )
        marks.mark(one, row.status)
    file.problems.refuse_any()
    marks.refuse_changed(file.after, anyway=source.anyway)
    if alone:
        source.doubt(by_name_alone(alone))
    if file.joined:
        guests.tell(source, anybody=bool(first))
        tell_another_day(source, file, [event for event in marks.scheduled if event.number == number])
    if others:
        marks.mark_others(others)
        file = replace(file, silent=())  # this says it of them
    return marks.write(file)


def take_by_hand(
    change: Change, cohort: Cohort, number: int, people: People, which: Which | None = None
) -> Taken:
    """Take in who came, sent apologies or did not come; `which` is the entry they are on, where it is named.

    Raises:
        Refused: the event is not scheduled or was cancelled, or it has not been held and somebody is to have
            come or been absent; somebody is not in the cohort, or cannot be told from others.
    """
    marks = Marks(change, cohort, number)
    for status, names in people.items():
        for name in names:
            address = name.strip().casefold() if "@" in name else ""
            try:
                one = marks.find(which, "" if address else name, address, typed=True)
            except MeansNobody as problem:
                raise Refused(str(problem)) from problem
            if marks.said.get(one.person.id or 0, status) != status:
                raise Refused(f"{one.label} is named twice, with different words; keep one of them")
            marks.mark(one, status)
    return marks.write(None)


@dataclass(frozen=True)
class Named:
    """Somebody of an entry, and whether they came; `row` is how a refusal names the place that says so."""

    which: Which
    name: str
    status: AttendanceStatus
    row: str


def take_named(
    change: Change, cohort: Cohort, number: int, people: Sequence[Named], after: int | None, *, anyway: bool
) -> Taken:
    """Take in who came, of people whom a sheet names; what else was put on record after a change refuses it.

    Raises:
        Overtaken: it would write over what others have put on record since, and not `anyway`.
        Refused: as `take_by_hand`.
    """
    marks = Marks(change, cohort, number)
    for one in people:
        try:
            marks.mark(marks.find(one.which, one.name, "", one.status), one.status)
        except (MeansNobody, Refused) as problem:
            raise Refused(f"{one.row}: {problem}; nothing was taken in") from problem
    marks.refuse_changed(after, anyway=anyway)
    return marks.write(None)


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
        who = named(self.sentences, "the file")
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
