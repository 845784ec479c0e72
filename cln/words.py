"""Different spellings of one thing: what counts as the same, and what is near enough to be suggested.

Nothing here decides that two different names are one; near ones are only ever suggested.
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

ALIKE = 75
"""How alike (0 to 100) a known name must be to be suggested."""

MOST_CODES = 3
"""Of more codes than that none stands out."""


@functools.lru_cache(maxsize=4096)  # the words of the programme are folded for every row of a file
def fold(text: str) -> str:
    """The same for all spellings of a word: case, accents, spaces, punctuation, `&`/and, enquiry/inquiry.

    Letters of every script stay, and the marks that tell them apart; accents go from Latin letters only.
    """
    bare = unicodedata.normalize("NFKD", text).replace("&", " and ").casefold()
    if bare.isascii():
        return _BETWEEN.sub("", bare).replace("enquir", "inquir")
    letters = "".join(filter(_is_of_word, unicodedata.normalize("NFKD", bare)))
    return _ACCENTS.sub("", letters).replace("enquir", "inquir")


_BETWEEN = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile(r"(?<=[a-z0-9])[\u0300-\u036f]+", re.IGNORECASE)


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


_CHARACTERS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control characters, marks that turn the direction of writing, and halves of characters.

The marks that belong to Arabic and Hebrew are no such marks.
"""

_CONTROLS = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # what a terminal obeys: colours, the cursor,
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"  # its title,
    r"|\x1b[ -/]*[0-~]?"  # and the rest
    rf"|{_CHARACTERS.pattern}"
)
"""The same, and the escape codes that begin with them."""


def without_controls(text: str) -> str:
    """A text without the characters that are no writing; tabs and line breaks stay."""
    return _CONTROLS.sub("", text) if _CONTROLS.search(text) else text


def outgoing(text: str) -> str:
    """A text as it goes out, whatever is on record: without those characters, but with all that is writing.

    A code whose beginning is gone is read as it stands; a code may reach from one text into the next.
    """
    return _CHARACTERS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")


_STANDS_FOR = str.maketrans(
    {
        "\u2013": "-",
        "\u2014": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u2026": "...",
        "\u2192": "->",
        "\u2588": "#",
    }
)


def stand_in(error: UnicodeError) -> tuple[str, int]:
    """What a terminal shows whose encoding lacks a character, as `codecs.register_error` takes it.

    A letter without its accent, a dash of another length, and otherwise a question mark.
    """
    assert isinstance(error, UnicodeEncodeError)
    missing = error.object[error.start : error.end]
    near = unicodedata.normalize("NFKD", missing.translate(_STANDS_FOR))
    letters = _ACCENTS.sub("", near)
    return "".join(one if one.isascii() else "?" for one in letters), error.end


def all_outgoing(value: Any) -> Any:
    """Lists and dictionaries in which every text is as it goes out."""
    if isinstance(value, str):
        return outgoing(value)
    if isinstance(value, dict):
        return {all_outgoing(key): all_outgoing(one) for key, one in value.items()}
    return [all_outgoing(one) for one in value] if isinstance(value, list | tuple) else value


LONGEST_NAME = 200
"""Characters; whatever is longer is no name."""

QUOTED = 60
"""The most characters of a cell that a message quotes."""


def cut(text: object) -> str:
    """What somebody wrote, as a message names it: not more than `QUOTED` characters of it."""
    written = str(text)
    return written if len(written) <= QUOTED else f"{written[: QUOTED - 3]}..."


def quoted(text: object) -> str:
    """What somebody wrote, between quotation marks, cut where it is long."""
    return repr(cut(text))


def decimal(number: float) -> str:
    """A number as people write it: 0.00000006 rather than 6e-08."""
    written = str(number)
    return f"{Decimal(written):f}" if "e" in written else written


_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def harmless(text: str) -> str:
    """A text that no spreadsheet runs as a formula: one that might be gets an apostrophe in front.

    Source: OWASP, *CSV Injection*. Plain numbers stay as they are; `as_meant` takes the apostrophe off again.
    """
    return f"'{text}" if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text) else text


