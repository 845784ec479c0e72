"""Moments as forms and spreadsheets write them."""

# ruff: noqa: DTZ001  (forms record local time, without a zone)

from datetime import date, datetime

import pytest

from cln.files.moments import day_first, moment

MORNING = datetime(2026, 8, 24, 9, 15)


@pytest.mark.parametrize(
    "said",
    [
        "2026-08-24T09:15:00",
        "2026-08-24 09:15",
        "2026-08-24T09:15:00.000Z",
        "2026-08-24T09:15:00+01:00",
        "2026/08/24 9:15:00 AM GMT+1",
        "2026/08/24 9:15:00 am BST",
        "24/08/2026 09:15",
        "24/08/26 09:15:00",
        "24.08.2026 09:15",
        "24-08-2026, 9:15 am",
        MORNING,
    ],
)
def test_spellings_of_one_moment(said: str | datetime) -> None:
    assert moment(said, days_first=True) == MORNING


def test_month_first() -> None:
    assert moment("08/24/26 09:15:00", days_first=False) == MORNING
    assert moment("8/24/2026 9:15:00 AM", days_first=False) == MORNING


@pytest.mark.parametrize(
    ("said", "hour"), [("12:00 AM", 0), ("12:00 PM", 12), ("1:00 PM", 13), ("13:00 AM", 13)]
)
def test_halves_of_the_day(said: str, hour: int) -> None:
    assert moment(f"2026/08/24 {said}", days_first=True) == datetime(2026, 8, 24, hour)


def test_a_day_alone_is_its_midnight() -> None:
    assert moment(date(2026, 8, 24), days_first=True) == datetime(2026, 8, 24)
    assert moment("24/08/2026", days_first=True) == datetime(2026, 8, 24)


def test_a_workbook_cell_that_lost_its_format() -> None:
    assert moment(46258.385416667, days_first=True) == MORNING


def test_the_whole_column_decides() -> None:
    assert day_first(["03/04/2026", "24/08/2026"])
    assert not day_first(["03/04/2026", "08/24/2026"])
    assert day_first(["03/04/2026", ""])
    assert day_first(["2026-08-24", None, MORNING])


@pytest.mark.parametrize("said", ["soon", "31/02/2026", "08/24/26", "2026-13-01", "24/08/2026 25:00", "9"])
def test_no_date(said: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        moment(said, days_first=True)
