"""The proposals of a cohort in a list, and the one that is accepted; those accepted before stay on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort import days
from cln.match.promised import Promise
from cln.match.proposals import OF_ROW, load
from cln.match.queries import accepted_proposal, levels_of_proposals, proposal_of, proposals_of
from cln.match.results import ON_SCREEN, Levels
from cln.match.run import Run
from cln.matching.problem import Line, Preference, Verdict
from cln.screen.data import columns
from cln.store import Change, meanwhile
from cln.store.meanwhile import Later
from cln.store.rows import values_of
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal


@dataclass(frozen=True)
class Listed:
    """A proposal in a list."""

    number: Annotated[int, Field(serialization_alias="proposal")]
    made_at: datetime
    status: str
    objective: tuple[Line, ...]
    levels: Levels
    profile: Preference
    relaxed: tuple[str, ...]
    """Ids of the rules that only should hold in its run."""
    promises: Annotated[tuple[Promise, ...], Field(serialization_alias="fixed")]
    """Those that it had to keep."""
    origin: str
    """`match`, `edit`, `rerun` or `alternative`."""
    from_number: Annotated[int | None, Field(serialization_alias="from")]
    """The proposal it was made from."""
    summary: str
    """What was done to that proposal."""
    reason: str
    """Why a rule that must hold was broken, where one was."""
    accepted: bool
    accepted_at: datetime | None
    replaced_at: datetime | None
    """When another was accepted in its place."""


@dataclass(frozen=True)
class Handover:
    """What became of one project: the numbers of the team that ran it and of the one that runs it now."""

    project: int
    title: str
    from_team: int
    to_team: int | None
    """None when the project was ended."""


@dataclass(frozen=True)
class Accepted:
    """A proposal that is the accepted one now."""

    cohort: str
    number: Annotated[int, Field(serialization_alias="proposal")]
    accepted_at: datetime
    replaced: int | None
    """The proposal in whose place it came."""
    broken: tuple[Annotated[Verdict, columns("id", "detail")], ...]
    """Rules that must hold and do not."""
    projects: tuple[Handover, ...]
    """What became of the projects that ran in teams of the other."""
    warnings: tuple[str, ...]
    already: Annotated[bool, ON_SCREEN]
    """It was the accepted one before."""


def listing(session: Session, cohort: Cohort) -> list[Listed]:
    """All proposals of a cohort, the oldest first; two queries."""
    levels = levels_of_proposals(session, cohort)
    return [_listed(row, levels.get(row.id or 0, {})) for row in proposals_of(session, cohort)]


def accept(change: Change, cohort: Cohort, number: int, *, anyway: bool = False) -> Accepted:
    """Make a proposal the cohort's accepted one. What runs in teams of the one before is not touched.

    Raises:
        Overtaken: others have worked on the proposals meanwhile, and `anyway` is not given.
        Refused: there is no such proposal, or the cohort is closed.
    """
    session = change.session
    days.refuse_closed(cohort, "no proposal can be accepted any more")
    row, before = proposal_of(session, cohort, number), accepted_proposal(session, cohort)
    already = row.accepted
    if not already:
        refuse_changed(change, cohort, number, anyway=anyway)
        row.accepted_at, row.replaced_at = change.at, None
        if before is not None:
            before.replaced_at = change.at
    shown = load(session, cohort, number)
    return Accepted(
        cohort=cohort.name,
        number=number,
        accepted_at=row.accepted_at or change.at,
        replaced=before.number if before is not None and not already else None,
        broken=tuple(verdict for verdict in shown.rules if verdict.must and not verdict.holds),
        projects=(),
        warnings=shown.warnings,
        already=already,
    )


def _listed(row: Proposal, levels: Mapping[int | None, int]) -> Listed:
    run = Run.of(row.settings)
    return Listed(
        **values_of(row, *OF_ROW, "accepted_at", "replaced_at"),
        objective=tuple(Line(**line) for line in row.objective),
        levels=levels,
        profile=run.profile,
        relaxed=run.relax,
        promises=tuple(Promise.of(promise) for promise in row.fixed),
        accepted=row.accepted,
    )


def refuse_changed(change: Change, cohort: Cohort, number: int | None, *, anyway: bool) -> None:
    """Refuse to go on from proposals that others have added to, or accepted, after they were seen.

    What somebody has seen is what was there when they last made or accepted one of them, and, where they name
    a proposal, when that was made.

    Raises:
        Overtaken: others have, and `anyway` is not given.
        Refused: there is no such proposal.
    """
    later = _later(change.session, cohort, number, change.who)
    meanwhile.refuse(
        f"others have worked on the proposals of {cohort.name} meanwhile, so nothing was written; look at "
        "them with: cln match list, or go on with --anyway",
        later,
        anyway=anyway,
    )


def _later(session: Session, cohort: Cohort, number: int | None, who: str) -> list[Later]:
    of = "cohort", cohort.id or 0
    every = meanwhile.since(session, of, 0, tables=("proposal",))
    known = [one.number for one in every if one.who == who]
    if number is not None:
        row = "proposal", proposal_of(session, cohort, number).id or 0
        known += [one.number for one in every if row in one.rows][:1]
    return [one for one in every if known and one.number > max(known)]
