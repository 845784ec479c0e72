"""What a file holds, told by its columns. Pure: no database."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

import cln.cohort.reading
import cln.events.reading.attendance
import cln.facilitators.reading
import cln.match.reading
import cln.projects.reading
from cln.cohort.reading import fits_nominations
from cln.errors import Refused
from cln.events.reading.attendance import fits_attendance
from cln.events.reading.forms import fits_form
from cln.events.reading.long import is_confidence, is_feedback
from cln.facilitators.reading import fits_facilitators
from cln.files import headers, sheets
from cln.files.sheets import Sheet
from cln.files.source import Source
from cln.match.reading import fits_teams
from cln.projects.reading import fits_visits
from cln.register.reading.layouts import LAYOUTS, fits_register, layout_of
from cln.register.reading.simd import SIMD, fits_simd
from cln.survey.reading.surveys import fits_survey
from cln.tables.cohorts import Theme


class Kind(StrEnum):
    """What a file holds, in the order in which files need each other."""

    SIMD = "SIMD quintiles"
    ESTABLISHMENTS = "establishments"
    NOMINATIONS = "nominations"
    FACILITATORS = "facilitators"
    SURVEY = "survey"
    ATTENDANCE = "attendance"
    FEEDBACK = "feedback"
    CONFIDENCE = "confidence"
    VISITS = "visits"
    TEAMS = "teams"

    @property
    def of_cohort(self) -> bool:
        """Whether it says something of a cohort, rather than of the register."""
        return self not in {Kind.SIMD, Kind.ESTABLISHMENTS}


TABLES: Mapping[Kind, Mapping[str, Sequence[str]]] = {
    Kind.SIMD: SIMD,
    Kind.NOMINATIONS: cln.cohort.reading.COLUMNS,
    Kind.FACILITATORS: cln.facilitators.reading.COLUMNS,
    Kind.ATTENDANCE: cln.events.reading.attendance.COLUMNS,
    Kind.VISITS: cln.projects.reading.COLUMNS,
    Kind.TEAMS: cln.match.reading.COLUMNS,
}
"""Kinds whose columns are known by their headers alone: name -> the other headers that each may have."""


@dataclass(frozen=True)
class ReadAs:
    """How a column of a file was taken; `column` is empty where it was not."""

    header: str
    column: str


def read_as(kind: Kind, sheet: Sheet) -> tuple[ReadAs, ...]:
    """How each column is taken of a kind that is known by its headers; nothing for the others."""
    layout = layout_of(sheet).columns if kind is Kind.ESTABLISHMENTS else TABLES.get(kind)
    if layout is None:
        return ()
    if kind is Kind.NOMINATIONS:
        names = cln.cohort.reading.columns(sheet)
    else:
        names = {place: name for name, place in sheets.columns(sheet, layout, ()).items()}
    return tuple(ReadAs(title, names.get(place, "")) for place, title in enumerate(sheet.titles) if title)


def known(themes: Sequence[str]) -> headers.Known:
    """The names by which the headers of a file of any kind are found."""
    own = (layout.columns for layout in LAYOUTS)
    return headers.known(*own, *TABLES.values(), beside=themes)


def _fits_register(sheet: Sheet) -> bool:
    """Whether it is a file of establishments; one that says who has which role is a list of people."""
    return fits_register(sheet) and sheet.find("role", *cln.cohort.reading.COLUMNS["role"]) is None


def kinds(sheet: Sheet, themes: Sequence[str]) -> tuple[Kind, ...]:
    """What a sheet can be: one kind, several where only the user can tell, or none.

    Args:
        sheet: the rows below their headers.
        themes: those that a survey may ask about.
    """
    sure: dict[Kind, Callable[[Sheet], bool]] = {
        Kind.VISITS: fits_visits,
        Kind.FEEDBACK: is_feedback,
        Kind.CONFIDENCE: is_confidence,
        Kind.SIMD: fits_simd,
        Kind.ATTENDANCE: fits_attendance,
        Kind.FACILITATORS: fits_facilitators,
        Kind.NOMINATIONS: fits_nominations,
        Kind.TEAMS: fits_teams,
        Kind.SURVEY: partial(_is_survey, themes=themes),  # it may name the establishments, too
        Kind.ESTABLISHMENTS: _fits_register,
    }
    for kind, fits in sure.items():
        if fits(sheet):
            return (kind,)
    return (Kind.FEEDBACK, Kind.CONFIDENCE) if fits_form(sheet) else ()


def only(source: Source, wanted: Kind, themes: Iterable[Theme]) -> Source:
    """The file, to be refused where all of its columns are those of another kind: it answers no question."""
    return replace(source, suits=partial(_refuse_other, wanted=wanted, themes=[one.name for one in themes]))


def _refuse_other(sheet: Sheet, wanted: Kind, themes: Sequence[str]) -> None:
    known = kinds(sheet, themes)
    if wanted in known or len(known) != 1 or any(not one.column for one in read_as(known[0], sheet)):
        return
    raise Refused(
        f"{sheet.source}: its columns are those of {known[0]}, not of {wanted}; cln import takes it in"
    )


def _is_survey(sheet: Sheet, themes: Sequence[str]) -> bool:
    """Whether it asks about the themes; two columns for the code are right in a file of establishments."""
    try:
        return fits_survey(sheet, themes)
    except Refused:
        if fits_register(sheet):
            return False
        raise
