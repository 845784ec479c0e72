"""The first page tells who left, and how the cohort is run stands in an annex at the end."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.match import small


@pytest.fixture
def matched(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """Eight entries in accepted teams, one of which withdrew; somebody left another."""
    after(cln, small.fill, tmp_path)
    cln("match")
    cln("match", "accept", 1)
    one, other = sorted({row["code"] for row in cln.json("export", "teams")})[:2]
    cln("cohort", "withdraw", one, "--reason", "travel")
    person = next(row for row in cln.json("export", "participants") if row["code"] == other)
    cln("cohort", "leave", other, person["name"], "--reason", "other")
    return cln


def page(cln: Cli, folder: Path, *options: str) -> str:
    """A page as it is written."""
    cln("report", "--out", folder / "page.html", "--force", *options)
    return unescape((folder / "page.html").read_text("utf-8"))


def test_who_left_stands_beside_what_withdrew(matched: Cli, tmp_path: Path) -> None:
    assert "1 of 8 establishments withdrew; from the others 1 person left." in page(matched, tmp_path)
    public = page(matched, tmp_path, "--public")
    assert "1 person left" not in public
    assert "withdrew;" not in public or "from the others fewer than 5 people left." in public


@pytest.mark.parametrize("options", [(), ("--public",)])
def test_how_the_cohort_is_run_stands_in_an_annex(
    matched: Cli, tmp_path: Path, options: tuple[str, ...]
) -> None:
    text = page(matched, tmp_path, *options)
    headings = re.findall(r"<h([2-4])[^>]*>([^<]*)", text)
    annex = headings[headings.index(("2", "Annex: operations")) :]
    assert annex[1] == ("3", "The cohort in numbers")
    assert [title for level, title in annex if level == "2"] == ["Annex: operations"]
    assert {"What needs attention", "Withdrawals"} >= {title for level, title in annex[2:] if level == "3"}
    levels = [int(level) for level, _title in headings]
    assert all(below - above <= 1 for above, below in pairwise(levels))
