"""What `cln demo`, `init`, `upgrade`, `history` and `undo` show."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cln.screen.data import plain
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.upkeep.doctor import Examined
from cln.upkeep.history import Detailed, Left, RowChange, Summary
from cln.upkeep.remove import Removed
from cln.upkeep.setup import Initialised, Upgraded
from cln.upkeep.undo import Undone
from cln.upkeep.views.database import MARKS
from cln.words import capital, count, listed, moment_here

NEXT = (
    ('status --cohort "Second cohort"', "how an earlier cohort went, and which projects needed attention"),
    ("cohort show", "where the new cohort stands"),
    ("survey list", "who answered, and what they want"),
    ('establishment list --authority "Glasgow City"', "the register"),
    ("match --json", "the same match for other programs"),
    ("export teams --out teams.csv", "the teams for Excel"),
    ("history", "every change, by whom and when"),
)
"""Commands that a newcomer may try on the demo, and what each shows."""


@dataclass(frozen=True)
class Played:
    """What `cln demo` left: the file of its database, and the match as `cln match --json` prints it."""

    database: str
    match: Any


def played(database: Path, match: View) -> View:
    """The match on the demo's programme, and commands that can be pasted."""
    commands: list[Block] = []
    for command, shows in NEXT:
        commands.append(Line(f"  # {shows}", "dim"))
        commands.append(Line(f'  cln {command} --database "{database}"', "command"))
    blocks = [
        Line("An invented programme: two cohorts that have ended, with 54 establishments, 115 people and"),
        Line("17 projects between them, and a new one of 50 establishments with 100 people, matched now."),
        *match.blocks[:-1],  # its own advice names no database
        Line(f"The demo's data are in {database}; yours are untouched.", "good"),
        Line("Try next:", "strong"),
        *commands,
    ]
    return View(Played(str(database), plain(match.data)), blocks, match.notes)


def initialised(result: Initialised) -> View:
    """The database and its authorities, and what to do next."""
    names = ", ".join(result.authorities)
    state = "is ready" if result.new else "was there already and stays as it is"
    blocks = [
        *(Line(f"{capital(sentence)}.", "warn") for sentence in result.doubts),
        Line(f"The database {result.database} {state}.", "good"),
        Line(f"It knows {count(len(result.authorities), 'authority', 'authorities')}: {names}."),
    ]
    return View(result, blocks)


def upgraded(result: Upgraded) -> View:
    """From which schema to which."""
    changed = result.before != result.after
    what = f"went from schema {result.before} to {result.after}" if changed else "is up to date already"
    blocks = [Line(f"The database {result.database} {what}.", "good")]
    if result.rights is not None:
        blocks.append(_rights(renewed=result.rights))
    if result.copy:
        blocks.append(Line(f"A copy from before lies at {result.copy}."))
    return View(result, blocks)


def _rights(*, renewed: bool) -> Line:
    if renewed:
        return Line("The rules of access of this cln were put in again.")
    who = "whoever made the database for many"
    return Line(f"The rules of access stay as they are: those of this cln are put in by {who}.", "warn")


def changes(newest: Sequence[Summary]) -> View:
    """The newest changes."""
    if not newest:
        return View(newest, [Line("Nothing has been changed yet.")])
    rows = [[str(one.number), moment_here(one.at), one.who, one.command, _all_of(one)] for one in newest]
    columns = ["number", "when", "who", "command", "what"]
    table = Table(columns, rows, right=frozenset({"number"}))
    return View(newest, [table, *_each([one.what for one in newest], "NUMBER")])


def sent(files: Sequence[Left]) -> View:
    """What left the partnership."""
    if not files:
        return View(files, [Line("Nothing has left yet: no pseudonymised export, no page for everybody.")])
    rows = [
        [
            *(moment_here(one.at), one.who, one.what, one.file, one.recipient or "\u2013"),
            *(", ".join(one.cohorts), "yes" if one.coarse else "no"),
        ]
        for one in files
    ]
    return View(files, [Table(["when", "who", "what", "file", "for", "cohorts", "coarse"], rows)])


def change(result: Detailed) -> View:
    """One change, row by row."""
    head = f"Change {result.number}: {result.command} by {result.who}, {moment_here(result.at)}"
    rows = [
        [row.table, str(row.row), name, before, after]
        for row in result.rows
        for name, before, after in _fields(row)
    ]
    table = Table(["table", "row", "field", "before", "after"], rows, right=frozenset({"row"}))
    files = [Line(f"It took in {file.name} (SHA-256 {file.digest}).") for file in result.files]
    undo = [Line(f"It took back change {result.undoes}.")] if result.undoes is not None else []
    if result.undone_by is not None:
        undo.append(Line(f"It was taken back by change {result.undone_by}.", "warn"))
    login = [Line(f"They had logged in as {result.login}.")] if result.login else []
    first = [Line(head, "strong"), *login, Line(f"{as_written(capital(result.what))}.")]
    return View(result, [*first, *files, *undo, table])


def undone(result: Undone) -> View:
    """What was taken back, and how to have it again."""
    change = result.change
    head = f"Change {change.number}: {change.command} by {change.who}, {moment_here(change.at)}"
    if result.dry_run:
        first = Line(f"{head}, would be taken back:", "strong")
        last = Line(
            "This was a trial: nothing was written. To take it back, run the same without --dry-run", "warn"
        )
    else:
        first = Line(f"{head}, is taken back:", "good")
        last = Line(f"To have it again: cln undo {result.number}", "dim")
    again = [] if change.undoes is None else [Line(f"  Stands again: change {change.undoes}")]
    copy = [Line(f"A copy from before lies at {result.copy}.")] if result.copy else []
    rows = [Line(f"  {as_written(what)}") for what in result.what]
    return View(result, [first, *rows, *_each(result.what, change.number), *again, *copy, last])


def _fields(row: RowChange) -> list[tuple[str, str, str]]:
    """Field, before and after; of rows that came or went only what they held."""
    before, after = row.before or {}, row.after or {}
    return [
        (name, _text(before.get(name)), _text(after.get(name)))
        for name in (after or before)
        if name != "id" and not (before.get(name) is None and after.get(name) is None)
    ]


def _each(what: Sequence[str], number: int | str) -> list[Line]:
    """Where each row of a change is, if only some of them are named."""
    cut = any(" more)" in one for one in what)
    return [Line(f"Each row of a change: cln history {number}", "dim")] if cut else []


def _text(value: Any) -> str:
    text = "" if value is None else str(value)
    return as_written(text) if " " in text else text


def _all_of(one: Summary) -> str:
    """What a change did, from which files, and whether it still stands."""
    files = f" from {listed([file.name for file in one.files])}" if one.files else ""
    took_back = f"took back change {one.undoes}: " if one.undoes is not None else ""
    by = f"; taken back by change {one.undone_by}" if one.undone_by is not None else ""
    return f"{took_back}{as_written(one.what)}{files}{by}"


def examined(result: Examined) -> View:
    """What a help desk wants to know, a line each."""
    rows = [[one.what, MARKS[one.state], one.sentence] for one in result.findings]
    return View(result, [Table(["what", "", "found"], rows)])


def removed(result: Removed) -> View:
    """What was taken away, and how to have it again."""
    blocks = [Line(f"{result.removed} is taken away.", "good")]
    if result.what:
        blocks += [
            Line(f"With it went {listed(result.what)}."),
            *_each(result.what, result.change or "NUMBER"),
        ]
    if result.copy:
        blocks.append(Line(f"A copy from before lies at {result.copy}."))
    return View(result, [*blocks, Line(f"To have it again: cln undo {result.change}", "dim")])
