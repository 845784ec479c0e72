"""Reads the answers to the digital survey, whatever tool wrote the file.

A reading says of every column how it was taken, and of every row which levels it gives the themes. It
knows no cohort but its themes; whether the establishments take part is not for a reading to say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cln.cohort.identity import Identity
from cln.files.cells import text
from cln.files.moments import Order
from cln.files.problems import Problems
from cln.files.records import Record
from cln.files.scales import Scale
from cln.files.sheets import Row, Sheet
from cln.programme import Kind
from cln.survey.reading import tools
from cln.survey.reading.choice import choose
from cln.survey.reading.columns import NOT_USED, ColumnReading, Layout, recognise
from cln.survey.reading.levels import read_levels
from cln.survey.reading.respondents import Answered, address, in_order, numbered, submitted
from cln.survey.reading.themes import Form, Question, find_questions


@dataclass(frozen=True)
class AnswerRow(Answered):
    """What one row says."""

    hunch: str | None
    """None where it says nothing of it."""
    levels: Mapping[str, int]
    """Theme -> level from 1 to 5 for every theme; empty where the row has problems with them."""


@dataclass(frozen=True)
class Reading:
    """A file of answers. `problems` may hold some already: refuse them after adding what else is wrong."""

    source: str
    columns: tuple[ColumnReading, ...]
    kind: Kind
    scale: tuple[str, ...]
    """The words for the levels 1 to 5; empty where the answers are in numbers."""
    answers: tuple[AnswerRow, ...]
    left_out: tuple[str, ...]
    """What was passed over without harm, in words."""
    doubts: tuple[str, ...]
    """In sentences, what the user should know of the answers though they are taken in."""
    undecided: str
    """In words, which date can be read two ways, if nothing in the file tells."""
    problems: Problems


def fits_survey(sheet: Sheet, themes: Sequence[str]) -> bool:
    """Whether it asks about the themes."""
    asked = tools.of(sheet).sheet
    return bool(find_questions(asked, recognise(asked, themes, needs_code=False).free, themes))


def read(
    sheet: Sheet,
    themes: Sequence[str],
    *,
    scale: Scale | None = None,
    kind: Kind | None = None,
    question: str | None = None,
    order: Order | None = None,
) -> Reading:
    """Read answers about `themes`, noting the problems of rows without refusing them yet.

    Args:
        sheet: plain columns, or an export of Microsoft or Google Forms, in any order.
        themes: the cohort's themes.
        scale: the words of the ratings, where they are not known ones.
        kind: how the survey asks, where the file does not tell.
        question: the header of the question to read, where several ask about the themes.
        order: in which order dates name day and month, where the file does not tell.

    Raises:
        Refused: a column is missing or ambiguous, or ratings are in unknown words.
    """
    export = tools.of(sheet)
    sheet = export.sheet
    layout = recognise(sheet, themes, order=order)
    questions = find_questions(sheet, layout.free, themes)
    chosen = choose(sheet, questions, themes, kind, question)
    assert chosen.kind is not None
    half = [row for row in sheet.rows if row.place in export.unfinished and _is_half(row, chosen)]
    begun = {row.place for row in half}
    sheet = replace(sheet, rows=tuple(row for row in sheet.rows if row.place not in begun))
    problems = Problems(sheet)
    rows = [Record(sheet, layout.at, row, problems) for row in sheet.rows]
    respondents = {record.place: address(record, layout.emails) for record in rows}
    levels = read_levels(sheet, chosen, themes, scale, problems)
    answers = [
        answer
        for record in rows
        if (answer := _answer(record, layout, respondents[record.place], levels.by_row.get(record.place)))
    ]
    return Reading(
        source=sheet.source,
        columns=_columns(layout, questions, chosen, best_first=levels.best_first),
        kind=chosen.kind,
        scale=levels.scale.words if levels.scale else (),
        answers=numbered(answers, lambda answer: (answer.identity, answer.respondent), _content),
        left_out=(*(f"row {row.number} was not finished and is left out" for row in half), *levels.left_out),
        doubts=export.doubts(levels.by_row),
        undecided=layout.undecided,
        problems=problems,
    )


def _is_half(row: Row, chosen: Question) -> bool:
    """Whether somebody began to rate the themes and went away."""
    given = [bool(text(row.cells[place])) for place, _ in chosen.places]
    return chosen.kind is Kind.RATING and any(given) and not all(given)


def _answer(record: Record, layout: Layout, email: str, levels: Mapping[str, int] | None) -> AnswerRow | None:
    identity = Identity.of(record, email)
    first, last = submitted(record, layout)
    if levels is None or (identity.which is None and record.cell("code") is not None):
        return None
    anonymous = f"{first:%Y-%m-%d %H:%M}" if first else f"row {record.number}"
    return AnswerRow(
        identity=identity,
        submitted=last,
        email=email,
        respondent=email or anonymous,
        hunch=record.may("hunch", text),
        levels=levels,
        record=record,
    )


def age(answer: AnswerRow) -> tuple[str, int]:
    """Sorts the latest answer last: by its moment; of one moment, or without one, by its row."""
    return in_order(answer.submitted), answer.record.number


def _content(answer: AnswerRow) -> tuple[str, list[tuple[str, int]], str]:
    """Sorts answers by what they say."""
    return in_order(answer.submitted), sorted(answer.levels.items()), answer.hunch or ""


def _columns(
    layout: Layout, questions: Sequence[Question], chosen: Question, *, best_first: bool
) -> tuple[ColumnReading, ...]:
    readings = list(layout.readings)
    for question in questions:
        for place, label in question.places:
            if question.places == chosen.places:
                readings[place] = _used(readings[place], chosen, label, best_first=best_first)
            else:
                how = f'asks about the themes too; --question "{question.name}" takes it instead'
                readings[place] = replace(readings[place], how=how)
    return tuple(readings)


_HOW = {
    (Form.THEMES, Kind.RATING): "how this theme is rated, 5 the highest",
    (Form.THEMES, Kind.RANKING): "how this theme is ranked, 1 the first",
    (Form.THEMES, Kind.TICKS): "whether this theme is ticked",
    (Form.RANKS, Kind.RANKING): "the theme ranked number {label}",
    (Form.RANKS, Kind.TICKS): "a theme that is ticked",
    (Form.CELL, Kind.RANKING): "the themes as ranked, the first most wanted",
    (Form.CELL, Kind.TICKS): "the themes that are ticked",
}


def _used(reading: ColumnReading, chosen: Question, label: str, *, best_first: bool) -> ColumnReading:
    assert chosen.kind is not None
    assert reading.role == NOT_USED
    single = chosen.form is Form.THEMES
    how = _HOW[chosen.form, chosen.kind].format(label=label)
    if best_first and chosen.kind is Kind.RATING:
        how = "how this theme is rated, 1 the highest as its header says"
    return replace(
        reading,
        role="theme" if single else "themes",
        how=how,
        theme=label if single else None,
        kind=chosen.kind,
    )
