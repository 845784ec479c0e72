"""Chooses the question about the themes that is read, where a form has several or can be read two ways.

Where a survey asks twice, ratings and rankings say more than ticks; what cannot be decided is asked of the
user, never guessed.
"""

from collections.abc import Sequence
from dataclasses import replace

from cln.errors import Refused
from cln.files.cells import text
from cln.files.sheets import Sheet
from cln.programme import Kind
from cln.survey.reading.options import asked
from cln.survey.reading.themes import Form, Question
from cln.words import fold, listed, nearest_name

_FITTING = {
    Form.THEMES: frozenset(Kind),
    Form.RANKS: frozenset({Kind.RANKING, Kind.TICKS}),
    Form.CELL: frozenset({Kind.RANKING, Kind.TICKS}),
}


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
    if chosen.form is Form.RANKS and chosen.kind is Kind.RANKING:
        _refuse_gap(sheet, chosen, questions)
    if chosen.form is Form.THEMES and kind is None:
        _refuse_ranks(sheet, chosen)
    if lacking := chosen.lacks(themes):
        raise Refused(
            f"{source}: no column covers the theme{'s' if len(lacking) > 1 else ''} "
            f"{' and '.join(repr(theme) for theme in lacking)}; head a column with each theme's name"
            f"{_misspelt(sheet, questions, lacking)}"
        )
    return chosen


def _refuse_gap(sheet: Sheet, chosen: Question, questions: Sequence[Question]) -> None:
    """A ranking that lacks a number would give each theme another level than it was given."""
    ranks = sorted(int(label) for _, label in chosen.places)
    lacking = [str(number) for number in range(1, ranks[-1]) if number not in ranks]
    if not lacking:
        return
    headers = [sheet.titles[place] for place, _ in chosen.places]
    others = [
        sheet.titles[place]
        for question in questions
        if question is not chosen
        for place, _ in question.places
    ]
    about = f" ({listed([repr(one) for one in others])} asks about the themes too)" if others else ""
    raise Refused(
        f"{sheet.source}: {listed([repr(one) for one in headers])} are a ranking without number "
        f"{listed(lacking)}{about}; head its column 'Choice {lacking[0]}'"
    )


def _refuse_ranks(sheet: Sheet, chosen: Question) -> None:
    """Ranks read as ratings would turn every answer upside down."""
    rows = [[cell for place, _ in chosen.places if (cell := text(row.cells[place]))] for row in sheet.rows]
    given = [row for row in rows if row]
    longest = max(map(len, given), default=0)
    enough = longest > 5 or len(given) > 1 or longest < len(chosen.places)
    if chosen.kind is not Kind.RATING or longest < 2 or not enough:
        return
    if all(sorted(row) == [str(number) for number in range(1, len(row) + 1)] for row in given):
        raise Refused(
            f"{sheet.source}: every row holds the numbers from 1 to {longest} once each, as a ranking does; "
            "say which it is: --kind ranking (1 the most wanted) or --kind rating (5 the highest)"
        )


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
