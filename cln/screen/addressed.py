"""Printed commands that name the cohort which was named, so that they can be typed as they stand."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from typing import TYPE_CHECKING

from cln.errors import ClnError
from cln.screen.view import Block, Line, View

if TYPE_CHECKING:
    from cln.tables.cohorts import Cohort

OF_A_COHORT = (
    *(
        "attention",
        "board",
        "cohort(?! (?:list|open))",
        "confidence",
        "event",
        "export",
        "facilitator",
        "import",
    ),
    *("guide", "log", "match", "next", "pack", "project", "report", "status", "survey", "team"),
)
"""The commands for which a cohort is meant."""

CALLED: ContextVar[tuple[str, str]] = ContextVar("called", default=("", ""))
"""What was typed for the cohort of the command line which is run, and the whole name of that cohort."""

_COMMAND = re.compile(rf"\bcln (?=(?:{'|'.join(OF_A_COHORT)})\b)")


def remember(typed: str | None, cohort: "Cohort") -> "Cohort":
    """The cohort for which that was typed; from now on printed commands have its whole name."""
    CALLED.set((typed or "", cohort.name))
    return cohort


def called(typed: str) -> str:
    """The whole name of the cohort for which that was typed, once it is known."""
    words, name = CALLED.get()
    return name if words == typed else typed


def text(sentence: str, cohort: str | None) -> str:
    """A sentence whose commands name the cohort, if one was named."""
    if cohort is None or "--cohort" in sentence:
        return sentence
    name = called(cohort)
    return _COMMAND.sub(lambda _: f'cln --cohort "{name}" ', sentence)


def view(shown: View, cohort: str) -> View:
    """A view whose commands name the cohort; what --json prints stays as it is."""
    blocks = [_block(block, cohort) for block in shown.blocks]
    return replace(shown, blocks=blocks, notes=[text(note, cohort) for note in shown.notes])


@contextmanager
def faults(cohort: str | None) -> Iterator[None]:
    """Let the commands in the sentences of a fault name the cohort, if one was named."""
    try:
        yield
    except ClnError as error:
        if cohort:
            error.sentence = text(error.sentence, cohort)
            error.details = tuple(text(detail, cohort) for detail in error.details)
        raise


def _block(block: Block, cohort: str) -> Block:
    if isinstance(block, Line):
        return block if type(block.text) is not str else replace(block, text=text(block.text, cohort))
    rows = [[text(cell, cohort) if type(cell) is str else cell for cell in row] for row in block.rows]
    return replace(block, rows=rows, title=text(block.title, cohort))
