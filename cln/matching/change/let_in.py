"""What would let in an entry that waits: each way is tried by asking who has a place and making teams."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice

from cln.matching import effort
from cln.matching.change.what_if import Now
from cln.matching.impossible.trials import no_teams
from cln.matching.problem import Entry, Key, Problem, Team
from cln.matching.queue import claim_of, queue
from cln.matching.rules import is_crowded
from cln.matching.solve.places import placings
from cln.matching.solve.profile import Placed
from cln.matching.watch import Watch

NEITHER = 3
"""The level of an answer that favours no theme."""


class Way(StrEnum):
    """What could be otherwise."""

    AFRESH = "afresh"
    """Nothing but that nobody keeps the place they have."""
    ANSWER = "answer"
    NOMINATION = "nomination"
    WAITED = "waited"
    LOT = "lot"
    PEOPLE = "people"
    CAPACITY = "capacity"


@dataclass(frozen=True)
class LetIn:
    """A way in which an entry would have a place, all else being as it is."""

    way: Way
    people: int | None = None
    """How many it would bring, or how many there would be room for."""


@dataclass(frozen=True)
class Drawn:
    """What the lot came to for an entry."""

    place: int
    """Among its equals, from 1."""
    of: int
    """So many are equal in all that goes before the lot."""
    placed: int
    """So many of them have a place."""


def drawn(problem: Problem, teams: Sequence[Team], key: Key) -> Drawn | None:
    """What the lot came to for an entry; None where it has no equals, or the order of codes decides."""
    entry = problem.by_key[key]
    equal = [other for other in queue(problem.entries) if claim_of(other)[:3] == claim_of(entry)[:3]]
    if not entry.lot or len(equal) == 1:
        return None
    seated = {one.key for team in teams for one in team.entries}
    placed = sum(other.key in seated for other in equal)
    return Drawn([other.key for other in equal].index(key) + 1, len(equal), placed)


def would_let_in(problem: Problem, teams: Sequence[Team], key: Key, watch: Watch) -> tuple[LetIn, ...]:
    """What would let in an entry that waits, each by itself; only that there is no need, where there is none.

    Args:
        problem: the cohort.
        teams: a whole arrangement in which the entry has no place.
        key: the entry.
        watch: follows the search.
    """
    now = Now(problem, teams, watch)
    if _has_place(now, problem, key):
        return (LetIn(Way.AFRESH),)
    ways = [way for way, other in _others(problem, key) if _has_place(now, _with(problem, other), key)]
    return (*map(LetIn, ways), *islice(_smaller(now, problem, key), 1), *_with_room(now, problem, key))


def _others(problem: Problem, key: Key) -> Iterator[tuple[Way, Entry]]:
    """The entry as it could be instead."""
    entry = problem.by_key[key]
    if entry.levels is None:
        yield Way.ANSWER, replace(entry, levels=dict.fromkeys(problem.themes, NEITHER))
    first = min(other.nominated for other in problem.entries)
    if entry.nominated > first:
        yield Way.NOMINATION, replace(entry, nominated=first)
    if entry.lot and not entry.waited:
        yield Way.WAITED, replace(entry, waited=True)
    if entry.lot:
        yield Way.LOT, replace(entry, lot="0")


def _smaller(now: Now, problem: Problem, key: Key) -> Iterator[LetIn]:
    """Fewer people, the most first."""
    entry = problem.by_key[key]
    for people in range(entry.participants - 1, 0, -1):
        if _has_place(now, _with(problem, replace(entry, participants=people)), key):
            yield LetIn(Way.PEOPLE, people)


def _with_room(now: Now, problem: Problem, key: Key) -> Iterator[LetIn]:
    """Room for all who have a place, those who wait before the entry, and itself; while they keep theirs."""
    if not is_crowded(problem):
        return
    room = sum(team.participants for team in now.teams)
    waiting = queue(entry for entry in problem.entries if entry.key not in now.homes)
    for entry in waiting:
        room += entry.participants
        if entry.key == key:
            break
    roomier = replace(problem, limits=replace(problem.limits, capacity=room))
    if _has_place(now, roomier, key, frozenset(now.homes)):
        yield LetIn(Way.CAPACITY, room)


def _with(problem: Problem, entry: Entry) -> Problem:
    """The same with an entry in place of that of its key."""
    entries = (entry if other.key == entry.key else other for other in problem.entries)
    return replace(problem, entries=tuple(entries))


def _has_place(now: Now, problem: Problem, key: Key, seated: Set[Key] = frozenset()) -> bool:
    """Whether the entry is among the first choice of those who have a place of which teams can be made.

    Of a large cohort it is enough that the promises and the themes as a whole allow them.
    """
    large = problem.limits.teams > effort.LARGE
    everyone, none = Placed(problem, problem.entries), partial(no_teams, problem, now.watch)
    choices = islice(placings(everyone, now.watch, seated, none), effort.CHOICES)
    chosen = next((placed for placed in choices if large or now.is_possible(placed)), None)
    return chosen is not None and any(entry.key == key for entry in chosen.entries)
