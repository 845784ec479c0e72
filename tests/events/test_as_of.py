"""An event as it stood on a day: it was held on its day, all else counts from when it was put on record."""

from datetime import UTC, date, datetime

import pytest

from cln.events.as_of import stood
from cln.programme import Deed
from cln.tables.event_changes import EventChange
from cln.tables.events import Event

HELD = Event(id=1, cohort_id=1, number=3, status="held", on=date(2025, 12, 4))
CANCELLED = Event(id=1, cohort_id=1, number=3, status="cancelled", on=date(2025, 12, 4))


def change(at: str, deed: Deed, was_on: str | None, now_on: str | None) -> EventChange:
    """Something that was done, at noon of the day on which it was put on record."""
    was, now = (date.fromisoformat(day) if day else None for day in (was_on, now_on))
    moment = datetime.fromisoformat(f"{at}T12:00").replace(tzinfo=UTC)
    return EventChange(event_id=1, at=moment, who="Tess", deed=deed, was_on=was, now_on=now)


YEAR = [
    change("2025-09-01", Deed.SCHEDULED, None, "2025-11-13"),
    change("2025-11-10", Deed.POSTPONED, "2025-11-13", None),
    change("2025-11-20", Deed.SCHEDULED, None, "2025-12-04"),
]
LATER = {
    "held": change("2026-01-10", Deed.HELD, "2025-12-04", "2025-12-04"),
    "cancelled": change("2025-12-01", Deed.CANCELLED, "2025-12-04", None),
}


@pytest.mark.parametrize(
    ("day", "status", "on"),
    [
        ("2025-10-01", "scheduled", "2025-11-13"),
        ("2025-11-10", "postponed", None),
        ("2025-11-20", "scheduled", "2025-12-04"),
        ("2025-12-03", "scheduled", "2025-12-04"),
        ("2025-12-04", "held", "2025-12-04"),  # though it was put on record a month later
        ("2026-02-01", "held", "2025-12-04"),
    ],
)
def test_an_event_that_was_put_off_and_held(day: str, status: str, on: str | None) -> None:
    then = stood(HELD, [*YEAR, LATER["held"]], date.fromisoformat(day))
    assert (then.status, then.on and str(then.on)) == (status, on)
    assert HELD.status == "held"


@pytest.mark.parametrize(
    ("day", "status"),
    [("2025-11-15", "postponed"), ("2025-11-30", "scheduled"), ("2025-12-01", "cancelled")],
)
def test_an_event_that_was_given_up(day: str, status: str) -> None:
    assert stood(CANCELLED, [*YEAR, LATER["cancelled"]], date.fromisoformat(day)).status == status


@pytest.mark.parametrize(
    ("event", "status"), [(HELD, "scheduled"), (CANCELLED, "cancelled")], ids=["held", "cancelled"]
)
def test_an_event_of_a_year_that_was_put_on_record_afterwards(event: Event, status: str) -> None:
    then = stood(event, [*YEAR, LATER[event.status]], date(2025, 8, 1))
    assert (then.status, then.on) == (status, date(2025, 12, 4))
