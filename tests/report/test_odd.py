"""Pages of a cohort that strains them, and of one with next to nothing: all is true, and nothing is cut."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.builders import accept, enrol
from tests.conftest import After, Cli
from tests.figures.page import Report
from tests.report import odd, test_report
from tests.report.test_paper import pages
from tests.report.test_pictures import large
from tests.report.test_report import CUT, Page

browser = test_report.browser

SMALL = """least => [...document.querySelectorAll('figure svg')]
  .filter(svg => { const box = svg.getBoundingClientRect(), own = svg.viewBox.baseVal;
                   return 12 * Math.min(box.width / own.width, box.height / own.height) < least; })
  .map(svg => svg.querySelector('title').textContent)"""
"""The pictures whose letters, 12 pixels high where there is room, are less high than they should be."""
SCREEN, PAPER = 9, 7.2
"""So high letters are, in pixels, 96 of which are an inch."""


@pytest.fixture
def strained(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """The database of the cohort that strains a page."""
    after(cln, odd.play, tmp_path)
    return cln


def told(cln: Cli, folder: Path, *options: object) -> str:
    """The words of a page, without its markup."""
    cln("report", *options, "--out", folder / "page.html", "--force")
    body = (folder / "page.html").read_text("utf-8").split("</style>")[1]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.mark.parametrize("width", [390, 1280])
def test_letters_can_be_read_and_only_pictures_scroll(
    browser: Any, strained: Cli, tmp_path: Path, width: int
) -> None:
    for options in ((), ("--public",), ("--quarter", "2026Q3"), ("--every-cohort",)):
        strained("report", *options, "--out", tmp_path / "page.html", "--force")
        page = Page(browser, tmp_path / "page.html", viewport={"width": width, "height": 900}).page
        assert page.evaluate(SMALL, SCREEN) == []
        assert page.evaluate(CUT) == []
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0
        high = "[...document.querySelectorAll('.dots td')].map(td => td.getBoundingClientRect().height)"
        assert max(page.evaluate(high)) < 180, "no word of a cell is broken into its letters"


def test_pictures_of_sixty_teams_can_be_read_on_paper(browser: Any, cln: Cli, tmp_path: Path) -> None:
    large(cln, 60)
    cln("report", "--out", tmp_path / "page.html")
    page = Page(browser, tmp_path / "page.html", viewport={"width": 680, "height": 1009}).page
    page.emulate_media(media="print")
    assert page.evaluate(SMALL, PAPER) == []
    assert page.evaluate(CUT) == []
    tables = Report(tmp_path / "page.html").tables
    mixed = [name for name in tables if "How mixed each team is" in name]
    assert mixed[0] == "Numbers: How mixed each team is: teams 1 to 20"
    assert sum(len(tables[name]) - 1 for name in mixed) == 60


def test_badges_hold_the_longest_names_and_print_ten_a_page(
    browser: Any, strained: Cli, tmp_path: Path
) -> None:
    name = "Maria Magdalena von Hohenstein-Wolfenb\u00fcttel de la Cruz y Fern\u00e1ndez-Montgomery"
    strained("cohort", "join", "9000000", "--name", name, "--role", "practitioner", "--yes")
    strained("event", "schedule", 4, "--starts", "09:30", "--ends", "15:00", "--venue", "Town Hall")
    strained("event", "register", 4, "--badges", "--out", tmp_path / "badges.html")
    page = Page(browser, tmp_path / "badges.html", viewport={"width": 720, "height": 900}).page
    page.emulate_media(media="print")
    assert page.locator("li", has_text=name).count() == 1
    overfull = "[...document.querySelectorAll('li')].filter(li => li.scrollHeight > li.clientHeight).length"
    assert page.evaluate(overfull) == 0
    assert page.evaluate("[...document.querySelectorAll('ul')].map(ul => ul.children.length)") == [10, 7]
    assert pages(browser, tmp_path / "badges.html") == 2


def test_paper_expects_nobody_on_the_day_of_a_cancelled_event(strained: Cli, tmp_path: Path) -> None:
    for options in (("--out", tmp_path / "door.xlsx"), ("--badges", "--out", tmp_path / "badges.html")):
        refused = strained("event", "register", 2, *options, code=3).err
        assert "was cancelled; nobody is expected before it has a new day: cln event schedule 2" in refused
    strained("report", "--team", 1, "--out", tmp_path / "team.html")
    lines = re.findall(r"<dt>([^<]*)</dt><dd class=\"blank\">", (tmp_path / "team.html").read_text("utf-8"))
    assert lines == ["When", "Where", "Table or room"]


def test_two_schools_of_one_long_name_stay_two(strained: Cli, tmp_path: Path) -> None:
    strained("report", "--out", tmp_path / "page.html")
    rows = Report(tmp_path / "page.html").numbers("What each entry asked for, and what its team does")
    assert [row for row in rows if odd.LONG in row] == [
        f"1 \u00b7 {odd.LONG} (9000000)",
        f"1 \u00b7 {odd.LONG} (9000001)",
    ]


def test_sentences_are_true_of_one(strained: Cli, tmp_path: Path) -> None:
    words = told(strained, tmp_path)
    assert "1 of 1 was present, all events together." in words
    assert "100% came to the event. " in words
    assert "people in each team; at least 1 council meets in each." in words
    assert "0 of 8 entries are in a team whose theme they rated 5." in words
    assert "Got a theme rated 5" not in words, "nobody could, who rated none so"
    for measure in ("41% 87.5% +46.5", "not yet 12 facts", "-3 -3 0"):
        assert measure in words
    assert "Who came: too few to tell." in told(strained, tmp_path, "--public")


def test_one_cohort_has_no_trend_and_is_told_so_far(strained: Cli, tmp_path: Path) -> None:
    strained("report", "--every-cohort", "--out", tmp_path / "page.html")
    page = Report(tmp_path / "page.html")
    assert page.tables["Who takes part"]["what"] == ["Cohort 3, so far"]
    assert "drawn from 0" not in page.text


def test_many_cohorts_stand_in_tables_that_fit_a_page(browser: Any, cln: Cli, tmp_path: Path) -> None:
    for year in range(2008, 2019):
        cln("cohort", "open", f"Partnership cohort of {year}", "--launch", f"{year}-09-11", "--yes")
        cln(
            "cohort",
            "close",
            "--on",
            f"{year + 1}-06-20",
            "--cohort",
            f"Partnership cohort of {year}",
            "--yes",
        )
    cln("report", "--every-cohort", "--out", tmp_path / "page.html")
    tables = Report(tmp_path / "page.html").tables
    parts = [name for name in tables if name.startswith("Who takes part")]
    assert [len(tables[name]["what"]) for name in parts] == [6, 6]
    assert [tables[name]["what"][-1] for name in parts] == ["Partnership cohort of 2013", "trend"]
    for width, media in ((680, "print"), (1280, "screen"), (390, "screen")):
        page = Page(browser, tmp_path / "page.html", viewport={"width": width, "height": 900}).page
        page.emulate_media(media=media)
        assert page.evaluate(CUT) == []


def test_a_page_of_a_quarter_writes_days_and_reasons_as_people_do(strained: Cli, tmp_path: Path) -> None:
    strained("cohort", "withdraw", "9000004", "--reason", "senior-leader", "--on", "2026-09-20")
    words = told(strained, tmp_path, "--quarter", "2026Q3")
    assert "What happened from 1 July to 30 September 2026" in words
    assert "Launch and digital survey 10 September 2026 1 of 1" in words
    assert "20 September 2026 the senior leader" in words
    assert not re.search(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b", words)


def test_a_cohort_that_has_just_opened_says_what_there_is(cln: Cli, tmp_path: Path) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2024-09-10")
    words = told(cln, tmp_path)
    assert "No establishment takes part yet. It has been running since 10 September 2024; 0 of 6 " in words
    assert "Event 1 was to be on 10 Sep 2024, " in words
    assert "0 of 0" not in words
    for absent in ("Equity", "The match", "Who came", "Withdrawals", "needs attention."):
        assert absent not in words


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        ("travel", "Because of travel, once."),
        ("travel travel", "Because of travel, twice."),
        ("travel travel time", "Most often because of travel, twice."),
        ("travel other travel other time", "Most often because of travel and another reason, twice each."),
    ],
)
def test_why_entries_withdrew_is_said_of_all_reasons(
    cln: Cli, tmp_path: Path, reasons: str, said: str
) -> None:
    enrol(cln.database, [(f"910000{n}", "Primary", 1) for n in range(6)])
    for n, reason in enumerate(reasons.split()):
        cln("cohort", "withdraw", f"910000{n}", "--reason", reason)
    assert said in told(cln, tmp_path)


def test_sentences_are_true_of_one_entry(cln: Cli, tmp_path: Path) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    enrol(cln.database, [("9100001", "Primary", 1)])
    accept(cln.database, [["Gwen Gray"]], places=[[("9100001", "Primary", 1)]])
    cln("event", "cancel", 5, "--reason", "snow")
    words = told(cln, tmp_path)
    assert "1 establishment from 1 council, in 1 team. It has been running since 10 September 2026; " in words
    assert "0 of 6 events have been held, 1 was cancelled." in words
    assert "0 of 1 entry is in a team whose theme it rated 5." in words
    cln("report", "--team", 1, "--out", tmp_path / "team.html")
    assert "2 people from 1 entry." in (tmp_path / "team.html").read_text("utf-8")
    public = told(cln, tmp_path, "--public")
    assert "Withdrew: 0% (0 of 1)." in public
    assert "Each dot" not in public, "there are none"


def test_when_all_withdrew_no_picture_is_of_nobody(cln: Cli, tmp_path: Path) -> None:
    codes = ("9100001", "9100002")
    enrol(cln.database, [(code, "Primary", 1) for code in codes])
    accept(cln.database, [["Gwen Gray"]], places=[[(code, "Primary", 1) for code in codes]])
    for code, reason in zip(codes, ("other", "travel"), strict=True):
        cln("cohort", "withdraw", code, "--reason", reason)
    words = told(cln, tmp_path)
    assert "2 of 2 establishments withdrew." in words
    assert "Nobody is in its teams." in words
    assert "Because of travel and another reason, once each." in words
    for absent in ("How mixed each team is", "0 of 0", "What each entry asked for"):
        assert absent not in words


def test_a_picture_of_many_entries_goes_on_in_the_next(cln: Cli, tmp_path: Path) -> None:
    places = [(f"91000{n:02}", "Primary", 1) for n in range(60)]
    enrol(cln.database, places)
    accept(cln.database, [[f"Key {n}"] for n in "abc"], places=[places[:20], places[20:40], places[40:]])
    cln("report", "--out", tmp_path / "page.html")
    tables = Report(tmp_path / "page.html").tables
    asked = "Numbers: What each entry asked for, and what its team does"
    assert [len(tables[f"{asked}: {of}"]) - 1 for of in ("teams 1 to 2", "team 3")] == [40, 20]
