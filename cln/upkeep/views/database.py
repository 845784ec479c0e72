"""What the commands of `cln database` show."""

from pathlib import Path

from cln.screen.view import Block, Line, Table, View
from cln.upkeep.database.backup import Backup, State
from cln.upkeep.database.check import Checked
from cln.upkeep.database.copy import Copied
from cln.upkeep.database.restore import Recovery
from cln.words import argument, count, moment_here

MARKS = {"ok": "ok", "warning": "see to it", "fault": "FAULT"}


def backed_up(result: Backup) -> View:
    """Where the copy lies, and what it holds."""
    blocks = [
        Line(f"The copy lies at {result.copy}.", "good"),
        Line(f"It holds {_holds(result.holds)}."),
    ]
    if result.removed:
        names = ", ".join(Path(copy).name for copy in result.removed)
        blocks.append(Line(f"The last ten are kept, so {names} went.", "dim"))
    blocks.append(Line(f"To have it back: cln database restore {argument(result.copy)}", "next"))
    return View(result, blocks)


def restored(result: Recovery) -> View:
    """What was put in place of what."""
    blocks = [Line(f"The database {result.database} is again as in {result.copy}.", "good")]
    blocks.append(Line(f"It holds {_holds(result.holds)}."))
    if result.kept:
        blocks.append(Line(f"What it replaced lies at {result.kept}."))
    return View(result, blocks)


def to_be_restored(result: Recovery) -> str:
    """What would be put in place of what, as the beginning of a sentence."""
    parts = [f"the copy {result.copy} holds {_holds(result.holds)}"]
    if result.replaces:
        parts.append(f"it would take the place of {_holds(result.replaces)}")
        lost = result.replaces.changes - result.holds.changes
        if lost > 0:
            parts.append(f"{count(lost, 'change')} made since the copy would be gone")
    elif result.fault:
        parts.append(f"the database {result.database} cannot be used: {result.fault}")
    else:
        parts.append(f"there is nothing at {result.database} yet")
    return "; ".join(parts)


def checked(result: Checked) -> View:
    """What was looked at, and what was found."""
    rows = [[one.what, MARKS[one.state], one.sentence] for one in result.findings]
    blocks: list[Block] = [Table(["what", "", "found"], rows, title=f"The database {result.database}")]
    worst = {one.state for one in result.findings}
    if worst == {"ok"}:
        blocks.append(Line("All is well.", "good"))
    elif "fault" not in worst:
        blocks.append(Line("It is sound; see to what threatens it.", "warn"))
    return View(result, blocks)


def copied(result: Copied) -> View:
    """How much was taken over, and what to do next."""
    tables = count(len(result.tables), "table")
    return View(
        result,
        [
            Line(f"{count(result.rows, 'row')} of {tables} were copied to {result.target}.", "good"),
            Line("Each was compared with the one it was made of: they are the same."),
            Line(f"{result.source} stays as it is; work with one of them only.", "warn"),
            Line(f"Next: cln status --database {argument(result.target)}", "next"),
        ],
    )


def _holds(state: State) -> str:
    if state.last is None:
        return "no changes"
    last = f"{state.command} by {state.who}, {moment_here(state.last)}"
    return f"{count(state.changes, 'change')}, the last of them {last}"
