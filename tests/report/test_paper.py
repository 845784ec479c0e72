"""Paper for the day of an event: what stands on it, and that it fits."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, Ran
from tests.report import test_report
from tests.report.test_report import Page

browser = test_report.browser


@pytest.fixture
def ours(demo: tuple[Path, Ran], tmp_path: Path) -> Cli:
    """The demo's database, with an hour and a place for the matching event."""
    cln = Cli(str(shutil.copy(demo[0] / "cln.db", tmp_path)))
    cln("event", "schedule", 2, "--starts", "10:00", "--ends", "15:30", "--venue", "Town Hall, Room 1")
    return cln


def pages(browser: Any, file: Path) -> int:
    """How many pages of paper a page takes."""
    pdf = file.with_suffix(".pdf")
    Page(browser, file).page.pdf(path=str(pdf), prefer_css_page_size=True)
    return pdf.read_bytes().count(b"/Type /Page\n")


def test_the_sheets_of_all_teams_are_one_file_with_a_page_for_each(
    browser: Any, ours: Cli, tmp_path: Path
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "teams.html"
    assert ours("report", "--teams", "--out", file).err == f"{file} is written; open it in a browser.\n"
    assert pages(browser, file) == 8
    opened = Page(browser, file)
    sheets = opened.page.locator("section").all_inner_texts()
    people = ours.json("export", "participants")
    assert [one.split("\n")[0] for one in sheets] == [
        f"Team {team}: {next(one['theme'] for one in people if one['team'] == team)}" for team in range(1, 9)
    ]
    for team, sheet in enumerate(sheets, 1):
        there = {one["name"]: one for one in people if one["team"] == team}
        assert {one["name"] for one in people if one["name"] in sheet} == there.keys()
        for name, one in there.items():
            assert f"{name}, {one['post']} ({one['role']})" in sheet
        assert "Thursday 8 October 2026, 10:00 to 15:30" in sheet
        assert "Town Hall, Room 1" in sheet
    blanks = opened.page.locator("section").first.locator("h3, .lines").all()
    assert [one.inner_text() for one in blanks][::2] == ["Our hunch", "Our question"]
    assert [one.locator("li").count() for one in blanks][1::2] == [2, 3]
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert (opened.asked, opened.said) == ([file.as_uri()], [])


def test_who_is_on_an_entry_today_stands_on_its_sheet(ours: Cli, tmp_path: Path) -> None:
    gone = ours.json("export", "participants")[0]
    code = f"{gone['code']}:{gone['sector']}"
    ours("cohort", "replace", code, gone["name"], "--name", "Eve & Ewing", "--reason", "time")
    ours("event", "schedule", 2, "--sector", gone["sector"], "--on", "2026-10-15")
    ours("report", "--team", gone["team"], "--out", tmp_path / "team.html")
    sheet = (tmp_path / "team.html").read_text("utf-8")
    assert f"Eve &amp; Ewing ({gone['role']})" in sheet
    assert gone["name"] not in sheet
    assert "Thursday 15 October 2026, 10:00 to 15:30" in sheet


def test_before_an_event_has_a_day_there_are_lines_to_write_it_on(ours: Cli, tmp_path: Path) -> None:
    ours("event", "postpone", 2, "--reason", "no hall")
    ours("event", "schedule", 2, "--on", "2026-10-15", "--venue", "")
    ours("report", "--team", 1, "--out", tmp_path / "team.html")
    named = re.findall(r"<dt>([^<]*)</dt><dd class=\"blank\">", (tmp_path / "team.html").read_text("utf-8"))
    assert named == ["Where", "Table or room"]


def test_sheets_are_of_all_teams_and_for_their_own_people(ours: Cli, tmp_path: Path) -> None:
    file = tmp_path / "teams.html"
    assert "leave out --public" in ours("report", "--teams", "--public", "--out", file, code=2).err
    for other in (("--team", 1), ("--quarter", "2026Q4")):
        refused = ours("report", "--teams", *other, "--out", file, code=2).err
        assert "leave out --team and --quarter" in refused
    assert not file.exists()
