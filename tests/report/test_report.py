"""The report in a real browser: accessible, self-contained, without errors, whole when printed."""

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from cln.report.quarter import Quarter, read
from tests.conftest import Cli, Ran
from tests.events.test_confidence import answers, prepare
from tests.figures.page import Report

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


@pytest.fixture(scope="module")
def folder(demo: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's database and its report."""
    folder = tmp_path_factory.mktemp("report")
    shutil.copy(demo[0] / "cln.db", folder)
    Cli(str(folder / "cln.db"))("report", "--out", folder / "cohort.html")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A real browser, without a screen."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Page:
    """An open page with all that it asked for and complained about."""

    def __init__(self, browser: Any, file: Path, **look: Any) -> None:
        self.context = browser.new_context(**look)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(file.as_uri())


LOOKS: list[dict[str, Any]] = [
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    {"viewport": {"width": 390, "height": 844}},
]


@pytest.mark.parametrize("look", LOOKS, ids=["desk", "dark", "telephone"])
def test_it_is_accessible_and_asks_for_nothing(browser: Any, folder: Path, look: dict[str, Any]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    opened = Page(browser, folder / "cohort.html", **look)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.asked == [(folder / "cohort.html").as_uri()]
    assert opened.said == []


@pytest.mark.parametrize("look", LOOKS, ids=["desk", "dark", "telephone"])
def test_nothing_is_wider_than_the_screen(browser: Any, folder: Path, look: dict[str, Any]) -> None:
    page = Page(browser, folder / "cohort.html", **look).page
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_words_are_as_large_at_twice_the_size_and_still_fit(browser: Any, folder: Path) -> None:
    page = Page(browser, folder / "cohort.html", viewport={"width": 640, "height": 450}).page
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_colours_follow_the_page_in_the_dark(browser: Any, folder: Path) -> None:
    fills = []
    for scheme in ("light", "dark"):
        page = Page(browser, folder / "cohort.html", color_scheme=scheme).page
        fills.append(
            page.evaluate("getComputedStyle(document.querySelector('svg [fill=\"var(--level-5)\"]')).fill")
        )
    assert fills[0] != fills[1]
    assert all(fill.startswith("rgb(") for fill in fills)


CUT = """() => {
  const cut = [], box = one => one.getBoundingClientRect(), seen = one => box(one).width > 0;
  for (const svg of [...document.querySelectorAll('svg')].filter(seen)) {
    const own = box(svg);
    const room = svg.closest('.wide, li, td'), rolls = svg.role === 'img' && matchMedia('screen').matches;
    if (own.right > box(room).right + 1 && !rolls) cut.push(svg.textContent || 'picture');
    for (const text of svg.querySelectorAll('text')) {
      const one = box(text);
      if (one.left < own.left - 1 || one.right > own.right + 1) cut.push(text.textContent);
      if (one.top < own.top - 1 || one.bottom > own.bottom + 1) cut.push(text.textContent);
    }
  }
  for (const figure of document.querySelectorAll('figure')) {
    const gap = box(figure.querySelector('.wide')).top - box(figure.querySelector('figcaption')).bottom;
    if (gap < 0 || gap > 40) cut.push('a caption ' + gap + ' away from its picture');
  }
  for (const wide of [...document.querySelectorAll('.wide:has(table)')].filter(seen))
    if (wide.scrollWidth > wide.clientWidth + 1) cut.push(wide.getAttribute('aria-label'));
  return cut;
}"""
"""What does not lie within its box, and captions that do not stand above their pictures.

On a screen a picture may be wider than its box, which scrolls.
"""


@pytest.mark.parametrize(("width", "media"), [(1280, "screen"), (390, "screen"), (680, "print")])
def test_nothing_is_cut_and_captions_stay_with_their_pictures(
    browser: Any, folder: Path, tmp_path: Path, width: int, media: str
) -> None:
    for options in ((), ("--cohort", "First cohort"), ("--every-cohort",)):
        Cli(str(folder / "cln.db"))("report", *options, "--out", tmp_path / "page.html", "--force")
        page = Page(browser, tmp_path / "page.html", viewport={"width": width, "height": 900}).page
        page.emulate_media(media=media)
        assert page.evaluate(CUT) == []


def test_page_one_is_one_page_of_paper(browser: Any, folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "cln.db", tmp_path)
    for options in ((), ("--cohort", "Second cohort"), ("--cohort", "Second cohort", "--public")):
        Cli(str(tmp_path / "cln.db"))("report", *options, "--out", tmp_path / "page.html", "--force")
        page = Page(browser, tmp_path / "page.html", viewport={"width": 680, "height": 1009}).page
        page.emulate_media(media="print")
        box = page.evaluate("document.querySelector('#glance').getBoundingClientRect().toJSON()")
        assert box["bottom"] < 1009, "180 by 267 mm at 96 dots an inch: A4 without its margins"
        after = "getComputedStyle(document.querySelector('#glance')).breakAfter"
        assert page.evaluate(after) == "page"


def test_page_one_tells_what_was_achieved(folder: Path, tmp_path: Path) -> None:
    """Of an invented cohort; each number was counted by hand."""
    Cli(str(folder / "cln.db"))("report", "--cohort", "Second cohort", "--out", tmp_path / "second.html")
    page = Report(tmp_path / "second.html")
    assert page.told.split("\n") == [
        "",
        "0 of 8 inquiries were shared.",
        "0 of 8 inquiries noted what changed for learners, 1 what changed in practice.",
        "85% came to the events, from 62% to 94% by council.",
        "3 of 30 establishments withdrew; from the others 1 person left.",
        "25 of 25 establishments that answered are in a team whose theme they rated 5.",
        "31 of 34 pairs of establishments that work together cross a council's border.",
        "",
    ]
    years = "It ran from 12 September 2019, and ended on 24 June 2020"
    assert f"{years}; 4 of 6 events were held, 2 were cancelled." in page.text
    assert page.tables["Beside the cohort before"] == {
        "what": ["First cohort", "Second cohort", "change"],
        "establishments": ["27", "27", "0"],
        "people": ["58", "57", "-1"],
        "inquiries": ["9", "8", "-1"],
        "came to the events": ["86%", "85%", "-1 point"],
        "in a team with a theme rated 5": ["96%", "100%", "+4 points"],
        "withdrew": ["10%", "10%", "0"],
    }
    assert "target: 40" in page.text
    assert "limit: 100" in page.text


def test_numbers_are_folded_on_the_screen_and_open_in_print(browser: Any, folder: Path) -> None:
    page = Page(browser, folder / "cohort.html").page
    tables = page.locator("input.fold + label + .wide")
    assert tables.count() >= 4
    assert not any(tables.nth(n).is_visible() for n in range(tables.count()))
    page.locator("label.fold").first.click()
    assert tables.first.is_visible()
    page.emulate_media(media="print")
    assert all(tables.nth(n).is_visible() for n in range(tables.count()))


def test_it_prints_without_cutting_a_row(browser: Any, folder: Path, tmp_path: Path) -> None:
    page = Page(browser, folder / "cohort.html").page
    page.emulate_media(media="print")
    kept = page.evaluate(
        "[...document.querySelectorAll('tr')].every(row => getComputedStyle(row).breakInside === 'avoid')"
    )
    assert kept
    cut = page.evaluate(
        "[...document.querySelectorAll('.wide')].filter(e => e.scrollWidth > e.clientWidth + 1 "
        "&& getComputedStyle(e).overflowX !== 'visible').length"
    )
    assert cut == 0
    page.pdf(path=str(tmp_path / "cohort.pdf"), format="A4", prefer_css_page_size=True)
    assert (tmp_path / "cohort.pdf").read_bytes().startswith(b"%PDF")


class Elements(HTMLParser):
    """Counts what a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and where it leads."""
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"src", "href"}]


