"""What figures about cohorts are made of: a row for each entry that they ever had."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from cln.cohort.as_of import counted_on
from cln.match.teams import places
from cln.programme import EventStatus
from cln.survey.as_of import answered_on
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.events import Attendance, Event
from cln.tables.proposals import Proposal
from cln.tables.register import Authority, Establishment

UNKNOWN = "unknown"
"""The group of the establishments whose quintile is not known."""


def quintile(number: int | None) -> str:
    """A SIMD quintile as the name of a group."""
    return UNKNOWN if number is None else str(number)


@dataclass(frozen=True)
class Unit:
    """An entry with all that is counted about it."""

    cohort_id: int
    entry_id: int
    establishment: tuple[str, str]
    """(code, sector)."""
    establishment_id: int
    authority: str
    people: int
    """Participants who are on it."""
    withdrawn_reason: str | None
    """None while it takes part."""
    answered: bool
    team: int | None
    """The id of the team in which it sits; None without one, as of those that have withdrawn."""
    level: int | None
    """How it rated its team's theme; None without an answer or a team."""
    waiting: bool
    """It takes part, its cohort is matched, and it sits in no team: it waits, came later or came back."""
    present: int
    """Times that one of its people came to an event that was held."""
    recorded: int
    """Times that their attendance was recorded."""
    simd_quintile: int | None = None
    """Of the area that the establishment stands in, 1 the most deprived; None where it is not known."""

    promoted: int = 0
    """Of its people, promoted members of staff."""

    @property
    def quintile(self) -> str:
        """The quintile as the name of a group."""
        return quintile(self.simd_quintile)

    @property
    def sector(self) -> str:
        """ELC, Primary, Secondary or Special."""
        return self.establishment[1]

    @property
    def active(self) -> bool:
        """It has not withdrawn."""
        return self.withdrawn_reason is None


def units_of(
    session: Session, cohorts: Sequence[Cohort], proposals: Sequence[Proposal], on: date
) -> list[Unit]:
    """Every entry that these cohorts had had by a day, as it stood then, its seat taken from these proposals.

    Eight queries, however many.
    """
    ids = [cohort.id for cohort in cohorts]
    ours = col(Entry.cohort_id).in_(ids)
    counted = counted_on(session, cohorts, on)
    active = {entry for entry, one in counted.items() if one.withdrawn_reason is None}
    answered = answered_on(session, cohorts, on)
    came = _attendance(session, ids, on)
    seated, matched = places(session, proposals, active), {proposal.cohort_id for proposal in proposals}
    query = (
        select(Entry, Establishment, col(Authority.name))
        .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .where(ours)
        .order_by(col(Establishment.code), col(Establishment.sector), col(Entry.number))
    )
    return [
        Unit(
            cohort_id=entry.cohort_id,
            entry_id=entry.id,
            establishment=(establishment.code, establishment.sector),
            establishment_id=establishment.id,
            authority=authority,
            people=counted[entry.id].people,
            withdrawn_reason=counted[entry.id].withdrawn_reason,
            answered=entry.id in answered,
            team=seated[entry.id].team.id if entry.id in seated else None,
            level=seated[entry.id].seat.level if entry.id in seated else None,
            waiting=entry.id in active - seated.keys() and entry.cohort_id in matched,
            present=came[entry.id]["present"],
            recorded=sum(came[entry.id].values()),
            simd_quintile=establishment.simd_quintile,
            promoted=counted[entry.id].promoted,
        )
        for entry, establishment, authority in _rows(session, query)
        if entry.id in counted
    ]


@dataclass(frozen=True)
class Registered:
    """An open establishment of the register."""

    id: int
    sector: str
    authority: str
    simd_quintile: int | None = None


def registered_units(session: Session, on: date) -> list[Registered]:
    """All establishments that had not closed by a day."""
    names = (col(Establishment.id), col(Establishment.sector), col(Authority.name))
    query = (
        select(*names, col(Establishment.simd_quintile))
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .where(or_(col(Establishment.closed_on).is_(None), col(Establishment.closed_on) > on))
    )
    return [Registered(*row) for row in _rows(session, query)]


def _attendance(session: Session, cohorts: Sequence[int | None], on: date) -> dict[int, dict[str, int]]:
    """Entry id -> status -> how many times, at the events that had been held by a day."""
    query = (
        select(col(Participant.entry_id), col(Attendance.status), func.count())
        .join(Participant, col(Participant.id) == col(Attendance.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .join(Event, col(Event.id) == col(Attendance.event_id))
        .where(
            col(Entry.cohort_id).in_(cohorts),
            col(Event.status) == EventStatus.HELD,
            col(Event.on) <= on,
        )
        .group_by(col(Participant.entry_id), col(Attendance.status))
    )
    times: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry, status, number in _rows(session, query):
        times[entry][status] = number
    return times


def _rows(session: Session, query: Any) -> list[Any]:
    return list(session.exec(query))
