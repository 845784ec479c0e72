"""Turns what a respondent said about the themes into levels from 1 to 5.

kind      5              4    3    2              1
ranking   ranked first   2nd  3rd  ranked lower   not ranked
rating    5              4    3    2              1
ticks     ticked         -    -    -              not ticked
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from cln.errors import Refused
from cln.intake import scales, survey_options
from cln.intake.cells import Cell, text
from cln.intake.problems import Problems
from cln.intake.scales import Scale
from cln.intake.sheets import Row, Sheet
from cln.intake.survey_options import Option
from cln.intake.survey_themes import Form, Question, rank
from cln.programme import Kind
from cln.spelling import fold

TICKED = frozenset({"x", "y", "yes", "true", "1", "ticked", "selected", "checked"})
UNTICKED = frozenset({"", "n", "no", "false", "0", "unticked"})


@dataclass
class Levels:
    """What each row says; `left_out` names what was passed over; `scale` has the words of the ratings."""

    by_row: dict[int, dict[str, int]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    scale: Scale | None = None


def read(
    sheet: Sheet, question: Question, themes: Sequence[str], scale: Scale | None, problems: Problems
) -> Levels:
    """The levels of each row by its number; rows that say nothing about any theme are left out and named.

    What is wrong with a row is added to `problems`.

    Raises:
        Refused: the ratings are in words that no known scale has; all of them are named.
    """
    levels = Levels(scale=_scale(sheet, question, scale, problems) if question.kind is Kind.RATING else None)
    read_row = _reader(sheet, question, themes, levels)
    for row in sheet.rows:
        if not any(text(row.cells[place]) for place, _ in question.places):
            levels.left_out.append(f"row {row.number} says nothing about the themes and is left out")
            continue
        try:
            levels.by_row[row.number] = read_row(row)
        except CellProblem as problem:
            problems.add(row.number, sheet.headers[problem.place], str(problem))
    return levels


class CellProblem(ValueError):
    """What is wrong with one cell; `place` is its column."""

    def __init__(self, place: int, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place


def _reader(
    sheet: Sheet, question: Question, themes: Sequence[str], levels: Levels
) -> Callable[[Row], dict[str, int]]:
    known = survey_options.by_fold(themes)
    if question.form is Form.CELL and question.kind is Kind.RANKING:
        return lambda row: _ranked(_options(row, question, known), question.places[0][0], themes)
    if question.form is Form.CELL:
        return lambda row: _ticked(row, question, known, levels)
    if question.form is Form.RANKS:
        return lambda row: _ranks(row, question, known)
    if question.kind is Kind.RANKING:
        return lambda row: _rank_numbers(sheet, row, question)
    if question.kind is Kind.TICKS:
        return lambda row: {theme: _tick(row.cells[place], place) for place, theme in question.places}
    return lambda row: _ratings(row, question, levels.scale)


def of_rank(number: int | None) -> int:
    """The level of a rank: 5, 4, 3 for the first three, 2 for any lower, 1 for none."""
    return 1 if number is None else max(2, 6 - number)


def _scale(sheet: Sheet, question: Question, given: Scale | None, problems: Problems) -> Scale | None:
    """The scale that has every word of the ratings; None where they are all numbers.

    Raises:
        Refused: there is none.
    """
    seen = scales.words(row.cells[place] for row in sheet.rows for place, _ in question.places)
    scale = given or (scales.understood(seen) if seen else None)
    unknown = seen if scale is None else [word for word in seen if scale.level(word) is None]
    if not unknown:
        return scale
    raise Refused(
        f"{sheet.source}: cln does not know the words of these ratings: "
        f"{', '.join(repr(word) for word in seen)}; say what they mean, worst to best, with {scales.EXAMPLE}",
        [*_first_places(sheet, question, unknown), *problems.lines()],
    )


def _first_places(sheet: Sheet, question: Question, unknown: Sequence[str]) -> list[str]:
    """Where each unknown word stands first."""
    waiting, found = {fold(word): word for word in unknown}, list[str]()
    for row in sheet.rows:
        for place, _ in question.places:
            if word := waiting.pop(fold(text(row.cells[place])), None):
                found.append(f"row {row.number}, column {sheet.headers[place]}: {word!r} is not known")
    return found


def _ratings(row: Row, question: Question, scale: Scale | None) -> dict[str, int]:
    levels: dict[str, int] = {}
    blank: list[tuple[int, str]] = []
    for place, theme in question.places:
        try:
            level = scales.level(row.cells[place], scale)
        except ValueError as error:
            raise CellProblem(place, str(error)) from None
        if level is None:
            blank.append((place, theme))
        else:
            levels[theme] = level
    if blank:
        themes = ", ".join(theme for _, theme in blank)
        raise CellProblem(blank[0][0], f"not rated: {themes}; rate every theme or none")
    return levels


def _rank_numbers(sheet: Sheet, row: Row, question: Question) -> dict[str, int]:
    ranks: dict[str, int | None] = {}
    for place, theme in question.places:
        said = text(row.cells[place])
        number = rank(said) if said else None
        if said and number is None:
            raise CellProblem(place, f"{said!r} is no rank; write 1 for the theme most wanted, then 2, 3")
        if number and number in ranks.values():
            raise CellProblem(
                place, f"two themes are ranked {number}; if these are ratings, say --kind rating"
            )
        ranks[theme] = number
    return {theme: of_rank(number) for theme, number in ranks.items()}


def _options(row: Row, question: Question, known: Mapping[str, str]) -> list[Option]:
    return survey_options.split(row.cells[question.places[0][0]], known)


def _ranked(options: Sequence[Option], place: int, themes: Sequence[str]) -> dict[str, int]:
    if strange := [option.said for option in options if option.theme is None]:
        raise CellProblem(place, _no_themes(strange))
    order = [option.theme for option in options]
    if len(set(order)) < len(order):
        raise CellProblem(place, "the same theme is ranked twice; keep one of them")
    return {theme: of_rank(order.index(theme) + 1 if theme in order else None) for theme in themes}


def _ranks(row: Row, question: Question, known: Mapping[str, str]) -> dict[str, int]:
    ranks: dict[str, int] = {}
    for place, label in question.places:
        said = text(row.cells[place])
        theme = known.get(fold(said))
        if said and theme is None:
            raise CellProblem(place, _no_themes([said]))
        if theme in ranks:
            raise CellProblem(place, f"{theme!r} is ranked twice; keep one of them")
        if theme:
            ranks[theme] = int(label)
    return {theme: of_rank(ranks.get(theme)) for theme in known.values()}


def _ticked(row: Row, question: Question, known: Mapping[str, str], levels: Levels) -> dict[str, int]:
    options = _options(row, question, known)
    strange = [option.said for option in options if option.theme is None]
    if wrong := [said for said in strange if not fold(said).startswith("other")]:
        raise CellProblem(question.places[0][0], _no_themes(wrong))
    levels.left_out += [f"row {row.number}: {said!r} is no theme and is left out" for said in strange]
    ticked = {option.theme for option in options}
    return {theme: 5 if theme in ticked else 1 for theme in known.values()}


def _tick(cell: Cell, place: int) -> int:
    said = text(cell).casefold()
    if said in TICKED:
        return 5
    if said in UNTICKED:
        return 1
    raise CellProblem(place, f"{text(cell)!r} is neither ticked nor empty; write x or nothing")


def _no_themes(said: Sequence[str]) -> str:
    names = ", ".join(repr(name) for name in said)
    are = "are no themes" if len(said) > 1 else "is no theme"
    return f"{names} {are} of the cohort; write one of its themes (see: cln cohort show) or take it out"
