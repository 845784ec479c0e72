"""Takes in the sheets that facilitators send back: however often, in whatever order, without choosing.

A row is known by its key. What it says is kept once; what another sheet says in the same row is kept beside
it and reported, until somebody settles it with a correction.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cln.errors import Refused
from cln.facilitators.queries import facilitators_ever
from cln.files.outcome import Tally
from cln.inquiry import stages
from cln.programme import Phase
from cln.projects import projects
from cln.projects import reading as intake
from cln.projects.queries.log import log_of_sheet_rows, next_log_number
from cln.projects.queries.projects import OnRecord, projects_of
from cln.projects.reading import SheetRow
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import LogEntry
from cln.words import fold


@dataclass(frozen=True)
class Conflict:
    """A row of a sheet that stands on record in several versions."""

    row: int
    """As a spreadsheet counts."""
    project: int
    versions: tuple[LogEntry, ...]
    """Those that no correction has replaced, the earliest first."""


@dataclass(frozen=True)
class Merged:
    """What a sheet did to the log."""

    cohort: str
    source: str
    unused: tuple[str, ...]
    rows: Tally
    conflicts: tuple[Conflict, ...]


def import_file(change: Change, cohort: Cohort, path: Path) -> Merged:
    """Merge a sheet into the log of the cohort's projects.

    Raises:
        Refused: any row is not right; nothing of the file is taken in then.
    """
    names = {
        fold(one.facilitator.name): one.facilitator.name for one in facilitators_ever(change.session, cohort)
    }
    file = intake.read(path, cohort.name, lambda said: names.get(fold(said), said))
    known = {one.project.number: one for one in projects_of(change.session, cohort)}
    for row in file.rows:
        _check(cohort, row, known)
    file.problems.refuse_any()
    keyed = [(_key(row, known), row) for row in file.rows]
    entries = _by_key(change, [key for key, _ in keyed])
    new = [_entry(change, key, row, known) for key, row in keyed if not _is_known(row, entries[key], known)]
    _number(change, new, known)
    change.add(*new)
    return Merged(
        cohort=cohort.name,
        source=file.source,
        unused=file.unused,
        rows=Tally(added=len(new), unchanged=len(file.rows) - len(new)),
        conflicts=_conflicts(change, keyed),
    )


def _check(cohort: Cohort, row: SheetRow, known: Mapping[int, OnRecord]) -> None:
    if row.project not in known:
        row.record.problem("project", f"{cohort.name} has no project {row.project}; see: cln project list")
        return
    try:
        projects.check_day(cohort, known[row.project], row.on, option=None)
    except Refused as error:
        row.record.problem("date", error.sentence)


def _digest(row: SheetRow, project: OnRecord) -> str:
    said = [project.id, row.on.isoformat(), row.phase, row.note, row.support, row.by]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _key(row: SheetRow, known: Mapping[int, OnRecord]) -> str:
    """The key of the row; of one that somebody added, what it says."""
    return row.key or _digest(row, known[row.project])


def _by_key(change: Change, keys: Sequence[str]) -> dict[str, list[LogEntry]]:
    found = defaultdict[str, list[LogEntry]](list)
    for entry in log_of_sheet_rows(change.session, keys):
        found[entry.sheet_row or ""].append(entry)
    return found


def _is_known(row: SheetRow, entries: Sequence[LogEntry], known: Mapping[int, OnRecord]) -> bool:
    """The row says what it said before, or what it was corrected to."""
    project = known[row.project]
    digest = _digest(row, project)
    return any(
        one.digest == digest
        or (
            one.digest is None
            and (one.project_id, one.on, one.note, one.support, one.by)
            == (project.id, row.on, row.note, row.support, row.by)
            and row.phase in {None, one.phase}
        )
        for one in entries
    )


def _entry(change: Change, key: str, row: SheetRow, known: Mapping[int, OnRecord]) -> LogEntry:
    project = known[row.project]
    phase = Phase(row.phase) if row.phase else stages.phase(stages.steps(project.facts), row.on)
    return LogEntry(
        project_id=project.id,
        number=0,
        on=row.on,
        phase=phase.value,
        note=row.note,
        by=row.by,
        who=change.record.who,
        support=row.support,
        made_at=change.at,
        sheet_row=key,
        digest=_digest(row, project),
    )


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


def _conflicts(change: Change, keyed: Sequence[tuple[str, SheetRow]]) -> tuple[Conflict, ...]:
    entries = _by_key(change, [key for key, _ in keyed])
    found = []
    for key, row in keyed:
        versions = tuple(one for one in entries[key] if one.replaced_by_id is None)
        if len(versions) > 1:
            found.append(Conflict(row.record.number, row.project, versions))
    return tuple(found)
