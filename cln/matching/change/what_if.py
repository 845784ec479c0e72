"""What the best match would be if something were otherwise: an entry on another theme, a theme given up.

Each answer is a real arrangement of teams that keeps every rule, with the best profile there can be and as
few entries as possible on another theme than now. Where nothing can be better than now, the search begins
with the profile of now and gives way line by line, from the last.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, islice

from cln.matching import check, effort
from cln.matching.impossible.trials import no_teams
from cln.matching.large.split import make_as_drafted
from cln.matching.objective import BREADTH
from cln.matching.problem import Entry, Key, Problem, Strength, Team
from cln.matching.rules import RULES, is_must, most_teams
from cln.matching.seats import Quantity
from cln.matching.solve.draft import Draft, Slot
from cln.matching.solve.places import placings
from cln.matching.solve.profile import Placed, Profile, best_profile, breadth_bound, pinned, settle
from cln.matching.solve.rooms import rooms
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.solve.teams import breadth_of, numbered, teams_of
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
        values = [self.score[goal.name] for goal in self.placed.goals]
        self.profile = tuple(Optimum(value, value) for value in values)
        self.homes: dict[Key, str] = {entry.key: team.theme for team in teams for entry in team.entries}

    @cached_property
    def best(self) -> bool:
        """These entries cannot have a better profile than now."""
        if self.proven:
            return True
        best = best_profile(self.placed, self.watch)
        return best is not None and self._is_same(best)

    def instead(self, asked: Placed) -> Instead | None:
        """The best match under what is asked; None if there is none.

        The entries that have a place now keep it while that is possible.
        """
        kept = self._best_of(asked, self.profile if self.best else ())
        return kept or next(filter(None, (self._best_of(other, ()) for other in self._others(asked))), None)

    def breadth(self, instead: Instead) -> int:
        """The most breadth that teams with that profile can have."""
        placed, profile = instead.placed, instead.profile
        here = check.score(placed.problem, instead.teams)[BREADTH.name]
        if self.proven and here == self.score[BREADTH.name]:
            return here
        if here == breadth_bound(placed, profile, self.watch) or placed.problem.limits.teams > effort.LARGE:
            return here  # of a large cohort what its parts reach, as in a match
        most = breadth_of(placed, profile, self.watch)
        return here if most is None else most.value

    def forbidding(self, asked: Placed) -> tuple[str, ...]:
        """The rules of which one, let go, would make possible what is asked and is not."""
        problem, forbidding = asked.problem, []
        for rule in RULES:
            if is_must(problem, rule.id) and not rule.given and rule.concerns(problem):
                strengths = {**problem.strengths, rule.id: Strength.SHOULD}
                trial = replace(asked, problem=replace(problem, strengths=strengths))
                if any(self.is_possible(placed) for placed in chain([trial], self._others(trial))):
                    forbidding.append(rule.id)
        return tuple(forbidding)

    def forced(self, team: Team) -> tuple[Entry, ...] | None:
        """Those of a team who could not have another theme at this profile; None if no match has it."""
        draft, stuck = pinned(self.placed, self.profile, self.watch), list(team.entries)
        proven = False  # whether the draft is of single teams, so that what it says of leaving is true
        while stuck:
            here = [pool for pool in draft.all_pools if pool.theme == team.theme]
            staying = sum(pool.total(_one_of(stuck)) for pool in here)
            least = draft.model.best(STEP, staying, more_is_better=False)
            if least is None:
                return None
            if least.value == len(stuck):
                return tuple(stuck)
            if proven or self._realise(self.placed, self.profile, draft) is not None:
                stuck = [one for one in stuck if any(draft.model.value(pool.sits(one)) for pool in here)]
            else:
                slots = rooms(self.placed, self.profile, 0, self.watch, every=True)
                if slots is None:
                    return None
                draft, proven = pinned(self.placed, self.profile, self.watch, slots), True
        return ()

    def _others(self, asked: Placed) -> Iterator[Placed]:
        """Who else could have a place under what is asked, the best choice first."""
        everyone = replace(asked, entries=asked.problem.entries)
        choices = placings(everyone, self.watch, no_teams=partial(no_teams, asked.problem, self.watch))
        return islice((placed for placed in choices if placed.entries != asked.entries), effort.CHOICES)

    def is_possible(self, placed: Placed) -> bool:
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
        mixed = self._is_same(profile)
        teams = self._realise(placed, profile, draft, mixed=mixed) or self._on_slots(placed, profile)
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
        slots = rooms(placed, profile, 0, self.watch, every=True)
        if slots is None:
            return None
        draft = pinned(placed, profile, self.watch, slots)
        most = draft.model.best(STEP, self._stay(draft), more_is_better=True)
        return teams_of(draft) if most is not None else None

    def _realise(
        self, placed: Placed, profile: Profile, draft: Draft, *, mixed: bool = False
    ) -> tuple[Team, ...] | None:
        """Teams, perhaps `mixed` best, in which all have the theme that a draft of whole themes gives."""
        value = draft.model.value
        # With fewer key facilitators than teams it is open who takes which while themes are whole.
        few = len(placed.problem.key_facilitators) < most_teams(placed.problem)
        shared = is_must(placed.problem, "team-facilitator") and few
        if not mixed and not shared and all(value(pool.teams) < 2 for pool in draft.pools):
            return teams_of(draft)  # a theme with one team is a team
        chosen = {e.key: pool.theme for pool in draft.pools for e, seat in pool.seats if value(seat)}
        if placed.problem.limits.teams > effort.LARGE:
            with suppress(Unfinished):
                in_parts = make_as_drafted(replace(placed, asked=chosen), draft, self.watch)
                return numbered(placed.problem, in_parts)
            return None
        slots = [Slot(pool.theme, 1) for pool in draft.pools for _ in range(value(pool.teams))]
        single = pinned(replace(placed, asked=chosen), profile, self.watch, slots)
        goal = BREADTH.count(single) if mixed else single.model.total(())
        made = single.model.best(STEP, goal, more_is_better=True)
        return teams_of(single) if made is not None else None

    def _is_same(self, profile: Profile) -> bool:
        """Whether a profile has the values of now."""
        return [line.value for line in profile] == [line.value for line in self.profile]

    def _stay(self, draft: Draft) -> Quantity:
        """How many entries have the theme that they have now."""
        return sum(pool.total(self._at_home(pool.theme)) for pool in draft.all_pools)

    def _at_home(self, theme: str) -> Callable[[Entry], int]:
        return lambda entry: int(self.homes.get(entry.key) == theme)


def _one_of(entries: Sequence[Entry]) -> Callable[[Entry], int]:
    keys = {entry.key for entry in entries}
    return lambda entry: int(entry.key in keys)
