"""When schools are at work, and the days that follow from a launch."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cln import schooldays


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 9, 12), "is a Saturday"),
        (date(2026, 9, 13), "is a Sunday"),
        (date(2026, 10, 14), "lies in the October week"),
        (date(2026, 12, 24), "lies in the Christmas holidays"),
        (date(2027, 1, 6), "lies in the Christmas holidays"),
        (date(2027, 4, 8), "lies in the Easter holidays"),
        (date(2027, 3, 26), "lies in the Easter holidays"),  # Good Friday, before the two weeks
        (date(2025, 4, 21), "lies in the Easter holidays"),  # Easter Monday, after them
        (date(2027, 7, 1), "lies in the summer holidays"),
        (date(2027, 8, 31), "lies in the summer holidays"),
        (date(2026, 9, 10), None),
        (date(2027, 6, 23), None),
    ],
)
def test_why_schools_are_closed(day: date, why: str | None) -> None:
    assert schooldays.holiday(day) == why


def test_the_weekday_is_kept_and_a_weekend_becomes_a_monday() -> None:
    assert schooldays.at_work(date(2026, 10, 15)) == date(2026, 10, 22)  # Thursdays
    assert schooldays.at_work(date(2026, 9, 12)) == date(2026, 9, 14)
    assert schooldays.at_work(date(2026, 12, 19)) == date(2027, 1, 11)


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)))
def test_it_is_the_first_day_of_its_weekday_on_which_schools_are_open(day: date) -> None:
    found = schooldays.at_work(day)
    assert schooldays.holiday(found) is None
    assert found >= day
    if day.isoweekday() <= 5:
        weeks = range((found - day).days // 7)
        assert all(schooldays.holiday(day + timedelta(weeks=week)) for week in weeks)
        assert found.isoweekday() == day.isoweekday()
