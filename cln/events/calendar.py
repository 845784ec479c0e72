"""The events of a cohort as an iCalendar file (RFC 5545) that Outlook and others keep up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5

from sqlmodel import Session

from cln.errors import Refused
from cln.events.events import title
from cln.events.queries import event_changes, event_hosts, events_of
from cln.programme import EVENTS, EventStatus, Mode
from cln.tables.cohorts import Cohort
from cln.tables.events import Event, EventChange
from cln.words import outgoing

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

_NAMESPACE = UUID("6f3e3c64-0f5e-5a8f-9d3d-0b6c4b0e2c11")
"""Under it every event of every cohort has an identifier of its own, the same for ever."""


@dataclass(frozen=True)
class Calendar:
    """A calendar, and the events of which it cannot tell a day."""

    content: bytes
    events: int
    without_day: tuple[Event, ...]


def calendar(session: Session, cohort: Cohort) -> Calendar:
    """Every event with a day; one that was postponed without a new day is cancelled on its old one.

    Raises:
        Refused: the cohort has no events.
    """
    import icalendar

    rows, hosts = list(events_of(session, cohort)), event_hosts(session, cohort)
    if not rows:
        raise Refused(f"{cohort.name} has no events yet; schedule them with: cln event schedule")
    history = event_changes(session, cohort)
    made = icalendar.Calendar()
    made.add("prodid", "-//cln//Collaborative Learning Networks//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", outgoing(cohort.name))
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
            event.add(name, outgoing(value) if isinstance(value, str) else value)
        made.add_component(event)
    content: bytes = made.to_ical()
    return Calendar(content, len(rows) - len(without_day), tuple(without_day))


def _properties(
    cohort: Cohort, row: Event, day: date, changes: Sequence[EventChange], host: str | None
) -> dict[str, object]:
    """What the calendar says of one event, by the names of RFC 5545."""
    uid = uuid5(_NAMESPACE, f"{cohort.name}/{cohort.launch}/{row.number}/{row.sector}")
    changed = changes[-1].at if changes else datetime.combine(cohort.launch, time(), UTC)
    cancelled = row.status == EventStatus.CANCELLED or row.on is None
    starts, ends = _times(row, day)
    return {
        "uid": f"{uid}@cln",
        "sequence": row.sequence,
        "dtstamp": changed,
        "last-modified": changed,
        "summary": f"{cohort.name}: {title(row)}",
        "description": _description(row, host),
        "status": "CANCELLED" if cancelled else "CONFIRMED",
        "dtstart": starts,
        "dtend": ends,
        **({"location": row.venue} if row.venue and row.mode != Mode.ONLINE else {}),
        **({"url": row.link} if row.link else {}),
    }


def _description(row: Event, host: str | None) -> str:
    plan = EVENTS[row.number - 1]
    lines = [plan.purpose, f"To have by then: {plan.asks_for}."]
    if host:
        lines.append(f"Held by {host}.")
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
