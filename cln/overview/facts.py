"""The rows of a cohort become a picture of one day, at which the rules of attention look."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlmodel import Session, col, func, or_, select

from cln.attention.facts import Gathering, Inquiry, Member, Picture, Team, Teamless, Visit
from cln.cohort import days
from cln.cohort.as_of import entries_on
from cln.cohort.queries import EnrolledEntry, naming
from cln.events.as_of import events_on
from cln.events.queries import Events, attendance_of
from cln.events.recorded import Recorded, by_entry
from cln.match.as_of import proposal_on
from cln.match.standing import standing
from cln.match.teams import Teams, teams_on_day
from cln.programme import AttendanceStatus, FacilitatorRole
from cln.projects.queries import OnRecord
from cln.store.rows import grouped
from cln.tables.cohorts import Cohort, Entry
from cln.tables.events import Event
from cln.tables.facilitators import Facilitator
from cln.tables.feedback import Feedback, FeedbackAnswer
from cln.tables.proposals import Proposal


class OnDay(NamedTuple):
    """What is read of a cohort as it stood on a day, once for all who ask for it."""

    today: date
    """The day; that on which the cohort closed, if it was closed before."""
    as_of: date
    """The day by which what is on record must have happened."""
    accepted: Proposal | None
    """Its accepted proposal; None while there is none."""
    events: Events
    enrolled: list[EnrolledEntry]
    """Withdrawn entries too."""
    calling: str
    """How a command about it begins: `cln`, and its name where it must be named; empty where it is closed."""

    @property
    def active(self) -> list[EnrolledEntry]:
        """The entries that take part."""
        return [one for one in self.enrolled if one.entry.withdrawn_on is None]


def on_day(session: Session, cohort: Cohort, on: date | None = None) -> OnDay:
    """A cohort on a day; None: today, by all that is on record. Nine queries, five for today."""
    today = min(on or days.today(), cohort.closed_on or date.max)
    as_of = today if on else days.ON_RECORD
    accepted = proposal_on(session, cohort, as_of, accepted=True)
    events, enrolled = events_on(session, cohort, as_of), entries_on(session, cohort, as_of)
    calling = f"cln {naming(session, cohort)}" if cohort.closed_on is None else ""
    return OnDay(today, as_of, accepted, events, enrolled, calling)


def draw(
    session: Session,
    cohort: Cohort,
    day: OnDay,
    records: Iterable[OnRecord],
    latest: Proposal | None,
    supporting: dict[int, list[Facilitator]],
) -> Picture:
    """The picture of a cohort on a day; six queries, however many entries and events.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        day: the day.
        records: its projects.
        latest: the newest edit that goes on from its accepted proposal, else that itself.
        supporting: the facilitators of that one's teams, see `match.queries.supporting`.
    """
    ratings = _ratings(session, cohort, day.as_of)
    now = teams_on_day(session, day.accepted, day.active)
    return Picture(
        today=day.today,
        gatherings=tuple(
            Gathering(one.number, one.sector, one.status, one.on, *ratings.get(one.id or 0, (None, 0)))
            for one in day.events
        ),
        teams=tuple(_teams(session, cohort, now, supporting, day.events)),
        inquiries=tuple(
            Inquiry(one.number, one.team.number, one.project.opened_on, one.facts, one.logged_on)
            for one in records
            if one.running
        ),
        latest_edit=latest.number if latest else None,
        without_team=tuple(_without_team(session, cohort, latest, now)) if latest else (),
    )


def _teams(
    session: Session,
    cohort: Cohort,
    now: Teams,
    supporting: dict[int, list[Facilitator]],
    scheduled: Iterable[Event],
) -> Iterable[Team]:
    everybody = [member.entry for team in now.teams for member in team.members]
    attended = by_entry(scheduled, attendance_of(session, cohort), everybody)
    for team in now.teams:
        there = supporting[team.number]
        yield Team(
            number=team.number,
            theme=team.theme,
            participants_then=team.participants_then,
            members=tuple(_member(one.entry, attended.get(one.entry.id, ())) for one in team.members),
            facilitators=tuple(one.name for one in there),
            key_facilitators=sum(one.role == FacilitatorRole.KEY for one in there),
        )


def _without_team(session: Session, cohort: Cohort, latest: Proposal, now: Teams) -> Iterable[Teamless]:
    """Who sits in no team, each with the command that places it: who has a place in the latest edit has it
    once that is accepted; more room is made for who does not fit."""
    if not now.without or now.proposal is None:
        return
    from cln.match.waiting import placing, queue_now

    active = [*(member.entry for team in now.teams for member in team.members), *now.without]
    queue = queue_now(session, cohort, now.proposal, active)
    commands = placing(queue_now(session, cohort, latest, active))
    accept = standing(session, cohort, latest).accepting()
    for one in queue.waiting:
        command = commands.get(one.key, accept)
        yield Teamless(
            one.code, one.sector, one.entry, one.name, one.label, one.participants, one.reason, command
        )


def _member(one: EnrolledEntry, attended: Sequence[Recorded]) -> Member:
    return Member(
        sector=one.establishment.sector,
        label=one.titled,
        reference=one.reference,
        participants=len(one.participants),
        visits=tuple(_visits(one.entry, attended)),
    )


def _visits(entry: Entry, attended: Sequence[Recorded]) -> Iterable[Visit]:
    """The events in the days of the entry, the earliest first."""
    starts, finishes = entry.starts_on or date.min, entry.finishes_on or date.max
    for (on, event), there in sorted(grouped(attended, lambda one: (one.on, one.event)).items()):
        if starts <= on <= finishes:
            came = [one for one in there if one.status == AttendanceStatus.PRESENT]
            apologies = sum(one.status == AttendanceStatus.APOLOGIES for one in there)
            yield Visit(event, on, len(came), apologies, promoted=sum(one.promoted for one in came))


def _ratings(session: Session, cohort: Cohort, on: date) -> dict[int, tuple[float, int]]:
    """Event id -> the mean of all ratings that it got by a day, and from how many respondents; one query."""
    submitted, ended = col(Feedback.submitted), datetime.combine(on, time.max)
    query = (
        select(Event.id, func.avg(FeedbackAnswer.rating), func.count(col(Feedback.id).distinct()))
        .join(Feedback, col(Feedback.event_id) == col(Event.id))
        .join(FeedbackAnswer, col(FeedbackAnswer.feedback_id) == col(Feedback.id))
        .where(
            Event.cohort_id == cohort.id,
            col(FeedbackAnswer.rating).is_not(None),
            or_(submitted.is_(None), submitted <= ended),
        )
        .group_by(col(Event.id))
    )
    return {event or 0: (float(mean), number) for event, mean, number in session.exec(query)}
