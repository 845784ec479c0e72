"""Who is invited to an event: for a mail merge, or a letter to each. Nothing is sent."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from cln.cohort import days
from cln.cohort.queries import EnrolledEntry
from cln.errors import Refused
from cln.events.attendance import expected, roll, teams_of_roll
from cln.events.events import event_of
from cln.events.letters import Letter, draft
from cln.events.queries import events_of
from cln.files import whole
from cln.files.columns import About, Column, Table
from cln.files.deliver import Delivery, Exported
from cln.match.queries import current_proposal, supporting
from cln.match.standing import overlooked
from cln.programme import EVENTS, EventStatus
from cln.tables.cohorts import Cohort, Participant
from cln.tables.events import Event
from cln.tables.facilitators import Facilitator
from cln.words import outgoing

TEMPLATES = ("template.txt", "template.html")
"""What the officer's own template may be called; HTML makes HTML letters."""

SUBJECT = "Invitation: {event}, {date}"
"""Of the draft of a letter; the words are those of a template."""

LONGEST_NAME = 100
"""Characters of a letter's name: no file system takes more than about 250."""

_OURS = Path(__file__).parent / "templates" / "invitation.txt"


@dataclass(frozen=True)
class Invitation:
    """One person and the event that they come to."""

    cohort: str
    event: Event
    entry: EnrolledEntry
    person: Participant
    team: int | None
    theme: str | None
    facilitators: Sequence[Facilitator]
    """Those of the team who have not withdrawn."""


@dataclass(frozen=True)
class Invited:
    """Everybody who is invited to an event, by team, establishment and name."""

    number: int
    people: tuple[Invitation, ...]
    overlooked: tuple[str, ...]
    """That there is a newer proposal than the one whose teams these are, if there is."""


COLUMNS = (
    Column("name", "Whom the message is to", lambda one: one.person.name, about=About.PERSON),
    Column("email", "Their address", lambda one: one.person.email or "", about=About.CONTACT),
    Column("role", "role", lambda one: one.person.role),
    Column("establishment", "establishment", lambda one: one.entry.establishment.name),
    Column("sector", "sector", lambda one: one.entry.establishment.sector),
    Column("authority", "authority", lambda one: one.entry.authority),
    Column("team", "team", lambda one: str(one.team or "")),
    Column("theme", "theme", lambda one: one.theme or ""),
    Column("facilitators", "facilitators", lambda one: _joined(one, "name"), about=About.PERSON),
    Column("facilitator_emails", "facilitator emails", lambda one: _joined(one, "email")),
    Column("cohort", "cohort", lambda one: one.cohort),
    Column("event", "event", lambda one: EVENTS[one.event.number - 1].name),
    Column("date", "Day of the event, in words", lambda one: f"{one.event.on:%A {one.event.on.day} %B %Y}"),
    Column("starts", "starts", lambda one: f"{one.event.starts:%H:%M}" if one.event.starts else ""),
    Column("ends", "ends", lambda one: f"{one.event.ends:%H:%M}" if one.event.ends else ""),
    Column("mode", "mode", lambda one: one.event.mode),
    Column("venue", "venue", lambda one: one.event.venue),
    Column("link", "Where to join online", lambda one: one.event.link),
    Column("bring", "What a project must have by then", lambda one: EVENTS[one.event.number - 1].asks_for),
)
"""What the mail merge has of each `Invitation`, and a letter may say by the same names: all of it text."""


