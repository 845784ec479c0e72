"""What an export is taken from: cohorts, and of each the proposal whose teams count."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sqlmodel import Session

from cln.cohort import days
from cln.exports import queries
from cln.match.queries import current_proposal, find_proposal, seats_of, waiting_of
from cln.match.standing import overlooked
from cln.match.teams import Place, places
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal, Team

if TYPE_CHECKING:
    from cln.exports.records import OfPerson
    from cln.figures.public import PublicFigures
    from cln.figures.summary import Summary
    from cln.match.problem import Input
    from cln.match.proposals import Proposed


@dataclass(frozen=True)
class Scope:
    """The cohorts of an export, the earliest launch first."""

    session: Session
    cohorts: tuple[Cohort, ...]
    proposal: int | None = None
    """The number of the proposal whose teams count; None: the accepted one, else the newest."""
    leaving: bool = False
    """Figures leave the partnership without the rows that they count: those of a few are hidden."""
    _read: "dict[int, tuple[Input, Proposed]]" = field(default_factory=dict)
    """Cohort id -> what the matching sees of it and its proposal, once they were read."""

    @cached_property
    def proposals(self) -> dict[int, Proposal]:
        """Cohort id -> the proposal that counts; cohorts without one are left out."""
        chosen = {cohort.id or 0: self._proposal(cohort) for cohort in self.cohorts}
        return {cohort: proposal for cohort, proposal in chosen.items() if proposal is not None}

    def proposed(self, cohort: Cohort, proposal: Proposal) -> "tuple[Input, Proposed]":
        """The cohort as the matching sees it, and its proposal that counts read back; both are read once."""
        from cln.match.problem import read_any
        from cln.match.proposals import load_all
        from cln.match.run import Run

        number = cohort.id or 0
        if number not in self._read:
            given = read_any(self.session, cohort, Run.of(proposal.settings))
            self._read[number] = given, load_all(self.session, cohort, [proposal], given)[0]
        return self._read[number]

    @cached_property
    def places(self) -> dict[int, Place]:
        """Entry id -> where it sits, of those that sit in a team."""
        active = queries.active_ids(self.session, self.cohorts)
        return places(self.session, list(self.proposals.values()), active)

    @cached_property
    def in_proposals(self) -> frozenset[int]:
        """The ids of the entries that have a seat in these proposals or wait: of the rows of their teams."""
        proposals = self.proposals.values()
        seats, waiting = seats_of(self.session, *proposals), waiting_of(self.session, *proposals)
        known = {row.entry_id for of in (seats, waiting) for rows in of.values() for row in rows}
        matched = [one for one in self.cohorts if one.id in self.proposals]
        return frozenset(known | queries.active_ids(self.session, matched))

    @cached_property
    def themes(self) -> dict[int, str]:
        """Theme id -> its name, of all these cohorts."""
        return queries.theme_names(self.session, self.cohorts)

    @cached_property
    def summaries(self) -> "tuple[Summary, ...]":
        """The cohorts in numbers, by all that is on record."""
        from cln.figures.summary import summaries

        return summaries(self.session, self.cohorts, days.ON_RECORD)

    @cached_property
    def public(self) -> "dict[int, PublicFigures]":
        """Cohort id -> what may be shown of it, where figures leave."""
        if not self.leaving:
            return {}
        from cln.figures.public import public_figures

        return {one.cohort.id or 0: public_figures(self.session, one) for one in self.summaries}

    def team(self, one: "OfPerson") -> int | None:
        """The number of the team in which somebody sits; None for who has left."""
        team = self._team(one)
        return team.number if team else None

    def theme(self, one: "OfPerson") -> str | None:
        """The theme of that team."""
        team = self._team(one)
        return self.themes[team.theme_id] if team else None

    def _team(self, one: "OfPerson") -> Team | None:
        place = self.places.get(one.entry.id or 0)
        return place.team if place and one.person.left_on is None else None

    def _proposal(self, cohort: Cohort) -> Proposal | None:
        if self.proposal is not None:
            return find_proposal(self.session, cohort, self.proposal)
        return current_proposal(self.session, cohort)

    def overlooked(self, cohort: Cohort) -> tuple[str, ...]:
        """That there is a newer proposal than the one whose teams count, where nobody asked for that one."""
        if self.proposal is not None:
            return ()
        return overlooked(self.session, cohort, self.proposals.get(cohort.id or 0))
