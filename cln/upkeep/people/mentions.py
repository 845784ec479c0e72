"""Where texts name some people, and what stands there in their place; others stay named as they are.

Names are found as `cln.disclosure.names` finds them: in full, turned round, with an initial, and each part
alone where it fits nobody else. A part that fits somebody else, too, stays, and is noted: only a person who
reads the text can tell.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from cln.disclosure.names import Names, Person
from cln.disclosure.pseudonyms import EMAIL
from cln.disclosure.vocabulary import plain
from cln.words import fold

OTHER = "\0"
"""Stands for everybody who is not meant."""

_PART = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")


class Mentions(Names):
    """Some people as texts may name them."""

    def __init__(self, names: Mapping[str, str], addresses: Mapping[str, str], others: Iterable[str]) -> None:
        """Prepare to find people.

        Args:
            names: of those who are meant -> what stands in place of each.
            addresses: theirs, in lower case -> what stands in place of each.
            others: the names of everybody else.
        """
        spellings = {(spelt, instead) for name, instead in names.items() for spelt in (name, _apart(name))}
        known = [Person(*one) for one in sorted(spellings)]
        super().__init__([*known, *(Person(name, OTHER) for name in others)], [])
        self._unspaced = {name: instead for name, instead in self._unspaced.items() if instead != OTHER}
        self.addresses = addresses
        self._parts = {plain(part) for name in (*names, *map(_apart, names)) for part in _PART.findall(name)}
        self._cleaned = False
        self._spelt = {
            fold("".join(parts)): instead
            for name, instead in names.items()
            for parts in (name.split(), reversed(name.split()))
        }
        """A name, and the name turned round, folded -> what stands in its place."""
        needles = {fold(one) for one in (*self._parts, *addresses, *names) if len(fold(one)) > 1}
        self._needles = re.compile("|".join(map(re.escape, sorted(needles, key=len, reverse=True))))
        self.unclear: Counter[str] = Counter()
        """Parts of the name that stayed, because they may mean somebody or something else -> how often."""

    def instead(self, written: str, _length: int, fitting: frozenset[str]) -> str:
        """What stands in place of a name; what fits somebody else, too, stays as it is written."""
        if OTHER not in fitting:
            self._cleaned = True
            return min(fitting)
        if len(fitting) > 1:
            self.unclear[written] += 1
        return written

    def cleaned(self, text: str) -> str:
        """A text without them; the same where it does not name them."""
        if not self._needles.search(fold.__wrapped__(text)):
            return text
        pieces, end = [], 0
        for address in EMAIL.finditer(text):
            pieces += [self._without_names(text[end : address.start()]), self._instead_of(address.group())]
            end = address.end()
        return "".join([*pieces, self._without_names(text[end:])])

    def emptied(self, value: Any) -> Any:
        """A value, or a structure of them, with its texts cleaned."""
        if isinstance(value, str):
            return self.cleaned(value)
        if isinstance(value, Mapping):
            return {self.cleaned(key): self.emptied(one) for key, one in value.items()}
        return [self.emptied(one) for one in value] if isinstance(value, list) else value

    def in_folded(self, text: str) -> str:
        """A folded text, in which no space parts words, without their whole names."""
        for name, instead in self._spelt.items():
            text = text.replace(name, instead)
        return text

    def _instead_of(self, address: str) -> str:
        """What stands in place of an address; one of somebody else stays, if it does not spell the name."""
        known = self.addresses.get(address.casefold())
        return known or self._spelt.get(fold(address.partition("@")[0])) or address

    def _without_names(self, text: str) -> str:
        earlier, self.replaced.to_read, self._cleaned = self.replaced.to_read, Counter(), False
        cleaned = self.hide(text)
        ordinary = {
            word: times for word, times in self.replaced.to_read.items() if plain(word) in self._parts
        }
        self.unclear.update(ordinary)
        self.replaced.to_read = earlier
        return cleaned if self._cleaned or any(name in text for name in self._unspaced) else text


def _apart(name: str) -> str:
    """A name without its apostrophes, as some write it: O Hara."""
    return re.sub("['\u2019]", " ", name)
