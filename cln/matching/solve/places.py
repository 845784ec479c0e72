"""Before the teams: who has a place when more people come than there is room for.

As many participants as possible; then entries without an answer wait before entries with one, and later
nominations before earlier ones. Nobody waits while there is room. What is promised is kept: who is in a
pre-matched group or pinned has a place whatever the queue, and who is kept together waits together.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate

from cln.matching import effort
from cln.matching.problem import Entry, Key, PromiseKind
from cln.matching.promises import inseparable
from cln.matching.queue import queue
from cln.matching.rules import is_crowded, is_must
from cln.matching.solve.draft import Draft
from cln.matching.solve.profile import Placed, pinned, tighten
from cln.matching.solve.solver import Model
from cln.matching.sums import Sums, people
from cln.matching.watch import Watch


def placings(everyone: Placed, watch: Watch, seated: Set[Key] = frozenset()) -> Iterator[Placed]:
    """Who of everyone could have a place, the best choice first; the next is asked for when a choice makes no
    teams.

    Whoever is in `seated` keeps the place while that is possible; entries about whom something is asked have
    one.
    """
    problem = everyone.problem
    if not is_crowded(problem):
        yield everyone
        return
    line = sorted(queue(problem.entries), key=lambda entry: entry.key not in seated)
    if seated:
        yield from _of_line(_Line(everyone, line, seated | problem.grouped), watch)
    yield from _of_line(_Line(everyone, line, problem.grouped), watch)


@dataclass(frozen=True)
class _Line:
    """Who could have a place, the strongest claim first, and who of them is certain of it."""

    everyone: Placed
    entries: Sequence[Entry]
    certain: Set[Key]

    @property
    def others(self) -> list[Entry]:
        """Those who are not certain of theirs."""
        return [entry for entry in self.entries if entry.key not in self.certain]


def _of_line(line: _Line, watch: Watch) -> Iterator[Placed]:
    """Who could have a place in the order of a line."""
    sums = Sums(map(people, line.others))
    kept = sum(people(entry) for entry in line.entries if entry.key in line.certain)
    total = sums.at_most(line.everyone.problem.limits.capacity - kept)
    refused: list[Placed] = []
    while total is not None and kept + total:  # where nobody has a place there is no match
        first = _first(line, kept + total) if not refused else None
        if first is not None and not _could_make_teams(first, watch):
            refused.append(first)
            first = None
        placed = first or _fill(line, kept + total, refused, watch)
        if placed is not None:
            yield placed
            refused.append(placed)
        else:
            total, refused = sums.at_most(total - 1), []


def _first(line: _Line, total: int) -> Placed | None:
    """Give `total` participants a place in the order of the line, whatever teams they make; None if no
    entries add up to so many.
    """
    problem = line.everyone.problem
    forced = {*line.certain, *line.everyone.asked}
    if is_must(problem, "pins"):
        forced.update(one.key for _pin, there in problem.promised(PromiseKind.PIN) for one in there)
    placed, others = list[Entry](), list[tuple[Entry, ...]]()
    for together in _inseparable(line):
        if forced.isdisjoint(entry.key for entry in together):
            others.append(together)
        else:
            placed += together
    sizes = [sum(map(people, together)) for together in others]
    left = total - sum(map(people, placed))
    later = [*accumulate(reversed(sizes), Sums.plus, initial=Sums(()))][-2::-1]
    for together, size, rest in zip(others, sizes, later, strict=True):
        if size <= left and rest.at_most(left - size) == left - size:
            placed += together
            left -= size
    chosen = tuple(sorted(placed, key=lambda entry: entry.key))
    return replace(line.everyone, entries=chosen) if left == 0 else None


def _inseparable(line: _Line) -> list[tuple[Entry, ...]]:
    """Entries that have a place together or wait together, in the order of the line; most are alone."""
    bound, problem = [], line.everyone.problem
    if is_must(problem, "together"):
        bound = inseparable([promise for promise, _there in problem.promised(PromiseKind.TOGETHER)])
    members = {key: together for together in bound for key in together}
    sets = dict.fromkeys(members.get(entry.key, frozenset([entry.key])) for entry in line.entries)
    return [tuple(problem.by_key[key] for key in sorted(keys) if key in problem.by_key) for keys in sets]


def _could_make_teams(placed: Placed, watch: Watch) -> bool:
    """Whether the themes as a whole allow these entries."""
    model = pinned(placed, (), watch).model
    return model.best("who waits", model.total(()), more_is_better=False) is not None


def _fill(line: _Line, total: int, refused: Sequence[Placed], watch: Watch) -> Placed | None:
    """Give `total` participants a place in the order of the line; None if no themes allow it."""
    if not total:
        return None
    everyone, problem = line.everyone, line.everyone.problem
    model, slots, may_sit = Model(watch, patient=True), everyone.slots, everyone.may_sit
    draft = Draft(model, problem, problem.entries, slots, placed=total, optional=True, may_sit=may_sit)
    everyone.ask(draft)
    tighten(draft)
    model.require(draft.whole.total(people) == total)
    for entry in line.entries:
        if entry.key in line.certain:
            model.require(draft.place(entry) == 1)
    for placed in refused:
        together = model.sum_of(map(draft.place, placed.entries))
        model.require(together <= len(placed.entries) - 1)
    for start in range(0, len(line.others), effort.BATCH):
        batch = line.others[start : start + effort.BATCH]
        claims = model.total(
            (draft.place(entry), 2 ** (effort.BATCH - rank)) for rank, entry in enumerate(batch, start=1)
        )
        if model.best("who waits", claims, more_is_better=True) is None:
            return None
        for entry in batch:
            model.require(draft.place(entry) == model.value(draft.place(entry)))
    return replace(everyone, entries=tuple(e for e in problem.entries if model.value(draft.place(e))))
