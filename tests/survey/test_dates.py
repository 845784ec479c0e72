"""When answers were given: what decides which one counts is never guessed, and no slip is taken for a day."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from cln import programme
from tests import builders
from tests.conftest import Cli
from tests.survey.test_survey import HIGH, LOW, levels
from tests.tabular import write

ONE, TWO = "9889002", "9889003"
HEADERS = ["code", "email", "Completion time", *programme.THEMES]
ANN, BOB = "ann@example.org", "bob@example.org"


@pytest.fixture
def ours(cln: Cli) -> Cli:
    builders.enrol(cln.database, [(ONE, "Primary", 1), (TWO, "Primary", 1)])
    return cln


def answers(folder: Path, *rows: tuple[str, str, str, Sequence[int]]) -> Path:
    return write(folder / "survey.csv", HEADERS, [(*row[:3], *row[3]) for row in rows])


def moments(cln: Cli) -> list[str]:
    return [one["submitted"] for one in cln.json("export", "survey")]


TWICE = ((ONE, ANN, "10/9/2026 9:15", HIGH), (ONE, ANN, "9/10/2026 9:15", LOW))


def test_dates_that_decide_which_answer_counts_are_not_guessed(ours: Cli, tmp_path: Path) -> None:
    file = answers(tmp_path, *TWICE)
    err = ours("survey", "import", file, code=3).err
    assert "row 2, column Completion time: '10/9/2026 9:15' is 10 Sep 2026 if the day comes first" in err
    assert "9 Oct 2026 if the month does" in err
    assert "which answer of a person is the latest hangs on it" in err
    assert "--date-format day-first or month-first" in err
    assert levels(ours) == {}
    ours("survey", "import", file, "--date-format", "month-first")
    assert levels(ours) == {(ONE, "Primary", 1): HIGH}


def test_said_to_begin_with_the_day_they_say_the_contrary(ours: Cli, tmp_path: Path) -> None:
    ours("survey", "import", answers(tmp_path, *TWICE), "--date-format", "day-first")
    assert levels(ours) == {(ONE, "Primary", 1): LOW}


def test_what_is_on_record_may_be_decided_by_them_too(ours: Cli, tmp_path: Path) -> None:
    ours("survey", "import", answers(tmp_path, (ONE, ANN, "2026-10-01 09:00", HIGH)))
    file = answers(tmp_path, (ONE, ANN, "9/10/2026 9:15", LOW))
    assert "hangs on it" in ours("survey", "import", file, code=3).err
    ours("survey", "import", file, "--date-format", "day-first")
    assert levels(ours) == {(ONE, "Primary", 1): LOW}


def test_dates_that_decide_nothing_are_told_and_taken_in_twice(ours: Cli, tmp_path: Path) -> None:
    file = answers(tmp_path, (ONE, ANN, "10/9/2026 9:15", HIGH), (TWO, BOB, "9/8/2026 9:15", LOW))
    (doubt,) = ours.json("survey", "import", file)["doubts"]
    assert doubt.endswith("until then it is read day first")
    assert ours.json("survey", "import", file)["unchanged"] == 2
    assert moments(ours) == ["2026-08-09T09:15:00", "2026-09-10T09:15:00"]


def test_one_day_above_12_tells_of_the_whole_column(ours: Cli, tmp_path: Path) -> None:
    american = ((ONE, ANN, "10/9/2026 9:15", HIGH), (ONE, ANN, "9/22/2026 9:15", LOW))
    data = ours.json("survey", "import", answers(tmp_path, *american))
    assert (data["older_rows"], data["doubts"]) == ([3], [])
    assert levels(ours) == {(ONE, "Primary", 1): HIGH}


@pytest.mark.parametrize(
    ("first", "second"), [("13/9/2026 9:15", "9/14/2026 9:15"), ("9/14/2026 9:15", "13/9/2026 9:15")]
)
def test_two_orders_in_one_column_are_refused(ours: Cli, tmp_path: Path, first: str, second: str) -> None:
    file = answers(tmp_path, (ONE, ANN, first, HIGH), (TWO, BOB, second, LOW))
    err = ours("survey", "import", file, code=3).err
    assert "row 3, column Completion time" in err
    assert "name day and month in different orders" in err


def test_real_dates_beside_text_are_refused(ours: Cli, tmp_path: Path) -> None:
    file = tmp_path / "survey.xlsx"
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADERS)
        page.write_row(1, 0, [ONE, ANN, "", *HIGH])
        page.write_datetime(1, 2, datetime(2026, 9, 10, 9, 15), book.add_format({"num_format": "d/m/yy"}))  # noqa: DTZ001
        page.write_row(2, 0, [TWO, BOB, "13/9/2026 9:15", *LOW])
    err = ours("survey", "import", file, code=3).err
    assert "row 3, column Completion time: '13/9/2026 9:15' is text, but row 2 has a real date" in err


def test_zones_are_converted_where_the_clocks_go_back(ours: Cli, tmp_path: Path) -> None:
    before, after = "2026/10/25 1:50:00 AM GMT+1", "2026/10/25 1:10:00 AM GMT"
    for rows in (((before, HIGH), (after, LOW)), ((after, LOW), (before, HIGH))):
        file = answers(tmp_path, *((ONE, ANN, when, given) for when, given in rows))
        ours("survey", "import", file)
        assert levels(ours) == {(ONE, "Primary", 1): LOW}


def test_numbers_of_days_are_read_as_text_too(ours: Cli, tmp_path: Path) -> None:
    ours("survey", "import", answers(tmp_path, (ONE, ANN, "46259.39", HIGH), (TWO, BOB, "46260", LOW)))
    assert moments(ours) == ["2026-08-25T09:22:00", "2026-08-26T00:00:00"]


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("24/08/1926 09:15", "24 Aug 1926 is more than a year before the launch of Cohort 3 on 10 Sep 2026"),
        ("0026-08-24 09:15", "0026-08-24 09:15 is not a date from 1900 to 2199"),
        ("24/08/2062 09:15", "24 Aug 2062 is more than 60 days after the last event of Cohort 3"),
        ("2025-09-09 09:15", "9 Sep 2025 is more than a year before the launch"),
    ],
)
def test_a_day_that_is_a_slip_is_refused(ours: Cli, tmp_path: Path, when: str, why: str) -> None:
    file = answers(tmp_path, (ONE, ANN, "24/08/2026 09:15", HIGH), (TWO, BOB, when, LOW))
    err = ours("survey", "import", file, code=3).err
    assert f"row 3, column Completion time: {why}" in err
    assert levels(ours) == {}


def test_the_first_day_of_the_year_before_the_launch_is_taken(ours: Cli, tmp_path: Path) -> None:
    ours("survey", "import", answers(tmp_path, (ONE, ANN, "2025-09-10 09:15", HIGH)))
    assert levels(ours) == {(ONE, "Primary", 1): HIGH}
