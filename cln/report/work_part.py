"""The parts of the report about the projects' way from hunch to sharing, and confidence in inquiry."""

from cln.events.confidence import Compared
from cln.inquiry.stages import Stage
from cln.pages import charts
from cln.pages.drawing import Picture
from cln.pages.page import Card, Section, TextTable
from cln.projects.queries import LESSON, OnRecord
from cln.report.material import TOO_FEW, Material
from cln.tables.projects import Measure

_LEVELS = {
    "learners": "Impact on learners",
    "practice": "Impact on practice",
    "organisation": "Impact on the organisation",
    LESSON: "Lessons learned",
}


def inquiries_section(material: Material) -> Section | None:
    """The projects that run or were shared, on their way and at length; None before there are any."""
    running = [one for one in material.projects if one.running]
    if not running:
        return None
    return Section(
        "inquiries",
        "The inquiries",
        pictures=[_way(running, material)],
        cards=[_card(one, material) for one in running],
    )


def _way(running: list[OnRecord], material: Material) -> Picture:
    done = {
        _label(one, material): {step.stage: step.done_on is not None for step in one.steps} for one in running
    }
    shared = sum(steps[Stage.SHARED] for steps in done.values())
    return Picture(
        "way",
        "How far each project is",
        f"A full dot for each stage that a project has done. {shared} of {len(running)} have been shared.",
        charts.way(
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
        lines.append(("Hunch", material.words(project.hunch)))
    if question:
        agreed = f" (agreed on {question.agreed_on})" if question.agreed_on else " (not agreed yet)"
        lines.append(("Question", material.words(question.text) + agreed))
    for level, name in _LEVELS.items():
        lines += [(name, material.words(impact.text)) for impact in one.impacts if impact.level == level]
    if one.sharings:
        lines.append(("Shared with", material.words("; ".join(shared.audience for shared in one.sharings))))
    return Card(_label(one, material), lines, [_measures(one.measures, material)] if one.measures else [])


def _measures(measures: tuple[Measure, ...], material: Material) -> TextTable:
    return TextTable(
        "Measures before and after",
        ["measure", "kind", "before", "after"],
        [
            [
                material.words(measure.name),
                measure.kind,
                *(material.words(_value(measure, value)) for value in (measure.baseline, measure.end)),
            ]
            for measure in measures
        ],
    )


def _value(measure: Measure, value: str | None) -> str:
    if value is None:
        return "\u2013"
    return f"{value} {measure.unit}".rstrip() if measure.kind == "quantitative" else value


def _label(one: OnRecord, material: Material) -> str:
    return f"{one.project.number}: {material.words(one.project.title)}"


_COLUMNS = ("item", "people", "launch", "end", "change", "rose", "stayed", "fell")


def confidence_section(material: Material) -> Section | None:
    """Each item with its mean at the launch and at the end; None before there are pairs enough to tell of."""
    items = [
        one
        for one in material.confidence.items
        if one.change is not None
        and material.shows(*(f"confidence/{one.name}/{part}" for part in ("people", "launch", "end")))
    ]
    overall = material.confidence.overall
    shown = material.shows(*(f"confidence/{part}" for part in ("people", "launch", "end")))
    if not items or overall.change is None or not shown:
        return None
    way = "rose" if overall.change > 0 else "fell" if overall.change < 0 else "did not change"
    picture = Picture(
        "confidence",
        "Confidence at the launch and at the end",
        f"The mean of each item, hollow at the launch and full at the end, of those who answered both times: "
        f"on average it {way}, from {overall.before:.2f} to {overall.after:.2f} of 5.",
        charts.paired(
            [{"name": one.name, "before": one.before, "after": one.after} for one in items],
            low=1,
            high=5,
            unit="mean level, 5 the most confident",
        ),
        _COLUMNS,
        [_row(one, material) for one in items],
    )
    return Section(
        "confidence",
        "Confidence in inquiry",
        words=[f"{overall.pairs} people answered both times."],
        pictures=[picture],
    )


def _row(one: Compared, material: Material) -> list[str]:
    means = [f"{one.before:.2f}", f"{one.after:.2f}", f"{one.change:+.2f}"]
    ways = {"rose": one.rose, "stayed": one.same, "fell": one.fell}
    shown = [str(n) if material.shows(f"confidence/{one.name}/{way}") else TOO_FEW for way, n in ways.items()]
    return [one.name, str(one.pairs), *means, *shown]
