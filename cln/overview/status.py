"""Where a cohort stands on a day: next event, people, withdrawals, projects, and what needs attention."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from cln.cohort import persons
from cln.cohort.queries import entries_of
from cln.events.queries import events_of
from cln.facilitators.queries import Supporting, facilitators_of
from cln.overview import attention
from cln.overview.attention import Watched
from cln.programme import EventStatus
from cln.tables.cohorts import Cohort
from cln.tables.events import Event
from cln.tables.projects import Judgement
from cln.words import fold


@dataclass(frozen=True)
class Status:
    """One screen about a cohort; with a `facilitator`, of their teams and projects only, and without the
    words that others wrote beside their judgements."""

    watched: Watched
    upcoming: tuple[Event, ...]
    """The next event, and those of the same number that sectors have for themselves."""
    left: int
    """How many events are still to come, of whatever number."""
    entries: int
    participants: int
    withdrawn: Mapping[str, int]
    """Reason -> entries, the most common first."""
    supporting: int
    """How many facilitators the cohort has."""
    facilitator: Supporting | None = None


def show(session: Session, cohort: Cohort, on: date, facilitator: str | None = None) -> Status:
    """Where the cohort stands on a day; a constant number of queries.

    Raises:
        Refused: the cohort has no such facilitator.
        Usage: it has several of that name.
    """
    people = facilitators_of(session, cohort)
    one = persons.facilitator(people, cohort, facilitator) if facilitator else None
    watched = attention.watch(session, cohort, on)
    if one is not None:
        watched = _discreet(
            watched.of_teams(watched.nurtured.get(one.facilitator.id or 0, frozenset())), one.facilitator.name
        )
    enrolled = entries_of(session, cohort)
    active = [entry for entry in enrolled if entry.entry.withdrawn_on is None]
    gone = Counter(entry.entry.withdrawn_reason or "other" for entry in enrolled if entry.entry.withdrawn_on)
    upcoming = _upcoming(tuple(events_of(session, cohort)), watched.picture.today)
    return Status(
        watched=watched,
        upcoming=tuple(event for event in upcoming if event.number == upcoming[0].number),
        left=len(upcoming),
        entries=len(active),
        participants=sum(len(entry.participants) for entry in active),
        withdrawn=dict(sorted(gone.items(), key=lambda reason: (-reason[1], reason[0]))),
        supporting=len(people),
        facilitator=one,
    )


def _discreet(watched: Watched, name: str) -> Watched:
    """The same without the comments that others than `name` wrote beside their judgements."""
    return replace(
        watched,
        projects=tuple(
            replace(
                one,
                record=replace(
                    one.record,
                    judgements={
                        kind: judgement
                        if fold(judgement.who) == fold(name)
                        else Judgement(**judgement.model_dump(exclude={"comment"}))
                        for kind, judgement in one.record.judgements.items()
                    },
                ),
            )
            for one in watched.projects
        ),
    )


def _upcoming(found: Sequence[Event], today: date) -> list[Event]:
    """The events that are still to come, the next first; those without a day last of all."""
    open_ones = [
        event
        for event in found
        if event.status == EventStatus.POSTPONED
        or (event.status == EventStatus.SCHEDULED and event.on and event.on >= today)
    ]
    return sorted(open_ones, key=lambda event: (event.on or date.max, event.number, event.sector))
