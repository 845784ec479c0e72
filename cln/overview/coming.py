"""The events of a cohort that are still to come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from cln.programme import EVENTS, EventStatus
from cln.tables.events import Event


@dataclass(frozen=True)
class Coming:
    """An event that is still to come."""

    number: int
    name: str
    sector: str | None
    """None when it is for everybody."""
    status: str
    on: date | None
    """None while it is postponed without a new day."""
    mode: str
    venue: str

    @classmethod
    def of(cls, event: Event) -> Self:
        """An event of the cohort's year."""
        name = EVENTS[event.number - 1].name + (f" ({event.sector})" if event.sector else "")
        sector = event.sector or None
        return cls(event.number, name, sector, event.status, event.on, event.mode, event.venue)


def to_come(events: Iterable[Event], today: date) -> list[Event]:
    """The events that are still to come, the next first; those without a day last of all."""
    ahead = [
        event
        for event in events
        if event.status == EventStatus.POSTPONED
        or (event.status == EventStatus.SCHEDULED and event.on and event.on >= today)
    ]
    return sorted(ahead, key=lambda event: (event.on or date.max, event.number, event.sector))
