"""Reads how confident participants are: levels of items, and scores on published instruments."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from cln.events.reading import forms
from cln.events.reading.forms import Form, Response
from cln.events.reading.questions import Choices
from cln.files import cells
from cln.files.sheets import Sheet
from cln.programme import SCORES
from cln.survey.reading.columns import NOT_USED, ColumnReading
from cln.words import fold

SCORE = "score"
"""The role of a column that holds scores."""

HIGHEST = 1000.0
"""A higher score is a slip of the keyboard."""

_HEADERS: Mapping[str, str] = {
    fold(header): scale
    for scale, name in SCORES.items()
    for header in (name, f"{name} score", f"{name} (score)", f"{name} total", f"teacher {name}")
}


def read(sheet: Sheet, choices: Choices, *, items: bool = True) -> Form:
    """Read levels of items and scores, or with `items` False only scores.

    Raises:
        Refused: as `forms.read`.
    """
    scales = {
        place: scale for place, header in enumerate(sheet.headers) if (scale := _HEADERS.get(fold(header)))
    }
    form = forms.read(sheet, choices, tuple(scales), questions=items)
    return replace(
        form,
        columns=tuple(_column(one, scales.get(place)) for place, one in enumerate(form.columns)),
        questions=tuple(one for one in form.questions if one.rated),
        responses=tuple(replace(one, scores=_scores(one, scales)) for one in form.responses),
    )


def _column(one: ColumnReading, scale: str | None) -> ColumnReading:
    if scale:
        return replace(one, role=SCORE, how=f"score: {SCORES[scale]}")
    if one.role == "words":
        return replace(one, role=NOT_USED, how="holds words, which are not kept")
    return one


def _scores(one: Response, scales: Mapping[int, str]) -> dict[str, float]:
    read = partial(cells.number, low=0, high=HIGHEST)
    return {
        scale: score
        for place, scale in scales.items()
        if (score := replace(one.record, at={scale: place}).may(scale, read)) is not None
    }
