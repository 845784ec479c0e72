"""The part of the report about the projects: each one's way from hunch to sharing."""

from cln.inquiry import stages
from cln.inquiry.stages import Stage
from cln.pages import grids
from cln.pages.drawing import Picture
from cln.pages.page import Card, Section, TextTable
from cln.projects.queries.projects import LESSON, OnRecord
from cln.report.material import Material
from cln.tables.projects import Measure

_LEVELS = {
    "learners": "Impact on learners",
    "practice": "Impact on practice",
    "organisation": "Impact on the organisation",
    LESSON: "Lessons learned",
}


def section(material: Material) -> Section | None:
    """The projects that run or were shared, on their way and at length; None before there are any."""
    running = [one for one in material.projects if one.project.ended_on is None]
    if not running:
        return None
    return Section(
        "inquiries",
        "The inquiries",
        pictures=[_way(running)],
        cards=[_card(one, material) for one in running],
    )


def _way(running: list[OnRecord]) -> Picture:
    done = {
        _label(one): {step.stage: step.done_on is not None for step in stages.steps(one.facts)}
        for one in running
    }
    shared = sum(steps[Stage.SHARED] for steps in done.values())
    return Picture(
        "way",
        "How far each project is",
        f"A full dot for each stage that a project has done. {shared} of {len(running)} have been shared.",
        grids.way(
            [
                {"name": name, "column": stage.value, "done": steps[stage]}
                for name, steps in done.items()
                for stage in Stage
            ],
            [stage.value for stage in Stage],
        ),
        ["project", *Stage],
        [[name, *("done" if steps[stage] else "not yet" for stage in Stage)] for name, steps in done.items()],
    )


def _card(one: OnRecord, material: Material) -> Card:
    project, question = one.project, one.question
    lines = [("Team", f"{one.team.number}: {one.theme}")]
    if one.facilitators and not material.public:
        lines.append(("Facilitators", ", ".join(person.name for person in one.facilitators)))
    if project.hunch:
        lines.append(("Hunch", project.hunch))
    if question:
        agreed = f" (agreed on {question.agreed_on})" if question.agreed_on else " (not agreed yet)"
        lines.append(("Question", question.text + agreed))
    for level, name in _LEVELS.items():
        lines += [(name, impact.text) for impact in material.impacts[one.id] if impact.level == level]
    if sharings := material.sharings[one.id]:
        lines.append(("Shared with", "; ".join(sharings)))
    return Card(_label(one), lines, [_measures(one.measures)] if one.measures else [])


def _measures(measures: tuple[Measure, ...]) -> TextTable:
    return TextTable(
        "Measures before and after",
        ["measure", "kind", "before", "after"],
        [
            [measure.name, measure.kind, _value(measure, measure.baseline), _value(measure, measure.end)]
            for measure in measures
        ],
    )


def _value(measure: Measure, said: str | None) -> str:
    if said is None:
        return "\u2013"
    return f"{said} {measure.unit}".rstrip() if measure.kind == "quantitative" else said


def _label(one: OnRecord) -> str:
    return f"{one.project.number}: {one.project.title}"
