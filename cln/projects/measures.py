"""The data collection plan: measures, with what was found before the change and after it."""

import math
from dataclasses import dataclass
from datetime import date

from cln.cohort import days
from cln.errors import Refused, Usage
from cln.files.outcome import alter
from cln.programme import MeasureKind
from cln.projects import projects
from cln.projects.projects import Standing
from cln.projects.queries.projects import OnRecord
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.projects import Measure
from cln.words import fold


@dataclass(frozen=True)
class Details:
    """What a measure is and says; None or empty for what the user says nothing about."""

    name: str = ""
    method: str = ""
    by: str = ""
    due: date | None = None
    unit: str = ""
    baseline: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Measured:
    """A measure as it stands now."""

    cohort: str
    project: Standing
    measure: Measure


def put(
    change: Change,
    cohort: Cohort,
    project: int,
    details: Details,
    *,
    number: int | None,
    kind: MeasureKind | None,
    on: date,
) -> Measured:
    """Add a measure to a project's data collection plan, or fill in the one that has a `number` already.

    Raises:
        Refused: there is no such project or measure, the project had ended by then, the plan has a measure
            of that name, a value is no number though the measure is quantitative, or a day lies outside the
            cohort's run.
        Usage: it is not said which measure is meant, or a new one lacks its kind.
    """
    record = projects.running(change.session, cohort, project, on)
    row = _new(record, details, kind, on) if number is None else _known(record, number, details, kind)
    _fill(cohort, row, details, on)
    change.add(row)
    return Measured(cohort.name, projects.told(change.session, cohort, project).project, row)


def _new(record: OnRecord, details: Details, kind: MeasureKind | None, on: date) -> Measure:
    project = record.project.number
    if not details.name:
        raise Usage(f"say which measure: a name adds one, --number takes one of: cln project show {project}")
    if kind is None:
        raise Usage("a new measure is quantitative or qualitative; say which with --kind")
    same = next((one for one in record.measures if fold(one.name) == fold(details.name)), None)
    if same is not None:
        raise Refused(
            f"project {project} has a measure {same.name!r} already; fill it in with: "
            f"cln project measure {project} --number {same.number}"
        )
    return Measure(
        project_id=record.id,
        number=max((one.number for one in record.measures), default=0) + 1,
        name=details.name,
        kind=kind.value,
        planned_on=on,
    )


def _known(record: OnRecord, number: int, details: Details, kind: MeasureKind | None) -> Measure:
    row = next((one for one in record.measures if one.number == number), None)
    if row is None:
        project = record.project.number
        raise Refused(f"project {project} has no measure {number}; see: cln project show {project}")
    if kind not in {None, row.kind}:
        raise Usage(f"measure {number} stays {row.kind}; add another measure, without --number")
    if details == Details():
        raise Usage(f"nothing was given for measure {number}; add e.g. --baseline or --end")
    return row


def _fill(cohort: Cohort, row: Measure, details: Details, on: date) -> None:
    if details.due is not None:
        days.within(cohort, details.due, "--due")
    alter(
        row,
        name=details.name or None,
        method=details.method or None,
        by=details.by or None,
        due=details.due,
        unit=details.unit or None,
    )
    if details.baseline is not None:
        row.baseline, row.baseline_on = _value(row, details.baseline), on
    if details.end is not None:
        row.end, row.end_on = _value(row, details.end), on
    if row.baseline_on and row.end_on and row.end_on < row.baseline_on:
        raise Refused(
            f"the end value of {row.end_on} would come before the baseline of {row.baseline_on}; "
            "give its own day with --on"
        )


def _value(row: Measure, said: str) -> str:
    if row.kind != MeasureKind.QUANTITATIVE:
        return said
    try:
        if math.isfinite(float(said)):
            return said
    except ValueError:
        pass
    raise Refused(f"{row.name!r} is quantitative and {said!r} is no number; what it counts goes into --unit")
