"""What is written comes out whole or not at all, for its user alone, under a name that says what it is."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.conftest import Cli

SMALL = "20k"
"""Of a disk, less than any of the sets takes."""


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk that is too small; where none can be made, a folder that cannot be written."""
    folder = tmp_path / "full"
    folder.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", folder]
    if os.geteuid() == 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0:
        yield folder
        subprocess.run(["umount", folder], check=True)
        return
    folder.chmod(0o555)
    if os.access(folder, os.W_OK):
        pytest.skip("here is no disk that can be full, and no folder that cannot be written")
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "all", "--out", ""),
        ("export", "all", "--out", "new/folder"),
        ("export", "all", "--json", "--out", "json"),
        ("export", "all", "--out", "all.xlsx"),
        ("event", "invite", 2, "--letters", "letters"),
        ("event", "invite", 2, "--letters", ""),
    ],
)
def test_a_full_disk_holds_nothing_half_written(
    matched: Cli, full: Path, arguments: tuple[object, ...]
) -> None:
    *words, name = arguments
    refused = matched(*words, full / str(name), code=3).err
    assert "cannot be written: " in refused
    assert list(full.rglob("*")) == []


def test_what_was_there_stays_when_a_set_cannot_be_written(matched: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    matched("export", "all", "--out", folder)
    (folder / "notes.md").write_text("mine")
    (folder / "log.csv").unlink()
    (folder / "log.csv").mkdir()
    (folder / "log.csv" / "kept").write_text("mine")
    before = contents(folder)
    matched("cohort", "withdraw", "9131001", "--reason", "travel")
    refused = matched("export", "all", "--out", folder, "--force", code=3).err
    assert f"{folder / 'log.csv'} exists already" in refused
    assert contents(folder) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_set_is_written_over_whole_and_other_files_stay(matched: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    matched("export", "all", "--out", folder)
    (folder / "notes.md").write_text("mine")
    (folder / "teams.csv").write_text("old")
    matched("export", "all", "--out", folder, "--force")
    assert (folder / "notes.md").read_text() == "mine"
    assert (folder / "teams.csv").read_bytes() == matched("export", "teams").out.encode()
    assert len(contents(folder)) == 15
    assert {file.name for file in folder.iterdir() if file.is_dir()} == set()


def test_a_letter_is_written_to_whoever_has_a_long_name(matched: Cli, tmp_path: Path) -> None:
    name = "Wölfe" + "schlegelsteinhäüsenbergerdorff" * 6  # longer in bytes than in letters
    matched("cohort", "join", "9217036", "--name", name, "--role", "practitioner", "--on", "2026-09-11")
    matched("event", "invite", 2, "--letters", tmp_path / "letters")
    letters = {file: text for file, text in contents(tmp_path / "letters").items() if file.endswith(".txt")}
    assert len(letters) == 102
    assert [file for file, text in letters.items() if name.encode() in text]


@pytest.mark.slow
def test_what_tells_of_people_is_for_its_user_alone(matched: Cli, tmp_path: Path) -> None:
    matched("export", "all", "--out", tmp_path / "folder")
    matched("export", "all", "--out", tmp_path / "all.xlsx")
    matched("export", "teams", "--out", tmp_path / "teams.csv")
    matched("event", "invite", 2, "--letters", tmp_path / "letters")
    matched("event", "register", 2, "--out", tmp_path / "door.xlsx")
    matched("report", "--out", tmp_path / "report.html")
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(written) == 14 + 4 + 101 + 100  # the letters and the drafts of those who have an address
    assert {oct(file.stat().st_mode & 0o777) for file in written} == {"0o600"}


ENDINGS = [".docx", ".doc", ".pdf", ".html", ".xlsm", ".xls", ".ods", ".tsv", ".zip", ".DOCX"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_written_under_a_name_that_says_something_else(
    matched: Cli, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"teams{ending}"
    for options, right in (([], ".xlsx or .csv"), (["--format", "xlsx"], ".xlsx"), (["--json"], ".json")):
        refused = matched("export", "teams", "--out", file, *options, code=3).err
        assert f"{file} would not be what its name says; end its name in {right}" in refused
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "all", "--out", "all.docx"),
        ("export", "all", "--out", "all.csv"),
        ("event", "invite", 2, "--out", "invites.docx"),
        ("event", "calendar", "--out", "events.csv"),
        ("event", "register", 2, "--out", "door.docx"),
        ("report", "--out", "report.pdf"),
        ("project", "find", "talk", "--export", "found.docx"),
    ],
)
def test_so_it_is_with_whatever_is_written(
    matched: Cli, tmp_path: Path, arguments: tuple[object, ...]
) -> None:
    *words, name = arguments
    matched(*words, tmp_path / str(name), code=3)
    assert list(tmp_path.iterdir()) == []


def test_a_name_without_an_ending_promises_nothing(matched: Cli, tmp_path: Path) -> None:
    csv = matched("export", "teams").out
    for name in ("teams", "teams.txt", "teams.CSV"):
        matched("export", "teams", "--out", tmp_path / name)
        assert (tmp_path / name).read_bytes() == csv.encode()


@pytest.mark.parametrize("name", ["projects", "all"])
def test_a_text_that_no_cell_can_hold_is_cut_and_named(matched: Cli, tmp_path: Path, name: str) -> None:
    long = ("word " * 9000).strip()
    matched("match", "accept", 1)
    matched("project", "open", 1, "--title", "Talk", "--hunch", long, "--on", "2026-10-08")
    said = matched("export", name, "--out", tmp_path / "out.xlsx").err
    where = "projects, cohort Cohort 1, project 1: the text in column hunch"
    assert f"{where} has 44999 characters, more than a cell of a workbook can hold" in said
    (row,) = table(tmp_path / "out.xlsx", "projects")
    assert row["hunch"].endswith(" [cut]")
    assert long.startswith(row["hunch"].removesuffix(" [cut]"))
    assert row["title"] == "Talk"
    whole = matched("export", "projects", "--out", tmp_path / "projects.csv")
    assert "cut" not in whole.err
    assert long in (tmp_path / "projects.csv").read_text("utf-8-sig")


def test_so_it_is_in_the_sheet_of_a_facilitator(matched: Cli, tmp_path: Path) -> None:
    long = ("word " * 9000).strip() + "?"
    matched("match", "accept", 1)
    matched("project", "open", 1, "--title", "Talk", "--on", "2026-10-08")
    matched("project", "question", 1, long, "--on", "2026-10-09")
    (key, *_others) = matched.json("match", "show")["teams"][0]["facilitators"]
    said = matched("project", "sheet", "--facilitator", key["name"], "--out", tmp_path / "sheet.xlsx").err
    assert "Teams, row 2: the text in column question has 45000 characters" in said
    (row,) = table(tmp_path / "sheet.xlsx", "Teams")
    assert row["question"].endswith(" [cut]")


def table(book: Path, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet by their headers."""
    headers, *rows = CalamineWorkbook.from_path(book).get_sheet_by_name(sheet).to_python()
    return [dict(zip(map(str, headers), map(str, row), strict=True)) for row in rows]
