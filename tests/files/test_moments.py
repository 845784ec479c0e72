"""Moments as forms and spreadsheets write them."""

# ruff: noqa: DTZ001  (forms record local time, without a zone)

from datetime import UTC, date, datetime, timedelta

import pytest

from cln.files import cells
from cln.files.moments import Ambiguous, Order, Unclear, day, in_order, moment, order_of, spoken
from cln.files.place import Place
from cln.words import day_of

MORNING = datetime(2026, 8, 24, 9, 15)


@pytest.mark.parametrize(
    "said",
    [
        "2026-08-24T09:15:00",
        "2026-08-24 09:15",
        "2026-08-24T08:15:00.000Z",
        "2026-08-24T09:15:00+01:00",
        "2026/08/24 9:15:00 AM GMT+1",
        "2026/08/24 9:15:00 am BST",
        "24/08/2026 09:15",
        "24/08/26 09:15:00",
        "24.08.2026 09:15",
        "24-08-2026, 9:15 am",
        "24 Aug 2026 09:15",
        "Monday, 24th August 2026 at 9:15 am",
        "Aug 24, 2026 9:15 AM",
        "2026-08-24T13:45+0530",
        "2026-08-24 10:15 CEST",
        "2026-08-24 03:15 GMT-5",
        "46258.385416667",
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


def test_the_hour_that_the_clocks_repeat_keeps_its_order() -> None:
    spelled = "2026/10/25 1:50:00 AM GMT+1", "2026/10/25 1:10:00 AM GMT", "2026/10/25 2:05:00 AM GMT"
    moments = [moment(one, days_first=True) for one in spelled]
    assert moments == [datetime(2026, 10, 25, *at) for at in ((1, 50), (1, 10), (2, 5))]
    assert [in_order(at).time().isoformat() for at in moments if at] == ["00:50:00", "01:10:00", "02:05:00"]


@pytest.mark.parametrize("said", ["2026-08-24 09:15 XYZ", "2026-08-24 09:15 IST", "2026-08-24 09:15+99:00"])
def test_a_zone_that_nobody_knows(said: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        moment(said, days_first=True)


@pytest.mark.parametrize(
    "said",
    [
        "2026-09-10",
        "2026/09/10",
        " 10/09/2026 ",
        "10.9.2026",
        "10/09/26",
        "10 Sept 2026",
        "10-Sep-26",
        "Thu, 10 September 2026",
        "10th sep 2026",
        "September 10, 2026",
        "10/09/2026 00:00:00",
        "46275",
        46275,
        46275.0,
        datetime(2026, 9, 10, 8),
        date(2026, 9, 10),
    ],
)
def test_spellings_of_one_day(said: cells.Cell) -> None:
    assert day(said) == date(2026, 9, 10)


@pytest.mark.parametrize(
    "said",
    [
        *("", "10/13/2026", "2026-02-29", "10/09/202", "10/09-2026", "today", "10 Septober 2026", "1926"),
        *("9 9 26", "10/09/2026 08:00", "1 Ma 2026", True),
    ],
)
def test_what_is_no_day(said: cells.Cell) -> None:
    with pytest.raises(ValueError, match=r"(is not a date|^is empty); write 2026-09-10 or 10/09/2026"):
        day(said)


def test_a_day_in_the_order_of_its_column() -> None:
    assert day("10/9/2026", Order.MONTH_FIRST) == date(2026, 10, 9)
    assert day("2026-09-10", Order.MONTH_FIRST) == date(2026, 9, 10)


def column(*filled: cells.Cell) -> list[tuple[Place, cells.Cell]]:
    """Cells below a header."""
    return [(("", row), cell) for row, cell in enumerate(filled, 2)]


@pytest.mark.parametrize(
    ("filled", "order"),
    [
        (["03/04/2026", "24/08/2026"], Order.DAY_FIRST),
        (["03/04/2026", "08/24/2026"], Order.MONTH_FIRST),
        (["3.4.26", "", None, "13.4.26 09:15"], Order.DAY_FIRST),
        (["10/10/2026", "2026-09-10"], Order.DAY_FIRST),
        (["2026-09-10", "10 Sept 2026", MORNING, 46275, "soon"], None),
        ([], None),
    ],
)
def test_the_order_of_a_column(filled: list[cells.Cell], order: Order | None) -> None:
    assert order_of(column(*filled)) == order


def test_a_column_that_can_be_read_both_ways() -> None:
    with pytest.raises(Ambiguous) as refused:
        order_of(column("2026-09-01", "9/9/2026", "10/9/2026"))
    assert refused.value.place == ("", 4)
    assert str(refused.value) == (
        "'10/9/2026' is 10 Sep 2026 if the day comes first and 9 Oct 2026 if the month does, and "
        "nothing in the column tells; write 2026-09-10, or say which: --date-format day-first or month-first"
    )
    assert order_of(column("10/9/2026"), Order.MONTH_FIRST) is Order.MONTH_FIRST


def test_a_column_in_two_orders() -> None:
    with pytest.raises(Unclear) as refused:
        order_of(column("24/08/2026", "03/04/2026", "08/25/2026"))
    assert refused.value.place == ("", 4)
    assert str(refused.value) == (
        "'08/25/2026' and, in row 2, '24/08/2026' name day and month in different orders; write all of them "
        "as 2026-09-10"
    )


def test_real_dates_beside_dates_as_text() -> None:
    for given in (None, Order.DAY_FIRST):
        with pytest.raises(Unclear, match="'24/08/2026' is text, but row 3 has a real date") as refused:
            order_of(column("24/08/2026", date(2026, 8, 7)), given)
        assert refused.value.place == ("", 2)


def test_days_on_the_command_line() -> None:
    today = day_of(datetime.now(UTC))
    assert spoken(" Today ") == today
    assert spoken("yesterday") == today - timedelta(days=1)
    assert spoken("10/09/26") == date(2026, 9, 10)
    with pytest.raises(ValueError, match="'46275' is not a date"):
        spoken("46275")


@pytest.mark.parametrize("said", ["soon", "31/02/2026", "08/24/26", "2026-13-01", "24/08/2026 25:00", "9"])
def test_no_date(said: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        moment(said, days_first=True)
