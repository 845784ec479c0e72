"""Which moves and swaps of an entry would cost least."""

from dataclasses import dataclass

from sqlmodel import Session

from cln.cohort.whom import Which, choose_active
from cln.match.recalled import recall
from cln.matching.change import edits
from cln.matching.change import suggest as ranking
from cln.matching.change.edits import Place
from cln.matching.change.suggest import Suggestion
from cln.matching.problem import Entry, Problem, Team
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Suggested:
    """Every move and swap of an entry in a proposal, the best first."""

    cohort: str
    number: int
    seen: Problem
    entry: Entry
    place: Place
    teams: tuple[Team, ...]
    suggestions: tuple[Suggestion, ...]

    def team(self, number: Place) -> Team | None:
        """The team of that number; None for the waiting list."""
        return next((team for team in self.teams if team.number == number), None)

    def reference(self, entry: Entry) -> str:
        """How a command names the entry: by its code alone where that is enough."""
        alike = [one for one in self.seen.entries if one.code == entry.code]
        several = len([one for one in alike if one.sector == entry.sector]) > 1
        parts = [entry.code]
        parts += [entry.sector] if len(alike) > 1 else []
        parts += [str(entry.number)] if several else []
        return ":".join(parts)


def suggest(session: Session, cohort: Cohort, number: int | None, which: Which) -> Suggested:
    """Rank every edit of one entry in a proposal.

    Raises:
        Refused: there is no such proposal or entry.
        Usage: several entries fit.
    """
    recalled = recall(session, cohort, number)
    chosen = choose_active(recalled.input.enrolled, cohort, which)
    entry = recalled.problem.by_key[chosen.key]
    return Suggested(
        cohort=cohort.name,
        number=recalled.number,
        seen=recalled.problem,
        entry=entry,
        place=edits.place_of(recalled.teams, entry.key),
        teams=recalled.teams,
        suggestions=tuple(ranking.suggest(recalled.problem, recalled.teams, entry)),
    )
