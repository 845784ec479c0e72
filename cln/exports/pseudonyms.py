"""Hides people and places in an export: in all exports of a database the same person has the same pseudonym.

A pseudonym is a keyed digest (HMAC-SHA256, RFC 2104). The key never leaves the database, so nobody without it
can try names until one fits. Names in free text are replaced too, as far as the cohorts know them; a nickname
or a misspelling stays, so free text must be read before it is passed on.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from cln.files.columns import About, Column, Row, Table, Value
from cln.words import fold

LENGTH = 10
"""Hexadecimal digits: the chance that two of ten thousand people share a pseudonym is one in 20,000."""
LONGEST_NAME = 8
"""Words; of a longer name the first so many are looked for in free text."""
_ROLE = re.compile(r" \((?:key|co)\)$")
_ADDRESS = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")
_CODE = re.compile(r"\b(?:[0-9]{7}|CS[0-9]{6,})\b")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


class Pseudonyms:
    """Makes pseudonyms with one key, and knows the names that may stand in free text."""

    def __init__(self, key: str, people: Iterable[tuple[str, str]], places: Mapping[str, str]) -> None:
        """People as (name, code of their establishment or empty); places as name -> code."""
        self._key = key.encode()
        self._known: dict[tuple[str, ...], str] = {}
        for name, code in people:
            self._learn(name, self.person(name, code))
            for part in name.split():
                if len(part) > 2:
                    self._known.setdefault((fold(part),), "[name]")
        for name, code in places.items():
            self._learn(name, self.place(code))

    def person(self, name: str, code: str = "") -> str:
        """The pseudonym of a person of an establishment; without one, of a facilitator."""
        return f"P-{self._digest(fold(name), code)}"

    def place(self, code: str) -> str:
        """The pseudonym of an establishment; its departments share it, as they share the code."""
        return f"E-{self._digest('establishment', code)}"

    def in_words(self, text: str) -> str:
        """Free text with addresses, codes, and the names that are known replaced."""
        text = _CODE.sub("[code]", _ADDRESS.sub("[address]", text))
        words = list(_WORD.finditer(text))
        parts, end, i = [], 0, 0
        while i < len(words):
            length, pseudonym = self._name_at(words, i)
            if length:
                parts += [text[end : words[i].start()], pseudonym]
                end = words[i + length - 1].end()
            i += max(1, length)
        return "".join([*parts, text[end:]])

    def hide(self, table: Table) -> Table:
        """The table with pseudonyms for people and places, without addresses and posts."""
        if all(column.about is About.NOBODY for column in table.columns):
            return table
        columns = tuple(_hidden(column) for column in table.columns)
        return replace(table, columns=columns, rows=self._rows(table))

    def _rows(self, table: Table) -> Iterator[Row]:
        code = table.index("code")
        for row in table.rows:
            of = str(row[code] or "") if code is not None else ""
            yield tuple(
                value if value is None else self._hide(column, value, of)
                for column, value in zip(table.columns, row, strict=True)
            )

    def _hide(self, column: Column, value: Value, code: str) -> Value:
        text = str(value)
        match column.about:
            case About.PERSON:
                of = code if column.name == "name" else ""
                return "; ".join(self._person_in(part, of) for part in text.split("; "))
            case About.CONTACT:
                return None
            case About.CODE:
                return self.place(text)
            case About.PLACE:
                return self.place(code)
            case About.WORDS:
                return self.in_words(text)
            case _:
                return value

    def _person_in(self, part: str, code: str) -> str:
        """ "Ann Lee (key)" -> "P-... (key)"; whatever else stands in brackets belongs to the name."""
        role = _ROLE.search(part)
        name, rest = (part[: role.start()], role.group()) if role else (part, "")
        return f"{self.person(name, code)}{rest}"

    def _learn(self, name: str, pseudonym: str) -> None:
        words = tuple(fold(word) for word in _WORD.findall(name))[:LONGEST_NAME]
        if words:
            self._known[words] = pseudonym

    def _name_at(self, words: list[re.Match[str]], start: int) -> tuple[int, str]:
        """How many words from here on are a known name, the longest first, and its pseudonym."""
        for length in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            text = tuple(fold(word.group()) for word in words[start : start + length])
            capital = words[start].group()[0].isupper()
            if text in self._known and (length > 1 or capital):
                return length, self._known[text]
        return 0, ""

    def _digest(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _hidden(column: Column) -> Column:
    meanings = {
        About.PERSON: f"{column.meaning}, as a pseudonym",
        About.CONTACT: f"{column.meaning}; left out",
        About.CODE: "Pseudonym of the establishment",
        About.PLACE: "Pseudonym of the establishment",
        About.WORDS: f"{column.meaning}; names that the cohorts know are replaced",
    }
    return replace(column, meaning=meanings.get(column.about, column.meaning))
