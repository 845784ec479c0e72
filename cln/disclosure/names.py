"""Names of people and schools in free text: every form in which people usually write them is replaced.

A part of a name that is also an ordinary word (May, Will, Young) is replaced only beside another part of that
name or after a title; where it stands alone a person must read it, and is told so. A nickname or a
misspelling is not found: free text must be read before it is passed on.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cln.disclosure import vocabulary
from cln.disclosure.vocabulary import in_full, is_ordinary, plain

NAME = "[name]"
"""In place of a part of a name that fits several people, or that stands alone."""
SCHOOL = "[school]"
"""In place of a short name that fits several establishments."""

_WORD = re.compile(r"(?:\b[Mm]a?c\s(?=[A-Z]))?(?:\b[Oo]['\u2019]\s?)?[^\W_]+(?:['\u2019][^\W_]+)*")
"""A word of a name: MacDonald, Mac Donald and O' Hara are one."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
"""Marks that no reader sees, and that would part a name in two."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that put no spaces between words (Thai, Lao, Japanese, Chinese)."""
_BETWEEN = re.compile(r"[\s.,\u2010-\u2015-]{0,3}")
"""What may stand between two words of one name."""


@dataclass(frozen=True)
class Person:
    """Somebody whom the database knows by name, and what stands in place of it."""

    name: str
    pseudonym: str


@dataclass(frozen=True)
class Place:
    """An establishment by name, and what stands in place of it."""

    name: str
    pseudonym: str
    ours: bool = True
    """It takes part in a cohort that the text is about; its short name is replaced wherever it stands."""


@dataclass
class Replaced:
    """What was replaced in texts, and what somebody should still read."""

    names: int = 0
    places: int = 0
    to_read: Counter[str] = field(default_factory=Counter)
    """Words that are a name of somebody and an ordinary word, left as they stood -> how often."""


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    written: str
    forms: frozenset[str]
    """Ways to spell it alike: without accents, case and apostrophes; and without the s of a possessive."""

    @property
    def capital(self) -> bool:
        return self.written[0].isupper()

    @property
    def is_ordinary(self) -> bool:
        """It need not be a name, as it is written here."""
        named = self.capital and bool(self.forms & vocabulary.words("names_first"))
        return any(map(is_ordinary, self.forms)) and not named

    @property
    def possessive(self) -> bool:
        return bool(re.search(r"['\u2019]s$", self.written, re.IGNORECASE))


class Names:
    """The names that may stand in free text."""

    def __init__(self, people: Iterable[Person], places: Iterable[Place]) -> None:
        self.replaced = Replaced()
        self._people: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        """A part of a name -> the people who have it: (all parts, pseudonym)."""
        self._unspaced: dict[str, str] = {}
        """A name in a script without spaces -> its pseudonym; it is found within other letters too."""
        for person in people:
            name = _written(person.name)
            if _UNSPACED.search(name):
                self._unspaced[name] = person.pseudonym
            own = [plain(word) for word in _WORD.findall(name)]
            for part in frozenset(own):
                self._people[part].append((frozenset(own), person.pseudonym))
            if len(own) > 1:  # annlee, as in the name of an account
                self._people["".join(own)].append((frozenset({"".join(own)}), person.pseudonym))
        known = [(core, place) for place in places if (core := _core(place.name))]
        cores = Counter(core for core, _place in known)
        words = Counter(core[0] for core, _place in known)
        self._places: dict[str, dict[tuple[str, ...], list[Place]]] = defaultdict(dict)
        """The first word of a short name -> short names, the longest first -> who has it."""
        self._alone: set[tuple[str, ...]] = set()
        """Short names that are replaced without a school word behind them too."""
        for core, place in sorted(known, key=lambda one: (-len(one[0]), one[1].name)):
            self._places[core[0]].setdefault(core, []).append(place)
            shared = cores[core] > 1 or (len(core) == 1 and words[core[0]] > 1)
            if place.ours or not (shared or all(map(is_ordinary, core))):
                self._alone.add(core)

    def hide(self, text: str) -> str:
        """The text with a pseudonym, or `[name]`, in place of every name."""
        text = _written(text)
        for name, pseudonym in self._unspaced.items():
            self.replaced.names += text.count(name)
            text = text.replace(name, f" {pseudonym} ").strip() if name in text else text
        words = [_word(match) for match in _WORD.finditer(text)]
        parts, end, i = [], 0, 0
        while i < len(words):
            length, instead = self._place_at(text, words, i) or self._person_at(text, words, i) or (0, "")
            if length:
                parts += [text[end : words[i].start], instead]
                end = words[i + length - 1].end
            i += max(1, length)
        return "".join([*parts, text[end:]])

    def _place_at(self, text: str, words: Sequence[_Word], i: int) -> tuple[int, str] | None:
        """How many words from here on name an establishment, and what stands in their place."""
        for core, places in (
            (c, p) for form in words[i].forms for c, p in self._places.get(form, {}).items()
        ):
            here = words[i : i + len(core)]
            if len(here) < len(core) or not _is_run(text, here) or not _spells(core, here):
                continue
            length = len(core) + _school_words(text, words, i + len(core))
            if length > len(core) or (core in self._alone and _is_name_alone(core, here)):
                self.replaced.places += 1
                return length, _which(places, words[i + len(core) : i + length])
            if here[0].capital:
                self.replaced.to_read[text[here[0].start : here[-1].end]] += 1
        return None

    def _person_at(self, text: str, words: Sequence[_Word], i: int) -> tuple[int, str] | None:
        """How many words from here on name a person, the most, and what stands in their place."""
        best: tuple[int, set[str]] = (0, set())
        initial = len(words[i].written) == 1
        if initial and not (i + 1 < len(words) and _beside(text, words[i], words[i + 1])):
            return None
        for parts, pseudonym in self._having(words[i + 1] if initial else words[i]):
            if initial and not _is_initial(words[i], parts):
                continue
            length = self._run(text, words[i:], parts)
            if length > best[0]:
                best = (length, set())
            if length == best[0]:
                best[1].add(pseudonym)
        length, fitting = best
        if length == 0 or not self._is_name(text, words, i, length):
            return None
        self.replaced.names += 1
        written = text[words[i].start : words[i + length - 1].end]
        return length, self.instead(written, length, frozenset(fitting))

    def instead(self, _written: str, length: int, fitting: frozenset[str]) -> str:
        """What stands in place of a name of so many words, which fits those with these pseudonyms."""
        return min(fitting) if length > 1 and len(fitting) == 1 else NAME

    def _run(self, text: str, words: Sequence[_Word], parts: frozenset[str]) -> int:
        """How many words from the first on are parts of one name, each once; a possessive ends it."""
        left = set(parts)
        for length, word in enumerate(words):
            if length and (words[length - 1].possessive or not _beside(text, words[length - 1], word)):
                return length
            used = word.forms & left or ({""} if _is_initial(word, frozenset(left)) else set())
            if not used:
                return length
            left -= used
        return len(words)

    def _having(self, word: _Word) -> list[tuple[frozenset[str], str]]:
        return [one for form in word.forms for one in self._people.get(form, ())]

    def _is_name(self, text: str, words: Sequence[_Word], i: int, length: int) -> bool:
        """Whether words that are parts of somebody's name are meant as a name here."""
        run = words[i : i + length]
        ordinary = [word.is_ordinary for word in run]
        if length > 1:
            return not all(ordinary) or all(word.capital for word in run)
        (word,) = run
        if i > 0 and words[i - 1].forms & vocabulary.words("titles") and _is_run(text, words[i - 1 : i + 1]):
            return True
        if ordinary[0]:
            if word.capital:
                self.replaced.to_read[word.written] += 1
            return False
        return word.capital or len(word.written) > 2


