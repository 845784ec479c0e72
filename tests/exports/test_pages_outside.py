"""Somebody outside with the pages for everybody: nothing of a page tells what it leaves out."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.exports.folder import entry, rows

pytestmark = pytest.mark.slow


def test_no_order_no_tile_and_no_sentence_of_a_page_tells_what_is_left_out(
    played: Cli, tmp_path: Path
) -> None:
    played("report", "--public", "--cohort", "Cohort 3", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    councils = {row["authority"] for row in played.json("export", "participants", "--cohort", "Cohort 3")}
    assert tile(page, "councils") == str(len(councils))
    assert "Most often because of" not in page
    (came,) = (
        row
        for row in played.json("export", "shares", "--cohort", "Cohort 3")
        if (row["figure"], row["by"], row["group"]) == ("attendance", "all", "all")
    )
    assert f"{came['count']} of {came['of']} were present" in page


def test_the_only_entry_of_a_council_that_withdrew_is_not_told_by_a_council_fewer(
    matched: Cli, tmp_path: Path
) -> None:
    entries = {entry(row): row for row in matched.json("export", "participants")}
    councils = Counter(row["authority"] for row in entries.values())
    council, *_ = (name for name, number in sorted(councils.items()) if number == min(councils.values()))
    for row in entries.values():
        if row["authority"] == council:
            matched("cohort", "withdraw", row["code"], "--sector", row["sector"], "--reason", "travel")
    matched("report", "--public", "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text()
    assert tile(page, "councils") == str(len(councils))
    matched("export", "summary", "--cohort", "Cohort 1", "--pseudonymise", "--out", tmp_path / "summary.csv")
    (summary,) = rows(tmp_path, "summary")
    assert summary["authorities"] == str(len(councils))
    (own,) = matched.json("export", "summary", "--cohort", "Cohort 1")
    assert own["authorities"] == len(councils) - 1


def tile(page: str, says: str) -> str:
    """The figure of a tile."""
    (figure,) = re.findall(rf"<dt>{says}</dt><dd><strong>([^<]+)</strong>", page)
    return str(figure)


def test_two_pages_one_after_the_other_tell_of_no_few_by_their_difference(
    demo: tuple[Path, object], tmp_path: Path
) -> None:
    shutil.copy(demo[0] / "cln.db", tmp_path / "cln.db")
    cln = Cli(str(tmp_path / "cln.db"))
    cln("cohort", "reopen", "--cohort", "First cohort")
    came = cln.json("export", "attendance", "--cohort", "First cohort")
    email = next(row["email"] for row in came if (row["event"], row["status"]) == (3, "present"))
    pages = []
    for number in range(2):
        if number:
            cln("event", "attendance", 3, "--absent", email, "--cohort", "First cohort")
        cln("report", "--public", "--cohort", "First cohort", "--out", tmp_path / f"{number}.html")
        pages.append(numbers((tmp_path / f"{number}.html").read_text()))
    first, second = pages
    assert first["3: Inquiry Question"] == [50, 12]
    assert {row for row in first if row in second and first[row] != second[row]}, (
        "what changed is told otherwise"
    )
    for row in first.keys() & second.keys():
        for before, after in zip(first[row], second[row], strict=True):
            assert before is None or after is None or before == after or abs(before - after) >= 5, row


def numbers(page: str) -> dict[str, list[int | None]]:
    """What stands at the head of a row with numbers -> all that it counts; None where it is left out."""
    found: dict[str, list[int | None]] = {}
    for head, cells in re.findall(r'<tr><th scope="row">([^<]+)</th>(.*?)</tr>', page, re.DOTALL):
        texts = [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", cells)]
        counts = [re.findall(r"(\d+) of (\d+)", text) or re.findall(r"^()(\d+)$", text) for text in texts]
        if not re.search(r" 20[0-9]{2}<", cells):
            found[head] = [int(one[-1][0] or one[-1][1]) if one else None for one in counts]
    return found
