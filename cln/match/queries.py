"""Queries about proposals: teams, seats, facilitators and who waits."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, and_, case
from sqlmodel import Session, col, func, select

from cln.errors import Refused
from cln.store.rows import grouped, next_number, paired
from cln.tables.cohorts import Cohort, Entry, Theme
from cln.tables.proposals import Proposal, Seat, Team, TeamFacilitator

if TYPE_CHECKING:
    from cln.tables.facilitators import Facilitator
    from cln.tables.promises import Promise
    from cln.tables.settings import RuleSetting
    from cln.tables.waiting import Waiting

ACCEPTED = and_(col(Proposal.accepted_at).is_not(None), col(Proposal.replaced_at).is_(None))
"""A proposal is the accepted one of its cohort: as `Proposal.accepted` says of a row."""


def find_proposal(session: Session, cohort: Cohort, number: int) -> Proposal | None:
    """The proposal of that number; None if there is none."""
    query = select(Proposal).where(Proposal.cohort_id == cohort.id, Proposal.number == number)
    return session.exec(query).first()


def newest_proposal(session: Session, cohort: Cohort) -> Proposal | None:
    """The proposal that was made last, whether it counts or not; None before there is any."""
    query = select(Proposal).where(Proposal.cohort_id == cohort.id)
    return session.exec(query.order_by(col(Proposal.number).desc()).limit(1)).first()


def accepted_proposal(session: Session, cohort: Cohort) -> Proposal | None:
    """The cohort's one accepted proposal; None before there is one."""
    return session.exec(select(Proposal).where(Proposal.cohort_id == cohort.id, ACCEPTED)).first()


def current_proposal(session: Session, cohort: Cohort) -> Proposal | None:
    """The proposal whose teams count: the accepted one, else the newest; None before there is any."""
    query = select(Proposal).where(Proposal.cohort_id == cohort.id)
    return session.exec(
        query.order_by(case((ACCEPTED, 0), else_=1), col(Proposal.number).desc()).limit(1)
    ).first()


def proposal_of(session: Session, cohort: Cohort, number: int | None = None) -> Proposal:
    """The proposal of that number, else the one whose teams count.

    Raises:
        Refused: there is no such proposal.
    """
    proposal = (
        find_proposal(session, cohort, number) if number is not None else current_proposal(session, cohort)
    )
    if proposal is None:
        which = f"proposal {number}" if number is not None else "proposal yet"
        raise Refused(f"{cohort.name} has no {which}; make one with: cln match")
    return proposal


def levels_of_proposals(session: Session, cohort: Cohort) -> dict[int, dict[int | None, int]]:
    """Proposal id -> level -> how many entries got a theme of that level; None: without one; one query."""
    query = (
        select(Team.proposal_id, Seat.level, func.count())
        .join(Seat, col(Seat.team_id) == col(Team.id))
        .join(Proposal, col(Proposal.id) == col(Team.proposal_id))
        .where(Proposal.cohort_id == cohort.id)
        .group_by(col(Team.proposal_id), col(Seat.level))
    )
    levels = defaultdict[int, dict[int | None, int]](dict)
    for proposal, level, entries in session.exec(query):
        levels[proposal][level] = entries
    return levels


def earlier_teams(session: Session, cohort: Cohort) -> list[set[int]]:
    """The ids of the establishments of each team that was accepted in a cohort launched before; one query."""
    query = (
        select(Team.id, Entry.establishment_id)
        .join(Seat, col(Seat.team_id) == col(Team.id))
        .join(Entry, col(Entry.id) == col(Seat.entry_id))
        .join(Proposal, col(Proposal.id) == col(Team.proposal_id))
        .join(Cohort, col(Cohort.id) == col(Proposal.cohort_id))
        .where(Cohort.launch < cohort.launch, ACCEPTED)
    )
    teams = defaultdict[int, set[int]](set)
    for team, establishment in session.exec(query):
        teams[team or 0].add(establishment)
    return list(teams.values())


def proposals_of(session: Session, cohort: Cohort) -> list[Proposal]:
    """All proposals of a cohort, the oldest first."""
    query = select(Proposal).where(Proposal.cohort_id == cohort.id)
    return list(session.exec(query.order_by(col(Proposal.number))))


def next_proposal_number(session: Session, cohort: Cohort) -> int:
    """The number that the cohort's next proposal gets."""
    return next_number(session, Proposal.number, Proposal.cohort_id == cohort.id)


def teams_of(session: Session, *proposals: Proposal) -> list[tuple[Team, str]]:
    """The teams of proposals by number, each with the name of its theme."""
    query = select(Team, Theme.name).join(Theme).where(_in(proposals))
    return list(session.exec(query.order_by(col(Team.number))))


def seats_of(session: Session, *proposals: Proposal) -> dict[int, list[Seat]]:
    """Team id -> its seats, of all teams of proposals."""
    return grouped(session.exec(select(Seat).join(Team).where(_in(proposals))), lambda seat: seat.team_id)


