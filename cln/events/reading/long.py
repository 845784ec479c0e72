"""Reads feedback and confidence as `cln export` writes them: a row for each answer, in a form's own terms."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from cln.cohort.identity import Identity
from cln.cohort.whom import Which
from cln.events.reading.forms import HIGHEST, SCORE, Form, Response, digest
from cln.events.reading.questions import Question
from cln.files import cells, moments, records
from cln.files.cells import text
from cln.files.records import Record
from cln.files.sheets import Sheet
from cln.programme import SCORES, Occasion
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.survey.reading.respondents import numbered
from cln.tables.events import Event
from cln.words import fold

FEEDBACK = ("event", "respondent", "question", "rating", "text")
"""Columns that no form has together."""
CONFIDENCE = ("code", "name", "occasion", "item", "level", "score")
MOST = 10**9
"""No respondent has a higher number."""


def is_feedback(sheet: Sheet) -> bool:
    """Whether it is a table of answers about events."""
    return all(sheet.find(name) is not None for name in FEEDBACK)


def is_confidence(sheet: Sheet) -> bool:
    """Whether it is a table of levels and scores."""
    return all(sheet.find(name) is not None for name in CONFIDENCE)


def read_feedback(sheet: Sheet, event: Event) -> Form:
    """Read the answers about one event, a response for each respondent; they are anonymous.

    Raises:
        Refused: a header stands twice.
    """
    wanted = (*FEEDBACK, "on", "event_sector")
    file = records.of(sheet, dict.fromkeys(wanted, ()), FEEDBACK)
    answers = defaultdict[int, list[Record]](list)
    elsewhere = []
    for record in file.rows:
        number = record.must("respondent", partial(cells.whole, low=1, high=MOST))
        if not _is_about(record, event):
            elsewhere.append(record.number)
        elif number is not None:
            answers[number].append(record)
    responses = [_remarks(number, rows) for number, rows in answers.items()]
    asked = [one for response in responses for one in (*response.ratings, *response.words)]
    rated = {one for response in responses for one in response.ratings}
    return _form(
        sheet,
        file,
        wanted,
        questions=[Question(file.at["question"], one, one in rated) for one in dict.fromkeys(asked)],
        responses=numbered(responses, lambda one: one.respondent, lambda one: one.number),
        elsewhere=elsewhere,
    )


def read_confidence(sheet: Sheet, occasion: Occasion, *, items: bool = True) -> Form:
    """Read levels and scores on one occasion, a response for each participant; without `items` only scores.

    Raises:
        Refused: a header stands twice.
    """
    wanted = (*CONFIDENCE, "sector", "entry")
    file = records.of(sheet, dict.fromkeys(wanted, ()), CONFIDENCE)
    people: dict[tuple[Which, str], tuple[Record, dict[str, int], dict[str, float]]] = {}
    elsewhere = []
    for record in file.rows:
        when = record.must("occasion", partial(cells.one_of, words=tuple(Occasion)))
        which = Which.of(record)
        name = record.must("name", partial(cells.name, what="the person's name"))
        if when != occasion:
            elsewhere.append(record.number)
        elif which and name:
            _first, levels, scores = people.setdefault((which, fold(name)), (record, {}, {}))
            _take(record, levels, scores)
    responses = [
        _person(which, record, levels if items else {}, scores)
        for (which, _name), (record, levels, scores) in people.items()
        if scores or (items and levels)
    ]
    asked = dict.fromkeys(item for response in responses for item in response.ratings)
    return _form(
        sheet,
        file,
        wanted,
        questions=[Question(file.at["item"], item, rated=True) for item in asked],
        responses=responses,
        elsewhere=elsewhere,
    )


def _is_about(record: Record, event: Event) -> bool:
    number = record.must("event", partial(cells.whole, low=1, high=6))
    on = record.may("on", moments.day)
    sector = record.may("event_sector", cells.sector_named) or ""
    own = "event_sector" not in record.at or sector == event.sector
    return number == event.number and own and on in {None, event.on}


def _remarks(number: int, rows: Sequence[Record]) -> Response:
    """What one respondent answered."""
    ratings, words = dict[str, int](), dict[str, str]()
    for record in rows:
        question = record.must("question", partial(cells.some, what="what was asked"))
        rating = record.may("rating", partial(cells.whole, low=1, high=5))
        answer = record.may("text", text)
        if question and rating:
            ratings[question] = rating
        elif question and answer:
            words[question] = answer
    anonymous = f"anonymous {digest(ratings, words)}"
    return Response(Identity(), "", anonymous, None, rows[0], "", ratings, words, {}, number)


def _take(record: Record, levels: dict[str, int], scores: dict[str, float]) -> None:
    """Put what a row says among a participant's levels or scores."""
    level = record.may("level", partial(cells.whole, low=1, high=5))
    score = record.may("score", partial(cells.number, low=0, high=HIGHEST))
    if score is not None:
        scale = record.must("item", partial(cells.one_of, words=tuple(SCORES)))
        scores |= {scale: score} if scale else {}
    elif level is not None:
        item = record.must("item", partial(cells.some, what="what was asked"))
        levels |= {item: level} if item else {}


def _person(which: Which, record: Record, levels: Mapping[str, int], scores: Mapping[str, float]) -> Response:
    return Response(Identity(which), "", "", None, record, text(record.cell("name")), levels, {}, scores)


def _form(
    sheet: Sheet,
    file: records.Rows[Record],
    wanted: Sequence[str],
    *,
    questions: Iterable[Question],
    responses: Iterable[Response],
    elsewhere: Sequence[int],
) -> Form:
    roles = {place: SCORE if name == "score" else name for name, place in file.at.items() if name in wanted}
    return Form(
        source=sheet.source,
        columns=tuple(
            ColumnReading(
                header, roles.get(place, NOT_USED), how="as cln export writes it" if place in roles else ""
            )
            for place, header in enumerate(sheet.headers)
        ),
        questions=tuple(questions),
        responses=tuple(responses),
        problems=file.problems,
        elsewhere=tuple(elsewhere),
    )
