"""The matching exercise from problem to judged result: the way into this package.

`match` begins afresh; `rerun` and `trade_off` begin with earlier teams. Whatever the solver says is judged by
`check` in plain numbers before anybody sees it; a disagreement is a bug in this package and raises.
"""

import time
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import TypeVar

from cln.errors import Impossible
from cln.matching import effort
from cln.matching.change.alternatives import Alternatives, alternatives, none_yet
from cln.matching.change.in_hand import in_hand
from cln.matching.change.nearest import Before, Reach, fewest_moves
from cln.matching.change.rerun import Rerun, within
from cln.matching.change.trade_off import Curve, beginning, curve
from cln.matching.impossible.contradictions import findings
from cln.matching.impossible.diagnose import Contradiction, diagnose
from cln.matching.impossible.trials import Trials, no_teams
from cln.matching.large.first import better, first_teams
from cln.matching.large.split import seat_in_parts
from cln.matching.problem import Key, Problem, Result, Status, Team
from cln.matching.rules import is_crowded
from cln.matching.solve.facilitators import assign
from cln.matching.solve.places import placings
from cln.matching.solve.profile import Placed
from cln.matching.solve.solver import Unfinished
from cln.matching.solve.teams import Seating, judged, seat
from cln.matching.watch import Budget, Through, Watch
from cln.matching.work import least_match

T = TypeVar("T")


def match(problem: Problem, watch: Watch | None = None) -> Result:
    """Match the entries into teams, provably best by the lines of the objective in their order.

    Args:
        problem: who takes part, and the rules.
        watch: follows the match, and may hurry it.

    Raises:
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    started = time.perf_counter()
    watch = watch or Watch()

    def make(placed: Placed) -> Result | None:
        made = _made(placed, watch)
        return None if made is None else replace(made, seconds=time.perf_counter() - started)

    return _first(problem, watch, frozenset(), make)


def match_and_more(problem: Problem, most: int, watch: Watch) -> tuple[Result, Alternatives]:
    """The match, and so many others as good by the profile in which a fifth of the seats differ.

    Args:
        problem: who takes part, and the rules.
        most: how many others to look for.
        watch: follows the search, and may hurry it.

    Raises:
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    best = match(problem, Through(watch, lambda held: (held, none_yet(held, most))))
    return best, alternatives(problem, best, most, Through(watch, lambda held: (best, held)))


def rerun(
    problem: Problem, teams: Sequence[Team], watch: Watch | None = None, *, most: int | None = None
) -> Rerun:
    """Match again from earlier teams.

    Args:
        problem: who takes part now, and the rules.
        teams: the earlier teams, less who has left since.
        watch: follows the match, and may hurry it.
        most: how many entries may move, for the best objective within so many moves; None: as few as
            possible, and then the best objective.

    Raises:
        TooFew: the rules cannot be kept with so few moves.
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    started = time.perf_counter()
    watch, before = watch or Watch(), Before(problem, tuple(teams))
    return _from_teams(
        before, most, watch, lambda first: first, lambda reach: within(reach, most, watch, started)
    )


def trade_off(problem: Problem, teams: Sequence[Team], watch: Watch | None = None) -> Curve:
    """What each further move gains, from earlier teams.

    Args:
        problem: who takes part now, and the rules.
        teams: the earlier teams, less who has left since.
        watch: follows the search, and may end it: the curve then ends before its time.

    Raises:
        Contradiction: the rules that must hold cannot all hold; says which, with numbers.
        Unfinished: whether they can is not known after a long search.
    """
    watch, before = watch or Watch(), Before(problem, tuple(teams))
    return _from_teams(before, None, watch, beginning, lambda reach: curve(reach, watch))


def _from_teams(
    before: Before,
    most: int | None,
    watch: Watch,
    begin: Callable[[Rerun], T],
    search: Callable[[Reach], T | None],
) -> T:
    """What a search from earlier teams comes to; or what it began with, where its time was too short."""
    problem = before.problem

    def make(placed: Placed) -> T | None:
        held = in_hand(placed, before, most, watch) if watch.limited else None
        first = None if held is None else begin(held)
        if first is not None:
            watch.hold(first)
            if watch.hurried:
                return first
        try:
            reach = fewest_moves(placed, before, watch)
            return None if reach is None else search(reach)
        except Unfinished:
            if first is None:
                raise
            return first

    return _first(problem, watch, frozenset(before.homes), make)


def _made(placed: Placed, watch: Watch) -> Result | None:
    """The best teams of those who have a place, or those in hand when the time is up; None if there are none.

    Raises:
        Unfinished: neither teams came out nor a proof that there are none.
    """
    if placed.problem.limits.teams > effort.LARGE:
        return _seated(placed, seat_in_parts, watch)
    first = first_teams(placed, watch) if watch.limited else None
    if first is not None:
        watch.hold(first)
        if watch.hurried:
            return first
    try:
        made = _seated(placed, partial(seat, hopeless=partial(_is_hopeless, placed, watch)), watch)
    except Unfinished:
        first = first or first_teams(placed, watch)
        if first is None:
            raise
        return first
    if made is None or made.status is Status.OPTIMAL:
        return made
    first = first or first_teams(placed, watch)
    return made if first is None else better(placed.problem, made, first)


def _is_hopeless(placed: Placed, watch: Watch) -> bool:
    """Whether it is quickly proven that there are no teams of those who have a place, whoever wanted what."""
    steps = effort.MATCHES * least_match(placed.problem)
    if not is_crowded(placed.problem):
        return Trials(Budget(watch, steps)).fails(placed.problem)
    return no_teams(placed.problem, watch, placed.participants, placed.keys, twice=True, steps=steps)


def _seated(
    placed: Placed, seat_all: Callable[[Placed, Watch], Seating | None], watch: Watch
) -> Result | None:
    seating = seat_all(placed, watch)
    teams = assign(placed.problem, seating.teams, watch) if seating else None
    return None if seating is None or teams is None else judged(placed, teams, seating.objective, 0)


def _first(problem: Problem, watch: Watch, seated: Set[Key], make: Callable[[Placed], T | None]) -> T:
    """What can be made of the first choice of who has a place, those who are seated first, of which anything
    can.
    """
    everyone, before = Placed(problem, problem.entries), watch.spent
    choices = placings(everyone, watch, seated, partial(no_teams, problem, watch))
    hopeless = findings(problem)  # which can be told without a solver
    for tried, placed in enumerate(choices if not hopeless else ()):
        if tried == effort.CHOICES:
            raise _given_up(problem, watch, watch.spent - before)
        try:
            made = make(placed)
        except Unfinished as unfinished:
            if problem.limits.teams <= effort.LARGE or watch.hurried:
                raise
            spent = watch.spent - before
            raise Contradiction(diagnose(problem, watch, str(unfinished), spent)) from unfinished
        if made is not None:
            return made
    raise Contradiction(diagnose(problem, watch, spent=watch.spent - before))


def _given_up(problem: Problem, watch: Watch, spent: int) -> Impossible:
    """That so many choices of who waits have made no teams, with what would help if none do."""
    unfound = f"none of the first {effort.CHOICES} choices of who waits makes teams"
    diagnosis = diagnose(problem, watch, unfound, spent)
    possible = any(not remedy.changes for reason in diagnosis.reasons for remedy in reason.remedies)
    return Unfinished(f"{unfound}; relax a rule") if possible else Contradiction(diagnosis)
