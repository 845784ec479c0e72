"""Second stage: who sits with whom.

Shows that teams reach the profile of the first stage, or settles it anew on the teams themselves; then
the breadth, the travel and the balance, each given those before it. Every line is proven, or says by
its bound that it is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cln.matching import check, effort
from cln.matching.numbers import numbered
from cln.matching.objective import BALANCE, BREADTH, TRAVEL, Goal, goals
from cln.matching.problem import Entry, Line, Problem, Result, Status, Team
from cln.matching.queue import queue
from cln.matching.seats import Finished
from cln.matching.solve.draft import Draft
from cln.matching.solve.profile import Placed, Profile, best_profile, breadth_bound, pinned, rooms
from cln.matching.solve.solver import Optimum, Unfinished
from cln.matching.sums import Sums, people
from cln.matching.watch import Watch


@dataclass(frozen=True)
class Seating:
    """Teams without facilitators, and what they reach."""

    teams: tuple[Team, ...]
    objective: tuple[Line, ...]


def seat(placed: Placed, watch: Watch) -> Seating | None:
    """Make the best teams of those who have a place; None if the rules allow none."""
    profile = best_profile(placed, watch)
    if profile is None:
        return None
    seating = _with_profile(placed, profile, watch)
    if seating is not None:
        return seating
    # Themes as a whole promised more than teams can keep: settle the profile on the teams themselves.
    slots = rooms(placed, (), 0, watch)
    reached = best_profile(placed, watch, slots) if slots is not None else None
    return _with_profile(placed, reached, watch) if reached is not None else None


def _with_profile(placed: Placed, profile: Profile, watch: Watch) -> Seating | None:
    """The best teams with this profile: at the bound of breadth if that is reached, else below it."""
    bound = breadth_bound(placed, profile, watch)
    reached, most = Optimum(bound, bound), bound - 1
    draft = _draft(placed, profile, bound, bound, watch)
    try:
        travel = least_travel(draft, insist=False) if draft else None
    except Unfinished:
        travel, most = None, bound
    if draft is None or travel is None:
        draft = _draft(placed, profile, 0, most, watch)
        found = most_breadth(draft) if draft else None
        if draft is None or found is None:
            return None
        reached, travel = found, Optimum(0, 0) if watch.hurried else least_travel(draft)
        assert travel is not None, "the teams that were found have some travel"
    balance = best_balance(draft, watch)
    bounds = [placed.participants, *(count.bound for count in profile), reached.bound, travel.bound, balance]
    # What was found in a hurry may be better than the model has noticed, so the values are counted anew.
    lines = [
        Line(goal.name, _score(draft, goal), bound)
        for goal, bound in zip(goals(placed.problem), bounds, strict=True)
    ]
    return Seating(teams_of(draft), tuple(lines))


def judged(placed: Placed, teams: Sequence[Team], objective: Sequence[Line], seconds: float) -> Result:
    """The result, once the checker has said the same as the solver."""
    problem = placed.problem
    _agree(problem, teams, objective)
    proven = all(line.proven for line in objective)
    seated = {entry.key for entry in placed.entries}
    return Result(
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        seconds=seconds,
        objective=tuple(objective),
        teams=tuple(teams),
        waiting=tuple(queue([entry for entry in problem.entries if entry.key not in seated])),
        rules=check.verdicts(problem, teams),
    )


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
    return most_breadth(draft) if draft else None


def most_breadth(draft: Draft, *, insist: bool = True) -> Optimum | None:
    """Mix the teams; None when the draft has no answer at all."""
    breadth = BREADTH.count(draft)
    found = draft.model.best(BREADTH.name, breadth, more_is_better=True, insist=insist)
    if found is not None:
        draft.model.require(breadth >= found.value)
    return found


def least_travel(draft: Draft, *, insist: bool = True) -> Optimum | None:
    """Bring far pairs apart; None when the draft has no answer at all."""
    pairs = TRAVEL.count(draft)
    travel = draft.model.best(TRAVEL.name, pairs, more_is_better=False, insist=insist)
    if travel is not None:
        draft.model.require(pairs <= travel.value)
    return travel


def best_balance(draft: Draft, watch: Watch) -> int:
    """Even out the sizes, unless arithmetic shows that they are as even as they can be; return the bound."""
    floor = balance_floor(draft.everyone, sum(draft.model.value(pool.teams) for pool in draft.pools))
    if watch.hurried or _score(draft, BALANCE) == floor:
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


def _score(draft: Draft, goal: Goal) -> int:
    return int(goal.count(Finished(draft.problem, teams_of(draft))))


def teams_of(draft: Draft) -> tuple[Team, ...]:
    """The teams of the model's solution, by number."""
    value = draft.model.value
    chosen = [pool for pool in draft.all_pools if value(pool.teams)]
    return numbered(
        draft.problem,
        [(pool.theme, tuple(entry for entry, seat in pool.seats if value(seat))) for pool in chosen],
    )


def _agree(problem: Problem, teams: Sequence[Team], objective: Sequence[Line]) -> None:
    """Let the checker judge what the solver says."""
    score = check.score(problem, teams)
    wrong = [
        f"{line.name}: {line.value}, not {score[line.name]}"
        for line in objective
        if line.value != score[line.name]
    ]
    wrong += [f"{v.id}: {v.detail}" for v in check.verdicts(problem, teams) if v.must and not v.holds]
    if wrong:
        raise AssertionError(f"solver and checker disagree: {'; '.join(wrong)}")
