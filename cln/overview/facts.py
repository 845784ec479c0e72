"""The rows of a cohort become a picture of one day, at which the rules of attention look."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from cln.attention.facts import Gathering, Inquiry, Member, Picture, Team, Visit
from cln.cohort.queries import EnrolledEntry, active_entries
from cln.events.queries import attendance_of, events_of
from cln.events.turnout import Recorded, by_entry
from cln.match.queries import seats_of, teams_of
from cln.overview.queries import event_ratings
from cln.programme import AttendanceStatus, FacilitatorRole
from cln.projects.queries import OnRecord
from cln.tables.cohorts import Cohort, Entry, Facilitator
from cln.tables.events import Event
from cln.tables.proposals import Proposal


def draw(
    session: Session,
    cohort: Cohort,
    today: date,
    records: Iterable[OnRecord],
    accepted: Proposal | None,
    supporting: dict[int, list[Facilitator]],
) -> Picture:
    """The picture of a cohort on a day; nine queries, however many entries and events.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        today: the day.
        records: its projects.
        accepted: its accepted proposal; None while there is none.
        supporting: the facilitators of that one's teams, see `match.queries.supporting`.
    """
    ratings = event_ratings(session, cohort)
    scheduled = events_of(session, cohort)
    return Picture(
        today=today,
        gatherings=tuple(
            Gathering(one.number, one.sector, one.status, one.on, *ratings.get(one.id or 0, (None, 0)))
            for one in scheduled
        ),
        teams=tuple(_teams(session, cohort, accepted, supporting, scheduled)) if accepted else (),
        inquiries=tuple(
            Inquiry(one.number, one.team.number, one.project.opened_on, one.facts, one.logged_on)
            for one in records
            if one.running
        ),
        proposal=accepted.number if accepted else None,
    )


def _teams(
    session: Session,
    cohort: Cohort,
    accepted: Proposal,
    supporting: dict[int, list[Facilitator]],
    scheduled: Iterable[Event],
) -> Iterable[Team]:
    active = {one.id: one for one in active_entries(session, cohort)}
    attended = by_entry(scheduled, attendance_of(session, cohort), active.values())
    seats = seats_of(session, accepted)
    for team, theme in teams_of(session, accepted):
        there, seated = supporting[team.number], seats[team.id or 0]
        yield Team(
            number=team.number,
            theme=theme,
            participants_then=sum(seat.participants for seat in seated),
            members=tuple(
                _member(active[seat.entry_id], attended.get(seat.entry_id, ()))
                for seat in seated
                if seat.entry_id in active
            ),
            facilitators=tuple(one.name for one in there),
            key_facilitators=sum(one.role == FacilitatorRole.KEY for one in there),
        )


def _member(one: EnrolledEntry, attended: Sequence[Recorded]) -> Member:
    return Member(
        code=one.establishment.code,
        sector=one.establishment.sector,
        name=one.establishment.name,
        participants=len(one.participants),
        visits=tuple(_visits(one.entry, attended)),
    )


def _visits(entry: Entry, attended: Sequence[Recorded]) -> Iterable[Visit]:
    """The events in the days of the entry, the earliest first."""
    for on, event in sorted({(one.on, one.event) for one in attended}):
        if (entry.starts_on or on) <= on <= (entry.finishes_on or on):
            there = [one for one in attended if (one.on, one.event) == (on, event)]
            came = [one for one in there if one.status == AttendanceStatus.PRESENT]
            apologies = sum(one.status == AttendanceStatus.APOLOGIES for one in there)
            yield Visit(event, on, len(came), apologies, promoted=sum(one.promoted for one in came))
