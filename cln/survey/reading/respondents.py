"""Who answered a form and when, and which of their answers is the latest."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

from cln.files import cells
from cln.files.cells import text
from cln.files.moments import moment
from cln.files.records import Record
from cln.survey.reading.columns import Layout
from cln.words import fold


class Given(Protocol):
    """What somebody answered in a row."""

    @property
    def record(self) -> Record:
        """The row."""


Answer = TypeVar("Answer", bound=Given)
Who = TypeVar("Who")


def address(record: Record, emails: Sequence[int]) -> str | None:
    """The first usable address: the form's own may say `anonymous` where a question asked for it too.

    One that is wrong is noted as a problem.
    """
    for place in emails:
        cell = record.row.cells[place]
        if fold(text(cell)) in {"", "anonymous"}:
            continue
        try:
            return cells.email(cell)
        except ValueError as error:
            record.problems.add(record.number, record.sheet.headers[place], str(error))
            return None
    return None


def submitted(record: Record, layout: Layout) -> tuple[datetime | None, datetime | None]:
    """When a row was first submitted, and when it was last changed: local time, None if nothing says so."""
    read = partial(moment, days_first=layout.days_first)
    first, changed = record.may("submitted", read), record.may("modified", read)
    return first, max(filter(None, (first, changed)), default=None)


def latest_of(
    answers: Iterable[Answer], who: Callable[[Answer], Who | None], age: Callable[[Answer], Any]
) -> tuple[dict[Who, Answer], tuple[int, ...]]:
    """Of everybody the latest answer, and the numbers of the rows of their earlier ones.

    Args:
        answers: of a file.
        who: whose an answer is; what it has None for is passed over.
        age: sorts the latest answer last.
    """
    kept: dict[Who, Answer] = {}
    earlier = []
    for answer in sorted(answers, key=age):
        person = who(answer)
        if person is None:
            continue
        if person in kept:
            earlier.append(kept[person].record.number)
        kept[person] = answer
    return kept, tuple(sorted(earlier))
