"""Reads the moments that forms and spreadsheets write: ISO, Google's, British and American.

A single "03/04/2026" cannot tell day from month; the whole column can. Moments are local time as the
form recorded them: a zone such as `GMT+1` is read over, not converted.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from cln.files.cells import Cell, text

_MOMENT = re.compile(
    r"(?P<a>\d{1,4})[/.-](?P<b>\d{1,2})[/.-](?P<c>\d{1,4})"
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\.?)?)?"
    r"(?:\s*(?:Z|[A-Z]{3,4})?(?:[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.IGNORECASE,
)


def day_first(cells: Iterable[Cell]) -> bool:
    """Whether dates such as 03/04/2026 in these cells begin with the day.

    Any first number above 12 says yes, any second one says no; where nothing tells, the British way.
    """
    dates = [match for cell in cells if (match := _MOMENT.fullmatch(text(cell)))]
    short = [match for match in dates if len(match["a"]) < 3]
    if any(int(match["a"]) > 12 for match in short):
        return True
    return not any(int(match["b"]) > 12 for match in short)


def moment(cell: Cell, *, days_first: bool) -> datetime | None:
    """The moment that a cell means, without a time zone; None for an empty cell.

    Raises:
        ValueError: the cell is no date, or none in this order of day and month.
    """
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None, microsecond=0)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if (
        isinstance(cell, float | int) and 36526 <= cell < 73051
    ):  # days since 1899, of a cell without date format
        return datetime(1899, 12, 30) + timedelta(minutes=round(cell * 24 * 60))  # noqa: DTZ001
    content = text(cell)
    if not content:
        return None
    match = _MOMENT.fullmatch(content)
    if match is None:
        raise ValueError(f"{content!r} is no date; write e.g. 2026-08-24 09:15")
    try:
        return datetime.combine(_day(match, days_first=days_first), _hour(match))
    except ValueError:
        order = "day first" if days_first else "month first"
        raise ValueError(
            f"{content!r} is no date (this column is read {order}); write e.g. 2026-08-24 09:15"
        ) from None


def _day(match: re.Match[str], *, days_first: bool) -> date:
    a, b, c = int(match["a"]), int(match["b"]), int(match["c"])
    if len(match["a"]) == 4:
        return date(a, b, c)
    year = c + 2000 if len(match["c"]) == 2 else c
    return date(year, b, a) if days_first else date(year, a, b)


def _hour(match: re.Match[str]) -> time:
    hour, half = int(match["hour"] or 0), (match["half"] or "").casefold()
    if half and hour <= 12:  # some exports write "13:15 AM"; such an hour speaks for itself
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
