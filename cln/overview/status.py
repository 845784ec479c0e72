"""Where a cohort stands on a day: next event, people, withdrawals, projects, and what needs attention."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.attention.facts import Team, Teamless
from cln.attention.rules import Reason
from cln.cohort import whom
from cln.facilitators.queries import persons_of
from cln.match.standing import overlooked
from cln.overview.attention import Attention, Watched, watch
from cln.overview.coming import Coming, to_come
from cln.overview.facts import on_day
from cln.screen.data import columns
from cln.tables.cohorts import Cohort

LISTED = columns("code", "sector", "entry", "name", "participants", "reason", "command")
"""What is listed of an entry without a team."""


@dataclass(frozen=True)
class Gone:
    """How many entries withdrew for one reason."""

    reason: str
    entries: int


@dataclass(frozen=True)
class Status:
    """One screen about a cohort; with a `facilitator`, of their teams and projects only."""

    cohort: str
    launch: date
    closed_on: date | None
    on: date
    next_events: tuple[Coming, ...]
    """The next event, and those of the same number that sectors have for themselves."""
    events_left: int
    """How many events are still to come, of whatever number."""
    entries: int
    participants: int
    withdrawn: tuple[Gone, ...]
    """The most common reason first."""
    facilitators: int
    """How many the cohort has."""
    facilitator: str | None
    teams: tuple[Annotated[Team, columns("number as team", "theme", "participants", "facilitators")], ...]
    """Of the accepted match, as they are now."""
    in_teams: int
    """How many people sit in them."""
    without_team: tuple[Annotated[Teamless, LISTED], ...]
    """The entries that take part and sit in no team of the accepted match, first in the queue first."""
    projects: tuple[Watched, ...]
    need_attention: int
    """How many projects."""
    reasons: tuple[Reason, ...]
    attention: Annotated[Attention, Field(exclude=True)]
    overlooked: Annotated[tuple[str, ...], Field(exclude=True)]
    """That there is a newer proposal than the accepted one, if there is today."""


def show(session: Session, cohort: Cohort, on: date | None, facilitator: str | None = None) -> Status:
    """Where the cohort stands on a day, or today by all that is on record; a constant number of queries.

    Raises:
        Refused: the cohort has no such facilitator.
        Usage: it has several of that name.
    """
    people = persons_of(session, cohort, on)
    person = whom.facilitator(people, cohort, facilitator) if facilitator else None
    day = on_day(session, cohort, on)
    attention = watch(session, cohort, on, person, day)
    reasons = Counter(one.entry.withdrawn_reason or "other" for one in day.enrolled if one.entry.withdrawn_on)
    coming = to_come(day.events, attention.on)
    return Status(
        cohort=cohort.name,
        launch=cohort.launch,
        closed_on=cohort.closed_on,
        on=attention.on,
        next_events=tuple(Coming.of(one) for one in coming if one.number == coming[0].number),
        events_left=len(coming),
        entries=len(day.active),
        participants=sum(len(one.participants) for one in day.active),
        withdrawn=tuple(Gone(*one) for one in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))),
        facilitators=len(people),
        facilitator=person.name if person else None,
        teams=attention.teams,
        in_teams=sum(team.participants for team in attention.teams),
        without_team=() if person else attention.without_team,
        projects=attention.watched,
        need_attention=attention.need_attention,
        reasons=attention.reasons,
        attention=attention,
        overlooked=() if on else overlooked(session, cohort, day.accepted),
    )
