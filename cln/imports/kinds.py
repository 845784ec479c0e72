"""What a file holds, told by its columns. Pure: no database."""

from collections.abc import Sequence
from enum import StrEnum

from cln.cohort.reading import fits_nominations
from cln.events.reading.attendance import fits_attendance
from cln.events.reading.forms import fits_form
from cln.events.reading.long import is_confidence, is_feedback
from cln.facilitators.reading import fits_facilitators
from cln.files.sheets import Sheet
from cln.match.reading import fits_teams
from cln.projects.reading import fits_visits
from cln.register.reading import fits_register, fits_simd
from cln.survey.reading.surveys import fits_survey


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


def kinds(sheet: Sheet, themes: Sequence[str]) -> tuple[Kind, ...]:
    """What a sheet can be: one kind, several where only the user can tell, or none.

    Args:
        sheet: the rows below their headers.
        themes: those that a survey may ask about.
    """
    sure = {
        Kind.VISITS: fits_visits,
        Kind.FEEDBACK: is_feedback,
        Kind.CONFIDENCE: is_confidence,
        Kind.SIMD: fits_simd,
        Kind.ATTENDANCE: fits_attendance,
        Kind.FACILITATORS: fits_facilitators,
        Kind.NOMINATIONS: fits_nominations,
        Kind.TEAMS: fits_teams,
        Kind.ESTABLISHMENTS: fits_register,
    }
    for kind, fits in sure.items():
        if fits(sheet):
            return (kind,)
    if fits_survey(sheet, themes):
        return (Kind.SURVEY,)
    return (Kind.FEEDBACK, Kind.CONFIDENCE) if fits_form(sheet) else ()
