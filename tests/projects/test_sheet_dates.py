"""The dates of a sheet: text is read only where the whole column can be read one way."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.projects.test_sheet import run_projects
from tests.tabular import write

COLUMNS = ["project", "date", "note", "by"]


@pytest.fixture
def running(cln: Cli, after: After) -> Cli:
    """Two projects under way; SQLite."""
    return after(cln, run_projects)


def sheet(file: Path, *dates: object) -> Path:
    """A sheet with a visit on each of these days."""
    return write(file, COLUMNS, [[1, day, f"Visit {place}", "Gwen Gray"] for place, day in enumerate(dates)])


def visits(cln: Cli) -> list[str]:
    """The days of the visits to project 1 that are on record."""
    return sorted(one["on"] for one in cln.json("project", "log", 1) if str(one["note"]).startswith("Visit"))


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["12/10/2026", "13/10/2026"], ["2026-10-12", "2026-10-13"]),
        (["10/12/2026", "10/13/2026"], ["2026-10-12", "2026-10-13"]),
        (["10/10/2026", "2026-10-12"], ["2026-10-10", "2026-10-12"]),
        (["12 Oct 2026", "2026/10/13"], ["2026-10-12", "2026-10-13"]),
        (["46307", "13 October 2026"], ["2026-10-12", "2026-10-13"]),
    ],
)
def test_dates_that_the_whole_column_makes_clear(
    running: Cli, tmp_path: Path, dates: list[str], days: list[str]
) -> None:
    running("project", "import", sheet(tmp_path / "visits.csv", *dates))
    assert visits(running) == days


def test_dates_that_can_be_read_both_ways(running: Cli, tmp_path: Path) -> None:
    file = sheet(tmp_path / "visits.csv", "2026-10-12", "10/11/2026")
    assert running("project", "import", file, code=3).err.splitlines()[1:] == [
        "  row 3, column date: '10/11/2026' is 10 Nov 2026 if the day comes first and 11 Oct 2026 "
        "if the month does, and nothing in the column tells; write 2026-09-10, or say which: --date-format "
        "day-first or month-first"
    ]
    assert visits(running) == []
    running("project", "import", file, "--date-format", "month-first")
    assert visits(running) == ["2026-10-11", "2026-10-12"]


def test_real_dates_beside_text(running: Cli, tmp_path: Path) -> None:
    file = sheet(tmp_path / "visits.xlsx", date(2026, 10, 12), "10/13/2026")
    assert "row 3, column date: '10/13/2026' is text, but row 2 has a real date" in (
        running("project", "import", file, code=3).err
    )
    assert visits(running) == []


def test_two_orders_in_one_column(running: Cli, tmp_path: Path) -> None:
    file = sheet(tmp_path / "visits.csv", "13/10/2026", "10/14/2026")
    assert (
        "row 3, column date: '10/14/2026' and, in row 2, '13/10/2026' name day and month in different orders"
        in running("project", "import", file, code=3).err
    )
