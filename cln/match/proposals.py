"""Proposals read back: what the matching exercise came to, as it was when it was kept."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry
from cln.match.problem import Input, read_any
from cln.match.promised import Promise
from cln.match.queries import (
    facilitators_of_teams,
    proposal_of,
    seats_of,
    teams_of,
    waiting_of,
)
from cln.match.results import ON_SCREEN, OfEntry
from cln.match.run import Run
from cln.match.standing import Standing, numbers_of
from cln.matching.problem import Entry, Line, Preference, Verdict
from cln.store.rows import values_of
from cln.tables.cohorts import Cohort
from cln.tables.facilitators import Facilitator
from cln.tables.proposals import Proposal, Seat

OF_ROW = frozenset({"number", "made_at", "status", "origin", "from_number", "summary", "reason"})
"""What every result about a proposal has as its row has it."""


@dataclass(frozen=True)
class Seated(OfEntry):
    """An entry in a team, or waiting for one."""

    authority: str
    participants: int
    level: int | None
    """How it rated the team's theme; None without an answer, or while it waits."""
    simd_quintile: Annotated[int | None, ON_SCREEN]
    reason: Annotated[str, ON_SCREEN] = ""
    """Why it waits."""

    @classmethod
    def of(cls, entry: Entry, level: int | None, reason: str = "") -> Self:
        """An entry of a result, with its level of interest in the theme of its team, or why it waits."""
        people, quintile = entry.participants, entry.simd_quintile
        return cls(*entry.key, entry.name, entry.apart, entry.authority, people, level, quintile, reason)

    @classmethod
    def then(cls, entry: EnrolledEntry, participants: int, level: int | None, reason: str = "") -> Self:
        """An entry as a proposal has kept it: with so many people, whoever is on it now."""
        name, quintile = entry.establishment.name, entry.establishment.simd_quintile
        return cls(*entry.key, name, entry.apart, entry.authority, participants, level, quintile, reason)


@dataclass(frozen=True)
class Nurturer:
    """A facilitator of a team."""

    name: str
    authority: str | None
    role: str


@dataclass(frozen=True)
class Team:
    """A team of a proposal."""

    number: Annotated[int, Field(serialization_alias="team")]
    theme: str
    participants: int
    """How many people sit in it."""
    facilitators: tuple[Nurturer, ...]
    entries: tuple[Seated, ...]
    """By code, sector and number."""
    asked: Annotated[bool, ON_SCREEN] = True
    """The survey asked about its theme."""

    @property
    def names(self) -> list[str]:
        """Of its facilitators."""
        return [one.name for one in self.facilitators]

    @classmethod
    def of(
        cls,
        number: int,
        theme: str,
        facilitators: Iterable[Nurturer],
        entries: Iterable[Seated],
        *,
        asked: bool = True,
    ) -> Self:
        """From its entries in any order."""
        seated = tuple(sorted(entries, key=lambda entry: entry.key))
        people = sum(entry.participants for entry in seated)
        return cls(number, theme, people, tuple(facilitators), seated, asked)


@dataclass(frozen=True)
class Proposed:
    """A whole proposal, as it was when it was made."""

    cohort: str
    number: Annotated[int, Field(serialization_alias="proposal")]
    status: str
    seconds: float
    objective: tuple[Line, ...]
    teams: tuple[Team, ...]
    waiting: tuple[Seated, ...]
    rules: tuple[Verdict, ...]
    made_at: Annotated[datetime, ON_SCREEN]
    capacity: Annotated[int, ON_SCREEN]
    run: Annotated[Run, ON_SCREEN]
    """What was asked of this run only."""
    promises: Annotated[tuple[Promise, ...], ON_SCREEN]
    """Those that it had to keep."""
    origin: Annotated[str, ON_SCREEN]
    """`match`, `edit`, `rerun` or `alternative`."""
    from_number: Annotated[int | None, ON_SCREEN]
    """The proposal it was made from."""
    summary: Annotated[str, ON_SCREEN]
    """What was done to that proposal."""
    reason: Annotated[str, ON_SCREEN]
    """Why a rule that must hold was broken, where one was."""
    standing: Annotated[Standing, ON_SCREEN]
    """Among the cohort's proposals."""
    connections: Annotated[tuple[int, int] | None, ON_SCREEN]
    """New connections between establishments, and how many of them across authorities; None: not counted."""
    current: Annotated[bool, ON_SCREEN]
    """The cohort still is what the matching saw, or has closed and is not matched again."""
    withdrawn_since: Annotated[tuple[str, ...], ON_SCREEN]
    """The entries and facilitators of its teams that have withdrawn since, as sentences name them."""

    @property
    def profile(self) -> Preference:
        """Which profile was best."""
        return self.run.profile

    @property
    def accepted(self) -> bool:
        """It is the cohort's accepted proposal."""
        return self.standing.accepted == self.number

    @property
    def warnings(self) -> tuple[str, ...]:
        """What nobody who uses the proposal may overlook, in sentences."""
        warnings = []
        if not self.current:
            warnings.append(
                f"{self.cohort} has changed since proposal {self.number} was made; match again with few "
                f"moves (cln match --from {self.standing.latest_edit}) or afresh (cln match)"
            )
        if all(entry.level is None for team in self.teams for entry in team.entries):
            warnings.append(
                "Nobody has answered the survey; take the answers in with: cln survey import FILE"
            )
        return tuple(warnings)


