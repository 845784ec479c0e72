"""Hides people and places in tables: in all exports of a database the same person has the same pseudonym.

A pseudonym is a keyed digest (HMAC-SHA256, RFC 2104). The key never leaves the database, so nobody without it
can try names until one fits. Rows come in the order of their pseudonyms: the order of codes, names, files or
moments would name everybody to whoever has a list in that order.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cln.disclosure.names import Names, Person, Place
from cln.files.cells import POSTCODE
from cln.files.columns import About, Column, Row, Table, Value
from cln.words import count, fold, listed

LENGTH = 10
"""Hexadecimal digits: the chance that two of ten thousand people share a pseudonym is one in 20,000."""
_ROLE = re.compile(r" \((?:key|co)\)$")
EMAIL = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:sch|gov|ac|org|co)\.uk\b\S*|(?<!\w)@\w+")
"""Addresses on the web, and names on social media."""
_POSTCODE = re.compile(rf"\b{POSTCODE}\b", re.IGNORECASE)
_CODE = re.compile(r"\b(?:[0-9]{7}[A-Z]?|CS\s?[0-9]{6,})\b", re.IGNORECASE)
"""SEED codes, with the letter of a department too, and CS numbers."""


class Pseudonyms:
    """Makes pseudonyms with one key, and knows the names that may stand in free text."""

    def __init__(
        self, key: str, people: Iterable[tuple[str, str]], places: Mapping[str, str], ours: Iterable[str] = ()
    ) -> None:
        """Everybody and every establishment that any cohort knows.

        Args:
            key: the database's own.
            people: (name, code of their establishment; empty for others).
            places: name -> code.
            ours: codes of the establishments that take part in the cohorts of the tables.
        """
        self._key = key.encode()
        self.contacts = 0
        """Addresses, telephone numbers, postcodes and codes that were replaced in free text."""
        own = frozenset(ours)
        self._names = Names(
            [Person(name, self.person(name, code)) for name, code in people],
            [Place(name, self.place(code), code in own) for name, code in places.items()],
        )

    def report(self) -> tuple[str, ...]:
        """What was replaced in free text so far, and what somebody should still read."""
        names, places = self._names.replaced.names, self._names.replaced.places
        if not (names or places or self.contacts or self._names.replaced.to_read):
            return ()
        counted = [
            count(names, "name of a person", "names of people"),
            count(places, "name of a school", "names of schools"),
            count(self.contacts, "address, number or code", "addresses, numbers and codes"),
        ]
        lines = [
            f"Replaced in free text: {listed(counted)}. Nicknames and misspellings stay: read it before "
            "you send it."
        ]
        if words := self._names.replaced.to_read.most_common():
            read = ", ".join(f"{word} ({number})" for word, number in words)
            lines.append(f"These may be names, and were left as they stand: {read}.")
        return tuple(lines)

    def person(self, name: str, code: str = "") -> str:
        """The pseudonym of a person of an establishment; without one, of a facilitator."""
        return f"P-{self._digest(fold(name), code)}"

    def place(self, code: str) -> str:
        """The pseudonym of an establishment; its departments share it, as they share the code."""
        return f"E-{self._digest('establishment', code)}"

    def in_words(self, text: str) -> str:
        """Free text with addresses, codes, and the names that are known replaced."""
        text, replaced = without_contacts(text)
        self.contacts += replaced
        return self._names.hide(text)

    def hide(self, table: Table) -> Table:
        """The table with pseudonyms for people and places, without addresses and posts, in their order."""
        if all(column.about is About.NOBODY for column in table.columns):
            return table
        columns = tuple(_hidden(column) for column in table.columns)
        return replace(table, columns=columns, rows=self._ordered(table))

    def _ordered(self, table: Table) -> Iterator[Row]:
        """The rows by cohort, pseudonyms of people, then of establishments, then whatever else they say.

        Respondents are numbered in an order that only the key knows.
        """
        respondent = next((i for i, one in enumerate(table.columns) if one.about is About.RESPONDENT), None)
        rows = list(self._rows(table))
        if respondent is not None:
            known = sorted(
                {row[respondent] for row in rows}, key=lambda one: self._digest("respondent", str(one))
            )
            anew = {number: place for place, number in enumerate(known, 1)}
            rows = [(*row[:respondent], anew[row[respondent]], *row[respondent + 1 :]) for row in rows]
        people = [i for i, one in enumerate(table.columns) if one.about is About.PERSON]
        places = [i for i, one in enumerate(table.columns) if one.about in {About.CODE, About.PLACE}]
        cohort = table.index("cohort")
        cohorts = {row[cohort]: None for row in rows} if cohort is not None else {}
        place = {name: i for i, name in enumerate(cohorts)}

        def order(row: Row) -> tuple[object, ...]:
            first = place[row[cohort]] if cohort is not None else 0
            return (first, *(str(row[i] or "") for i in (*people, *places)), *map(_sortable, row))

        yield from sorted(rows, key=order)

    def _rows(self, table: Table) -> Iterator[Row]:
        code = table.index("code")
        for row in table.rows:
            of = str(row[code] or "") if code is not None else ""
            hidden = tuple(
                value if value is None else self._hide(column, value, of)
                for column, value in zip(table.columns, row, strict=True)
            )
            yield _in_pair_order(hidden, table.names)

    def _hide(self, column: Column, value: Value, code: str) -> Value:
        text = str(value)
        match column.about:
            case About.PERSON:
                of = code if column.name == "name" else ""
                return "; ".join(sorted(self._person_in(part, of) for part in text.split("; ")))
            case About.CONTACT | About.ORDER:
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

    def _digest(self, *parts: str) -> str:
        return hmac.new(self._key, "\0".join(parts).encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _in_pair_order(row: Row, names: Sequence[str]) -> Row:
    """A row about a pair with the lesser pseudonym first: as it stood, the lesser code came first."""
    of = dict(zip(names, row, strict=True))
    if "other_code" not in of or str(of["code"]) <= str(of["other_code"]):
        return row
    other = {name: f"other_{name}" for name in names if f"other_{name}" in of}
    swapped = other | {there: here for here, there in other.items()}
    return tuple(of[swapped.get(name, name)] for name in names)


def _sortable(value: Value) -> tuple[int, float, str]:
    """Nothing first, then numbers, then words."""
    if value is None:
        return (0, 0, "")
    return (1, value, "") if isinstance(value, int | float) else (2, 0, str(value))


def _hidden(column: Column) -> Column:
    meanings = {
        About.PERSON: f"{column.meaning}, as a pseudonym",
        About.CONTACT: f"{column.meaning}; left out",
        About.ORDER: f"{column.meaning}; left out",
        About.RESPONDENT: f"{column.meaning}; numbered anew",
        About.CODE: "Pseudonym of the establishment",
        About.PLACE: "Pseudonym of the establishment",
        About.WORDS: f"{column.meaning}; names that the cohorts know are replaced",
    }
    return replace(column, meaning=meanings.get(column.about, column.meaning))


def without_contacts(text: str) -> tuple[str, int]:
    """The text with `[address]`, `[number]`, `[postcode]` and `[code]` in their places, and how many."""
    text, emails = EMAIL.subn("[address]", text)
    text, pages = _WEB.subn("[address]", text)
    text, codes = _CODE.subn("[code]", text)
    text, postcodes = _POSTCODE.subn("[postcode]", text)
    text, numbers = _without_telephones(text)
    return text, emails + pages + codes + postcodes + numbers


def _without_telephones(text: str) -> tuple[str, int]:
    """The text without telephone numbers as people write them in the United Kingdom, or with +."""
    if sum(letter.isdigit() for letter in text) < 8:
        return text, 0
    from phonenumbers import Leniency, PhoneNumberMatcher

    possible = list(PhoneNumberMatcher(text, "GB", leniency=Leniency.POSSIBLE))
    numbers = [one for one in possible if one.raw_string.lstrip("(").startswith(("0", "+"))]
    for one in reversed(numbers):
        text = f"{text[: one.start]}[number]{text[one.end :]}"
    return text, len(numbers)
