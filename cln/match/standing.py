"""Where a proposal stands among those of its cohort, and how every heading says so."""

from dataclasses import dataclass
from typing import NamedTuple, Self

from sqlalchemy import case
from sqlmodel import Session, col, exists, select

from cln.match.queries import ACCEPTED, find_proposal, proposal_of
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal


class Numbers(NamedTuple):
    """The numbers of a cohort's proposals: which counts, and which goes on from which."""

    accepted: int | None
    newest: int | None
    edits: tuple[tuple[int, int | None], ...]
    """Each edit and re-run with what it was made from, the oldest first."""
    projects_run: bool
    """Projects run in teams of the accepted one, or were shared by them."""

    @property
    def counts(self) -> int | None:
        """The one whose teams count."""
        return self.accepted or self.newest

    def latest_edit(self, number: int) -> int:
        """The newest edit or re-run that descends from a proposal, else its own number.

        What is only an alternative, or was matched afresh, descends from nothing.
        """
        descends = {number}
        for made, origin in self.edits:
            if origin in descends:
                descends.add(made)
        return max(descends)


@dataclass(frozen=True)
class Standing:
    """A proposal beside the one that counts: the accepted one, else the newest."""

    number: int
    accepted: int | None
    """The number of the cohort's accepted proposal."""
    newest: int
    latest_edit: int
    """The newest edit or re-run that descends from it, else its own: a match with few moves begins there."""
    closed: bool
    """Whether the cohort is closed, so that none can be accepted any more."""
    projects_run: bool = False
    """Whether projects run in the accepted teams, so that it must be said what becomes of them."""

    @classmethod
    def among(cls, numbers: Numbers, number: int, cohort: Cohort) -> Self:
        """A proposal among those of its cohort."""
        latest = numbers.latest_edit(number)
        newest, closed = numbers.newest or number, cohort.closed_on is not None
        return cls(number, numbers.accepted, newest, latest, closed, numbers.projects_run)

    @property
    def label(self) -> str:
        """Which proposal it is, e.g. "proposal 3 (accepted)"; plain for the newest while none is accepted."""
        if self.accepted is not None:
            return (
                f"proposal {self.number} ({'accepted' if self.accepted == self.number else 'not accepted'})"
            )
        return f"proposal {self.number}{'' if self.number == self.newest else ' (not the newest)'}"

    @property
    def newer(self) -> str:
        """That there is a newer proposal, and when that counts; empty for the newest."""
        if self.number == self.newest:
            return ""
        newer = f"proposal {self.newest} is newer"
        if self.accepted is None:
            return f"{newer}; it counts, because none is accepted"
        if self.accepted == self.newest:
            return f"{newer}; it is the accepted one"
        if self.closed:
            return f"{newer}, but was not accepted before the cohort closed"
        return f"{newer}; it counts after: {self.accepting(self.newest)}"

    @property
    def waits(self) -> bool:
        """Another one is accepted, so that it does not count."""
        return self.accepted not in {None, self.number}

    def accepting(self, number: int | None = None) -> str:
        """What is typed to accept this proposal, or the one of that number; running projects go on."""
        return accepting(self.number if number is None else number, projects_run=self.projects_run)

    def heading(self, cohort: str, sentence: str) -> str:
        """What is said of a proposal, after which one it is and before what is newer."""
        text = f"{cohort}, {self.label}: {sentence}"
        return f"{text.removesuffix('.')}; {self.newer}" if self.newer else text


def accepting(number: int, *, projects_run: bool = False) -> str:
    """What is typed to accept a proposal; where projects run they go on with the teams most like theirs."""
    return f"cln match accept {number}{' --projects keep' if projects_run else ''}"


def numbers_of(session: Session, cohort: Cohort) -> Numbers:
    """The numbers of a cohort's proposals; one query."""
    from cln.tables.projects import Project

    run = exists().where(col(Project.cohort_id) == cohort.id, col(Project.ended_on).is_(None))
    beside = case((ACCEPTED, run)).label("beside")  # of the accepted one whether projects run, else null
    query = select(Proposal.number, Proposal.origin, Proposal.from_number, beside)
    mine = query.where(Proposal.cohort_id == cohort.id)
    rows = session.exec(mine.order_by(col(Proposal.number))).all()
    accepted, runs = next(((number, run) for number, _, _, run in rows if run is not None), (None, False))
    return Numbers(
        accepted=accepted,
        newest=rows[-1][0] if rows else None,
        edits=tuple((number, began) for number, origin, began, _ in rows if origin in {"edit", "rerun"}),
        projects_run=bool(runs),
    )


def proposal_to_edit(session: Session, cohort: Cohort, number: int | None = None) -> Proposal:
    """The proposal of that number, else the latest edit of the one that counts.

    Raises:
        Refused: there is no such proposal.
    """
    latest = latest_edit(session, cohort) if number is None else None
    return latest or proposal_of(session, cohort, number)


def latest_edit(session: Session, cohort: Cohort, counts: Proposal | None = None) -> Proposal | None:
    """What goes on from the proposal whose teams count, else that itself; None before there is any.

    So edits go on from each other before any of them is accepted, and so does a match with few moves.

    Args:
        session: where the proposals are.
        cohort: theirs.
        counts: the proposal whose teams count, where it was read already.
    """
    numbers = numbers_of(session, cohort)
    if numbers.counts is None:
        return None
    number = numbers.latest_edit(numbers.counts)
    return counts if counts and counts.number == number else find_proposal(session, cohort, number)


def standing(session: Session, cohort: Cohort, proposal: Proposal) -> Standing:
    """Where a proposal stands now; one query."""
    return Standing.among(numbers_of(session, cohort), proposal.number, cohort)


def that_counts(session: Session, cohort: Cohort) -> Standing | None:
    """Where the proposal whose teams count stands; None before there is any."""
    numbers = numbers_of(session, cohort)
    return None if numbers.counts is None else Standing.among(numbers, numbers.counts, cohort)


def overlooked(session: Session, cohort: Cohort, proposal: Proposal | None) -> tuple[str, ...]:
    """That a newer proposal does not count, for what shows the teams of one without a heading; else empty."""
    if proposal is None:
        return ()
    stands = standing(session, cohort, proposal)
    return (stands.heading(cohort.name, "these are its teams"),) if stands.newer else ()
