"""What the columns of a feedback form hold: ratings, numbers or words; which end of a scale is the best."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import After, Cli
from tests.events.test_feedback import prepare
from tests.tabular import write

LOW, HIGH = "Very poor;Poor;Fair;Good;Very good", "Poor;Fair;Good;Very good;Excellent"


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


def taken(cln: Cli, folder: Path, header: str, answers: Sequence[object], *options: object) -> Any:
    """What is on record of one question after its answers were taken in."""
    rows = [(f"p{number}@example.org", answer, "x") for number, answer in enumerate(answers)]
    file = write(folder / "feedback.csv", ["email", header, "What will you do next?"], rows)
    cln("event", "feedback", 3, file, *options)
    return {one["question"]: one for one in cln.json("event", "feedback", 3)["questions"]}.get(header)


@pytest.mark.parametrize(
    "header",
    [
        "How useful was it? (1 = excellent, 5 = poor)",
        "How useful was it? (1 = excellent)",
        "How useful was it, from 1 (most useful) to 5 (least useful)?",
        "Rate it: excellent (1) to poor (5)",
        "Rate it, 1 being the best",
    ],
)
def test_a_header_that_says_1_is_the_best_is_believed(ours: Cli, tmp_path: Path, header: str) -> None:
    assert taken(ours, tmp_path, header, [1, 2, 1])["mean"] == 4.6667


@pytest.mark.parametrize(
    "header",
    ["How useful was it? (1 = poor, 5 = excellent)", "Session 1: best moments", "Was part 1 (not 2) useful?"],
)
def test_any_other_header_leaves_5_the_best(ours: Cli, tmp_path: Path, header: str) -> None:
    assert taken(ours, tmp_path, header, [1, 2, 1])["mean"] == 1.3333


def test_a_word_that_contradicts_the_header_is_refused(ours: Cli, tmp_path: Path) -> None:
    rows = [("a@example.org", "1 - Very poor"), ("b@example.org", "2")]
    file = write(tmp_path / "feedback.csv", ["email", "How was it? (1 = best)"], rows)
    assert "row 2, column How was it? (1 = best)" in ours("event", "feedback", 3, file, code=3).err


@pytest.mark.parametrize(
    ("header", "answers"),
    [
        ("How likely are you to recommend it? (0-10)", [5, 4, 3]),
        ("How likely are you to recommend it, 0 to 10?", [0, 10, 4]),
        ("How likely are you to recommend it?", [9, 10, 4, 8]),
        ("Rate the day out of 10", [1, 2, 3]),
        ("Rate the day (1 = poor, 10 = excellent)", [3, 4, 5]),
        ("Rate the day (1 = poor, 4 = excellent)", [3, 4, 1]),
    ],
)
def test_numbers_of_another_range_keep_their_values(
    ours: Cli, tmp_path: Path, header: str, answers: Sequence[int]
) -> None:
    kept = taken(ours, tmp_path, header, answers)
    assert kept["words"] == [str(answer) for answer in answers]
    file = tmp_path / "feedback.csv"
    columns = ours.json("event", "feedback", 3, file, "--dry-run")["columns"]
    assert columns[1] == {
        "header": header,
        "role": "numbers",
        "how": "numbers beyond 1 to 5, kept as they are",
    }


@pytest.mark.parametrize("comment", ["Good", "5", "Agree", "Very good"])
@pytest.mark.parametrize("other", ["", "More time for talk"])
def test_a_short_comment_makes_no_rating(ours: Cli, tmp_path: Path, comment: str, other: str) -> None:
    kept = taken(ours, tmp_path, "Anything else?", [comment, other, "", "", "", "", "", ""])
    assert kept["words"] == list(filter(None, (comment, other)))


def test_a_comment_among_many_makes_no_rating_nor_a_question(ours: Cli, tmp_path: Path) -> None:
    said = ["Good", "The hall was cold", "More time", "Fair", "Thanks", "Lunch!"]
    assert taken(ours, tmp_path, "Anything else?", said)["words"] == said


def test_each_question_has_the_scale_that_it_needs(ours: Cli, tmp_path: Path) -> None:
    headers = ["email", "How was the hall?", "How was the talk?", "How was lunch?"]
    rows = [
        ("a@example.org", "Good", "Good", "Excellent"),
        ("b@example.org", "Fair", "Fair", "Good"),
    ]
    file = write(tmp_path / "feedback.csv", headers, rows)
    err = ours("event", "feedback", 3, file, code=3).err
    assert "of the answers to 'How was the hall?', 'Good' may mean 3 or 4" in err
    assert f'--scale "{LOW}" or --scale "{HIGH}"' in err
    assert '--words "How was the hall?"' in err
    both = ["--scale", LOW, "--scale", HIGH]
    again = ours("event", "feedback", 3, file, *both, code=3).err
    assert f'--scale "How was the hall?={LOW}" or --scale "How was the hall?={HIGH}"' in again
    ours("event", "feedback", 3, file, "--scale", LOW, "--scale", f"How was the talk?={HIGH}")
    means = {one["question"]: one["mean"] for one in ours.json("event", "feedback", 3)["questions"]}
    assert means == {headers[1]: 3.5, headers[2]: 2.5, headers[3]: 4.0}
