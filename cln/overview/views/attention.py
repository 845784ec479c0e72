"""What needs attention, in words, and what people think of the projects beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from cln.attention.rules import Reason
from cln.overview.attention import Watched
from cln.overview.thresholds import Changed, Threshold
from cln.projects.projects import Standing
from cln.projects.views import projects
from cln.screen.view import Block, Line, Table, View, wrapped
from cln.tables.projects import Judgement
from cln.words import count


def watched(result: Watched) -> View:
    """What needs attention on a day.

    JSON: `cohort`, `on`, `projects` (how many run), `need_attention` (how many of them), `reasons` (an
    array of `rule`, `sentence`, `command`, `team`, `project`; null for what concerns all projects of the
    team, or the whole cohort).
    """
    data = {
        "cohort": result.cohort.name,
        "on": result.picture.today.isoformat(),
        "projects": len(result.running),
        "need_attention": len(result.troubled),
        "reasons": [{**reason(one), "team": one.team, "project": one.project} for one in result.reasons],
    }
    return View(data, [_summary(result), *by_subject(result), *_hint(result)])


def projects_in_need(result: Watched, listed: Sequence[Standing]) -> View:
    """Those of the listed projects that need attention, each with why.

    JSON: an array with the keys of `cln project list`, and `attention` (an array of `rule`, `sentence`,
    `command`).
    """
    wanted = {one.number for one in listed}
    troubled = [one for one in result.troubled if one.number in wanted]
    running = [one for one in result.running if one.number in wanted]
    data = [project(result, one) for one in troubled]
    blocks: list[Block] = [Line(f"{needing(len(troubled), len(running))}.", "strong")]
    for one in troubled:
        blocks += [Line(""), *_project(result, one, result.about(one))]
    return View(data, blocks)


def listing(cohort: str, found: Sequence[Threshold]) -> View:
    """The rules of attention as they are in force.

    JSON: an array of `id`, `sentence` (with the threshold in force), `threshold` (null: off), `unit`,
    `default`, `differs`.
    """
    rows = [[one.id, _number(one), _default(one), one.sentence] for one in found]
    blocks: list[Block] = [
        Table(
            ["rule", "threshold", "default", "what it asks"], rows, right=frozenset({"threshold", "default"})
        ),
        Line(f"A project of {cohort} needs attention once this does not hold.", "dim"),
        Line("Change one with: cln attention rule RULE --threshold N, --off, --default", "dim"),
    ]
    return View([_threshold(one) for one in found], blocks)


def changed(result: Changed) -> View:
    """A rule that was set. JSON: `cohort`, `before` and `after`, each with the keys of the listing."""
    before, after = result.before, result.after
    if before == after:
        said = f"{after.id} is so already: {_number(after)}"
    else:
        said = f"{after.id} is now {_number(after)}; it was {_number(before)}"
    data = {"cohort": result.cohort, "before": _threshold(before), "after": _threshold(after)}
    return View(data, [Line(f"{result.cohort}: {said}.", "good"), Line(after.sentence)])


def needing(troubled: int, running: int) -> str:
    """How many projects need attention."""
    return (
        f"{troubled} of {count(running, 'running project')} {'needs' if troubled == 1 else 'need'} attention"
    )


def by_subject(result: Watched) -> list[Block]:
    """Every reason once, with what to do: of the cohort, then of each team and its projects."""
    blocks: list[Block] = []
    if of_all := [one for one in result.reasons if one.team is None]:
        blocks += [Line(""), Line("The cohort", "strong"), *_reasons(of_all)]
    for team in result.picture.teams:
        of_team = [one for one in result.reasons if one.team == team.number and one.project is None]
        theirs = [one for one in result.projects if one.record.team.number == team.number]
        if of_team:
            running = [str(one.number) for one in theirs if one.record.project.ended_on is None]
            which = f", project {' and '.join(running)}" if running else ""
            blocks += [
                Line(""),
                Line(f"Team {team.number} ({team.theme}){which}", "strong"),
                *_reasons(of_team),
            ]
        for one in theirs:
            own = [reason for reason in result.reasons if reason.project == one.number]
            if own:
                blocks += [Line(""), *_project(result, one, own)]
    return blocks


def project(result: Watched, one: Standing) -> dict[str, Any]:
    """A project as data: the keys of `cln project list`, and `attention`."""
    return {
        **projects.data(result.cohort.name, one),
        "attention": [reason(each) for each in result.about(one)],
    }


def reason(one: Reason) -> dict[str, Any]:
    """A reason as data."""
    return {"rule": one.rule, "sentence": one.sentence, "command": one.command}


def _project(result: Watched, one: Standing, reasons: Iterable[Reason]) -> list[Block]:
    row = one.record.project
    head = Line(f"Project {one.number}, {row.title} (team {one.record.team.number})", "strong")
    return [head, *_reasons(reasons), *_judged(one)]


def _reasons(reasons: Iterable[Reason]) -> list[Line]:
    lines = []
    for one in reasons:
        lines += [
            *wrapped(one.sentence, "    ", "warn", first="  ! "),
            Line(f"    {one.command}", "command"),
        ]
    return lines


def _judged(one: Standing) -> list[Line]:
    """What people think of it; never computed, and never changed by what is."""
    found: list[Judgement] = [
        one.record.judgements[kind] for kind in ("rag", "progress") if kind in one.record.judgements
    ]
    lines = []
    for each in found:
        comment = f": {each.comment}" if each.comment else "."
        lines += wrapped(f"{each.who} judged it {each.value} on {each.at.date()}{comment}", "    ", "dim")
    return lines


def _summary(result: Watched) -> Line:
    day = f"{result.cohort.name} on {result.picture.today}"
    if not result.reasons:
        return Line(f"{day}: nothing needs attention.", "good")
    return Line(f"{day}: {needing(len(result.troubled), len(result.running))}.", "strong")


def _hint(result: Watched) -> list[Line]:
    return [Line(""), Line("When this is said: cln attention rules", "dim")] if result.reasons else []


def _number(one: Threshold) -> str:
    return "off" if one.threshold is None else f"{one.threshold:g}"


def _default(one: Threshold) -> str:
    return f"{one.rule.default:g}"


def _threshold(one: Threshold) -> dict[str, Any]:
    return {
        "id": one.id,
        "sentence": one.sentence,
        "threshold": one.threshold,
        "unit": one.rule.unit,
        "default": one.rule.default,
        "differs": one.differs,
    }
