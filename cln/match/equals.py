"""What decides among equals in the queue of a cohort: who waited in an earlier one, then the lot.

Light, because it is asked whenever somebody leaves.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_
from sqlmodel import Session, col, or_, select

from cln.cohort.queries import EnrolledEntry
from cln.match.queries import ACCEPTED
from cln.matching.queue import draw
from cln.tables.absences import Absence
from cln.tables.cohorts import Cohort, Entry
from cln.tables.proposals import Proposal, Seat, Team


@dataclass(frozen=True)
class Equals:
    """What decides among the entries of a cohort that nothing else tells apart."""

    lot: str | None
    """What is drawn from; None where the order of codes decides."""
    waited: frozenset[int]
    """Ids of the establishments that go first."""

    def waits_again(self, one: EnrolledEntry) -> bool:
        """Its establishment waited in an earlier cohort and got no place."""
        return one.establishment.id in self.waited

    def drawn(self, one: EnrolledEntry) -> str:
        """What the entry drew; the same of all where the order of codes decides."""
        return "" if self.lot is None else draw(self.lot, one.key)


def equals(session: Session, cohort: Cohort, *, by_lot: bool) -> Equals:
    """What decides among equals; one query, and none without the lot."""
    return Equals(cohort.lot, _waited(session, cohort)) if by_lot else Equals(None, frozenset())


def _waited(session: Session, cohort: Cohort) -> frozenset[int]:
    """The ids of the establishments of a cohort that waited in an earlier one and have had no place since.

    They stood on the waiting list of its accepted proposal when it closed, and had not withdrawn.
    """
    closed = col(Cohort.closed_on)
    seats = select(Seat.id).join(Team).where(Team.proposal_id == Proposal.id, Seat.entry_id == Entry.id)
    away = select(Absence.id).where(
        Absence.entry_id == Entry.id, col(Absence.withdrawn_on) <= closed, col(Absence.rejoined_on) > closed
    )
    stayed = or_(col(Entry.withdrawn_on).is_(None), col(Entry.withdrawn_on) > closed) & ~away.exists()
    here = select(Entry.establishment_id).where(Entry.cohort_id == cohort.id)
    query = (
        select(
            col(Entry.establishment_id), col(Cohort.launch), seats.exists(), and_(closed.is_not(None), stayed)
        )
        .join(Cohort, col(Cohort.id) == col(Entry.cohort_id))
        .join(Proposal, col(Proposal.cohort_id) == col(Cohort.id))
        .where(Cohort.launch < cohort.launch, ACCEPTED, col(Entry.establishment_id).in_(here))
    )
    places, waits = dict[int, date](), dict[int, date]()
    for establishment, launch, seated, stayed_to_the_end in session.exec(query):
        if seated or stayed_to_the_end:
            latest = places if seated else waits
            latest[establishment] = max(launch, latest.get(establishment, launch))
    return frozenset(one for one, launch in waits.items() if launch > places.get(one, date.min))
