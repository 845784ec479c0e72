"""The log of a project: what facilitators write. Entries are never edited: further ones correct them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Self

from pydantic import Field
from sqlmodel import Session

from cln.cohort import days, whom
from cln.errors import Refused
from cln.facilitators.queries import names_ever
from cln.inquiry import stages
from cln.programme import Phase
from cln.projects.projects import Standing, choose, running
from cln.projects.queries import (
    OnRecord,
    find_log_entry,
    log_of,
    log_of_sheet_rows,
    next_in_log,
    next_log_number,
)
from cln.store import Change, meanwhile
from cln.store.rows import alter, fields_of
from cln.tables.cohorts import Cohort
from cln.tables.log import LogEntry
from cln.words import nearest_name


@dataclass(frozen=True)
class Note:
    """What is written; None for what follows from the project, the day and who is acting."""

    text: str | None = None
    phase: Phase | None = None
    on: date | None = None
    by: str | None = None
    support: str | None = None


@dataclass(frozen=True)
class Entry:
    """A log entry."""

    entry: int
    """Its number."""
    on: date
    phase: str
    by: str
    """The facilitator."""
    who: str
    """Who put it on record."""
    support: str
    note: str
    made_at: datetime
    corrects: tuple[int, ...]
    """The numbers of the entries in whose place it stands, the earliest first."""

    @classmethod
    def of(cls, row: LogEntry, corrects: Iterable[LogEntry] = (), **more: Any) -> Self:
        """An entry, and what it corrects."""
        numbers = tuple(one.number for one in corrects)
        return cls(**fields_of(row, cls, entry=row.number, corrects=numbers, **more))


@dataclass(frozen=True)
class Logged(Standing):
    """A project with a new log entry."""

    entry: Entry
    meant: Annotated[str | None, Field(exclude=True)]
    """The facilitator whose name is much like the one that was given, which no facilitator has."""


@dataclass(frozen=True)
class Current(Entry):
    """A log entry that no correction has replaced."""

    beside: tuple[int, ...]
    """The numbers of other entries that came from the same row of a sheet: one of them must be wrong."""
    originals: tuple[Entry, ...]
    """Those that it corrects."""


def write(change: Change, cohort: Cohort, number: int, note: Note) -> Logged:
    """Log a note about a project: by default today, in the phase of its stage, by who is acting.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    session, on = change.session, note.on or change.today
    record = _running(session, cohort, number, on, given=note.on is not None)
    phase = note.phase or stages.phase(record.steps, on)
    by, meant = _author(session, cohort, note.by, change.who)
    change.hold.before_writing(but={"log_entry"})  # a new entry depends on no other but for its number
    following, record = next_in_log(session, record)
    written: dict[str, Any] = {
        "on": on,
        "phase": phase.value,
        "by": by,
        "who": change.who,
        "support": note.support or "",
        "note": note.text or "",
        "made_at": change.at,
    }
    change.add_many(LogEntry, [{"project_id": record.id, "number": following, **written}])
    entry = Entry(entry=following, corrects=(), **written)
    return Logged.of(cohort, record.with_entry(on), entry=entry, meant=meant)


def correct(change: Change, cohort: Cohort, number: int, wrong: int, note: Note) -> Logged:
    """Log a correction that stands in the place of entry `wrong`; what it says nothing about stays.

    Where a sheet came back with several versions of that entry, the correction stands in the place of all.

    Raises:
        Refused: there is no such project or entry, it was corrected already, or as `write`.
    """
    session = change.session
    original = _original(session, cohort, number, wrong)
    on = note.on or original.on
    record = _running(session, cohort, number, on, given=note.on is not None)
    by, meant = _author(session, cohort, note.by, original.by)
    entry = LogEntry(
        project_id=record.id,
        number=next_log_number(session, record.project),
        on=on,
        phase=note.phase.value if note.phase else original.phase,
        note=note.text or original.note,
        by=by,
        who=change.who,
        support=original.support if note.support is None else note.support,
        made_at=change.at,
        sheet_row=original.sheet_row,
    )
    change.add(entry)
    corrected = [original]
    if original.sheet_row:
        versions = log_of_sheet_rows(session, [original.sheet_row])
        corrected = [one for one in versions if one.replaced_by_id is None and one is not entry]
    for one in corrected:
        alter(one, replaced_by_id=entry.id)
    _, record = next_in_log(session, record)
    return Logged.of(cohort, record, entry=Entry.of(entry, corrected), meant=meant)


