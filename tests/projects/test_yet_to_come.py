"""A day that is yet to come: what is said to have happened on it is refused, what is announced is not."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cln import programme
from cln.screen.fit import with_days
from tests import builders
from tests.conftest import After, Cli
from tests.tabular import write

CODE = "9889002"
TODAY = datetime.now(UTC).date()
AHEAD = TODAY + timedelta(days=30)
HAPPENED: dict[str, list[object]] = {
    "open": ["project", "open", 1, "--on"],
    "question": ["project", "question", 1, "How does play help number?", "--on"],
    "agree": ["project", "agree", 1, "--by", "Rona Reid", "--on"],
    "measure": ["project", "measure", 1, "Words", "--kind", "quantitative", "--on"],
    "baseline": ["project", "measure", 1, "--number", 1, "--baseline", 5, "--on"],
    "observe": ["project", "observe", 1, "--focus", "talk", "--learned", "it helps", "--on"],
    "impact": ["project", "impact", 1, "learners", "Longer pieces", "--on"],
    "lesson": ["project", "lesson", 1, "Keep it short", "--on"],
    "share": ["project", "share", 1, "--with", "the region", "--on"],
    "end": ["project", "end", 1, "--reason", "staffing", "--on"],
    "log": ["log", 1, "Met the team", "--date"],
    "hold": ["event", "hold", 1, "--on"],
    "close": ["cohort", "close", "--yes", "--on"],
}
ANNOUNCED: dict[str, list[object]] = {
    "schedule": ["event", "schedule", 3, "--on"],
    "postpone": ["event", "postpone", 2, "--reason", "snow", "--to"],
    "due": ["project", "measure", 1, "--number", 1, "--due"],
    "withdraw": ["cohort", "withdraw", CODE, "--reason", "travel", "--on"],
    "finish-early": ["cohort", "finish-early", CODE, "--on"],
}


def prepare(cln: Cli) -> None:
    """A cohort that runs today, with a project that has a question and a measure."""
    cln("cohort", "open", "Cohort 3", "--launch", TODAY - timedelta(days=60), "--yes")
    builders.enrol(cln.database, [(CODE, "Primary", 1)])
    builders.accept(cln.database, [["Rona Reid"]], places=[[(CODE, "Primary", 1)]])
    for number, weeks in ((3, 8), (4, 16), (5, 24), (6, 32)):
        cln("event", "schedule", number, "--on", TODAY + timedelta(weeks=weeks))
    cln("event", "schedule", 2, "--on", TODAY)
    cln("project", "open", 1, "--title", "Talk", "--on", TODAY - timedelta(days=20))
    cln("project", "question", 1, "Does talk help?", "--on", TODAY - timedelta(days=10))
    cln("project", "measure", 1, "Interviews", "--kind", "qualitative", "--on", TODAY - timedelta(days=9))


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


@pytest.mark.parametrize("what", HAPPENED)
def test_what_happened_has_a_day_that_has_come(ours: Cli, what: str) -> None:
    before = ours.json("project", "show", 1)
    err = ours(*HAPPENED[what], AHEAD, code=3).err
    assert with_days(str(AHEAD)) in err
    assert "has not come yet" in err
    assert ours.json("project", "show", 1) == before
    ours(*HAPPENED[what], TODAY)


@pytest.mark.parametrize("what", ANNOUNCED)
def test_what_is_announced_may_lie_ahead(ours: Cli, what: str) -> None:
    ours(*ANNOUNCED[what], AHEAD)


def test_a_sheet_tells_of_no_day_to_come(ours: Cli, tmp_path: Path) -> None:
    rows = [("k1", 1, TODAY, "", "Met", "", "Rona Reid"), ("k2", 1, AHEAD, "", "Meet", "", "Rona Reid")]
    file = write(tmp_path / "sheet.csv", ("key", "project", "date", "phase", "note", "support", "by"), rows)
    err = ours("project", "import", file, code=3).err
    assert f"row 3, column date: {with_days(str(AHEAD))} is a day that has not come yet" in err
    assert ours.json("project", "log", 1) == []


@pytest.mark.parametrize("what", ["survey", "confidence"])
def test_nobody_has_answered_on_a_day_to_come(ours: Cli, tmp_path: Path, what: str) -> None:
    address = ours.json("export", "participants")[0]["email"]
    asked = programme.THEMES if what == "survey" else ("Asking an inquiry question",)
    row = (address, f"{AHEAD}T10:00", *[4] * len(asked))
    file = write(tmp_path / "form.csv", ("email", "submitted", *asked), [row])
    occasion = ["--occasion", "launch"] if what == "confidence" else []
    err = ours(what, "import", file, *occasion, code=3).err
    assert f"row 2, column submitted: {with_days(str(AHEAD))} is a day that has not come yet" in err
