"""Reads what people wrote of an event or of themselves, whatever form wrote the file.

A question is answered by a rating from 1 to 5 or its words, or in the respondent's own words. Which is which
is shown of every column, never guessed silently.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from cln.cohort.whom import MOST_ENTRIES, Which
from cln.events.reading.questions import Choices, Question, described, find
from cln.files import cells, moments, scales
from cln.files.cells import text
from cln.files.problems import Problems
from cln.files.records import Record
from cln.files.sheets import Sheet
from cln.register.reading import sector
from cln.survey.reading.columns import ColumnReading, Layout, address, recognise
from cln.words import fold

Who = TypeVar("Who")

WHO = frozenset({"code", "sector", "entry", "name", "submitted", "modified", "email"})
"""The columns that say who answered and when."""


@dataclass(frozen=True)
class Response:
    """What one row says; None and "" are what it says nothing about."""

    which: Which | None
    name: str
    email: str
    respondent: str
    """The e-mail address; for an anonymous answer, something that tells it from all others in the file."""
    submitted: datetime | None
    """Local time."""
    ratings: Mapping[str, int]
    """Question -> rating from 1 to 5."""
    words: Mapping[str, str]
    record: Record = field(repr=False, compare=False)
    """Where it stands, for problems that only the cohort shows."""
    scores: Mapping[str, float] = field(default_factory=dict)
    """Name of the scale in `programme.SCORES` -> the score; empty but for confidence."""


@dataclass(frozen=True)
class Form:
    """What a form exported; `problems` may hold some already, to be refused with what the cohort adds."""

    source: str
    columns: tuple[ColumnReading, ...]
    questions: tuple[Question, ...]
    responses: tuple[Response, ...]
    problems: Problems


def read(sheet: Sheet, choices: Choices, beside: Sequence[int] = (), *, questions: bool = True) -> Form:
    """Read responses, noting problems of rows without refusing them yet.

    Args:
        sheet: plain columns, or an export of Microsoft or Google Forms, in any order.
        choices: what the user says of the columns.
        beside: places of columns that hold something else; a row that fills only these counts too.
        questions: whether the other columns are questions.

    Raises:
        Refused: as `questions.find`, or two columns could hold the establishment's code.
    """
    layout = recognise(sheet, wanted=WHO, needs_code=False)
    asked = find(sheet, layout, choices, beside) if questions else ()
    problems = Problems(sheet.source)
    records = [Record(sheet, layout.at, row, problems) for row in sheet.rows]
    responses = [_response(record, layout, asked, beside) for record in records]
    return Form(
        source=sheet.source,
        columns=described(layout, asked),
        questions=asked,
        responses=_numbered([one for one in responses if one]),
        problems=problems,
    )


def latest(
    responses: Iterable[Response], who: Callable[[Response], Who | None]
) -> tuple[dict[Who, Response], tuple[int, ...]]:
    """Of everybody the latest response, and the numbers of the rows of their earlier ones.

    What `who` has None for is passed over.
    """
    kept: dict[Who, Response] = {}
    earlier = []
    for one in sorted(responses, key=lambda one: (str(one.submitted or ""), one.record.number)):
        person = who(one)
        if person is None:
            continue
        if person in kept:
            earlier.append(kept[person].record.number)
        kept[person] = one
    return kept, tuple(sorted(earlier))


def _response(
    record: Record, layout: Layout, asked: Sequence[Question], beside: Sequence[int]
) -> Response | None:
    read_moment = partial(moments.moment, days_first=layout.days_first)
    code = record.may("code", cells.code)
    part = record.may("sector", sector)
    entry = record.may("entry", partial(cells.whole, low=1, high=MOST_ENTRIES))
    submitted = record.may("submitted", read_moment)
    modified = record.may("modified", read_moment)
    email = address(record, layout.emails) or ""
    name = record.may("name", text) or ""
    ratings, words = dict[str, int](), dict[str, str]()
    for one in asked:
        answer = record.row.cells[one.place]
        if not one.rated and text(answer):
            words[one.header] = text(answer)
        elif one.rated and (rating := _rating(record, one)):
            ratings[one.header] = rating
    silent = not ratings and not words and not any(text(record.row.cells[place]) for place in beside)
    if silent or record.faulty:
        return None
    moment = f"{submitted:%Y-%m-%d %H:%M}" if submitted else ""
    return Response(
        which=Which(code, part, entry) if code else None,
        name="" if fold(name) == "anonymous" else name,
        email=email,
        respondent=email or moment or f"anonymous {_digest(ratings, words)}",
        submitted=max(filter(None, (submitted, modified)), default=None),
        ratings=ratings,
        words=words,
        record=record,
    )


def _rating(record: Record, one: Question) -> int | None:
    answer = record.row.cells[one.place]
    try:
        return scales.level(answer, one.scale)
    except ValueError:
        words = f" or one of: {', '.join(one.scale.words)}" if one.scale else ""
        record.problems.add(
            record.number,
            one.header,
            f"{text(answer)!r} is no rating; write 1 to 5{words}. If nobody was asked for a rating: "
            f'--words "{one.header}" or --leave-out "{one.header}"',
        )
        return None


def _digest(ratings: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Tells an anonymous answer without a moment from others, the same whenever it is read."""
    answers = repr((sorted(ratings.items()), sorted(words.items())))
    return hashlib.sha256(answers.encode()).hexdigest()[:12]


def _numbered(responses: Sequence[Response]) -> tuple[Response, ...]:
    """Number anonymous answers that look alike, the same way in any order of rows."""
    alike = defaultdict[str, list[Response]](list)
    for one in sorted(responses, key=lambda one: _digest(one.ratings, one.words)):
        if not one.email:
            alike[one.respondent].append(one)
    names = {
        one.record.number: f"{respondent} ({number})"
        for respondent, group in alike.items()
        for number, one in enumerate(group[1:], 2)
    }
    return tuple(replace(one, respondent=names.get(one.record.number, one.respondent)) for one in responses)
