"""Which entries and people each figure of a cohort counts, as sums over cells.

A cell is what became of an entry of one council, one sector and one SIMD quintile. Everybody knows which
schools take part: how many entries each council has of each sector and quintile is no secret. Nor is it that
who did not answer rated no theme.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import inf

from cln.disclosure.figure import Cell, Figure
from cln.events.confidence import Compared
from cln.figures.feedback import Rating
from cln.figures.queries import Unit
from cln.figures.shares import ALL, ANSWERED, ATTENDANCE, GOT_FIVE, MEAN, REACH, WITHDREW, Share
from cln.programme import LEVELS, Reason, Role

Place = tuple[str, str, str]
"""(council, sector, quintile)."""
State = tuple[str, object, object]
"""What became of an entry: ("withdrew", reason, None), or ("active", whether it answered, how it rated its
team's theme: a level, None, or that it has no team)."""
NO_TEAM = "no team"
STATES: tuple[State, ...] = (
    *(("withdrew", reason, None) for reason in Reason),
    *(("active", True, seat) for seat in (*LEVELS, NO_TEAM)),
    *(("active", False, seat) for seat in (None, NO_TEAM)),
)
"""What is likely; what is not counts only where some entry is so."""
PRESENT, NOT_PRESENT = "present", "not present"

BY = ("authority", "sector", "quintile")
WORTH_MOST = 10_000.0
"""Of the counts of a whole cohort: they are hidden last."""


def state(unit: Unit) -> State:
    """What became of an entry."""
    if unit.withdrawn_reason is not None:
        return ("withdrew", Reason(unit.withdrawn_reason), None)
    return ("active", unit.answered, NO_TEAM if unit.team is None else unit.level)


def withdrew(state: State) -> bool:
    """An entry that withdrew."""
    return state[0] == "withdrew"


def withdrew_for(reason: Reason) -> Callable[[State], bool]:
    """An entry that withdrew for this reason."""
    return lambda state: withdrew(state) and state[1] == reason


def active(state: State) -> bool:
    """An entry that takes part."""
    return state[0] == "active"


def answered(state: State) -> bool:
    """An entry that takes part and answered the survey."""
    return active(state) and state[1] is True


def rated(level: int | None) -> Callable[[State], bool]:
    """An entry in a team whose theme it rated so; None: it did not answer."""
    return lambda state: active(state) and state[2] == level


def seated(state: State) -> bool:
    """An entry in a team."""
    return active(state) and state[2] != NO_TEAM


def waits(state: State) -> bool:
    """An entry that takes part and is in no team."""
    return active(state) and state[2] == NO_TEAM


def has_level(state: State) -> bool:
    """An entry in a team whose theme it rated."""
    return active(state) and state[2] in LEVELS


COUNTED: Mapping[str, tuple[Callable[[State], bool], Callable[[State], bool]]] = {
    ANSWERED: (answered, active),
    GOT_FIVE: (rated(5), has_level),
    WITHDREW: (withdrew, lambda _state: True),
}
"""Share of entries -> which of them it counts, and of which."""


@dataclass(frozen=True)
class Groups:
    """The councils, sectors and SIMD quintiles of a cohort, and in which group each is told."""

    members: Mapping[str, Mapping[str, tuple[str, ...]]]
    """`authority`, `sector` or `quintile` -> group -> its councils, sectors or quintiles."""
    entries: Mapping[Place, int]
    """How many entries each has had, of those that have had any."""
    register: Mapping[str, Sequence[str]]
    """`authority`, `sector` or `quintile` -> all of the register."""
    states: Sequence[State]
    """What can have become of an entry."""

    def within(self, by: str, group: str) -> list[Place]:
        """The places that a group holds; all of them by `all`."""
        if by == ALL:
            return list(self.entries)
        names = self.names(by, group)
        return [pair for pair in self.entries if pair[BY.index(by)] in names]

    def names(self, by: str, group: str) -> Sequence[str]:
        """The councils, sectors or quintiles of a group."""
        return self.register[BY[0]] if by == ALL else self.members[by].get(group, (group,))


def states_of(units: Iterable[Unit]) -> tuple[State, ...]:
    """What can have become of entries: what is likely, and what became of one of them."""
    return tuple(dict.fromkeys((*STATES, *map(state, units))))


def of_share(share: Share, groups: Groups) -> Iterator[Figure]:
    """The figures of a share of entries, of attendance or of the register: how many, and of how many.

    Args:
        share: of the whole or of a group.
        groups: the councils, sectors and quintiles.
    """
    cells = _share_cells(share, groups)
    if cells is None:
        return
    count, of = cells
    whole = share.by == ALL and share.figure != ATTENDANCE
    yield Figure(
        name(share, "count"), share.count or 0, count, share.of, whole, worth=_worth(share, share.count)
    )
    if share.figure == WITHDREW:  # of all entries, and everybody can count these
        yield Figure(name(share, "of"), share.of or 0, of, open=True, worth=inf)
    elif share.figure != REACH:  # how many the register has is for everybody to count
        yield Figure(name(share, "of"), share.of or 0, of, None, whole, worth=_worth(share, share.of))


def of_nobody(share: Share, few: int, groups: Groups) -> Iterator[Figure]:
    """What a page must not tell of a group where the whole has only a few: which of them are in it."""
    cells = _share_cells(share, groups)
    if cells is not None and share.by != ALL:
        yield Figure(name(share, "count"), share.count or 0, cells[0], absent=True, width=few)


def of_mean(share: Share, parts: Sequence[Share], groups: Groups) -> Iterator[Figure]:
    """The mean of the councils' shares, from the shares of each council, whatever group it is told in."""
    counted = [part for part in parts if part.of]
    if share.value is not None and counted:
        cells: dict[Cell, float] = {}
        alone = replace(groups, members={by: {} for by in BY})
        for part in counted:
            own = _share_cells(part, alone)
            for cell in own[0] if own else ():
                cells[cell] = 1 / ((part.of or 1) * len(counted))
        yield Figure(name(share, "value"), share.value, cells, open=True)


def of_entries(groups: Groups) -> Iterator[Figure]:
    """How many entries each council has of each sector and quintile, which everybody knows."""
    for pair, number in groups.entries.items():
        cells = _sum([pair], groups.states, lambda _state: True)
        yield Figure(f"= entries {pair}", number, cells, open=True, worth=inf)


def of_reach(groups: Groups) -> Iterator[Figure]:
    """That councils, sectors and quintiles are told of the same establishments that were reached."""
    first, *others = BY
    for by in others:
        if groups.register[by]:
            cells: dict[Cell, float] = {("reach", first, one): 1.0 for one in groups.register[first]}
            cells |= {("reach", by, one): -1.0 for one in groups.register[by]}
            yield same(f"reach by {by}", cells)


def same(of: str, cells: Mapping[Cell, float]) -> Figure:
    """That sums are one, which everybody knows; it is no figure of the page."""
    return Figure(f"= {of}", 0, cells, open=True, worth=inf)


def entries(groups: Groups, counts: Callable[[State], bool]) -> dict[Cell, float]:
    """The cells of all entries of which something is true."""
    return _sum(groups.entries, groups.states, counts)


def attendance(groups: Groups, came: Mapping[tuple[int, str], int]) -> Iterator[Figure]:
    """Who came to which event, and that entries and events are told of the same people.

    Args:
        groups: the councils, sectors and quintiles.
        came: (event, `present` or `not present`) -> people.
    """
    totals: dict[int, int] = {}
    for (event, _presence), people in came.items():
        totals[event] = totals.get(event, 0) + people
    for (event, presence), people in sorted(came.items()):
        cell = ("came to", event, presence)
        yield Figure(f"attendance/{event}/{presence}", people, {cell: 1.0}, of=totals[event])
    for presence in (PRESENT, NOT_PRESENT):
        cells: dict[Cell, float] = {("came to", *key): -1.0 for key in came if key[1] == presence}
        cells |= {("attendance", pair, presence): 1.0 for pair in groups.entries}
        yield same(f"attendance {presence}", cells)


def confidence(item: Compared) -> Iterator[Figure]:
    """What became of people's answers to an item: a cell for each level before and after.

    A mean counts by how much the answers are above the least that there is.
    """
    least, most = LEVELS[0], LEVELS[-1]
    pairs = list(product(LEVELS, LEVELS))
    means = {
        "launch": (item.before, {pair: pair[0] - least for pair in pairs}),
        "end": (item.after, {pair: pair[1] - least for pair in pairs}),
    }
    ways = {
        "rose": (item.rose, [pair for pair in pairs if pair[0] < pair[1]]),
        "stayed": (item.same, [pair for pair in pairs if pair[0] == pair[1]]),
        "fell": (item.fell, [pair for pair in pairs if pair[0] > pair[1]]),
    }
    people: dict[Cell, float] = {(item.name, pair): 1.0 for pair in pairs}
    yield Figure(f"confidence/{item.name}/people", item.pairs, people, worth=WORTH_MOST)
    for occasion, (mean, weights) in means.items():
        if mean is not None:
            above: dict[Cell, float] = {(item.name, pair): float(weight) for pair, weight in weights.items()}
            value, of = (mean - least) * item.pairs, (most - least) * item.pairs
            yield Figure(f"confidence/{item.name}/{occasion}", value, above, of, worth=WORTH_MOST - 1)
    for way, (number, moved) in ways.items():
        if number is not None:
            cells: dict[Cell, float] = {(item.name, pair): 1.0 for pair in moved}
            yield Figure(f"confidence/{item.name}/{way}", number, cells, of=item.pairs)


def feedback(ratings: Sequence[Rating]) -> Iterator[Figure]:
    """How the events were rated: how often and how far above the least, by question, by event and in all."""
    if ratings:
        yield from _rated("feedback", ratings)
    for number in dict.fromkeys(one.number for one in ratings):
        yield from _rated(f"feedback/{number}", [one for one in ratings if one.number == number])
    for one in ratings:
        yield from _rated(one.key, [one])


def _rated(name: str, ratings: Sequence[Rating]) -> Iterator[Figure]:
    number, least, most = sum(one.ratings for one in ratings), LEVELS[0], LEVELS[-1]
    people: dict[Cell, float] = {("rated", one): 1.0 for one in ratings}
    above: dict[Cell, float] = {("rated above", one): 1.0 for one in ratings}
    yield Figure(f"{name}/ratings", number, people)
    yield Figure(
        f"{name}/mean", sum(one.total for one in ratings) - least * number, above, (most - least) * number
    )


def roles(people: Mapping[Role, int]) -> Iterator[Figure]:
    """How many people have each role; how many there are in all is told."""
    total = sum(people.values())
    for role, number in people.items():
        yield Figure(f"role/{role}", number, {("role", role): 1.0}, of=total)
    yield Figure("= people", total, {("role", role): 1.0 for role in people}, open=True, worth=inf)


def name(share: Share, part: str) -> str:
    """What a figure of a share is called."""
    return f"{share.figure}/{share.by}/{share.group}/{part}"


def _share_cells(share: Share, groups: Groups) -> tuple[dict[Cell, float], dict[Cell, float]] | None:
    """What a share counts and of what; None for the mean."""
    if share.group == MEAN:
        return None
    pairs = groups.within(share.by, share.group)
    if share.figure in COUNTED:
        count, of = COUNTED[share.figure]
        return _sum(pairs, groups.states, count), _sum(pairs, groups.states, of)
    if share.figure == ATTENDANCE:
        came: dict[Cell, float] = {("attendance", pair, PRESENT): 1.0 for pair in pairs}
        return came, came | {("attendance", pair, NOT_PRESENT): 1.0 for pair in pairs}
    by = BY[0] if share.by == ALL else share.by
    return {("reach", by, one): 1.0 for one in groups.names(share.by, share.group)}, {}


def _sum(
    pairs: Iterable[Place], states: Iterable[State], counts: Callable[[State], bool]
) -> dict[Cell, float]:
    return {("entries", pair, one): 1.0 for pair in pairs for one in states if counts(one)}


def _worth(share: Share, value: int | None) -> float:
    """What hiding it costs: the whole cohort's most, then large groups."""
    return WORTH_MOST + (value or 0) if share.by == ALL else float(value or 0)
