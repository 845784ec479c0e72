"""Which proposal's teams counted on a day."""

from datetime import date

from sqlmodel import Session, col, select

from cln.cohort import days
from cln.match.queries import accepted_proposal, current_proposal, proposals_of
from cln.match.standing import Standing, standing
from cln.programme import EventStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.projects import Project
from cln.tables.proposals import Proposal
from cln.words import day_of

MATCHING = 2
"""The number of the event at which teams are matched."""


def proposal_on(session: Session, cohort: Cohort, on: date, *, accepted: bool = False) -> Proposal | None:
    """The proposal whose teams counted on a day: the one accepted then, else the newest made by then.

    Where nothing was on record by then though the day of the matching event had come, or a project had been
    opened, it is the one whose teams count now. With `accepted`, only an accepted one.
    """
    now = accepted_proposal(session, cohort) if accepted else current_proposal(session, cohort)
    if now is None or on >= days.today():
        return now
    made = [one for one in proposals_of(session, cohort) if day_of(one.made_at) <= on]
    if not made:
        return now if _matched(session, cohort, on) else None
    counted = (one for one in reversed(made) if _accepted(one, on))
    return next(counted, None if accepted else made[-1])


def standing_on(session: Session, cohort: Cohort, proposal: Proposal, on: date) -> Standing:
    """Where the proposal whose teams counted on a day stood then; of a past day none is said to be newer."""
    if on >= days.today():
        return standing(session, cohort, proposal)
    accepted = proposal_on(session, cohort, on, accepted=True)
    number = proposal.number
    return Standing(
        number, accepted.number if accepted else None, newest=number, latest_edit=number, closed=False
    )


def _accepted(one: Proposal, on: date) -> bool:
    replaced = one.replaced_at is not None and day_of(one.replaced_at) <= on
    return one.accepted_at is not None and day_of(one.accepted_at) <= on and not replaced


def _matched(session: Session, cohort: Cohort, on: date) -> bool:
    """Whether the day of the matching event had come by a day, or a project had been opened."""
    events = select(Event.id).where(
        Event.cohort_id == cohort.id,
        Event.number == MATCHING,
        col(Event.status) != EventStatus.CANCELLED,
        col(Event.on) <= on,
    )
    projects = select(Project.id).where(Project.cohort_id == cohort.id, col(Project.opened_on) <= on)
    return any(session.exec(query.limit(1)).first() for query in (events, projects))
