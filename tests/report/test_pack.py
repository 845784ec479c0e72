"""`cln pack`: everything that is handed on, in one folder, with a list of what is in it."""

import csv
import shutil
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import CalamineWorkbook

from tests.conftest import Cli, Ran

NAMES = ["cohort.html", "cohort.xlsx", "cohort.ics", "teams.html", "evaluator"]


@pytest.fixture
def ours(demo: tuple[Path, Ran], tmp_path: Path) -> Cli:
    """A copy of the demo's database."""
    return Cli(str(shutil.copy(demo[0] / "cln.db", tmp_path)))


def test_a_pack_holds_what_its_list_says_and_each_part_what_its_own_command_writes(
    ours: Cli, tmp_path: Path
) -> None:
    pack = tmp_path / "hand" / "pack"
    made = ours.json("pack", "--out", pack, "--for", "Dr Orr")
    assert [one["name"] for one in made["parts"]] == NAMES
    assert made["left_out"] == []
    assert sorted(one.name for one in pack.iterdir()) == sorted([*NAMES, "contents.txt"])
    listed = (pack / "contents.txt").read_text("utf-8")
    for part in made["parts"]:
        assert f"    {part['holds']}\n    for: {part['for_whom']}\n" in listed
    assert len(Calendar.from_ical((pack / "cohort.ics").read_bytes()).walk("VEVENT")) == 6
    assert (pack / "teams.html").read_text("utf-8").count('class="sheet"') == 8
    people = ours.json("export", "participants")
    sheet = CalamineWorkbook.from_path(pack / "cohort.xlsx").get_sheet_by_name("participants").to_python()
    assert len(sheet) == 1 + len(people)
    assert '<section id="match"' in (pack / "cohort.html").read_text("utf-8")
    with (pack / "evaluator" / "participants.csv").open(encoding="utf-8-sig", newline="") as file:
        hidden = list(csv.DictReader(file))
    assert len(hidden) == len(people)
    outside = "".join(file.read_text("utf-8-sig") for file in (pack / "evaluator").iterdir())
    assert not [one["name"] for one in people if one["name"] in outside]
    (left,) = ours.json("history", "--left")
    assert (left["what"], left["file"], left["for"]) == ("pack", "evaluator", "Dr Orr")


def test_a_pack_with_the_page_for_everybody_names_it_and_puts_it_on_record(ours: Cli, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    made = ours.json("pack", "--out", pack, "--public")
    (page,) = [one for one in made["parts"] if one["for_whom"] == "everybody"]
    text = (pack / page["name"]).read_text("utf-8")
    people = ours.json("export", "participants")
    assert not [one["name"] for one in people if one["name"] in text]
    last = (pack / "contents.txt").read_text("utf-8").splitlines()[-1]
    assert last.startswith("cohort.html, cohort.xlsx and teams.html name people: ")
    assert not [one["name"] for one in people if one["name"] in (pack / "cohort.ics").read_text("utf-8")]
    assert {one.stat().st_mode & 0o777 for one in pack.rglob("*") if one.is_file()} == {0o600}
    left = {one["file"]: one["what"] for one in ours.json("history", "--left")}
    assert left == {"everybody.html": "report", "evaluator": "pack"}
    refused = tmp_path / "file"
    refused.write_text("no folder")
    ours("pack", "--out", refused, "--public", code=3)
    assert len(ours.json("history", "--left")) == 2, "what was not written did not leave"


def test_a_pack_is_whole_or_nothing_and_replaces_only_when_forced(ours: Cli, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "evaluator").mkdir(parents=True)
    (pack / "evaluator" / "teams.csv").write_text("mine", "utf-8")
    refused = ours("pack", "--out", pack, code=3).err
    assert f"{pack / 'evaluator' / 'teams.csv'} exists already" in refused
    assert [one.name for one in pack.rglob("*") if one.is_file()] == ["teams.csv"]
    assert ours.json("history", "--left") == [], "nothing left"
    ran = ours("pack", "--out", pack, "--force", "--coarse")
    assert "the pack is in" in ran.out
    assert (pack / "evaluator" / "teams.csv").read_text("utf-8") != "mine"
    assert "at least 3 share every combination" in ran.err
    assert len(ours.json("history", "--left")) == 1


def test_what_cannot_be_in_it_is_named(cohort: Cli, tmp_path: Path) -> None:
    made = cohort.json("pack", "--out", tmp_path / "pack")
    assert "teams.html" not in [one["name"] for one in made["parts"]]
    (missing,) = made["left_out"]
    assert missing.startswith("teams.html: ")
    assert missing.endswith("has no proposal yet; make one with: cln match.")
    assert f"Not in it: {missing}\n" in (tmp_path / "pack" / "contents.txt").read_text("utf-8")
