"""Second stage: who sits with whom.

Shows that teams reach the profile of the first stage, or settles it anew on the teams themselves; then
the breadth, the travel and the balance, each given those before it. Every line is proven, or says by
its bound that it is not.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from cln.matching import check, effort
from cln.matching.objective import BALANCE, BREADTH, TRAVEL
from cln.matching.problem import Entry, Line, Problem, PromiseKind, Result, Status, Team
from cln.matching.queue import queue
from cln.matching.rules import is_must
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft, Made
from cln.matching.solve.profile import Placed, Profile, best_profile, breadth_bound, pinned, rooms
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.sums import Sums, people
from cln.matching.watch import Watch


@dataclass(frozen=True)
class Seating:
    """Teams without facilitators, and what they reach."""

    teams: tuple[Team, ...]
    objective: tuple[Line, ...]


def seat(placed: Placed, watch: Watch, hopeless: Callable[[], bool] = lambda: False) -> Seating | None:
    """Make the best teams of those who have a place; None if the rules allow none.

    Where themes as a whole promise more than teams can keep, it is asked first whether that is `hopeless`:
    to prove it without a look at who wanted what takes a hundredth of the time.
    """
    profile = best_profile(placed, watch)
    if profile is None:
        return None
    seating = _with_profile(placed, profile, watch)
    if seating is not None or hopeless():
        return seating
    # Themes as a whole promised more than teams can keep: settle the profile on the teams themselves.
    slots = rooms(placed, (), 0, watch)
    reached = best_profile(placed, watch, slots) if slots is not None else None
    return _with_profile(placed, reached, watch) if reached is not None else None


def _with_profile(placed: Placed, profile: Profile, watch: Watch) -> Seating | None:
    """The best teams with this profile: at the bound of breadth if that is reached, else below it."""
    bound = breadth_bound(placed, profile, watch)
    draft = _draft(placed, profile, bound, bound, watch)
    travel, known = None, draft is None  # whether it is known that no teams reach the bound
    if draft is not None and draft.far_pairs <= effort.TRAVEL_PAIRS:
        with suppress(Unfinished):
            travel = draft.reach(TRAVEL, headway=effort.HEADWAY, insist=False)
            known = travel is None
    if draft is None or travel is None:
        draft = _draft(placed, profile, 0, bound - 1 if known else bound, watch)
        reached = draft.reach(BREADTH) if draft else None
        if draft is None or reached is None:
            return None
        breadth, late = reached, travel_and_balance(draft, watch)
    else:
        breadth, late = Optimum(bound, bound), (travel.bound, _balance(draft, watch))
    teams = teams_of(draft)
    bounds = [placed.participants, *(line.bound for line in profile), breadth.bound, *late]
    return Seating(teams, lines_of(placed.problem, teams, bounds))


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


def _draft(placed: Placed, profile: Profile, least: int, most: int, watch: Watch) -> Draft | None:
    """A draft of single teams with this profile and a breadth from `least` to `most`, if there can be one."""
    slots = rooms(placed, profile, least, watch)
    if slots is None:
        return None
    draft = pinned(placed, profile, watch, slots)
    breadth = BREADTH.count(draft)
    draft.model.require(breadth >= least)
    draft.model.require(breadth <= most)
    return draft


def breadth_of(placed: Placed, profile: Profile, watch: Watch) -> Optimum | None:
    """The most breadth that teams with this profile have; None if there are none."""
    draft = _draft(placed, profile, 0, breadth_bound(placed, profile, watch), watch)
    return draft.reach(BREADTH) if draft else None


def lines_of(problem: Problem, teams: Sequence[Team], bounds: Iterable[int]) -> tuple[Line, ...]:
    """What teams reach, counted anew: what was made in a hurry may be better than the model has noticed."""
    score = check.score(problem, teams)
    return tuple(Line(*reached, bound) for reached, bound in zip(score.items(), bounds, strict=True))


def travel_and_balance(draft: Draft, watch: Watch) -> tuple[int, int]:
    """Settle the last lines of teams that there are, as far as there is time; return their bounds."""
    large = draft.far_pairs > effort.TRAVEL_PAIRS
    travel = Optimum(0, 0) if watch.hurried or large else draft.reach(TRAVEL, headway=effort.HEADWAY)
    assert travel is not None, "the teams that were made have some travel"
    return travel.bound, _balance(draft, watch)


def _balance(draft: Draft, watch: Watch) -> int:
    """Even out the sizes, unless arithmetic shows that they are as even as they can be; return the bound."""
    floor = balance_floor(draft.everyone, sum(draft.model.value(pool.teams) for pool in draft.pools))
    if watch.hurried or BALANCE.count(Finished(draft.problem, teams_of(draft))) == floor:
        return floor
    difference = BALANCE.count(draft)
    draft.model.require(difference >= floor)
    best = draft.model.best(BALANCE.name, difference, more_is_better=False, nodes=effort.LATE_NODES)
    assert best is not None, "the teams that were found have some balance"
    return best.bound


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
