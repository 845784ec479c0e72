"""Trying remedies on teams, within bounds: what is found once serves again, and nothing is tried for ever."""

from contextlib import suppress
from dataclasses import dataclass, field

from cln.matching.impossible.possible import Effort, is_large, keeps, some_teams
from cln.matching.problem import Problem, Team
from cln.matching.solve.solver import Unfinished
from cln.matching.watch import Watch

EFFORT = 1_200
"""Nodes to be looked at in all while teams are tried, before the search is given up."""


@dataclass
class Trials:
    """Tries remedies on teams. What is found once serves again; nothing is tried for ever."""

    watch: Watch
    effort: Effort = field(default_factory=lambda: Effort(EFFORT))
    made: list[tuple[Team, ...]] = field(default_factory=list)

    def possible(self, problem: Problem) -> bool | None:
        """Whether there are teams that keep every must; None if a cohort is too large to find that out.

        Raises:
            Unfinished: it was not found out.
        """
        if any(keeps(problem, teams, self.watch) for teams in self.made):
            return True
        try:
            teams = some_teams(problem, self.watch, self.effort)
        except Unfinished:
            if is_large(problem):
                return None
            raise
        if teams is not None:
            self.made.append(teams)
        return teams is not None

    def works(self, problem: Problem) -> bool:
        """Whether there certainly are teams."""
        with suppress(Unfinished):
            return self.possible(problem) is True
        return False

    def fails(self, problem: Problem) -> bool:
        """Whether there certainly are no teams."""
        with suppress(Unfinished):
            return self.possible(problem) is False
        return False
