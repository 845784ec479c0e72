"""What figures about cohorts are made of: a row for each entry that they ever had."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from cln.match.teams import places
from cln.tables.cohorts import Cohort, Entry, Participant
from cln.tables.events import Attendance
from cln.tables.proposals import Proposal
from cln.tables.register import Authority, Establishment
from cln.tables.surveys import Answer


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
    """Participants who are on it now."""
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
    """Times that one of its people came to an event."""
    recorded: int
    """Times that their attendance was recorded."""

    @property
    def sector(self) -> str:
        """ELC, Primary, Secondary or Special."""
        return self.establishment[1]

    @property
    def active(self) -> bool:
        """It has not withdrawn."""
        return self.withdrawn_reason is None


def units_of(session: Session, cohorts: Sequence[Cohort], proposals: Sequence[Proposal]) -> list[Unit]:
    """Every entry of these cohorts, its seat taken from these proposals; five queries, however many."""
    ids = [cohort.id for cohort in cohorts]
    ours = col(Entry.cohort_id).in_(ids)
    counted = (
        select(col(Participant.entry_id), func.count())
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(ours, col(Participant.left_on).is_(None))
        .group_by(col(Participant.entry_id))
    )
    people = dict(_rows(session, counted))
    heard = select(col(Answer.entry_id)).join(Entry, col(Entry.id) == col(Answer.entry_id)).where(ours)
    answered = {entry for (entry,) in _rows(session, heard.distinct())}
    came = _attendance(session, ids)
    query = (
        select(Entry, Establishment, col(Authority.name))
        .join(Establishment, col(Establishment.id) == col(Entry.establishment_id))
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .where(ours)
        .order_by(col(Establishment.code), col(Establishment.sector), col(Entry.number))
    )
    rows = _rows(session, query)
    active = {entry.id for entry, _establishment, _authority in rows if entry.withdrawn_on is None}
    seated, matched = places(session, proposals, active), {proposal.cohort_id for proposal in proposals}
    return [
        Unit(
            cohort_id=entry.cohort_id,
            entry_id=entry.id,
            establishment=(establishment.code, establishment.sector),
            establishment_id=establishment.id,
            authority=authority,
            people=people.get(entry.id, 0),
            withdrawn_reason=(entry.withdrawn_reason or "other") if entry.withdrawn_on else None,
            answered=entry.id in answered,
            team=seated[entry.id].team.id if entry.id in seated else None,
            level=seated[entry.id].seat.level if entry.id in seated else None,
            waiting=entry.id in active - seated.keys() and entry.cohort_id in matched,
            present=came[entry.id]["present"],
            recorded=sum(came[entry.id].values()),
        )
        for entry, establishment, authority in rows
    ]


@dataclass(frozen=True)
class Registered:
    """An open establishment of the register."""

    id: int
    sector: str
    authority: str


def registered_units(session: Session) -> list[Registered]:
    """All establishments that have not closed."""
    query = (
        select(col(Establishment.id), col(Establishment.sector), col(Authority.name))
        .join(Authority, col(Authority.id) == col(Establishment.authority_id))
        .where(col(Establishment.closed_on).is_(None))
    )
    return [Registered(*row) for row in _rows(session, query)]


def _attendance(session: Session, cohorts: Sequence[int | None]) -> dict[int, dict[str, int]]:
    """Entry id -> status -> how many times."""
    query = (
        select(col(Participant.entry_id), col(Attendance.status), func.count())
        .join(Participant, col(Participant.id) == col(Attendance.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(col(Entry.cohort_id).in_(cohorts))
        .group_by(col(Participant.entry_id), col(Attendance.status))
    )
    times: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for entry, status, number in _rows(session, query):
        times[entry][status] = number
    return times


def _rows(session: Session, query: Any) -> list[Any]:
    return list(session.exec(query))
