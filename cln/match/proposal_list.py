"""The proposals of a cohort in a list: how each was made, and how many got a theme of which level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cln.match.promises import Promise
from cln.match.queries import levels_of_proposals, proposals_of
from cln.match.run import Run
from cln.matching.problem import Line
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Listed:
    """A proposal in a list."""

    number: int
    made_at: datetime
    status: str
    objective: tuple[Line, ...]
    levels: Mapping[int | None, int]
    """How many entries got a theme of each level; None: without one."""
    run: Run
    fixed: tuple[Promise, ...]
    origin: str
    from_number: int | None
    summary: str
    reason: str
    accepted: bool
    accepted_at: datetime | None
    replaced_at: datetime | None
    """When another was accepted in its place."""


def listing(session: Session, cohort: Cohort) -> list[Listed]:
    """All proposals of a cohort, the oldest first; two queries."""
    levels = levels_of_proposals(session, cohort)
    return [
        Listed(
            number=one.number,
            made_at=one.made_at,
            status=one.status,
            objective=tuple(Line(**line) for line in one.objective),
            levels=levels.get(one.id or 0, {}),
            run=Run.of(one.settings),
            fixed=tuple(Promise.of(promise) for promise in one.fixed),
            origin=one.origin,
            from_number=one.from_number,
            summary=one.summary,
            reason=one.reason,
            accepted=one.accepted,
            accepted_at=one.accepted_at,
            replaced_at=one.replaced_at,
        )
        for one in proposals_of(session, cohort)
    ]
