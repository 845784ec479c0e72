"""Who answered a form and when, and which of their answers is the latest."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from cln.cohort.days import Bounds
from cln.cohort.identity import Identity
from cln.errors import Refused
from cln.files import cells, moments
from cln.files.cells import text
from cln.files.records import Record
from cln.files.source import Source
from cln.survey.reading.columns import Layout
from cln.words import fold


@dataclass(frozen=True)
class Answered:
    """Who answered in a row of a form, for which entry, and when."""

    identity: Identity
    email: str
    """Empty for an anonymous answer."""
    respondent: str
    """The e-mail address; for an anonymous answer, what tells it from all others of the file."""
    submitted: datetime | None
    """Local time; of a changed answer, when it was changed."""
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""


Answer = TypeVar("Answer", bound=Answered)
Who = TypeVar("Who")


def address(record: Record, emails: Sequence[int]) -> str:
    """The first usable address: the form's own may say `anonymous` where a question asked for it too.

    Empty where there is none; one that is wrong is noted as a problem.
    """
    for place in emails:
        cell = record.row.cells[place]
        if fold(text(cell)) in {"", "anonymous"}:
            continue
        try:
            return cells.email(cell)
        except ValueError as error:
            record.problems.add(record.place, record.sheet.titles[place], str(error))
            return ""
    return ""


def name(record: Record) -> str:
    """Who answered: first name and surname where they were asked for apart; empty for an anonymous answer."""
    apart = [record.may(part, text) or "" for part in ("first_name", "surname")]
    whole = " ".join(apart) if all(apart) else record.may("name", text) or " ".join(filter(None, apart))
    return "" if fold(whole) == "anonymous" else whole


def submitted(record: Record, layout: Layout) -> tuple[datetime | None, datetime | None]:
    """When a row was first submitted, and when it was last changed: local time, None if nothing says so."""
    read = partial(moments.moment, days_first=layout.days_first)
    first, changed = record.may("submitted", read), record.may("modified", read)
    return first, max(filter(None, (first, changed)), default=None)


def in_order(at: datetime | None) -> str:
    """What answers are sorted by, the latest last: those without a moment come first."""
    return moments.in_order(at).isoformat() if at else ""


def refuse_early_and_late(answers: Iterable[Answered], bounds: Bounds) -> None:
    """Note a problem with every row whose moment cannot be meant."""
    for answer in answers:
        if answer.submitted is not None:
            try:
                bounds.check(answer.submitted.date())
            except ValueError as error:
                answer.record.problem("submitted", str(error))


def settle_dates(source: Source, file: str, undecided: str, *, decides: bool) -> None:
    """Refuse dates that can be read two ways where that decides which answer counts, else tell of them."""
    if decides:
        raise Refused(f"{file}: {undecided}; which answer of a person is the latest hangs on it")
    source.doubt(f"{undecided}; until then it is read day first")


def is_older(given: datetime | None, stored: datetime | None) -> bool:
    """Whether an answer was given before the one on record; a copy that has lost its seconds was not.

    Not where either has no moment.
    """
    return given is not None and stored is not None and given < stored.replace(second=0, microsecond=0)


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


def numbered(
    answers: Sequence[Answer], alike: Callable[[Answer], Hashable], order: Callable[[Answer], Any]
) -> tuple[Answer, ...]:
    """Number anonymous answers that are alike, the same way in any order of rows.

    Args:
        answers: of a file.
        alike: what those have in common that nothing tells apart.
        order: what they are sorted by.
    """
    groups = defaultdict[Hashable, list[Answer]](list)
    for answer in sorted(answers, key=order):
        if not answer.email:
            groups[alike(answer)].append(answer)
    names = {
        answer.record.place: f"{answer.respondent} ({number})"
        for group in groups.values()
        for number, answer in enumerate(group[1:], 2)
    }
    return tuple(
        replace(answer, respondent=names.get(answer.record.place, answer.respondent)) for answer in answers
    )
