"""A page of the report read back, and its figures held against those that are derived a second time."""

import re
from html import unescape
from pathlib import Path

from tests.figures.columns import year_columns
from tests.figures.derived import STAGES, Derived


class Report:
    """The tiles and tables of a page."""

    def __init__(self, file: Path) -> None:
        self.text = file.read_text("utf-8")
        tiles = re.findall(r"<dt>([^<]*)</dt><dd><strong>([^<]*)</strong>", self.text)
        self.tiles = {unescape(says): figure for says, figure in reversed(tiles)}
        """What each says -> its figure; of two that say the same, the first on the page."""
        told = re.search(r'<ul class="told">(.*?)</ul>', self.text, re.DOTALL)
        self.told = unescape(re.sub(r"<[^>]+>", "", told[1])) if told else ""
        """The sentences to be remembered, a line each."""
        self.tables = {
            unescape(caption): self._rows(body)
            for caption, body in re.findall(r"<caption>(.*?)</caption>(.*?)</table>", self.text, re.DOTALL)
        }

    def _rows(self, body: str) -> dict[str, list[str]]:
        rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
        cells = [[unescape(re.sub(r"<[^>]+>", "", one)) for one in row] for row in cells]
        return {first: rest for first, *rest in cells}

    def numbers(self, picture: str) -> dict[str, list[str]]:
        """The rows of the table beneath a picture, without its heading; none where it is left out."""
        return dict([*self.tables.get(f"Numbers: {picture}", {}).items()][1:])


def share(count: int, of: int) -> str:
    """A share as the report writes it."""
    return f"{count / of:.0%} ({count} of {of})" if of else "\u2013"


WHY = {
    "timetable": "timetable clashes",
    "time": "too little time",
    "travel": "travel",
    "senior-leader": "the senior leader",
    "staffing": "staffing",
    "other": "another reason",
}
"""Why entries withdraw -> how a page says it."""

CAPTIONS = {
    "authority": "Shares by council",
    "sector": "Shares by sector",
    "quintile": "Shares by SIMD quintile",
}


def check_page(page: Report, truth: Derived) -> None:
    """Every figure of a page is the one that is derived."""
    check_first_page(page, truth)
    taking_part, levels, came = truth.entries, truth.levels, truth.came
    reach = truth.shares()["reach", "all", "all"]
    pairs, across = truth.connections
    assert page.tiles == {
        "establishments": str(taking_part["establishments"]),
        "people": str(taking_part["participants"]),
        "councils": str(taking_part["authorities"]),
        "sectors": str(taking_part["sectors"]),
        "teams": str(truth.teams),
        "projects": str(len(truth.done)),
        "entries that withdrew": str(sum(truth.withdrawn.values())),
        "of the register have taken part so far": f"{reach[0] / reach[1]:.0%}",
        "pairs of establishments work together": str(pairs),
        "of these pairs cross a council's border": str(across),
    }
    for by, caption in CAPTIONS.items():
        check_shares(page.tables[caption], by, truth)
    names = {f"rated it {level}": level for level in (5, 4, 3, 2, 1)} | {"did not answer": None}
    profile = {name: [str(levels.get(level, 0))] for name, level in names.items()}
    shown = page.numbers("How the entries rated the theme that their team has")
    assert shown == (profile if truth.teams else {})
    statuses = ("present", "apologies", "absent")
    events = {number: [str(came.get((number, one), 0)) for one in statuses] for number, _ in sorted(came)}
    assert {int(event[0]): row for event, row in page.numbers("Who came").items()} == events
    undone = "not done" if ", and ended on " in page.text else "not yet"
    assert {int(one.split(":")[0]): row for one, row in page.numbers("How far each project is").items()} == {
        project: ["done" if stage in done else undone for stage in STAGES]
        for project, done in truth.done.items()
    }
    assert page.numbers("Why entries withdrew") == {WHY[why]: [str(n)] for why, n in truth.withdrawn.items()}
    answered, before, after = truth.confidence
    told = re.findall(r"(\d+) people answered both times", page.text)
    assert told == ([str(answered)] if answered else [])
    assert (f"from {before:.2f} to {after:.2f} of 5" in page.text) is bool(answered)


def check_shares(table: dict[str, list[str]], by: str, truth: Derived) -> None:
    """A table of shares is the one that is derived."""
    (_, figures), *rows = table.items()
    shares = truth.shares()
    for name, cells in rows:
        if name == "Mean of the councils":
            values = [mean(shares, figure) for figure in figures]
            assert cells == ["\u2013" if value is None else f"{value:.0%}" for value in values]
            continue
        group = name.split(" (")[0] if by == "quintile" else name
        key = ("all", "all") if name == "All together" else (by, group)
        expected = [shares.get((figure, *key)) for figure in figures]
        assert cells == [
            share(*one) if one else ("\u2013" if name == "All together" else "") for one in expected
        ], (name, figures)


def mean(shares: dict[tuple[str, str, str], tuple[int, int]], figure: str) -> float | None:
    """The mean of the councils' own shares; None where no council has one."""
    councils = (share for (one, by, _), share in shares.items() if (one, by) == (figure, "authority"))
    values = [count / of for count, of in councils if of]
    return sum(values) / len(values) if values else None


def check_first_page(page: Report, truth: Derived) -> None:
    """Every number of the sentences of the first page is the one that is derived."""
    shares, done = truth.shares(), truth.done
    expected = {
        r"(\d+) of (\d+) inquir\w+ .*shared": (sum("shared" in one for one in done.values()), len(done)),
        r"(\d+) of (\d+) \w+ withdrew[.;]": shares.get(("withdrew", "all", "all")),
        r"(\d+) of (\d+) \w+ that answered": shares.get(("got a theme rated 5", "all", "all")),
        r"(\d+) of (\d+) pairs? of establishments that work together": truth.connections[::-1],
    }
    told = {
        pattern: tuple(map(int, found.groups())) if (found := re.search(pattern, page.told)) else None
        for pattern in expected
    }
    six = page.told.strip().count("\n") == 5  # those further on have no place then
    derived = {pattern: one if one and one[1] else None for pattern, one in expected.items()}
    assert told == {
        pattern: None if six and told[pattern] is None else one for pattern, one in derived.items()
    }
    left = re.search(r"withdrew(?:; from the others (\d+) (?:person|people) left)?\.", page.told)
    assert not left or int(left[1] or 0) == truth.people_left
    held = re.search(
        r"(\d) of 6 events (?:has been|have been|was|were) held(?:, (\d) (?:was|were) cancelled)?\.",
        page.text,
    )
    assert held
    year = year_columns(truth)
    assert held[1] == str(year["events_held"])
    assert held[2] in {None, str(year["events_cancelled"])}, "of a past day it is not told"
    councils = [
        n / of for (one, by, _), (n, of) in shares.items() if (one, by) == ("attendance", "authority")
    ]
    came = re.search(r"(\d+)% came to the events?, from (\d+)% to (\d+)% by council", page.told)
    if len(councils) > 1:
        count, of = shares["attendance", "all", "all"]
        assert came
        assert [*came.groups()] == [f"{100 * one:.0f}" for one in (count / of, min(councils), max(councils))]
    else:
        assert came is None
