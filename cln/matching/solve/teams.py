"""Second stage: who sits with whom.

Shows that teams reach the profile of the first stage, or settles it anew on the teams themselves; then
the breadth, the travel and the balance, each given those before it. Every line is proven, or says by
its bound that it is not.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from cln.matching import check, effort
from cln.matching.objective import BALANCE, BREADTH, TRAVEL
from cln.matching.problem import Entry, Line, Problem, PromiseKind, Result, Status, Team
from cln.matching.queue import queue
from cln.matching.rules import is_must
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft, Made, Slot
from cln.matching.solve.profile import Placed, Profile, best_profile, breadth_bound, pinned
from cln.matching.solve.rooms import choices, rooms
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.sums import Sums, people
from cln.matching.watch import Watch


@dataclass(frozen=True)
class Seating:
    """Teams without facilitators, and what they reach."""

    teams: tuple[Team, ...]
    objective: tuple[Line, ...]


@dataclass(frozen=True)
class Wanted:
    """What teams are looked for: with a profile, and perhaps unlike others."""

    placed: Placed
    profile: Profile
    watch: Watch
    first: Sequence[str] = ()
    """Themes of teams among which there may be some."""
    ask: Callable[[Draft], None] = lambda _draft: None
    """Requires of a draft of single teams what else is wanted."""
    every: bool = False
    """Every theme counts, even where one is as good as another."""

    def draft(self, slots: Sequence[Slot], least: int, most: int) -> Draft:
        """A draft of such teams with a breadth from `least` to `most`."""
        draft = pinned(self.placed, self.profile, self.watch, slots)
        breadth = BREADTH.count(draft)
        draft.model.require(breadth >= least)
        draft.model.require(breadth <= most)
        self.ask(draft)
        return draft


@dataclass(frozen=True)
class _Late:
    """Teams as good in all lines above as can be, and what is known of the last lines."""

    teams: tuple[Team, ...]
    travel: Optimum
    balance: Optimum
    even: bool
    """Arithmetic shows that no teams are more even."""

    def beside(self, other: "_Late") -> "_Late":
        """The better of two, with bounds that are true of both."""
        best = min(self, other, key=lambda one: (one.travel.value, one.balance.value))
        other = self if best is other else other
        if other.travel.value > best.travel.value >= other.travel.bound:
            return best.unless(other.travel.bound)
        travel = Optimum(best.travel.value, min(best.travel.bound, other.travel.bound))
        bounds = [one.balance.bound for one in (best, other) if one.travel.value == best.travel.value]
        return replace(best, travel=travel, balance=Optimum(best.balance.value, min(bounds)))

    def unless(self, bound: int) -> "_Late":
        """The same teams, where others may have as little travel as this."""
        travel = Optimum(self.travel.value, min(self.travel.bound, bound))
        balance = self.balance if self.even else Optimum(self.balance.value, 0)
        return replace(self, travel=travel, balance=balance)


def seat(placed: Placed, watch: Watch, hopeless: Callable[[], bool] = lambda: False) -> Seating | None:
    """Make the best teams of those who have a place; None if the rules allow none.

    Where no teams reach what themes as a whole promise, it is asked whether that is `hopeless`: to prove it
    without a look at who wanted what takes a hundredth of the time.
    """
    hopeless = cache(hopeless)
    profile = best_profile(placed, watch)
    if profile is None:
        return None
    wanted = Wanted(placed, profile, watch)
    seating = best_teams(wanted, breadth_bound(placed, profile, watch), hopeless=hopeless)
    if seating is not None or hopeless():
        return seating
    # Themes as a whole promised more than teams can keep: settle the profile on the teams themselves.
    slots = rooms(placed, (), 0, watch)
    profile = best_profile(placed, watch, slots) if slots is not None else None
    if profile is None:
        return None
    return best_teams(Wanted(placed, profile, watch), breadth_bound(placed, profile, watch))


def best_teams(
    wanted: Wanted,
    bound: int,
    least: int = 0,
    *,
    insist: bool = True,
    hopeless: Callable[[], bool] = lambda: False,
) -> Seating | None:
    """The best teams that are wanted: at the bound of breadth if that is reached, else below it.

    None if there are none; where the bound is not reached, that may be seen to be `hopeless`. With a breadth
    of `bound` none have less travel than `least`. In a hurry first teams are waited for if we `insist`.

    Raises:
        Unfinished: neither teams came out nor a proof that there are none.
    """
    late, known = None, False  # whether it is known that no teams reach the bound
    with suppress(Unfinished):
        late = _at_breadth(wanted, bound, least)
        known = late is None
    if late is not None:
        return _seating(wanted, Optimum(bound, bound), late.teams, (late.travel.bound, late.balance.bound))
    if hopeless():
        return None
    slots = rooms(wanted.placed, wanted.profile, 0, wanted.watch, every=wanted.every)
    draft = wanted.draft(slots, 0, bound - known) if slots is not None else None
    breadth = draft.reach(BREADTH, insist=insist) if draft is not None else None
    if draft is None or breadth is None:
        return None
    with suppress(Unfinished):
        late = _at_breadth(wanted, breadth.value, 0)
    if late is not None:
        return _seating(wanted, breadth, late.teams, (late.travel.bound, late.balance.bound))
    bounds = travel_and_balance(draft, wanted.watch)
    return _seating(wanted, breadth, teams_of(draft), bounds)


def _at_breadth(wanted: Wanted, breadth: int, least: int) -> _Late | None:
    """The best of the teams with so much breadth, of which none have less travel than `least`; None if there
    are none.

    Raises:
        Unfinished: neither teams came out nor a proof that there are none.
    """
    late: _Late | None = None
    placed, profile, watch = wanted.placed, wanted.profile, wanted.watch
    for slots in choices(placed, profile, breadth, watch, wanted.first, every=wanted.every):
        draft = wanted.draft(slots, breadth, breadth)
        if draft.possible_far_pairs > effort.TRAVEL_PAIRS:
            raise Unfinished("to search for less travel would take too long")
        cut = late is not None and all(slot.least for slot in slots)  # with room for all choices it is slow
        if late is not None and cut:  # less travel; where these are not as even as can be, as much will do
            draft.model.require(draft.far_pairs <= late.travel.value - late.even)
        nodes = effort.HEADWAY if cut else effort.NODES
        try:
            travel = draft.reach(TRAVEL, nodes=nodes, headway=effort.HEADWAY, insist=False, ideal=least)
        except Unfinished as unfinished:
            if late is None:
                raise
            late = late.unless(max(least, unfinished.bound))
            continue
        if travel is not None:
            made = _evened(draft, travel, watch)
            late = made if late is None else late.beside(made)
            if travel.value == least and late.even:
                break
    return late


def _evened(draft: Draft, travel: Optimum, watch: Watch) -> _Late:
    """The draft's teams, evened out."""
    bound, teams = _balance(draft, watch), teams_of(draft)
    value = BALANCE.count(Finished(draft.problem, teams))
    return _Late(teams, travel, Optimum(value, bound), value == _floor(draft))


