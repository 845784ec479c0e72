"""The list for the door on paper, and badges."""

import re
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from cln.words import fold
from tests.conftest import Cli


def printed(file: Path) -> str:
    """What a workbook says of its first sheet, with how it is printed."""
    with zipfile.ZipFile(file) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def rows(file: Path) -> list[list[Any]]:
    """The cells of the list."""
    return [list(row) for row in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


def test_the_list_for_the_door_is_right_on_paper(matched: Cli, tmp_path: Path) -> None:
    out = tmp_path / "door.xlsx"
    matched("event", "schedule", 2, "--starts", "10:00", "--venue", "Town & Hall")
    matched("event", "register", 2, "--out", out)
    head, *people = rows(out)
    assert head[-3:] == ["status", "after change", "signature"]
    assert {row[-1] for row in people} == {""}
    sheet = printed(out)
    on = matched.json("event", "invite", 2)[0]["date"]
    name = matched.json("status")["cohort"]
    (top,) = re.findall("<oddHeader>(.*)</oddHeader>", sheet, re.DOTALL)
    assert f"{name}: Matching event&R" in unescape(top)
    assert unescape(top).endswith(f"{on}, 10:00\nTown && Hall")
    assert "Page &amp;P of &amp;N</oddFooter>" in sheet
    teams = [row[0] for row in people]
    begins = [place + 1 for place in range(1, len(teams)) if teams[place] != teams[place - 1]]
    assert [int(one) for one in re.findall('<brk id="([0-9]+)"', sheet)] == begins
    assert len(begins) == len(set(teams)) - 1 > 0
    taken = matched.json("event", "attendance", 2, out)
    assert taken["columns_not_used"] == []


def test_a_long_place_stands_whole_at_the_head_of_a_page(matched: Cli, tmp_path: Path) -> None:
    place = (
        "Community & Learning Hub, second floor, 14 Harbour Street, Port Glasgow, beside the old ropeworks"
    )
    matched("event", "schedule", 2, "--venue", place)
    matched("event", "register", 2, "--out", tmp_path / "door.xlsx")
    (top,) = re.findall("<oddHeader>(.*)</oddHeader>", printed(tmp_path / "door.xlsx"), re.DOTALL)
    _day, *lines = unescape(top).replace("&&", "&").split("\n")
    assert " ".join(lines) == place
    assert max(map(len, lines)) <= 70
    assert len(unescape(top)) <= 255


def test_the_list_in_alphabetical_order(matched: Cli, tmp_path: Path) -> None:
    for file, options in (("teams.xlsx", ()), ("names.xlsx", ("--by-name",))):
        matched("event", "register", 2, "--out", tmp_path / file, *options)
    by_team, by_name = rows(tmp_path / "teams.xlsx"), rows(tmp_path / "names.xlsx")
    place = by_name[0].index("name")
    names = [str(row[place]) for row in by_name[1:]]
    assert names == sorted(names, key=fold)
    assert sorted(by_name, key=repr) == sorted(by_team, key=repr)
    assert "<brk " not in printed(tmp_path / "names.xlsx")


def test_everybody_who_is_expected_has_a_badge(matched: Cli, tmp_path: Path) -> None:
    out = tmp_path / "badges.html"
    matched("event", "schedule", 2, "--venue", "Hall")
    assert "100 badges for event 2" in matched("event", "register", 2, "--badges", "--out", out).out
    text = unescape(out.read_text("utf-8"))
    badges = re.findall(r"<li>(.*?)</li>", text, flags=re.DOTALL)
    people = matched.json("event", "invite", 2)
    assert len(badges) == len(people)
    for one in people:
        (badge,) = [badge for badge in badges if f">{one['name']}<" in badge]
        for said in (one["establishment"], one["authority"], f"Team {one['team']}: {one['theme']}"):
            assert f">{said}<" in badge
    refused = matched("event", "register", 2, "--badges", "--out", tmp_path / "badges.xlsx", code=3).err
    assert "end its name in .html" in refused
