"""Reads days and moments as forms, spreadsheets and people write them: ISO, British, American, in words.

A single "03/04/2026" cannot tell day from month; the whole column can, and where it cannot nobody guesses.
Moments are local time in the United Kingdom, without a zone: one that names a zone is converted.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from functools import cache

from cln.files.cells import Cell, text
from cln.files.place import Place, row_of
from cln.words import cut, day_of, day_on_screen, quoted

_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_TIME = (
    r"(?:(?:[T ,]|at )+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?)?"
    r"(?:\s*(?P<zone>[A-Z]{1,4})?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)?)?"
)
_FORMS = (
    r"(?P<a>[0-9]{4}|[0-9]{1,2})(?P<mark>[/.-])(?P<b>[0-9]{1,2})(?P=mark)(?P<c>[0-9]{4}|[0-9]{1,2})",
    _WEEKDAY + r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?[ -]"
    r"(?P<month>[a-z]{3,9})\.?,?[ -](?P<year>[0-9]{4}|[0-9]{2})",
    _WEEKDAY + r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?P<year>[0-9]{4})",
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_OFFSETS = {"": 0, "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "cest": 2}
"""Hours that a zone is ahead of UTC."""


FIRST_YEAR, LAST_YEAR = 1900, 2199


class Order(StrEnum):
    """In which order a date such as 03/04/2026 names day and month."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Unclear(ValueError):
    """The dates of a column cannot all be read one way."""

    def __init__(self, place: Place, sentence: str) -> None:
        super().__init__(sentence)
        self.place = place
        """The row in which that shows."""


class Ambiguous(Unclear):
    """They can be read two ways."""


def order_of(column: Iterable[tuple[Place, Cell]], given: Order | None = None) -> Order | None:
    """In which order the dates of a column name day and month; None where none of them needs one.

    Args:
        column: the rows, and their cells.
        given: what the user says about it.

    Raises:
        Ambiguous: they can be read both ways, and differ.
        Unclear: some begin with the day and others with the month, or some are text and others real dates.
    """
    filled = [(row, cell) for row, cell in column if text(cell)]
    short = [(row, match) for row, cell in filled if (match := _numeric(cell))]
    if not short:
        return given
    if real := [row for row, cell in filled if _real(cell)]:
        row, match = short[0]
        raise Unclear(
            row,
            f"{match[0]!r} is text, but {row_of(real[0])} has a real date; a spreadsheet turns only those "
            "into dates that it understands, and may have swapped day and month there: write all of them as "
            "2026-09-10",
        )
    days = [at for at in short if int(at[1]["a"]) > 12]
    months = [at for at in short if int(at[1]["b"]) > 12]
    if given is None and days and months:
        (row, match), (other, clear) = sorted((days[0], months[0]), key=lambda at: at[0], reverse=True)
        raise Unclear(
            row,
            f"{match[0]!r} and, in {row_of(other)}, {clear[0]!r} name day and month in different orders; "
            "write all of them as 2026-09-10",
        )
    if given or days or months:
        return given or (Order.DAY_FIRST if days else Order.MONTH_FIRST)
    _refuse_ambiguous(short)
    return Order.DAY_FIRST


def _refuse_ambiguous(short: Iterable[tuple[Place, re.Match[str]]]) -> None:
    for row, match in short:
        if match["a"] != match["b"] and _possible(match, Order.DAY_FIRST):
            ways = [day_on_screen(_day(match, order)) for order in Order]
            raise Ambiguous(
                row,
                f"{match[0]!r} is {ways[0]} if the day comes first and {ways[1]} if the month does, and "
                "nothing in the column tells; write 2026-09-10, or say which: --date-format day-first or "
                "month-first",
            )


def day(cell: Cell, order: Order | None = None) -> date:
    """A day: 2026-09-10, 10 Sept 2026, or 10/09/2026 in its column's order (day first if nothing tells).

    Raises:
        ValueError: the cell is none.
    """
    if (real := _real(cell)) is not None:
        return _within(real, cell).date()
    try:
        read = _combined(text(cell), order or Order.DAY_FIRST)
    except ValueError as error:
        raise ValueError(_no_date(cell)) from error
    if read.time() != time():
        raise ValueError(_no_date(cell))
    return _within(read, cell).date()


def spoken(cell: Cell) -> date:
    """A day as people write it on the command line: `today` and `yesterday` will do too.

    Raises:
        ValueError: it is none.
    """
    back = {"today": 0, "yesterday": 1}.get(text(cell).casefold())
    if back is not None:
        return day_of(datetime.now(UTC)) - timedelta(days=back)
    if _SERIAL.fullmatch(text(cell)):
        raise ValueError(_no_date(cell))
    return day(cell)


