"""What a report is made of, read once."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import ceil
from typing import TypeVar

from sqlmodel import Session

from cln.cohort import days
from cln.cohort.as_of import entries_on
from cln.cohort.queries import EnrolledEntry, every_cohort
from cln.disclosure.pseudonyms import Pseudonyms
from cln.events.as_of import people_at_events
from cln.events.confidence import Paired, Shown, show
from cln.figures.connections import Connection, connections
from cln.figures.feedback import mean_of
from cln.figures.public import PublicFigures, public_figures
from cln.figures.shares import ALL, Share
from cln.figures.summary import Summary, summaries
from cln.match import proposals
from cln.match.as_of import proposal_on, standing_on
from cln.match.proposals import Proposed, Seated
from cln.match.teams import teams_on_day
from cln.pages.drawing import Picture
from cln.projects.as_of import projects_on
from cln.projects.queries import OnRecord
from cln.tables.cohorts import Cohort
from cln.words import spans

TOO_FEW = "too few to tell"
"""In place of a figure that would tell of a few."""
LEAST_GROUPS = 3
"""A picture of fewer groups than that says nothing that a sentence does not."""


@dataclass(frozen=True)
class Material:
    """A cohort on a day, and whether what is told of it leaves the partnership."""

    session: Session
    cohort: Cohort
    on: date | None
    """None: today, by all that is on record."""
    public: bool = False
    pseudonyms: Pseudonyms | None = None
    """What hides names in the texts of a page for everybody."""

    @property
    def today(self) -> date:
        """The day that stands above the page."""
        return self.on or days.today()

    @property
    def past(self) -> bool:
        """It has gone by."""
        return self.today < days.today()

    @property
    def as_of(self) -> date:
        """The day by which what is on record must have happened to be told."""
        return self.on or days.ON_RECORD

    @cached_property
    def summary(self) -> Summary:
        """The cohort in numbers."""
        (one,) = summaries(self.session, [self.cohort], self.as_of)
        return one

    @cached_property
    def came(self) -> Counter[tuple[int, str]]:
        """(number of the event, status of attendance) -> people; on a page for everybody only presence."""
        if self.public:
            return Counter(self.public_figures.came)
        return people_at_events(self.session, self.cohort, self.as_of)

    @cached_property
    def confidence(self) -> Shown:
        """How confidence changed from the launch to the end."""
        return show(self.session, self.cohort, self.as_of, tested=False)

    @property
    def paired(self) -> Paired:
        """Confidence of those asked both times; of nobody where that would tell of a few."""
        shown = self.shows(*(f"confidence/{part}" for part in ("people", "launch", "end")))
        return self.summary.confidence if shown else Paired(0)

    @property
    def feedback_mean(self) -> float | None:
        """The mean of all ratings of the events; None without any, or where that would tell of a few."""
        return mean_of(self.summary.feedback) if self.shows("feedback/ratings", "feedback/mean") else None

    @cached_property
    def public_figures(self) -> PublicFigures:
        """What a page for everybody may show."""
        return public_figures(self.session, self.summary, self.confidence.items)

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """The shares and the reach, as the page may show them."""
        if self.public:
            return self.public_figures.show_shares()
        return (*self.summary.shares, *self.summary.reach)

    def share(self, figure: str) -> Share | None:
        """A share of the whole cohort; None where the page may not show it, or it is of nobody."""
        fitting = (one for one in self.shares if (one.figure, one.by, one.group) == (figure, ALL, ALL))
        return next((one for one in fitting if one.value is not None), None)

    @cached_property
    def before(self) -> "Material | None":
        """The cohort that was launched before this one; None for the first."""
        earlier = [one for one in every_cohort(self.session) if one.launch < self.cohort.launch]
        return replace(self, cohort=earlier[-1]) if earlier else None

    @property
    def tells(self) -> bool:
        """A figure of it was looked at for a page for everybody."""
        return "public_figures" in vars(self)

    @property
    def ended(self) -> bool:
        """It had been closed by the day."""
        return self.cohort.closed_on is not None and self.cohort.closed_on <= self.today

    @cached_property
    def running(self) -> list[OnRecord]:
        """Its projects that were not given up, by number."""
        return [one for one in self.projects if one.running]

    def shows(self, *names: str) -> bool:
        """Whether the page may show figures of `PublicFigures`, all; the partnership's own page shows all."""
        return not self.public or self.public_figures.shows(*names)

    def words(self, text: str) -> str:
        """Free text as the page may show it: on a page for everybody without names."""
        return text if self.pseudonyms is None else self.pseudonyms.in_words(text)

    @cached_property
    def proposed(self) -> Proposed | None:
        """The proposal whose teams count, with those who sit in them on the day; None before there is one."""
        current = proposal_on(self.session, self.cohort, self.as_of)
        if current is None:
            return None
        active = [one for one in self.entries if one.entry.withdrawn_on is None]
        made = proposals.load(self.session, self.cohort, current.number, compared=False)
        now = {team.number: team for team in teams_on_day(self.session, current, active).teams}
        return replace(
            made,
            standing=standing_on(self.session, self.cohort, current, self.as_of),
            teams=tuple(
                replace(
                    team,
                    participants=now[team.number].participants,
                    entries=tuple(
                        Seated.then(one.entry, len(one.people), one.seat.level)
                        for one in now[team.number].members
                    ),
                )
                for team in made.teams
            ),
        )

    @cached_property
    def entries(self) -> list[EnrolledEntry]:
        """Every entry that the cohort had had, as it stood."""
        return entries_on(self.session, self.cohort, self.as_of)

    @cached_property
    def projects(self) -> list[OnRecord]:
        """Its projects by number."""
        return projects_on(self.session, self.cohort, self.as_of)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Who has worked with whom, in all cohorts up to this one."""
        return connections(self.summary.so_far)


def words_and_pictures(made: Iterable[tuple[Picture, int, bool]]) -> tuple[list[str], list[Picture]]:
    """The pictures of enough groups, and the descriptions of the others where they tell a number.

    Args:
        made: pictures, each with the number of groups that it shows, and whether its description tells one.
    """
    words, pictures = list[str](), list[Picture]()
    for picture, groups, known in made:
        if groups >= LEAST_GROUPS:
            pictures.append(picture)
        else:
            words.append(f"{picture.title}: {picture.description if known else f'{TOO_FEW}.'}")
    return words, pictures


Item = TypeVar("Item")


def in_parts(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """Items in as few parts as hold at most so many each, none much smaller than another."""
    step = ceil(len(items) / ceil(len(items) / most)) if items else 1
    return [items[start : start + step] for start in range(0, len(items), step)]


def part_of(what: str, numbers: Collection[int]) -> str:
    """What a title says of one of several parts: ": team 3", ": teams 1 to 4"."""
    return f": {what}{'' if len(numbers) == 1 else 's'} {spans(numbers)}"


def theirs(entries: int, of: int) -> str:
    """ "is in a team whose theme it" for one entry or of one, "are in a team whose theme they" for others."""
    return "is in a team whose theme it" if 1 in {entries, of} else "are in a team whose theme they"
