"""Who of those that an event invites gets a letter: everybody, or those alone to whom one thing applies."""

from collections.abc import Container
from dataclasses import replace

from sqlmodel import Session

from cln.errors import Refused
from cln.events.invitations import Invitation, Invited
from cln.events.queries import attendance_of, events_of
from cln.programme import AttendanceStatus, EventStatus, Only, Role
from cln.survey.queries import answers_of
from cln.tables.cohorts import Cohort

SENTENCES = {
    Only.NO_ANSWER: "has an unanswered survey",
    Only.APOLOGIES: "sent apologies to the event that was held last",
    Only.STALE: "is in a team whose project has had no log entry for weeks",
    Only.NO_PROMOTED: "is of an entry whose promoted members of staff have not come yet",
    Only.ATTENTION: "is in a team that needs attention",
}

OF_TEAMS = frozenset({Only.STALE, Only.ATTENTION})
"""What applies to teams as a whole."""


def only(
    session: Session, cohort: Cohort, invited: Invited, which: Only, teams: Container[int | None] = ()
) -> Invited:
    """Those of the invited to whom one thing applies.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        invited: everybody who is invited.
        which: what applies to them.
        teams: those to which it applies, where it applies to teams as a whole.

    Raises:
        Refused: it applies to nobody.
    """
    if which in OF_TEAMS:
        people = [one for one in invited.people if one.team in teams]
    elif which == Only.NO_ANSWER:
        answered = {one.answer.entry_id for one in answers_of(session, cohort)}
        people = [one for one in invited.people if one.entry.entry.id not in answered]
    elif which == Only.APOLOGIES:
        sorry = _sorry(session, cohort)
        people = [one for one in invited.people if one.person.id in sorry]
    else:
        people = _without_promoted(session, cohort, invited)
    if not people:
        raise Refused(f"of those whom event {invited.number} invites nobody {SENTENCES[which]}")
    return replace(invited, people=tuple(people))


def _sorry(session: Session, cohort: Cohort) -> set[int]:
    """Who sent apologies to the last event of those that were held."""
    held = [one for one in events_of(session, cohort) if one.status == EventStatus.HELD]
    last = max((one.number for one in held), default=0)
    events = {one.id for one in held if one.number == last}
    apologies = AttendanceStatus.APOLOGIES
    return {
        person
        for event, person, status in attendance_of(session, cohort)
        if event in events and status == apologies
    }


def _without_promoted(session: Session, cohort: Cohort, invited: Invited) -> list[Invitation]:
    present = AttendanceStatus.PRESENT
    came = {person for _, person, status in attendance_of(session, cohort) if status == present}
    entries = {
        one.entry.entry.id
        for one in invited.people
        if one.person.role == Role.PROMOTED and one.person.id in came
    }
    return [one for one in invited.people if one.entry.entry.id not in entries]
