"""Facilitators who are called back, or return: which teams that leaves alone, and who could step in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort import days, whom
from cln.cohort.queries import active_entries
from cln.errors import Refused
from cln.facilitators.facilitators import Person, person
from cln.facilitators.needs import Need, needs
from cln.facilitators.queries import facilitators_ever, facilitators_of
from cln.files.taken import OfCohort
from cln.match.limits import in_force
from cln.match.queries import next_proposal_number
from cln.match.recalled import recall
from cln.match.results import ON_SCREEN
from cln.match.standing import Standing, latest_edit, standing
from cln.matching.problem import Facilitator, Team
from cln.matching.solve.facilitators import cover
from cln.matching.watch import Watch
from cln.store import Change
from cln.tables.absences import Absence
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Back(Person, OfCohort):
    """A facilitator who supports the cohort again, and the time away."""

    away_from: date
    away_to: date
    reason: str


@dataclass(frozen=True)
class Alone:
    """A team without a key facilitator, and who could step in; None where nobody can."""

    team: int
    theme: str
    successor: str | None
    authority: str | None


@dataclass(frozen=True)
class Step:
    """A key facilitator who joins a team, or leaves it."""

    facilitator: str
    team: int
    joins: bool
    person: Annotated[Facilitator, Field(exclude=True)]


@dataclass(frozen=True)
class Gone(Person, OfCohort):
    """A facilitator who withdrew, what each authority has and needs now, and whom that leaves alone."""

    key_facilitators: tuple[Need, ...]
    proposal: int | None = None
    """Whose teams were looked at; None if no team is alone, or if Ctrl-C stopped the look."""
    alone: tuple[Alone, ...] = ()
    """Its teams without a key facilitator."""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Gap:
    """The teams of one proposal that have no key facilitator, and the proposal for mending it."""

    proposal: int
    accepted: bool
    alone: tuple[Alone, ...]
    steps: tuple[Step, ...]
    """What to change, in an order in which no step breaks the rule for key facilitators."""
    next_number: int
    """The number that the next proposal gets."""
    standing: Annotated[Standing, ON_SCREEN]


def withdraw(change: Change, cohort: Cohort, who: str, *, reason: str, on: date) -> Gone:
    """Note that a facilitator leaves; that they supported teams stays on record.

    Raises:
        Refused: nobody is called so, or the day is after the close.
        Usage: several are called so.
    """
    days.before_close(cohort, on)
    one = whom.facilitator(facilitators_of(change.session, cohort), cohort, who)
    one.facilitator.withdrawn_on, one.facilitator.withdrawn_reason = on, reason
    most = in_force(change.session, cohort).facilitator_establishments
    required = needs(change.session, cohort, most)
    return Gone(cohort=cohort.name, **vars(person(one)), key_facilitators=required)


def rejoin(change: Change, cohort: Cohort, who: str, *, on: date) -> Back:
    """Note that a facilitator who withdrew supports the cohort again; the time away is kept.

    Raises:
        Refused: nobody who withdrew is called so, or the day is before that or after the close.
        Usage: several are called so.
    """
    days.before_close(cohort, on)
    away = [
        one for one in facilitators_ever(change.session, cohort) if one.facilitator.withdrawn_on is not None
    ]
    if not away:
        raise Refused(f"no facilitator of {cohort.name} has withdrawn; see: cln facilitator list")
    one = whom.facilitator(away, cohort, who)
    row = one.facilitator
    assert row.withdrawn_on is not None
    days.not_before(on, row.withdrawn_on, f"{row.name} withdrew on")
    absence = Absence(
        facilitator_id=row.id,
        withdrawn_on=row.withdrawn_on,
        reason=row.withdrawn_reason or "",
        rejoined_on=on,
    )
    row.withdrawn_on = row.withdrawn_reason = None
    change.add(absence)
    return Back(
        cohort=cohort.name,
        **vars(person(one)),
        away_from=absence.withdrawn_on,
        away_to=absence.rejoined_on,
        reason=absence.reason,
    )


def gap(session: Session, cohort: Cohort, watch: Watch) -> Gap | None:
    """The teams without a key facilitator, by the latest edit of those that count; None if there are none.

    Who could step in is found by the facilitator stage of the matching, which leaves all others as they are.
    """
    proposal = latest_edit(session, cohort)
    if proposal is None or not active_entries(session, cohort):
        return None
    recalled = recall(session, cohort, proposal)
    alone = [team for team in recalled.teams if not any(one.key for one in team.facilitators)]
    if not alone:
        return None
    now = {team.number: team for team in recalled.teams}
    covered = {team.number: team for team in cover(recalled.problem, recalled.teams, watch)}
    leaving, joining = _steps(covered.values(), now, joins=False), _steps(now.values(), covered, joins=True)
    steps = [*leaving, *joining]
    return Gap(
        proposal=proposal.number,
        accepted=proposal.accepted,
        alone=tuple(_alone(team, covered[team.number]) for team in alone),
        steps=tuple(_in_order(steps, recalled.teams, recalled.problem.limits.facilitator_load)),
        next_number=next_proposal_number(session, cohort),
        standing=standing(session, cohort, proposal),
    )


def _alone(team: Team, covered: Team) -> Alone:
    successor = next((one for one in covered.facilitators if one.key), None)
    return Alone(
        team.number,
        team.theme,
        successor.name if successor else None,
        successor.authority if successor else None,
    )


def _steps(before: Iterable[Team], after: dict[int, Team], *, joins: bool) -> Iterable[Step]:
    """Who is in a team after and was not before; with the two exchanged, who leaves."""
    for team in before:
        for one in after[team.number].facilitators:
            if one not in team.facilitators:
                yield Step(one.name, team.number, joins, one)


def _in_order(steps: Sequence[Step], teams: Iterable[Team], most: int) -> Iterator[Step]:
    """The steps so that nobody leaves a team alone and nobody takes on too much, as long as that can be."""
    establishments = {team.number: {entry.establishment for entry in team.entries} for team in teams}
    there = {team.number: {one for one in team.facilitators if one.key} for team in teams}
    left = list(steps)

    def fine(step: Step) -> bool:
        if not step.joins:
            return len(there[step.team]) > 1
        hers = (establishments[number] for number, ones in there.items() if step.person in ones)
        return len(establishments[step.team].union(*hers)) <= most

    while left:
        step = next(filter(fine, left), left[0])
        left.remove(step)
        (there[step.team].add if step.joins else there[step.team].discard)(step.person)
        yield step
