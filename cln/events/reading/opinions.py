"""Reads what people said of an event or of themselves, whatever form wrote the file.

Beside the columns that say who answered, every column is a question: answered by a rating from 1 to 5 or
its words, or in the respondent's own words. Which is which is told of every column, never guessed silently.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from cln.cohort.whom import MOST_ENTRIES, Which
from cln.errors import Refused
from cln.files import cells, moments, scales
from cln.files.cells import text
from cln.files.problems import Problems
from cln.files.records import Record
from cln.files.scales import Scale
from cln.files.sheets import Sheet
from cln.programme import Sector
from cln.survey.reading import columns as survey_columns
from cln.survey.reading.columns import NOT_USED, ColumnReading, Layout
from cln.words import fold

WHO = frozenset({"code", "sector", "entry", "name", "submitted", "modified", "email"})
"""The columns that say who answered and when."""

_BESIDE = {
    fold(header)
    for header in (
        *("id", "start time", "language", "total points", "quiz feedback", "score", "grade posted time"),
        *("cohort", "event", "team", "theme", "role", "post", "occasion", "respondent"),
        *("establishment", "school", "centre", "school or centre", "name of school", "authority", "council"),
    )
}
"""What forms and our own tables add that nobody was asked."""


@dataclass(frozen=True)
class Choices:
    """What the user says of the columns where the file does not speak for itself; headers in any spelling."""

    scales: tuple[Scale, ...] = ()
    words: tuple[str, ...] = ()
    """Questions whose answers are words, though they look like ratings."""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A question: where it stands, and the scale of its ratings; `rated` is False for answers in words."""

    place: int
    question: str
    rated: bool
    scale: Scale | None = None


@dataclass(frozen=True)
class Opinion:
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


@dataclass(frozen=True)
class Reading:
    """A file of opinions; `problems` may hold some already, to be refused with what the cohort adds."""

    source: str
    columns: tuple[ColumnReading, ...]
    asked: tuple[Asked, ...]
    opinions: tuple[Opinion, ...]
    problems: Problems


def read(sheet: Sheet, choices: Choices, beside: Sequence[int] = (), *, questions: bool = True) -> Reading:
    """Read opinions, noting problems of rows without refusing them yet.

    Args:
        sheet: plain columns, or an export of Microsoft or Google Forms, in any order.
        choices: what the user says of the columns.
        beside: places of columns that hold something else; a row that fills only these counts too.
        questions: whether the other columns are questions.

    Raises:
        Refused: a question stands twice, the words of its ratings are doubtful, or a header that the user
            names is not there.
    """
    layout = survey_columns.recognise(sheet, wanted=WHO, needs_code=False)
    _refuse_unknown(sheet, choices)
    asked = [
        one
        for place in (layout.free if questions else ())
        if place not in beside
        and fold(sheet.headers[place]) not in {*_BESIDE, *map(fold, choices.left_out)}
        and (one := _asked(sheet, place, choices))
    ]
    _refuse_twice(sheet, asked)
    problems = Problems(sheet.source)
    records = [Record(sheet, layout.at, row, problems) for row in sheet.rows]
    opinions = [_opinion(record, layout, asked, beside) for record in records]
    return Reading(
        source=sheet.source,
        columns=_columns(layout, asked),
        asked=tuple(asked),
        opinions=_told_apart([one for one in opinions if one]),
        problems=problems,
    )


def _asked(sheet: Sheet, place: int, choices: Choices) -> Asked | None:
    """How a question was answered; None: not at all.

    By ratings where at least half of the answers are numbers, or four in five are numbers or words of one
    scale: "Good" is a comment too.
    """
    header = sheet.headers[place]
    answers = [cell for row in sheet.rows if text(cell := row.cells[place])]
    if not header or not answers:
        return None
    if fold(header) in set(map(fold, choices.words)):
        return Asked(place, header, rated=False)
    try:
        scale = scales.of_question(scales.words(answers), choices.scales)
    except ValueError as error:
        raise Refused(f"{sheet.source}: of the answers to {header!r}, {error}") from error
    numbers = sum(scales.readable(cell, None) for cell in answers)
    readable = sum(scales.readable(cell, scale) for cell in answers)
    rated = 2 * numbers >= len(answers) or 5 * readable >= 4 * len(answers)
    return Asked(place, header, rated, scale if rated else None)


