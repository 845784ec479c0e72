"""What needs attention in a cohort: its rows become a picture of one day, which the rules look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from cln import models
from cln.attention import rules
from cln.attention.facts import Gathering, Inquiry, Member, Picture, Team, Visit
from cln.attention.reason import Reason
from cln.programme import AttendanceStatus, FacilitatorRole, Role
from cln.services import projects
from cln.services.projects import Standing
from cln.services.thresholds import in_force
from cln.store import attention as stored
from cln.store import entries, events, proposals
from cln.store.attention import Turnout
from cln.store.entries import EnrolledEntry


@dataclass(frozen=True)
class Watched:
    """A cohort on one day, what needs attention in it, and beside that what people think of its projects."""

    cohort: models.Cohort
    picture: Picture
    projects: tuple[Standing, ...]
    reasons: tuple[Reason, ...]
    nurtured: dict[int, frozenset[int]]
    """Facilitator id -> the numbers of the teams that they support."""

    @property
    def running(self) -> tuple[Standing, ...]:
        """The projects that have not ended."""
        return tuple(one for one in self.projects if one.record.project.ended_on is None)

    @property
    def troubled(self) -> tuple[Standing, ...]:
        """Those of them that need attention."""
        return tuple(one for one in self.running if self.about(one))

    def about(self, project: Standing) -> tuple[Reason, ...]:
        """The reasons of one project: its own and its team's; none once it has ended."""
        if project.record.project.ended_on is not None:
            return ()
        team = project.record.team.number
        return tuple(
            one
            for one in self.reasons
            if one.project == project.number or (one.project is None and one.team == team)
        )

    def of_teams(self, teams: frozenset[int]) -> "Watched":
        """The same of some teams only, without what concerns the whole cohort."""
        return replace(
            self,
            picture=replace(
                self.picture, teams=tuple(one for one in self.picture.teams if one.number in teams)
            ),
            projects=tuple(one for one in self.projects if one.record.team.number in teams),
            reasons=tuple(one for one in self.reasons if one.team in teams),
        )


def watch(session: Session, cohort: models.Cohort, on: date) -> Watched:
    """What needs attention on a day; a closed cohort is seen as on the day it closed. Some twenty queries."""
    today = min(on, cohort.closed_on or on)
    standings = projects.standings(session, cohort)
    accepted = proposals.accepted(session, cohort)
    supporting = _supporting(session, accepted) if accepted else {}
    picture = _picture(session, cohort, today, standings, accepted, supporting)
    thresholds = {one.id: one.threshold for one in in_force(session, cohort)}
    return Watched(cohort, picture, standings, rules.reasons(picture, thresholds), _nurtured(supporting))


def _supporting(session: Session, accepted: models.Proposal) -> dict[int, list[models.Facilitator]]:
    """Team number -> those of its facilitators who have not withdrawn."""
    found = proposals.facilitators(session, accepted)
    return {
        team.number: [one for one in found[team.id or 0] if one.withdrawn_on is None]
        for team, _ in proposals.teams(session, accepted)
    }


def _nurtured(supporting: dict[int, list[models.Facilitator]]) -> dict[int, frozenset[int]]:
    people = {one.id or 0 for there in supporting.values() for one in there}
    return {
        person: frozenset(
            team for team, there in supporting.items() if any(one.id == person for one in there)
        )
        for person in people
    }


def _picture(
    session: Session,
    cohort: models.Cohort,
    today: date,
    standings: Iterable[Standing],
    accepted: models.Proposal | None,
    supporting: dict[int, list[models.Facilitator]],
) -> Picture:
    ratings = stored.ratings(session, cohort)
    return Picture(
        today=today,
        gatherings=tuple(
            Gathering(
                event.number,
                event.sector,
                event.status,
                event.on,
                *ratings.get(event.id or 0, (None, 0)),
            )
            for event in events.of_cohort(session, cohort)
        ),
        teams=tuple(_teams(session, cohort, accepted, supporting)) if accepted else (),
        inquiries=tuple(
            Inquiry(
                one.number,
                one.record.team.number,
                one.record.project.opened_on,
                one.record.facts,
                one.record.logged_on,
            )
            for one in standings
            if one.record.project.ended_on is None
        ),
        proposal=accepted.number if accepted else None,
    )


def _teams(
    session: Session,
    cohort: models.Cohort,
    accepted: models.Proposal,
    supporting: dict[int, list[models.Facilitator]],
) -> Iterable[Team]:
    active = {one.id: one for one in entries.active(session, cohort)}
    turnouts = stored.turnouts(session, cohort)
    seats = proposals.seats(session, accepted)
    for team, theme in proposals.teams(session, accepted):
        there = supporting[team.number]
        seated = seats[team.id or 0]
        yield Team(
            number=team.number,
            theme=theme,
            participants_then=sum(seat.participants for seat in seated),
            members=tuple(
                _member(active[seat.entry_id], turnouts.get(seat.entry_id, ()))
                for seat in seated
                if seat.entry_id in active
            ),
            facilitators=tuple(one.name for one in there),
            key_facilitators=sum(one.role == FacilitatorRole.KEY for one in there),
        )


def _member(one: EnrolledEntry, turnouts: Sequence[Turnout]) -> Member:
    return Member(
        code=one.establishment.code,
        sector=one.establishment.sector,
        name=one.establishment.name,
        participants=len(one.participants),
        visits=tuple(_visits(one.entry, turnouts)),
    )


def _visits(entry: models.Entry, turnouts: Sequence[Turnout]) -> Iterable[Visit]:
    """The events in the days of the entry, the earliest first."""
    for turnout in turnouts:
        on = turnout.event.on
        if on is None or (entry.starts_on and on < entry.starts_on):
            continue
        if entry.finishes_on and on > entry.finishes_on:
            continue
        came = [person for person, status in turnout.people if status == AttendanceStatus.PRESENT]
        yield Visit(
            turnout.event.number,
            on,
            present=len(came),
            apologies=sum(status == AttendanceStatus.APOLOGIES for _, status in turnout.people),
            promoted=sum(person.role == Role.PROMOTED for person in came),
        )
