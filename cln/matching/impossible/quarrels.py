"""Entries each of which is to be apart from all the others: they need as many teams as they are.

Promises say so two by two; together they may part more entries than there are teams, which no promise alone
tells and which a solver proves slowly.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from cln.matching import effort
from cln.matching.problem import Key, Promise, PromiseKind

Apart = Mapping[Key, Set[Key]]
"""Entry -> those that it is to be apart from."""


def all_apart(promises: Sequence[Promise], there: Set[Key], many: int) -> tuple[Promise, ...]:
    """Promises by which so many of the entries that are there are all apart from each other.

    Empty if there are no such entries, or if they were not found in `effort.QUARRELS` steps.
    """
    by_pair: dict[tuple[Key, Key], Promise] = {}
    apart = defaultdict[Key, set[Key]](set)
    for promise in promises:
        if promise.kind is PromiseKind.APART:
            for one, other in combinations(sorted(there & set(promise.entries)), 2):
                by_pair.setdefault((one, other), promise)
                apart[one].add(other)
                apart[other].add(one)
    beyond = _Look(apart, many).beyond((), set(apart))
    return tuple(dict.fromkeys(by_pair[pair] for pair in combinations(sorted(beyond), 2)))


class _Look:
    """Looks for so many entries that are all apart, in so many steps at most."""

    def __init__(self, apart: Apart, many: int) -> None:
        self.apart, self.many, self.left = apart, many, effort.QUARRELS

    def beyond(self, chosen: tuple[Key, ...], others: Set[Key]) -> tuple[Key, ...]:
        """The chosen and as many of the others as are missing, all apart; empty if not found."""
        if len(chosen) == self.many:
            return chosen
        others = self._enough(others, self.many - len(chosen) - 1)
        for one in sorted(others, key=lambda key: (-len(self.apart[key] & others), key)):
            if len(chosen) + len(others) < self.many or self.left <= 0:
                break
            self.left -= 1
            if all_of_them := self.beyond((*chosen, one), others & self.apart[one]):
                return all_of_them
            others = others - {one}
        return ()

    def _enough(self, entries: Set[Key], each: int) -> Set[Key]:
        """Those of the entries that are apart from at least so many of them."""
        while True:
            those = {one for one in entries if len(self.apart[one] & entries) >= each}
            if len(those) == len(entries):
                return those
            entries = those
