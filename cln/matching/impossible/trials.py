"""Whether there is any match at all: teams that keep every must are made, without asking how good they are.

Within bounds: what is made once serves again, and nothing is tried for ever.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress

from cln.matching import effort
from cln.matching.impossible.arithmetic import Finding
from cln.matching.impossible.contradictions import are_impossible, findings
from cln.matching.large import split
from cln.matching.problem import Key, Problem, PromiseKind, Team
from cln.matching.rules import RULES, is_crowded, is_must, most_teams
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.facilitators import staff
from cln.matching.solve.profile import Placed, tighten
from cln.matching.solve.solver import Model, Unfinished
from cln.matching.solve.teams import numbered, teams_of
from cln.matching.sums import Sums, people
from cln.matching.watch import Budget, Watch


class Trials:
    """Tries problems on teams, for as long as the watch lets work be done."""

    def __init__(self, watch: Budget, *, twice: bool = False) -> None:
        """Begin to try; if asked for, that there are no teams is heard `twice`."""
        self.watch, self._twice = watch, twice
        self.placed = 0
        """How many people have a place in the teams that showed last that something is possible."""
        self.doubts = 0
        """How often it was not found out whether something works."""
        self._made: list[tuple[Team, ...]] = []

    @property
    def left(self) -> float:
        """Steps of work that may still be spent."""
        return self.watch.left

    def findings(self, problem: Problem) -> tuple[Finding, ...]:
        """What the numbers and the promises of a problem forbid."""
        asked = len(problem.promises) * effort.PROMISE + len(problem.entries) * effort.ENTRY
        self.watch.spend(effort.FOUND + asked)
        return findings(problem)

    def possible(self, problem: Problem) -> bool | None:
        """Whether there are teams that keep every must; None if a cohort is too large to find that out.

        Raises:
            Unfinished: it was not found out.
        """
        for made in reversed(self._made):
            if self._keeps(problem, made):
                self.placed = sum(team.participants for team in made)
                return True
        try:
            teams = self._some_teams(problem)
        except Unfinished:
            if problem.limits.teams > effort.LARGE:  # made part by part, which proves nothing
                return None
            raise
        if teams is not None:
            self._made.append(teams)
            self.placed = sum(team.participants for team in teams)
        return teams is not None

    def works(self, problem: Problem) -> bool:
        """Whether there certainly are teams."""
        possible = None
        with suppress(Unfinished):
            possible = self.possible(problem)
        self.doubts += possible is None
        return possible is True

    def fails(self, problem: Problem) -> bool:
        """Whether there certainly are no teams."""
        with suppress(Unfinished):
            return self.possible(problem) is False
        return False

    def fails_with(self, problem: Problem, total: int, keys: Set[Key]) -> bool:
        """Whether there certainly are no teams of so many people, these entries among them."""
        with suppress(Unfinished):
            whole = self._solved(problem, total, pools_of(problem), keys)
            return whole is None or self._at_once(problem, total, whole, keys) is None
        return False

    def _keeps(self, problem: Problem, teams: Sequence[Team]) -> bool:
        """Whether teams keep every must, perhaps with other facilitators, and nobody waits without need."""
        self.watch.spend(effort.ENTRY * len(problem.entries))
        if sum(team.participants for team in teams) != next(totals(problem), None):
            return False
        if _breaks(problem, teams, but="team-facilitator"):
            return False
        there = {(one.name, one.email) for one in problem.facilitators}
        here = all((one.name, one.email) in there for team in teams for one in team.facilitators)
        if here and not _breaks(problem, teams):
            return True
        with suppress(Unfinished):
            return staff(problem, teams, self.watch) is not None
        return False

    def _some_teams(self, problem: Problem) -> tuple[Team, ...] | None:
        """Teams with facilitators that keep every must; None if there are none, which is proven.

        Raises:
            Unfinished: neither teams nor a proof came out.
        """
        if self.watch.hurried or self.left <= 0:
            raise Unfinished("the search for teams was given up")
        tried = 0
        for total in totals(problem):
            whole = self._solved(problem, total, pools_of(problem))
            if whole is None:
                continue
            if tried == effort.TOTALS and not self.watch.limited:
                raise Unfinished("there are more choices of who waits than were tried")
            tried += 1
            make = self._part_by_part if problem.limits.teams > effort.LARGE else self._at_once
            teams = make(problem, total, whole)
            if teams is not None:
                staffed = staff(problem, teams, self.watch)
                assert staffed is not None, "the draft keeps the rule for facilitators too"
                assert not _breaks(problem, staffed), "solver and checker agree"
                return staffed
        return None

    def _at_once(
        self,
        problem: Problem,
        total: int,
        whole: Draft,
        keys: Set[Key] = frozenset(),
    ) -> tuple[Team, ...] | None:
        """Teams in which so many people have a place, as they have in the sum of all; None if none."""
        counted = Counter[str]()
        for pool in whole.pools:
            counted[pool.theme] += whole.model.value(pool.teams)
        shared = _shared(problem)
        limit = most_teams(problem) if shared is None else min(most_teams(problem), shared[1])
        for most in (counted, dict.fromkeys(counted, limit)):
            slots = [Slot(theme, 1) for theme, n in most.items() for _ in range(n)]
            draft = self._solved(problem, total, slots, keys)
            if draft is not None:
                return teams_of(draft)
            if len(most) == 1 and is_must(problem, "team-count"):
                return None
        return None

    def _part_by_part(self, problem: Problem, total: int, _whole: Draft) -> tuple[Team, ...]:
        """Teams of a large cohort in which everybody has a place, without a look at who wanted what."""
        if total < problem.participants:
            raise Unfinished("who waits in a large cohort is not tried")
        made, _breadth = split.make(Placed(problem, problem.entries), (), self.watch)
        return numbered(problem, made)

    def _solved(
        self,
        problem: Problem,
        total: int,
        slots: Sequence[Slot],
        keys: Set[Key] = frozenset(),
    ) -> Draft | None:
        """A draft in which so many people, those of the keys among them, have a place in these slots; None if
        there is none.
        """
        optional = total < problem.participants
        model = Model(self._once(), easy=True)
        draft = Draft(model, problem, problem.entries, slots, placed=total, optional=optional)
        tighten(draft)
        draft.model.require(draft.whole.total(people) == total)
        for key in sorted(keys):
            draft.model.require(draft.place(problem.by_key[key]) == 1)
        any_teams = model.best("any teams", 0, more_is_better=False, twice=self._twice, insist=False)
        return draft if any_teams is not None else None

    def _once(self) -> Budget:
        """The work that one search for teams may do."""
        return Budget(self.watch, self.left / effort.AT_ONCE)


def no_teams(
    problem: Problem, watch: Watch, total: int, keys: Set[Key], *, twice: bool, steps: float
) -> bool:
    """Whether it is proven within so many steps, and heard `twice`, that no teams hold so many people, these
    entries among them. Of a large cohort, and with no steps, only promises prove it.
    """
    if are_impossible(problem, keys):
        return True
    if problem.limits.teams > effort.LARGE or watch.hurried or not steps:
        return False
    return Trials(Budget(watch, steps), twice=twice).fails_with(problem, total, keys)


def totals(problem: Problem) -> Iterator[int]:
    """How many people may have a place, the most first: all while there is room, none if groups exceed it."""
    if not is_crowded(problem):
        yield problem.participants
        return
    grouped = sum(people(entry) for group in problem.groups for entry in group.entries)
    sums = Sums(people(entry) for entry in problem.entries if entry.key not in problem.grouped)
    rest = sums.at_most(problem.limits.capacity - grouped)
    while rest is not None and grouped + rest > 0:
        yield grouped + rest
        rest = sums.at_most(rest - 1)


def pools_of(problem: Problem) -> list[Slot]:
    """A pool for each theme that somebody is pinned to, and for as many others as may be needed: without
    levels these are alike. A team that several entries are pinned to has a pool of its own on each.
    """
    pinned_to = {promise.theme for promise, _ in problem.promised(PromiseKind.PIN)}
    others = [theme for theme in problem.themes if theme not in pinned_to]
    few, shared = 1, _shared(problem)
    if shared is not None:
        low, high = shared
        few = len(others) if low or not high else -(-most_teams(problem) // high)
    themes = {*pinned_to, *others[:few]}
    pinned = Counter(pin.team for pin, there in problem.promised(PromiseKind.PIN) for _entry in there)
    alone = [(1, number) for number, many in pinned.items() if number is not None and many > 1]
    most = (most_teams(problem), None)
    return [Slot(theme, *slot) for theme in problem.themes if theme in themes for slot in (*alone, most)]


def _shared(problem: Problem) -> tuple[int, int] | None:
    """The fewest and the most teams on a theme; None where that is open."""
    return problem.limits.theme_teams if is_must(problem, "theme-teams") else None


def _breaks(problem: Problem, teams: Sequence[Team], but: str = "") -> bool:
    """Whether teams break a rule that must hold, leaving out one."""
    seats = Finished(problem, teams)
    asked = (rule for rule in RULES if is_must(problem, rule.id) and rule.id != but)
    return any(not condition.holds for rule in asked for condition in rule.conditions(seats))
