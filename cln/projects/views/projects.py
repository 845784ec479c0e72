"""What the commands about whole projects show, and where a project stands, which all of them end with."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cln.inquiry.stages import MARKS, remedy
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import count, listed

if TYPE_CHECKING:
    from cln.projects.library import Hit, Hits
    from cln.projects.projects import Standing


def stands(result: "Standing", *blocks: Block) -> View:
    """What every command that puts something on record about a project shows: that, and the stages."""
    return View(result, [*blocks, line(result), *ahead(result)])


def opened(result: "Standing") -> View:
    """A new project."""
    sentence = f"Project {result.project} is open: {as_written(result.title)}, run by team {result.team}."
    return stands(result, Line(sentence, "good"))


def amended(result: "Standing") -> View:
    """A project whose title or hunch was corrected."""
    hunch = f" Its hunch: {as_written(result.hunch)}" if result.hunch else ""
    return stands(result, Line(f"Project {result.project} is called {as_written(result.title)}.{hunch}"))


def ended(result: "Standing") -> View:
    """A project that was given up."""
    what = f"Project {result.project} ({as_written(result.title)})"
    return stands(result, Line(f"{what} ended on {result.ended_on}: {as_written(result.ended_reason)}."))


def listing(cohort: str, projects: "Sequence[Standing]") -> View:
    """Projects with the stage that each has reached."""
    if not projects:
        return View(projects, [Line(f"{cohort} has no such project.")])
    rows = [
        [
            str(one.project),
            as_written(one.title),
            str(one.team),
            "".join(step.mark for step in one.stages),
            _needs(one),
            str(one.logged_on or "-"),
            one.opinions,
        ]
        for one in projects
    ]
    columns = ["project", "title", "team", "stages", "needs", "last log", "judged"]
    total = f"{count(len(rows), 'project')} of {cohort}. Stages: {MARKS}."
    return View(projects, [Table(columns, rows, right=frozenset({"project", "team"})), Line(total, "dim")])


def own(who: str, projects: "Sequence[Standing]") -> View:
    """The projects of a facilitator's teams; the one that was written about longest ago comes next."""
    shown = listing(f"the teams of {who}", projects)
    running = [one for one in projects if one.ended_on is None]
    if not running:
        return shown
    longest = min(running, key=lambda one: (one.logged_on or one.opened_on, one.project))
    return View(projects, [*shown.blocks, Line(f'Next: cln log {longest.project} "..."', "next")])


def hits(result: "Hits", page: Path | None = None, replaced: Sequence[str] = ()) -> View:
    """The projects of all cohorts that fit some words, the most fitting first; also written as a page."""
    blocks = [row for hit in result.hits for row in _hit(hit)]
    if result.hits:
        total = f"{count(len(result.hits), 'project')} of {result.projects}, of all cohorts."
        blocks.append(Line(f"{total} The whole of one: cln project show N --cohort NAME", "dim"))
    else:
        blocks.append(Line(f"Nothing about {result.words!r} in {count(result.projects, 'project')}."))
        blocks.append(Line("Next: try other words, or fewer.", "dim"))
    notes = [f"{page} is written; open it in a browser.", *replaced] if page else []
    return View(result.hits, blocks, notes)


def line(project: "Standing") -> Line:
    """The stages by name, each with its mark; fits into 80 columns."""
    return Line("  ".join(f"[{step.mark.replace('.', ' ')}] {step.stage}" for step in project.stages))


def ahead(project: "Standing") -> list[Line]:
    """What the project needs next, and the command that puts it on record."""
    step = project.ahead
    if step is None:
        return []
    return [
        Line(f"{step.stage}: lacks {listed(step.lacks)}.".capitalize()),
        Line(f"Next: {remedy(step.lacks[0], project.project)}", "dim"),
    ]


def _needs(one: "Standing") -> str:
    if one.ended_on:
        return f"ended {one.ended_on}"
    return one.ahead.lacks[0] if one.ahead else "nothing more"


def _hit(hit: "Hit") -> list[Line]:
    return [
        Line(f"{hit.cohort}, project {hit.project}: {as_written(hit.title)}", "strong"),
        Line(f"  {hit.theme}, team {hit.team}", "dim"),
        Line(f"  {as_written(hit.where)}"),
        Line(""),
    ]
