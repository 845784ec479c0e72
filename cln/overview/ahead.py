"""What is to be done next in each open cohort, or where there is none."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Self

from pydantic import Field
from sqlmodel import Session, select

from cln.cohort.queries import every_cohort
from cln.events.queries import Events, confident_at
from cln.overview.attention import Attention, watch
from cln.overview.coming import Coming, to_come
from cln.overview.counts import Counts, counted
from cln.overview.facts import OnDay, on_day
from cln.overview.steps import ANOTHER, BEGINNING, FIRST, Gathering, Stand, Step, ahead, year
from cln.register.queries import any_establishment
from cln.screen.data import columns
from cln.tables.cohorts import Cohort
from cln.tables.events import Attendance, Event
from cln.tables.feedback import Feedback
from cln.words import count


@dataclass(frozen=True)
class Ahead:
    """What is next in a cohort; or, with no cohort, how to begin."""

    cohort: str | None
    stands: str
    """Where it stands, in a sentence."""
    steps: tuple[Annotated[Step, columns("what", "why", "command")], ...]
    """What is to be done now, the next first."""
    year: Annotated[tuple[Step, ...], Field(exclude=True)]
    """All steps, those that are taken and those to come too."""
    need_attention: Annotated[int, Field(exclude=True)] = 0
    """How many projects do."""
    coming: Annotated[Coming | None, Field(exclude=True)] = None
    """The next event; None where none is to come."""


@dataclass(frozen=True)
class Year:
    """All steps of the year of a cohort; or, with no cohort, how to begin."""

    cohort: str | None
    stands: str
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, one: Ahead) -> Self:
        """The whole of what is ahead."""
        return cls(one.cohort, one.stands, one.year)


WITHOUT_DATABASE = Ahead(None, "There is no database yet.", BEGINNING, BEGINNING)


def everything_ahead(session: Session, named: Cohort | None, on: date | None = None) -> tuple[Ahead, ...]:
    """What is next in a cohort, or in each that is open; where none is, how to go on.

    Args:
        session: where the cohorts are.
        named: the cohort that was asked for; None for all that are open.
        on: the day; None: today, by all that is on record.
    """
    every = every_cohort(session)
    if named is None and not any(one.closed_on is None for one in every):
        if every:
            return (Ahead(None, "No cohort is open.", ANOTHER, ANOTHER),)
        steps = FIRST if any_establishment(session) else BEGINNING
        return (Ahead(None, "There is no cohort yet.", steps, steps),)
    chosen = [named] if named else [one for one in reversed(every) if one.closed_on is None]
    return tuple(of_cohort(session, one, on) for one in chosen)


def of_cohort(session: Session, cohort: Cohort, on: date | None = None) -> Ahead:
    """What is next in one cohort; nothing in one that is closed."""
    return _closed(cohort) if cohort.closed_on is not None else counted_and_ahead(session, cohort, on)[1]


def counted_and_ahead(session: Session, cohort: Cohort, on: date | None = None) -> tuple[Counts, Ahead]:
    """How many take part in an open cohort, and what is next in it."""
    day = on_day(session, cohort, on)
    counts = counted(session, cohort, day)
    return counts, of_day(session, cohort, day, counts, on)


def of_day(session: Session, cohort: Cohort, day: OnDay, counts: Counts, on: date | None = None) -> Ahead:
    """What is next in a cohort of which that is read already; `on` as in `everything_ahead`."""
    return _closed(cohort) if cohort.closed_on else _ahead(session, cohort, counts, day, on)


def _closed(cohort: Cohort) -> Ahead:
    return Ahead(cohort.name, f"It closed on {cohort.closed_on}.", (), ())


def _ahead(session: Session, cohort: Cohort, counts: Counts, day: OnDay, on: date | None) -> Ahead:
    """What is next in an open cohort; no step for who sees it in part."""
    attention = watch(session, cohort, on, day=day)
    coming = next((Coming.of(one) for one in to_come(day.events, attention.on)), None)
    stands = _stands(counts, attention, coming)
    if counts.in_part:  # only a lead takes the steps of the year, and sees which are taken
        return Ahead(cohort.name, stands, (), (), attention.need_attention, coming)
    stand = _stand(session, cohort, counts, attention, day.events)
    steps = tuple(_called(one, day.calling) for one in year(stand))
    return Ahead(cohort.name, stands, ahead(steps), steps, attention.need_attention, coming)


def _called(step: Step, calling: str) -> Step:
    """With its command as it is to be typed where the cohort must be named; it may be so already."""
    command = step.command
    return replace(step, command=calling + command.removeprefix(calling).removeprefix("cln "))


def _stand(session: Session, cohort: Cohort, counts: Counts, attention: Attention, events: Events) -> Stand:
    attended = select(Attendance.id).where(Attendance.event_id == Event.id).exists()
    rated = select(Feedback.id).where(Feedback.event_id == Event.id).exists()
    query = select(Event.id, attended, rated).where(Event.cohort_id == cohort.id)
    after = {event: (came, rating) for event, came, rating in session.exec(query)}
    return Stand(
        today=attention.on,
        registered=counts.entries > 0 or any_establishment(session),
        entries=counts.entries,
        facilitators=counts.facilitators,
        short=tuple((one.sentence, one.command) for one in counts.needs if one.short),
        answered=counts.answered,
        proposal=counts.proposal,
        accepted=counts.accepted,
        gatherings=tuple(
            Gathering(one.number, one.sector, one.status, one.on, *after[one.id]) for one in events
        ),
        reasons=tuple(
            (one.sentence, one.command)
            for one in attention.reasons
            if one.team is None and one.project is None and one.rule != "event"
        ),
        projects=attention.projects,
        in_need=attention.need_attention,
        confident=confident_at(session, cohort),
    )


def _stands(counts: Counts, attention: Attention, coming: Coming | None) -> str:
    """E.g. "50 entries with 100 participants; 50 answered; proposal 1 is accepted"."""
    entries = count(counts.entries, "entry", "entries")
    ours = "in your teams " if counts.in_part else ""
    parts = [
        f"{ours}{entries} with {count(counts.participants, 'participant')}",
        f"{counts.answered} answered",
    ]
    if counts.proposal is not None:
        parts.append(f"proposal {counts.proposal} is {'accepted' if counts.accepted else 'not accepted yet'}")
    if attention.projects:
        parts.append(
            f"{count(attention.projects, 'project')}, {attention.need_attention} in need of attention"
        )
    if coming is not None:
        parts.append(f"next is event {coming.number}, {coming.name}, {_when(coming)}")
    return f"{'; '.join(parts)}."


def _when(coming: Coming) -> str:
    return f"on {coming.on}" if coming.on else "which has no day"
