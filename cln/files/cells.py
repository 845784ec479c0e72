"""What people type into cells, and what it means. Pure functions; each raises ValueError with a sentence."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from cln.words import fold

Cell = str | float | int | bool | date | datetime | None

_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0", ""})
_SEED = re.compile(r"[0-9]{7}")
_CARE = re.compile(r"CS[0-9]+")
_DAY = (
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.](?P<year>[0-9]{4})"),
)
_SPAN = re.compile(r"(?P<low>[0-9]+)(?: ?(?:-|\u2013|to) ?(?P<high>[0-9]+))?")
_SPACES = re.compile(r"\s+")
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
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return _SPACES.sub(" ", str(cell).replace("\u200b", "").replace("\ufeff", "")).strip()


def lines(cell: Cell) -> str:
    """A cell as text that keeps its lines; none is empty at the ends."""
    return "\n".join(text(line) for line in str("" if cell is None else cell).splitlines()).strip()


def some(cell: Cell, what: str) -> str:
    """Text that may not be empty; `what` says what to write there."""
    content = text(cell)
    if not content:
        raise ValueError(f"is empty; write {what}")
    return content


def code(cell: Cell) -> str:
    """A SEED code of seven digits, or `CS` and digits; spaces, case and a trailing `.0` are forgiven."""
    content = text(cell).replace(" ", "").upper().removesuffix(".0")
    if _SEED.fullmatch(content) or _CARE.fullmatch(content):
        return content
    if not content:
        raise ValueError("is empty; write the SEED code (7 digits) or the CS number")
    raise ValueError(f"{text(cell)!r} is no establishment code; write 7 digits, or CS and digits")


def whole(cell: Cell, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    content = text(cell)
    if re.fullmatch(r"\d+", content) and low <= int(content) <= high:
        return int(content)
    if not content:
        raise ValueError(f"is empty; write a whole number from {low} to {high}")
    raise ValueError(f"{content!r} is not a whole number from {low} to {high}")


def span(cell: Cell) -> Span:
    """From the fewest to the most, written 13-20; one number alone is both."""
    content = text(cell)
    match = _SPAN.fullmatch(content)
    if not match:
        raise ValueError(f"{content!r} does not say from how many to how many; write e.g. 13-20")
    low, high = int(match["low"]), int(match["high"] or match["low"])
    if low > high:
        raise ValueError(f"{content!r} begins with the larger number; write {high}-{low}")
    return Span(low, high)


def number(cell: Cell, low: float, high: float) -> float:
    """A number from `low` to `high`."""
    content = text(cell)
    try:
        value = float(content)
    except ValueError:
        raise ValueError(f"{content!r} is not a number") from None
    if not low <= value <= high:
        raise ValueError(f"{content} does not lie between {low:g} and {high:g}")
    return value


def yes_no(cell: Cell) -> bool:
    """Yes or no; empty means no."""
    content = text(cell).casefold()
    if content in _YES:
        return True
    if content in _NO:
        return False
    raise ValueError(f"{text(cell)!r} is neither yes nor no; write yes or no")


def email(cell: Cell) -> str:
    """An e-mail address in lower case; empty stays empty."""
    content = text(cell).casefold()
    if content and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", content):
        raise ValueError(f"{text(cell)!r} is not an e-mail address")
    return content


def day(cell: Cell) -> date:
    """A day, written 2026-09-10 or, day first, 10/09/2026; a spreadsheet's own date will do too."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    content = text(cell)
    for form in _DAY:
        if match := form.fullmatch(content):
            try:
                return date(**{part: int(number) for part, number in match.groupdict().items()})
            except ValueError:
                break
    raise ValueError(f"{content!r} is not a date; write 2026-09-10 or 10/09/2026")


def clock(cell: Cell) -> time:
    """A time of day, written 13:30 or 1.30 pm."""
    content = text(cell)
    for form in _CLOCK:
        try:
            return datetime.strptime(content.replace(".", ":").replace(" ", ""), form).time()  # noqa: DTZ007
        except ValueError:
            continue
    raise ValueError(f"{content!r} is not a time of day; write e.g. 13:30")


def link(cell: Cell) -> str:
    """The address of a page or meeting on the web."""
    content = text(cell)
    if not re.fullmatch(r"https?://[^\s/]+\S*", content, re.IGNORECASE):
        raise ValueError(f"{content!r} is not a link; it begins with https://")
    return content


def one_of(cell: Cell, words: Iterable[str]) -> str:
    """The one of `words` that the cell means, whatever its case."""
    known = {fold(word): str(word) for word in words}
    content = text(cell)
    if fold(content) in known:
        return known[fold(content)]
    listed = ", ".join(known.values())
    raise ValueError(f"{content!r} is none of: {listed}" if content else f"is empty; write one of: {listed}")
