"""What `cln import` shows: for each file what it holds, and what its own command would show of it."""

from collections.abc import Callable

from cln.cohort.cohorts import Opened
from cln.imports.deeds import Result
from cln.imports.imports import Imported, Taken
from cln.screen.view import Block, Line, Table, View
from cln.words import listed


def imported(result: Imported, shown: Callable[[Result | Opened], View]) -> View:
    """The cohort, if it was opened, and file by file what became of it: `shown` as its own command does."""
    blocks: list[Block] = _without_next(shown(result.opened)) if result.opened else []
    for taken in result.files:
        doubts = [Line(f"{sentence[0].upper()}{sentence[1:]}.", "warn") for sentence in taken.result.doubts]
        blocks += [Line(""), Line(_heading(taken), "strong"), *doubts, *_columns(taken)]
        blocks += _without_next(shown(taken.result))
    if result.passed_over:
        blocks.append(Line(f"Passed over: {listed(result.passed_over)}.", "dim"))
    blocks += [Line(""), Line("Next: cln match" if result.cohort else "Next: cln cohort list", "next")]
    return View(result, blocks)


def _heading(taken: Taken) -> str:
    about = f" of event {taken.event}" if taken.event else ""
    return f"{taken.file}: {taken.kind}{about}"


def _columns(taken: Taken) -> list[Block]:
    used = [(one.header, one.column) for one in taken.columns if one.column]
    return [Table(("Column", "Read as"), used, f"How {taken.file} was read")] if used else []


def _without_next(view: View) -> list[Block]:
    return [block for block in view.blocks if not (isinstance(block, Line) and block.style == "next")]
