"""What became of a file -> how the command of its own room shows it."""

from collections.abc import Callable
from typing import Any

import cln.events.views.attendance
import cln.events.views.confidence
import cln.events.views.feedback
import cln.facilitators.view
import cln.register.view
import cln.survey.view
from cln.cohort.cohorts import Opened
from cln.cohort.enrolment import Enrolment
from cln.cohort.views.cohorts import enrolled, opened
from cln.events import confidence_import, feedback_import, marks
from cln.events.views.schedule import table
from cln.facilitators import facilitators
from cln.imports.deeds import Result
from cln.projects.sheet_import import Merged
from cln.projects.views.log import merged
from cln.register import establishment_import
from cln.screen.view import View
from cln.survey import answers

VIEWS: dict[type, Callable[[Any], View]] = {
    establishment_import.Imported: cln.register.view.imported,
    Enrolment: enrolled,
    facilitators.Imported: cln.facilitators.view.imported,
    answers.Imported: cln.survey.view.imported,
    marks.Taken: cln.events.views.attendance.taken,
    feedback_import.Imported: cln.events.views.feedback.imported,
    confidence_import.Imported: cln.events.views.confidence.imported,
    Merged: merged,
    Opened: lambda result: opened(result, table(result.events)),
}


def shown(result: Result | Opened) -> View:
    """What the command of its own would show."""
    return VIEWS[type(result)](result)
