"""Finds the question that asks about the themes, in whichever of the ways forms write it.

Three forms exist: a column for each theme, a column for each rank, one column that names several themes.
Where a survey asks twice, ratings and rankings say more than ticks; what cannot be decided is asked of
the user, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cln.errors import Refused
from cln.files.cells import text
from cln.files.sheets import Sheet
from cln.programme import Kind
from cln.survey.reading.options import asked, by_fold, split, theme_of
from cln.words import fold, nearest_name


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
    r"|\b(?:choice|preference|priority|rank)\s*(?P<after>\d{1,2})\b|\[\s*(?P<row>\d{1,2})\s*\]",
    re.IGNORECASE,
)
_RANKING = re.compile(r"\brank|\bprioritise|\bin order\b|\border of\b", re.IGNORECASE)
_TICKS = re.compile(r"\btick|\bselect\b|\ball that apply\b|\bcheck all\b|\bchoose\b|\bpick\b", re.IGNORECASE)
_FITTING = {
    Form.THEMES: frozenset(Kind),
    Form.RANKS: frozenset({Kind.RANKING}),
    Form.CELL: frozenset({Kind.RANKING, Kind.TICKS}),
}


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
    spread: dict[tuple[str, Form], list[tuple[int, str]]] = {}
    questions: list[Question] = []
    for place in free:
        header = sheet.headers[place]
        if single := theme_of(header, known):
            spread.setdefault((single[0], Form.THEMES), []).append((place, single[1]))
        elif (number := rank(header)) and any(fold(text(cell)) in known for cell in sheet.filled(place)):
            name = _ORDINAL.sub("", header).replace("[]", "").strip()
            spread.setdefault((name, Form.RANKS), []).append((place, str(number)))
        elif _lists_themes(sheet, place, known):
            questions.append(Question(header, Form.CELL, ((place, ""),), _kind_of_cell(sheet, place, known)))
    for (name, form), places in spread.items():
        _refuse_twice(sheet, places)
        kind = Kind.RANKING if form is Form.RANKS else (_kind_by_words(name) or Kind.RATING)
        questions.append(Question(name or sheet.headers[places[0][0]], form, tuple(places), kind))
    return sorted(questions, key=lambda question: question.places[0])


def choose(
    sheet: Sheet, questions: Sequence[Question], themes: Sequence[str], kind: Kind | None, name: str | None
) -> Question:
    """The one question to read, its kind settled.

    Raises:
        Refused: there is none, several are as good, its kind cannot be told, or it does not cover all themes.
    """
    source = sheet.source
    pool = [question for question in questions if not name or fold(question.name) == fold(name)]
    if not pool:
        raise Refused(_none(sheet, questions, themes, name))
    pool = _of_kind(pool, kind) if kind else _telling(pool, themes)
    if not pool:
        raise Refused(f"{source}: no column holds the themes as {kind}; leave --kind away or correct it")
    if len(pool) > 1:
        names = " and ".join(repr(question.name) for question in pool)
        raise Refused(
            f"{source}: {names} all ask about the themes; choose one with --question {pool[0].name!r}"
        )
    (chosen,) = pool
    if chosen.kind is None:
        raise Refused(
            f"{source}: {chosen.name!r} may be a ranking or ticks; say which: --kind ranking or --kind ticks"
        )
    if lacking := chosen.lacks(themes):
        raise Refused(
            f"{source}: no column covers the theme{'s' if len(lacking) > 1 else ''} "
            f"{' and '.join(repr(theme) for theme in lacking)}; head a column with each theme's name"
            f"{_misspelt(sheet, questions, lacking)}"
        )
    return chosen


def _of_kind(pool: Sequence[Question], kind: Kind) -> list[Question]:
    """What is of this kind by itself, else what nobody can tell, else what could be read so."""
    fitting = [question for question in pool if kind in _FITTING[question.form]]
    best = (
        [question for question in fitting if question.kind is kind]
        or [question for question in fitting if question.kind is None]
        or fitting
    )
    return [replace(question, kind=kind) for question in best]


def _telling(pool: Sequence[Question], themes: Sequence[str]) -> list[Question]:
    """Complete ratings and rankings, else what names themes in one cell, else the rest."""
    return (
        [q for q in pool if q.kind in {Kind.RATING, Kind.RANKING} and not q.lacks(themes)]
        or [q for q in pool if not q.lacks(themes)]
        or list(pool)
    )


def _misspelt(sheet: Sheet, questions: Sequence[Question], lacking: Sequence[str]) -> str:
    """Which headers may be meant for the themes that no column covers; empty where none looks like one."""
    taken = {place for question in questions for place, _ in question.places}
    free = {asked(h): h for i, h in enumerate(sheet.headers) if h and i not in taken}
    near = [(theme, header) for theme in lacking if (header := nearest_name(theme, free))]
    meant = ", ".join(f"{theme!r} by {free[header]!r}" for theme, header in near)
    return f" (did you mean {meant}?)" if meant else ""


def _none(sheet: Sheet, questions: Sequence[Question], themes: Sequence[str], name: str | None) -> str:
    if name and questions:
        names = ", ".join(repr(question.name) for question in questions)
        return f"{sheet.source}: no question about the themes is called {name!r}; there is {names}"
    return (
        f"{sheet.source}: no column asks about the themes {', '.join(themes)}; "
        "head a column with each theme's name, or import a ranking or ticks that name them"
        f"{_misspelt(sheet, questions, themes)}"
    )


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


def _refuse_twice(sheet: Sheet, places: Sequence[tuple[int, str]]) -> None:
    first: dict[str, int] = {}
    for place, label in places:
        if label in first:
            both = f"{sheet.headers[first[label]]!r} and {sheet.headers[place]!r}"
            raise Refused(f"{sheet.source}: the columns {both} ask the same; keep one of them")
        first[label] = place
