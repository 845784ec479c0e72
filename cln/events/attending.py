"""Takes attendance in: from a file or by hand, as often as need be; what is corrected stays on record."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cln.cohort.references import Which
from cln.cohort.whom import MeansNobody
from cln.errors import Refused, Usage
from cln.events import attendance
from cln.events.attendance import Shown
from cln.events.marking import Marked, Marks
from cln.events.reading import attendance as intake
from cln.events.reading.attendance import AttendanceFile, AttendanceRow
from cln.programme import AttendanceStatus
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Taken:
    """What was taken in, and how the event stands after it; `file` is None by hand."""

    file: AttendanceFile | None
    marked: Marked
    shown: Shown


@dataclass(frozen=True)
class ByHand:
    """Names or e-mail addresses of people, and the entry they are on where that must be told."""

    present: Sequence[str] = ()
    apologies: Sequence[str] = ()
    absent: Sequence[str] = ()
    which: Which | None = None

    def __bool__(self) -> bool:
        """Whether anybody is named."""
        return bool(self.present or self.apologies or self.absent)

    @property
    def named(self) -> list[tuple[str, AttendanceStatus]]:
        """Everybody who is named with their status."""
        return [(said, status) for status in AttendanceStatus for said in getattr(self, status)]


def refuse_confusion(file: Path | None, given: ByHand, others: AttendanceStatus | None) -> None:
    """Refuse what cannot be meant together.

    Raises:
        Usage: a file and names are given, or an option without what it belongs to.
    """
    if file and given:
        raise Usage("give either a file or names, not both")
    if others and not file:
        raise Usage("--others says what everybody was who is not in a file; name the file")
    if given.which and not given:
        raise Usage(
            "--code says whose entry people are on; name them with --present, --apologies or --absent"
        )


def take(
    change: Change,
    cohort: Cohort,
    number: int,
    given: Path | ByHand,
    others: AttendanceStatus | None = None,
) -> Taken:
    """Take in a file of attendance, or what is said by hand of some people.

    Args:
        change: the unit of work.
        cohort: whose event it is.
        number: which of the six.
        given: a CSV or XLSX file, or names.
        others: the status of everybody else who was to come.

    Raises:
        Refused: the event is not scheduled or was cancelled, or it has not been held and somebody is said to
            have come or been absent; somebody is not in the cohort, or cannot be told from others.
    """
    marks = Marks(change, cohort, number)
    file = _mark_file(marks, given, number) if isinstance(given, Path) else None
    if isinstance(given, ByHand):
        _mark_named(marks, given)
    if file and others:
        marks.mark_others(others)
        file = replace(file, silent=())  # this says it of them
    marked = marks.write()
    return Taken(file, marked, attendance.show(change.session, cohort, number))


def _mark_file(marks: Marks, path: Path, number: int) -> AttendanceFile:
    file = intake.read(path, number)
    first: dict[int, AttendanceRow] = {}
    for row in file.rows:
        try:
            one = marks.find(row.which, row.name, row.email)
        except MeansNobody as problem:
            row.record.problem(problem.column, str(problem))
            continue
        earlier = first.setdefault(one.person.id or 0, row)
        if earlier.status != row.status:
            row.record.problem(
                "status",
                f"{one.person.name} is {earlier.status} in row {earlier.record.number}; keep one of the rows",
            )
        marks.mark(one, row.status)
    file.problems.refuse_any()
    return file


def _mark_named(marks: Marks, given: ByHand) -> None:
    for said, status in given.named:
        address = said.strip().casefold() if "@" in said else ""
        try:
            one = marks.find(given.which, "" if address else said, address)
        except MeansNobody as problem:
            raise Refused(str(problem)) from problem
        if marks.made.get(one.person.id or 0, (one, status))[1] != status:
            raise Refused(f"{one.label} is named twice, with different words; keep one of them")
        marks.mark(one, status)
