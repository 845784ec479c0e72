"""What `cln project sheet` and `cln project import` show."""

from pathlib import Path

from cln.projects.sheet_merging import Conflict, Merged
from cln.projects.sheets import Made
from cln.projects.views import log
from cln.screen import outcome
from cln.screen.view import Block, Line, View
from cln.words import count, listed


def made(result: Made, out: Path) -> View:
    """A sheet for a facilitator.

    JSON: `cohort`, `facilitator`, `file`, `teams` (how many), `projects` (their numbers), `due` (how many
    things), `rows` (for visits).
    """
    about = listed([str(number) for number in result.projects])
    project = "project" if len(result.projects) == 1 else "projects"
    blocks = [
        Line(
            f"{out}: {count(result.rows, 'row')} for visits of {result.facilitator}, {project} {about}.",
            "good",
        ),
        Line(f"{count(result.due, 'thing')} still to do {'is' if result.due == 1 else 'are'} listed in it."),
        Line(f"When it comes back: cln project import {out.name}", "dim"),
    ]
    data = {
        "cohort": result.cohort,
        "facilitator": result.facilitator,
        "file": str(out),
        "teams": result.teams,
        "projects": list(result.projects),
        "due": result.due,
        "rows": result.rows,
    }
    return View(data, blocks)


def merged(result: Merged) -> View:
    """What a sheet did to the log.

    JSON: `cohort`, `file`, `added`, `changed` (always 0), `unchanged`, `columns_not_used`, `conflicts` (an
    array of `row`, `project`, `versions`: the log entries that say different things in one row of a sheet,
    with the keys of `cln project log`).
    """
    blocks: list[Block] = [
        outcome.tally(result.source, result.rows, "visit"),
        *outcome.unused(result.unused),
        *(_conflict(one) for one in result.conflicts),
    ]
    if result.conflicts:
        one = result.conflicts[0]
        blocks.append(
            Line(
                f'All are kept. Settle one with: cln log {one.project} "the right words" '
                f"--corrects {one.versions[0].number}",
                "dim",
            )
        )
    data = {
        "cohort": result.cohort,
        **outcome.data(result.source, result.rows, result.unused),
        "conflicts": [
            {
                "row": one.row,
                "project": one.project,
                "versions": [log.data(version, []) for version in one.versions],
            }
            for one in result.conflicts
        ],
    }
    return View(data, blocks)


def _conflict(one: Conflict) -> Line:
    said = listed([f"{version.number} {version.note.splitlines()[0]!r}" for version in one.versions])
    return Line(f"Row {one.row}, project {one.project}: sheets differ; log entries {said}.", "warn")
