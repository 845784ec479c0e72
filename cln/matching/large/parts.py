"""A part of a large cohort: some of its entries, who make some of its teams by the rules of the whole."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self

from cln.matching import effort
from cln.matching.distance import EARTH_KM
from cln.matching.objective import BALANCE, BREADTH, TRAVEL
from cln.matching.problem import Entry, Facilitator, Problem, Promise, Strength, Team
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft, Made, Slot
from cln.matching.solve.profile import Placed, best_profile, pinned, tighten
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.sums import authority, each, having, people
from cln.matching.watch import Watch

STRENGTHS = {"sectors": Strength.OFF, "theme-teams": Strength.OFF, "team-count": Strength.MUST}
"""How a part takes the rules that say nothing of it, and that of its number of teams."""


@dataclass(frozen=True)
class Share:
    """Entries that are to make so many teams on one theme."""

    theme: str
    teams: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Part:
    """Shares whose teams are made together; entries may then change their theme with others of the part."""

    shares: tuple[Share, ...]

    @property
    def teams(self) -> int:
        """How many teams it makes."""
        return sum(share.teams for share in self.shares)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All its entries."""
        return tuple(entry for share in self.shares for entry in share.entries)

    @property
    def themes(self) -> tuple[str, ...]:
        """Its themes."""
        return tuple(share.theme for share in self.shares)

    @classmethod
    def of(cls, teams: Iterable[Made]) -> Self:
        """What such teams would be a part of."""
        shares: dict[str, list[tuple[Entry, ...]]] = {}
        for theme, entries in teams:
            shares.setdefault(theme, []).append(entries)
        return cls(tuple(Share(theme, len(some), sum(some, ())) for theme, some in shares.items()))


class Maker:
    """Halves parts, and makes their teams."""

    def __init__(self, whole: Placed, sizes: tuple[int, int], watch: Watch) -> None:
        """Work by the rules of a whole whose teams are to have so many participants: (fewest, most)."""
        self._whole, self._sizes, self._watch = whole, sizes, watch

    def halve(self, share: Share) -> list[Share] | None:
        """Two shares of half of the teams each, as mixed as can be, with those near each other in the same
        one; None if the rules allow no such halves.
        """
        self._may_go_on()
        slots = [Slot(share.theme, share.teams // 2), Slot(share.theme, share.teams - share.teams // 2)]
        for fair in (True, False):
            problem = self._small(share.entries, share.teams)
            draft = Draft(Model(self._watch), problem, problem.entries, slots, placed=problem.participants)
            tighten(draft)
            if fair:
                _share_fairly(draft)
            with suppress(Unfinished):
                if draft.reach(BREADTH, nodes=effort.PART_NODES) is not None:
                    _part_by_place(draft)
                    return [Share(pool.theme, pool.slot.most, pool.seated) for pool in draft.pools]
        return None

    def teams(self, part: Part) -> list[Made] | None:
        """Its teams, as good as they can be seen alone; None if it makes none, or none were found."""
        self._may_go_on()
        problem = self._small(part.entries, part.teams)
        placed = Placed(problem, problem.entries, self._whole.asked)
        slots = [Slot(share.theme, 1) for share in part.shares for _ in range(share.teams)]
        with suppress(Unfinished):
            # On one theme there is nothing to choose; what was joined across themes chooses anew.
            profile = best_profile(placed, self._watch, slots) if len(part.shares) > 1 else ()
            draft = None if profile is None else pinned(placed, profile, self._watch, slots)
            if draft is not None and draft.reach(BREADTH, nodes=effort.PART_NODES) is not None:
                for goal in (TRAVEL, BALANCE) if part.teams <= effort.PART_TEAMS else ():
                    draft.reach(goal, nodes=effort.PART_LATE_NODES)
                return [(pool.theme, pool.seated) for pool in draft.pools]
        return None

    def loss(self, part: Part, teams: Iterable[Made]) -> tuple[int, ...]:
        """How much worse these teams of the part are in each line of the profile than its shares."""
        shares = [(share.theme, share.entries) for share in part.shares]
        lines = zip(self._whole.goals, self._lines(shares), self._lines(teams), strict=True)
        return tuple((old - new) * (1 if goal.more_is_better else -1) for goal, old, new in lines)

    def _may_go_on(self) -> None:
        if self._watch.left <= 0:
            raise Unfinished("no work may be done any more for teams")

    def _lines(self, groups: Iterable[Made]) -> list[int]:
        teams = [Team(0, theme, entries) for theme, entries in groups]
        return [goal.count(Finished(self._whole.problem, teams)) for goal in self._whole.goals]

    def _small(self, entries: tuple[Entry, ...], teams: int) -> Problem:
        """Some of the teams as a problem of its own."""
        keys = {entry.key for entry in entries}
        whole, limits = self._whole.problem, self._whole.problem.limits
        return replace(
            whole,
            entries=entries,
            # Who nurtures whom comes later; so much load as one can take each team may be.
            facilitators=tuple(Facilitator(f"{number}") for number in range(teams)),
            limits=replace(limits, teams=teams, team_size=self._sizes),
            strengths={**whole.strengths, **STRENGTHS},
            promises=_renumbered([one for one in whole.promises if keys.intersection(one.entries)]),
            met=frozenset(pair for pair in whole.met if keys.issuperset(pair)),
        )


def _renumbered(promises: Sequence[Promise]) -> tuple[Promise, ...]:
    """Pins to the teams of a part: other numbers, the same teams."""
    numbers = sorted({one.team for one in promises if one.team is not None})
    return tuple(
        one if one.team is None else replace(one, team=numbers.index(one.team) + 1) for one in promises
    )


def _share_fairly(draft: Draft) -> None:
    """Let each pool have its share of the entries, of the people and of any large authority's entries, give
    or take one entry.
    """
    part, of = draft.problem.limits.authority_share
    teams, everyone = sum(pool.slot.most for pool in draft.pools), draft.everyone
    homes = Counter(entry.authority for entry in everyone)
    large = [name for name, own in homes.items() if 3 * of * own > 2 * part * len(everyone)]
    for weigh in (each, people, *(having(authority, name) for name in large)):
        weights = [weigh(entry) for entry in everyone]
        for pool in draft.pools:
            more = teams * pool.total(weigh) - pool.slot.most * sum(weights)
            draft.model.require(more <= teams * max(weights))
            draft.model.require(more >= -teams * max(weights))


def _part_by_place(draft: Draft) -> None:
    """Bring those near each other into the same half, if anybody is far from anybody."""
    places = {entry.key: _flat(entry.location) for entry in draft.everyone if entry.location}
    if not places:
        return
    (west, south), (east, north) = (tuple(map(end, zip(*places.values(), strict=True))) for end in (min, max))
    if math.hypot(east - west, north - south) <= draft.problem.limits.travel_km:
        return
    axis, start = (0, west) if east - west > north - south else (1, south)
    way = draft.model.total(
        (seat, round(places[entry.key][axis] - start))
        for entry, seat in draft.pools[0].seats
        if entry.key in places
    )
    draft.model.best(TRAVEL.name, way, more_is_better=False, nodes=effort.PART_LATE_NODES)


def _flat(place: tuple[float, float]) -> tuple[float, float]:
    """Kilometres to the east and to the north, near enough to tell who is near whom."""
    latitude, longitude = map(math.radians, place)
    return EARTH_KM * longitude * math.cos(latitude), EARTH_KM * latitude
