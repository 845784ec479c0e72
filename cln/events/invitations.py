"""Who is invited to an event, with all that a mail merge or a letter to them may say."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from operator import attrgetter
from pathlib import Path

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, active_entries
from cln.errors import Refused
from cln.events import letters
from cln.events.events import unscheduled
from cln.events.queries import events_of
from cln.files.columns import About, Column, Table
from cln.files.deliver import Delivery, Exported
from cln.match import proposals
from cln.match.proposals import Team
from cln.match.queries import current_proposal, facilitators_of_teams
from cln.programme import EVENTS, EventStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event


@dataclass(frozen=True)
class Invitation:
    """One person and one event, in words that a letter can use."""

    name: str
    email: str
    role: str
    establishment: str
    sector: str
    authority: str
    team: str
    """The number of the team; empty without one."""
    theme: str
    facilitators: str
    facilitator_emails: str
    cohort: str
    event: str
    date: str
    """E.g. Thursday 14 January 2027."""
    starts: str
    ends: str
    mode: str
    venue: str
    link: str
    bring: str
    """What a project must have by then."""


@dataclass(frozen=True)
class Invited:
    """Everybody who is invited to an event, by team, establishment and name."""

    number: int
    people: tuple[Invitation, ...]
    without_address: tuple[str, ...]


def invite(session: Session, cohort: Cohort, number: int) -> Invited:
    """The people of the entries that take part on the day of the event.

    Raises:
        Refused: the event is not scheduled, has no day, or is over or cancelled; or nobody takes part.
    """
    planned = events_of(session, cohort)
    if not any(one.number == number for one in planned):
        raise unscheduled(cohort, number)
    places = _Places(session, cohort)
    found = []
    for one in active_entries(session, cohort):
        event = planned.of(number, one.establishment.sector)
        if event is not None and _is_invited(one, _day(event)):
            found += places.invitations(one, event)
    if not found:
        raise Refused(f"nobody takes part in {cohort.name} on that day; see: cln cohort show")
    people = sorted(found, key=lambda p: (int(p.team or 99), p.establishment, p.name))
    return Invited(number, tuple(people), tuple(one.name for one in people if not one.email))


def write_letters(invited: Invited, folder: Path, *, force: bool) -> Path:
    """A letter for each person, from the template in the folder; returns the template.

    Raises:
        Refused: the template cannot be filled in, or a letter exists already.
    """
    return letters.write([asdict(one) for one in invited.people], folder, force=force)


def exported(invited: Invited) -> Exported:
    """A row for each person, for a mail merge, and who has no address."""
    warnings = []
    if invited.without_address:
        warnings.append(f"Without an e-mail address: {', '.join(invited.without_address)}.")
    if teamless := list(dict.fromkeys(one.establishment for one in invited.people if not one.team)):
        warnings.append(f"Without a team: {', '.join(teamless)}.")
    title = f"Invitations to event {invited.number}"
    made = datetime.now().astimezone()
    return Exported(Delivery((_table(invited),), title, made, invited.people[0].cohort), tuple(warnings))


def _table(invited: Invited) -> Table:
    meanings = {
        "name": "Whom the message is to",
        "email": "Their address",
        "bring": "What a project must have by then",
        "date": "Day of the event, in words",
        "link": "Where to join online",
    }
    about = {"name": About.PERSON, "email": About.CONTACT, "facilitators": About.PERSON}
    columns = [
        Column(
            name,
            meanings.get(name, name.replace("_", " ")),
            attrgetter(name),
            about=about.get(name, About.NOBODY),
        )
        for name in Invitation.__dataclass_fields__
    ]
    return Table.of("invites", f"Invitations to event {invited.number}", columns, invited.people)


def _day(event: Event) -> date:
    what = f"event {event.number} ({EVENTS[event.number - 1].name})"
    if event.status in {EventStatus.HELD, EventStatus.CANCELLED}:
        raise Refused(f"{what} was {event.status}; nobody can be invited to it")
    if event.on is None:
        raise Refused(f"{what} has no day yet; give it one with: cln event schedule {event.number} --on DATE")
    return event.on


def _is_invited(one: EnrolledEntry, day: date) -> bool:
    entry = one.entry
    late = entry.starts_on is not None and entry.starts_on > day
    early = entry.finishes_on is not None and entry.finishes_on < day
    return not late and not early


class _Places:
    """Where each entry sits, read once."""

    def __init__(self, session: Session, cohort: Cohort) -> None:
        self._cohort = cohort
        found = current_proposal(session, cohort)
        shown = proposals.load(session, cohort, found.number) if found else None
        self._teams: dict[tuple[str, str, int], Team] = (
            {seat.key: team for team in shown.teams for seat in team.entries} if shown else {}
        )
        people = facilitators_of_teams(session, found) if found else {}
        self._addresses = {
            one.name: one.email for team in people.values() for one in team if one.withdrawn_on is None
        }

    def invitations(self, one: EnrolledEntry, event: Event) -> list[Invitation]:
        """One for each person of an entry."""
        team, plan = self._teams.get(one.key), EVENTS[event.number - 1]
        names = [one.name for one in team.facilitators if one.name in self._addresses] if team else []
        assert event.on is not None, "an event without a day is refused"
        return [
            Invitation(
                name=person.name,
                email=person.email or "",
                role=person.role,
                establishment=one.establishment.name,
                sector=one.establishment.sector,
                authority=one.authority,
                team=str(team.number) if team else "",
                theme=team.theme if team else "",
                facilitators=", ".join(names),
                facilitator_emails=", ".join(filter(None, (self._addresses.get(name) for name in names))),
                cohort=self._cohort.name,
                event=plan.name,
                date=f"{event.on:%A} {event.on.day} {event.on:%B %Y}",
                starts=f"{event.starts:%H:%M}" if event.starts else "",
                ends=f"{event.ends:%H:%M}" if event.ends else "",
                mode=event.mode,
                venue=event.venue,
                link=event.link,
                bring=plan.asks_for,
            )
            for person in one.participants
        ]
