"""A proposal as the matching sees it, on the cohort as it is now: what edits and re-runs begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry
from cln.match.problem import Input, facilitator, read_input
from cln.match.queries import facilitators_of_teams, waiting_of
from cln.match.run import Run
from cln.match.standing import proposal_to_edit
from cln.match.teams import teams_on_day
from cln.match.waiting import since
from cln.matching.problem import Entry, Problem, Team
from cln.matching.queue import queue
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal


@dataclass(frozen=True)
class Recalled:
    """A proposal's teams without those who have left the cohort since; a team that all have left is none."""

    proposal: Proposal
    input: Input
    """The cohort as it is now, by the settings of the proposal's run or of another."""
    teams: tuple[Team, ...]
    waiting: tuple[Entry, ...]
    """All others who take part, in the order of the queue."""
    left: tuple[EnrolledEntry, ...]
    """Who sat or waited in the proposal and has withdrawn since."""
    joined: tuple[Entry, ...]
    """Who has joined since, in the order of the queue."""
    reasons: dict[tuple[str, str, int], str]
    """Why an entry has no place, by its key."""

    @property
    def problem(self) -> Problem:
        """The cohort as the matching sees it now."""
        return self.input.problem

    @property
    def run(self) -> Run:
        """What is asked of the next run."""
        return self.input.run

    @property
    def number(self) -> int:
        """The proposal's number."""
        return self.proposal.number

    @property
    def leavers(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(one.titled for one in self.left)

    @property
    def current(self) -> bool:
        """The cohort still is what the proposal's run saw."""
        return self.input.version == self.proposal.input_version

    @property
    def bounds_are_of_all_teams(self) -> bool:
        """Its bounds are true of all teams, not only of those near another proposal, or far from some."""
        return self.proposal.settings.keys().isdisjoint(("moves", "alternatives"))


def recall_to_edit(session: Session, cohort: Cohort, number: int | None) -> Recalled:
    """What a hand edit goes on from: the proposal of that number, else the newest edit of what counts.

    Raises:
        Refused: there is no such proposal, or nobody takes part in the cohort any more.
    """
    return recall(session, cohort, proposal_to_edit(session, cohort, number))


def recall(
    session: Session,
    cohort: Cohort,
    proposal: Proposal,
    asked: Mapping[str, Any] = MappingProxyType({}),
) -> Recalled:
    """Read a proposal back for the matching.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        proposal: its row.
        asked: what is asked of the next run by name; all else is as it was in the proposal's own.

    Raises:
        Refused: nobody takes part in the cohort any more.
    """
    given = read_input(session, cohort, Run.of(proposal.settings).but(asked))
    enrolled = {one.id: one for one in given.enrolled}
    still = given.problem.by_key
    waited = waiting_of(session, proposal)[proposal.id or 0]
    people = {one.facilitator.id: one for one in given.supporting if one.facilitator.withdrawn_on is None}
    supporting = {
        team: tuple(facilitator(people[row.id]) for row in rows if row.id in people)
        for team, rows in facilitators_of_teams(session, proposal).items()
    }
    now = teams_on_day(session, proposal, [one for one in given.enrolled if one.key in still])
    teams = tuple(
        Team(
            team.number,
            team.theme,
            tuple(still[member.entry.key] for member in team.members),
            supporting.get(team.row.id or 0, ()),
        )
        for team in now.teams
        if team.members
    )
    known = {*now.of, *now.left, *(row.entry_id for row in waited)}
    keys = {enrolled[entry].key for entry in known}
    seated = {entry.key for team in teams for entry in team.entries}
    return Recalled(
        proposal=proposal,
        input=given,
        teams=teams,
        waiting=tuple(queue([entry for key, entry in still.items() if key not in seated])),
        left=tuple(one for one in given.enrolled if one.id in known and one.key not in still),
        joined=tuple(queue([entry for key, entry in still.items() if key not in keys])),
        reasons={one.key: since(one, proposal) for one in given.enrolled if one.key in still.keys() - keys}
        | {enrolled[row.entry_id].key: row.reason for row in waited},
    )
