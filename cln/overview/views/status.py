"""What `cln status` shows: one screen about a cohort, attention first."""

from datetime import date
from typing import Any

from cln.events.views import schedule
from cln.inquiry.stages import Stage
from cln.overview.status import Status
from cln.overview.views import attention
from cln.programme import EventStatus, Mode
from cln.projects.projects import Standing
from cln.projects.views import projects, stages
from cln.screen.view import Block, Line, Table, View, wrapped
from cln.tables.events import Event
from cln.words import count

TITLE = 27
"""Characters of a project's number and title that fit beside six stages."""


def shown(result: Status) -> View:
    """Where a cohort stands on a day.

    JSON: `cohort`, `launch`, `closed_on`, `on`, `next_events` (an array of `number`, `name`, `sector`,
    `status`, `on`, `mode`, `venue`), `events_left`, `entries`, `participants`, `withdrawn` (an array of
    `reason`, `entries`), `facilitators`, `facilitator` (a name; null: all), `teams` (an array of `team`,
    `theme`, `participants`, `facilitators`), `projects` (with the keys of `cln project list`, and
    `attention`), `need_attention` (how many projects), `reasons` (as `cln attention` gives them).
    """
    return View(_data(result), [*_head(result), *_attention(result), *_projects(result), *_next(result)])


def _data(result: Status) -> dict[str, Any]:
    watched = result.watched
    cohort = watched.cohort
    seen = attention.watched(watched).data
    return {
        "cohort": cohort.name,
        "launch": cohort.launch.isoformat(),
        "closed_on": cohort.closed_on.isoformat() if cohort.closed_on else None,
        "on": watched.picture.today.isoformat(),
        "next_events": [_event(one) for one in result.upcoming],
        "events_left": result.left,
        "entries": result.entries,
        "participants": result.participants,
        "withdrawn": [{"reason": reason, "entries": n} for reason, n in result.withdrawn.items()],
        "facilitators": result.supporting,
        "facilitator": result.facilitator.facilitator.name if result.facilitator else None,
        "teams": [
            {
                "team": one.number,
                "theme": one.theme,
                "participants": one.participants,
                "facilitators": list(one.facilitators),
            }
            for one in watched.picture.teams
        ],
        "projects": [attention.project(watched, one) for one in watched.projects],
        "need_attention": seen["need_attention"],
        "reasons": seen["reasons"],
    }


def _event(one: Event) -> dict[str, Any]:
    return {
        "number": one.number,
        "name": schedule.name(one),
        "sector": one.sector or None,
        "status": one.status,
        "on": one.on.isoformat() if one.on else None,
        "mode": one.mode,
        "venue": one.venue,
    }


def _head(result: Status) -> list[Line]:
    watched, cohort = result.watched, result.watched.cohort
    state = f"closed on {cohort.closed_on}" if cohort.closed_on else f"on {watched.picture.today}"
    lines = [Line(f"{cohort.name}, launched {cohort.launch}, {state}", "strong")]
    lines += [
        line
        for one in result.upcoming
        for line in wrapped(_coming(one, watched.picture.today), "  ", first="")
    ]
    if not result.upcoming:
        lines.append(Line("No event is still to come."))
    teams = f" in {count(len(watched.picture.teams), 'team')}" if watched.picture.teams else ""
    who = result.facilitator
    people = f"{count(result.entries, 'entry', 'entries')} with {count(result.participants, 'participant')}"
    if who is None:
        lines.append(Line(f"{people}{teams}; {count(result.supporting, 'facilitator')}."))
    if result.withdrawn and who is None:
        reasons = ", ".join(f"{reason} {n}" for reason, n in result.withdrawn.items())
        gone = sum(result.withdrawn.values())
        lines += wrapped(f"{count(gone, 'entry has', 'entries have')} withdrawn: {reasons}.", "  ", first="")
    if who is not None:
        lines.append(Line(f"{who.facilitator.name} supports{_supports(result)}."))
    return lines


def _supports(result: Status) -> str:
    teams = result.watched.picture.teams
    if not teams:
        return " no team of the accepted match"
    return " " + " and ".join(
        f"team {one.number} ({one.theme}, {count(one.participants, 'participant')})" for one in teams
    )


def _coming(one: Event, today: date) -> str:
    name = f"event {one.number}, {schedule.name(one)}"
    if one.status == EventStatus.POSTPONED or one.on is None:
        return f"Next: {name}, is postponed and has no new day yet."
    days = (one.on - today).days
    when = "today" if days == 0 else f"in {count(days, 'day')}"
    where = {Mode.ONLINE: "online"}.get(Mode(one.mode), one.venue)
    return f"Next: {name}, on {one.on:%a} {one.on} ({when})" + (f", {where}." if where else ".")


def _attention(result: Status) -> list[Block]:
    watched = result.watched
    if not watched.reasons:
        return [Line(""), Line("Nothing needs attention.", "good")]
    number = attention.needing(len(watched.troubled), len(watched.running))
    return [Line(""), Line(f"{number}:", "strong"), *attention.by_subject(watched)]


def _projects(result: Status) -> list[Block]:
    """Each project on a line of six stages: those that need attention first, ended ones last."""
    watched = result.watched
    if not watched.projects:
        return []
    order = sorted(watched.projects, key=lambda one: (_ended(one), not watched.about(one), one.number))
    columns = ["project", *(stage.value for stage in Stage)]
    rows = [
        [_title(one, "!" if watched.about(one) else " "), *(stages.mark(step) for step in one.steps)]
        for one in order
    ]
    table = Table(columns, rows, title=f"Projects ({stages.BAR}; ! needs attention)")
    return [table, *_judged(order)]


def _judged(order: list[Standing]) -> list[Line]:
    said = [f"{one.number} {judged}" for one in order if (judged := projects.judged(one))]
    return wrapped(f"Judged: {', '.join(said)}.", "  ", "dim", first="") if said else []


def _title(one: Standing, mark: str) -> str:
    title = one.record.project.title
    ended = " (ended)" if _ended(one) else ""
    room = TITLE - 5 - len(ended)
    return f"{mark} {one.number:>2} {title if len(title) <= room else title[: room - 1] + '…'}{ended}"


def _ended(one: Standing) -> bool:
    return one.record.project.ended_on is not None


def _next(result: Status) -> list[Line]:
    if result.watched.projects or result.watched.cohort.closed_on:
        return []
    if not result.watched.picture.teams and result.facilitator is None:
        return [Line("No match is accepted yet. Where the cohort stands: cln cohort show", "dim")]
    return []
