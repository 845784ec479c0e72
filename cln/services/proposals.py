"""Proposals: what the matching exercise came to, kept with the evidence and read back."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session

from cln import models
from cln.errors import Refused
from cln.matching import rules
from cln.matching.problem import Entry, Line, Problem, Result, Verdict
from cln.services import matching
from cln.store import Change, cohorts, entries, facilitators, proposals
from cln.store.entries import EnrolledEntry

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Seated:
    """An entry in a team, or waiting for one."""

    code: str
    sector: str
    number: int
    name: str
    authority: str
    participants: int
    level: int | None
    """How it rated the team's theme; None without an answer, or while it waits."""
    simd_quintile: int | None
    reason: str = ""
    """Why it waits."""


@dataclass(frozen=True)
class Nurturer:
    """A facilitator of a team."""

    name: str
    authority: str | None
    role: str


@dataclass(frozen=True)
class Team:
    """A team of a proposal."""

    number: int
    theme: str
    facilitators: tuple[Nurturer, ...]
    entries: tuple[Seated, ...]

    @property
    def participants(self) -> int:
        """How many people sit in it."""
        return sum(entry.participants for entry in self.entries)


@dataclass(frozen=True)
class Proposed:
    """A whole proposal, as it was when it was made."""

    cohort: str
    number: int
    made_at: datetime
    status: str
    seconds: float
    objective: tuple[Line, ...]
    teams: tuple[Team, ...]
    waiting: tuple[Seated, ...]
    rules: tuple[Verdict, ...]
    capacity: int
    current: bool
    """The cohort still is what the matching saw."""


@dataclass(frozen=True)
class Listed:
    """A proposal in a list."""

    number: int
    made_at: datetime
    status: str
    objective: tuple[Line, ...]


