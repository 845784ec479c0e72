"""The report counts who waits by sector and council, on the partnership's own page only."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.match import small


@pytest.fixture
def waited(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """Eight entries of which two wait."""
    after(cln, small.fill, tmp_path)
    cln("match", "--capacity", 12)
    cln("match", "accept", 1)
    return cln


def table(html: str, caption: str) -> list[list[str]]:
    """The rows of a table as text, without the headings; none if the page has no such table."""
    found = re.search(rf"<caption>\s*{caption}\s*</caption>(.*?)</table>", html, re.DOTALL)
    body = found[1].split("</thead>")[-1] if found else ""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", body, re.DOTALL)
    return [
        [re.sub("<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in rows
    ]


@pytest.mark.parametrize(("kind", "key"), [("sector", "sector"), ("council", "authority")])
def test_who_waits_is_counted(waited: Cli, tmp_path: Path, kind: str, key: str) -> None:
    waits = Counter(one[key] for one in waited.json("match", "waiting")["waiting"])
    takes_part = Counter(one[key] for one in waited.json("export", "teams"))
    waited("report", "--out", tmp_path / "report.html")
    html = (tmp_path / "report.html").read_text("utf-8")
    assert table(html, f"Who waits, by {kind}") == [
        *([name, str(number), str(waits[name])] for name, number in sorted(takes_part.items())),
        ["All together", "8", "2"],
    ]


def test_a_page_for_everybody_and_one_where_nobody_waits_say_nothing_of_it(
    waited: Cli, tmp_path: Path
) -> None:
    waited("report", "--public", "--out", tmp_path / "public.html")
    assert "Who waits" not in (tmp_path / "public.html").read_text("utf-8")
    waited("match", "accept", waited.json("match")["proposal"])
    waited("report", "--out", tmp_path / "all.html")
    assert "Who waits" not in (tmp_path / "all.html").read_text("utf-8")
