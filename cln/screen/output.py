"""Prints a view: rich on a terminal, aligned plain text in a pipe, JSON on request. Decides nothing else."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, BinaryIO

from cln.errors import OutputLost
from cln.files.taken import FromFile
from cln.screen import addressed
from cln.screen.fit import Column, Laid, fitted, glued, with_days, wrapped
from cln.screen.manner import CHOSEN
from cln.screen.view import Block, Drawn, Line, Table, View, in_words
from cln.words import outgoing

if TYPE_CHECKING:
    from rich.text import Text

    from cln.store.locks import Wait

RULE, PLAIN_RULE = "\u2500", "-"
"""What a terminal draws below headings; and one whose encoding has no such line."""

STYLES = {
    "plain": "",
    "strong": "bold",
    "good": "green",
    "warn": "yellow",
    "dim": "dim",
    "next": "dim",
    "command": "cyan",
}


ASIDE = ("dim", "next")
"""Styles of lines that --quiet leaves out."""


def show(view: View, *, as_json: bool) -> None:
    """Print the view's data as JSON, or its blocks to stdout and its notes to stderr.

    Of a file that was taken in it also tells what was doubtful, left out, or only tried.
    """
    if isinstance(view.data, FromFile):
        from cln.screen.outcome import with_doubts

        view = with_doubts(view)
    manner = CHOSEN.get()
    blocks = [_addressed(one) for one in view.blocks if not (manner.quiet and _is_aside(one))]
    with _delivered():
        if as_json:
            from cln.screen import data

            sys.stdout.write(f"{data.written(view.data)}\n")
        elif manner.plain:
            sys.stdout.write("".join(f"{line}\n" for block in blocks for line in facts(block)))
        elif sys.stdout.isatty():
            _show_rich(blocks)
        else:
            width = columns_wanted()
            sys.stdout.write("".join(f"{line}\n" for block in blocks for line in plain(block, width)))
    for sentence in view.notes:
        note(sentence)


def _is_aside(block: Block) -> bool:
    return isinstance(block, Line) and block.style in ASIDE


def _addressed(block: Block) -> Block:
    """A block whose commands run as they stand; what --json prints stays as it is."""
    if isinstance(block, Line):
        return block._replace(text=_text(block.text))
    rows = [[_text(cell) for cell in row] for row in block.rows]
    return block._replace(rows=rows, title=addressed.text(block.title))


def _text(shown: str) -> str:
    return addressed.text(shown) if type(shown) is str else shown


def columns_wanted() -> int | None:
    """How wide what goes into a pipe is to be: what COLUMNS says, if it says a number."""
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isascii() and columns.isdigit() and int(columns) else None


@contextmanager
def sending() -> Iterator[BinaryIO]:
    """Stdout for the bytes of a file."""
    with _delivered():
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()


@contextmanager
def _delivered() -> Iterator[None]:
    """See that all is written before the command ends; a reader that has seen enough is no fault.

    Raises:
        OutputLost: a full disk or the like.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what Python flushes at the end
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise OutputLost(
            f"the output could not be written ({error.strerror}); "
            "what the command did is done, see: cln history"
        ) from error


def note(sentence: str) -> None:
    """Tell people something on stderr."""
    sys.stderr.write(f"{with_days(outgoing(addressed.text(sentence)))}\n")


def plain(block: Block, width: int | None = None) -> list[str]:
    """A block as lines of text without colour or box, of so many characters if a number is given."""
    if isinstance(block, Line):
        return _lines(block, in_words(block.text), width)
    laid = _laid(block, width, pictures=False)
    title = wrapped(glued(outgoing(block.title)), width or sys.maxsize) if block.title else []
    return ["", *title, *laid.headings, *(line for row in laid.rows for line in row), ""]


def facts(block: Block) -> list[str]:
    """A block as one fact on a line, as it is read aloud: no column has to be remembered."""
    if isinstance(block, Line):
        return _lines(block, in_words(block.text), None)
    lines = ["", with_days(outgoing(block.title))] if block.title else []
    for row in block.rows:
        lines.append("")
        for name, cell in zip(block.columns, row, strict=True):
            if text := " ".join(outgoing(in_words(cell)).split()):
                lines.append(f"{outgoing(name)}: {with_days(text)}" if name else with_days(text))
    return [*lines, ""]


def _lines(block: Line, text: str, width: int | None) -> list[str]:
    """A sentence in lines; a command is one, so that it can be pasted."""
    if block.style == "command":
        return [outgoing(text)]
    widest = min(width or sys.maxsize, block.widest or sys.maxsize)
    return (
        [with_days(outgoing(text))]
        if widest == sys.maxsize
        else wrapped(glued(outgoing(text)), widest, block.later)
    )


def _laid(table: Table, width: int | None, *, pictures: bool) -> Laid:
    """A table's lines; on a terminal with its pictures."""
    columns = [
        Column(
            outgoing(name),
            [glued(outgoing(row[i] if pictures else in_words(row[i]))) for row in table.rows],
            name in table.right,
        )
        for i, name in enumerate(table.columns)
    ]
    return fitted(columns, width)


def _show_rich(blocks: Sequence[Block]) -> None:
    """Print to the terminal; what is longer than the screen, page by page."""
    from rich.console import Console

    console = Console(highlight=False)
    encoding = console.encoding
    drawn = [rich(block, console.width, encoding) for block in blocks]
    height = sum(text.plain.count("\n") + 1 for text in drawn)
    os.environ.setdefault("LESS", "FRX")  # as git has it: in colour, and no page where the screen is enough
    paged = height >= console.height and sys.stdin.isatty() and os.environ.get("PAGER") != ""
    with console.pager(styles=not console.legacy_windows) if paged else nullcontext():
        for text in drawn:
            console.print(text, soft_wrap=True)  # it is wrapped already, but for commands to be pasted


def _has(encoding: str, text: str) -> bool:
    """Whether an encoding has all characters of a text; the older code pages of Windows have no pictures."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def rich(block: Block, width: int, encoding: str = "utf-8") -> "Text":
    """A block as something rich can print on a screen of that width, in the encoding of its terminal."""
    from rich.text import Text

    if isinstance(block, Line):
        text = block.text if _has(encoding, block.text) else in_words(block.text)
        return Text("\n".join(_lines(block, text, width)), style=STYLES[block.style])
    cells = (cell for row in block.rows for cell in row if isinstance(cell, Drawn))
    laid = _laid(block, width, pictures=_has(encoding, "".join(cells)))
    drawn = Text("\n")
    if block.title:
        drawn.append("\n".join(wrapped(glued(outgoing(block.title)), width)) + "\n", style="bold")
    drawn.append("\n".join(laid.headings) + "\n", style="bold")
    drawn.append((RULE if _has(encoding, RULE) else PLAIN_RULE) * min(laid.width, width) + "\n")
    for row in laid.rows:
        drawn.append("\n".join(row) + "\n")
    return drawn


def waiting(seconds: float | None) -> "Wait":
    """How long a change waits for others, of which the user is told; None for as long as by default."""
    from cln.store.locks import LONGEST, Wait

    return Wait(LONGEST if seconds is None else seconds, note)
