"""What `cln project measure` shows, and how measures are told anywhere."""

from collections.abc import Sequence
from typing import Any

from cln.programme import MeasureKind
from cln.projects.measures import Measured
from cln.projects.views import projects
from cln.projects.views.projects import iso
from cln.screen.view import Line, Table, View
from cln.tables.projects import Measure


def measured(result: Measured) -> View:
    """A measure as it stands now. JSON: the keys of `cln project list`, and `measure` (see `data`)."""
    row = result.measure
    said = Line(f"Measure {row.number} of project {result.project.number}: {row.name} ({row.kind}).", "good")
    return projects.told(result.cohort, result.project, said, table([row]), measure=data(row))


def table(rows: Sequence[Measure]) -> Table:
    """Measures with what was found before and after."""
    return Table(
        ["measure", "kind", "how", "before", "after", "change"],
        [
            [
                f"{row.number} {row.name}",
                row.kind,
                ", ".join(said for said in (row.method, row.by, f"by {row.due}" if row.due else "") if said),
                _valued(row, row.baseline),
                _valued(row, row.end),
                _change(row),
            ]
            for row in rows
        ],
    )


def data(row: Measure) -> dict[str, Any]:
    """A measure as data.

    `measure` (its number), `name`, `kind`, `method`, `by`, `due`, `unit`, `planned_on`, `baseline`,
    `baseline_on`, `end`, `end_on` (values of quantitative measures are numbers, of others text; null where
    nothing was found yet), `change` (end minus baseline of a quantitative measure).
    """
    return {
        "measure": row.number,
        "name": row.name,
        "kind": row.kind,
        "method": row.method,
        "by": row.by,
        "due": iso(row.due),
        "unit": row.unit,
        "planned_on": iso(row.planned_on),
        "baseline": _value(row, row.baseline),
        "baseline_on": iso(row.baseline_on),
        "end": _value(row, row.end),
        "end_on": iso(row.end_on),
        "change": difference(row),
    }


def difference(row: Measure) -> float | None:
    """End minus baseline of a quantitative measure; None where it has not both."""
    if row.kind != MeasureKind.QUANTITATIVE or row.baseline is None or row.end is None:
        return None
    return round(float(row.end) - float(row.baseline), 10)


def _value(row: Measure, said: str | None) -> float | str | None:
    return float(said) if said is not None and row.kind == MeasureKind.QUANTITATIVE else said


def _valued(row: Measure, said: str | None) -> str:
    return "-" if said is None else f"{said} {row.unit}".strip()


def _change(row: Measure) -> str:
    found = difference(row)
    return "" if found is None else f"{found:+g}"
