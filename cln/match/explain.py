"""Why an entry of a proposal is where it is, and why a team's theme runs."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import entries_of
from cln.cohort.whom import Which, choose_active
from cln.match.queries import proposal_of
from cln.match.recalled import Recalled, recall
from cln.match.results import ON_SCREEN, Named, OfProposal
from cln.match.standing import Standing, standing
from cln.match.teams import team_of
from cln.match.waiting import placing, queue_now
from cln.matching.change import explain, let_in
from cln.matching.change.edits import place_of
from cln.matching.objective import BALANCE, TRAVEL
from cln.matching.problem import Entry, Line, Promise
from cln.matching.watch import Watch
from cln.screen.data import columns
from cln.tables.cohorts import Cohort


@dataclass(frozen=True)
class Asked:
    """A proposal, and what is asked about it: an entry or a team."""

    recalled: Recalled
    standing: Standing
    """Of the proposal."""
    entry: Entry | None = None
    team: int | None = None
    placing: str | None = None
    """The command that gives the entry a place; None where it has one."""
    room: bool = False
    """There is room for it now."""

    @property
    def head(self) -> tuple[str, int, Standing, tuple[str, ...]]:
        """How every answer begins: cohort, proposal, where that stands, warnings."""
        cohort, number = self.recalled.input.cohort.name, self.recalled.number
        changed = (
            f"{cohort} has changed since proposal {number} was made; this is said of its teams as they are "
            f"now. To take in what has changed: cln match --from {self.standing.latest_edit}"
        )
        return cohort, number, self.standing, () if self.recalled.current else (changed,)


OTHER = ("entry.code as code", "entry.sector as sector", "entry.number as entry", "entry.name as name")
"""How another entry is named that would shift."""


@dataclass(frozen=True)
class Price(explain.Cost):
    """What it would cost the others, were it otherwise."""

    others: tuple[Annotated[explain.Shift, columns(*OTHER, "before", "after")], ...] = ()
    same_profile: Annotated[bool, ON_SCREEN] = False
    better: Annotated[bool, ON_SCREEN] = False


@dataclass(frozen=True)
class Wished(Price, explain.Wish):
    """A theme that the entry rated higher than its own, and what it would cost."""


Fixed = Annotated[Promise, columns("number", "kind", "reason")]
"""What the lead officer promised about it."""


@dataclass(frozen=True)
class Explained(OfProposal):
    """How every answer begins."""

    warnings: Annotated[tuple[str, ...], ON_SCREEN]
    """What nobody who reads it may overlook, in sentences."""


@dataclass(frozen=True)
class ExplainedEntry(explain.WhyEntry, Explained):
    """Why an entry is in its team."""

    entry: Named
    promises: Annotated[tuple[Fixed, ...], Field(serialization_alias="fixed")]
    wishes: tuple[Wished, ...]
    forced: tuple[Named, ...] | None
    grouped: Annotated[bool, ON_SCREEN]
    members: Annotated[int, ON_SCREEN]


@dataclass(frozen=True)
class ExplainedWaiting(Explained):
    """Why an entry has no place."""

    entry: Named
    team: None
    place: int
    """In the queue, from 1."""
    of: int
    reason: str
    drawn: let_in.Drawn | None
    """What the lot came to; None where it decided nothing."""
    would_let_in: tuple[let_in.LetIn, ...]
    """Each by itself."""
    could_come_in: bool
    """There is room for it now."""
    command: str | None
    """What gives it a place, where there is room or more is made."""
    reference: Annotated[str, ON_SCREEN]
    """How a command line names the entry."""
    goes_first: Annotated[bool, ON_SCREEN]
    """If it waits to the end it goes before its equals in the next cohort."""


@dataclass(frozen=True)
class ExplainedTeam(explain.WhyTeam, Explained):
    """Why the theme of a team runs."""

    group: Fixed | None
    without: Price | None
    entries: Annotated[int, ON_SCREEN]
    participants: Annotated[int, ON_SCREEN]


def about_entry(session: Session, cohort: Cohort, number: int | None, which: Which) -> Asked:
    """Ask about an entry in a proposal: the one of that number, else the one that counts.

    Raises:
        Refused: there is no such proposal or entry.
        Usage: several entries fit.
    """
    enrolled = entries_of(session, cohort)
    chosen = choose_active(enrolled, cohort, which)
    proposal = proposal_of(session, cohort, number)
    recalled = recall(session, cohort, proposal)
    active = [one for one in enrolled if one.entry.withdrawn_on is None]
    queue = queue_now(session, cohort, proposal, active)
    mine = next((one for one in queue.waiting if one.key == chosen.key), None)
    helpless = mine is None or mine.beyond or mine.passed_over or mine.undecided
    return Asked(
        recalled,
        standing(session, cohort, proposal),
        entry=recalled.problem.by_key[chosen.key],
        placing=None if helpless else placing(queue)[chosen.key],
        room=mine is not None and mine.could_come_in,
    )


def about_team(session: Session, cohort: Cohort, number: int | None, team: int) -> Asked:
    """Ask about a team of a proposal.

    Raises:
        Refused: there is no such proposal or team.
    """
    proposal = proposal_of(session, cohort, number)
    recalled = recall(session, cohort, proposal)
    team_of(recalled.teams, team, f"proposal {recalled.number} of {cohort.name}")
    return Asked(recalled, standing(session, cohort, proposal), team=team)


def answer(asked: Asked, watch: Watch) -> ExplainedEntry | ExplainedWaiting | ExplainedTeam:
    """Find out; takes about as long as a match."""
    recalled, proven = asked.recalled, _proven(asked.recalled)
    if asked.team is not None:
        team = explain.explain_team(recalled.problem, recalled.teams, asked.team, watch, proven=proven)
        without = Price(**vars(team.without)) if team.without else None
        return ExplainedTeam(*asked.head, **{**vars(team), "without": without})
    assert asked.entry is not None, "an entry or a team is asked about"
    key = asked.entry.key
    if place_of(recalled.teams, key) is not None:
        entry = explain.explain_entry(recalled.problem, recalled.teams, key, watch, proven=proven)
        wishes = tuple(Wished(**vars(wish)) for wish in entry.wishes)
        return ExplainedEntry(*asked.head, **{**vars(entry), "wishes": wishes})
    return ExplainedWaiting(
        *asked.head,
        entry=asked.entry,
        team=None,
        place=[one.key for one in recalled.waiting].index(key) + 1,
        of=len(recalled.waiting),
        reason=recalled.reasons[key],
        drawn=let_in.drawn(recalled.problem, recalled.teams, key),
        would_let_in=let_in.would_let_in(recalled.problem, recalled.teams, key, watch),
        could_come_in=asked.room,
        command=asked.placing,
        goes_first=recalled.run.by_lot,
        reference=recalled.input.reference(key),
    )


def _proven(recalled: Recalled) -> bool:
    """It was made by a match of the cohort as it still is, and that proved every line down to the breadth."""
    lines = [Line(**line) for line in recalled.proposal.objective]
    matched = recalled.proposal.origin == "match" and recalled.current
    return matched and all(line.proven for line in lines if line.name not in {TRAVEL.name, BALANCE.name})
