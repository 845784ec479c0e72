"""Prints a view: rich on a terminal, aligned plain text in a pipe, JSON on request. Decides nothing else."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from cln.errors import OutputLost
from cln.screen import data
from cln.screen.view import Block, Line, View, in_words
from cln.words import outgoing

if TYPE_CHECKING:
    from cln.store.locks import Wait

STYLES = {
    "plain": "",
    "strong": "bold",
    "good": "green",
    "warn": "yellow",
    "dim": "dim",
    "next": "dim",
    "command": "cyan",
}


def show(view: View, *, as_json: bool) -> None:
    """Print the view's data as JSON, or its blocks to stdout and its notes to stderr."""
    with _delivered():
        if as_json:
            sys.stdout.write(f"{data.written(view.data)}\n")
        elif sys.stdout.isatty():
            _show_rich(view.blocks)
        else:
            sys.stdout.write("".join(f"{line}\n" for block in view.blocks for line in plain(block)))
    for sentence in view.notes:
        note(sentence)


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
    sys.stderr.write(f"{outgoing(sentence)}\n")


def plain(block: Block) -> list[str]:
    """A block as lines of text without colour, box or truncation."""
    if isinstance(block, Line):
        return [outgoing(in_words(block.text))]
    rows = [[outgoing(in_words(cell)) for cell in row] for row in (block.columns, *block.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["", outgoing(block.title)] if block.title else [""]
    for row in rows:
        cells = [
            cell.rjust(width) if name in block.right else cell.ljust(width)
            for name, cell, width in zip(block.columns, row, widths, strict=True)
        ]
        lines.append("  ".join(cells).rstrip())
    return [*lines, ""]


def _show_rich(blocks: Sequence[Block]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for block in blocks:
        pasted = isinstance(block, Line) and block.style == "command"
        console.print(rich(block), soft_wrap=pasted)  # a line that is broken here could not be pasted


def rich(block: Block) -> object:
    """A block as something rich can print."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    if isinstance(block, Line):
        return Text(outgoing(block.text), style=STYLES[block.style])
    table = RichTable(
        title=Text(outgoing(block.title), style="bold") if block.title else None,
        title_justify="left",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for name in block.columns:
        table.add_column(outgoing(name), justify="right" if name in block.right else "left", overflow="fold")
    for row in block.rows:
        table.add_row(*(Text(outgoing(cell)) for cell in row))
    return table


def waiting(seconds: float | None) -> "Wait":
    """How long a change waits for others, of which the user is told; None for as long as by default."""
    from cln.store.locks import LONGEST, Wait

    return Wait(LONGEST if seconds is None else seconds, note)
