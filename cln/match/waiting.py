"""Who waits for a place, in which order and why; and who could come in now.

Light, because it is asked whenever somebody leaves: no problem is made, nothing of the solver imported.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Self

from pydantic import Field
from sqlmodel import Session

from cln.cohort.membership import Rejoined, Withdrawal
from cln.cohort.queries import EnrolledEntry, active_entries
from cln.errors import Refused
from cln.match.queries import (
    Claim,
    current_proposal,
    proposal_of,
    queue_of,
)
from cln.match.standing import Standing, latest_edit, standing
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal, is_drawn
from cln.words import called, reference


@dataclass(frozen=True)
class Queued:
    """An entry that waits."""

    position: int
    """In the queue, from 1."""
    code: str
    sector: str
    entry: int
    name: str
    authority: str
    participants: int
    reason: str
    could_come_in: bool
    """Places are free for it once those before it who fit have theirs, and none of these is undecided."""
    waited_before: bool
    """It waited in an earlier cohort and has had no place since: among equals it goes first."""
    label: Annotated[str, Field(exclude=True)]
    """How sentences call it."""
    called: Annotated[str, Field(exclude=True)]
    """How it is named where its code stands beside it."""
    beyond: Annotated[bool, Field(exclude=True)]
    """There are places for it, but no teams that keep the rules hold more people."""
    passed_over: Annotated[bool, Field(exclude=True)]
    """Others who go behind it have a place, as no teams that keep the rules held it when these were made."""
    undecided: Annotated[bool, Field(exclude=True)]
    """Places are free for it, but it or one before it was passed over: a match tells whether it comes in."""

    @property
    def key(self) -> tuple[str, str, int]:
        """Code, sector and number of the entry."""
        return self.code, self.sector, self.entry


@dataclass(frozen=True)
class Queue:
    """Who waits, by a proposal and by who has left and joined since."""

    cohort: str
    proposal: int
    accepted: bool
    capacity: int
    seated: int
    """People who have a place and have not left since."""
    free_places: int
    waiting: tuple[Queued, ...]
    lot: str | None
    """What the lot is drawn from; None where the order of codes decides."""
    standing: Annotated[Standing | None, Field(exclude=True)] = None
    """Of the proposal, where the queue is shown."""

    @property
    def could_come_in(self) -> tuple[Queued, ...]:
        """Those who fit."""
        return tuple(one for one in self.waiting if one.could_come_in)

    @property
    def full(self) -> bool:
        """Places are free that no teams could give to somebody who waits."""
        return any(one.beyond for one in self.waiting)

    @property
    def undecided(self) -> bool:
        """Places are free, and only a match tells who of those who wait has them."""
        return any(one.undecided for one in self.waiting)


@dataclass(frozen=True)
class WithdrawalWithQueue(Withdrawal):
    """An entry that left once there was a proposal, and who could come in now."""

    proposal: int
    free_places: int
    could_come_in: tuple[Queued, ...]

    @classmethod
    def of_both(cls, left: Withdrawal, queue: Queue) -> Self:
        """A withdrawal with the queue after it."""
        return cls(
            **vars(left),
            proposal=queue.proposal,
            free_places=queue.free_places,
            could_come_in=queue.could_come_in,
        )


@dataclass(frozen=True)
class RejoinedWithPlace(Rejoined):
    """An entry that came back once there was a proposal, and where it sits now."""

    proposal: int
    """The one whose teams count."""
    team: int | None
    """In which of them it sits, as before; None where it has no place in them."""
    theme: str | None
    next: Annotated[str | None, Field(exclude=True)]
    """The command that gives it a place, now or by the latest edit; None where it keeps its own."""


def show(session: Session, cohort: Cohort, number: int | None = None) -> Queue:
    """Who waits by the proposal of that number, else by the accepted one, else by the newest.

    Raises:
        Refused: there is no such proposal, or nobody takes part any more.
    """
    proposal = proposal_of(session, cohort, number)
    active = active_entries(session, cohort)
    if not active:
        raise Refused(f"nobody takes part in {cohort.name} yet; enrol with: cln cohort enrol FILE")
    queue = queue_now(session, cohort, proposal, active)
    return replace(queue, standing=standing(session, cohort, proposal))


def after_leaving(session: Session, cohort: Cohort, enrolled: Sequence[EnrolledEntry]) -> Queue | None:
    """Who waits now that somebody has left; None without a proposal, or when nobody is left.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        enrolled: its entries as they are now; withdrawn ones are passed over.
    """
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    proposal = current_proposal(session, cohort)
    if proposal is None or not active:
        return None
    queue = queue_now(session, cohort, proposal, active)
    return replace(queue, standing=standing(session, cohort, proposal))


def after_returning(session: Session, cohort: Cohort, back: Rejoined) -> RejoinedWithPlace | None:
    """Where an entry sits that has come back; None before there is a proposal."""
    counts, latest = current_proposal(session, cohort), latest_edit(session, cohort)
    if counts is None or latest is None:
        return None
    active = active_entries(session, cohort)
    (entry,) = (one.id for one in active if one.key == (back.code, back.sector, back.entry))
    from cln.match.teams import teams_on_day

    teams = teams_on_day(session, counts, active)
    team = teams.of.get(entry)
    seated = None if team else standing(session, cohort, latest).accepting()
    return RejoinedWithPlace(
        **vars(back),
        proposal=counts.number,
        team=team,
        theme=teams.themes[team] if team else None,
        next=placing(queue_now(session, cohort, latest, active)).get(
            (back.code, back.sector, back.entry), seated
        ),
    )


def queue_now(session: Session, cohort: Cohort, proposal: Proposal, active: Sequence[EnrolledEntry]) -> Queue:
    """Who waits by a proposal, of the entries that take part; a query, and one more where somebody does."""
    known = queue_of(session, proposal)
    capacity = proposal.settings.get("limits_of_run", {}).get("capacity", cohort.capacity)
    seated = sum(len(one.participants) for one in active if known[one.id].seated)
    without = [one for one in active if not known[one.id].seated]
    by_lot = is_drawn(proposal.settings)
    waiting = _in_order(session, cohort, without, known, by_lot=by_lot) if without else []
    return Queue(
        cohort=cohort.name,
        proposal=proposal.number,
        accepted=proposal.accepted,
        capacity=capacity,
        seated=seated,
        free_places=max(0, capacity - seated),
        waiting=tuple(_queued(waiting, known, proposal, capacity, capacity - seated)) if waiting else (),
        lot=cohort.lot if by_lot else None,
    )


def _in_order(
    session: Session,
    cohort: Cohort,
    without: Sequence[EnrolledEntry],
    known: Mapping[int, Claim],
    *,
    by_lot: bool,
) -> list[tuple[EnrolledEntry, bool]]:
    """Those without a seat, first in the queue first, each with whether it waited in an earlier cohort."""
    from cln.match.equals import equals
    from cln.matching.queue import claim

    among = equals(session, cohort, by_lot=by_lot)

    def claimed(one: EnrolledEntry) -> Any:
        answered, nominated = known[one.id].answered, one.entry.nominated_at
        return claim(answered, nominated, among.waits_again(one), among.drawn(one), one.key)

    return [(one, among.waits_again(one)) for one in sorted(without, key=claimed)]


def placing(queue: Queue) -> dict[tuple[str, str, int], str]:
    """Key of each entry without a seat in a proposal -> the command that gives it one, or says why none does.

    Args:
        queue: who waits by the proposal that a match with few moves begins with.
    """
    again, room, commands = f"cln match --from {queue.proposal}", queue.seated, {}
    for one in queue.waiting:
        room += one.participants
        if one.could_come_in or one.undecided:
            commands[one.key] = again
        elif one.beyond or one.passed_over:  # more places would change nothing, or are not what it needs
            which = reference(*one.key, shared=True, several=one.entry != 1)
            commands[one.key] = f"cln match explain {which} --proposal {queue.proposal}"
        else:
            commands[one.key] = f"{again} --capacity {room}"
    return commands


def since(one: EnrolledEntry, proposal: Proposal) -> str:
    """Why an entry has no place of which the proposal says nothing."""
    came = "joined" if one.entry.nominated_at > proposal.made_at else "came back"
    return f"{came} after proposal {proposal.number} was made"


def _queued(
    waiting: Sequence[tuple[EnrolledEntry, bool]],
    known: Mapping[int, Claim],
    proposal: Proposal,
    capacity: int,
    free: int,
) -> Iterator[Queued]:
    """Those who wait, each with whether it fits into the places that are free by its turn.

    Who was passed over may fit once anything has changed, or not: nobody from there on is promised a place.
    """
    from cln.matching.queue import tells_passed_over

    barred, undecided = _barred(waiting, known, proposal, capacity), False
    for position, (one, waited_before) in enumerate(waiting, start=1):
        participants = len(one.participants)
        reason = known[one.id].reason or since(one, proposal)
        passed_over = tells_passed_over(reason)
        fits = participants <= free - barred
        undecided |= fits and passed_over
        beyond = free - barred < participants <= free
        free -= participants if fits and not undecided else 0
        yield Queued(
            position,
            *one.line,
            participants=participants,
            reason=reason,
            could_come_in=fits and not undecided,
            waited_before=waited_before,
            label=one.titled,
            called=called(one.establishment.name, one.apart),
            beyond=beyond,
            passed_over=passed_over,
            undecided=fits and undecided,
        )


def _barred(
    waiting: Sequence[tuple[EnrolledEntry, bool]],
    known: Mapping[int, Claim],
    proposal: Proposal,
    capacity: int,
) -> int:
    """How many places no teams could fill when a proposal was made; an edit by hand proves nothing of it."""
    from cln.matching.queue import tells_no_more

    reasons = [known[one.id].reason or "" for one, _ in waiting]
    if proposal.origin == "edit" or not any(map(tells_no_more, reasons)):
        return 0
    placed: int = next(line["value"] for line in proposal.objective if line["name"] == "placed")
    return capacity - placed
