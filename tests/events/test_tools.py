"""Feedback and confidence as the tools export them that people ask with."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import After, Cli
from tests.events import test_confidence, test_feedback
from tests.events.test_confidence import CODES
from tests.events.test_feedback import USEFUL
from tests.tabular import write


@pytest.fixture
def held(cln: Cli, after: After) -> Cli:
    return after(cln, test_feedback.prepare)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, test_confidence.prepare)


def questions(cln: Cli, file: Path) -> dict[str, Any]:
    """Question -> the mean of its ratings, or its words, after a file was taken in."""
    cln("event", "feedback", 3, file)
    kept = cln.json("event", "feedback", 3)["questions"]
    return {one["question"]: one.get("mean", one.get("words")) for one in kept}


def test_points_and_feedback_of_a_quiz_are_no_questions(held: Cli, tmp_path: Path) -> None:
    headers = ["ID", "Completion time", "Email", "Name", "Total points", "Quiz feedback", "Grade posted time"]
    headers += [USEFUL, f"Points - {USEFUL}", f"Feedback - {USEFUL}"]
    when = "30/11/2023 15:31"
    rows = [(n, when, "anonymous", "", 1, "", "", 6 - n, 1, "Well done") for n in (1, 2)]
    assert questions(held, write(tmp_path / "quiz.xlsx", headers, rows)) == {USEFUL: 4.5}


def test_points_of_no_other_question_are_asked(held: Cli, tmp_path: Path) -> None:
    headers = ["email", "Points - for the team", "Score"]
    file = write(tmp_path / "points.csv", headers, [("a@example.org", 4, 3), ("b@example.org", 5, 3)])
    assert questions(held, file) == {"Points - for the team": 4.5}


def test_a_google_quiz(held: Cli, tmp_path: Path) -> None:
    headers = ["Timestamp", "Score", USEFUL, f"{USEFUL} [Score]", f"{USEFUL} [Feedback]"]
    rows = [("2023/11/30 3:31:00 PM", "0 / 1", 4, "0.00 / 1", ""), ("2023/11/30 3:32:00 PM", "", 5, "", "")]
    assert questions(held, write(tmp_path / "google.csv", headers, rows)) == {USEFUL: 4.5}


def test_qualtrics(held: Cli, tmp_path: Path) -> None:
    asked = {
        "StartDate": "Start Date",
        "EndDate": "End Date",
        "Status": "Response Type",
        "Progress": "Progress",
        "Finished": "Finished",
        "RecordedDate": "Recorded Date",
        "ResponseId": "Response ID",
        "Q1": USEFUL,
    }
    when = "2023-11-30 15:31:00"
    rows = [(when, when, "IP Address", 100, "True", when, f"R_{number}", number) for number in (4, 5)]
    file = write(tmp_path / "qualtrics.csv", list(asked), [tuple(asked.values()), *rows])
    assert questions(held, file) == {USEFUL: 4.5}


def test_limesurvey_says_which_answers_nobody_submitted(held: Cli, tmp_path: Path) -> None:
    headers = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", USEFUL]
    rows = [(1, "2023-11-30 15:31", 2, "en", 5, 4), (2, "", 1, "en", 4, 5)]
    file = write(tmp_path / "lime.csv", headers, rows)
    doubts = held.json("event", "feedback", 3, file, "--dry-run")["doubts"]
    assert doubts == ["row 3 is not submitted in LimeSurvey, and taken in as far as answered"]
    assert questions(held, file) == {USEFUL: 4.5}


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("First name", "Surname"), ("promoted of", CODES[0])),
        (("Your first name", "Last name"), ("Promoted of", CODES[0])),
        (("Name", "Forename", "Family name"), ("The office", "Promoted of", CODES[0])),
        (("Name", "Forename", "Family name"), (f"Promoted of {CODES[0]}", "", "")),
    ],
)
def test_a_name_may_stand_in_two_columns(
    ours: Cli, tmp_path: Path, headers: tuple[str, ...], row: tuple[str, ...]
) -> None:
    file = write(tmp_path / "names.csv", [*headers, "Asking"], [(*row, 4)])
    assert ours.json("confidence", "import", file, "--occasion", "launch")["added"] == 1
    (kept,) = ours.json("export", "confidence")
    assert (kept["code"], kept["name"], kept["level"]) == (CODES[0], f"Promoted of {CODES[0]}", 4)
