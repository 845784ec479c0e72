"""Reads what people wrote of an event or of themselves, whatever form wrote the file.

A question is answered by a rating from 1 to 5 or its words, or in the respondent's own words. Which is which
is shown of every column, never guessed silently.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cln.cohort.identity import Identity
from cln.errors import Refused
from cln.events.reading.questions import Choices, Question, described, find
from cln.files import cells, records, scales
from cln.files.cells import text
from cln.files.moments import Order
from cln.files.problems import Problems
from cln.files.records import Record
from cln.files.sheets import Sheet
from cln.programme import SCORES
from cln.survey.reading import tools
from cln.survey.reading.columns import NOT_USED, ColumnReading, Layout, recognise
from cln.survey.reading.respondents import Answered, address, in_order, name, numbered, submitted
from cln.words import fold, quoted

WHO = frozenset(
    {
        *("code", "sector", "entry", "establishment", "authority"),
        *("name", "first_name", "surname", "submitted", "modified", "email"),
    }
)
"""The columns that say who answered and when."""

SCORE = "score"
"""The role of a column that holds scores."""

HIGHEST = 1000.0
"""A higher score is a slip of the keyboard."""

_SCALES: Mapping[str, str] = {
    fold(header): scale
    for scale, name in SCORES.items()
    for header in (name, f"{name} score", f"{name} (score)", f"{name} total", f"teacher {name}")
}
"""Header, folded -> the instrument of which the column holds scores."""

_FIRST = re.compile(r"\b(?:before|pre|then|at the (?:start|launch))\b", re.IGNORECASE)
_LAST = re.compile(r"\b(?:after|post|now|at the end)\b", re.IGNORECASE)
"""How headers say of which of two occasions they ask."""


@dataclass(frozen=True)
class Response(Answered):
    """What one row says; None and "" are what it says nothing about."""

    name: str
    ratings: Mapping[str, int]
    """Question -> rating from 1 to 5."""
    words: Mapping[str, str]
    scores: Mapping[str, float]
    """Name of the scale in `programme.SCORES` -> the score; empty but for confidence."""
    number: int = 0
    """By which `cln export` told the respondent from others; 0 in every other file."""


@dataclass(frozen=True)
class Form:
    """What a form exported; `problems` may hold some already, to be refused with what the cohort adds."""

    source: str
    columns: tuple[ColumnReading, ...]
    questions: tuple[Question, ...]
    responses: tuple[Response, ...]
    problems: Problems
    elsewhere: tuple[int, ...] = ()
    """The numbers of the rows about other events or occasions."""
    doubts: tuple[str, ...] = ()
    """In sentences, what the user should know of the answers though they are taken in."""
    undecided: str = ""
    """In words, which date can be read two ways, if nothing in the file tells."""


def fits_form(sheet: Sheet) -> bool:
    """Whether it says who answered or when, and anything else: feedback, or confidence."""
    layout = recognise(tools.of(sheet).sheet, wanted=WHO, needs_code=False)
    return bool(layout.free and (layout.emails or layout.at))


def read(
    sheet: Sheet,
    choices: Choices,
    scales: Mapping[int, str] | None = None,
    *,
    questions: bool = True,
    order: Order | None = None,
) -> Form:
    """Read responses, noting problems of rows without refusing them yet.

    Args:
        sheet: plain columns, or an export of Microsoft or Google Forms, in any order.
        choices: what the user says of the columns.
        scales: place -> name in `programme.SCORES` of the columns that hold scores.
        questions: whether the other columns are questions.
        order: in which order dates name day and month, where the file does not tell.

    Raises:
        Refused: as `questions.find`, or two columns could hold the establishment's code.
    """
    export = tools.of(sheet)
    sheet = export.sheet
    layout = recognise(sheet, wanted=WHO, needs_code=False, order=order)
    asked = find(sheet, layout, choices, scales or ()) if questions else ()
    problems = Problems(sheet)
    rows = (Record(sheet, layout.at, row, problems) for row in sheet.rows)
    responses = [_response(record, layout, asked, scales or {}) for record in rows]
    return Form(
        source=sheet.source,
        columns=described(layout, asked),
        questions=asked,
        responses=numbered(
            [one for one in responses if one],
            lambda one: one.respondent,
            lambda one: digest(one.ratings, one.words),
        ),
        problems=problems,
        doubts=export.doubts(export.unfinished),
        undecided=layout.undecided,
    )


def read_confidence(
    sheet: Sheet, choices: Choices, *, items: bool = True, order: Order | None = None
) -> Form:
    """Read levels of items, and scores on published instruments; with `items` False only scores.

    What was answered in words is passed over.

    Raises:
        Refused: as `read`; or columns ask the same of two occasions.
    """
    scales = {
        place: scale for place, header in enumerate(sheet.headers) if (scale := _SCALES.get(fold(header)))
    }
    form = read(sheet, choices, scales, questions=items, order=order)
    columns = [
        replace(one, role=SCORE, how=f"score: {SCORES[scales[place]]}")
        if place in scales
        else replace(one, role=NOT_USED, how=f"holds {one.role}, which are not kept")
        if one.role in {"words", "numbers"}
        else one
        for place, one in enumerate(form.columns)
    ]
    asked = tuple(one for one in form.questions if one.rated)
    _refuse_both_occasions(form.source, asked)
    return replace(form, columns=tuple(columns), questions=asked)


def _refuse_both_occasions(source: str, asked: Sequence[Question]) -> None:
    """Refuse a form that asks the same twice, before and after: it is of two occasions."""
    first = {fold(_FIRST.sub("", one.header)): one.header for one in asked if _FIRST.search(one.header)}
    for last in (one.header for one in asked if _LAST.search(one.header)):
        if before := first.get(fold(_LAST.sub("", last))):
            raise Refused(
                f"{source}: {quoted(before)} and {quoted(last)} ask the same of two occasions; make a file "
                "of each, in which the column has the same name"
            )


def age(response: Response) -> tuple[str, int]:
    """Sorts the latest response last: by its moment, then by its row."""
    return in_order(response.submitted), response.record.number


def _response(
    record: Record, layout: Layout, asked: Sequence[Question], scales: Mapping[int, str]
) -> Response | None:
    first, last = submitted(record, layout)
    email = address(record, layout.emails)
    identity = Identity.of(record, email)
    if not records.sound(record.sheet, record.row, (one.place for one in asked), record.problems):
        return None
    ratings, words = dict[str, int](), dict[str, str]()
    for one in asked:
        answer = record.row.cells[one.place]
        if not one.rated and text(answer):
            words[one.header] = text(answer)
        elif one.rated and (rating := _rating(record, one)):
            ratings[one.header] = rating
    scores = {} if record.faulty else _scores(record, scales)
    if record.faulty or not (ratings or words or scores):
        return None
    moment = f"{first:%Y-%m-%d %H:%M}" if first else ""
    return Response(
        identity=identity,
        name=name(record),
        email=email,
        respondent=email or moment or f"anonymous {digest(ratings, words)}",
        submitted=last,
        ratings=ratings,
        words=words,
        scores=scores,
        record=record,
    )


def _scores(record: Record, scales: Mapping[int, str]) -> dict[str, float]:
    number = partial(cells.number, low=0, high=HIGHEST)
    return {
        scale: score
        for place, scale in scales.items()
        if (score := replace(record, at={scale: place}).may(scale, number)) is not None
    }


def _rating(record: Record, one: Question) -> int | None:
    answer = record.row.cells[one.place]
    try:
        return scales.level(answer, one.scale, best_first=one.best_first)
    except ValueError:
        words = f" or one of: {', '.join(one.scale.words)}" if one.scale else ""
        record.problems.add(
            record.place,
            one.header,
            f"{quoted(text(answer))} is no rating; write 1 to 5{words}. If nobody was asked for a rating: "
            f'--words "{one.header}" or --leave-out "{one.header}"',
        )
        return None


def digest(ratings: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Tells an anonymous answer without a moment from others, the same whenever it is read."""
    answers = repr((sorted(ratings.items()), sorted(words.items())))
    return hashlib.sha256(answers.encode()).hexdigest()[:12]
