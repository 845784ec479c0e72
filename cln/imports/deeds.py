"""What is done with a file of each kind: the deed of its room, as the room's own command does it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from cln.cohort.enrolment import Enrolment, enrol
from cln.cohort.queries import themes_of
from cln.cohort.whom import theme
from cln.events import attendance_import, confidence_import, feedback_import, marks
from cln.events.reading.questions import Choices
from cln.facilitators import facilitators
from cln.files.scales import parse
from cln.files.source import Source
from cln.imports.kinds import Kind
from cln.imports.parts import Part
from cln.match.limits import in_force
from cln.projects import sheet_import
from cln.register import establishment_import
from cln.store import Change
from cln.survey import answers
from cln.tables.cohorts import Cohort

Result = (
    establishment_import.Imported
    | Enrolment
    | facilitators.Imported
    | answers.Imported
    | marks.Taken
    | feedback_import.Imported
    | confidence_import.Imported
    | sheet_import.Merged
)
"""What became of a file, as its own command tells it."""


def of_register(change: Change, simd: Path | None) -> Callable[[Source], Result]:
    """What takes in a file of establishments, with the file of SIMD quintiles that came with it."""
    return partial(establishment_import.import_file, change, simd)


def of_cohort(part: Part, change: Change, cohort: Cohort) -> Callable[[Source], Result]:
    """What takes in a file that is about a cohort."""
    match part.kind:
        case Kind.NOMINATIONS:
            return partial(enrol, change, cohort, _most(change, cohort))
        case Kind.FACILITATORS:
            known = theme(themes_of(change.session, cohort, every=True), cohort)
            return partial(facilitators.import_file, change, cohort, known, _most(change, cohort))
        case Kind.SURVEY:
            scale = part.scales[-1] if part.scales else None
            return partial(answers.import_survey, change, cohort, scale=scale)
        case Kind.ATTENDANCE:
            return partial(attendance_import.take_file, change, cohort, part.event, None)
        case Kind.FEEDBACK:
            asked = partial(feedback_import.import_file, change, cohort, part.event, _choices(part))
            return partial(asked, sector=part.sector)
        case Kind.CONFIDENCE:
            return partial(confidence_import.import_file, change, cohort, part.occasion, _choices(part))
        case Kind.VISITS:
            return partial(sheet_import.import_file, change, cohort)
    raise AssertionError(f"{part.kind} is not of a cohort")


def _choices(part: Part) -> Choices:
    return Choices(scales=tuple(map(parse, part.scales)))


def _most(change: Change, cohort: Cohort) -> int:
    """For how many establishments one key facilitator is enough."""
    return in_force(change.session, cohort).facilitator_establishments