def _opinion(record: Record, layout: Layout, asked: Sequence[Asked], beside: Sequence[int]) -> Opinion | None:
    read_moment = partial(moments.moment, days_first=layout.days_first)
    code = record.may("code", cells.code)
    sector = record.may("sector", partial(cells.one_of, words=tuple(Sector)))
    entry = record.may("entry", partial(cells.whole, low=1, high=MOST_ENTRIES))
    submitted = record.may("submitted", read_moment)
    changed = record.may("modified", read_moment)
    email = survey_columns.address(record, layout.emails) or ""
    name = record.may("name", text) or ""
    ratings, words = dict[str, int](), dict[str, str]()
    for one in asked:
        said = record.row.cells[one.place]
        if not one.rated and text(said):
            words[one.question] = text(said)
        elif one.rated and (rating := _rating(record, one)):
            ratings[one.question] = rating
    silent = not ratings and not words and not any(text(record.row.cells[place]) for place in beside)
    if silent or record.faulty:
        return None
    moment = f"{submitted:%Y-%m-%d %H:%M}" if submitted else ""
    return Opinion(
        which=Which(code, sector, entry) if code else None,
        name="" if fold(name) == "anonymous" else name,
        email=email,
        respondent=email or moment or _digest(ratings, words),
        submitted=max(filter(None, (submitted, changed)), default=None),
        ratings=ratings,
        words=words,
        record=record,
    )


def _rating(record: Record, one: Asked) -> int | None:
    said = record.row.cells[one.place]
    try:
        return scales.level(said, one.scale)
    except ValueError:
        words = f" or one of: {', '.join(one.scale.words)}" if one.scale else ""
        record.problems.add(
            record.number,
            one.question,
            f"{text(said)!r} is no rating; write 1 to 5{words}. If nobody was asked for a rating: "
            f'--words "{one.question}" or --leave-out "{one.question}"',
        )
        return None


def _digest(ratings: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Tells an anonymous answer without a moment from others, the same whenever it is read."""
    said = repr((sorted(ratings.items()), sorted(words.items())))
    return f"anonymous {hashlib.sha256(said.encode()).hexdigest()[:12]}"


def _told_apart(opinions: Sequence[Opinion]) -> tuple[Opinion, ...]:
    """Number anonymous answers that look alike, the same way in any order of rows."""
    groups = defaultdict[str, list[Opinion]](list)
    for one in opinions:
        if not one.email:
            groups[one.respondent].append(one)
    names: dict[int, str] = {}
    for group in groups.values():
        ordered = sorted(group, key=lambda one: _digest(one.ratings, one.words))
        names |= {
            one.record.number: f"{one.respondent} ({number})" for number, one in enumerate(ordered[1:], 2)
        }
    return tuple(replace(one, respondent=names.get(one.record.number, one.respondent)) for one in opinions)


def _columns(layout: Layout, asked: Sequence[Asked]) -> tuple[ColumnReading, ...]:
    readings = list(layout.readings)
    for one in asked:
        assert readings[one.place].role == NOT_USED
        words = f" ({', '.join(one.scale.words)})" if one.scale else ""
        readings[one.place] = replace(
            readings[one.place],
            role="rating" if one.rated else "words",
            how=f"rated 1 to 5{words}" if one.rated else "answered in their own words",
        )
    return tuple(readings)


def _refuse_unknown(sheet: Sheet, choices: Choices) -> None:
    there = set(map(fold, sheet.headers))
    for option, headers in (("--words", choices.words), ("--leave-out", choices.left_out)):
        for header in headers:
            if fold(header) not in there:
                columns = ", ".join(repr(one) for one in sheet.headers if one)
                raise Refused(f"{sheet.source}: {option} names {header!r}, but the columns are {columns}")


def _refuse_twice(sheet: Sheet, asked: Sequence[Asked]) -> None:
    seen: dict[str, str] = {}
    for one in asked:
        if fold(one.question) in seen:
            both = f"{seen[fold(one.question)]!r} and {one.question!r}"
            raise Refused(f"{sheet.source}: the columns {both} ask the same; keep one of them")
        seen[fold(one.question)] = one.question
