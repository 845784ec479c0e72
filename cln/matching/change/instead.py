"""What the best match would be if something were otherwise: an entry on another theme, a theme given up.

Each answer is a real arrangement of teams that keeps every rule, with the best profile there can be and as
few entries as possible on another theme than now. Where nothing can be better than now, the search begins
with the profile of now and gives way line by line, from the last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from cln.matching import check, effort
from cln.matching.objective import BREADTH
from cln.matching.problem import Entry, Key, Problem, Strength, Team
from cln.matching.rules import BY_ID, RULES, strength
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.places import choices
from cln.matching.solve.profile import Placed, Profile, best_profile, breadth_bound, pinned, rooms, settle
from cln.matching.solve.solver import Optimum
from cln.matching.solve.teams import breadth_of, teams_of
from cln.matching.watch import Watch

STEP = "explanation"
"""What a watch hears that is being solved."""


@dataclass(frozen=True)
class Instead:
    """Teams as they would be, without facilitators; of their lines only the profile is at its best."""

    placed: Placed
    teams: tuple[Team, ...]
    profile: Profile


class Now:
    """The teams that there are, and what the best match would be if something were otherwise."""

    def __init__(
        self, problem: Problem, teams: Sequence[Team], watch: Watch, *, proven: bool = False
    ) -> None:
        """Look at teams; `proven` if no match is known to have a better profile, or more breadth with it."""
        self.teams, self.watch, self.proven = teams, watch, proven
        entries = sorted((entry for team in teams for entry in team.entries), key=lambda entry: entry.key)
        self.placed = Placed(problem, tuple(entries))
        self.score = check.score(problem, teams)
        self.profile = tuple(
            Optimum(self.score[goal.name], self.score[goal.name]) for goal in self.placed.goals
        )
        self.homes: dict[Key, str] = {entry.key: team.theme for team in teams for entry in team.entries}

    @cached_property
    def best(self) -> bool:
        """These entries cannot have a better profile than now."""
        if self.proven:
            return True
        best = best_profile(self.placed, self.watch)
        return best is not None and [line.value for line in best] == [line.value for line in self.profile]

    def instead(self, asked: Placed) -> Instead | None:
        """The best match under what is asked; None if there is none.

        The entries that have a place now keep it while that is possible.
        """
        found = self._best_of(asked, self.profile if self.best else ())
        return found or next(filter(None, (self._best_of(other, ()) for other in self._others(asked))), None)

    def breadth(self, found: Instead) -> int:
        """The most breadth that teams with that profile can have."""
        here = check.score(found.placed.problem, found.teams)[BREADTH.name]
        if self.proven and here == self.score[BREADTH.name]:
            return here
        if here == breadth_bound(found.placed, found.profile, self.watch):
            return here
        most = breadth_of(found.placed, found.profile, self.watch)
        return here if most is None else most.value

    def forbidding(self, asked: Placed) -> tuple[str, ...]:
        """The rules of which one, let go, would make possible what is asked and is not."""
        problem = asked.problem
        musts = [
            r for r in RULES if strength(problem, r) is Strength.MUST and not r.given and r.concerns(problem)
        ]
        found = []
        for rule in musts:
            without = replace(problem, strengths={**problem.strengths, rule.id: Strength.SHOULD})
            trial = replace(asked, problem=without)
            if any(self._possible(placed) for placed in (trial, *self._others(trial))):
                found.append(rule.id)
        return tuple(found)

    def forced(self, team: Team) -> tuple[Entry, ...] | None:
        """Those of a team who could not have another theme at this profile; None if no match has it."""
        draft, stuck = pinned(self.placed, self.profile, self.watch), list(team.entries)
        proven = False  # whether the draft is of single teams, so that what it says of leaving is true
        while stuck:
            staying = sum(pool.total(_one_of(stuck)) for pool in draft.all_pools if pool.theme == team.theme)
            least = draft.model.best(STEP, staying, more_is_better=False)
            if least is None:
                return None
            if least.value == len(stuck):
                return tuple(stuck)
            if proven or self._realise(self.placed, self.profile, draft) is not None:
                here = [pool for pool in draft.all_pools if pool.theme == team.theme]
                stuck = [one for one in stuck if any(draft.model.value(pool.sits(one)) for pool in here)]
            else:
                slots = rooms(self.placed, self.profile, 0, self.watch)
                if slots is None:
                    return None
                draft, proven = pinned(self.placed, self.profile, self.watch, slots), True
        return ()

    def _others(self, asked: Placed) -> Iterator[Placed]:
        """Who else could have a place under what is asked, the best choice first."""
        everyone = replace(asked, entries=asked.problem.entries)
        others = (placed for placed in choices(everyone, self.watch) if placed.entries != asked.entries)
        return islice(others, effort.CHOICES)

    def _possible(self, placed: Placed) -> bool:
        """Whether anything keeps all rules, whatever its profile."""
        draft = pinned(placed, (), self.watch)
        if draft.model.best(STEP, self._stay(draft), more_is_better=True) is None:
            return False
        return bool(self._realise(placed, (), draft) or self._on_slots(placed, ()))

    def _best_of(self, placed: Placed, bound: Profile) -> Instead | None:
        """The best match of those who have a place, given a profile than which none is better, if any."""
        profile, draft = self._on_themes(placed, bound)
        if profile is None:
            return None
        same = [line.value for line in profile] == [line.value for line in self.profile]
        teams = self._realise(placed, profile, draft, mixed=same) or self._on_slots(placed, profile)
        if teams is None:
            # Themes as a whole promised more than teams can keep: settle the profile on the teams themselves.
            slots = rooms(placed, (), 0, self.watch)
            profile = best_profile(placed, self.watch, slots) if slots is not None else None
            teams = self._on_slots(placed, profile) if profile is not None else None
        return Instead(placed, teams, profile) if teams is not None and profile is not None else None

    def _on_themes(self, placed: Placed, bound: Profile) -> tuple[Profile | None, Draft]:
        """The best profile of whole themes, and a draft of them that has it; None if there is none."""
        kept = bound[:-1]
        while True:
            draft = pinned(placed, kept, self.watch)
            profile = settle(draft, placed.goals[:-1], kept)
            last = self._settle_last(placed, draft) if profile is not None else None
            if profile is not None and last is not None:
                return (*profile, last), draft
            if not kept:
                return None, draft
            kept = kept[:-1]  # nothing can be better than now, so the more lines are as now the better

    def _settle_last(self, placed: Placed, draft: Draft) -> Optimum | None:
        """Settle the last line of the profile and, in the same search, how many keep their theme."""
        goal, many = placed.goals[-1], len(placed.entries) + 1
        sign, count = 1 if goal.more_is_better else -1, goal.count(draft)
        both = draft.model.best(STEP, sign * many * count + self._stay(draft), more_is_better=True)
        return both and Optimum(draft.model.value(count), sign * (both.bound // many))

    def _on_slots(self, placed: Placed, profile: Profile) -> tuple[Team, ...] | None:
        """Teams with this profile, as few as possible on another theme than now; None if there are none."""
        slots = rooms(placed, profile, 0, self.watch)
        if slots is None:
            return None
        draft = pinned(placed, profile, self.watch, slots)
        found = draft.model.best(STEP, self._stay(draft), more_is_better=True)
        return teams_of(draft) if found is not None else None

    def _realise(
        self, placed: Placed, profile: Profile, draft: Draft, *, mixed: bool = False
    ) -> tuple[Team, ...] | None:
        """Teams, perhaps `mixed` best, in which all have the theme that a draft of whole themes found."""
        value = draft.model.value
        if (
            not mixed
            and not _shares_facilitators(placed.problem)
            and all(value(p.teams) < 2 for p in draft.pools)
        ):
            return teams_of(draft)  # a theme with one team is a team
        chosen = {e.key: pool.theme for pool in draft.pools for e, seat in pool.seats if value(seat)}
        slots = [Slot(pool.theme, 1) for pool in draft.pools for _ in range(value(pool.teams))]
        single = pinned(replace(placed, asked=chosen), profile, self.watch, slots)
        goal = BREADTH.count(single) if mixed else single.model.total(())
        found = single.model.best(STEP, goal, more_is_better=True)
        return teams_of(single) if found is not None else None

    def _stay(self, draft: Draft) -> Quantity:
        """How many entries have the theme that they have now."""
        return sum(pool.total(self._at_home(pool.theme)) for pool in draft.all_pools)

    def _at_home(self, theme: str) -> Callable[[Entry], int]:
        return lambda entry: int(self.homes.get(entry.key) == theme)


def _shares_facilitators(problem: Problem) -> bool:
    """There are fewer key facilitators than teams, so that who takes which is open while themes are whole."""
    must = strength(problem, BY_ID["team-facilitator"]) is Strength.MUST
    return must and len(problem.key_facilitators) < problem.limits.teams


def _one_of(entries: Sequence[Entry]) -> Callable[[Entry], int]:
    keys = {entry.key for entry in entries}
    return lambda entry: int(entry.key in keys)
