"""How people came to the events so far: of one entry, of one team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field

from cln.events.recorded import Recorded
from cln.programme import AttendanceStatus
from cln.screen.data import rounded

PRESENT = AttendanceStatus.PRESENT


@dataclass(frozen=True)
class Turnout:
    """How some people came to the events that were held; only what is on record counts."""

    present: int
    """Times that one of them came to an event."""
    recorded: int
    """Times that it is on record whether one of them came."""
    rate: Annotated[float | None, rounded(4)]
    """The share of times that they came, 0 to 1; None while nothing is on record."""
    missed: int
    """To how many of the latest events in a row none of them came, apologies or not."""
    latest: Annotated[date | None, Field(serialization_alias="last_seen")]
    """The day of the latest event to which one of them came."""
    promoted: bool | None
    """Whether a promoted member of staff has come to any event; None while nothing is on record."""
    course: Annotated[tuple[float, ...], Field(exclude=True)] = ()
    """The share of them who came, 0 to 1, event by event."""


def turnout(recorded: Iterable[Recorded]) -> Turnout:
    """How the people came of whom this is on record."""
    rows = list(recorded)
    came = sorted((one.on, one.event) for one in rows if one.status == PRESENT)
    held = sorted({(one.on, one.event) for one in rows})
    return Turnout(
        present=len(came),
        recorded=len(rows),
        rate=len(came) / len(rows) if rows else None,
        missed=len(held) - 1 - held.index(came[-1]) if came else len(held),
        latest=came[-1][0] if came else None,
        promoted=any(one.promoted for one in rows if one.status == PRESENT) if rows else None,
        course=tuple(came.count(event) / sum((one.on, one.event) == event for one in rows) for event in held),
    )