def load(session: Session, cohort: Cohort, number: int | None = None, *, compared: bool = True) -> Proposed:
    """Read a proposal back: the one of that number, else the one that counts; `compared` as of `load_all`.

    Raises:
        Refused: there is no such proposal.
    """
    return load_all(session, cohort, [proposal_of(session, cohort, number)], compared=compared)[0]


def load_all(
    session: Session,
    cohort: Cohort,
    proposals: Sequence[Proposal],
    given: Input | None = None,
    *,
    compared: bool = True,
) -> list[Proposed]:
    """Read proposals of one cohort back; as many queries for several as for one.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        proposals: their rows.
        given: the cohort as the matching sees it now, where it has been read already.
        compared: whether the cohort has changed since is asked; else none is said to have.
    """
    given = given or read_any(session, cohort, Run.of(proposals[0].settings))
    numbers = numbers_of(session, cohort)
    enrolled = {one.id: one for one in given.enrolled}
    authorities = {one.facilitator.id: one.authority for one in given.supporting}
    teams = teams_of(session, *proposals)
    seats, supporting = seats_of(session, *proposals), facilitators_of_teams(session, *proposals)
    waiting = waiting_of(session, *proposals)
    return [
        proposed(
            cohort,
            proposal,
            teams=[
                Team.of(
                    team.number,
                    theme,
                    (Nurturer(p.name, authorities[p.id], p.role) for p in supporting[team.id or 0]),
                    (Seated.then(enrolled[s.entry_id], s.participants, s.level) for s in seats[team.id or 0]),
                    asked=theme in given.problem.themes,
                )
                for team, theme in teams
                if team.proposal_id == proposal.id
            ],
            waiting=[
                Seated.then(enrolled[row.entry_id], row.participants, None, row.reason)
                for row in waiting[proposal.id or 0]
            ],
            standing=Standing.among(numbers, proposal.number, cohort),
            current=not compared
            or cohort.closed_on is not None
            or given.of_run(Run.of(proposal.settings)).version == proposal.input_version,
            withdrawn_since=[
                one
                for team, _theme in teams
                if team.proposal_id == proposal.id
                for one in _gone(team.number, seats[team.id or 0], supporting[team.id or 0], enrolled)
            ],
        )
        for proposal in proposals
    ]


def _gone(
    team: int, seats: Iterable[Seat], supporting: Iterable[Facilitator], enrolled: Mapping[int, EnrolledEntry]
) -> Iterator[str]:
    """The entries and facilitators of a team who have withdrawn."""
    entries = (enrolled[seat.entry_id] for seat in seats)
    yield from (one.named for one in entries if one.entry.withdrawn_on is not None)
    people = (one for one in supporting if one.withdrawn_on is not None)
    yield from (f"{one.name}, facilitator of team {team}" for one in people)


def proposed(
    cohort: Cohort,
    proposal: Proposal,
    *,
    teams: Sequence[Team],
    waiting: Sequence[Seated],
    standing: Standing,
    current: bool,
    withdrawn_since: Sequence[str] = (),
) -> Proposed:
    """A proposal from its row, its teams and who waits.

    Args:
        cohort: the cohort.
        proposal: the row.
        teams: its teams by number.
        waiting: who waits, first in the queue first.
        standing: where it stands among the cohort's proposals.
        current: the cohort still is what the matching saw.
        withdrawn_since: who of its teams has withdrawn since, as sentences name them.
    """
    settings = proposal.settings
    return Proposed(
        **values_of(proposal, *OF_ROW, "seconds"),
        cohort=cohort.name,
        objective=tuple(Line(**line) for line in proposal.objective),
        teams=tuple(teams),
        waiting=tuple(waiting),
        rules=tuple(Verdict(**verdict) for verdict in proposal.rules),
        capacity=settings["limits"]["capacity"],
        run=Run.of(settings),
        promises=tuple(Promise.of(promise) for promise in proposal.fixed),
        standing=standing,
        connections=tuple(settings["connections"]) if "connections" in settings else None,
        current=current,
        withdrawn_since=tuple(withdrawn_since),
    )
