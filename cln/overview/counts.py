"""How many take part in a cohort on a day, and whether its councils provide what that asks of them."""

from typing import NamedTuple

from sqlmodel import Session

from cln.cohort import days
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import persons_of
from cln.match.limits import in_force
from cln.match.queries import current_proposal
from cln.overview.facts import OnDay
from cln.store.acting import sees_all
from cln.survey.as_of import answered_on
from cln.tables.cohorts import Cohort


class Counts(NamedTuple):
    """How many take part. Numbers count active entries and those who are on them."""

    entries: int
    participants: int
    answered: int
    """Entries that answered the survey."""
    facilitators: int
    needs: tuple[Need, ...]
    """Of each authority, by name."""
    proposal: int | None
    """The number of the one whose teams count; None before a match."""
    accepted: bool
    """It is accepted."""
    in_part: bool
    """Whoever asks sees only what is of their own teams."""


def counted(session: Session, cohort: Cohort, day: OnDay) -> Counts:
    """How many take part in a cohort on a day; six queries at most. The proposal is the one of today."""
    answered = answered_on(session, [cohort], day.as_of)
    accepted = day.accepted if day.as_of == days.ON_RECORD else None
    proposal = accepted or current_proposal(session, cohort)
    most = in_force(session, cohort).facilitator_establishments
    return Counts(
        entries=len(day.active),
        participants=sum(len(one.participants) for one in day.active),
        answered=sum(one.id in answered for one in day.active),
        facilitators=len(persons_of(session, cohort, day.as_of)),
        needs=needs(session, cohort, most),
        proposal=proposal.number if proposal else None,
        accepted=proposal is not None and proposal.accepted,
        in_part=not sees_all(session),
    )
