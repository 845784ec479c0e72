"""Why an entry waits: the first step in the order of the queue that put it behind all who have a place."""

from collections.abc import Iterable, Sequence
from enum import Enum

from cln.matching.problem import Entry, Key, Problem, PromiseKind
from cln.matching.queue import claim_of, with_no_more
from cln.matching.rules import is_must
from cln.matching.sums import people


class Step(Enum):
    """A step in the order of the queue, or what comes before it."""

    ANSWER = "has not answered the survey"
    PEOPLE = "its {} people do not fit the places left"
    NOMINATION = "nominated later"
    WAITED = "nominated with others; those who waited in an earlier cohort go first"
    LOT = "nominated with others; the lot decided"
    CODES = "nominated with others; the order of codes decides"


def step_behind(problem: Problem, entry: Entry, placed: Iterable[Entry]) -> Step:
    """What put an entry behind all who have a place; not looking at those who have theirs by a promise.

    Args:
        problem: the cohort.
        entry: one that waits.
        placed: those who have a place.
    """
    promised = _promised(problem)
    rivals = [other for other in placed if other.key not in promised]
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


def why_waiting(problem: Problem, entry: Entry, placed: Sequence[Entry]) -> str:
    """The same in words, and whether it would have fitted the places left."""
    step = step_behind(problem, entry, placed)
    if step is Step.PEOPLE and _fits(problem, entry, placed):
        return with_no_more("")
    return also(problem, entry, placed, step.value.format(entry.participants))


def also(problem: Problem, entry: Entry, placed: Sequence[Entry], words: str) -> str:
    """Why it waits, and where it would have fitted the places left, that no teams could give it one."""
    return with_no_more(words) if _fits(problem, entry, placed) else words


def _fits(problem: Problem, entry: Entry, placed: Sequence[Entry]) -> bool:
    return entry.participants <= problem.limits.capacity - sum(map(people, placed))


def _promised(problem: Problem) -> frozenset[Key]:
    """Those who have a place whatever the queue."""
    pins = problem.promised(PromiseKind.PIN) if is_must(problem, "pins") else ()
    return problem.grouped | {entry.key for _promise, there in pins for entry in there}
