"""The log of a project: what facilitators write. Entries are never edited: further ones correct them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cln.cohort import days
from cln.errors import Refused
from cln.facilitators.queries import facilitators_ever
from cln.files.outcome import alter
from cln.inquiry import stages
from cln.programme import Phase
from cln.projects import projects
from cln.projects.projects import Standing
from cln.projects.queries.log import find_log_entry, log_of, log_of_sheet_rows, next_log_number
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import LogEntry
from cln.words import fold, nearest_name


@dataclass(frozen=True)
class Note:
    """What is written; None for what follows from the project, the day and who is acting."""

    text: str | None = None
    phase: Phase | None = None
    on: date | None = None
    by: str | None = None
    support: str | None = None


@dataclass(frozen=True)
class Logged:
    """A new log entry, and the entries that it corrects."""

    cohort: str
    project: Standing
    entry: LogEntry
    corrected: tuple[LogEntry, ...]
    meant: str | None
    """The facilitator whose name is much like the one that was given, which no facilitator has."""


@dataclass(frozen=True)
class Entry:
    """A log entry that stands, and the entries that it corrects."""

    row: LogEntry
    corrected: tuple[LogEntry, ...]
    beside: tuple[int, ...]
    """The numbers of other entries that came from the same row of a sheet: one of them must be wrong."""


@dataclass(frozen=True)
class Log:
    """The log of one project, the earliest day first."""

    cohort: str
    project: Standing
    entries: tuple[Entry, ...]


def write(change: Change, cohort: Cohort, number: int, note: Note) -> Logged:
    """Log a note about a project: by default today, in the phase of its stage, by who is acting.

    Raises:
        Refused: there is no such project, it had ended by then, or the day lies outside the cohort's run.
    """
    on = note.on or change.today
    record = projects.running(change.session, cohort, number, on, "--date")
    phase = note.phase or stages.phase(stages.steps(record.facts), on)
    by, meant = _author(change.session, cohort, note.by, change.record.who)
    entry = LogEntry(
        project_id=record.id,
        number=next_log_number(change.session, record.project),
        on=on,
        phase=phase.value,
        note=note.text or "",
        by=by,
        who=change.record.who,
        support=note.support or "",
        made_at=change.at,
    )
    change.add(entry)
    return Logged(
        cohort.name,
        projects.told(change.session, cohort, number).project,
        entry,
        (),
        meant if note.by else None,
    )


def correct(change: Change, cohort: Cohort, number: int, wrong: int, note: Note) -> Logged:
    """Log a correction that stands in the place of entry `wrong`; what it says nothing about stays.

    Where a sheet came back with several versions of that entry, the correction stands in the place of all.

    Raises:
        Refused: there is no such project or entry, it was corrected already, or as `write`.
    """
    session = change.session
    original = _original(session, cohort, number, wrong)
    on = note.on or original.on
    record = projects.running(session, cohort, number, on, "--date")
    by, meant = _author(session, cohort, note.by, original.by)
    entry = LogEntry(
        project_id=record.id,
        number=next_log_number(session, record.project),
        on=on,
        phase=note.phase.value if note.phase else original.phase,
        note=note.text or original.note,
        by=by,
        who=change.record.who,
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
    told = projects.told(session, cohort, number)
    return Logged(cohort.name, told.project, entry, tuple(corrected), meant)


def before(session: Session, cohort: Cohort, number: int, wrong: int | None, note: Note) -> str:
    """What an editor shows before the note is written: the words of the entry that it corrects, or none.

    Raises:
        Refused: the note would be refused, whatever its words.
    """
    original = None if wrong is None else _original(session, cohort, number, wrong)
    on = note.on or (original.on if original else days.today())
    projects.running(session, cohort, number, on, "--date")
    return original.note if original else ""


def show(session: Session, cohort: Cohort, number: int) -> Log:
    """The log of a project.

    Raises:
        Refused: the cohort has no such project.
    """
    told = projects.told(session, cohort, number)
    rows = log_of(session, told.project.record.project)
    standing = [row for row in rows if row.replaced_by_id is None]
    return Log(
        cohort.name,
        told.project,
        tuple(Entry(row, _corrected(row, rows), _beside(row, standing)) for row in standing),
    )


def _original(session: Session, cohort: Cohort, number: int, wrong: int) -> LogEntry:
    project = projects.choose(session, cohort, number).project
    found = find_log_entry(session, project, wrong)
    if found is None:
        raise Refused(f"project {number} has no log entry {wrong}; see: cln project log {number}")
    if found.replaced_by_id is not None:
        newer = session.get_one(LogEntry, found.replaced_by_id).number
        raise Refused(
            f"log entry {wrong} of project {number} was corrected already; correct the newer one: "
            f"cln log {number} --corrects {newer}"
        )
    return found


def _corrected(entry: LogEntry, rows: list[LogEntry]) -> tuple[LogEntry, ...]:
    """What an entry corrects, and what that had corrected, the earliest first."""
    found = [row for row in rows if row.replaced_by_id == entry.id]
    earlier = [older for row in found for older in _corrected(row, rows)]
    return tuple(sorted([*earlier, *found], key=lambda row: row.number))


def _beside(entry: LogEntry, standing: list[LogEntry]) -> tuple[int, ...]:
    if entry.sheet_row is None:
        return ()
    return tuple(one.number for one in standing if one.sheet_row == entry.sheet_row and one is not entry)


def _author(session: Session, cohort: Cohort, given: str | None, default: str) -> tuple[str, str | None]:
    """Who writes, in the facilitator's own spelling; and who may be meant by a given name that nobody has."""
    names = {fold(one.facilitator.name): one.facilitator.name for one in facilitators_ever(session, cohort)}
    said = given or default
    if fold(said) in names:
        return names[fold(said)], None
    return said, nearest_name(given, names.values()) if given else None