def _no_date(cell: Cell) -> str:
    what = f"{quoted(content)} is not a date" if (content := text(cell)) else "is empty"
    return f"{what}; write 2026-09-10 or 10/09/2026"


def moment(cell: Cell, *, days_first: bool) -> datetime | None:
    """The moment that a cell means, as local time without a zone; None for an empty cell.

    Where the clocks go back, `fold` tells the second one of two equal times from the first.

    Raises:
        ValueError: the cell is no date, or none in this order of day and month.
    """
    if not text(cell):
        return None
    read = _real(cell)
    if read is not None:
        return _within(read, cell)
    order = Order.DAY_FIRST if days_first else Order.MONTH_FIRST
    try:
        at = _combined(text(cell), order)
    except ValueError as error:
        so = f" (this column is read {order.replace('-', ' ')})" if _numeric(cell) else ""
        raise ValueError(f"{quoted(text(cell))} is no date{so}; write e.g. 2026-08-24 09:15") from error
    return _within(at, cell)


def _within(at: datetime, cell: Cell) -> datetime:
    """The moment, unless it lies in a year that nobody can mean."""
    if FIRST_YEAR <= at.year <= LAST_YEAR:
        return at
    raise ValueError(f"{cut(text(cell))} is not a date from {FIRST_YEAR} to {LAST_YEAR}; write 2026-09-10")


def in_order(at: datetime) -> datetime:
    """What moments are compared by: UTC, so that the hour that the clocks repeat keeps its order."""
    return at.replace(tzinfo=_local()).astimezone(UTC)


def _real(cell: Cell) -> datetime | None:
    """The moment of a cell that holds a date, or the days since 1899 by which spreadsheets count them."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    serial = text(cell)
    if isinstance(cell, bool) or not _SERIAL.fullmatch(serial) or not 36526 <= float(serial) < 73051:
        return None
    return datetime(1899, 12, 30) + timedelta(minutes=round(float(serial) * 24 * 60))  # noqa: DTZ001


def _numeric(cell: Cell) -> re.Match[str] | None:
    """What a cell writes as a date in numbers that does not begin with the year."""
    match = _form(0).fullmatch(text(cell)) if isinstance(cell, str) else None
    return match if match and len(match["a"]) < 4 else None


def _possible(match: re.Match[str], order: Order) -> bool:
    try:
        return bool(_day(match, order))
    except ValueError:
        return False


@cache
def _form(number: int) -> re.Pattern[str]:
    """One of `_FORMS`, compiled once a date is read: most commands read none."""
    return re.compile(_FORMS[number] + _TIME, re.IGNORECASE)


def _combined(content: str, order: Order) -> datetime:
    forms = map(_form, range(len(_FORMS)))
    match = next((match for form in forms if (match := form.fullmatch(content))), None)
    if match is None:
        raise ValueError(content)
    return _local_time(datetime.combine(_day(match, order), _hour(match)), match)


def _day(match: re.Match[str], order: Order) -> date:
    named = match.groupdict()
    if month := named.get("month"):
        numbers = (number for number, name in enumerate(_MONTHS, 1) if name.startswith(month.casefold()))
        return date(_year(match["year"]), next(numbers, 0), int(match["day"]))
    a, b = int(match["a"]), int(match["b"])
    if len(match["a"]) == 4:
        return date(a, b, int(match["c"]))
    year = _year(match["c"])
    return date(year, b, a) if order is Order.DAY_FIRST else date(year, a, b)


def _year(written: str) -> int:
    if len(written) not in {2, 4}:
        raise ValueError(written)
    return int(written) + (2000 if len(written) == 2 else 0)


def _hour(match: re.Match[str]) -> time:
    hour, half = int(match["hour"] or 0), (match["half"] or "").casefold()
    if half and hour <= 12:  # some exports write "13:15 AM"; such an hour speaks for itself
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0))


def _local_time(at: datetime, match: re.Match[str]) -> datetime:
    """Local time of what is written in another zone."""
    zone, offset = (match["zone"] or "").casefold(), match["offset"] or ""
    if not zone and not offset:
        return at
    if zone not in _OFFSETS:
        raise ValueError(zone)
    digits = offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits or "0", "0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if offset.startswith("-") else 1)
    ahead += timedelta(hours=_OFFSETS[zone])
    try:
        return at.replace(tzinfo=timezone(ahead)).astimezone(_local()).replace(tzinfo=None)
    except OverflowError as error:  # on the first or the last day of the calendar
        raise ValueError(offset) from error


@cache
def _local() -> tzinfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/London")
