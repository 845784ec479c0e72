"""What people type into cells, and what it means. Pure functions; each raises ValueError with a sentence."""

import functools
import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from cln.programme import Sector
from cln.words import LONGEST_NAME, QUOTED, decimal, fold, quoted

Cell = str | float | int | bool | date | datetime | None

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
_SEED = re.compile(r"[0-9]{7}")
_CARE = re.compile(r"CS[0-9]{10}")
_OF_DEPARTMENT = re.compile(r"([0-9]{7})(P|S|SP)")
"""What the Government's layer of schools adds to a SEED code: which department of it is meant."""
_DEPARTMENTS = {"P": Sector.PRIMARY, "S": Sector.SECONDARY, "SP": Sector.SPECIAL}
_AS_TEXT = re.compile(r"'(?P<code>[0-9A-Z.]+)'?|=?\"(?P<quoted>[0-9A-Z.]+)\"")
"""How a code is written that a spreadsheet is to take as text."""
_WHOLE = re.compile(r"([0-9]{1,18})(?:\.0*)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]+)?")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_TWO_PEOPLE = re.compile(r"\s(?:and|&|\+|/)\s|[;\n]", re.IGNORECASE)
NOBODY = frozenset(
    {
        *("tbc", "tba", "tbd", "na", "none", "nil", "nobody", "unknown", "vacant", "vacancy", "vacantpost"),
        *("tobeconfirmed", "tobeadvised", "tobeappointed", "notapplicable", "notknown", "notyetknown"),
        *("asabove", "sameasabove", "ditto", "seeabove", "seebelow"),
    }
)
"""What stands where a name belongs, folded, where there is none."""
_SCHOOL = re.compile(r"(?<=\w)\s+(?:schools?|sector|department|centres?)$", re.IGNORECASE)
"""What is added to a sector: "Primary school"."""
_CENTRES = ("early learning and childcare", "early learning", "early years", "nursery")
"""What else ELC centres are called."""
UNSAVED = "#a formula without a value"
"""Stands in place of a formula whose value the workbook does not hold."""
_LIKE_A_DAY = re.compile(
    r"(?:[0-9]{1,2}([-/.])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})|[0-9]{4}([-/.])[0-9]{1,2}\2[0-9]{1,2})"
    r"(?:[ T]00:00(?::00)?)?"
)
_SPAN = re.compile(r"(?P<low>[0-9]{1,9})(?: ?(?:-|\u2013|to) ?(?P<high>[0-9]{1,9}))?")
_WITH_NAME = re.compile(r"[^<>@]*<([^<>\s]+)>")
"""An address as mail programs copy it: `Ann Lee <ann.lee@example.org>`."""
_CLOCK = ("%H:%M", "%I:%M%p", "%I%p")


class Span(NamedTuple):
    """From the fewest to the most."""

    low: int
    high: int

    def __str__(self) -> str:
        """As it is written on the command line."""
        return f"{self.low}-{self.high}"


