"""Why an entry waits: the first step in the order of the queue that put it behind all who have a place."""

from collections.abc import Iterable, Iterator, Sequence, Set
from enum import Enum

from cln.matching.problem import Entry, Key, Problem, PromiseKind
from cln.matching.promises import inseparable
from cln.matching.queue import PASSED_OVER, claim_of, with_no_more
from cln.matching.rules import is_must
from cln.matching.sums import Sums, people
from cln.words import listed


class Step(Enum):
    """A step in the order of the queue, or what comes before it."""

    ANSWER = "has not answered the survey"
    PEOPLE = "its {} people do not fit the places left"
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
    there, certain = list(placed), _promised(problem) | seated
    rivals = [other for other in there if other.key not in certain]
    if any(_passed_over(problem, one, there, certain) for one in _kept_with(problem, entry)):
        return Step.RULES
    if entry.levels is None and any(other.levels is not None for other in rivals):
        return Step.ANSWER
    alike = [other for other in rivals if (other.levels is None) == (entry.levels is None)]
    if not alike or any(claim_of(other) > claim_of(entry) for other in rivals):
        return Step.PEOPLE
    if any(other.nominated < entry.nominated for other in alike):
        return Step.NOMINATION
    if not entry.waited and all(other.waited for other in alike):
        return Step.WAITED
    return Step.LOT if entry.lot else Step.CODES


def _passed_over(problem: Problem, entry: Entry, placed: Sequence[Entry], certain: Set[Key]) -> bool:
    """Whether somebody behind an entry has a place, though by the numbers of people alone as many could have
    one with it and all before it who have theirs.
    """
    behind = [one for one in problem.entries if one.key not in certain and claim_of(one) > claim_of(entry)]
    before = [one for one in placed if one.key in certain or claim_of(one) < claim_of(entry)]
    left = sum(map(people, placed)) - sum(map(people, before)) - entry.participants
    adds_up = Sums(map(people, behind)).at_most(left) == left
    return adds_up and len(before) < len(placed)


def _kept_with(problem: Problem, entry: Entry) -> Iterator[Entry]:
    """An entry and those with whom it is kept together."""
    yield entry
    for together in _inseparable(problem):
        if entry.key in together:
            yield from (
                problem.by_key[key] for key in sorted(together - {entry.key}) if key in problem.by_key
            )


def _inseparable(problem: Problem) -> list[frozenset[Key]]:
    kept = problem.promised(PromiseKind.TOGETHER) if is_must(problem, "together") else ()
    return inseparable([promise for promise, _there in kept])


def why_waiting(
    problem: Problem, entry: Entry, placed: Sequence[Entry], seated: Set[Key] = frozenset()
) -> str:
    """The same in words, and whether it would have fitted the places left."""
    step = step_behind(problem, entry, placed, seated)
    if step is Step.PEOPLE and _fits(problem, entry, placed):
        return with_no_more("")
    words = step.value.format(entry.participants)
    return also(problem, entry, placed, words + _named(problem, entry) if step is Step.RULES else words)


def _named(problem: Problem, entry: Entry) -> str:
    """The promises that may be why no teams hold an entry."""
    kept = [kind for kind in (PromiseKind.TOGETHER, PromiseKind.APART) if is_must(problem, kind)]
    named = [str(one.number) for one in problem.promises if one.kind in kept and entry.key in one.entries]
    if not named:
        return ""
    return f"; promise {named[0]} names it" if len(named) == 1 else f"; promises {listed(named)} name it"


def also(problem: Problem, entry: Entry, placed: Sequence[Entry], words: str) -> str:
    """Why it waits, and where it would have fitted the places left, that no teams could give it one."""
    return with_no_more(words) if _fits(problem, entry, placed) else words


def _fits(problem: Problem, entry: Entry, placed: Sequence[Entry]) -> bool:
    return entry.participants <= problem.limits.capacity - sum(map(people, placed))


def _promised(problem: Problem) -> Set[Key]:
    """Those who have a place whatever the queue: by a promise, or kept together with one of these."""
    pins = problem.promised(PromiseKind.PIN) if is_must(problem, "pins") else ()
    sure = problem.grouped | {entry.key for _promise, there in pins for entry in there}
    bound = _inseparable(problem)
    return sure.union(*(together for together in bound if not sure.isdisjoint(together)))
