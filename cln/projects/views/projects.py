"""What `cln project open`, `amend`, `end` and `list` show, and how a project is told anywhere."""

from datetime import UTC, date, datetime
from typing import Any

from cln.projects.projects import Listed, Standing, Told
from cln.projects.views import stages
from cln.screen.view import Block, Line, Table, View
from cln.tables.projects import Judgement
from cln.words import count


def opened(result: Told) -> View:
    """A new project. JSON: the keys of the listing."""
    one = result.project
    said = f"Project {one.number} is open: {one.record.project.title}, run by team {one.record.team.number}."
    return told(result.cohort, one, Line(said, "good"))


def amended(result: Told) -> View:
    """A project whose title or hunch was corrected. JSON: the keys of the listing."""
    row = result.project.record.project
    hunch = f" Its hunch: {row.hunch}" if row.hunch else ""
    return told(result.cohort, result.project, Line(f"Project {row.number} is called {row.title}.{hunch}"))


def ended(result: Told) -> View:
    """A project that was given up. JSON: the keys of the listing."""
    row = result.project.record.project
    said = f"Project {row.number} ({row.title}) ended on {row.ended_on}: {row.ended_reason}."
    return told(result.cohort, result.project, Line(said))


def listing(result: Listed) -> View:
    """Projects with the stage that each has reached.

    JSON: an array of `cohort`, `project` (its number), `title`, `hunch`, `team`, `theme`, `facilitators`
    (names), `opened_on`, `ended_on`, `ended_reason`, `question` (the newest version; null before the first),
    `question_version`, `agreed_by`, `agreed_on`, `stage` (the furthest that is done; null before the hunch),
    `stages` (an array of `stage`, `begun_on`, `done_on`, `lacks`), `log_entries`, `logged_on` (the day of the
    latest), `rag`, `progress` (the newest judgement of each kind: `value`, `comment`, `who`, `at` in UTC).
    """
    found = [data(result.cohort, one) for one in result.projects]
    if not result.projects:
        return View(found, [Line(f"{result.cohort} has no such project. Next: cln project open TEAM")])
    rows = [
        [
            str(one.number),
            one.record.project.title,
            str(one.record.team.number),
            stages.bar(one.steps),
            _needs(one),
            day(one.record.logged_on),
            judged(one),
        ]
        for one in result.projects
    ]
    columns = ["project", "title", "team", "stages", "needs", "last log", "judged"]
    total = f"{count(len(rows), 'project')} of {result.cohort}. Stages: {stages.BAR}."
    table = Table(columns, rows, right=frozenset({"project", "team"}))
    return View(found, [table, Line(total, "dim")])


def told(cohort: str, project: Standing, *blocks: Block, **more: Any) -> View:
    """What every command that puts something on record about a project shows.

    JSON: the keys of the listing, and `more`.
    """
    return View(
        {**data(cohort, project), **more},
        [*blocks, stages.line(project.steps), *stages.ahead(project)],
    )


def data(cohort: str, one: Standing) -> dict[str, Any]:
    """A project as data, see `listing`."""
    row, question = one.record.project, one.record.question
    return {
        "cohort": cohort,
        "project": row.number,
        "title": row.title,
        "hunch": row.hunch,
        "team": one.record.team.number,
        "theme": one.record.theme,
        "facilitators": [facilitator.name for facilitator in one.record.facilitators],
        "opened_on": iso(row.opened_on),
        "ended_on": iso(row.ended_on),
        "ended_reason": row.ended_reason,
        "question": question.text if question else None,
        "question_version": question.version if question else None,
        "agreed_by": question.agreed_by if question else None,
        "agreed_on": iso(question.agreed_on) if question else None,
        "stage": one.stage.value if one.stage else None,
        "stages": stages.data(one.steps),
        "log_entries": one.record.log_entries,
        "logged_on": iso(one.record.logged_on),
        "rag": _newest(one, "rag"),
        "progress": _newest(one, "progress"),
    }


def judgement(one: Judgement) -> dict[str, Any]:
    """A judgement as data: `value` (a score as a number), `comment`, `who`, `at` (UTC)."""
    return {
        "value": float(one.value) if one.kind == "progress" else one.value,
        "comment": one.comment,
        "who": one.who,
        "at": moment(one.at),
    }


def iso(on: date | None) -> str | None:
    """A day as data."""
    return on.isoformat() if on else None


def day(on: date | None) -> str:
    """A day for people."""
    return on.isoformat() if on else "-"


def moment(at: datetime) -> str:
    """A moment as data, UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _newest(one: Standing, kind: str) -> dict[str, Any] | None:
    found = one.record.judgements.get(kind)
    return judgement(found) if found else None


def _needs(one: Standing) -> str:
    if one.record.project.ended_on:
        return f"ended {one.record.project.ended_on}"
    return one.ahead.lacks[0] if one.ahead else "nothing more"


def judged(one: Standing) -> str:
    """The newest colour and score, e.g. "amber 2.5"."""
    return " ".join(
        one.record.judgements[kind].value for kind in ("rag", "progress") if kind in one.record.judgements
    )
