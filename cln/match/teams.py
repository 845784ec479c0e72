"""Who sits in which team on a day: the one answer, for every screen, sheet, picture, export and figure.

A team has the seats of its proposal, less those of the entries that have withdrawn. On each entry are the
people who are on it on that day: whoever took the place of somebody, and not who has left. A proposal as it
was when it was made is read in `proposals`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from sqlmodel import Session, col, select

from cln.cohort.queries import EnrolledEntry, active_entries
from cln.errors import Refused
from cln.match.queries import current_proposal, seats_of, teams_of
from cln.tables.cohorts import Cohort, Participant
from cln.tables.proposals import Proposal, Seat, Team
from cln.words import spans


class Place(NamedTuple):
    """Where an entry sits."""

    team: Team
    seat: Seat


class Member(NamedTuple):
    """An entry that sits in a team."""

    entry: EnrolledEntry
    seat: Seat

    @property
    def people(self) -> tuple[Participant, ...]:
        """Its people who sit there."""
        return self.entry.participants


class TeamOnDay(NamedTuple):
    """A team of a proposal, and who sits in it on a day."""

    row: Team
    theme: str
    members: tuple[Member, ...]
    """None once all have left."""
    participants_then: int
    """How many people it had when the proposal was made."""

    @property
    def number(self) -> int:
        """The number of the team."""
        return self.row.number

    @property
    def participants(self) -> int:
        """How many people sit in it."""
        return sum(len(member.people) for member in self.members)


@dataclass(frozen=True)
class Teams:
    """Who sits in which team of a proposal on a day; nobody without a proposal."""

    proposal: Proposal | None
    teams: tuple[TeamOnDay, ...]
    """By number."""
    without: tuple[EnrolledEntry, ...]
    """The entries that take part and sit in no team."""
    left: frozenset[int]
    """The ids of the entries that have a seat and take no part."""

    @cached_property
    def of(self) -> dict[int, int]:
        """Entry id -> the number of its team, of those that sit in one."""
        return {member.entry.id: team.number for team in self.teams for member in team.members}

    @cached_property
    def themes(self) -> dict[int, str]:
        """Number of a team -> its theme."""
        return {team.number: team.theme for team in self.teams}

    @cached_property
    def of_people(self) -> dict[int | None, int]:
        """Participant id -> the number of the team, of those who sit in one."""
        return {
            person.id: team.number for team in self.teams for one in team.members for person in one.people
        }

    def entries(self, number: int) -> list[int]:
        """The ids of the entries that sit in a team."""
        return [entry for entry, team in self.of.items() if team == number]

    def order(self, one: EnrolledEntry) -> tuple[bool, int, str, tuple[str, str, int]]:
        """Sorts entries by team, those without one last, then by establishment."""
        team = self.of.get(one.id)
        return (team is None, team or 0, one.establishment.name, one.key)


def places(session: Session, proposals: Sequence[Proposal], active: Collection[int]) -> dict[int, Place]:
    """Entry id -> where it sits, of those that sit in a team; one query, however many proposals.

    Args:
        session: where the cohorts are.
        proposals: the proposals whose teams are meant, one a cohort.
        active: the ids of the entries that take part on the day.
    """
    query = select(Seat, Team).join(Team, col(Team.id) == col(Seat.team_id))
    rows = session.exec(query.where(col(Team.proposal_id).in_([one.id for one in proposals])))
    return {seat.entry_id: Place(team, seat) for seat, team in rows if seat.entry_id in active}


def teams_on_day(session: Session, proposal: Proposal | None, active: Iterable[EnrolledEntry]) -> Teams:
    """Who sits in which team of a proposal; two queries, none without a proposal.

    Args:
        session: where the cohort is.
        proposal: the proposal whose teams are meant; None while there is none.
        active: the cohort's entries that take part on the day that is meant, each with those of its people
            who do, in the order in which members of a team are listed.
    """
    active = list(active)
    rows = teams_of(session, proposal) if proposal else []
    seats = [seat for of_team in seats_of(session, proposal).values() for seat in of_team] if proposal else []
    seat_of = {seat.entry_id: seat for seat in seats}
    members: dict[int, list[Member]] = {team.id or 0: [] for team, _theme in rows}
    then = Counter[int]()
    for seat in seats:
        then[seat.team_id] += seat.participants
    for one in active:
        if one.id in seat_of:
            members[seat_of[one.id].team_id].append(Member(one, seat_of[one.id]))
    return Teams(
        proposal=proposal,
        teams=tuple(
            TeamOnDay(team, theme, tuple(members[team.id or 0]), then[team.id or 0]) for team, theme in rows
        ),
        without=tuple(one for one in active if one.id not in seat_of),
        left=frozenset(seat_of.keys() - {one.id for one in active}),
    )


def teams_now(session: Session, cohort: Cohort) -> tuple[Proposal, Teams]:
    """The proposal that counts, and who sits in its teams by what is on record now.

    Raises:
        Refused: there is none yet.
    """
    proposal = current_proposal(session, cohort)
    if proposal is None:
        raise Refused(f"{cohort.name} has no proposal yet; make one with: cln match")
    return proposal, teams_on_day(session, proposal, active_entries(session, cohort))


class Numbered(Protocol):
    """A team, of whatever room."""

    @property
    def number(self) -> int: ...


ATeam = TypeVar("ATeam", bound=Numbered)


def team_of(teams: Iterable[ATeam], number: int, whose: str) -> ATeam:
    """The team of a number, of those of a proposal; `whose` is how a refusal calls that.

    Raises:
        Refused: it has none such.
    """
    there = {team.number: team for team in teams}
    if number not in there:
        raise no_team(there, number, whose)
    return there[number]


def no_team(numbers: Iterable[int], number: int, whose: str) -> Refused:
    """The refusal of a team that is none of these."""
    return Refused(f"{whose} has no team {number}; its teams are {spans(numbers)}")
