"""Queries about times away that have ended, and about what establishments were before."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import Session, col, select

from cln.models import Absence, Cohort, EarlierName, Entry, Establishment, Participant


def absences(session: Session, cohort: Cohort) -> dict[int, list[Absence]]:
    """Entry id -> the withdrawals of it that ended, the earliest first; one query."""
    query = select(Absence).join(Entry, col(Entry.id) == col(Absence.entry_id))
    return _by_entry(session.exec(query.where(Entry.cohort_id == cohort.id).order_by(col(Absence.id))))


def absences_of_people(session: Session, cohort: Cohort) -> dict[int, list[Absence]]:
    """Participant id -> the times that they were away and came back, the earliest first; one query."""
    query = (
        select(Absence)
        .join(Participant, col(Participant.id) == col(Absence.participant_id))
        .join(Entry, col(Entry.id) == col(Participant.entry_id))
        .where(Entry.cohort_id == cohort.id)
    )
    found = defaultdict[int, list[Absence]](list)
    for absence in session.exec(query.order_by(col(Absence.id))):
        found[absence.participant_id or 0].append(absence)
    return found


def absences_of(session: Session, entries: Iterable[Entry]) -> dict[int, list[Absence]]:
    """The same for some entries, of whatever cohort; one query."""
    query = select(Absence).where(col(Absence.entry_id).in_([entry.id for entry in entries]))
    return _by_entry(session.exec(query.order_by(col(Absence.id))))


def earlier_names(session: Session, establishment: Establishment) -> list[EarlierName]:
    """What an establishment was called before, the oldest name first."""
    query = select(EarlierName).where(EarlierName.establishment_id == establishment.id)
    return list(session.exec(query.order_by(col(EarlierName.id))))


def taken_over(session: Session, establishment: Establishment) -> list[Establishment]:
    """The establishments that were merged into it, by code and sector."""
    query = select(Establishment).where(Establishment.merged_into_id == establishment.id)
    return sorted(session.exec(query), key=lambda one: (one.code, one.sector))


def _by_entry(found: Iterable[Absence]) -> dict[int, list[Absence]]:
    by_entry = defaultdict[int, list[Absence]](list)
    for absence in found:
        by_entry[absence.entry_id or 0].append(absence)
    return by_entry
