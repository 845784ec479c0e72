"""What a report is made of, read once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from cln import models
from cln.services import proposals
from cln.services.figures.connections import Connection, connections
from cln.services.figures.summary import Summary, summaries
from cln.services.proposals import Proposed
from cln.store import cohorts, entries, exporting, figures, projects
from cln.store import proposals as proposals_store
from cln.store.entries import EnrolledEntry
from cln.store.projects import OnRecord


@dataclass(frozen=True)
class Material:
    """A cohort on a day, and whether what is told of it leaves the partnership."""

    session: Session
    cohort: models.Cohort
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
        found = proposals_store.current(self.session, self.cohort)
        return proposals.load(self.session, self.cohort, found.number) if found else None

    @cached_property
    def entries(self) -> list[EnrolledEntry]:
        """Every entry that the cohort ever had."""
        return entries.enrolled(self.session, self.cohort)

    @cached_property
    def projects(self) -> list[OnRecord]:
        """Its projects by number."""
        return projects.of_cohort(self.session, self.cohort)

    @cached_property
    def impacts(self) -> dict[int, list[models.Impact]]:
        """Project id -> its impacts and lessons."""
        return exporting.impacts(self.session, self.cohort)

    @cached_property
    def sharings(self) -> dict[int, list[str]]:
        """Project id -> with whom it was shared."""
        return exporting.sharings(self.session, self.cohort)

    @cached_property
    def connections(self) -> tuple[Connection, ...]:
        """Who has worked with whom, in all cohorts up to this one."""
        everyone = [one.cohort for one in reversed(cohorts.listing(self.session))]
        so_far = [one for one in everyone if one.launch <= self.cohort.launch]
        current = [proposals_store.current(self.session, one) for one in so_far]
        return connections(figures.units(self.session, so_far, [one for one in current if one]))
