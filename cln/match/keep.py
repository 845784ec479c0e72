"""What the matching exercise came to is kept: a proposal with its settings, its evidence and its input."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from sqlmodel import SQLModel

from cln.cohort.queries import themes_of
from cln.errors import Refused
from cln.match.problem import Input, facilitator, has_changed
from cln.match.promises import of_problem
from cln.match.proposals import Nurturer, Proposed, Seated, Team, load_all, proposed
from cln.match.queries import find_proposal, newest_proposal, next_proposal_number
from cln.match.standing import standing
from cln.matching import problem, rules
from cln.matching.problem import Key, Result
from cln.matching.seats import Finished
from cln.matching.turn import why_waiting
from cln.programme import FacilitatorRole
from cln.screen.data import plain
from cln.store import Change
from cln.tables import proposals
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal, Seat, TeamFacilitator
from cln.tables.waiting import Waiting


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
    given: Input,
    result: Result,
    origin: Origin = MATCH,
    waits: Mapping[Key, str] = MappingProxyType({}),
    others: Sequence[int] = (),
) -> Proposed:
    """Keep a result as the cohort's next proposal, unless the newest one says the same already.

    Then that one is given back, with the seconds that it took this time.

    What was made from a proposal is kept beside one that says the same and was not: edits go on from it.

    Args:
        change: the unit of work.
        cohort: the cohort.
        given: what the matching was given.
        result: what it came to.
        origin: how it came about.
        waits: why an entry waits, where it was not the queue that decided.
        others: numbers of other proposals that may say the same already.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    session = change.session
    change.hold.before_writing()  # on a server nothing but the lock keeps the cohort as it was read
    if has_changed(session, cohort, given):
        raise Refused(f"{cohort.name} was changed while the match was made; run cln match again")
    teams = tuple(_team(given, team) for team in result.teams)
    for there in (newest_proposal(session, cohort), *(find_proposal(session, cohort, one) for one in others)):
        descends = there is not None and origin.from_number in {None, there.from_number}
        if there and descends and there.input_version == given.version:
            kept = load_all(session, cohort, [there], given)[0]
            if _says_the_same(kept, teams, given, result):
                return replace(kept, seconds=round(result.seconds, 2))
    proposal = _row(change, cohort, given, result, origin)
    change.add(proposal)
    placed = [entry for team in result.teams for entry in team.entries]
    waiting = [
        Seated.of(one, None, waits.get(one.key) or why_waiting(given.problem, one, placed))
        for one in result.waiting
    ]
    _save(change, cohort, proposal, given, result, waiting)
    stands = standing(session, cohort, proposal)
    return proposed(cohort, proposal, teams=teams, waiting=waiting, standing=stands, current=True)


def _row(change: Change, cohort: Cohort, given: Input, result: Result, origin: Origin) -> Proposal:
    return Proposal(
        cohort_id=cohort.id or 0,
        number=next_proposal_number(change.session, cohort),
        made_at=change.at,
        status=result.status.value,
        seconds=round(result.seconds, 2),
        settings={**_settings(given, result), **origin.settings},
        input_version=given.version,
        objective=[asdict(line) for line in result.objective],
        rules=[asdict(verdict) for verdict in result.rules],
        origin=origin.kind,
        from_number=origin.from_number,
        summary=origin.summary,
        reason=origin.reason,
        fixed=plain(of_problem(given.problem)),
    )


def _says_the_same(kept: Proposed, teams: Sequence[Team], given: Input, result: Result) -> bool:
    """Whether a proposal has the objective of a result and its teams, whatever their numbers."""
    same_teams = _without_numbers(kept.teams) == _without_numbers(teams)
    return same_teams and (kept.objective, kept.run.by_lot) == (result.objective, given.run.by_lot)


def _save(
    change: Change,
    cohort: Cohort,
    proposal: Proposal,
    given: Input,
    result: Result,
    waiting: Sequence[Seated],
) -> None:
    """The rows of a proposal: its teams, then their seats and facilitators, then who waits."""
    themes = {theme.name: theme.id for theme in themes_of(change.session, cohort, every=True)}
    ids = {one.key: one.id for one in given.enrolled}
    people = {
        facilitator(one): one.facilitator.id
        for one in given.supporting
        if one.facilitator.withdrawn_on is None
    }
    made = proposal.id or 0
    teams = [
        proposals.Team(proposal_id=made, number=team.number, theme_id=themes[team.theme] or 0)
        for team in result.teams
    ]
    change.add(*teams)
    rows: list[SQLModel] = []
    for row, team in zip(teams, result.teams, strict=True):
        at = row.id or 0
        for entry in team.entries:
            level = entry.level(team.theme)
            seat = Seat(team_id=at, entry_id=ids[entry.key], participants=entry.participants, level=level)
            rows.append(seat)
        rows += [TeamFacilitator(team_id=at, facilitator_id=people[one] or 0) for one in team.facilitators]
    rows += [
        Waiting(
            proposal_id=made,
            entry_id=ids[one.key],
            position=position,
            participants=one.participants,
            reason=one.reason,
        )
        for position, one in enumerate(waiting, start=1)
    ]
    change.add(*rows)


def _team(given: Input, team: problem.Team) -> Team:
    """A team of a result as it is read back."""
    roles = {True: FacilitatorRole.KEY.value, False: FacilitatorRole.CO.value}
    return Team.of(
        team.number,
        team.theme,
        (Nurturer(one.name, one.authority, roles[one.key]) for one in team.facilitators),
        (Seated.of(one, one.level(team.theme)) for one in team.entries),
        asked=team.theme in given.problem.themes,
    )


def _without_numbers(teams: Sequence[Team]) -> list[Team]:
    """What makes two proposals of one input say the same."""
    return [replace(team, number=0) for team in teams]


def _settings(given: Input, result: Result) -> dict[str, object]:
    return {
        "limits": asdict(given.problem.limits),
        "rules": {rule.id: rules.strength(given.problem, rule).value for rule in rules.RULES},
        "connections": rules.connections(Finished(given.problem, result.teams)),
        **given.run.settings(),
    }