def _word(match: re.Match[str]) -> _Word:
    written = match.group()
    bare = re.sub(r"['\u2019]s?$", "", written, flags=re.IGNORECASE)
    forms = {_saint(plain(written)), _saint(plain(bare))}
    if written[0].isupper() and len(written) > 3 and not any(map(is_ordinary, forms)):
        forms |= {form.removesuffix("s") for form in forms}  # Anns class, the Lees
    return _Word(match.start(), match.end(), written, frozenset(forms))


def _written(text: str) -> str:
    """A text as its letters are most often written, without marks that nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _saint(word: str) -> str:
    return "st" if word == "saint" else word


def _core(name: str) -> tuple[str, ...]:
    """The words of an establishment's name before those that say what it is."""
    words = [_saint(plain(word)) for word in _WORD.findall(re.sub(r"\(.*?\)", " ", _written(name)))]
    words = words[1:] if words[:1] == ["the"] else words
    for place, word in enumerate(words):
        if place and word in vocabulary.words("school"):
            return tuple(words[:place])
    return tuple(words)


def _spells(core: Sequence[str], words: Sequence[_Word]) -> bool:
    return all(_alike(part, word) for part, word in zip(core, words, strict=True))


def _alike(part: str, word: _Word) -> bool:
    """St Mary's, St Marys, Saint Mary's."""
    return part in word.forms or (part.endswith("s") and part[:-1] in word.forms)


def _is_name_alone(core: Sequence[str], words: Sequence[_Word]) -> bool:
    """Whether a short name without a school word behind it is meant as one."""
    return words[0].capital or not all(map(is_ordinary, core))


def _school_words(text: str, words: Sequence[_Word], start: int) -> int:
    """How many words from here on say what kind of establishment it is."""
    end = start
    while (
        end < len(words)
        and _is_run(text, words[end - 1 : end + 1])
        and words[end].forms & vocabulary.words("school")
    ):
        end += 1
    return end - start


def _which(places: Sequence[Place], behind: Sequence[_Word]) -> str:
    """What stands in place of one of these establishments, whose short name has these words behind it."""
    kinds = {in_full(form) for word in behind for form in word.forms} - {"school", "schools"}
    fitting = [one for one in places if kinds <= {plain(word) for word in _WORD.findall(one.name)}] or places
    pseudonyms = {one.pseudonym for one in fitting}
    return pseudonyms.pop() if len(pseudonyms) == 1 else SCHOOL


def _is_run(text: str, run: Sequence[_Word]) -> bool:
    return all(_beside(text, one, after) for one, after in pairwise(run))


def _beside(text: str, one: _Word, after: _Word) -> bool:
    return _BETWEEN.fullmatch(text, one.end, after.start) is not None


def _is_initial(word: _Word, parts: frozenset[str]) -> bool:
    return (
        len(word.written) == 1
        and word.capital
        and any(part.startswith(word.written.casefold()) for part in parts)
    )
