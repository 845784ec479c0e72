"""What can still be corrected of a cohort: its name, its launch, its capacity, its themes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from cln.cohort import days
from cln.cohort.cohorts import Planned, check_limits, check_name, check_themes
from cln.cohort.queries import themes_of
from cln.errors import Refused, Usage
from cln.store import Change
from cln.tables.cohorts import Cohort, Entry, Theme
from cln.tables.events import Event
from cln.tables.facilitator_themes import FacilitatorTheme
from cln.tables.promises import Promise
from cln.tables.proposals import Team
from cln.tables.survey import Answer
from cln.words import count, fold, listed


@dataclass(frozen=True)
class Amended:
    """A cohort as it is now."""

    cohort: str
    launch: date
    capacity: int
    themes: tuple[str, ...]
    changed: tuple[str, ...]
    """In words, what became of what."""
    events: tuple[Planned, ...]
    """Those that moved with the launch."""


def amend(
    change: Change,
    cohort: Cohort,
    reschedule: Callable[[Change, Cohort], tuple[Planned, ...]],
    *,
    name: str | None = None,
    launch: date | None = None,
    capacity: int | None = None,
    themes: Sequence[str] | None = None,
) -> Amended:
    """Correct a cohort; None leaves as it is what it stands for. The lot is drawn as before.

    Args:
        change: the unit of work.
        cohort: the cohort.
        reschedule: gives the events that were not held their days anew, and tells which moved.
        name: its new name.
        launch: the day of its launch; the events that were not held yet move with it.
        capacity: how many participants can be in teams.
        themes: those that the survey asks about; only before the first answer.

    Raises:
        Usage: nothing to correct was given.
        Refused: the cohort is closed, or the correction contradicts what is on record.
    """
    if name is None and launch is None and capacity is None and themes is None:
        raise Usage("say what to correct: --name, --launch, --capacity or --themes")
    days.refuse_closed(cohort, "it stays on record as it is")
    changed: list[str] = []
    if name is not None and name != cohort.name:
        check_name(change.session, name, cohort)
        changed.append(f"name: {name}, was {cohort.name}")
        cohort.name = name
    if capacity is not None and capacity != cohort.capacity:
        check_limits(cohort.teams, capacity, cohort.travel_km)
        changed.append(f"capacity: {capacity}, was {cohort.capacity}")
        cohort.capacity = capacity
    if themes is not None:
        changed += _themes(change, cohort, themes)
    events: tuple[Planned, ...] = ()
    if launch is not None and launch != cohort.launch:
        _refuse_launch(change.session, cohort, launch)
        changed.append(f"launch: {launch}, was {cohort.launch}")
        cohort.launch = launch
        events = reschedule(change, cohort)
    change.session.flush()
    of_now = tuple(theme.name for theme in themes_of(change.session, cohort))
    return Amended(cohort.name, cohort.launch, cohort.capacity, of_now, tuple(changed), events)


def _refuse_launch(session: Session, cohort: Cohort, launch: date) -> None:
    """Refuse a launch after the first thing that happened in the cohort, or of an event that was held."""
    held = select(func.min(Event.on)).where(Event.cohort_id == cohort.id, Event.status == "held")
    if (on := session.exec(held).one()) is not None:
        raise Refused(
            f"an event of {cohort.name} was held on {on}, so its launch stays; if that day is wrong: "
            "cln event hold 1 --on DATE --correct"
        )
    began = select(func.min(Entry.starts_on)).where(Entry.cohort_id == cohort.id)
    if (on := session.exec(began).one()) is not None and on < launch:
        raise Refused(f"an entry of {cohort.name} begins on {on}, before {launch}; correct that first")


def _themes(change: Change, cohort: Cohort, names: Sequence[str]) -> list[str]:
    """Give the cohort other themes; those of the same name stay what they are."""
    check_themes(names)
    session, asked = change.session, themes_of(change.session, cohort)
    if [one.name for one in asked] == list(names):
        return []
    answers = select(func.count(col(Answer.id))).join(Entry).where(Entry.cohort_id == cohort.id)
    if number := session.exec(answers).one():
        answers_are = count(number, "answer is", "answers are")
        raise Refused(f"{answers_are} in already, so the themes of {cohort.name} stay; see: cln survey list")
    every = {fold(one.name): one for one in themes_of(session, cohort, every=True)}
    gone = [one for one in asked if fold(one.name) not in {fold(name) for name in names}]
    ids = [one.id for one in gone]
    for row in (Promise, Team):
        if session.exec(select(row.id).where(col(row.theme_id).in_(ids))).first() is not None:
            raise Refused("teams or promises are about themes that would go; leave --themes out")
    change.delete(*session.exec(select(FacilitatorTheme).where(col(FacilitatorTheme.theme_id).in_(ids))))
    change.delete(*gone)
    last = max((one.position for one in every.values()), default=0)
    for place, name in enumerate(names, last + 1):  # an undo never meets a position that is taken
        if (kept := every.get(fold(name))) is not None:
            kept.position, kept.name, kept.surveyed = place, name, True
        else:
            change.add(Theme(cohort_id=cohort.id or 0, position=place, name=name))
    session.flush()
    return [f"themes: {listed(list(names))}, were {listed([one.name for one in asked])}"]
