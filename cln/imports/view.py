"""What `cln import` shows: for each file what it holds, and what its own command would show of it."""

from collections.abc import Callable, Sequence

from cln.cohort.cohorts import Opened
from cln.events.dates import doubts
from cln.imports.deeds import Result
from cln.imports.imports import Imported, Taken
from cln.imports.kinds import Kind
from cln.screen import outcome
from cln.screen.view import Block, Line, Table, View
from cln.words import count, fold, listed

MOST = 8
"""How many rows of a table are shown where several files are taken in."""


def imported(result: Imported, shown: Callable[[Result | Opened], View]) -> View:
    """The cohort, if it was opened, and file by file what became of it: `shown` as its own command does."""
    blocks: list[Block] = _without_next(shown(result.opened)) if result.opened else []
    if result.opened and (against := doubts(result.opened.launch)):
        amend = "to correct the launch: cln cohort amend --launch DATE"
        blocks.append(Line(f"Look again: {'; '.join(against)}; {amend}", "warn"))
    if result.simd:
        blocks += [
            Line(""),
            Line(f"{result.simd}: {Kind.SIMD}, for the data zones in the files below", "strong"),
        ]
    alone = len(result.files) == 1
    for taken in result.files:
        blocks += [Line(""), Line(_heading(taken), "strong")]
        blocks += [*outcome.doubts(taken.result), *_columns(taken, alone=alone)]
        blocks += _without_next(shown(taken.result))
    if result.passed_over:
        blocks.append(Line(f"Passed over: {listed(result.passed_over)}.", "dim"))
    if not alone:
        blocks = _shorter(blocks)
    return View(result, [*blocks, Line("")])


def _shorter(blocks: Sequence[Block]) -> list[Block]:
    """What several files brought, without what is long in the tables; of a file by itself all is shown."""
    short: list[Block] = []
    for block in blocks:
        short.append(block)
        if isinstance(block, Table) and len(block.rows) > MOST:
            more = len(block.rows) - MOST
            short[-1] = block._replace(rows=block.rows[:MOST])
            short.append(Line(f"and {count(more, 'line')} more; import the file by itself to see all", "dim"))
    return short


def _heading(taken: Taken) -> str:
    about = f" of event {taken.event}" if taken.event else ""
    return f"{taken.file}: {taken.kind}{about}"


def _columns(taken: Taken, *, alone: bool) -> list[Block]:
    """How each column was taken; of one file among several only those whose headers are not their names."""
    used = [(one.header, one.column) for one in taken.columns if one.column]
    if alone:
        return [Table(("Column", "Read as"), used, f"How {taken.file} was read")] if used else []
    unusual = [f"{header} = {column}" for header, column in used if fold(header) != fold(column)]
    return [Line(f"Read as: {', '.join(unusual)}.")] if unusual else []


def _without_next(view: View) -> list[Block]:
    return [block for block in view.blocks if not (isinstance(block, Line) and block.style == "next")]
