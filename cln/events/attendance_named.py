"""Takes in who came to an event, of people whom a sheet names that cln made itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from cln.cohort.whom import MeansNobody, Which
from cln.errors import Refused
from cln.events.attendance_import import Marks, Taken
from cln.programme import AttendanceStatus
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Named:
    """Somebody of an entry, and whether they came; `row` is how a refusal names the place that says so."""

    which: Which
    name: str
    status: AttendanceStatus
    row: str


def take_named(
    change: Change, cohort: Cohort, number: int, people: Sequence[Named], after: int | None, *, anyway: bool
) -> Taken:
    """Take in who came, of people whom a sheet names; what else was put on record after a change refuses it.

    Raises:
        Overtaken: it would write over what others have put on record since, and not `anyway`.
        Refused: as `take_by_hand`.
    """
    marks = Marks(change, cohort, number)
    for one in people:
        try:
            marks.mark(marks.find(one.which, one.name, "", one.status), one.status)
        except (MeansNobody, Refused) as problem:
            raise Refused(f"{one.row}: {problem}; nothing was taken in") from problem
    marks.refuse_changed(after, anyway=anyway)
    return marks.write(None)
