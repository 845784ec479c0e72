"""Reads how confident participants are: levels of items, and scores on published instruments."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from cln.events.reading import opinions
from cln.events.reading.opinions import Choices, Opinion, Reading
from cln.files import cells
from cln.files.cells import text
from cln.files.sheets import Sheet
from cln.programme import SCORES
from cln.survey.reading.columns import NOT_USED
from cln.words import fold

HIGHEST = 1000.0
"""A higher score is a slip of the keyboard."""

_HEADERS: Mapping[str, str] = {
    fold(said): scale
    for scale, name in SCORES.items()
    for said in (name, f"{name} score", f"{name} (score)", f"{name} total", f"teacher {name}")
}


@dataclass(frozen=True)
class Said:
    """What one row says of its participant."""

    opinion: Opinion
    scores: Mapping[str, float]
    """Name of the scale in `programme.SCORES` -> the score."""


@dataclass(frozen=True)
class ConfidenceFile:
    """A file of confidence, with the problems of its rows not yet refused."""

    reading: Reading
    said: tuple[Said, ...]
    scales: tuple[str, ...]
    """The instruments of which the file has scores."""


def read(sheet: Sheet, choices: Choices, *, items: bool = True) -> ConfidenceFile:
    """Read levels of items and scores, or with `items` False only scores.

    Raises:
        Refused: as `opinions.read`.
    """
    places = {
        place: scale for place, header in enumerate(sheet.headers) if (scale := _HEADERS.get(fold(header)))
    }
    reading = opinions.read(sheet, choices, tuple(places), questions=items)
    said = [Said(one, _scores(one, places)) for one in reading.opinions]
    columns = [
        replace(one, role="score", how=f"score: {SCORES[places[place]]}")
        if place in places
        else replace(one, role=NOT_USED, how="holds words, which are not kept")
        if one.role == "words"
        else one
        for place, one in enumerate(reading.columns)
    ]
    asked = tuple(one for one in reading.asked if one.rated)
    return ConfidenceFile(
        replace(reading, columns=tuple(columns), asked=asked), tuple(said), tuple(places.values())
    )


def _scores(one: Opinion, places: Mapping[int, str]) -> dict[str, float]:
    found = {}
    for place, scale in places.items():
        said = one.record.row.cells[place]
        if not text(said):
            continue
        try:
            found[scale] = partial(cells.number, low=0, high=HIGHEST)(said)
        except ValueError as error:
            one.record.problems.add(one.record.number, one.record.sheet.headers[place], str(error))
    return found
