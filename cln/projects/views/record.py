"""What is put on record about a project, and `cln project show`, which shows all of it."""

from collections.abc import Iterable, Sequence

from cln.inquiry.advice import Advice
from cln.projects.measures import Measured, MeasureState
from cln.projects.queries import LESSON
from cln.projects.record import (
    Agreed,
    Asked,
    Gain,
    Judged,
    Shared,
    Whole,
    WithImpact,
    WithObservation,
    WithSharing,
)
from cln.projects.views.projects import ahead, line, stands
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View
from cln.words import count, day_of

LATEST = 3
"""How many log entries are shown; `cln project log` shows all."""


def asked(result: Asked) -> View:
    """A new version of a question, and advice on its wording."""
    sentence = (
        f"Project {result.project} asks (version {result.question_version}): {as_written(result.question)}"
    )
    return stands(result, Line(sentence, "good"), *_advice(result.advice))


def agreed(result: Agreed) -> View:
    """Who agreed the question."""
    one = result.agreed
    what = f"version {one.version} on {one.agreed_on}: {as_written(one.text)}"
    return stands(result, Line(f"{one.agreed_by} agreed {what}", "good"))


def measured(result: Measured) -> View:
    """A measure as it stands now."""
    one = result.measure
    sentence = f"Measure {one.measure} of project {result.project}: {as_written(one.name)} ({one.kind})."
    return stands(result, Line(sentence, "good"), _measures([one]))


def observed(result: WithObservation) -> View:
    """An observation."""
    row = result.observation
    return stands(
        result, Line(f"Observation of {row.on} by {row.observer}: {as_written(row.focus)}.", "good")
    )


def gained(result: WithImpact) -> View:
    """An impact beside what the measures showed before and after, or a lesson learned."""
    row = result.impact
    blocks: list[Block] = [Line(f"{_level(row)} of project {result.project}: {as_written(row.text)}", "good")]
    if row.level != LESSON and result.measures:
        blocks.append(_measures(result.measures))
    return stands(result, *blocks)


def shared(result: WithSharing) -> View:
    """A sharing."""
    row = result.sharing
    sentence = f"Project {result.project} was shared with {_audience(row)} on {row.on}."
    return stands(result, Line(sentence, "good"))


def judged(result: Judged) -> View:
    """A judgement, and the one of its kind before it."""
    one, before = result.judgement, result.before
    comment = f": {as_written(one.comment)}" if one.comment else ""
    blocks = [Line(f"{one.who} judges project {result.project}: {one.kind} {one.value}{comment}", "good")]
    if before:
        earlier = f"{before.value}, by {before.who} on {day_of(before.at)}"
        blocks.append(Line(f"Before: {earlier}; it stays on record."))
    return stands(result, *blocks)


def whole(result: Whole) -> View:
    """One project and everything on record about it."""
    blocks = [*_head(result), *_question(result)]
    if result.measures:
        blocks.append(_measures(result.measures))
    return View(result, [*blocks, *_findings(result), *_log(result), *ahead(result)])


def _head(result: Whole) -> Iterable[Block]:
    yield Line(f"Project {result.project} of {result.cohort}: {as_written(result.title)}", "strong")
    names = ", ".join(result.facilitators) or "nobody"
    yield Line(f"Team {result.team} ({result.theme}), supported by {names}; opened {result.opened_on}.")
    for one in result.moves:
        team = f"team {one.from_team} of proposal {one.from_proposal}"
        yield Line(f"Until {day_of(one.at)} {team} ran it: {one.reason}.")
    if result.ended_on:
        yield Line(f"Ended on {result.ended_on}: {as_written(result.ended_reason)}.", "warn")
    yield line(result)


def _question(result: Whole) -> Iterable[Block]:
    if result.hunch:
        yield Line(f"Hunch: {as_written(result.hunch)}")
    for one in result.questions:
        agreed = f"; agreed by {one.agreed_by} on {one.agreed_on}" if one.agreed_by else ""
        which = "" if len(result.questions) == 1 else f" {one.version}"
        yield Line(f"Question{which} ({one.on}{agreed}): {as_written(one.text)}")
    for piece in result.advice:
        yield Line(f"Advice: {piece.sentence} ({piece.source}).", "dim")


def _findings(result: Whole) -> Iterable[Block]:
    for row in result.observations:
        learned = as_written(f"{row.focus}. Learned: {row.learned}")
        yield Line(f"Observed {row.on} ({row.kind}, {row.observer}): {learned}")
    for impact in result.impacts:
        yield Line(f"{_level(impact)} ({impact.on}): {as_written(impact.text)}")
    for sharing in result.sharings:
        yield Line(f"Shared {sharing.on} with {_audience(sharing)}.")
    for one in result.judgements:
        comment = f": {as_written(one.comment)}" if one.comment else ""
        yield Line(f"Judged {day_of(one.at)} by {one.who}: {one.kind} {one.value}{comment}")


def _log(result: Whole) -> Iterable[Block]:
    for entry in result.log[-LATEST:]:
        yield Line(f"Log {entry.number} ({entry.on}, {entry.phase}, {entry.by}): {as_written(entry.note)}")
    if len(result.log) > LATEST:
        entries = count(len(result.log), "log entry", "log entries")
        yield Line(f"{entries}; all: cln project log {result.project}", "dim")


def _advice(pieces: Sequence[Advice]) -> list[Block]:
    """Advice on a wording, with where each piece comes from; a sentence of praise where there is none."""
    if not pieces:
        return [Line("It names a change, an outcome and whose learning it is, and leaves the answer open.")]
    return [
        Line("It is on record as it is. The literature would advise:"),
        *(Line(f"- {piece.sentence} ({piece.source})", "warn") for piece in pieces),
        *(Line(f"{reference}.", "dim") for reference in dict.fromkeys(piece.reference for piece in pieces)),
    ]


def _measures(measures: Sequence[MeasureState]) -> Table:
    """Measures with what was measured before and after."""
    columns = ["measure", "kind", "how", "before", "after", "change"]
    return Table(columns, [_measure(one) for one in measures])


def _measure(one: MeasureState) -> list[str]:
    how = (as_written(one.method), one.by, f"by {one.due}" if one.due else "")
    values = (one.row.baseline, one.row.end)
    return [
        f"{one.measure} {as_written(one.name)}",
        one.kind,
        ", ".join(filter(None, how)),
        *("-" if value is None else as_written(f"{value} {one.unit}".strip()) for value in values),
        "" if one.change is None else f"{one.change:+g}",
    ]


def _level(row: Gain) -> str:
    return "Lesson learned" if row.level == LESSON else f"Impact on {row.level}"


def _audience(row: Shared) -> str:
    return as_written(f"{row.audience} ({row.output})" if row.output else row.audience)