def test_every_picture_has_a_title_a_description_and_a_table_and_nothing_runs(folder: Path) -> None:
    text = (folder / "cohort.html").read_text("utf-8")
    elements = Elements(text)
    drawn = r'<(?:td|th|li)[^>]*><svg class="small" aria-hidden="true"[^>]*>.*?</svg><span>([^<]+)</span>'
    small = re.findall(drawn, text)
    assert all(re.search(r"[0-9]", beside) for beside in small), "what nobody hears stands beside it in words"
    pictures = elements.tags.count("svg") - len(small)
    assert pictures >= 4
    assert elements.tags.count("figure") == elements.tags.count("desc") == pictures
    for figure in re.findall(r"<figure>.*?</figure>", text, re.DOTALL):
        assert re.search(r"<table[ >]", figure)
        assert re.search(r'<svg role="img" aria-labelledby="(\w+)-title"', figure)
    assert "script" not in elements.tags
    assert all(link.startswith("#") for link in elements.links)


def test_the_figures_are_those_of_the_match(folder: Path) -> None:
    text = (folder / "cohort.html").read_text("utf-8")
    match = Cli(str(folder / "cln.db")).json("match", "show")
    seats = [(team, entry) for team in match["teams"] for entry in team["entries"]]
    fives = sum(entry["level"] == 5 for _team, entry in seats)
    assert f"{fives} of {len(seats)} entries are in a team whose theme they rated 5." in text
    departments = Counter(one["code"] for one in Cli(str(folder / "cln.db")).json("establishment", "list"))
    for team, entry in seats:
        apart = f" ({entry['sector']})" if departments[entry["code"]] > 1 else ""
        assert f'<th scope="row">{team["team"]} \u00b7 {entry["name"]}{apart}</th>' in text


