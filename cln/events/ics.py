"""Events as an iCalendar file (RFC 5545) that Outlook and others keep up to date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

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
class Appointment:
    """One event as calendars see it; times are local."""

    uid: str
    """The same for one event for ever."""
    sequence: int
    """Goes up with every change."""
    changed: datetime
    """When it was last changed, with its time zone."""
    title: str
    description: str
    on: date
    starts: time | None
    """None: it takes the whole day."""
    ends: time | None
    place: str
    link: str
    cancelled: bool


def to_ics(name: str, appointments: Sequence[Appointment]) -> bytes:
    """A calendar of that name."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", "-//cln//Collaborative Learning Networks//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add_component(Timezone.from_ical(_TIMEZONE))
    for one in appointments:
        calendar.add_component(_event(one))
    content: bytes = calendar.to_ical()
    return content


def _event(one: Appointment) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.changed)
    event.add("last-modified", one.changed)
    event.add("summary", one.title)
    event.add("description", one.description)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    for name, moment in _times(one):
        event.add(name, moment)
    if one.place:
        event.add("location", one.place)
    if one.link:
        event.add("url", one.link)
    return event


def _times(one: Appointment) -> list[tuple[str, date]]:
    """Start and end; an event without an end lasts an hour, one without a start the whole day."""
    from zoneinfo import ZoneInfo

    if one.starts is None:
        return [("dtstart", one.on), ("dtend", one.on + timedelta(days=1))]
    start = datetime.combine(one.on, one.starts, ZoneInfo(ZONE))
    end = datetime.combine(one.on, one.ends, ZoneInfo(ZONE)) if one.ends else start + timedelta(hours=1)
    return [("dtstart", start), ("dtend", end)]
