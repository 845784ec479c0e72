"""What a report is made of, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from cln.cohort.queries import EnrolledEntry, entries_of, every_cohort
from cln.exports import queries
from cln.figures.connections import Connection, connections
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

    @cached_property
    def summary(self) -> Summary:
        """The cohort in numbers."""
        (one,) = summaries(self.session, [self.cohort])
        return one

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
