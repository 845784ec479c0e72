"""Before the teams: who has a place when more people come than there is room for.

As many participants as possible; then entries without an answer wait before entries with one, and later
nominations before earlier ones. Nobody waits while there is room. What is promised is kept: who is in a
pre-matched group or pinned has a place whatever the queue, and who is kept together waits together.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

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
from cln.matching.work import least_match


class NoTeams(Protocol):
    """What may be asked of teams before they are made."""

    def __call__(self, total: int, keys: Set[Key], *, twice: bool, steps: float) -> bool:
        """Whether it is proven within so many steps that no teams hold so many people, these entries among
        them; with none, by what is promised alone. What rests on it is heard `twice`.
        """
        ...


def placings(
    everyone: Placed, watch: Watch, seated: Set[Key] = frozenset(), no_teams: NoTeams | None = None
) -> Iterator[Placed]:
    """Who of everyone could have a place, the best choice first; the next is asked for when a choice makes no
    teams.

    Whoever is in `seated` keeps the place while that is possible; entries about whom something is asked have
    one. With `no_teams` it is found out why a choice makes none, and what makes none either is passed over.
    """
    problem = everyone.problem
    if not is_crowded(problem):
        yield everyone
        return
    line = sorted(queue(problem.entries), key=lambda entry: entry.key not in seated)
    doubt = _Doubt(no_teams, watch, effort.DOUBTED * least_match(problem))
    if seated:
        yield from _of_line(_Line(everyone, line, seated | problem.grouped), watch, doubt)
    yield from _of_line(_Line(everyone, line, problem.grouped), watch, doubt)


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


class _Doubt:
    """What is learnt once a choice has made no teams, so that the next is not tried in vain."""

    def __init__(self, no_teams: NoTeams | None, watch: Watch, steps: int) -> None:
        """Begin to learn, with so many steps of work, which the watch counts."""
        self._no_teams, self._watch, self._left = no_teams, watch, steps
        self._begun = False
        self._possible = list[Entry]()
        """Those of the strongest claims in the last choice who may all have a place, with as many people."""

    def refuses(self, line: _Line, total: int, placed: Placed) -> bool:
        """Whether it is known that a choice makes no teams: of the first only by what is promised."""
        return self._none_with(line, total, placed.entries)

    def strongest(self, line: _Line, total: int, placed: Placed, *, fresh: bool) -> list[Entry]:
        """As few as are found of those in a choice without teams, the strongest claims first, who cannot all
        have a place, whoever has the others.

        If it is `fresh` that so many people make no teams, it may be nobody: no teams hold so many at all.
        """
        self._begun = True
        there = {entry.key for entry in placed.entries}
        mine = [entry for entry in line.others if entry.key in there]
        if fresh and self._none_with(line, total, ()):
            return []
        known = [] if fresh else self._possible
        possible, none = len(known) if mine[: len(known)] == known else 0, len(mine)
        while none - possible > 1:
            middle = (possible + none) // 2
            if self._none_with(line, total, mine[:middle], twice=False):
                none = middle
            else:
                possible = middle
        self._possible = mine[:possible]
        sure = none == len(mine) or self._none_with(line, total, mine[:none])
        return mine[:none] if sure else mine

    def _none_with(self, line: _Line, total: int, some: Sequence[Entry], *, twice: bool = True) -> bool:
        """Whether no teams hold so many people, some entries and all who are certain among them."""
        if self._no_teams is None or self._left <= 0:
            return False
        before = self._watch.spent
        keys = {*line.certain, *line.everyone.asked, *(entry.key for entry in some)}
        none = self._no_teams(total, keys, twice=twice, steps=self._left if self._begun else 0)
        self._left -= self._watch.spent - before
        return none


def _of_line(line: _Line, watch: Watch, doubt: _Doubt) -> Iterator[Placed]:
    """Who could have a place in the order of a line."""
    sums = Sums(map(people, line.others))
    kept = sum(people(entry) for entry in line.entries if entry.key in line.certain)
    total = sums.at_most(line.everyone.problem.limits.capacity - kept)
    while total is not None and kept + total:  # where nobody has a place there is no match
        yield from _of_total(line, kept + total, watch, doubt)
        total = sums.at_most(total - 1)


def _of_total(line: _Line, total: int, watch: Watch, doubt: _Doubt) -> Iterator[Placed]:
    """The `total` participants who could have a place in the order of a line."""
    refused, learnt = list[Sequence[Entry]](), False
    placed = _first(line, total)
    if placed is not None and not _could_make_teams(placed, watch):
        refused.append(placed.entries)
        placed = None
    placed = placed or _fill(line, total, refused, watch)
    while placed is not None:
        if not doubt.refuses(line, total, placed):
            yield placed
        refused.append(doubt.strongest(line, total, placed, fresh=not learnt))
        learnt = True
        placed = _fill(line, total, refused, watch) if refused[-1] else None


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


def _fill(line: _Line, total: int, refused: Sequence[Sequence[Entry]], watch: Watch) -> Placed | None:
    """Give `total` participants a place in the order of the line, but not to all of any who were `refused`;
    None if no themes allow it.
    """
    everyone, problem = line.everyone, line.everyone.problem
    model, slots, may_sit = Model(watch, patient=True), everyone.slots, everyone.may_sit
    draft = Draft(model, problem, problem.entries, slots, placed=total, optional=True, may_sit=may_sit)
    everyone.ask(draft)
    tighten(draft)
    model.require(draft.whole.total(people) == total)
    for entry in line.entries:
        if entry.key in line.certain:
            model.require(draft.place(entry) == 1)
    for entries in refused:
        model.require(model.sum_of(map(draft.place, entries)) <= len(entries) - 1)
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
