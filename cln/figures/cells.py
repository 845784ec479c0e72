"""Which entries and people each figure of a cohort counts, as sums over cells.

A cell is what became of an entry in one council, or in one sector; the two count the same entries, so that
for each thing that can become of an entry the councils' cells and the sectors' cells have one sum.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from cln.disclosure.figure import Cell, Figure
from cln.figures.shares import ALL, ANSWERED, ATTENDANCE, GOT_FIVE, MEAN, REACH, WITHDREW, Share
from cln.programme import LEVELS, Reason

State = tuple[str, object, object]
"""What became of an entry: ("withdrew", reason, None), or ("active", whether it answered, how it rated its
team's theme: a level, None, or that it has no team)."""
NO_TEAM = "no team"
STATES: tuple[State, ...] = (
    *(("withdrew", reason, None) for reason in Reason),
    *(("active", answered, seat) for answered in (True, False) for seat in (*LEVELS, None, NO_TEAM)),
)
PRESENT, NOT_PRESENT = "present", "not present"

BY = ("authority", "sector")
WORTH_MOST = 10_000.0
"""Of the counts of a whole cohort: they are hidden last."""


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
    """The councils and sectors of a cohort, and in which group each is told."""

    members: Mapping[str, Mapping[str, tuple[str, ...]]]
    """`authority` or `sector` -> group -> its councils or sectors."""

    def every(self, by: str) -> list[str]:
        """All councils or sectors."""
        return [name for names in self.members[by].values() for name in names]


def of_share(share: Share, groups: Groups) -> Iterator[Figure]:
    """The figures of a share of entries, of attendance or of the register: how many, and of how many.

    Args:
        share: of the whole or of a group.
        groups: the councils and sectors.
    """
    cells = _share_cells(share, groups)
    if cells is None:
        return
    count, of = cells
    whole = share.by == ALL and share.figure != ATTENDANCE
    yield Figure(
        name(share, "count"), share.count or 0, count, share.of, whole, worth=_worth(share, share.count)
    )
    if share.figure != REACH:  # how many the register has is for everybody to count
        yield Figure(name(share, "of"), share.of or 0, of, None, whole, worth=_worth(share, share.of))


def of_nobody(share: Share, few: int, groups: Groups) -> Iterator[Figure]:
    """What a page must not tell of a group where the whole has only a few: which of them are in it."""
    cells = _share_cells(share, groups)
    if cells is not None and share.by != ALL:
        yield Figure(name(share, "count"), share.count or 0, cells[0], absent=True, width=few)


def of_mean(share: Share, parts: Sequence[Share]) -> Iterator[Figure]:
    """The mean of the councils' shares, from the shares of each council, whatever group it is told in."""
    counted = [part for part in parts if part.of]
    if share.value is not None and counted:
        cells: dict[Cell, float] = {}
        for part in counted:
            own = _share_cells(part, Groups({"authority": {part.group: (part.group,)}, "sector": {}}))
            for cell in own[0] if own else ():
                cells[cell] = 1 / ((part.of or 1) * len(counted))
        yield Figure(name(share, "value"), share.value, cells, open=True)


def of_states(groups: Groups) -> Iterator[Figure]:
    """That councils and sectors are told of the same entries."""
    for state in STATES:
        cells: dict[Cell, float] = {
            ("entries", "authority", one, state): 1.0 for one in groups.every("authority")
        }
        cells |= {("entries", "sector", one, state): -1.0 for one in groups.every("sector")}
        yield same(f"entries {state}", cells)


def of_reach(groups: Groups, *, several: bool, earlier: bool) -> Iterator[Figure]:
    """That each establishment that was reached has an entry, in this cohort or an earlier one.

    Args:
        groups: the councils and sectors.
        several: some establishment has several entries.
        earlier: there are cohorts before this one.
    """
    for by in BY:
        for one in groups.every(by):
            cells: dict[Cell, float] = {("reach", by, one): 1.0}
            cells |= {("entries", by, one, state): -1.0 for state in STATES}
            cells |= {("further entries", by, one): 1.0} if several else {}
            cells |= {("earlier cohorts", by, one): -1.0} if earlier else {}
            yield same(f"reach {by} {one}", cells)


def same(of: str, cells: Mapping[Cell, float]) -> Figure:
    """That sums are one, which everybody knows; it is no figure of the page."""
    return Figure(f"= {of}", 0, cells, open=True, worth=inf)


def entries(groups: Groups, counts: Callable[[State], bool]) -> dict[Cell, float]:
    """The cells of all entries of which something is true."""
    return _sum("authority", groups.every("authority"), counts)


def attendance(groups: Groups, came: Mapping[tuple[int, str], int]) -> Iterator[Figure]:
    """Who came to which event, and that councils, sectors and events are told of the same people.

    Args:
        groups: the councils and sectors.
        came: (event, `present` or `not present`) -> people.
    """
    totals: dict[int, int] = {}
    for (event, _presence), people in came.items():
        totals[event] = totals.get(event, 0) + people
    for (event, presence), people in sorted(came.items()):
        cell = ("came to", event, presence)
        yield Figure(f"attendance/{event}/{presence}", people, {cell: 1.0}, of=totals[event])
    for presence in (PRESENT, NOT_PRESENT):
        events = {("came to", *key): -1.0 for key in came if key[1] == presence}
        for by in BY:
            cells: dict[Cell, float] = {("attendance", by, one, presence): 1.0 for one in groups.every(by)}
            yield same(f"attendance {presence} {by}", cells | events)


def name(share: Share, part: str) -> str:
    """What a figure of a share is called."""
    return f"{share.figure}/{share.by}/{share.group}/{part}"


def _share_cells(share: Share, groups: Groups) -> tuple[dict[Cell, float], dict[Cell, float]] | None:
    """What a share counts and of what; None for the mean."""
    if share.group == MEAN:
        return None
    by = "authority" if share.by == ALL else share.by
    names = groups.every(by) if share.by == ALL else groups.members[by].get(share.group, (share.group,))
    if share.figure in COUNTED:
        return _sum(by, names, COUNTED[share.figure][0]), _sum(by, names, COUNTED[share.figure][1])
    if share.figure == ATTENDANCE:
        came: dict[Cell, float] = {("attendance", by, one, PRESENT): 1.0 for one in names}
        return came, came | {("attendance", by, one, NOT_PRESENT): 1.0 for one in names}
    return {("reach", by, one): 1.0 for one in names}, {}


def _sum(by: str, names: Iterable[str], counts: Callable[[State], bool]) -> dict[Cell, float]:
    return {("entries", by, one, state): 1.0 for one in names for state in STATES if counts(state)}


def _worth(share: Share, value: int | None) -> float:
    """What hiding it costs: the whole cohort's most, then large groups."""
    return WORTH_MOST + (value or 0) if share.by == ALL else float(value or 0)
