"""How a project's way through the six stages looks: a line, a short bar, and data."""

from typing import Any

from cln.inquiry import stages
from cln.inquiry.stages import Step
from cln.projects.projects import Standing
from cln.screen.view import Line
from cln.words import listed

BAR = "x done, - begun, . not yet"
"""What the marks of a bar and a line mean."""


def bar(steps: tuple[Step, ...]) -> str:
    """Six marks, e.g. `xx-...`."""
    return "".join(mark(step) for step in steps)


def line(steps: tuple[Step, ...]) -> Line:
    """The stages by name, each with its mark; fits into 80 columns."""
    return Line("  ".join(f"[{mark(step).replace('.', ' ')}] {step.stage}" for step in steps))


def lacking(step: Step) -> str:
    """What a stage still asks for, e.g. "plan: lacks a qualitative measure and a baseline"."""
    return f"{step.stage}: lacks {listed(step.lacks)}"


def ahead(project: Standing) -> list[Line]:
    """What the project needs next, and the command that puts it on record."""
    step = project.ahead
    if step is None:
        return []
    return [
        Line(f"{lacking(step).capitalize()}."),
        Line(f"Next: {stages.remedy(step.lacks[0], project.number)}", "dim"),
    ]


def data(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """An array of `stage`, `begun_on`, `done_on`, `lacks` (an array of words)."""
    return [
        {
            "stage": step.stage.value,
            "begun_on": step.begun_on.isoformat() if step.begun_on else None,
            "done_on": step.done_on.isoformat() if step.done_on else None,
            "lacks": [lack.value for lack in step.lacks],
        }
        for step in steps
    ]


def mark(step: Step) -> str:
    """One stage in one character, see `BAR`."""
    return "x" if step.done_on else "-" if step.begun_on else "."
