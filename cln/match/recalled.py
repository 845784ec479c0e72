"""A proposal as the matching sees it, on the cohort as it is now: what edits and re-runs begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of
from cln.match import problem, proposals
from cln.match.queries import facilitators_of_teams, seats_of, teams_of, waiting_of
from cln.match.runs import Run
from cln.matching.problem import Entry, Facilitator, Problem, Team
from cln.matching.solve.places import queue
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal


@dataclass(frozen=True)
class Recalled:
    """A proposal's teams without those who have left the cohort since; a team that all have left is none."""

    proposal: Proposal
    run: Run
    seen: Problem
    """The cohort as it is now, by the settings of the proposal's run or of another."""
    teams: tuple[Team, ...]
    waiting: tuple[Entry, ...]
    """All others who take part, in the order of the queue."""
    left: tuple[EnrolledEntry, ...]
    """Who sat or waited in the proposal and has withdrawn since."""
    joined: tuple[Entry, ...]
    """Who has joined since, in the order of the queue."""
    reasons: dict[tuple[str, str, int], str]
    """Why an entry waited, by its key."""

    @property
    def number(self) -> int:
        """The proposal's number."""
        return self.proposal.number

    @property
    def leavers(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(f"{one.establishment.name} ({_which(one)})" for one in self.left)

    @property
    def current(self) -> bool:
        """The cohort still is what the proposal's run saw."""
        return problem.version(self.seen) == self.proposal.input_version

    @property
    def bounds_are_of_all_teams(self) -> bool:
        """Its bounds are true of all teams, not only of those near another proposal, or far from some."""
        return self.proposal.settings.keys().isdisjoint(("moves", "alternatives"))


def recall(
    session: Session,
    cohort: Cohort,
    number: int | None = None,
    asked: Mapping[str, Any] = MappingProxyType({}),
) -> Recalled:
    """Read a proposal back for the matching: the one of that number, else the newest.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        number: which proposal; the newest by default.
        asked: what is asked of the next run by name; all else is as it was in the proposal's own.

    Raises:
        Refused: there is no such proposal, or nobody takes part in the cohort any more.
    """
    found = proposals.find(session, cohort, number)
    run = Run.of(found.settings).but(asked)
    seen = problem.problem(session, cohort, run)
    enrolled = {one.id: one for one in entries_of(session, cohort)}
    still = {entry.key: entry for entry in seen.entries}
    seats = seats_of(session, found)
    waited = waiting_of(session, found)
    supporting = _facilitators(session, cohort, found, seen)
    teams = tuple(
        Team(
            team.number,
            theme,
            tuple(sorted(there, key=lambda entry: entry.key)),
            supporting.get(team.id or 0, ()),
        )
        for team, theme in teams_of(session, found)
        if (there := [still[key] for s in seats[team.id or 0] if (key := enrolled[s.entry_id].key) in still])
    )
    known = {s.entry_id for rows in seats.values() for s in rows} | {row.entry_id for row in waited}
    keys = {enrolled[entry].key for entry in known}
    seated = {entry.key for team in teams for entry in team.entries}
    return Recalled(
        proposal=found,
        run=run,
        seen=seen,
        teams=teams,
        waiting=tuple(queue([entry for entry in seen.entries if entry.key not in seated])),
        left=tuple(one for one in enrolled.values() if one.id in known and one.key not in still),
        joined=tuple(queue([entry for entry in seen.entries if entry.key not in keys])),
        reasons={enrolled[row.entry_id].key: row.reason for row in waited},
    )


def _facilitators(
    session: Session, cohort: Cohort, proposal: Proposal, seen: Problem
) -> dict[int, tuple[Facilitator, ...]]:
    """Team id -> those of its facilitators who still support the cohort, in their order."""
    there = {(one.name, one.email): one for one in seen.facilitators}
    return {
        team: tuple(there[row.name, row.email] for row in rows if (row.name, row.email) in there)
        for team, rows in facilitators_of_teams(session, proposal).items()
    }


def _which(one: EnrolledEntry) -> str:
    code, number = one.establishment.code, one.entry.number
    return code if number == 1 else f"{code}, entry {number}"
