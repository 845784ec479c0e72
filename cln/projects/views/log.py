"""What `cln log` and `cln project log` show."""

from collections.abc import Iterable
from typing import Any

from cln.projects.log import Entry, Log, Logged
from cln.projects.views import projects
from cln.projects.views.projects import iso, moment
from cln.screen.view import Block, Line, View
from cln.tables.projects import LogEntry
from cln.words import count, listed


def logged(result: Logged) -> View:
    """A new entry, or a correction.

    JSON: the keys of `cln project list`, and `entry` (see `data`).
    """
    row, number = result.entry, result.project.number
    where = f"project {number} ({result.project.record.project.title})"
    said = f"Log entry {row.number} of {where}: {_about(row)}."
    blocks: list[Block] = [Line(said, "good")]
    if result.corrected:
        wrong, several = listed([str(one.number) for one in result.corrected]), len(result.corrected) > 1
        stays = f"entries {wrong}, which stay" if several else f"entry {wrong}, which stays"
        blocks.append(Line(f"It stands in the place of {stays} on record."))
    notes = []
    if result.meant:
        notes.append(
            f"{row.by} is no facilitator of {result.cohort}; if you mean {result.meant}: "
            f'cln log {number} --corrects {row.number} --by "{result.meant}"'
        )
    view = projects.told(
        result.cohort, result.project, *blocks, entry=data(row, [one.number for one in result.corrected])
    )
    return View(view.data, view.blocks, notes)


def shown(result: Log) -> View:
    """The log of a project, the earliest first; what was corrected stands below its correction.

    JSON: an array of `entry` (its number), `on`, `phase`, `by`, `who` (put it on record), `support`, `note`,
    `made_at` (UTC), `corrects` (the numbers of the entries it stands for), `beside` (the numbers of entries
    that came from the same row of a sheet), `originals` (those it stands for, with the same keys but `beside`
    and `originals`).
    """
    found = [
        {
            **data(one.row, [row.number for row in one.corrected]),
            "beside": list(one.beside),
            "originals": [data(row, []) for row in one.corrected],
        }
        for one in result.entries
    ]
    number = result.project.number
    if not result.entries:
        return View(found, [Line(f'Project {number} has no log entry yet. Next: cln log {number} "..."')])
    blocks: list[Block] = [block for one in result.entries for block in _entry(one)]
    if any(one.beside for one in result.entries):
        blocks.append(
            Line(f'Settle such a row with: cln log {number} "the right words" --corrects ENTRY', "dim")
        )
    total = count(len(result.entries), "log entry", "log entries")
    return View(found, [*blocks, Line(f"{total} of project {number}.", "dim")])


def data(row: LogEntry, corrects: list[int]) -> dict[str, Any]:
    """An entry as data: `entry`, `on`, `phase`, `by`, `who`, `support`, `note`, `made_at`, `corrects`."""
    return {
        "entry": row.number,
        "on": iso(row.on),
        "phase": row.phase,
        "by": row.by,
        "who": row.who,
        "support": row.support,
        "note": row.note,
        "made_at": moment(row.made_at),
        "corrects": corrects,
    }


def _entry(one: Entry) -> Iterable[Block]:
    row = one.row
    yield Line(f"{row.number}  {_about(row)}", "strong")
    yield from (Line(f"   {line}".rstrip()) for line in row.note.splitlines())
    if one.beside:
        others = listed([str(number) for number in one.beside])
        yield Line(f"   Entry {others} came from the same row of a sheet.", "warn")
    if one.corrected:
        yield Line(f"   Corrected by {row.who} on {row.made_at.date()}; before that:", "dim")
    for old in one.corrected:
        yield Line(f"   {old.number} ({_about(old)}): {' / '.join(old.note.splitlines())}", "dim")


def _about(row: LogEntry) -> str:
    support = f", support: {row.support}" if row.support else ""
    return f"{row.on}, {row.phase}, {row.by}{support}"
