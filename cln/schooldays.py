"""When schools in the west of Scotland are at work. Pure; imports nothing of cln.

The councils set their own holidays and differ by a few days, so each holiday is taken a little wider here
than any of them. It decides the dates that are proposed, never those that people choose.
"""

from datetime import date, timedelta

_HOLIDAYS = (
    ("the summer holidays", (6, 24), (8, 31)),
    ("the October week", (10, 10), (10, 21)),
    ("the Christmas holidays", (12, 20), (12, 31)),
    ("the Christmas holidays", (1, 1), (1, 7)),
    ("the Easter holidays", (3, 29), (4, 18)),
)
"""First and last day as (month, day). Wherever Easter falls, schools close for two weeks of late March and
April, and from Good Friday to Easter Monday."""


def holiday(day: date) -> str | None:
    """Why schools are closed on a day: it "is a Saturday", "lies in the October week"; None on others."""
    if day.isoweekday() > 5:
        return f"is a {day:%A}"
    for name, first, last in _HOLIDAYS:
        if first <= (day.month, day.day) <= last:
            return f"lies in {name}"
    return "lies in the Easter holidays" if _easter_weekend(day) else None


def year_ends(day: date) -> date:
    """The first day of the summer holidays that follow a day."""
    month, of_month = _HOLIDAYS[0][1]
    this = date(day.year, month, of_month)
    return this if day < this else date(day.year + 1, month, of_month)


def at_work(day: date) -> date:
    """The first day from `day` on when schools are open; of the same weekday, unless that is a weekend."""
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    while holiday(day):
        day += timedelta(weeks=1)
    return day


def _easter_weekend(day: date) -> bool:
    from dateutil.easter import easter

    sunday: date = easter(day.year)
    return sunday - timedelta(days=2) <= day <= sunday + timedelta(days=1)