def _seating(wanted: Wanted, breadth: Optimum, teams: tuple[Team, ...], late: Sequence[int]) -> Seating:
    bounds = [wanted.placed.participants, *(line.bound for line in wanted.profile), breadth.bound, *late]
    return Seating(teams, lines_of(wanted.placed.problem, teams, bounds))


def judged(placed: Placed, teams: Sequence[Team], objective: Sequence[Line], seconds: float) -> Result:
    """The result, once the checker has come to the same as the solver."""
    problem, score = placed.problem, check.score(placed.problem, teams)
    rules = check.verdicts(problem, teams)
    unlike = [line for line in objective if line.value != score[line.name]]
    wrong = [f"{line.name}: {line.value}, not {score[line.name]}" for line in unlike]
    wrong += [f"{verdict.id}: {verdict.detail}" for verdict in rules if verdict.must and not verdict.holds]
    if wrong:
        raise AssertionError(f"solver and checker disagree: {'; '.join(wrong)}")
    proven = all(line.proven for line in objective)
    seated = {entry.key for entry in placed.entries}
    waiting = queue(entry for entry in problem.entries if entry.key not in seated)
    status = Status.OPTIMAL if proven else Status.FEASIBLE
    return Result(status, seconds, tuple(objective), tuple(teams), tuple(waiting), rules)


