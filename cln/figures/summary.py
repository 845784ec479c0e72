"""One cohort in numbers, against what the programme hopes for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from cln.cohort.queries import every_cohort, themes_of
from cln.events import confidence
from cln.events.as_of import events_on, people_at_events
from cln.events.confidence import Paired
from cln.figures.connections import Connection, connections
from cln.figures.feedback import Rating, feedback_by
from cln.figures.queries import Registered, Unit, registered_units, units_of
from cln.figures.shares import Share, of_cohort, reach
from cln.inquiry.stages import Stage
from cln.match.as_of import proposal_on
from cln.match.queries import teams_of
from cln.matching.limits import Limits
from cln.programme import LEVELS, EventStatus, Reason, Role
from cln.projects.as_of import projects_on
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal

HOPED = Limits().establishments, Limits().capacity
"""Establishments and participants that a cohort hopes for. Source: evaluation report, Appendix B."""


@dataclass(frozen=True)
class Summary:
    """A cohort in numbers on a day; counts of entries where nothing else is said."""

    cohort: Cohort
    on: date
    units: tuple[Unit, ...]
    """Every entry it had had by then."""
    themes: tuple[str, ...]
    """Those that its teams have, in the order of the cohort."""
    teams: int
    projects: int
    """Without those that were given up."""
    stages: dict[Stage, int]
    """How many of these have reached each stage, or gone beyond it."""
    shares: tuple[Share, ...]
    reach: tuple[Share, ...]
    """Of the register, by this cohort and all before it."""
    connections: tuple[Connection, ...]
    confidence: Paired
    """In inquiry skills, of those who answered at the launch and at the end; not tested."""
    came: Mapping[tuple[int, str], int] = field(default_factory=dict)
    """(number of the event, status of attendance) -> people."""
    feedback: tuple[Rating, ...] = ()
    so_far: tuple[Unit, ...] = ()
    """Every entry of this cohort and of those before it."""
    events: Mapping[int, str] = field(default_factory=dict)
    """Number -> what became of the event: `held` where one of its sectors' was."""

    @property
    def active(self) -> list[Unit]:
        """The entries that take part."""
        return [unit for unit in self.units if unit.active]

    @property
    def establishments(self) -> int:
        """Establishments that take part; several entries of one count once."""
        return len({unit.establishment for unit in self.active})

    @property
    def returning(self) -> int:
        """Those of all its establishments, withdrawn or not, that took part in a cohort before."""
        earlier = {one.establishment_id for one in self.so_far if one.cohort_id != self.cohort.id}
        return len({unit.establishment_id for unit in self.units} & earlier)

    @property
    def roles(self) -> dict[Role, int]:
        """Role -> people who take part."""
        promoted = sum(unit.promoted for unit in self.active)
        return {Role.PROMOTED: promoted, Role.PRACTITIONER: self.participants - promoted}

    @property
    def participants(self) -> int:
        """People who take part."""
        return sum(unit.people for unit in self.active)

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed; None while it was open."""
        closed = self.cohort.closed_on
        return closed if closed is not None and closed <= self.on else None

    def events_that(self, status: EventStatus) -> int:
        """How many events were held, or cancelled."""
        return sum(one == status for one in self.events.values())

    @property
    def waiting(self) -> int:
        """Entries that wait for a place."""
        return sum(unit.waiting for unit in self.active)

    @property
    def withdrawn(self) -> dict[Reason, int]:
        """Withdrawals by reason, every reason."""
        reasons = Counter(unit.withdrawn_reason for unit in self.units if not unit.active)
        return {reason: reasons[reason] for reason in Reason}

    @property
    def levels(self) -> dict[int | None, int]:
        """How many of those in teams rated their theme so, 5 first; None for those without an answer."""
        seated = Counter(unit.level for unit in self.active if unit.team is not None)
        return {level: seated[level] for level in (*reversed(LEVELS), None)}


def summaries(session: Session, of: Sequence[Cohort], on: date) -> tuple[Summary, ...]:
    """The cohorts in numbers, in the order in which they are given, as they stood on a day.

    Every figure of a cohort that is shown anywhere is one of these. Of how many each share is:

    - `answered the survey`: the entries that take part;
    - `got a theme rated 5`: of these, the entries in a team that answered the survey;
    - `attendance`: what is on record of who came to the events that were held, of those too who left later;
    - `withdrew`: every entry that the cohort had had by then;
    - `reach`: the establishments of the register that are open; those took part that an entry brought into
      this cohort or an earlier one, withdrawn or not.
    """
    everyone = every_cohort(session)
    chosen = {cohort.id: proposal_on(session, cohort, on) for cohort in everyone}
    units = units_of(session, everyone, [p for p in chosen.values() if p is not None], on)
    register = registered_units(session, on)
    return tuple(_summary(session, cohort, on, everyone, units, register, chosen[cohort.id]) for cohort in of)


def _summary(
    session: Session,
    cohort: Cohort,
    on: date,
    everyone: Sequence[Cohort],
    units: Sequence[Unit],
    register: Sequence[Registered],
    proposal: Proposal | None,
) -> Summary:
    own = tuple(unit for unit in units if unit.cohort_id == cohort.id)
    so_far = {one.id for one in everyone if one.launch <= cohort.launch}
    running = [one for one in projects_on(session, cohort, on) if one.running]
    teams = teams_of(session, proposal) if proposal else []
    used = {theme for _team, theme in teams}
    return Summary(
        cohort=cohort,
        on=on,
        units=own,
        themes=tuple(t.name for t in themes_of(session, cohort) if t.name in used),
        teams=len(teams),
        projects=len(running),
        stages=_stages([one.stage for one in running]),
        shares=of_cohort(own),
        reach=reach(register, [unit for unit in units if unit.cohort_id in so_far]),
        connections=connections(unit for unit in own if unit.active),
        confidence=confidence.show(session, cohort, on, tested=False).overall,
        came=people_at_events(session, cohort, on),
        feedback=feedback_by(session, cohort, on),
        so_far=tuple(unit for unit in units if unit.cohort_id in so_far),
        events=_events(session, cohort, on),
    )


def _events(session: Session, cohort: Cohort, on: date) -> dict[int, str]:
    """Where sectors have events of their own, one that was held counts before one that is to come."""
    order: list[str] = [EventStatus.HELD, EventStatus.SCHEDULED, EventStatus.POSTPONED, EventStatus.CANCELLED]
    became = defaultdict[int, list[str]](list)
    for event in events_on(session, cohort, on):
        became[event.number].append(event.status)
    return {number: min(all_of, key=order.index) for number, all_of in became.items()}


def _stages(reached: Sequence[Stage | None]) -> dict[Stage, int]:
    order = list(Stage)
    furthest = [order.index(stage) for stage in reached if stage is not None]
    return {stage: sum(one >= place for one in furthest) for place, stage in enumerate(order)}