def as_meant(text: str) -> str:
    """What a text was before `harmless`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """The known name that looks most like this one; None where none is alike."""
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(name, list(names), scorer=fuzz.WRatio, processor=utils.default_process)
    return best[0] if best is not None and best[1] >= ALIKE else None


def either_of(name: str, names: Iterable[str], what: str) -> str:
    """What to say to a name that nothing has: which is alike, and what there is."""
    near = nearest_name(name, names)
    meant = f"did you mean {near}? The" if near else "the"
    return f"{meant} {what} are: {', '.join(names)}"


def finder(known: Mapping[str, int], names: Sequence[str], what: str) -> Callable[[str], int]:
    """A function from any spelling of a name to its id; ValueError with a sentence for a name of nothing.

    Args:
        known: folded name -> id.
        names: what to suggest, and to list where nothing is alike.
        what: what the names are of, in a word or two.
    """

    def find(name: str) -> int:
        if fold(name) in known:
            return known[fold(name)]
        if not name:
            raise ValueError(f"is empty; write one of: {', '.join(names)}")
        if near := nearest_name(name, names):
            raise ValueError(f"{quoted(name)} is no {what}; did you mean {near}?")
        raise ValueError(f"{quoted(name)} is no {what}; write one of: {', '.join(names)}")

    return find


def near_codes(code: str, codes: Mapping[str, str]) -> str:
    """The known codes that one slip may have made of it, each with its name; empty where there are none.

    A slip is one wrong character, or two neighbours that changed places.
    """
    near = [f"{known} {codes[known]}" for known in sorted(codes) if _one_slip(code, known)]
    return " or ".join(near[:MOST_CODES])


def _one_slip(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2 and places[1] == places[0] + 1:
        first, second = places
        return (one[first], one[second]) == (other[second], other[first])
    return len(places) == 1


def count(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 entry", "3 entries"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def was(number: int) -> str:
    """ "was" for one, "were" for any other number."""
    return "was" if number == 1 else "were"


def have(number: int) -> str:
    """ "has" for one, "have" for any other number."""
    return "has" if number == 1 else "have"


def listed(words: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def named(names: Sequence[str], see: str, most: int = 20) -> str:
    """The first names of many, and what shows the others: "a, b and 5 more (all: cln cohort people)"."""
    more = f"{len(names) - most} more (all: {see})"
    return listed(names if len(names) <= most else [*names[:most], more])


def spans(numbers: Iterable[int]) -> str:
    """Numbers in their order, those that follow one another together: "1 to 4, 6 and 8 to 9"."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs])


def rows_of(numbers: Sequence[int]) -> str:
    """How sentences name rows: "row 2", "rows 2 to 4 and 7"."""
    return f"row {numbers[0]}" if len(numbers) == 1 else f"rows {spans(numbers)}"


def day_of(at: datetime) -> date:
    """The day of a moment, where the user is; what a form says without a time zone is local already."""
    return at.astimezone().date()


def reference(code: str, sector: str, number: int, *, shared: bool, several: bool) -> str:
    """How a command line names an entry, by its code where that is enough; `cohort.whom.Which` reads it.

    Args:
        code: the entry's.
        sector: its sector.
        number: its number.
        shared: its code covers several departments.
        several: its establishment has several entries in the cohort.
    """
    return ":".join([code, *([sector] if shared else []), *([str(number)] if several else [])])


def called(name: str, apart: Sequence[str]) -> str:
    """An establishment, and what tells its entry from others: "Northbank", "Northbank (Primary, entry 2)"."""
    return f"{name} ({', '.join(apart)})" if apart else name


def day_in_words(on: date) -> str:
    """A day as pages and letters write it: "6 March 2027"."""
    return f"{on.day} {on:%B %Y}"


def day_on_screen(on: date) -> str:
    """A day as every screen writes it, where there is less room: "6 Mar 2027"."""
    return f"{on.day} {on:%b %Y}"


def capital(sentence: str) -> str:
    """A sentence with a capital letter at its beginning."""
    return sentence[:1].upper() + sentence[1:]


def argument(text: str) -> str:
    """A file or an address as it is typed in a command: in quotation marks where it needs them."""
    return text if re.fullmatch(r"[\w./:\\@%+=,~-]+", text) else f'"{text}"'


def moment_here(at: datetime) -> str:
    """A moment as screens say it: where the user is, to the minute."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def moment(at: datetime) -> str:
    """How a moment is written in JSON: UTC to the second, e.g. 2026-11-26T04:50:36Z.

    What a form says without a time zone is the local time of those who filled it in, and stays as it is.
    """
    if at.tzinfo is None:
        return at.isoformat()
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
