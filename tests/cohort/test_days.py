"""Days that no import and no note takes: long before the launch or after the last event, after the close."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cln.screen.fit import with_days
from tests import builders
from tests.conftest import After, Cli
from tests.tabular import write

CODE = "9889002"


def prepare(cln: Cli) -> None:
    """Cohort 3 with one entry in a team with a project, and its events; event 1 held."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(cln.database, [(CODE, "Primary", 1)])
    builders.accept(cln.database, [["Rona Reid"]], places=[[(CODE, "Primary", 1)]])
    cln("project", "open", 1, "--on", "2023-09-20")
    cln("event", "hold", 1)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


IMPORTS = ("feedback", "confidence", "sheet")


def last_event(cln: Cli) -> date:
    return max(date.fromisoformat(one["on"]) for one in cln.json("event", "list"))


def command(what: str, folder: Path, on: str) -> list[object]:
    """The arguments that put something of a day on record."""
    if what == "log":
        return ["log", 1, "Met", "--date", on]
    if what == "sheet":
        row = (1, on, "", "Met", "", "Rona Reid")
        headers = ["project", "date", "phase", "note", "support", "by"]
        return ["project", "import", write(folder / "sheet.csv", headers, [row])]
    headers = ["email", "submitted", "How useful was it?"]
    file = write(folder / "form.csv", headers, [(f"a1.{CODE}@example.org", on, 4)])
    if what == "feedback":
        return ["event", "feedback", 1, file]
    return ["confidence", "import", file, "--occasion", "launch"]


@pytest.mark.parametrize("what", [*IMPORTS, "log"])
def test_long_after_the_last_event_nothing_is_taken(ours: Cli, tmp_path: Path, what: str) -> None:
    last = last_event(ours) + timedelta(days=60)
    ours(*command(what, tmp_path, f"{last}"))
    err = ours(*command(what, tmp_path, f"{last + timedelta(days=1)}"), code=3).err
    assert "is more than 60 days after the last event of Cohort 3" in err
    assert ("row 2, column " in err) == (what != "log")


@pytest.mark.parametrize("what", [*IMPORTS, "log"])
@pytest.mark.parametrize("on", ["1926-10-05", "0026-10-05", "2062-10-05"])
def test_a_slip_in_the_year_is_refused(ours: Cli, tmp_path: Path, what: str, on: str) -> None:
    assert f"{with_days(on)} is " in ours(*command(what, tmp_path, on), code=3).err


@pytest.mark.parametrize("what", IMPORTS)
def test_after_the_close_nothing_is_taken(ours: Cli, tmp_path: Path, what: str) -> None:
    ours("cohort", "close", "--yes", "--on", "2024-02-01")
    named = ("--cohort", "Cohort 3")
    ours(*command(what, tmp_path, "2024-01-30"), *named)
    err = ours(*command(what, tmp_path, "2024-02-02"), *named, code=3).err
    assert "2 Feb 2024 is after Cohort 3 closed on 1 Feb 2024" in err


def test_a_cohort_closes_after_the_events_that_were_held(ours: Cli) -> None:
    ours("event", "schedule", 2, "--on", "2023-10-12")
    ours("event", "hold", 2)
    err = ours("cohort", "close", "--yes", "--on", "2023-10-11", code=3).err
    assert (
        "in Cohort 3 an event was held on 12 Oct 2023, after 11 Oct 2023; give a later date with --on" in err
    )
    ours("cohort", "close", "--yes", "--on", "2023-10-12")


LAST = "2024-02-01"


@pytest.mark.parametrize(
    ("done", "says"),
    [
        (["log", 1, "Met", "--date", LAST], "a log entry was written"),
        (["project", "open", 1, "--title", "Counting", "--on", LAST], "a project was opened"),
        (["project", "end", 1, "--reason", "time", "--on", LAST], "a project was ended"),
        (["project", "share", 1, "--with", "The council", "--on", LAST], "a project was shared"),
    ],
)
def test_a_cohort_closes_after_what_its_projects_did(ours: Cli, done: list[object], says: str) -> None:
    ours(*done)
    err = ours("cohort", "close", "--yes", "--on", "2024-01-31", code=3).err
    assert f"in Cohort 3 {says} on {with_days(LAST)}, after 31 Jan 2024; give a later date with --on" in err
    ours("cohort", "close", "--yes", "--on", LAST)
