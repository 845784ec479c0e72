"""The parts of the report about the projects' way from hunch to sharing, and confidence in inquiry."""

from collections.abc import Iterator, Sequence

from cln.events.confidence import Compared
from cln.inquiry.stages import Stage
from cln.pages import charts, small
from cln.pages.drawing import Picture
from cln.pages.page import Card, Section, Sentence, TextTable
from cln.programme import MeasureKind
from cln.projects.measures import MeasureState
from cln.projects.queries import LESSON, OnRecord
from cln.report.material import TOO_FEW, Material, in_parts, part_of
from cln.tables.inquiry import Measure
from cln.words import count, day_in_words, have, was

LEVELS = {
    "learners": "Impact on learners",
    "practice": "Impact on practice",
    "organisation": "Impact on the organisation",
    LESSON: "Lessons learned",
}

MOST_ROWS = 30
"""Of dots that fit a page of paper with names that can be read."""


def inquiries_section(material: Material) -> Section | None:
    """What came of the projects that run or were shared, and how far each is; None before there are any."""
    running = material.running
    if not running:
        return None
    return Section(
        "inquiries",
        "Impact: the inquiries",
        cards=[_card(one, material) for one in running],
        closing=[*_way(running, material)],
    )


def _way(running: Sequence[OnRecord], material: Material) -> Iterator[Picture]:
    undone = "not done" if material.ended else "not yet"
    parts = in_parts(running, MOST_ROWS)
    for n, part in enumerate(parts, 1):
        done = [
            (_label(one, material), {step.stage.value: step.done_on is not None for step in one.steps})
            for one in part
        ]
        shared = sum(stages[Stage.SHARED] for _name, stages in done)
        verb = was(shared) if material.ended else f"{have(shared)} been"
        yield Picture(
            f"way{n}",
            f"How far each project is{part_of('project', [one.number for one in part]) if parts[1:] else ''}",
            f"A full dot for each stage that a project has done. {shared} of {len(part)} {verb} shared.",
            charts.way(done, [*Stage]),
            ["project", *Stage],
            [[name, *("done" if stages[stage] else undone for stage in Stage)] for name, stages in done],
        )


def _card(one: OnRecord, material: Material) -> Card:
    """The question first, then what came of it; who works on it stands last."""
    project, question, lines = one.project, one.question, list[tuple[str, str]]()
    if question:
        on = question.agreed_on
        agreed = (
            f" (agreed on {day_in_words(on)})" if on else f" (not agreed{'' if material.ended else ' yet'})"
        )
        lines.append(("Question", material.words(question.text) + agreed))
    elif project.hunch:
        lines.append(("Hunch", material.words(project.hunch)))
    for level, name in LEVELS.items():
        lines += [(name, material.words(impact.text)) for impact in one.impacts if impact.level == level]
    if one.sharings:
        lines.append(("Shared with", material.words("; ".join(shared.audience for shared in one.sharings))))
    if question and project.hunch:
        lines.append(("Hunch", material.words(project.hunch)))
    lines.append(("Team", f"{one.team.number}: {one.theme}"))
    if one.facilitators and not material.public:
        lines.append(("Facilitators", ", ".join(person.name for person in one.facilitators)))
    return Card(_label(one, material), lines, [_measures(one.measures, material)] if one.measures else [])


def _measures(measures: tuple[Measure, ...], material: Material) -> TextTable:
    return TextTable(
        "Measures before and after",
        ["measure", "before", "after", "change"],
        [
            [
                material.words(measure.name),
                *(_value(measure, value, material) for value in (measure.baseline, measure.end)),
                _change(measure),
            ]
            for measure in measures
        ],
        dots=True,
    )


def _value(measure: Measure, value: str | None, material: Material) -> str:
    if value is None:
        return "not measured" if material.ended else "not yet"
    unit = measure.unit if measure.kind == MeasureKind.QUANTITATIVE and measure.unit else ""
    return material.words(f"{value}{unit}" if unit == "%" else f"{value} {unit}".rstrip())


def _change(measure: Measure) -> str | Sentence:
    """How a number changed, drawn from 0; nothing of words, nor of what was measured once."""
    stands = MeasureState.of(measure)
    before, after = stands.baseline, stands.end
    if stands.change is None or not isinstance(before, float) or not isinstance(after, float):
        return ""
    drawn = small.way(before, after, min(0, before, after), max(0, before, after))
    return Sentence(f"{stands.change:+g}" if stands.change else "0", drawn)


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
            [
                (one.name, one.before, one.after)
                for one in items
                if one.before is not None and one.after is not None
            ],
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
        words=[f"{count(overall.pairs, 'person', 'people')} answered both times."],
        pictures=[picture],
    )


def _row(one: Compared, material: Material) -> list[str]:
    means = [f"{one.before:.2f}", f"{one.after:.2f}", f"{one.change:+.2f}"]
    ways = {"rose": one.rose, "stayed": one.same, "fell": one.fell}
    shown = [str(n) if material.shows(f"confidence/{one.name}/{way}") else TOO_FEW for way, n in ways.items()]
    return [one.name, str(one.pairs), *means, *shown]