def text(cell: Cell) -> str:
    """A cell as text: whole numbers without `.0`, every kind of space as one, none at the ends."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else decimal(cell)
    content = str(cell)
    if not content.isascii():
        content = content.replace("\u200b", "").replace("\ufeff", "")
    return " ".join(content.split())


def lines(cell: Cell) -> str:
    """A cell as text that keeps its lines; none is empty at the ends."""
    return "\n".join(text(line) for line in str("" if cell is None else cell).splitlines()).strip()


def sound(cell: Cell) -> Cell:
    """The cell, unless a spreadsheet left something else than a value there; ValueError with a sentence."""
    if not isinstance(cell, str) or "#" not in cell:
        return cell
    content = text(cell)
    if content == UNSAVED:
        raise ValueError("holds a formula whose value was never saved; open it in Excel and save it again")
    if _ERROR.fullmatch(content):
        raise ValueError(f"holds Excel's error {content}; write the value that is meant")
    if content and not content.strip("#"):
        raise ValueError(
            f"holds {quoted(content)}, which a column too narrow shows; widen it in Excel and save it again"
        )
    return cell


def some(cell: Cell, what: str) -> str:
    """Text that may not be empty; `what` says what to write there."""
    content = text(cell)
    if isinstance(cell, bool) or content.upper() in {"TRUE", "FALSE"}:
        raise ValueError(f"is the truth value {content.upper()} of a spreadsheet; write {what}")
    if isinstance(cell, date) or _LIKE_A_DAY.fullmatch(content):
        raise ValueError(f"is a date ({quoted(content)}); write {what}")
    if not content:
        raise ValueError(f"is empty; write {what}")
    return content


def name(cell: Cell, what: str) -> str:
    """The name of somebody or something: text that may be neither empty nor longer than `LONGEST_NAME`."""
    return brief(some(cell, what))


def person(cell: Cell, what: str) -> str:
    """The name of one person: no mark that there is nobody yet, no address or number, and not two people."""
    content = name(cell, what)
    if "@" in content:
        raise ValueError(f"{quoted(content)} is an e-mail address; write {what}")
    if not _is_name(content):
        raise ValueError(f"{quoted(content)} names nobody; write {what}, or take the row out")
    if re.search(r"\d(?: ?\d){5}", content):
        raise ValueError(f"{quoted(content)} has a telephone number; write {what} alone")
    if _TWO_PEOPLE.search(content):
        raise ValueError(f"{quoted(content)} names two people; give each of them a row")
    return content


def establishment(cell: Cell) -> str:
    """The name of an establishment: no mark that there is none, and no number."""
    content = name(cell, "the establishment's name")
    if not _is_name(content):
        raise ValueError(f"{quoted(content)} is no name; write the establishment's name")
    return content


def _is_name(content: str) -> bool:
    return fold(content) not in NOBODY and any(map(str.isalpha, content))


def brief(cell: Cell) -> str:
    """Text of one line, no longer than `LONGEST_NAME`; it may be empty."""
    content = text(cell)
    if len(content) > LONGEST_NAME:
        raise ValueError(f"{quoted(content)} has {len(content)} characters; write at most {LONGEST_NAME}")
    return content


POSTCODE = r"([A-Z]{1,2}[0-9][A-Z0-9]?)\s?([0-9][ABD-HJLNP-UW-Z]{2})"
"""Source: BS 7666, the form of a postcode of the United Kingdom."""


def postcode(cell: Cell) -> str:
    """A postcode as it is written on a letter, "G1 1AA"; what is none stays as it stands, in capitals."""
    content = brief(cell).upper()
    parts = re.fullmatch(POSTCODE, content)
    return " ".join(parts.groups()) if parts else content


def code(cell: Cell) -> str:
    """A SEED code of seven digits, or `CS` and ten; spaces, case and a trailing `.0` are forgiven.

    The Government's layer of schools calls a department `8350027P`; `sector` reads what it adds.
    """
    content = _compact(cell).removesuffix(".0")
    if _SEED.fullmatch(content) or _CARE.fullmatch(content):
        return content
    if of_department := _OF_DEPARTMENT.fullmatch(content):
        return of_department[1]
    if not content:
        raise ValueError("is empty; write the SEED code (7 digits) or the CS number")
    raise ValueError(f"{quoted(text(cell))} is no establishment code; write 7 digits, or CS and 10 digits")


def sector_named(cell: Cell) -> Sector:
    """The sector that is named, in the words that people use: `Primary School`, `Nursery`."""
    content = _SCHOOL.sub("", text(cell))
    if fold(content) in map(fold, _CENTRES):
        return Sector.ELC
    return Sector(one_of(content, tuple(Sector)))


def sector(code: Cell, beside: str | None) -> str | None:
    """The sector of a row: what a column says of it and what the code names; None where neither does.

    `8350027P` names a Primary, and a CS number an ELC centre. ValueError with a sentence where they differ.
    """
    content = _compact(code)
    of_department = _OF_DEPARTMENT.fullmatch(content)
    named = _DEPARTMENTS[of_department[2]] if of_department else None
    if content.startswith("CS") and beside not in {None, Sector.ELC}:
        raise ValueError(f"says {beside}, but {quoted(content)} is a CS number, which only ELC centres have")
    if named and beside not in {None, named}:
        raise ValueError(f"says {beside}, but {quoted(content)} is the {named} of that code")
    return beside or named


def _compact(cell: Cell) -> str:
    content = text(cell).replace(" ", "").upper()
    as_text = _AS_TEXT.fullmatch(content)
    return as_text["code"] or as_text["quoted"] if as_text else content


def whole(cell: Cell, low: int, high: int) -> int:
    """A whole number from `low` to `high`; a spreadsheet may have made `2.0` of it."""
    content = text(cell)
    match = _WHOLE.fullmatch(content)
    if match and low <= int(match[1]) <= high:
        return int(match[1])
    if not content:
        raise ValueError(f"is empty; write a whole number from {low} to {high}")
    raise ValueError(f"{quoted(content)} is not a whole number from {low} to {high}")


def span(cell: Cell) -> Span:
    """From the fewest to the most, written 13-20; one number alone is both."""
    content = text(cell)
    match = _SPAN.fullmatch(content)
    if not match:
        raise ValueError(f"{quoted(content)} does not say from how many to how many; write e.g. 13-20")
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if low > high:
        raise ValueError(f"{quoted(content)} begins with the larger number; write {high}-{low}")
    return Span(low, high)


def number(cell: Cell, low: float, high: float) -> float:
    """A number from `low` to `high`."""
    content = text(cell)
    if not _NUMBER.fullmatch(content):
        raise ValueError(f"{quoted(content)} is not a number")
    value = float(content)
    if not low <= value <= high:
        raise ValueError(f"{content[:QUOTED]} does not lie between {low:g} and {high:g}")
    return value


def yes_no(cell: Cell) -> bool:
    """Yes or no; empty means no."""
    content = text(cell).casefold()
    if content in _YES:
        return True
    if content in _NO:
        return False
    raise ValueError(f"{quoted(text(cell))} is neither yes nor no; write yes or no")


def email(cell: Cell) -> str:
    """An e-mail address in lower case, without `mailto:` or a name before `<`; empty stays empty."""
    content = _WITH_NAME.sub(r"\1", brief(cell)).casefold().removeprefix("mailto:")
    if content and not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+", content):
        raise ValueError(f"{quoted(text(cell))} is not an e-mail address")
    return content


def clock(cell: Cell) -> time:
    """A time of day, written 13:30 or 1.30 pm."""
    content = text(cell)
    for form in _CLOCK:
        try:
            return datetime.strptime(content.replace(".", ":").replace(" ", ""), form).time()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(f"{quoted(content)} is not a time of day; write e.g. 13:30")


def link(cell: Cell) -> str:
    """The address of a page or meeting on the web."""
    content = text(cell)
    if not re.fullmatch(r"https?://[^\s/]+\S*", content, re.IGNORECASE):
        raise ValueError(f"{quoted(content)} is not a link; it begins with https://")
    return content


def one_of(cell: Cell, words: Iterable[str]) -> str:
    """The one of `words` that the cell means, whatever its case."""
    known = _by_fold(tuple(words))
    content = text(cell)
    if fold(content) in known:
        return known[fold(content)]
    listed = ", ".join(known.values())
    raise ValueError(
        f"{quoted(content)} is none of: {listed}" if content else f"is empty; write one of: {listed}"
    )


@functools.lru_cache(maxsize=64)  # the same few words for every row of a file
def _by_fold(words: tuple[str, ...]) -> dict[str, str]:
    return {fold(word): str(word) for word in words}
