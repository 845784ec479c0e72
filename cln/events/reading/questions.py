"""Tells which columns of a form are questions, and whether ratings or words answer each.

What does not say who answered, and is nothing that forms add by themselves, is a question.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from cln.errors import Refused
from cln.files import scales
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
        words = f" ({', '.join(one.scale.words)})" if one.scale else ""
        readings[one.place] = replace(
            readings[one.place],
            role="rating" if one.rated else "words",
            how=f"rated 1 to 5{words}" if one.rated else "answered in their own words",
        )
    return tuple(readings)


def _question(sheet: Sheet, place: int, choices: Choices) -> Question | None:
    """How a question was answered; None: not at all.

    By ratings where at least half of the answers are numbers, or four in five are numbers or words of one
    scale: "Good" is a comment too.
    """
    header = sheet.headers[place]
    answers = sheet.filled(place)
    if not header or not answers:
        return None
    if fold(header) in set(map(fold, choices.words)):
        return Question(place, header, rated=False)
    try:
        scale = scales.of_question(scales.words(answers), choices.scales)
    except ValueError as error:
        raise Refused(f"{sheet.source}: of the answers to {header!r}, {error}") from error
    numbers = sum(scales.readable(cell, None) for cell in answers)
    readable = sum(scales.readable(cell, scale) for cell in answers)
    rated = 2 * numbers >= len(answers) or 5 * readable >= 4 * len(answers)
    return Question(place, header, rated, scale if rated else None)


def _refuse_unknown(sheet: Sheet, choices: Choices) -> None:
    there = set(map(fold, sheet.headers))
    for option, headers in (("--words", choices.words), ("--leave-out", choices.left_out)):
        for header in headers:
            if fold(header) not in there:
                columns = ", ".join(repr(one) for one in sheet.headers if one)
                raise Refused(f"{sheet.source}: {option} names {header!r}, but the columns are {columns}")
