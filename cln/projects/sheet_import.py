"""Takes in the sheets that facilitators send back: however often, in whatever order, without choosing.

A row is known by its key. What it says is kept once; what another sheet says in the same row is kept beside
it and reported, until somebody settles it with a correction.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cln.cohort import days
from cln.cohort.days import Bounds
from cln.errors import Refused
from cln.facilitators.queries import Supporting, facilitators_ever
from cln.files.outcome import TableOutcome
from cln.files.source import Source
from cln.files.taken import OfCohort
from cln.inquiry import stages
from cln.programme import Phase
from cln.projects import forms_import
from cln.projects.forms_import import OfForm
from cln.projects.log import Entry, as_on_record
from cln.projects.projects import check_day
from cln.projects.queries import OnRecord, log_of_sheet_rows, next_log_number, projects_of
from cln.projects.reading import SheetRow, project, read
from cln.store import Change, meanwhile
from cln.store.rows import grouped, paired
from cln.tables.cohorts import Cohort
from cln.tables.log import LogEntry
from cln.words import fold, moment_here, nearest_name, rows_of


@dataclass(frozen=True)
class Conflict:
    """A row of a sheet that stands on record in several versions."""

    row: int
    """As a spreadsheet counts."""
    project: int
    versions: tuple[Entry, ...]
    """Those that no correction has replaced, the earliest first."""


@dataclass(frozen=True)
class Merged(TableOutcome, OfCohort):
    """What a sheet did to the log. It changes no row: what it says otherwise is kept beside it."""

    conflicts: tuple[Conflict, ...]
    sheets: tuple[OfForm, ...] = ()
    """What was typed on the workbook's other sheets."""


def import_file(change: Change, cohort: Cohort, source: Source) -> Merged:
    """Merge a sheet into the log of the cohort's projects.

    Raises:
        Overtaken: others have put something else on record of a row.
        Refused: any row is not right; nothing of the file is taken in then.
    """
    people = facilitators_ever(change.session, cohort)
    known = {one.number: one for one in projects_of(change.session, cohort)}
    titles = grouped((one.number for one in known.values()), lambda number: known[number].project.title)
    file = read(source, cohort.name, lambda name: as_on_record(people, name) or name, titles)
    bounds = days.bounds(change.session, cohort)
    file = file.holding(_meant(row, known) for row in file.rows)
    for row in file.rows:
        _check(bounds, row, known)
    typed = forms_import.read(source, partial(project, titles=titles), known, file.problems)
    forms_import.check(cohort, typed, known)
    file.problems.refuse_any()
    keyed = [(row.key or _digest(row, known[row.project]), row) for row in file.rows]
    source.doubt(*_unknown(cohort, people, file.rows))
    entries = _by_key(change, [key for key, _ in keyed])
    other = [
        (key, row)
        for key, row in keyed
        if not any(_agree(row, one, known[row.project]) for one in entries[key])
    ]
    _refuse_changed(change, [(row, entries[key]) for key, row in other], anyway=source.anyway)
    new = [_entry(change, key, row, known[row.project]) for key, row in other]
    _number(change, new, known)
    change.add(*new)
    sheets = forms_import.write(change, cohort, typed, known, anyway=source.anyway)
    conflicts = tuple(_conflicts(change, keyed))
    known_already = len(file.rows) - len(new)
    return Merged(cohort.name, file.source, len(new), 0, known_already, file.unused, conflicts, sheets=sheets)


def _meant(row: SheetRow, known: Mapping[int, OnRecord]) -> SheetRow:
    """The row, of the project that it means: as somebody decided where number and title are of two."""
    titled = [
        one.number for one in known.values() if row.title and fold(one.project.title) == fold(row.title)
    ]
    if not titled or row.project in titled or row.project not in known:
        return row
    of = f"project {row.project} is {known[row.project].project.title}"
    question = f"{of}, but {row.title} is the title of project {titled[0]}: which is meant?"
    answer = row.record.ask("project", question, [str(row.project), *map(str, titled)])
    return replace(row, project=int(answer)) if answer else row