def test_a_public_page_names_nobody_and_tells_of_no_few(folder: Path, tmp_path: Path) -> None:
    cln = Cli(str(folder / "cln.db"))
    cln(
        "report",
        "--public",
        "--for",
        "the board",
        "--cohort",
        "First cohort",
        "--out",
        tmp_path / "public.html",
    )
    text = (tmp_path / "public.html").read_text("utf-8")
    people = [row["name"] for row in cln.json("export", "participants", "--every-cohort")]
    people += [row["name"] for row in cln.json("export", "facilitators", "--every-cohort")]
    assert [name for name in people if name in text] == []
    assert "What each entry asked for" not in text
    assert "too few to tell" in text
    assert "Withdrew: 10% (3 of 30)." in text
    (sent,) = cln.json("history", "--left")
    assert (sent["what"], sent["file"], sent["for"]) == ("report", "public.html", "the board")
    assert sent["figures"] > 20


def test_only_the_figures_that_a_page_shows_go_on_record(folder: Path, tmp_path: Path) -> None:
    cln = Cli(str(folder / "cln.db"))
    for options in ([], ["--quarter", "2018Q4"]):
        name = f"page{len(options)}.html"
        cln("report", "--public", *options, "--cohort", "First cohort", "--out", tmp_path / name)
    quarter, whole = cln.json("history", "--left")[:2]
    assert (quarter["what"], whole["what"]) == ("report --quarter 2018Q4", "report")
    assert 0 < quarter["figures"] < whole["figures"]


@pytest.mark.slow
def test_a_public_page_has_no_names_in_its_texts(matched: Cli, tmp_path: Path) -> None:
    matched("match", "accept", 1)
    (first, *_rest) = matched.json("export", "participants")
    place, email = first["establishment"], first["email"]
    matched(
        "project", "open", 1, "--title", f"With {place}", "--hunch", f"{first['name']} ({email}) thinks so"
    )
    matched(
        "project",
        "impact",
        1,
        "learners",
        f"More talk at {place.removesuffix(' School')}, says {first['name']}",
    )
    public = matched("report", "--public", "--out", tmp_path / "public.html")
    assert "Replaced in free text: 2 names of people, 3 names of schools and 1 address" in public.err
    text = (tmp_path / "public.html").read_text("utf-8")
    for word in (first["name"], place, email):
        assert word not in text
    matched("report", "--out", tmp_path / "ours.html")
    assert first["name"] in (tmp_path / "ours.html").read_text("utf-8")
    assert len(matched.json("history", "--left")) == 1