def breadth_of(placed: Placed, profile: Profile, watch: Watch) -> Optimum | None:
    """The most breadth that teams with this profile have; None if there are none."""
    slots = rooms(placed, profile, 0, watch)
    if slots is None:
        return None
    most = breadth_bound(placed, profile, watch)
    return Wanted(placed, profile, watch).draft(slots, 0, most).reach(BREADTH)


def lines_of(problem: Problem, teams: Sequence[Team], bounds: Iterable[int]) -> tuple[Line, ...]:
    """What teams reach, counted anew: what was made in a hurry may be better than the model has noticed."""
    score = check.score(problem, teams)
    return tuple(Line(*reached, bound) for reached, bound in zip(score.items(), bounds, strict=True))


def travel_and_balance(draft: Draft, watch: Watch) -> tuple[int, int]:
    """Settle the last lines of teams that there are, as far as there is time; return their bounds."""
    large = draft.possible_far_pairs > effort.TRAVEL_PAIRS
    travel = Optimum(0, 0) if watch.hurried or large else draft.reach(TRAVEL, headway=effort.HEADWAY)
    assert travel is not None, "the teams that were made have some travel"
    return travel.bound, _balance(draft, watch)


def _balance(draft: Draft, watch: Watch) -> int:
    """Even out the sizes, unless arithmetic shows that they are as even as they can be; return the bound."""
    floor = _floor(draft)
    if watch.hurried or BALANCE.count(Finished(draft.problem, teams_of(draft))) == floor:
        return floor
    difference = BALANCE.count(draft)
    draft.model.require(difference >= floor)
    best = draft.model.best(
        BALANCE.name, difference, more_is_better=False, nodes=effort.LATE_NODES, headway=effort.HEADWAY
    )
    assert best is not None, "the teams that were found have some balance"
    return best.bound


def _floor(draft: Draft) -> int:
    return balance_floor(draft.everyone, sum(draft.model.value(pool.teams) for pool in draft.pools))


def balance_floor(entries: Sequence[Entry], teams: int) -> int:
    """The largest team is no smaller than the mean, the smallest no larger, and both are sums of entries."""
    if not teams:
        return 0  # all of them are pre-matched groups
    sums, matched = Sums(map(people, entries)), sum(map(people, entries))
    largest, smallest = sums.at_least(-(-matched // teams)), sums.at_most(matched // teams)
    assert largest is not None, "everyone together make such a sum"
    assert smallest is not None, "nobody at all make such a sum"
    return largest - smallest


def teams_of(draft: Draft) -> tuple[Team, ...]:
    """The teams of the model's solution, by number."""
    return numbered(draft.problem, draft.made)


def numbered(problem: Problem, made: Sequence[Made]) -> tuple[Team, ...]:
    """The teams by number.

    Those that somebody is pinned to have their number; the others get the rest in the order of their
    themes and then of their first entry.
    """
    order = sorted(made, key=lambda team: (_rank(problem.themes, team[0]), [one.key for one in team[1]]))
    pinned = _pinned(problem, order)
    others = (n for n in range(len(order)) if n not in set(pinned.values()))
    places = [pinned[number] if number in pinned else next(others) for number in range(1, len(order) + 1)]
    return tuple(Team(number, *order[place]) for number, place in enumerate(places, start=1))


def _pinned(problem: Problem, made: Sequence[Made]) -> dict[int, int]:
    """Number -> place in `made` of the team whose entries are pinned to it."""
    if not is_must(problem, "pins"):
        return {}
    where = {entry.key: place for place, (_theme, entries) in enumerate(made) for entry in entries}
    pins = problem.promised(PromiseKind.PIN)
    return {pin.team: where[entries[0].key] for pin, entries in pins if pin.team is not None}


def _rank(themes: Sequence[str], theme: str) -> tuple[int, str]:
    """Themes of the survey in their order, then others by name."""
    return (themes.index(theme), theme) if theme in themes else (len(themes), theme)
