"""Accepting a proposal: one at a time for each cohort; the one accepted before stays on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cln.errors import Refused
from cln.match import proposals
from cln.match.queries import accepted_proposal, proposal_of
from cln.matching.problem import Verdict
from cln.projects import handover
from cln.projects.handover import Handover
from cln.store import Change
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Accepted:
    """A proposal that is the accepted one now."""

    cohort: str
    number: int
    accepted_at: datetime
    already: bool
    """It was the accepted one before."""
    replaced: int | None
    """The proposal in whose place it came."""
    broken: tuple[Verdict, ...]
    """Rules that must hold and do not."""
    projects: tuple[Handover, ...]
    """What became of the projects that ran in teams of the other."""
    warnings: tuple[str, ...]


def accept(change: Change, cohort: Cohort, number: int, projects: Sequence[str] = ()) -> Accepted:
    """Make a proposal the cohort's accepted one.

    Args:
        change: the unit of work.
        cohort: the cohort.
        number: which proposal.
        projects: what becomes of the projects that run in teams of the one accepted before (see
            `project_moves.carry`).

    Raises:
        Refused: there is no such proposal, the cohort is closed, or it is not said what becomes of projects.
    """
    session = change.session
    if cohort.closed_on is not None:
        raise Refused(f"{cohort.name} closed on {cohort.closed_on}; no proposal can be accepted any more")
    found, before = proposal_of(session, cohort, number), accepted_proposal(session, cohort)
    already = before is not None and before.id == found.id
    fates: tuple[Handover, ...] = ()
    if not already:
        fates = handover.carry(change, cohort, found, projects)
        found.accepted_at, found.replaced_at = change.at, None
        if before is not None:
            before.replaced_at = change.at
    shown = proposals.load(session, cohort, number)
    return Accepted(
        cohort=cohort.name,
        number=number,
        accepted_at=found.accepted_at or change.at,
        already=already,
        replaced=before.number if before is not None and not already else None,
        broken=tuple(verdict for verdict in shown.rules if verdict.must and not verdict.holds),
        projects=fates,
        warnings=shown.warnings,
    )