def test_confidence_is_told_of_those_who_answered_both_times(cln: Cli, tmp_path: Path) -> None:
    prepare(cln)
    cln("report", "--out", tmp_path / "before.html")
    assert "Confidence in inquiry" not in (tmp_path / "before.html").read_text("utf-8")
    cln(*answers(tmp_path, "launch", [(2, 3)] * 13))
    cln(*answers(tmp_path, "end", [(4, 3)] * 12))
    cln("report", "--out", tmp_path / "after.html")
    text = (tmp_path / "after.html").read_text("utf-8")
    assert "12 people answered both times." in text
    assert "on average it rose, from 2.50 to 3.50 of 5." in text
    (row,) = cln.json("export", "summary")
    assert (row["confidence_pairs"], row["confidence_launch"], row["confidence_end"]) == (12, 2.5, 3.5)


def test_an_ended_cohort_is_told_whole(browser: Any, folder: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    Cli(str(folder / "cln.db"))("report", "--cohort", "First cohort", "--out", folder / "first.html")
    found = Axe().run(Page(browser, folder / "first.html").page)
    assert found.violations_count == 0, found.generate_report()
    text = (folder / "first.html").read_text("utf-8")
    keys = re.findall(r'<section id="(\w+)"', text)
    assert keys == [
        "glance",
        "inquiries",
        "equity",
        "events",
        "match",
        "together",
        "annex",
        "numbers",
        "departures",
    ], "nothing of a cohort that has ended needs attention"
    assert "postponed (snow: two councils closed their schools)" in text


def test_a_team_sheet_has_its_people_and_fits_a_page(browser: Any, folder: Path, tmp_path: Path) -> None:
    cln = Cli(str(folder / "cln.db"))
    cln("report", "--team", 3, "--out", tmp_path / "team.html")
    text = (tmp_path / "team.html").read_text("utf-8")
    for row in cln.json("export", "participants", "--team", 3):
        assert row["name"] in text
    Page(browser, tmp_path / "team.html").page.pdf(path=str(tmp_path / "team.pdf"), prefer_css_page_size=True)
    assert (tmp_path / "team.pdf").read_bytes().count(b"/Type /Page\n") == 1
    refused = cln("report", "--team", 9, "--out", tmp_path / "none.html", code=3)
    assert "proposal 1 has no team 9; its teams are 1 to 8" in refused.err
    assert not (tmp_path / "none.html").exists()


def test_quarters() -> None:
    assert (str(read("2026q4").first), str(read("2026-Q4").last)) == ("2026-10-01", "2026-12-31")
    assert (str(Quarter(2028, 1).last), str(Quarter(2027, 2).first)) == ("2028-03-31", "2027-04-01")


@pytest.mark.slow
def test_a_report_is_of_one_thing_and_never_over_another_file(folder: Path, tmp_path: Path) -> None:
    cln = Cli(str(folder / "cln.db"))
    assert (
        "leave out --quarter or --team"
        in cln(*("report", "--team", 1, "--quarter", "2026Q4", "--out", tmp_path / "x.html"), code=2).err
    )
    assert "write e.g. 2026Q4" in cln("report", "--quarter", "4/2026", "--out", tmp_path / "x", code=3).err
    refused = cln("report", "--out", folder / "cohort.html", code=3)
    assert "exists already; choose another name or add --force" in refused.err
    cln("report", "--quarter", "2026Q3", "--out", folder / "cohort3.html")
    assert "What happened from 1 July to 30 September 2026" in (folder / "cohort3.html").read_text("utf-8")
