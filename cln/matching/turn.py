"""Why an entry waits: the first step in the order of the queue that put it behind all who have a place."""

from collections.abc import Iterable, Sequence, Set
from enum import Enum

from cln.matching.problem import Entry, Key, Problem, PromiseKind
from cln.matching.promises import inseparable
from cln.matching.queue import PASSED_OVER, Claim, claim_of, with_no_more
from cln.matching.rules import is_must
from cln.matching.sums import Sums, people
from cln.words import listed


class Step(Enum):
    """A step in the order of the queue, or what comes before it."""

    ANSWER = "has not answered the survey"
    PEOPLE = "its {} people do not fit the places left"
    TOGETHER = "its {} people and {} kept together with it do not fit the places left"
    RULES = PASSED_OVER
    NOMINATION = "nominated later"
    WAITED = "nominated with others; those who waited in an earlier cohort go first"
    LOT = "nominated with others; the lot decided"
    CODES = "nominated with others; the order of codes decides"


def step_behind(
    problem: Problem, entry: Entry, placed: Iterable[Entry], seated: Set[Key] = frozenset()
) -> Step:
    """What put an entry behind all who have a place; not looking at those who have theirs by a promise.

    Args:
        problem: the cohort.
        entry: one that waits.
        placed: those who have a place, the first choice of which there are teams.
        seated: those of them who had theirs before, and go first.
    """
    there, bound = list(placed), _Bound(problem)
    certain = bound.with_all(_promised(problem) | seated)
    rivals = [other for other in there if other.key not in certain]
    if _passed_over(problem, bound, entry, there, certain):
        return Step.RULES
    if entry.levels is None and any(other.levels is not None for other in rivals):
        return Step.ANSWER
    alike = [other for other in rivals if (other.levels is None) == (entry.levels is None)]
    claim = bound.claim(entry)
    if not alike or any(bound.claim(other) > claim for other in rivals):
        return Step.TOGETHER if bound.others(entry, there) else Step.PEOPLE
    if any(other.nominated < entry.nominated for other in alike):
        return Step.NOMINATION
    if not entry.waited and all(other.waited for other in alike):
        return Step.WAITED
    return Step.LOT if entry.lot else Step.CODES


class _Bound:
    """Who is kept together with whom: by the strongest claim among them they have places together or wait."""

    def __init__(self, problem: Problem) -> None:
        kept = problem.promised(PromiseKind.TOGETHER) if is_must(problem, "together") else ()
        there = problem.by_key
        together = [
            [there[key] for key in keys if key in there]
            for keys in inseparable([one for one, _there in kept])
        ]
        self._of = {one.key: some for some in together for one in some}

    def of(self, entry: Entry) -> Sequence[Entry]:
        """An entry and those with whom it is kept together."""
        return self._of.get(entry.key, (entry,))

    def others(self, entry: Entry, placed: Iterable[Entry]) -> int:
        """How many people wait who are kept together with an entry that waits."""
        there = {one.key for one in placed} | {entry.key}
        return sum(one.participants for one in self.of(entry) if one.key not in there)

    def claim(self, entry: Entry) -> Claim:
        """The strongest among them."""
        return min(map(claim_of, self._of[entry.key])) if entry.key in self._of else claim_of(entry)

    def with_all(self, keys: Set[Key]) -> frozenset[Key]:
        """These and those with whom they are kept together."""
        return frozenset(keys).union(*({one.key for one in self._of[key]} for key in keys if key in self._of))


def _passed_over(
    problem: Problem, bound: _Bound, entry: Entry, placed: Sequence[Entry], certain: Set[Key]
) -> bool:
    """Whether somebody behind an entry has a place, though by the numbers of people alone as many could have
    one with it, those kept together with it, and all before it who have theirs.
    """
    claim = bound.claim(entry)
    before = [one for one in placed if one.key in certain or bound.claim(one) <= claim]
    if len(before) == len(placed):
        return False
    behind = [
        sum(map(people, bound.of(one)))
        for one in problem.entries
        if claim_of(one) == bound.claim(one) > claim and one.key not in certain
    ]
    wanted = entry.participants + bound.others(entry, placed)
    left = sum(map(people, placed)) - sum(map(people, before)) - wanted
    return Sums(behind).at_most(left) == left


def why_waiting(
    problem: Problem, entry: Entry, placed: Sequence[Entry], seated: Set[Key] = frozenset()
) -> str:
    """The same in words, and whether it would have fitted the places left."""
    step = step_behind(problem, entry, placed, seated)
    others = _Bound(problem).others(entry, placed) if step is Step.TOGETHER else 0
    numbers = step in {Step.PEOPLE, Step.TOGETHER}
    if numbers and entry.participants + others <= _left(problem, placed):
        return with_no_more("")
    words = step.value.format(entry.participants, others)
    return also(problem, entry, placed, words + _named(problem, entry) if step is Step.RULES else words)


def _named(problem: Problem, entry: Entry) -> str:
    """The promises that may be why no teams hold an entry."""
    kept = [kind for kind in (PromiseKind.TOGETHER, PromiseKind.APART) if is_must(problem, kind)]
    named = [str(one.number) for one in problem.promises if one.kind in kept and entry.key in one.entries]
    if not named:
        return ""
    names = f"promise {named[0]} names" if len(named) == 1 else f"promises {listed(named)} name"
    return f"; {names} it and may be why"


def also(problem: Problem, entry: Entry, placed: Sequence[Entry], words: str) -> str:
    """Why it waits, and where it would have fitted the places left, that no teams could give it one."""
    return with_no_more(words) if entry.participants <= _left(problem, placed) else words


def _left(problem: Problem, placed: Sequence[Entry]) -> int:
    return problem.limits.capacity - sum(map(people, placed))


def _promised(problem: Problem) -> Set[Key]:
    """Those who have a place whatever the queue, by a promise."""
    pins = problem.promised(PromiseKind.PIN) if is_must(problem, "pins") else ()
    return problem.grouped | {entry.key for _promise, there in pins for entry in there}
