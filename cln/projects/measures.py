"""The data collection plan: measures, with what was found before the change and after it."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Self

from pydantic import Field
from sqlmodel import Session

from cln.cohort import days
from cln.errors import Refused, Usage
from cln.programme import MeasureKind
from cln.projects.projects import Standing, running
from cln.projects.queries import OnRecord
from cln.store import Change
from cln.store.rows import alter, fields_of, next_number
from cln.tables.cohorts import Cohort
from cln.tables.inquiry import Measure
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
class MeasureState:
    """A measure as it stands. Values of quantitative measures are numbers, of others words."""

    measure: int
    """Its number."""
    name: str
    kind: str
    method: str
    by: str
    due: date | None
    unit: str
    planned_on: date
    baseline: float | str | None
    """None where nothing was measured yet."""
    baseline_on: date | None
    end: float | str | None
    end_on: date | None
    change: float | None
    """End minus baseline of a quantitative measure; None where it has not both."""
    row: Annotated[Measure, Field(exclude=True)]
    """With the values as they were written."""

    @classmethod
    def of(cls, row: Measure) -> Self:
        """How a measure stands."""
        before, after = _number(row, row.baseline), _number(row, row.end)
        values = {
            "baseline": row.baseline if before is None else before,
            "end": row.end if after is None else after,
            "change": None if before is None or after is None else round(after - before, 10),
        }
        return cls(**fields_of(row, cls, measure=row.number, row=row, **values))

    @classmethod
    def all_of(cls, record: OnRecord) -> tuple[Self, ...]:
        """How the measures of a project stand."""
        return tuple(map(cls.of, record.measures))


@dataclass(frozen=True)
class Measured(Standing):
    """A project with a measure as it stands now."""

    measure: MeasureState


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
    record = running(change.session, cohort, project, on)
    if number is None:
        row = _new(change.session, record, details, kind, on)
    else:
        row = _known(record, number, details, kind)
    _fill(cohort, row, details, on)
    change.add(row)
    return Measured.of(cohort, record.including(row), measure=MeasureState.of(row))


def _new(session: Session, record: OnRecord, details: Details, kind: MeasureKind | None, on: date) -> Measure:
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
        number=next_number(session, Measure.number, Measure.project_id == record.id),
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


def _value(row: Measure, words: str) -> str:
    if row.kind != MeasureKind.QUANTITATIVE:
        return words
    try:
        if math.isfinite(float(words)):
            return words
    except ValueError:
        pass
    raise Refused(f"{row.name!r} is quantitative and {words!r} is no number; what it counts goes into --unit")


def _number(row: Measure, words: str | None) -> float | None:
    return float(words) if words is not None and row.kind == MeasureKind.QUANTITATIVE else None
