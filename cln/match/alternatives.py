"""Alternatives to the best match: what is looked for, and each one kept as a proposal."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from cln.errors import Refused
from cln.match.keep import Origin, keep
from cln.match.problem import Input
from cln.match.proposals import Proposed
from cln.match.queries import find_proposal
from cln.matching.change.alternatives import MOST_TEAMS, Alternatives
from cln.matching.change.counterparts import staying
from cln.matching.problem import Problem, Result
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Alternative:
    """A proposal with the profile of the best."""

    proposed: Proposed
    differs: int
    """How many entries have another seat than in the best."""


@dataclass(frozen=True)
class Choice:
    """The best proposal and the alternatives to it."""

    best: Proposed
    alternatives: tuple[Alternative, ...]
    asked: int
    apart: int
    """In so many seats each differs from the best and from the others, at least."""
    seats: int
    exhausted: bool
    """Proven: nothing else with the profile is so far from all of them."""


def refuse_many_teams(problem: Problem) -> None:
    """Only teams that can all be settled at once have alternatives.

    Raises:
        Refused: these are too many.
    """
    if problem.limits.teams > MOST_TEAMS:
        raise Refused(
            f"alternatives are looked for with up to {MOST_TEAMS} teams, and these are "
            f"{problem.limits.teams}; "
            "leave out --alternatives, and see what single changes cost with: cln team suggest CODE"
        )


def keep_all(
    change: Change, cohort: Cohort, given: Input, best: Result, alternatives: Alternatives
) -> Choice:
    """Keep the best match and the alternatives to it as proposals, unless the newest ones are these already.

    Raises:
        Refused: the cohort has changed since the matching looked at it.
    """
    standing = _standing(change.session, cohort)
    first = keep(change, cohort, given, best, standing=standing)
    kept = []
    for result in alternatives.results:
        differs = alternatives.seats - staying(best.teams, result.teams)
        origin = Origin(
            "alternative",
            first.number,
            f"another seat for {differs} of {alternatives.seats} entries",
            settings={"alternatives": {"asked": alternatives.asked, "apart": alternatives.apart}},
        )
        proposed = keep(change, cohort, given, result, origin, standing=standing)
        kept.append(Alternative(proposed, differs))
    return Choice(
        first, tuple(kept), alternatives.asked, alternatives.apart, alternatives.seats, alternatives.exhausted
    )


def _standing(session: Session, cohort: Cohort) -> Sequence[int]:
    """Where the newest proposal is an alternative: the best to which it is one, and all since."""
    newest = find_proposal(session, cohort, None)
    if newest is None or newest.origin != "alternative":
        return ()
    return range(newest.from_number or newest.number, newest.number + 1)
