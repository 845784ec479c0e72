"""The events of a cohort as an iCalendar file (RFC 5545) that Outlook and others keep up to date."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session

from cln.errors import Refused
from cln.events.events import title
from cln.events.queries import event_changes, event_hosts, events_of
from cln.match.teams import team_of, teams_now
from cln.programme import EVENTS, EventStatus, Mode
from cln.tables.cohorts import Cohort
from cln.tables.event_changes import EventChange
from cln.tables.events import Event
from cln.words import outgoing

TEXTS = frozenset({"summary", "description", "location"})
"""The properties that are text, by RFC 5545."""

ZONE = "Europe/London"
_TIMEZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""British time since 1996 as a rule: Outlook does not read the list of dates that libraries write.

Source: Summer Time Order 2002.
"""


@dataclass(frozen=True)
class Calendar:
    """A calendar, and the events of which it cannot tell a day."""

    content: bytes
    events: int
    without_day: tuple[Event, ...]
    of_sectors: bool
    """It holds events that only one sector comes to beside those of others."""


def calendar(session: Session, cohort: Cohort, sector: str = "", team: int | None = None) -> Calendar:
    """Every event with a day; one that was postponed without a new day is cancelled on its old one.

    Args:
        session: where the cohort is.
        cohort: whose events are meant.
        sector: only those that this sector comes to.
        team: only those that somebody of the team of this number comes to.

    Raises:
        Refused: the cohort has no events, or no such team.
    """
    import icalendar

    rows, hosts = _meant(session, cohort, sector, team), event_hosts(session, cohort)
    history, text = event_changes(session, cohort), _text_type()
    made = icalendar.Calendar()
    made.add("prodid", "-//cln//Collaborative Learning Networks//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    whose = [cohort.name, *([sector] if sector else []), *([f"team {team}"] if team is not None else [])]
    made.add("x-wr-calname", text(outgoing(", ".join(whose))))
    made.add_component(icalendar.Timezone.from_ical(_TIMEZONE))
    without_day = []
    for row in rows:
        changes = history[row.id or 0]
        day = row.on or next((one.was_on for one in reversed(changes) if one.was_on), None)
        if day is None:
            without_day.append(row)
            continue
        event = icalendar.Event()
        for name, value in _properties(cohort, row, day, changes, hosts.get(row.id or 0)).items():
            event.add(name, text(outgoing(value)) if name in TEXTS else value)
        made.add_component(event)
    content: bytes = made.to_ical()
    of_sectors = not sector and team is None and any(event.sector for event in rows)
    return Calendar(content, len(rows) - len(without_day), tuple(without_day), of_sectors)


def _meant(session: Session, cohort: Cohort, sector: str, team: int | None) -> list[Event]:
    scheduled = events_of(session, cohort)
    if not scheduled.rows:
        raise Refused(f"{cohort.name} has no events yet; schedule them with: cln event schedule")
    if sector:
        return scheduled.chain(sector)
    if team is None:
        return list(scheduled)
    proposal, teams = teams_now(session, cohort)
    members = team_of(teams.teams, team, f"proposal {proposal.number}").members
    chains = [scheduled.chain(sector) for sector in {one.entry.establishment.sector for one in members}]
    meant = {event.id for chain in chains for event in chain}
    return [event for event in scheduled if event.id in meant]


@cache
def _text_type() -> Callable[[str], Any]:
    r"""A text as RFC 5545 (3.3.11) writes it: the library takes `\N` in a text for the end of a line."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            plain = self.replace("\\", r"\\").replace(";", r"\;").replace(",", r"\,")
            return plain.replace("\n", r"\n").encode()

    return Text


def _properties(
    cohort: Cohort, row: Event, day: date, changes: Sequence[EventChange], host: str | None
) -> dict[str, Any]:
    """What the calendar says of one event, by the names of RFC 5545."""
    changed = changes[-1].at if changes else datetime.combine(cohort.launch, time(), UTC)
    cancelled = row.status == EventStatus.CANCELLED or row.on is None
    starts, ends = _times(row, day)
    return {
        "uid": row.uid,
        "sequence": row.sequence,
        "dtstamp": changed,
        "last-modified": changed,
        "summary": f"{_state(row)}{cohort.name}: {title(row)}",
        "description": _description(row, host),
        "status": "CANCELLED" if cancelled else "CONFIRMED",
        "transp": "TRANSPARENT" if cancelled or row.starts is None else "OPAQUE",
        "dtstart": starts,
        "dtend": ends,
        **({"location": row.venue} if row.venue and row.mode != Mode.ONLINE else {}),
        **({"url": outgoing(row.link)} if row.link else {}),
    }


def _state(row: Event) -> str:
    """What the title begins with where it does not take place: some calendars show nothing else of that."""
    if row.status == EventStatus.CANCELLED:
        return "Cancelled: "
    return "" if row.on else "Postponed, no new day yet: "


def _description(row: Event, host: str | None) -> str:
    plan = EVENTS[row.number - 1]
    lines = [plan.purpose, f"To have by then: {plan.asks_for}."]
    if host:
        lines.append(f"Hosted by {host}.")
    if row.link:
        lines.append(f"Join online: {row.link}")
    return "\n".join(lines)


def _times(row: Event, day: date) -> tuple[date, date]:
    """Start and end; an event without an end lasts an hour, one without a start the whole day."""
    from zoneinfo import ZoneInfo

    if row.starts is None:
        return day, day + timedelta(days=1)
    start = datetime.combine(day, row.starts, ZoneInfo(ZONE))
    return start, datetime.combine(day, row.ends, start.tzinfo) if row.ends else start + timedelta(hours=1)
