"""What `cln status` shows: one screen about a cohort, attention first."""

from collections.abc import Iterable
from datetime import date

from cln.inquiry.stages import MARKS, Stage
from cln.overview.attention import Watched
from cln.overview.coming import Coming
from cln.overview.status import Status
from cln.overview.views.attention import by_subject
from cln.programme import EventStatus, Mode
from cln.screen.fit import as_written
from cln.screen.view import Block, Line, Table, View, wrapped
from cln.words import capital, count

TITLE = 27
"""Characters of a project's number and title that fit beside six stages."""


def shown(result: Status) -> View:
    """Where a cohort stands on a day."""
    blocks = [*_head(result), *_attention(result), *_projects(result), *_next(result)]
    return View(result, blocks, result.overlooked)


def _head(result: Status) -> Iterable[Line]:
    state = f"closed on {result.closed_on}" if result.closed_on else f"on {result.on}"
    yield Line(f"{result.cohort}, launched {result.launch}, {state}", "strong")
    for one in result.next_events:
        yield from wrapped(_coming(one, result.on), "  ", first="")
    if not result.next_events:
        yield Line("No event is still to come.")
    if result.facilitator:
        yield Line(f"{result.facilitator} supports {_teams(result)}.")
        return
    people = f"{count(result.entries, 'entry', 'entries')} with {count(result.participants, 'participant')}"
    yield Line(f"{people}{_in_teams(result)}; {count(result.facilitators, 'facilitator')}.")
    if result.without_team:
        without = ", ".join(one.label for one in result.without_team)
        yield from wrapped(f"Without a team: {without}.", "  ", "warn", first="")
    if result.withdrawn:
        reasons = ", ".join(f"{one.reason} {one.entries}" for one in result.withdrawn)
        gone = count(sum(one.entries for one in result.withdrawn), "entry has", "entries have")
        yield from wrapped(f"{gone} withdrawn: {reasons}.", "  ", first="")


def _in_teams(result: Status) -> str:
    """In how many teams these sit, or how many of them do; empty before a match is accepted."""
    if not result.teams:
        return ""
    teams = count(sum(one.participants > 0 for one in result.teams), "team")
    some = "" if result.in_teams == result.participants else f", {result.in_teams} of them"
    return f"{some} in {teams}"


def _teams(result: Status) -> str:
    teams = [
        f"team {one.number} ({one.theme}, {count(one.participants, 'participant')})" for one in result.teams
    ]
    return " and ".join(teams) or "no team of the accepted match"


def _coming(one: Coming, today: date) -> str:
    event = f"event {one.number}, {one.name}"
    if one.status == EventStatus.POSTPONED or one.on is None:
        return f"Next: {event}, is postponed and has no new day yet."
    days = (one.on - today).days
    when = "today" if days == 0 else f"in {count(days, 'day')}"
    where = "online" if one.mode == Mode.ONLINE else one.venue
    return f"Next: {event}, on {one.on:%a} {one.on} ({when})" + (f", {where}." if where else ".")


def _attention(result: Status) -> list[Line]:
    if not result.reasons:
        return [Line(""), Line("Nothing needs attention.", "good")]
    short = result.attention.in_short
    return [Line(""), Line(f"{capital(short)}:", "strong"), *by_subject(result.attention)]


def _projects(result: Status) -> list[Block]:
    """Each project on a line of six stages: those that need attention first, ended ones last."""
    if not result.projects:
        return []
    order = sorted(
        result.projects, key=lambda one: (one.ended_on is not None, not one.attention, one.project)
    )
    columns = ["project", *(stage.value for stage in Stage)]
    rows = [[_title(one), *(step.mark for step in one.stages)] for one in order]
    opinions = ", ".join(f"{one.project} {one.opinions}" for one in order if one.opinions)
    lines = wrapped(f"Judged: {opinions}.", "  ", "dim", first="") if opinions else []
    return [Table(columns, rows, title=f"Projects ({MARKS}; ! needs attention)"), *lines]


def _title(one: Watched) -> str:
    ended = " (ended)" if one.ended_on else ""
    room = TITLE - 5 - len(ended)
    title = one.title if len(one.title) <= room else f"{one.title[: room - 1]}…"
    return f"{'!' if one.attention else ' '} {one.project:>2} {as_written(title)}{ended}"


def _next(result: Status) -> list[Line]:
    if result.projects or result.closed_on or result.teams or result.facilitator:
        return []
    return [Line("No match is accepted yet.")]