def _check(bounds: Bounds, row: SheetRow, known: Mapping[int, OnRecord]) -> None:
    cohort = bounds.cohort
    if row.project not in known:
        row.record.problem("project", f"{cohort.name} has no project {row.project}; see: cln project list")
        return
    try:
        bounds.check(row.on)
        check_day(cohort, known[row.project], row.on, option=None)
    except Refused as error:
        row.record.problem("date", error.sentence)
    except ValueError as error:
        row.record.problem("date", str(error))


def _unknown(cohort: Cohort, people: Sequence[Supporting], rows: Sequence[SheetRow]) -> list[str]:
    """In sentences, who was there by a name that no facilitator of the cohort has."""
    unknown = paired((row.by, row.record.number) for row in rows if as_on_record(people, row.by) is None)
    names = [one.name for one in people]
    return [
        f"{rows_of(numbers)}, column by: no facilitator of {cohort.name} is called {name}{asked}"
        for name, numbers in unknown.items()
        for near in [nearest_name(name, names) if names else None]
        for asked in [f" (perhaps {near} is meant)" if near else ""]
    ]


def _digest(row: SheetRow, project: OnRecord) -> str:
    """What a row says, in short; it is also the key of a row that somebody added."""
    content = [project.id, row.on.isoformat(), row.phase, row.note, row.support, row.by]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _by_key(change: Change, keys: Sequence[str]) -> dict[str, list[LogEntry]]:
    return grouped(log_of_sheet_rows(change.session, keys), lambda entry: entry.sheet_row or "")


def _agree(row: SheetRow, entry: LogEntry, project: OnRecord) -> bool:
    """The row says what the entry said before, or what it was corrected to."""
    if entry.digest is not None:
        return entry.digest == _digest(row, project)
    return (
        (entry.project_id, entry.on, entry.note, entry.support, entry.by)
        == (project.id, row.on, row.note, row.support, row.by)
    ) and row.phase in {None, entry.phase}


def _entry(change: Change, key: str, row: SheetRow, project: OnRecord) -> LogEntry:
    phase = Phase(row.phase) if row.phase else stages.phase(project.steps, row.on)
    return LogEntry(
        project_id=project.id,
        number=0,
        on=row.on,
        phase=phase.value,
        note=row.note,
        by=row.by,
        who=change.who,
        support=row.support,
        made_at=change.at,
        sheet_row=key,
        digest=_digest(row, project),
    )


def _refuse_changed(
    change: Change, other: Sequence[tuple[SheetRow, Sequence[LogEntry]]], *, anyway: bool
) -> None:
    """Refuse rows of which others have put something else on record; its key was made with the sheet."""
    changed = [
        f"{row.record.named}: entry {one.number} of project {row.project} by {one.who}, "
        f"{moment_here(one.made_at)}: {one.note}"
        for row, entries in other
        for one in entries
        if one.replaced_by_id is None and one.who != change.who
    ]
    sentence = (
        "others have put something else on record since the sheet was made, so nothing was taken in; keep "
        "both with --anyway"
    )
    meanwhile.refuse(sentence, changed, anyway=anyway)


def _number(change: Change, new: Sequence[LogEntry], known: Mapping[int, OnRecord]) -> None:
    """Give new entries the next numbers of their projects."""
    rows = {one.id: one.project for one in known.values()}
    following: dict[int, int] = {}
    for entry in new:
        project = entry.project_id
        if project not in following:
            following[project] = next_log_number(change.session, rows[project])
        entry.number = following[project]
        following[project] += 1


def _conflicts(change: Change, keyed: Sequence[tuple[str, SheetRow]]) -> Iterator[Conflict]:
    entries = _by_key(change, [key for key, _ in keyed])
    for key, row in keyed:
        versions = tuple(Entry.of(one) for one in entries[key] if one.replaced_by_id is None)
        if len(versions) > 1:
            yield Conflict(row.record.number, row.project, versions)
