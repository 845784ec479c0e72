"""Finds the question that asks about the themes, in whichever of the ways forms write it.

Three forms exist: a column for each theme, a column for each rank, one column that names several themes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cln.errors import Refused
from cln.files.cells import text
from cln.files.sheets import Sheet
from cln.programme import Kind
from cln.survey.reading.columns import repeated
from cln.survey.reading.options import bare, by_fold, split, theme_of
from cln.words import fold


class Form(StrEnum):
    """How a question about the themes is spread over columns."""

    THEMES = "a column for each theme"
    RANKS = "a column for each rank"
    CELL = "one column"


@dataclass(frozen=True)
class Question:
    """A question that may hold the themes.

    `name` is what `--question` calls it. `places` are pairs of a column and what it stands for: its theme,
    its rank as digits, or nothing.
    """

    name: str
    form: Form
    places: tuple[tuple[int, str], ...]
    kind: Kind | None

    def lacks(self, themes: Sequence[str]) -> list[str]:
        """The themes that no column covers."""
        covered = {label for _, label in self.places}
        return [theme for theme in themes if theme not in covered] if self.form is Form.THEMES else []


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_ORDINAL = re.compile(
    rf"\b(?:(?P<digits>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))"
    r"(?:\s+(?:choice|preference|priority|rank|theme))?\b"
    r"|\b(?:choice|preference|priority|rank|theme|option)\s*(?P<after>\d{1,2})\b|\[\s*(?P<row>\d{1,2})\s*\]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(?:theme|option)\s*\d", re.IGNORECASE)
"""A number that may be no rank."""
_TOP = re.compile(
    r"\b(?:top|favou?rite|main|(?:most )?preferred|most wanted|best)\b"
    r"(?:\s+(?:choice|preference|priority|rank|theme))?(?!\s+(?:\d|two|three|four|five|themes|choices))",
    re.IGNORECASE,
)
"""How else forms call the first choice beside a second one."""
_RANKING = re.compile(r"\brank|\bprioritise|\bin order\b|\border of\b", re.IGNORECASE)
_TICKS = re.compile(r"\btick|\bselect\b|\ball that apply\b|\bcheck all\b|\bchoose\b|\bpick\b", re.IGNORECASE)


def rank(words: str) -> int | None:
    """The rank that words name: "1", "2nd choice", "third", "Choice 4"; None where they name none."""
    if re.fullmatch(r"\d{1,2}", words):
        return int(words) or None
    match = _ORDINAL.search(words)
    if match is None:
        return None
    if match["word"]:
        return _ORDINALS.index(match["word"].casefold()) + 1
    return int(match["digits"] or match["after"] or match["row"]) or None


def find_questions(sheet: Sheet, free: Sequence[int], themes: Sequence[str]) -> list[Question]:
    """Every question among the columns `free` that may hold the themes, in the order of the file.

    Raises:
        Refused: one question has two columns for the same theme or rank.
    """
    known = by_fold(themes)
    _refuse_asked_again(sheet, known)
    spread: dict[tuple[str, Form], list[tuple[int, str]]] = {}
    sentences: dict[str, list[tuple[int, str]]] = {}
    questions: list[Question] = []
    for place in free:
        header = bare(sheet.headers[place])
        if single := theme_of(header, known):
            spread.setdefault((single[0], Form.THEMES), []).append((place, single[1]))
        elif (number := rank(header)) and any(fold(text(cell)) in known for cell in sheet.filled(place)):
            spread.setdefault((_asked(_ORDINAL, header), Form.RANKS), []).append((place, str(number)))
        elif _lists_themes(sheet, place, known):
            questions.append(Question(header, Form.CELL, ((place, ""),), _kind_of_cell(sheet, place, known)))
        elif within := _within(header, themes):
            sentences.setdefault(within[0], []).append((place, within[1]))
    for sentence, places in sentences.items():
        if {theme for _, theme in places} == set(themes):
            spread[sentence, Form.THEMES] = places
    for (name, form), places in spread.items():
        top = _top_of(sheet, questions, name, known) if form is Form.RANKS else []
        if len(top) == 1 and "1" not in {label for _, label in places}:
            questions.remove(top[0])
            places.insert(0, (top[0].places[0][0], "1"))
        _refuse_twice(sheet, places)
        title = name or sheet.headers[places[0][0]]
        questions.append(Question(title, form, tuple(places), _kind_of_columns(sheet, name, form, places)))
    return sorted(questions, key=lambda question: question.places[0])


def _within(header: str, themes: Sequence[str]) -> tuple[str, str] | None:
    """The sentence around a theme, and the theme: "How keen are you on Literacy?"; the longest theme wins."""
    for theme in sorted(themes, key=len, reverse=True):
        before, held, after = header.casefold().partition(theme.casefold())
        if held and not (before[-1:].isalnum() or after[:1].isalnum()):
            return f"{before.strip()} ... {after.strip()}", theme
    return None


def _asked(mark: re.Pattern[str], header: str) -> str:
    """What a header asks without its rank."""
    return " ".join(mark.sub("", header).replace("[]", "").split())


def _top_of(
    sheet: Sheet, questions: Sequence[Question], name: str, known: Mapping[str, str]
) -> list[Question]:
    """The columns that hold the first choices of a ranking whose other columns are numbered."""
    return [
        question
        for question in questions
        if _TOP.search(question.name)
        and fold(_asked(_TOP, question.name)) == fold(name)
        and all(len(split(cell, known)) < 2 for cell in sheet.filled(question.places[0][0]))
    ]


def _kind_of_columns(sheet: Sheet, name: str, form: Form, places: Sequence[tuple[int, str]]) -> Kind | None:
    if form is Form.THEMES:
        return _kind_by_words(name) or Kind.RATING
    numbered = all(_NUMBERED.search(sheet.headers[place]) for place, _ in places)
    return None if numbered and not _kind_by_words(name) else Kind.RANKING


def _kind_by_words(header: str) -> Kind | None:
    if _RANKING.search(header):
        return Kind.RANKING
    return Kind.TICKS if _TICKS.search(header) else None


def _kind_of_cell(sheet: Sheet, place: int, known: Mapping[str, str]) -> Kind | None:
    if by_words := _kind_by_words(sheet.headers[place]):
        return by_words
    chosen = [{option.theme for option in split(cell, known)} for cell in sheet.filled(place)]
    return Kind.RANKING if all(themes >= set(known.values()) for themes in chosen) else None


def _lists_themes(sheet: Sheet, place: int, known: Mapping[str, str]) -> bool:
    """Whether a column names themes: any cell where its header promises it, else at least half of them."""
    filled = [split(cell, known) for cell in sheet.filled(place)]
    if _kind_by_words(sheet.headers[place]):
        return any(option.theme for options in filled for option in options)
    wholly = sum(all(option.theme for option in options) for options in filled)
    return bool(filled) and 2 * wholly >= len(filled)


def _refuse_asked_again(sheet: Sheet, known: Mapping[str, str]) -> None:
    """Microsoft Forms writes `Literacy2` where a second question has a row of the same name."""
    for place, header in enumerate(sheet.headers):
        first = repeated(sheet.headers, place)
        if first is None or theme_of(bare(first), known) is None:
            continue
        other = sheet.headers.index(first)
        if any(text(row.cells[place]) not in {"", text(row.cells[other])} for row in sheet.rows):
            raise Refused(
                f"{sheet.source}: the columns {first!r} and {header!r} ask the same; keep one of them"
            )


def _refuse_twice(sheet: Sheet, places: Sequence[tuple[int, str]]) -> None:
    first: dict[str, int] = {}
    for place, label in places:
        if label in first:
            both = f"{sheet.headers[first[label]]!r} and {sheet.headers[place]!r}"
            raise Refused(f"{sheet.source}: the columns {both} ask the same; keep one of them")
        first[label] = place
