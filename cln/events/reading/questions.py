"""Tells which columns of a form are questions, and whether ratings or words answer each.

What does not say who answered, and is nothing that forms add by themselves, is a question.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cln.errors import Refused
from cln.files import scales
from cln.files.cells import Cell, text
from cln.files.scales import Scale
from cln.files.sheets import Sheet
from cln.survey.reading.columns import NOT_USED, ColumnReading, Layout
from cln.words import fold

_BESIDE = {
    fold(header)
    for header in (
        *("id", "start time", "language", "total points", "quiz feedback", "score", "grade posted time"),
        *("cohort", "event", "team", "theme", "role", "post", "occasion", "respondent"),
        *("establishment", "school", "centre", "school or centre", "name of school", "authority", "council"),
    )
}
"""What forms and our own tables add that nobody was asked."""
FEW = 3
"""Of fewer answers in a longer file nobody can tell whether a rating was asked for."""
MOST = 10
"""The highest number that forms ask for when they do not say it."""


@dataclass(frozen=True)
class Choices:
    """What the user says of the columns where the file does not speak for itself; headers in any spelling."""

    scales: Sequence[Scale] = ()
    words: Sequence[str] = ()
    """Questions whose answers are words, though they look like ratings."""
    left_out: Sequence[str] = ()


@dataclass(frozen=True)
class Question:
    """Where a question stands, and the scale of its ratings; `rated` is False for answers in words."""

    place: int
    header: str
    rated: bool
    scale: Scale | None = None
    best_first: bool = False
    """It says that the rating 1 is the best."""
    numbers: bool = False
    """Its answers are numbers that are no ratings from 1 to 5; they are kept as they are written."""


def find(sheet: Sheet, layout: Layout, choices: Choices, beside: Collection[int]) -> tuple[Question, ...]:
    """The questions that somebody answered, in the order of the sheet; none is at a place in `beside`.

    Raises:
        Refused: a question stands twice, the words of its ratings are doubtful, or a header that the user
            names is not there.
    """
    _refuse_unknown(sheet, choices)
    left_out = {*_BESIDE, *map(fold, choices.left_out)}
    questions = [
        one
        for place in layout.free
        if place not in beside
        and fold(sheet.headers[place]) not in left_out
        and (one := _question(sheet, place, choices))
    ]
    first: dict[str, Question] = {}
    for one in questions:
        if (other := first.setdefault(fold(one.header), one)) is not one:
            both = f"{other.header!r} and {one.header!r}"
            raise Refused(f"{sheet.source}: the columns {both} ask the same; keep one of them")
    return tuple(questions)


def described(layout: Layout, questions: Sequence[Question]) -> tuple[ColumnReading, ...]:
    """How every column of the sheet is read, questions too."""
    readings = list(layout.readings)
    for one in questions:
        assert readings[one.place].role == NOT_USED
        role = "rating" if one.rated else "numbers" if one.numbers else "words"
        readings[one.place] = replace(readings[one.place], role=role, how=_how(one))
    return tuple(readings)


def _how(one: Question) -> str:
    if not one.rated:
        return "numbers beyond 1 to 5, kept as they are" if one.numbers else "answered in their own words"
    words = f" ({', '.join(one.scale.words)})" if one.scale else ""
    return f"rated 1 to 5{words}{', 1 the best as it says itself' if one.best_first else ''}"


def _question(sheet: Sheet, place: int, choices: Choices) -> Question | None:
    """How a question was answered; None: not at all."""
    header = sheet.headers[place]
    answers = sheet.filled(place)
    if not header or not answers:
        return None
    if fold(header) in set(map(fold, choices.words)) or _is_remark(answers, sheet):
        return Question(place, header, rated=False)
    try:
        ends = scales.ends_of(header)
        if _are_numbers(answers, ends):
            return Question(place, header, rated=False, numbers=True)
        if not _are_ratings(answers, choices.scales):
            return Question(place, header, rated=False)
        scale = scales.of_question(scales.words(answers), choices.scales, header)
    except ValueError as error:
        raise Refused(
            f"{sheet.source}: of the answers to {header!r}, {error}; if nobody was asked for a rating: "
            f'--words "{header}"'
        ) from error
    return Question(place, header, rated=True, scale=scale, best_first=bool(ends.best_first))


def _is_remark(answers: Sequence[Cell], sheet: Sheet) -> bool:
    """Whether so few have answered that "Good" or "5" is a comment."""
    return len(answers) < FEW and 3 * len(answers) < len(sheet.rows)


def _are_ratings(answers: Sequence[Cell], given: Sequence[Scale]) -> bool:
    """Whether two in three answers are numbers, or four in five are numbers or words of one scale."""
    numbers = sum(scales.readable(cell, None) for cell in answers)
    words = [sum(scales.readable(cell, scale) for cell in answers) for scale in (*given, *scales.KNOWN)]
    return 3 * numbers >= 2 * len(answers) or 5 * max(words) >= 4 * len(answers)


def _are_numbers(answers: Sequence[Cell], ends: scales.Ends) -> bool:
    """Whether all answers are numbers of another range than 1 to 5: it says so, or most lie beyond."""
    written = [text(cell) for cell in answers]
    top = ends.top or MOST
    if ends.fits and len(answers) < FEW:
        return False
    if not all(re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", one) and float(one) <= top for one in written):
        return False
    return not ends.fits or 2 * sum(not 1 <= float(one) <= 5 for one in written) >= len(written)


def _refuse_unknown(sheet: Sheet, choices: Choices) -> None:
    there = set(map(fold, sheet.headers))
    for option, headers in (("--words", choices.words), ("--leave-out", choices.left_out)):
        for header in headers:
            if fold(header) not in there:
                columns = ", ".join(repr(one) for one in sheet.headers if one)
                raise Refused(f"{sheet.source}: {option} names {header!r}, but the columns are {columns}")
