"""What `cln log` and `cln project log` show, and the sheets that go out and come back."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cln.projects.views.projects import stands
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, View
from cln.words import argument, count, day_of, listed

if TYPE_CHECKING:
    from cln.projects.forms_import import OfForm
    from cln.projects.log import Current, Entry, Logged
    from cln.projects.sheet_import import Conflict, Merged
    from cln.projects.sheets import Made


def logged(result: "Logged") -> View:
    """A new entry, or a correction."""
    entry, number = result.entry, result.project
    where = f"project {number} ({as_written(result.title)})"
    blocks = [Line(f"Log entry {entry.entry} of {where}: {_about(entry)}.", "good")]
    if entry.corrects:
        entries, stay = ("entries", "stay") if len(entry.corrects) > 1 else ("entry", "stays")
        place = f"It stands in the place of {entries} {_numbers(entry.corrects)}"
        blocks.append(Line(f"{place}, which {stay} on record."))
    view = stands(result, *blocks)
    if not result.meant:
        return view
    note = (
        f"{entry.by} is no facilitator of {result.cohort}; if you mean {result.meant}: "
        f'cln log {number} --corrects {entry.entry} --by "{result.meant}"'
    )
    return View(view.data, view.blocks, [note])


def log(number: int, entries: "Sequence[Current]") -> View:
    """The log of a project, the earliest first; what was corrected stands below its correction."""
    if not entries:
        return View(entries, [Line(f'Project {number} has no log entry yet. Next: cln log {number} "..."')])
    blocks = [block for one in entries for block in _entry(one)]
    if any(one.beside for one in entries):
        settle = f'Settle such a row with: cln log {number} "the right words" --corrects ENTRY'
        blocks.append(Line(settle, "dim"))
    total = count(len(entries), "log entry", "log entries")
    return View(entries, [*blocks, Line(f"{total} of project {number}.", "dim")])


def made(result: "Made") -> View:
    """A sheet for a facilitator."""
    rows = f"{count(result.rows, 'row')} for visits of {result.facilitator}"
    project = "project" if len(result.projects) == 1 else "projects"
    due = f"{count(result.due, 'thing')} still to do {'is' if result.due == 1 else 'are'} listed in it."
    blocks = [
        Line(f"{result.file}: {rows}, {project} {_numbers(result.projects)}.", "good"),
        Line(due),
        Line(f"When it comes back: cln project import {argument(result.file)}", "dim"),
    ]
    return View(result, blocks)


def merged(result: "Merged") -> View:
    """What a sheet did to the log."""
    from cln.screen import outcome  # no other view here is of a file

    blocks: list[Block] = [
        *(
            []
            if result.sheets and not result.rows.total
            else [outcome.tally(result.file, result.rows, "visit")]
        ),
        *map(_of_form, result.sheets),
        *outcome.unused(result.columns_not_used),
        *(_conflict(one) for one in result.conflicts),
    ]
    for one in result.conflicts[:1]:
        settle = f'cln log {one.project} "the right words" --corrects {one.versions[0].entry}'
        blocks.append(Line(f"All are kept. Settle one with: {settle}", "dim"))
    return View(result, blocks)


def _of_form(one: "OfForm") -> Line:
    done = [("added", one.added), ("changed", one.changed), ("known already", one.unchanged)]
    words = [f"{number} {what}" for what, number in done if number]
    return Line(f"Sheet {one.sheet}: {listed(words)}.", "good" if one.added or one.changed else "plain")


def _entry(one: "Current") -> Iterable[Line]:
    yield Line(f"{one.entry}  {_about(one)}", "strong")
    yield from (Line(f"   {as_written(line)}".rstrip()) for line in one.note.splitlines())
    if one.beside:
        yield Line(f"   Entry {_numbers(one.beside)} came from the same row of a sheet.", "warn")
    if one.originals:
        yield Line(f"   Corrected by {one.who} on {day_of(one.made_at)}; before that:", "dim")
    for old in one.originals:
        yield Line(f"   {old.entry} ({_about(old)}): {as_written(' / '.join(old.note.splitlines()))}", "dim")


def _about(entry: "Entry") -> str:
    support = f", support: {as_written(entry.support)}" if entry.support else ""
    return f"{entry.on}, {entry.phase}, {entry.by}{support}"


def _numbers(numbers: Iterable[int]) -> str:
    return listed([str(number) for number in numbers])


def _conflict(one: "Conflict") -> Line:
    versions = listed(
        [f"{version.entry} {as_written(repr(version.note.splitlines()[0]))}" for version in one.versions]
    )
    return Line(f"Row {one.row}, project {one.project}: sheets differ; log entries {versions}.", "warn")
