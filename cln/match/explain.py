"""Why an entry of a proposal is where it is, and why a team's theme runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from sqlmodel import Session

from cln.cohort.queries import entries_of
from cln.cohort.whom import Which, choose_active
from cln.match.queries import proposal_of
from cln.match.recalled import Recalled, recall
from cln.match.results import ON_SCREEN, Measure, Named
from cln.match.standing import Standing, standing
from cln.match.teams import team_of
from cln.matching.change import explain
from cln.matching.change.edits import place_of
from cln.matching.change.explain import Compared, Cost, Shift, WhyEntry, WhyTeam
from cln.matching.objective import BALANCE, PROFILES, TRAVEL
from cln.matching.problem import Entry, Line, Problem, Promise
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

    @property
    def head(self) -> tuple[str, int, tuple[str, ...], Standing]:
        """How every answer begins: cohort, proposal, warnings, where it stands."""
        cohort, number = self.recalled.input.cohort.name, self.recalled.number
        changed = (
            f"{cohort} has changed since proposal {number} was made; this is said of its teams as they are "
            "now. To take in what has changed: cln match"
        )
        return cohort, number, () if self.recalled.current else (changed,), self.standing


@dataclass(frozen=True)
class Theme:
    """What an entry would work on; `level` is how it rated that, None without an answer."""

    theme: str
    level: int | None


@dataclass(frozen=True)
class Shifted:
    """Another entry whose theme would be another; None where it has no place."""

    code: str
    sector: str
    number: Annotated[int, Field(serialization_alias="entry")]
    name: str
    before: Theme | None
    after: Theme | None
    label: Annotated[str, ON_SCREEN]
    """How sentences call it."""

    @property
    def loses(self) -> bool:
        """It would have no place, or a theme that it rated lower."""
        if self.after is None or self.before is None:
            return self.after is None
        return (self.after.level or 0) < (self.before.level or 0)


@dataclass(frozen=True)
class Price:
    """What it would cost the others, were it otherwise."""

    possible: bool
    forbidding: tuple[str, ...]
    """Ids of rules of which one, let go, would make it possible."""
    objective: tuple[Measure, ...]
    """The profile, and the breadth where the profile stays."""
    others: tuple[Shifted, ...]
    same_profile: Annotated[bool, ON_SCREEN]
    """The match could be as good in levels; the breadth is the last line."""
    better: Annotated[bool, ON_SCREEN]
    """It would even be a better profile than this proposal's."""


@dataclass(frozen=True)
class Wished(Price, Theme):
    """A theme that the entry rated higher than its own, and what it would cost."""


Fixed = Annotated[Promise, columns("number", "kind", "reason")]
"""What the lead officer promised about it."""


@dataclass(frozen=True)
class Explained:
    """How every answer begins."""

    cohort: str
    proposal: int
    warnings: Annotated[tuple[str, ...], ON_SCREEN]
    """What nobody who reads it may overlook, in sentences."""
    standing: Annotated[Standing, ON_SCREEN]
    """Of the proposal."""


@dataclass(frozen=True)
class ExplainedEntry(Explained):
    """Why an entry is in its team."""

    entry: Named
    team: int
    theme: str
    level: int | None
    promises: Annotated[tuple[Fixed, ...], Field(serialization_alias="fixed")]
    wishes: tuple[Wished, ...]
    forced: tuple[Named, ...] | None
    """Entries of its team who could not have another theme with this profile; None: no match has it."""
    grouped: Annotated[bool, ON_SCREEN]
    """It is in a pre-matched group."""
    members: Annotated[int, ON_SCREEN]
    """How many entries its team has."""


@dataclass(frozen=True)
class ExplainedWaiting(Explained):
    """Why an entry has no place."""

    entry: Named
    team: None
    place: int
    """In the queue, from 1."""
    of: int
    reason: str
    reference: Annotated[str, ON_SCREEN]
    """How a command line names the entry."""


