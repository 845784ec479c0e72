"""What needs attention in a cohort on one day, and beside it what people think of its projects."""

from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from cln.attention import rules
from cln.attention.facts import Picture
from cln.attention.rules import Reason
from cln.match.queries import accepted_proposal
from cln.overview import facts
from cln.overview.thresholds import in_force
from cln.projects import projects
from cln.projects.projects import Standing
from cln.tables.cohorts import Cohort, Facilitator


@dataclass(frozen=True)
class Watched:
    """A cohort on one day, what needs attention in it, and beside that what people think of its projects."""

    cohort: Cohort
    picture: Picture
    projects: tuple[Standing, ...]
    reasons: tuple[Reason, ...]
    nurtured: dict[int, frozenset[int]]
    """Facilitator id -> the numbers of the teams that they support."""

    @property
    def running(self) -> tuple[Standing, ...]:
        """The projects that have not ended."""
        return tuple(one for one in self.projects if one.record.project.ended_on is None)

    @property
    def troubled(self) -> tuple[Standing, ...]:
        """Those of them that need attention."""
        return tuple(one for one in self.running if self.about(one))

    def about(self, project: Standing) -> tuple[Reason, ...]:
        """The reasons of one project: its own and its team's; none once it has ended."""
        if project.record.project.ended_on is not None:
            return ()
        team = project.record.team.number
        return tuple(
            one
            for one in self.reasons
            if one.project == project.number or (one.project is None and one.team == team)
        )

    def of_teams(self, teams: frozenset[int]) -> "Watched":
        """The same of some teams only, without what concerns the whole cohort."""
        return replace(
            self,
            picture=replace(
                self.picture, teams=tuple(one for one in self.picture.teams if one.number in teams)
            ),
            projects=tuple(one for one in self.projects if one.record.team.number in teams),
            reasons=tuple(one for one in self.reasons if one.team in teams),
        )


def watch(session: Session, cohort: Cohort, on: date) -> Watched:
    """What needs attention on a day; a closed cohort is seen as on the day it closed. Some twenty queries."""
    today = min(on, cohort.closed_on or on)
    standings = projects.standings(session, cohort)
    accepted = accepted_proposal(session, cohort)
    supporting = facts.supporting(session, accepted) if accepted else {}
    picture = facts.draw(session, cohort, today, standings, accepted, supporting)
    thresholds = {one.id: one.threshold for one in in_force(session, cohort)}
    return Watched(cohort, picture, standings, rules.reasons(picture, thresholds), _nurtured(supporting))


def _nurtured(supporting: dict[int, list[Facilitator]]) -> dict[int, frozenset[int]]:
    people = {one.id or 0 for there in supporting.values() for one in there}
    return {
        person: frozenset(
            team for team, there in supporting.items() if any(one.id == person for one in there)
        )
        for person in people
    }
