"""Editing a proposal by hand: each edit makes a new proposal, and says what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort import whom
from cln.cohort.queries import themes_of
from cln.cohort.whom import Which, choose_active
from cln.errors import Impossible, Refused, Usage
from cln.match.findings import Findings, Gains
from cln.match.keep import Origin, keep
from cln.match.recalled import Recalled, recall_to_edit
from cln.match.results import ON_SCREEN
from cln.match.standing import Standing, standing
from cln.match.teams import team_of
from cln.matching import check
from cln.matching.change import edits
from cln.matching.change.edits import Cost, Place
from cln.matching.objective import Measure
from cln.matching.problem import Entry, Key, Line, Result, Status, Team
from cln.matching.queue import queue, without_no_more
from cln.store import Change
from cln.tables.cohorts import Cohort
from cln.words import count


@dataclass(frozen=True)
class Plan:
    """An edit that is thought through and not made."""

    recalled: Recalled
    teams: tuple[Team, ...]
    summary: str
    """What it does, in words."""
    cost: Cost

    @property
    def broken(self) -> bool:
        """A rule that must hold is broken after it, by it or by the proposal that it began with."""
        return any(breach.must for breach in (*self.cost.breaks, *self.cost.remains))


@dataclass(frozen=True)
class Bounded(Measure):
    """A line of the objective before and after an edit, with the best that is known to be possible."""

    bound: int


@dataclass(frozen=True)
class Edited:
    """An edit, made or only tried."""

    cohort: str
    from_number: Annotated[int, Field(serialization_alias="from")]
    number: Annotated[int | None, Field(serialization_alias="proposal")]
    """The new proposal; None if the edit was only tried."""
    summary: str
    reason: str
    objective: tuple[Bounded, ...]
    """In order of importance."""
    breaks: Findings
    """What holds before and not after."""
    mends: Findings
    """What holds after and did not before."""
    still_broken: Findings
    """What holds neither before nor after."""
    left: tuple[str, ...]
    """Who sat in the old proposal and has withdrawn since: left out of the new one."""
    joined: tuple[str, ...]
    """Who has joined since, and waits in the new one unless the edit was about them."""
    gains: Annotated[Gains, ON_SCREEN]
    began: Annotated[Standing, ON_SCREEN]
    """Where the old proposal stands."""
    standing: Annotated[Standing | None, ON_SCREEN]
    """Where the new one stands; None if the edit was only tried."""


def move(session: Session, cohort: Cohort, number: int | None, which: Which, to: Place) -> Plan:
    """Put an entry into another team, or (None) on the waiting list.

    Raises:
        Refused: there is no such proposal, entry or team, or the entry is there already.
    """
    recalled = recall_to_edit(session, cohort, number)
    entry = _entry(recalled, which)
    here = edits.place_of(recalled.teams, entry.key)
    if to is not None:
        _team(recalled, to)
    if to == here:
        raise Refused(f"{entry} is there already: {_place(recalled, here)}")
    summary = f"{entry} moved from {_place(recalled, here)} to {_place(recalled, to)}"
    return _plan(recalled, edits.move(recalled.teams, entry, to), summary)


def swap(session: Session, cohort: Cohort, number: int | None, one: Which, other: Which) -> Plan:
    """Let two entries change places; one of them may wait.

    Raises:
        Refused: there is no such proposal or entry, or both are in one place.
    """
    recalled = recall_to_edit(session, cohort, number)
    first, second = (_entry(recalled, which) for which in (one, other))
    here, there = (edits.place_of(recalled.teams, entry.key) for entry in (first, second))
    if here == there:
        raise Refused(f"{first} and {second} are in one place: {_place(recalled, here)}")
    summary = (
        f"{first} from {_place(recalled, here)} and {second} from {_place(recalled, there)} changed places"
    )
    return _plan(recalled, edits.swap(recalled.teams, first, second), summary)


def arrange(session: Session, cohort: Cohort, number: int | None, places: Mapping[Key, Place]) -> Plan:
    """Put several entries into other places at once, each into a team or (None) on the waiting list.

    Raises:
        Refused: there is no such proposal or team, an entry does not take part, or nothing would change.
    """
    recalled = recall_to_edit(session, cohort, number)
    seats, moves = dict[Key, tuple[Entry, Place]](), list[str]()
    for key, to in sorted(places.items()):
        entry = recalled.problem.by_key.get(key)
        if entry is None:
            raise Refused(f"{key[0]} ({key[1]}) does not take part in {cohort.name} any more")
        if to is not None:
            _team(recalled, to)
        here = edits.place_of(recalled.teams, key)
        if here != to:
            seats[key] = entry, to
            moves.append(f"{entry} from {_place(recalled, here)} to {_place(recalled, to)}")
    if not moves:
        raise Refused(f"nothing is moved in proposal {recalled.number}")
    summary = f"{count(len(moves), 'entry', 'entries')} moved: {'; '.join(moves)}"
    return _plan(recalled, edits.seat(recalled.teams, seats), summary)


def give_theme(session: Session, cohort: Cohort, number: int | None, team: int, theme: str) -> Plan:
    """Give a team another theme.

    Raises:
        Refused: there is no such proposal, team or theme, or the team has it already.
    """
    recalled = recall_to_edit(session, cohort, number)
    old = _team(recalled, team)
    known = themes_of(session, cohort)
    try:
        wanted = whom.theme(known, cohort)(theme)
    except ValueError as error:
        raise Refused(str(error)) from error
    new = next(one.name for one in known if one.id == wanted)
    if new == old.theme:
        raise Refused(f"team {team} has the theme {new} already")
    summary = f"team {team} got the theme {new} instead of {old.theme}"
    return _plan(recalled, edits.give_theme(recalled.teams, team, new), summary)


def give_facilitator(
    session: Session, cohort: Cohort, number: int | None, team: int, name: str, *, remove: bool
) -> Plan:
    """Give a team a facilitator, or take one away from it.

    Raises:
        Refused: there is no such proposal, team or facilitator, or nothing would change.
        Usage: several facilitators have that name.
    """
    recalled = recall_to_edit(session, cohort, number)
    there = _team(recalled, team).facilitators
    person = whom.facilitator(recalled.problem.facilitators, cohort, name)
    if remove != (person in there):
        raise Refused(f"{person.name} is {'not' if remove else 'already'} a facilitator of team {team}")
    wanted = [one for one in there if one != person] if remove else [*there, person]
    summary = f"{person.name} {'left' if remove else 'joined'} the facilitators of team {team}"
    return _plan(recalled, edits.give_facilitators(recalled.teams, team, wanted), summary)


def tried(session: Session, cohort: Cohort, plan: Plan) -> Edited:
    """What the edit would do; nothing is written."""
    return _edited(cohort, plan, standing(session, cohort, plan.recalled.proposal), None, "")


def make(
    change: Change, cohort: Cohort, plan: Plan, *, force: bool = False, reason: str | None = None
) -> Edited:
    """Keep the edit as a new proposal.

    Args:
        change: the unit of work.
        cohort: the cohort.
        plan: the edit.
        force: break rules that must hold.
        reason: why; it is kept with the proposal, and must be given where a rule that must hold is broken.

    Raises:
        Impossible: it breaks a rule that must hold, and is not forced.
        Usage: it is forced without a reason.
    """
    if force and not reason:
        raise Usage('--force needs a reason; add: --reason "WHY"')
    if plan.cost.forbidden and not force:
        raise Impossible(*_forbidden(plan.cost))
    recalled = plan.recalled
    before = recalled.proposal.reason if any(breach.must for breach in plan.cost.remains) else ""
    why = "; ".join(filter(None, (before, reason)))
    objective = _objective(plan)
    seated = {entry.key for team in plan.teams for entry in team.entries}
    proven = all(line.proven for line in objective) and not plan.broken
    result = Result(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        seconds=0.0,
        objective=objective,
        teams=plan.teams,
        waiting=tuple(queue(entry for entry in recalled.problem.entries if entry.key not in seated)),
        rules=check.verdicts(recalled.problem, plan.teams),
    )
    began = standing(change.session, cohort, recalled.proposal)
    origin = Origin("edit", recalled.number, plan.summary, why)
    kept = keep(change, cohort, recalled.input, result, origin, _waits(plan))
    return _edited(cohort, plan, began, kept.standing, why)


def _plan(recalled: Recalled, teams: tuple[Team, ...], summary: str) -> Plan:
    return Plan(recalled, teams, summary, edits.cost(recalled.problem, recalled.teams, teams))


def _edited(cohort: Cohort, plan: Plan, began: Standing, made: Standing | None, reason: str) -> Edited:
    recalled, cost = plan.recalled, plan.cost
    return Edited(
        cohort=cohort.name,
        from_number=recalled.number,
        number=made.number if made else None,
        summary=plan.summary,
        reason=reason,
        objective=tuple(
            Bounded(was.name, was.before, line.value, line.bound)
            for was, line in zip(cost.lines, _objective(plan), strict=True)
        ),
        breaks=cost.breaks,
        mends=cost.mends,
        still_broken=cost.remains,
        left=recalled.leavers,
        joined=tuple(map(str, recalled.joined)),
        gains=cost.lines,
        began=began,
        standing=made,
    )


def _objective(plan: Plan) -> tuple[Line, ...]:
    """What the edited teams reach, with bounds that are true of them."""
    recalled, began = plan.recalled, plan.recalled.proposal
    comparable = recalled.current and recalled.bounds_are_of_all_teams and not plan.broken
    proven = [Line(**line) for line in began.objective] if comparable else []
    score = {line.name: line.after for line in plan.cost.lines}
    return check.known_bounds(recalled.problem, score, proven, teams=len(plan.teams))


def _waits(plan: Plan) -> dict[Key, str]:
    """Why those wait whom no queue put there."""
    recalled = plan.recalled
    by_hand = {
        entry.key: f"taken out of team {team.number} by hand"
        for team in recalled.teams
        for entry in team.entries
    }
    carried = {key: without_no_more(reason) for key, reason in recalled.reasons.items()}
    return carried | by_hand


def _forbidden(cost: Cost) -> tuple[str, list[str]]:
    broken = [f"{breach.sentence} (rule {breach.rule!r})" for breach in cost.forbidden]
    lines = [f"{line.name} {line.before} -> {line.after}" for line in cost.lines if line.gain]
    rules = "a rule that must hold" if len(broken) == 1 else "rules that must hold"
    sentence = f'the edit would break {rules}; make it all the same with: --force --reason "WHY"'
    return sentence, [*broken, *(["it would change: " + ", ".join(lines)] if lines else [])]


def _entry(recalled: Recalled, which: Which) -> Entry:
    chosen = choose_active(recalled.input.enrolled, recalled.input.cohort, which)
    return recalled.problem.by_key[chosen.key]


def _team(recalled: Recalled, number: int) -> Team:
    return team_of(recalled.teams, number, f"proposal {recalled.number}")


def _place(recalled: Recalled, place: Place) -> str:
    return "the waiting list" if place is None else f"team {place} ({_team(recalled, place).theme})"