class Claim(NamedTuple):
    """What decides whether an entry waits, and where in the queue."""

    seated: bool
    """It has a seat in the proposal."""
    answered: bool
    """It answered the survey."""
    reason: str | None
    """Why it waits by the proposal; None where it does not, or has joined since."""


def queue_of(session: Session, proposal: Proposal) -> dict[int, Claim]:
    """Entry id -> what it can claim by a proposal, of all entries that its cohort ever had; one query."""
    from cln.tables.survey import Answer
    from cln.tables.waiting import Waiting

    seated = select(Seat.id).join(Team).where(Team.proposal_id == proposal.id, Seat.entry_id == Entry.id)
    answered = select(Answer.id).where(Answer.entry_id == Entry.id)
    waits = and_(col(Waiting.entry_id) == col(Entry.id), col(Waiting.proposal_id) == proposal.id)
    query = (
        select(Entry.id, seated.exists(), answered.exists(), Waiting.reason)
        .join(Waiting, waits, isouter=True)
        .where(Entry.cohort_id == proposal.cohort_id)
    )
    return {entry or 0: Claim(seat, answer, reason) for entry, seat, answer, reason in session.exec(query)}


def seats_of_team(session: Session, team: Team) -> list[Seat]:
    """The seats of one team."""
    return list(session.exec(select(Seat).where(Seat.team_id == team.id)))


def facilitators_of_teams(session: Session, *proposals: Proposal) -> "dict[int, list[Facilitator]]":
    """Team id -> its facilitators in the order in which they were assigned, of all teams of proposals."""
    from cln.tables.facilitators import Facilitator

    query = (
        select(TeamFacilitator.team_id, Facilitator)
        .join(Facilitator, col(Facilitator.id) == col(TeamFacilitator.facilitator_id))
        .join(Team, col(Team.id) == col(TeamFacilitator.team_id))
        .where(_in(proposals))
        .order_by(col(TeamFacilitator.id))
    )
    return paired(session.exec(query))


def supporting(
    session: Session, proposal: Proposal, on: date | None = None
) -> "dict[int, list[Facilitator]]":
    """Team number -> those of its facilitators who have not withdrawn, or had not by a day; two queries."""
    by_team = facilitators_of_teams(session, proposal)
    return {
        team.number: [
            one for one in by_team[team.id or 0] if one.withdrawn_on is None or (on and on < one.withdrawn_on)
        ]
        for team, _ in teams_of(session, proposal)
    }


def waiting_of(session: Session, *proposals: Proposal) -> "dict[int, list[Waiting]]":
    """Proposal id -> who waits by it, first in the queue first."""
    from cln.tables.waiting import Waiting

    query = select(Waiting).where(col(Waiting.proposal_id).in_([one.id for one in proposals]))
    return grouped(session.exec(query.order_by(col(Waiting.position))), lambda row: row.proposal_id)


def _in(proposals: Sequence[Proposal]) -> ColumnElement[bool]:
    return col(Team.proposal_id).in_([one.id for one in proposals])


class PromiseRow(NamedTuple):
    """A promise with the name of its theme and the ids of its entries in the order of their names."""

    promise: "Promise"
    theme: str | None
    entries: tuple[int, ...]


def rule_settings(session: Session, cohort: Cohort) -> "dict[str, RuleSetting]":
    """The cohort's rules that are taken otherwise than by default: id -> row."""
    from cln.tables.settings import RuleSetting

    query = select(RuleSetting).where(RuleSetting.cohort_id == cohort.id)
    return {setting.rule: setting for setting in session.exec(query)}


def promises_of(session: Session, cohort: Cohort, *, lifted: bool = False) -> list[PromiseRow]:
    """A cohort's promises by number; with `lifted`, also those that were lifted; two queries."""
    from cln.tables.promises import Promise, PromisedEntry

    query = (
        select(Promise, Theme.name)
        .join(Theme, col(Theme.id) == col(Promise.theme_id), isouter=True)
        .where(Promise.cohort_id == cohort.id)
        .order_by(col(Promise.number))
    )
    if not lifted:
        query = query.where(col(Promise.lifted_at).is_(None))
    of_cohort = select(PromisedEntry.fixture_id, PromisedEntry.entry_id).join(Promise)
    of_cohort = of_cohort.where(Promise.cohort_id == cohort.id).order_by(col(PromisedEntry.id))
    about = paired(session.exec(of_cohort))
    return [PromiseRow(row, theme, tuple(about[row.id or 0])) for row, theme in session.exec(query)]


def next_promise_number(session: Session, cohort: Cohort) -> int:
    """The number that the cohort's next promise gets."""
    from cln.tables.promises import Promise

    return next_number(session, Promise.number, Promise.cohort_id == cohort.id)
