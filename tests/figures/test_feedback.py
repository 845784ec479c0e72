"""How the events were rated: the report, the summary and what leaves tell what plain SQL counts."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.events.test_feedback import prepare
from tests.exports.folder import rows
from tests.tabular import write

ASKED = ("How useful was it?", "How was the room?")


@pytest.fixture
def rated(cln: Cli, tmp_path: Path) -> Cli:
    """Twelve people said how useful event 3 was; two of them how the room was."""
    prepare(cln)
    useful, room = ([(1 + n % 5, "") for n in range(12)], [(4, "Warm"), (2, "")])
    for question, given in zip(ASKED, (useful, room), strict=True):
        cln("event", "feedback", 3, write(tmp_path / "said.csv", (question, "What else?"), given))
    return cln


def means(cln: Cli) -> dict[str, tuple[float, int]]:
    """Question -> its mean and how many answered it, and all of them by an empty question."""
    query = """SELECT a.question, 1.0 * SUM(a.rating) / COUNT(a.rating), COUNT(a.rating)
        FROM feedback_answer a
        JOIN feedback f ON f.id = a.feedback_id JOIN event e ON e.id = f.event_id
        WHERE e.number = 3 AND a.rating IS NOT NULL GROUP BY 1
        UNION ALL SELECT '', 1.0 * SUM(rating) / COUNT(rating), COUNT(rating) FROM feedback_answer"""
    with closing(sqlite3.connect(cln.database.removeprefix("sqlite:///"))) as connection:
        return {question: (mean, number) for question, mean, number in connection.execute(query)}


def test_report_and_summary_tell_the_means(rated: Cli, tmp_path: Path) -> None:
    truth = means(rated)
    assert truth["How was the room?"] == (3.0, 2)
    rated("report", "--out", tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    for question in ASKED:
        mean, number = truth[question]
        assert f"<td>{question}</td>" in text or f"<td><span>{question}</span></td>" in text
        assert f'<span>{mean:.1f}</span></td><td class="number">{number}</td>' in text
    (row,) = rated.json("export", "summary")
    assert row["feedback"] == row["feedback_3"] == round(truth[""][0], 2)
    assert row["feedback_1"] is None


def test_what_leaves_tells_no_rating_of_a_few(rated: Cli, tmp_path: Path) -> None:
    """What two said is told neither alone nor as the difference of all and the others."""
    rated("report", "--public", "--out", tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text("utf-8")
    number = '<td class="number">(.*?)</td>'
    said = re.findall(f"<td>(How [^<]+)</td>{number}{number}", text)
    cells = {question: (re.sub("<[^>]+>", "", mean), number) for question, mean, number in said}
    assert cells["How was the room?"] == ("too few to tell", "")
    rated("export", "summary", "--pseudonymise", "--out", tmp_path / "summary.csv")
    (row,) = rows(tmp_path, "summary")
    assert cells["How useful was it?"][1] in {"12", ""}
    assert not (cells["How useful was it?"][1] and row["feedback_3"])