def before(session: Session, cohort: Cohort, number: int, wrong: int | None, note: Note) -> str:
    """What an editor shows before the note is written: the words of the entry that it corrects, or none.

    Raises:
        Refused: the note would be refused, whatever its words.
    """
    original = None if wrong is None else _original(session, cohort, number, wrong)
    on = note.on or (original.on if original else days.today())
    _running(session, cohort, number, on, given=note.on is not None)
    return original.note if original else ""


def refuse_changed(change: Change, cohort: Cohort, number: int, after: int | None) -> None:
    """Refuse to log where others wrote to the project after change `after`, while a note was written.

    Raises:
        Overtaken: they did.
    """
    if after is not None:
        thing = "project", choose(change.session, cohort, number).id
        later = meanwhile.since(change.session, thing, after, but=change.who)
        meanwhile.refuse(f"project {number} was changed while you wrote; nothing was logged", later)


def show(session: Session, cohort: Cohort, number: int) -> list[Current]:
    """The log of a project, the earliest day first.

    Raises:
        Refused: the cohort has no such project.
    """
    rows = log_of(session, choose(session, cohort, number).project)
    current = [row for row in rows if row.replaced_by_id is None]
    return [_current(row, rows, current) for row in current]


def _running(session: Session, cohort: Cohort, number: int, on: date, *, given: bool) -> OnRecord:
    """The project about which something of that day may be logged; `given`: the user typed the day.

    Raises:
        Refused: as `running`, or the day is a slip of the keyboard.
    """
    record = running(session, cohort, number, on)
    try:
        if given:
            days.bounds(session, cohort).check(on)
    except ValueError as error:
        raise Refused(str(error)) from error
    return record


def _original(session: Session, cohort: Cohort, number: int, wrong: int) -> LogEntry:
    entry = find_log_entry(session, choose(session, cohort, number).project, wrong)
    if entry is None:
        raise Refused(f"project {number} has no log entry {wrong}; see: cln project log {number}")
    if entry.replaced_by_id is not None:
        newer = session.get_one(LogEntry, entry.replaced_by_id).number
        raise Refused(
            f"log entry {wrong} of project {number} was corrected already; correct the newer one: "
            f"cln log {number} --corrects {newer}"
        )
    return entry


def _current(row: LogEntry, rows: Sequence[LogEntry], current: Sequence[LogEntry]) -> Current:
    corrected = _corrected(row, rows)
    versions = current if row.sheet_row else ()
    beside = tuple(one.number for one in versions if one.sheet_row == row.sheet_row and one is not row)
    return Current.of(row, corrected, beside=beside, originals=tuple(map(Entry.of, corrected)))


def _corrected(entry: LogEntry, rows: Sequence[LogEntry]) -> list[LogEntry]:
    """What an entry corrects, and what that had corrected, the earliest first."""
    direct = [row for row in rows if row.replaced_by_id == entry.id]
    earlier = [older for row in direct for older in _corrected(row, rows)]
    return sorted([*earlier, *direct], key=lambda row: row.number)


def as_on_record(people: Iterable[whom.Somebody], name: str) -> str | None:
    """How the facilitator of that name or address is called on record; None where nobody is called so."""
    return next((one.name for one in whom.Called(people)(name)), None)


def _author(session: Session, cohort: Cohort, given: str | None, default: str) -> tuple[str, str | None]:
    """Who writes, in the facilitator's own spelling; and who may be meant by a given name that nobody has."""
    people = names_ever(session, cohort)
    name = given or default
    if known := as_on_record(people, name):
        return known, None
    return name, nearest_name(given, [one.name for one in people]) if given else None
