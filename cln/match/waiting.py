"""Who waits for a place, in which order and why; and who could come in now."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.queries import active_entries
from cln.match.queries import current_proposal
from cln.match.recalled import recall
from cln.matching.problem import Entry
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Queued:
    """An entry that waits; `position` counts from 1."""

    position: int
    entry: Entry
    reason: str
    fits: bool
    """It could come in now: places are free for it once those before it who fit have theirs."""


@dataclass(frozen=True)
class Queue:
    """Who waits, by a proposal and by who has left and joined since."""

    cohort: str
    proposal: int
    accepted: bool
    capacity: int
    seated: int
    """People who have a place and have not left since."""
    waiting: tuple[Queued, ...]

    @property
    def free(self) -> int:
        """Places that nobody has."""
        return max(0, self.capacity - self.seated)

    @property
    def could_come_in(self) -> tuple[Queued, ...]:
        """Those who fit."""
        return tuple(one for one in self.waiting if one.fits)


def show(session: Session, cohort: Cohort, number: int | None = None) -> Queue:
    """Who waits by the proposal of that number, else by the accepted one, else by the newest.

    Raises:
        Refused: there is no such proposal, or nobody takes part any more.
    """
    if number is None and (standing := current_proposal(session, cohort)) is not None:
        number = standing.number
    recalled = recall(session, cohort, number)
    seated = sum(team.participants for team in recalled.teams)
    capacity = recalled.problem.limits.capacity
    new = f"joined after proposal {recalled.number} was made"
    reasons = [(entry, recalled.reasons.get(entry.key, new)) for entry in recalled.waiting]
    return Queue(
        cohort=cohort.name,
        proposal=recalled.number,
        accepted=recalled.proposal.accepted_at is not None and recalled.proposal.replaced_at is None,
        capacity=capacity,
        seated=seated,
        waiting=tuple(_queue(reasons, capacity - seated)),
    )


def after_leaving(session: Session, cohort: Cohort) -> Queue | None:
    """Who waits now that somebody has left; None without a proposal, or when nobody is left."""
    if current_proposal(session, cohort) is None or not active_entries(session, cohort):
        return None
    return show(session, cohort)


def _queue(waiting: Iterable[tuple[Entry, str]], free: int) -> Iterable[Queued]:
    for position, (entry, reason) in enumerate(waiting, start=1):
        fits = entry.participants <= free
        free -= entry.participants if fits else 0
        yield Queued(position, entry, reason, fits)
