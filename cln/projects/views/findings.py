"""What `cln project observe`, `impact`, `lesson` and `share` show."""

from typing import Any

from cln.projects.findings import Found, Observed, Shared
from cln.projects.queries.projects import LESSON
from cln.projects.views import measures, projects
from cln.projects.views.projects import iso
from cln.screen.view import Block, Line, View
from cln.tables.projects import Impact, Observation, Sharing


def observed(result: Observed) -> View:
    """An observation. JSON: the keys of `cln project list`, and `observation` (see `observation`)."""
    row = result.observation
    said = Line(f"Observation of {row.on} by {row.observer}: {row.focus}.", "good")
    return projects.told(result.cohort, result.project, said, observation=observation(row))


def found(result: Found) -> View:
    """An impact beside what the measures showed before and after, or a lesson learned.

    JSON: the keys of `cln project list`, `impact` (see `impact`), and `measures` (see `measures.data`).
    """
    row, plan = result.impact, result.project.record.measures
    what = "Lesson learned" if row.level == LESSON else f"Impact on {row.level}"
    blocks: list[Block] = [Line(f"{what} of project {result.project.number}: {row.text}", "good")]
    if row.level != LESSON and plan:
        blocks.append(measures.table(plan))
    return projects.told(
        result.cohort,
        result.project,
        *blocks,
        impact=impact(row),
        measures=[measures.data(one) for one in plan],
    )


def shared(result: Shared) -> View:
    """A sharing. JSON: the keys of `cln project list`, and `sharing` (see `sharing`)."""
    row = result.sharing
    output = f" ({row.output})" if row.output else ""
    said = Line(
        f"Project {result.project.number} was shared with {row.audience}{output} on {row.on}.", "good"
    )
    return projects.told(result.cohort, result.project, said, sharing=sharing(row))


def observation(row: Observation) -> dict[str, Any]:
    """An observation as data: `on`, `kind`, `focus`, `observer`, `learned`."""
    return {
        "on": iso(row.on),
        "kind": row.kind,
        "focus": row.focus,
        "observer": row.observer,
        "learned": row.learned,
    }


def impact(row: Impact) -> dict[str, Any]:
    """An impact as data: `on`, `level` (`lesson` for a lesson learned), `text`, `who`."""
    return {"on": iso(row.on), "level": row.level, "text": row.text, "who": row.who}


def sharing(row: Sharing) -> dict[str, Any]:
    """A sharing as data: `on`, `audience`, `output`."""
    return {"on": iso(row.on), "audience": row.audience, "output": row.output}