def save(change: Change, cohort: models.Cohort, seen: Problem, result: Result) -> Proposed:
    """Keep a result as the cohort's next proposal, unless the newest one says the same already.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    session = change.session
    version = matching.version(seen)
    if matching.version(matching.problem(session, cohort, _relaxed(seen))) != version:
        raise Refused(f"{cohort.name} was changed while the match was made; run cln match again")
    newest = proposals.find(session, cohort, None)
    if newest and newest.input_version == version and _same(load(session, cohort, newest.number), result):
        return load(session, cohort, newest.number)
    proposal = models.Proposal(
        cohort_id=cohort.id or 0,
        number=proposals.next_number(session, cohort),
        made_at=change.at,
        status=result.status.value,
        seconds=round(result.seconds, 2),
        settings=_settings(seen),
        input_version=version,
        objective=[asdict(line) for line in result.objective],
        rules=[asdict(verdict) for verdict in result.rules],
    )
    change.add(proposal)
    _save_teams(change, cohort, proposal, result)
    _save_waiting(change, cohort, proposal, result)
    return load(session, cohort, proposal.number)


def load(session: Session, cohort: models.Cohort, number: int | None = None) -> Proposed:
    """Read a proposal back: the one of that number, else the newest.

    Raises:
        Refused: there is no such proposal.
    """
    found = proposals.find(session, cohort, number)
    if found is None:
        which = f"proposal {number}" if number is not None else "proposal yet"
        raise Refused(f"{cohort.name} has no {which}; make one with: cln match")
    enrolled = {entry.id: entry for entry in entries.enrolled(session, cohort)}
    authorities = {one.facilitator.id: one.authority for one in facilitators.of_cohort(session, cohort)}
    seats, nurturers = proposals.seats(session, found), proposals.facilitators(session, found)
    return Proposed(
        cohort=cohort.name,
        number=found.number,
        made_at=found.made_at,
        status=found.status,
        seconds=found.seconds,
        objective=tuple(Line(**line) for line in found.objective),
        teams=tuple(
            Team(
                team.number,
                theme,
                tuple(Nurturer(one.name, authorities[one.id], one.role) for one in nurturers[team.id or 0]),
                tuple(
                    sorted(
                        (_seated(enrolled[s.entry_id], s.participants, s.level) for s in seats[team.id or 0]),
                        key=_key,
                    )
                ),
            )
            for team, theme in proposals.teams(session, found)
        ),
        waiting=tuple(
            _seated(enrolled[one.entry_id], one.participants, None, one.reason)
            for one in proposals.waiting(session, found)
        ),
        rules=tuple(Verdict(**verdict) for verdict in found.rules),
        capacity=found.settings["limits"]["capacity"],
        current=_is_current(session, cohort, found),
    )


def listing(session: Session, cohort: models.Cohort) -> list[Listed]:
    """All proposals of a cohort, the oldest first."""
    return [
        Listed(one.number, one.made_at, one.status, tuple(Line(**line) for line in one.objective))
        for one in proposals.listed(session, cohort)
    ]


def _save_teams(change: Change, cohort: models.Cohort, proposal: models.Proposal, result: Result) -> None:
    session = change.session
    themes = {theme.name: theme.id for theme in cohorts.themes(session, cohort)}
    ids = _ids(session, cohort)
    people = {
        (f.facilitator.name, f.facilitator.email): f.facilitator.id
        for f in facilitators.of_cohort(session, cohort)
    }
    rows = [
        models.Team(proposal_id=proposal.id or 0, number=team.number, theme_id=themes[team.theme] or 0)
        for team in result.teams
    ]
    change.add(*rows)
    for row, team in zip(rows, result.teams, strict=True):
        change.add(
            *(
                models.Seat(
                    team_id=row.id or 0,
                    entry_id=ids[entry.key],
                    participants=entry.participants,
                    level=entry.level(team.theme),
                )
                for entry in team.entries
            )
        )
        for one in team.facilitators:
            change.add(
                models.TeamFacilitator(team_id=row.id or 0, facilitator_id=people[one.name, one.email] or 0)
            )


def _save_waiting(change: Change, cohort: models.Cohort, proposal: models.Proposal, result: Result) -> None:
    ids = _ids(change.session, cohort)
    placed = [entry for team in result.teams for entry in team.entries]
    change.add(
        *(
            models.Waiting(
                proposal_id=proposal.id or 0,
                entry_id=ids[entry.key],
                position=position,
                participants=entry.participants,
                reason=_why_waiting(entry, placed),
            )
            for position, entry in enumerate(result.waiting, start=1)
        )
    )


def _why_waiting(entry: Entry, placed: Sequence[Entry]) -> str:
    """The first step in the order of the queue that put the entry behind all who have a place."""
    if entry.levels is None and any(other.levels is not None for other in placed):
        return "has not answered the survey"
    rivals = [other for other in placed if (other.levels is None) == (entry.levels is None)]
    if any(other.nominated > entry.nominated for other in rivals):
        return f"its {entry.participants} people do not fit the places that are left"
    if any(other.nominated < entry.nominated for other in rivals):
        return "was nominated later"
    return "was nominated at the same time as others; the order of codes decides"


def _ids(session: Session, cohort: models.Cohort) -> dict[Key, int]:
    return {
        (e.establishment.code, e.establishment.sector, e.entry.number): e.id
        for e in entries.active(session, cohort)
    }


def _relaxed(seen: Problem) -> list[str]:
    return sorted(seen.strengths)


def _settings(seen: Problem) -> dict[str, object]:
    return {
        "limits": asdict(seen.limits),
        "rules": {rule.id: rules.strength(seen, rule).value for rule in rules.RULES},
        "relaxed": _relaxed(seen),
    }


def _is_current(session: Session, cohort: models.Cohort, found: models.Proposal) -> bool:
    if not entries.active(session, cohort):
        return False
    return (
        matching.version(matching.problem(session, cohort, found.settings["relaxed"])) == found.input_version
    )


def _same(saved: Proposed, result: Result) -> bool:
    """Whether a saved proposal has the very teams of a result."""
    return [
        (team.theme, [_key(entry) for entry in team.entries], [one.name for one in team.facilitators])
        for team in saved.teams
    ] == [
        (team.theme, sorted(entry.key for entry in team.entries), [one.name for one in team.facilitators])
        for team in result.teams
    ]


def _seated(enrolled: EnrolledEntry, participants: int, level: int | None, reason: str = "") -> Seated:
    establishment = enrolled.establishment
    return Seated(
        code=establishment.code,
        sector=establishment.sector,
        number=enrolled.entry.number,
        name=establishment.name,
        authority=enrolled.authority,
        participants=participants,
        level=level,
        simd_quintile=establishment.simd_quintile,
        reason=reason,
    )


def _key(seated: Seated) -> Key:
    return (seated.code, seated.sector, seated.number)
