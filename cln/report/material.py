"""What a report is made of, read once."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of, every_cohort
from cln.disclosure.pseudonyms import Pseudonyms
from cln.events.confidence import Shown, show
from cln.events.queries import attendance_of, events_of
from cln.exports import queries
from cln.figures.connections import Connection, connections
from cln.figures.public import PublicFigures, public_figures
from cln.figures.queries import units_of
from cln.figures.summary import Summary, summaries
from cln.match import proposals
from cln.match.proposals import Proposed
from cln.match.queries import current_proposal
from cln.projects.queries import OnRecord, projects_of
from cln.tables.cohorts import Cohort
from cln.tables.projects import Impact


@dataclass(frozen=True)
class Material:
    """A cohort on a day, and whether what is told of it leaves the partnership."""

    session: Session
    cohort: Cohort
    today: date
    public: bool = False
    pseudonyms: Pseudonyms | None = None
    """What hides names in the texts of a page for everybody."""

    @cached_property
    def summary(self) -> Summary:
        """The cohort in numbers."""
        (one,) = summaries(self.session, [self.cohort])
        return one

    @cached_property
    def came(self) -> Counter[tuple[int, str]]:
        """(number of the event, status of attendance) -> people; on a page for everybody only presence."""
        if self.public:
            return Counter(self.public_figures.came)
        numbers = {event.id: event.number for event in events_of(self.session, self.cohort)}
        rows = attendance_of(self.session, self.cohort)
        return Counter((numbers[row.event_id], row.status) for row in rows)

    @cached_property
    def confidence(self) -> Shown:
        """How confidence changed from the launch to the end."""
        return show(self.session, self.cohort, tested=False)

    @cached_property
    def public_figures(self) -> PublicFigures:
        """What a page for everybody may show."""
        return public_figures(self.session, self.summary, self.confidence.items)

    def shows(self, name: str) -> bool:
        """Whether the page may show a figure of `PublicFigures`; the partnership's own page shows all."""
        return not self.public or self.public_figures.shows(name)

    def words(self, text: str) -> str:
        """Free text as the page may show it: on a page for everybody without names."""
        return text if self.pseudonyms is None else self.pseudonyms.in_words(text)

    @cached_property
    def proposed(self) -> Proposed | None:
        """The proposal whose teams count; None before there is one."""
        current = current_proposal(self.session, self.cohort)
        return proposals.load(self.session, self.cohort, current.number) if current else None

    @cached_property
    def entries(self) -> list[EnrolledEntry]:
        """Every entry that the cohort ever had."""
        return entries_of(self.session, self.cohort)

    @cached_property
    def projects(self) -> list[OnRecord]:
        """Its projects by number."""
        return projects_of(self.session, self.cohort)

    @cached_property
    def impacts(self) -> dict[int, list[Impact]]:
        """Project id -> its impacts and lessons."""
        return queries.impacts(self.session, self.cohort)

    @cached_property
    def sharings(self) -> dict[int, list[str]]:
        """Project id -> with whom it was shared."""
        return queries.sharings(self.session, self.cohort)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Who has worked with whom, in all cohorts up to this one."""
        everyone = every_cohort(self.session)
        so_far = [one for one in everyone if one.launch <= self.cohort.launch]
        current = [current_proposal(self.session, one) for one in so_far]
        return connections(units_of(self.session, so_far, [one for one in current if one]))
