"""Turns what a respondent said about the themes into levels from 1 to 5.

kind      5              4    3    2              1
ranking   ranked first   2nd  3rd  ranked lower   not ranked
rating    5              4    3    2              1
ticks     ticked         -    -    -              not ticked
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from cln.errors import Refused
from cln.files import records, scales
from cln.files.cells import text
from cln.files.place import Place
from cln.files.problems import Problems
from cln.files.scales import Ends, Scale
from cln.files.sheets import Row, Sheet
from cln.programme import Kind
from cln.survey.reading.options import Option, by_fold, split
from cln.survey.reading.themes import Form, Question, rank
from cln.words import fold, quoted

TICKED = frozenset({"x", "y", "yes", "true", "1", "ticked", "selected", "checked"})
UNTICKED = frozenset({"", "n", "no", "false", "0", "unticked"})


@dataclass
class Levels:
    """What each row says, nothing where a cell of it is wrong.

    `left_out` names what was passed over; `scale` has the words of the ratings.
    """

    by_row: dict[Place, dict[str, int]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    scale: Scale | None = None
    best_first: bool = False
    """The headers say that the number 1 is the most."""


def read_levels(
    sheet: Sheet, question: Question, themes: Sequence[str], scale: Scale | None, problems: Problems
) -> Levels:
    """The levels of each row; rows that say nothing about any theme are left out and named.

    What is wrong with a cell is added to `problems`.

    Raises:
        Refused: the ratings are in words that no known scale has; all of them are named.
    """
    ends = _ends(sheet, question)
    levels = Levels(
        scale=_scale(sheet, question, scale, problems) if question.kind is Kind.RATING else None,
        best_first=bool(ends.best_first),
    )
    read_row = _reader(question, themes, levels)
    for row in sheet.rows:
        if not any(text(row.cells[place]) for place, _ in question.places):
            levels.left_out.append(f"{row.named} says nothing about the themes and is left out")
            continue
        sound = records.sound(sheet, row, (place for place, _ in question.places), problems)
        given = read_row(row, partial(_note, problems, sheet, row)) if sound else {}
        levels.by_row[row.place] = {} if row.place in problems.by_row else given
    return levels


Note = Callable[[int, str], None]
"""Notes what is wrong with the cell of a row in a column."""


def _note(problems: Problems, sheet: Sheet, row: Row, place: int, sentence: str) -> None:
    problems.add(row.place, sheet.titles[place], sentence)


def _reader(
    question: Question, themes: Sequence[str], levels: Levels
) -> Callable[[Row, Note], dict[str, int]]:
    known = by_fold(themes)
    if question.form is Form.CELL and question.kind is Kind.RANKING:
        return lambda row, note: _ranked(row, question, known, note)
    if question.form is Form.CELL:
        return lambda row, note: _ticked(row, question, known, levels, note)
    if question.form is Form.RANKS:
        ticks = question.kind is Kind.TICKS
        return lambda row, note: _ranks(row, question, known, note, ticks=ticks)
    if question.kind is Kind.RANKING:
        return lambda row, note: _rank_numbers(row, question, note)
    if question.kind is Kind.TICKS:
        return lambda row, note: _ticks(row, question, note)
    return lambda row, note: _ratings(row, question, levels, note)


def of_rank(number: int | None) -> int:
    """The level of a rank: 5, 4, 3 for the first three, 2 for any lower, 1 for none."""
    return 1 if number is None else max(2, 6 - number)


def _ends(sheet: Sheet, question: Question) -> Ends:
    """What the headers say of the numbers below them.

    Raises:
        Refused: they say different things, or what neither ratings nor ranks do.
    """
    if question.form is not Form.THEMES or question.kind is Kind.TICKS:
        return Ends()
    try:
        different = {scales.ends_of(sheet.headers[place]) for place, _ in question.places}
    except ValueError as error:
        raise Refused(f"{sheet.source}: {error}; correct the header") from error
    ends = different.pop()
    if different:
        raise Refused(
            f"{sheet.source}: the headers of the themes say different things of their numbers; say in "
            "each of them the same, such as (1 = most), or in none"
        )
    if question.kind is Kind.RANKING and ends.best_first is False:
        raise Refused(
            f"{sheet.source}: {question.name!r} counts from the least to the most, which is no ranking; "
            "if these are ratings, say --kind rating"
        )
    if question.kind is Kind.RATING and not ends.fits:
        raise Refused(
            f"{sheet.source}: {question.name!r} says that its ratings go to {ends.top}; cln reads ratings "
            "from 1 to 5"
        )
    return ends


def _scale(sheet: Sheet, question: Question, given: Scale | None, problems: Problems) -> Scale | None:
    """The scale that the ratings are in; None where they are all numbers.

    A word that it does not have is wrong like any cell, unless nothing else stands in its column.

    Raises:
        Refused: the words of a column, or of all of them, are wholly unknown.
    """
    columns = [sheet.filled(place) for place, _ in question.places]
    try:
        scale = given or scales.of_question(scales.words(cell for column in columns for cell in column))
    except ValueError as error:
        first = ", ".join(repr(sheet.headers[place]) for place, _ in question.places[:2])
        raise Refused(f"{sheet.source}: of the ratings below {first} and so on, {error}") from error
    strange = [column for column in columns if not any(scales.readable(cell, scale) for cell in column)]
    if len(strange) < len(columns):
        strange = [column for column in strange if len(column) > 1]  # a single cell is a slip of one person
    unknown = scales.words(cell for column in strange for cell in column)
    if not unknown:
        return scale
    raise Refused(
        f"{sheet.source}: cln does not know the words of these ratings: "
        f"{', '.join(repr(word) for word in unknown)}; say what they mean, worst to best, with "
        f"{scales.EXAMPLE}",
        [*_first_places(sheet, question, unknown), *problems.lines()],
    )


def _first_places(sheet: Sheet, question: Question, unknown: Sequence[str]) -> list[str]:
    """Where each unknown word stands first."""
    waiting, first = {fold(word): word for word in unknown}, list[str]()
    for row in sheet.rows:
        for place, _ in question.places:
            if word := waiting.pop(fold(text(row.cells[place])), None):
                first.append(f"{row.named}, column {sheet.headers[place]}: {quoted(word)} is not known")
    return first


def _ratings(row: Row, question: Question, known: Levels, note: Note) -> dict[str, int]:
    levels: dict[str, int] = {}
    blank: list[tuple[int, str]] = []
    for place, theme in question.places:
        try:
            level = scales.level(row.cells[place], known.scale, best_first=known.best_first)
        except ValueError as error:
            note(place, str(error))
            continue
        if level is None:
            blank.append((place, theme))
        else:
            levels[theme] = level
    if blank:
        themes = ", ".join(theme for _, theme in blank)
        note(blank[0][0], f"not rated: {themes}; rate every theme or none")
    return levels


def _rank_numbers(row: Row, question: Question, note: Note) -> dict[str, int]:
    ranks: dict[str, int | None] = {}
    twice: list[tuple[int, int]] = []
    for place, theme in question.places:
        rating = text(row.cells[place])
        number = rank(rating) if rating else None
        if rating and number is None:
            note(place, f"{quoted(rating)} is no rank; write 1 for the theme most wanted, then 2, 3")
        if number and number in ranks.values():
            twice.append((place, number))
        ranks[theme] = number
    for place, number in twice[:1]:  # ratings taken for ranks would say it in nearly every cell
        note(place, f"two themes are ranked {number}; if these are ratings, say --kind rating")
    return {theme: of_rank(number) for theme, number in ranks.items()}


def _options(row: Row, question: Question, known: Mapping[str, str]) -> list[Option]:
    return split(row.cells[question.places[0][0]], known)


def _ranked(row: Row, question: Question, known: Mapping[str, str], note: Note) -> dict[str, int]:
    options, place = _options(row, question, known), question.places[0][0]
    if strange := [option.text for option in options if option.theme is None]:
        note(place, _no_themes(strange))
    order = [option.theme for option in options if option.theme]
    if len(set(order)) < len(order):
        note(place, "the same theme is ranked twice; keep one of them")
    return {theme: of_rank(order.index(theme) + 1 if theme in order else None) for theme in known.values()}


def _ranks(
    row: Row, question: Question, known: Mapping[str, str], note: Note, *, ticks: bool
) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for place, label in question.places:
        choice = text(row.cells[place])
        theme = known.get(fold(choice))
        if choice and theme is None:
            note(place, _no_themes([choice]))
        if theme in ranks:
            note(place, f"{theme!r} is {'chosen' if ticks else 'ranked'} twice; keep one of them")
        if theme:
            ranks[theme] = 1 if ticks else int(label)
    return {theme: of_rank(ranks.get(theme)) for theme in known.values()}


def _ticked(
    row: Row, question: Question, known: Mapping[str, str], levels: Levels, note: Note
) -> dict[str, int]:
    options = _options(row, question, known)
    strange = [option.text for option in options if option.theme is None]
    if wrong := [other for other in strange if not fold(other).startswith("other")]:
        note(question.places[0][0], _no_themes(wrong))
    levels.left_out += [f"{row.named}: {quoted(other)} is no theme and is left out" for other in strange]
    ticked = {option.theme for option in options}
    return {theme: 5 if theme in ticked else 1 for theme in known.values()}


def _ticks(row: Row, question: Question, note: Note) -> dict[str, int]:
    levels: dict[str, int] = {}
    for place, theme in question.places:
        mark = text(row.cells[place])
        if mark.casefold() not in TICKED | UNTICKED:
            note(place, f"{quoted(mark)} is neither ticked nor empty; write x or nothing")
        levels[theme] = 5 if mark.casefold() in TICKED else 1
    return levels


def _no_themes(options: Sequence[str]) -> str:
    names = ", ".join(repr(name) for name in options)
    are = "are no themes" if len(options) > 1 else "is no theme"
    return f"{names} {are} of the cohort; write one of its themes (see: cln cohort show) or take it out"
