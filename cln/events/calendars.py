"""The events of a cohort for people's own calendars."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID, uuid5

from sqlmodel import Session

from cln.errors import Refused
from cln.events import schedule as events
from cln.events.ics import Appointment, to_ics
from cln.events.schedule import Happening
from cln.programme import EventStatus
from cln.tables.cohorts import Cohort

_NAMESPACE = UUID("6f3e3c64-0f5e-5a8f-9d3d-0b6c4b0e2c11")
"""Under it every event of every cohort has an identifier of its own."""


@dataclass(frozen=True)
class Made:
    """A calendar, and the events of which it cannot tell a day."""

    content: bytes
    events: int
    without_day: tuple[Happening, ...]


def calendar(session: Session, cohort: Cohort) -> Made:
    """Every event with a day; one that was postponed without a new day is cancelled on its old one.

    Raises:
        Refused: the cohort has no events.
    """
    found = events.listing(session, cohort).happenings
    if not found:
        raise Refused(f"{cohort.name} has no events yet; schedule them with: cln event schedule")
    made = [_appointment(cohort, one) for one in found]
    appointments = [one for one in made if one is not None]
    return Made(
        to_ics(cohort.name, appointments),
        len(appointments),
        tuple(one for one, appointment in zip(found, made, strict=True) if appointment is None),
    )


def _appointment(cohort: Cohort, one: Happening) -> Appointment | None:
    event = one.event
    day = event.on or next((past.was_on for past in reversed(one.history) if past.was_on), None)
    if day is None:
        return None
    sector = f" ({event.sector})" if event.sector else ""
    return Appointment(
        uid=f"{uuid5(_NAMESPACE, f'{cohort.name}/{cohort.launch}/{event.number}/{event.sector}')}@cln",
        sequence=event.sequence,
        changed=one.history[-1].at if one.history else datetime.combine(cohort.launch, time(), UTC),
        title=f"{cohort.name}: {one.plan.name}{sector}",
        description=_description(one),
        on=day,
        starts=event.starts,
        ends=event.ends,
        place="" if event.mode == "online" else event.venue,
        link=event.link,
        cancelled=event.status == EventStatus.CANCELLED or event.on is None,
    )


def _description(one: Happening) -> str:
    lines = [one.plan.purpose, f"To have by then: {one.plan.asks_for}."]
    if one.host:
        lines.append(f"Held by {one.host}.")
    if one.event.link:
        lines.append(f"Join online: {one.event.link}")
    return "\n".join(lines)