def invite(session: Session, cohort: Cohort, number: int) -> Invited:
    """Everybody who takes part on the day of the event, or today if that is past, and has not left by now.

    Raises:
        Refused: the event is not scheduled, has no day, or is over or cancelled; or nobody takes part.
    """
    scheduled, everybody = events_of(session, cohort), roll(session, cohort)
    event_of(scheduled, cohort, number)
    active = [one for one in everybody.enrolled if one.entry.withdrawn_on is None]
    events = {event.id: event for one in active if (event := scheduled.of(number, one.establishment.sector))}
    for event in events.values():
        _refuse_over(event)
    proposal = current_proposal(session, cohort)
    facilitators = supporting(session, proposal) if proposal else {}
    people, today = [], days.today()
    for event in events.values():
        on = max(event.on or today, today)
        teams = teams_of_roll(session, everybody, on)
        for one in expected(everybody, scheduled, event, on):
            left = one.entry.entry.withdrawn_on
            if left is not None and left <= today:
                continue  # on the day of an event they take part still
            team = teams.of_people.get(one.person.id)
            theme, support = (teams.themes[team], facilitators[team]) if team else (None, [])
            people.append(Invitation(cohort.name, event, one.entry, one.person, team, theme, support))
    if not people:
        raise Refused(f"nobody takes part in {cohort.name} on that day; see: cln cohort show")
    people.sort(key=lambda p: (p.team is None, p.team or 0, p.entry.establishment.name, p.person.name))
    return Invited(number, tuple(people), overlooked(session, cohort, proposal))


def exported(invited: Invited) -> Exported:
    """A row for each person, for a mail merge, and who has no address."""
    warnings = []
    if without_address := [one.person.name for one in invited.people if not one.person.email]:
        warnings.append(f"Without an e-mail address: {', '.join(without_address)}.")
    if teamless := [one.entry.establishment.name for one in invited.people if not one.team]:
        warnings.append(f"Without a team: {', '.join(dict.fromkeys(teamless))}.")
    title = f"Invitations to event {invited.number}"
    table = Table.of("invites", title, COLUMNS, invited.people)
    made = datetime.now().astimezone()
    return Exported(Delivery((table,), title, made, invited.people[0].cohort), tuple(warnings))


def write_letters(invited: Invited, folder: Path, *, force: bool) -> Path:
    """Write a letter for each person into a folder, from the template that lies there; returns the template.

    Beside each lies a draft of it for a mail program (.eml). All of them are written or none.

    Where there is none, ours is put there, to be edited. The folder is made if it does not exist; with
    `force`, letters that exist are written over.

    Raises:
        Refused: the template asks for what cannot be filled in, or a letter exists already.
    """
    theirs = [folder / name for name in TEMPLATES if (folder / name).is_file()]
    template = theirs[0] if theirs else _OURS
    letter = Letter.read(template, [column.name for column in COLUMNS])
    files: dict[str, bytes] = {}
    for name, person in zip(_names(invited.people), invited.people, strict=True):
        words = {column.name: str(column.get(person)) for column in COLUMNS}
        filled = letter.filled(words)
        files[f"{name}{template.suffix}"] = filled.encode()
        about = SUBJECT.format(**{key: outgoing(value) for key, value in words.items()})
        to = (outgoing(words["name"]), outgoing(words["email"]))
        files[f"{name}.eml"] = draft(*to, about, filled, html=template.suffix == ".html")
    if present := [name for name in files if (folder / name).exists() and not force]:
        raise Refused(f"{folder / present[0]} exists already; choose another folder or add --force")
    if not theirs:
        files[TEMPLATES[0]] = _OURS.read_bytes()
    with whole.filling(folder, force=force) as beside:
        for name, content in files.items():
            with whole.create(beside / name) as out:
                out.write(content)
    return theirs[0] if theirs else folder / TEMPLATES[0]


def _refuse_over(event: Event) -> None:
    what = f"event {event.number} ({EVENTS[event.number - 1].name})"
    if event.status in {EventStatus.HELD, EventStatus.CANCELLED}:
        raise Refused(f"{what} was {event.status}; nobody can be invited to it")
    if event.on is None:
        raise Refused(f"{what} has no day yet; give it one with: cln event schedule {event.number} --on DATE")


def _joined(one: Invitation, column: str) -> str:
    return ", ".join(filter(None, (getattr(facilitator, column) for facilitator in one.facilitators)))


def _names(people: Sequence[Invitation]) -> list[str]:
    """Names of files that lie in the folder whatever a person is called; each once."""
    names: list[str] = []
    for one in people:
        plain = unicodedata.normalize("NFKD", f"{one.team or 0}-{one.person.name}")
        bare = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
        bare = bare[:LONGEST_NAME]
        name, number = bare, 1
        while name in names:
            number += 1
            name = f"{bare}-{number}"
        names.append(name)
    return names
