"""The part of the report about the six events: what became of each, and who came."""

from collections import Counter

from cln.events.queries import attendance_of, event_changes, events_of
from cln.pages import bars
from cln.pages.drawing import Picture
from cln.pages.page import Section, TextTable
from cln.programme import EVENTS, AttendanceStatus, Deed
from cln.report.material import Material
from cln.tables.events import Event, EventChange

_TOLD = {Deed.POSTPONED, Deed.MOVED_ONLINE, Deed.CANCELLED}


def section(material: Material) -> Section | None:
    """The events with their days and attendance; None before they are scheduled."""
    scheduled = events_of(material.session, material.cohort)
    if not scheduled.rows:
        return None
    came = Counter[tuple[int, str]]()
    numbers = {event.id: event.number for event in scheduled}
    for row in attendance_of(material.session, material.cohort):
        came[numbers[row.event_id], row.status] += 1
    history = event_changes(material.session, material.cohort)
    table = TextTable(
        "The six events",
        ["event", "on", "status", "changed since"],
        [
            [
                _label(event),
                str(event.on or "no day yet"),
                event.status,
                _changes(history.get(event.id or 0, [])),
            ]
            for event in scheduled
        ],
    )
    pictures = [_attendance(came)] if came else []
    return Section("events", "The six events", tables=[table], pictures=pictures)


def _attendance(came: Counter[tuple[int, str]]) -> Picture:
    held = sorted({number for number, _status in came})
    statuses = [status.value for status in AttendanceStatus]
    names = {number: f"{number}: {EVENTS[number - 1].name}" for number in held}
    present = sum(came[number, AttendanceStatus.PRESENT] for number in held)
    return Picture(
        "attendance",
        "Who came",
        f"People at each event of which attendance is on record: {present} of {came.total()} were present.",
        bars.stacked(
            [
                {"name": names[number], "part": status, "number": came[number, status]}
                for number in held
                for status in statuses
            ],
            statuses,
            unit="people",
        ),
        ["event", *statuses],
        [[names[number], *(str(came[number, status]) for status in statuses)] for number in held],
    )


def _changes(history: list[EventChange]) -> str:
    """What happened to its day and its place, with the reasons."""
    told = [
        f"{change.deed}{f' ({change.reason})' if change.reason else ''}"
        for change in history
        if change.deed in _TOLD
    ]
    return "; ".join(told) or "\u2013"


def _label(event: Event) -> str:
    sector = f" ({event.sector})" if event.sector else ""
    return f"{event.number}: {EVENTS[event.number - 1].name}{sector}"
