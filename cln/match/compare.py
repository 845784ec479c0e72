"""Two proposals side by side: who moves, who gains, who loses, and what each reaches."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, PlainSerializer
from sqlmodel import Session

from cln.errors import Refused
from cln.match.proposals import Proposed, Seated, Team, load_all
from cln.match.queries import newest_proposal, proposal_of
from cln.match.results import LEVELS, ON_SCREEN, OfEntry
from cln.matching.change.counterparts import counterparts
from cln.matching.objective import Measure
from cln.matching.problem import Key
from cln.screen.data import columns
from cln.tables.cohorts import Cohort
from cln.tables.proposals import Proposal

Named = Annotated[Seated, columns("code", "sector", "number as entry", "name", "authority", "participants")]
"""An entry whatever its level."""

Brief = Annotated[Team, columns("number as team", "theme", "participants", "names as facilitators")]
"""A team without its entries."""


@dataclass(frozen=True)
class Place:
    """Where an entry is in a proposal."""

    team: int | None
    """None: it waits."""
    theme: str | None
    level: int | None


@dataclass(frozen=True)
class Difference(OfEntry):
    """An entry that the two proposals treat differently."""

    authority: str
    participants: int
    before: Place | None
    """None: that proposal does not have it."""
    after: Place | None
    moves: bool
    """It had a seat and has another now, or none; who had none before, joined or left does not move."""
    gain: int
    """1: it gains, by its level or by a place; -1: it loses; 0: neither, or nobody knows."""
    became: Annotated[int | None, ON_SCREEN]
    """The number that its team of before has after."""


@dataclass(frozen=True)
class TeamDifference:
    """A team of one proposal and what it has become in the other; None where there is none."""

    before: Brief | None
    after: Brief | None
    came: tuple[Named, ...]
    went: tuple[Named, ...]


@dataclass(frozen=True)
class KeptByOne:
    """A rule that holds in one of the proposals and not in the other."""

    id: str
    holds_in: int


@dataclass(frozen=True)
class Compared:
    """Two proposals of one cohort."""

    cohort: str
    before: Annotated[Proposed, PlainSerializer(lambda proposed: proposed.number)]
    after: Annotated[Proposed, PlainSerializer(lambda proposed: proposed.number)]
    measures: tuple[Measure, ...]
    moves: int
    """How many entries move."""
    gains: int
    loses: int
    differences: Annotated[tuple[Difference, ...], Field(serialization_alias="entries")]
    """By code, sector, number; entries that both treat alike are left out."""
    teams: tuple[TeamDifference, ...]
    """Teams that differ in anybody, in theme or in facilitators, by number before."""
    rules: tuple[KeptByOne, ...]


def compare(session: Session, cohort: Cohort, one: int | None, other: int | None) -> Compared:
    """Compare two proposals; `one` is the proposal before.

    Args:
        session: where the cohort is.
        cohort: the cohort.
        one: a number; None for the proposal that counts.
        other: a number; None for `one` beside the proposal that counts, or for that beside the newest.

    Raises:
        Refused: there is no such proposal, or both are the same.
    """
    if one is None:
        rows = _counting_and_newest(session, cohort)
    elif other is None:
        rows = [proposal_of(session, cohort), proposal_of(session, cohort, one)]
    else:
        rows = [proposal_of(session, cohort, number) for number in (one, other)]
    before, after = rows
    if before.number == after.number:
        raise Refused(f"proposal {before.number} is the same as itself; name two, see: cln match list")
    return beside(*load_all(session, cohort, rows))


def _counting_and_newest(session: Session, cohort: Cohort) -> list[Proposal]:
    """The proposal that counts and the newest; if that is one, first the one that it was made from."""
    counts = proposal_of(session, cohort)
    newest = newest_proposal(session, cohort) or counts
    if newest.number != counts.number:
        return [counts, newest]
    if counts.from_number is None:
        raise Refused(
            f"{cohort.name} has nothing newer than proposal {counts.number}, and that was matched afresh; "
            "name two, see: cln match list"
        )
    return [proposal_of(session, cohort, counts.from_number), counts]


def beside(before: Proposed, after: Proposed) -> Compared:
    """What differs between two proposals that were read."""
    became = _became(before, after)
    differences = tuple(_differences(before, after, became))
    return Compared(
        cohort=before.cohort,
        before=before,
        after=after,
        measures=tuple(_measures(before, after)),
        moves=sum(one.moves for one in differences),
        gains=sum(one.gain == 1 for one in differences),
        loses=sum(one.gain == -1 for one in differences),
        differences=differences,
        teams=tuple(_teams(before, after, became)),
        rules=tuple(_kept_by_one(before, after)),
    )


def _kept_by_one(before: Proposed, after: Proposed) -> Iterable[KeptByOne]:
    old, new = ({rule.id: rule.holds for rule in shown.rules} for shown in (before, after))
    for rule in old:
        if rule in new and old[rule] != new[rule]:
            yield KeptByOne(rule, after.number if new[rule] else before.number)


def _became(before: Proposed, after: Proposed) -> dict[int, int]:
    """Number of a team before -> its number after; an edit or a re-run of the other keeps the numbers."""
    if _keeps_numbers(before, after) or _keeps_numbers(after, before):
        numbers = {team.number for team in after.teams}
        return {team.number: team.number for team in before.teams if team.number in numbers}
    return counterparts(_sides(before), _sides(after))


def _keeps_numbers(one: Proposed, other: Proposed) -> bool:
    return other.from_number == one.number and other.origin != "alternative"


def _sides(shown: Proposed) -> dict[int, tuple[str, frozenset[Key]]]:
    return {team.number: (team.theme, frozenset(one.key for one in team.entries)) for team in shown.teams}


def _measures(before: Proposed, after: Proposed) -> Iterable[Measure]:
    """Every line that both have, and the count at each level whatever profile a proposal is of."""
    old, new = ({line.name: line.value for line in shown.objective} for shown in (before, after))
    yield Measure("placed", old["placed"], new["placed"])
    counts = [_levels(shown) for shown in (before, after)]
    for level in LEVELS:
        yield Measure(f"level {level}", counts[0][level], counts[1][level])
    yield Measure("sum of levels", *(sum(level * n for level, n in count.items()) for count in counts))
    for name in ("breadth", "travel", "balance"):
        yield Measure(name, old[name], new[name])
    if before.connections is not None and after.connections is not None:
        yield Measure("new connections", before.connections[0], after.connections[0])
        yield Measure("across authorities", before.connections[1], after.connections[1])


def _levels(shown: Proposed) -> Counter[int]:
    return Counter(one.level for team in shown.teams for one in team.entries if one.level is not None)


def _differences(before: Proposed, after: Proposed, became: Mapping[int, int]) -> Iterable[Difference]:
    old, new = _places(before), _places(after)
    known = _entries(after) | _entries(before)
    for key in sorted(known):
        here, there = old.get(key), new.get(key)
        stays = here is not None and there is not None and _same(here.team, there.team, became)
        now = became.get(here.team) if here is not None and here.team is not None else None
        moves = here is not None and here.team is not None and there is not None and not stays
        if moves or _felt(here, there):
            one, gain = known[key], _gain(here, there)
            who = (*key, one.name, one.apart, one.authority, one.participants)
            yield Difference(*who, here, there, moves, gain, became=now)


def _gain(here: Place | None, there: Place | None) -> int:
    if here is None or there is None:
        return 0
    if (here.team is None) != (there.team is None):
        return 1 if here.team is None else -1
    old, new = here.level, there.level
    return 0 if old is None or new is None else (new > old) - (new < old)


def _same(here: int | None, there: int | None, became: Mapping[int, int]) -> bool:
    return here is there is None or (here is not None and became.get(here) == there)


def _felt(here: Place | None, there: Place | None) -> bool:
    """Whether it makes a difference to who stays with their team: another number alone does not."""
    return here is None or there is None or (here.theme, here.level) != (there.theme, there.level)


def _places(shown: Proposed) -> dict[Key, Place]:
    seated = {
        one.key: Place(team.number, team.theme, one.level) for team in shown.teams for one in team.entries
    }
    return seated | {one.key: Place(None, None, None) for one in shown.waiting}


def _entries(shown: Proposed) -> dict[Key, Seated]:
    return {one.key: one for one in (*(e for team in shown.teams for e in team.entries), *shown.waiting)}


def _teams(before: Proposed, after: Proposed, became: Mapping[int, int]) -> Iterable[TeamDifference]:
    new = {team.number: team for team in after.teams}
    pairs: list[tuple[Team | None, Team | None]] = [
        *((team, new.get(became.get(team.number, 0))) for team in before.teams),
        *((None, team) for team in after.teams if team.number not in became.values()),
    ]
    for one, other in pairs:
        old_keys = {entry.key for entry in one.entries} if one else set()
        new_keys = {entry.key for entry in other.entries} if other else set()
        came = tuple(entry for entry in (other.entries if other else ()) if entry.key not in old_keys)
        went = tuple(entry for entry in (one.entries if one else ()) if entry.key not in new_keys)
        if came or went or one is None or other is None or _character(one) != _character(other):
            yield TeamDifference(one, other, came, went)


def _character(team: Team) -> tuple[str, list[str]]:
    return team.theme, sorted(team.names)
