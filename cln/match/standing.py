"""Where a proposal stands among those of its cohort, and how every heading says so."""

from dataclasses import dataclass
from typing import Self

from sqlmodel import Session

from cln.match.queries import Numbers, numbers_of
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal


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

    @classmethod
    def among(cls, numbers: Numbers, number: int, cohort: Cohort) -> Self:
        """A proposal among those of its cohort."""
        latest = numbers.latest_edit(number)
        return cls(number, numbers.accepted, numbers.newest or number, latest, cohort.closed_on is not None)

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
        return newer_than(self.number, self.accepted, self.newest, closed=self.closed)

    @property
    def waits(self) -> bool:
        """Another one is accepted, so that it does not count."""
        return self.accepted not in {None, self.number}

    def heading(self, cohort: str, sentence: str) -> str:
        """What is said of a proposal, after which one it is and before what is newer."""
        text = f"{cohort}, {self.label}: {sentence}"
        return f"{text.removesuffix('.')}; {self.newer}" if self.newer else text


def newer_than(number: int, accepted: int | None, newest: int, *, closed: bool) -> str:
    """That there is a newer proposal than one, and when that counts; empty for the newest."""
    if number == newest:
        return ""
    newer = f"proposal {newest} is newer"
    if accepted is None:
        return f"{newer}; it counts, because none is accepted"
    if accepted == newest:
        return f"{newer}; it is the accepted one"
    if closed:
        return f"{newer}, but was not accepted before the cohort closed"
    return f"{newer}; it counts after: cln match accept {newest}"


def standing(session: Session, cohort: Cohort, proposal: Proposal) -> Standing:
    """Where a proposal stands now; one query."""
    return Standing.among(numbers_of(session, cohort), proposal.number, cohort)


def overlooked(session: Session, cohort: Cohort, proposal: Proposal | None) -> tuple[str, ...]:
    """That a newer proposal does not count, for what shows the teams of one without a heading; else empty."""
    if proposal is None:
        return ()
    stands = standing(session, cohort, proposal)
    return (stands.heading(cohort.name, "these are its teams"),) if stands.newer else ()
