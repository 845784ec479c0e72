"""What `cln project show` shows: one project and everything on record about it."""

from collections.abc import Iterable
from typing import Any

from cln.projects.inquiries import Moved, Shown
from cln.projects.queries.projects import LESSON
from cln.projects.views import findings, measures, projects, questions, stages
from cln.projects.views.projects import moment
from cln.screen.view import Block, Line, View
from cln.words import count

LATEST = 3
"""How many log entries are shown; `cln project log` shows all."""


def shown(result: Shown) -> View:
    """One project.

    JSON: the keys of `cln project list`; `questions` (each version: `version`, `text`, `on`, `who`,
    `agreed_by`, `agreed_on`), `advice` (on the newest: `id`, `sentence`, `source`, `reference`), `measures`
    (`measure`, `name`, `kind`, `method`, `by`, `due`, `unit`, `planned_on`, `baseline`, `baseline_on`, `end`,
    `end_on`, `change`), `observations` (`on`, `kind`, `focus`, `observer`, `learned`), `impacts` (`on`,
    `level`, `text`, `who`; level `lesson` is a lesson learned), `sharings` (`on`, `audience`, `output`),
    `judgements` (`kind`, `value`, `comment`, `who`, `at`), `moves` (`at`, `who`, `from_proposal`,
    `from_team`, `ended`, `reason`).
    """
    record = result.project.record
    data = {
        **projects.data(result.cohort, result.project),
        "questions": [questions.version(one) for one in record.questions],
        "advice": [questions.advice_data(piece) for piece in result.advice],
        "measures": [measures.data(one) for one in record.measures],
        "observations": [findings.observation(one) for one in result.observations],
        "impacts": [findings.impact(one) for one in result.impacts],
        "sharings": [findings.sharing(one) for one in result.sharings],
        "judgements": [{"kind": one.kind, **projects.judgement(one)} for one in result.judgements],
        "moves": [_move(one) for one in result.moves],
    }
    blocks: list[Block] = [
        *_head(result),
        *_question(result),
        *([measures.table(record.measures)] if record.measures else []),
        *_findings(result),
        *_judged(result),
        *_log(result),
        *stages.ahead(result.project),
    ]
    return View(data, blocks)


def _head(result: Shown) -> Iterable[Block]:
    record = result.project.record
    row = record.project
    yield Line(f"Project {row.number} of {result.cohort}: {row.title}", "strong")
    names = ", ".join(one.name for one in record.facilitators) or "nobody"
    yield Line(f"Team {record.team.number} ({record.theme}), supported by {names}; opened {row.opened_on}.")
    for one in result.moves:
        yield Line(
            f"Until {one.move.at.date()} team {one.from_team} of proposal {one.from_proposal} ran it: "
            f"{one.move.reason}."
        )
    if row.ended_on:
        yield Line(f"Ended on {row.ended_on}: {row.ended_reason}.", "warn")
    yield stages.line(result.project.steps)


def _question(result: Shown) -> Iterable[Block]:
    record = result.project.record
    if record.project.hunch:
        yield Line(f"Hunch: {record.project.hunch}")
    for one in record.questions:
        agreed = f"; agreed by {one.agreed_by} on {one.agreed_on}" if one.agreed_by else ""
        which = "" if len(record.questions) == 1 else f" {one.version}"
        yield Line(f"Question{which} ({one.on}{agreed}): {one.text}")
    for piece in result.advice:
        yield Line(f"Advice: {piece.sentence} ({piece.source.short}).", "dim")


def _findings(result: Shown) -> Iterable[Block]:
    for seen in result.observations:
        yield Line(
            f"Observed {seen.on} ({seen.kind}, {seen.observer}): {seen.focus}. Learned: {seen.learned}"
        )
    for one in result.impacts:
        what = "Lesson learned" if one.level == LESSON else f"Impact on {one.level}"
        yield Line(f"{what} ({one.on}): {one.text}")
    for sharing in result.sharings:
        output = f" ({sharing.output})" if sharing.output else ""
        yield Line(f"Shared {sharing.on} with {sharing.audience}{output}.")


def _judged(result: Shown) -> Iterable[Block]:
    for one in result.judgements:
        comment = f": {one.comment}" if one.comment else ""
        yield Line(f"Judged {one.at.date()} by {one.who}: {one.kind} {one.value}{comment}")


def _log(result: Shown) -> Iterable[Block]:
    for entry in result.log[-LATEST:]:
        yield Line(f"Log {entry.number} ({entry.on}, {entry.phase}, {entry.by}): {entry.note}")
    if len(result.log) > LATEST:
        number = result.project.number
        yield Line(
            f"{count(len(result.log), 'log entry', 'log entries')}; all: cln project log {number}", "dim"
        )


def _move(one: Moved) -> dict[str, Any]:
    return {
        "at": moment(one.move.at),
        "who": one.move.who,
        "from_proposal": one.from_proposal,
        "from_team": one.from_team,
        "ended": one.move.to_team_id is None,
        "reason": one.move.reason,
    }