@dataclass(frozen=True)
class ExplainedTeam(Explained):
    """Why the theme of a team runs."""

    team: int
    theme: str
    teams: int
    """How many work on that theme."""
    here: dict[int, int]
    """How many entries of the team gave the theme each level."""
    everywhere: dict[int, int]
    group: Fixed | None
    """What made it a pre-matched group."""
    without: Price | None
    """What it would cost if one team fewer worked on the theme; None for a pre-matched group."""
    entries: Annotated[int, ON_SCREEN]
    participants: Annotated[int, ON_SCREEN]


def about_entry(session: Session, cohort: Cohort, number: int | None, which: Which) -> Asked:
    """Ask about an entry in a proposal: the one of that number, else the one that counts.

    Raises:
        Refused: there is no such proposal or entry.
        Usage: several entries fit.
    """
    chosen = choose_active(entries_of(session, cohort), cohort, which)
    proposal = proposal_of(session, cohort, number)
    recalled = recall(session, cohort, proposal)
    return Asked(recalled, standing(session, cohort, proposal), entry=recalled.problem.by_key[chosen.key])


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
        why = explain.explain_team(recalled.problem, recalled.teams, asked.team, watch, proven=proven)
        return _of_team(asked, why)
    assert asked.entry is not None, "an entry or a team is asked about"
    key = asked.entry.key
    if place_of(recalled.teams, key) is not None:
        seated = explain.explain_entry(recalled.problem, recalled.teams, key, watch, proven=proven)
        return _of_entry(asked, seated)
    joined = f"has joined since proposal {recalled.number} was made"
    return ExplainedWaiting(
        *asked.head,
        entry=asked.entry,
        team=None,
        place=[one.key for one in recalled.waiting].index(key) + 1,
        of=len(recalled.waiting),
        reason=recalled.reasons.get(key, joined),
        reference=recalled.input.reference(key),
    )


def _of_entry(asked: Asked, why: WhyEntry) -> ExplainedEntry:
    return ExplainedEntry(
        *asked.head,
        entry=why.entry,
        team=why.team.number,
        theme=why.team.theme,
        level=why.level,
        promises=why.promises,
        wishes=tuple(
            Wished(one.theme, one.level, **vars(_price(asked.recalled.problem, one.cost)))
            for one in why.wishes
        ),
        forced=why.forced,
        grouped=why.entry.key in asked.recalled.problem.grouped,
        members=len(why.team.entries),
    )


def _of_team(asked: Asked, why: WhyTeam) -> ExplainedTeam:
    return ExplainedTeam(
        *asked.head,
        team=why.team.number,
        theme=why.team.theme,
        teams=why.teams,
        here=why.here,
        everywhere=why.everywhere,
        group=why.promise,
        without=_price(asked.recalled.problem, why.closing) if why.closing else None,
        entries=len(why.team.entries),
        participants=why.team.participants,
    )


def _price(problem: Problem, cost: Cost) -> Price:
    lines = (*cost.profile, *([cost.breadth] if cost.breadth else []))
    return Price(
        possible=cost.possible,
        forbidding=cost.forbidding,
        objective=tuple(Measure(line.name, line.now, line.then) for line in lines),
        others=tuple(_shifted(shift) for shift in cost.shifts),
        same_profile=cost.breadth is not None,
        better=cost.possible and cost.breadth is None and _is_better(problem, cost.profile),
    )


def _shifted(shift: Shift) -> Shifted:
    entry, (old, new) = shift.entry, shift.levels
    before = Theme(shift.theme, old) if shift.theme else None
    after = Theme(shift.then, new) if shift.then else None
    return Shifted(*entry.key, entry.name, before, after, label=str(entry))


def _is_better(problem: Problem, profile: Sequence[Compared]) -> bool:
    """By the first line that differs."""
    for goal, line in zip(PROFILES[problem.preference], profile, strict=True):
        if line.now != line.then:
            return (line.then > line.now) == goal.more_is_better
    return False


def _proven(recalled: Recalled) -> bool:
    """It was made by a match of the cohort as it still is, and that proved every line down to the breadth."""
    lines = [Line(**line) for line in recalled.proposal.objective]
    matched = recalled.proposal.origin == "match" and recalled.current
    return matched and all(line.proven for line in lines if line.name not in {TRAVEL.name, BALANCE.name})
