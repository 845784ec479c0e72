"""Keeping what the matching exercise came to: a proposal with its settings, its evidence and its input."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from cln.cohort.queries import active_entries, themes_of
from cln.errors import Refused
from cln.facilitators.queries import facilitators_of
from cln.match import fixtures, problem
from cln.match.proposals import Proposed, load
from cln.match.queries import find_proposal, next_proposal_number
from cln.match.runs import Run
from cln.matching import rules
from cln.matching.problem import Entry, Key, Problem, Result
from cln.matching.seats import Finished
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal, Seat, Team, TeamFacilitator, Waiting


@dataclass(frozen=True)
class Origin:
    """How a proposal came about."""

    kind: str = "match"
    """`match`, `edit`, `rerun` or `alternative`."""
    from_number: int | None = None
    """The proposal it was made from, where there is one."""
    summary: str = ""
    """What was done to that proposal, in words."""
    reason: str = ""
    """Why it was edited so; never empty where a rule that must hold was broken."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else was asked of it, as plain data."""


MATCH = Origin()


def keep(
    change: Change,
    cohort: Cohort,
    run: Run,
    seen: Problem,
    result: Result,
    origin: Origin = MATCH,
    waits: Mapping[Key, str] = MappingProxyType({}),
    standing: Sequence[int] = (),
) -> Proposed:
    """Keep a result as the cohort's next proposal, unless the newest one says the same already.

    Args:
        change: the unit of work.
        cohort: the cohort.
        run: what was asked of this run.
        seen: what the matching saw, made of the cohort and `run`.
        result: what it came to.
        origin: how it came about.
        waits: why an entry waits, where it was not the queue that decided.
        standing: numbers of other proposals that may say the same already.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    session = change.session
    version = problem.version(seen)
    if problem.version(problem.problem(session, cohort, run)) != version:
        raise Refused(f"{cohort.name} was changed while the match was made; run cln match again")
    for number in (None, *standing):
        there = find_proposal(session, cohort, number)
        if there and there.input_version == version and _same(load(session, cohort, there.number), result):
            return load(session, cohort, there.number)
    proposal = Proposal(
        cohort_id=cohort.id or 0,
        number=next_proposal_number(session, cohort),
        made_at=change.at,
        status=result.status.value,
        seconds=round(result.seconds, 2),
        settings={**_settings(run, seen, result), **origin.settings},
        input_version=version,
        objective=[asdict(line) for line in result.objective],
        rules=[asdict(verdict) for verdict in result.rules],
        origin=origin.kind,
        from_number=origin.from_number,
        summary=origin.summary,
        reason=origin.reason,
        fixed=[fixture.data() for fixture in fixtures.of_problem(seen)],
    )
    change.add(proposal)
    _save_teams(change, cohort, proposal, result)
    _save_waiting(change, cohort, proposal, result, waits)
    return load(session, cohort, proposal.number)


def _save_teams(change: Change, cohort: Cohort, proposal: Proposal, result: Result) -> None:
    session = change.session
    themes = {theme.name: theme.id for theme in themes_of(session, cohort, every=True)}
    ids = _ids(session, cohort)
    people = {
        (f.facilitator.name, f.facilitator.email): f.facilitator.id for f in facilitators_of(session, cohort)
    }
    rows = [
        Team(proposal_id=proposal.id or 0, number=team.number, theme_id=themes[team.theme] or 0)
        for team in result.teams
    ]
    change.add(*rows)
    for row, team in zip(rows, result.teams, strict=True):
        change.add(
            *(
                Seat(
                    team_id=row.id or 0,
                    entry_id=ids[entry.key],
                    participants=entry.participants,
                    level=entry.level(team.theme),
                )
                for entry in team.entries
            )
        )
        for one in team.facilitators:
            change.add(TeamFacilitator(team_id=row.id or 0, facilitator_id=people[one.name, one.email] or 0))


def _save_waiting(
    change: Change,
    cohort: Cohort,
    proposal: Proposal,
    result: Result,
    waits: Mapping[Key, str],
) -> None:
    ids = _ids(change.session, cohort)
    placed = [entry for team in result.teams for entry in team.entries]
    change.add(
        *(
            Waiting(
                proposal_id=proposal.id or 0,
                entry_id=ids[entry.key],
                position=position,
                participants=entry.participants,
                reason=waits.get(entry.key) or _why_waiting(entry, placed),
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
        return f"its {entry.participants} people do not fit the places left"
    if any(other.nominated < entry.nominated for other in rivals):
        return "nominated later"
    return "nominated with others; the order of codes decides"


def _ids(session: Session, cohort: Cohort) -> dict[Key, int]:
    return {one.key: one.id for one in active_entries(session, cohort)}


def _settings(run: Run, seen: Problem, result: Result) -> dict[str, object]:
    return {
        "limits": asdict(seen.limits),
        "rules": {rule.id: rules.strength(seen, rule).value for rule in rules.RULES},
        "connections": rules.connections(Finished(seen, result.teams)),
        **run.settings(),
    }


def _same(saved: Proposed, result: Result) -> bool:
    """Whether a saved proposal has the very teams of a result, and knows as much of better ones."""
    return saved.objective == result.objective and [
        (team.theme, [entry.key for entry in team.entries], [one.name for one in team.facilitators])
        for team in saved.teams
    ] == [
        (team.theme, sorted(entry.key for entry in team.entries), [one.name for one in team.facilitators])
        for team in result.teams
    ]
