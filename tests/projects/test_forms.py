"""What a facilitator types on her workbook beside her visits: it comes home once, in one change."""

import shlex
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import After, Cli
from tests.projects.test_sheet import made, run_projects

QUESTION = "How does talk before writing improve the writing of Primary 4?"


def with_an_event(cln: Cli) -> None:
    """The two projects of Gwen Gray, and an event that was held."""
    run_projects(cln)
    cln("event", "schedule", 1, "--on", "2026-09-10")
    cln("event", "hold", 1, "--on", "2026-09-10")
    cln("project", "measure", 1, "Score", "--kind", "quantitative", "--on", "2026-10-09")


@pytest.fixture
def running(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, with_an_event)


@pytest.fixture
def ours(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, with_an_event)


def put(page: Any, row: int, **cells: object) -> None:
    """Type into the cells of a row, by the names of their columns (`_` for a space)."""
    at = {cell.value: cell.column for cell in page[1]}
    for name, value in cells.items():
        page.cell(row, at[name.replace("_", " ")]).value = value


def filled(cln: Cli, folder: Path) -> Path:
    """A workbook of hers in which something was typed on every sheet."""
    book = made(cln, folder / "sheet.xlsx")
    day = date(2026, 10, 20)
    put(book["Log"], 2, project="Paragraphs", date=day, note="Met the team")
    put(book["Inquiry"], 2, date=day, what="question", text=QUESTION)
    put(book["Inquiry"], 3, date=day, what="Lesson study", text="They talk more", looked_at="Pairs")
    put(book["Inquiry"], 4, date=day, what="impact on learners", text="They write more")
    put(book["Inquiry"], 5, date=day, what="lesson learned", text="Start small", project="Counting, slowly")
    put(book["Measures"], 2, baseline=12, found_on=day)
    put(book["Measures"], 3, measure="Interviews", kind="qualitative", method="six learners")
    put(book["Came"], 2, came="present")
    book.save(folder / "back.xlsx")
    return folder / "back.xlsx"


def test_what_is_printed_about_a_file_takes_that_file(running: Cli, tmp_path: Path) -> None:
    (tmp_path / "to Ann").mkdir()
    for printed, making in (
        ("project import", ("project", "sheet", "--facilitator", "Gwen Gray")),
        ("event attendance", ("event", "register", 1)),
    ):
        out = tmp_path / "to Ann" / f"{making[1]}.xlsx"
        words = shlex.split(running(*making, "--out", out).out[:-1].split(f"cln {printed} ")[1])
        assert words[-1] == str(out)
        assert running(*printed.split(), *words).out


def test_a_sheet_nobody_filled_in_changes_nothing(ours: Cli, tmp_path: Path) -> None:
    before = ours.json("history")
    made(ours, tmp_path / "sheet.xlsx")
    assert "nothing changed" in ours("project", "import", tmp_path / "sheet.xlsx").out
    assert ours.json("history") == before


def test_what_was_typed_is_done_once_and_undone_at_once(ours: Cli, tmp_path: Path) -> None:
    back = filled(ours, tmp_path)
    before = ours.json("project", "show", 1)
    told = ours.json("project", "import", back)
    assert told["added"] == 1
    assert told["sheets"] == [
        {"sheet": "Inquiry", "added": 4, "changed": 0, "unchanged": 0},
        {"sheet": "Measures", "added": 1, "changed": 1, "unchanged": 0},
        {"sheet": "Came", "added": 1, "changed": 0, "unchanged": 0},
    ]
    shown = ours.json("project", "show", 1)
    assert [(one["text"], one["on"]) for one in shown["questions"]] == [(QUESTION, "2026-10-20")]
    assert shown["observations"] == [
        {
            "on": "2026-10-20",
            "kind": "lesson-study",
            "focus": "Pairs",
            "observer": "Gwen Gray",
            "learned": "They talk more",
        }
    ]
    assert [(one["level"], one["text"]) for one in shown["impacts"]] == [("learners", "They write more")]
    assert [(one["name"], one["kind"], one["baseline"]) for one in shown["measures"]] == [
        ("Score", "quantitative", 12.0),
        ("Interviews", "qualitative", None),
    ]
    (lesson,) = ours.json("project", "show", 2)["impacts"]
    assert (lesson["level"], lesson["text"]) == ("lesson", "Start small")
    assert ours.json("event", "attendance", 1)["present"] == 1
    history = ours.json("history")
    assert [one["unchanged"] for one in ours.json("project", "import", back)["sheets"]] == [4, 2, 1]
    assert ours.json("history") == history
    assert any(part["kind"] == "visits" for part in ours.json("import", back)["files"])
    ours("undo")
    assert ours.json("project", "show", 1) == before
    assert ours.json("event", "attendance", 1)["present"] == 0


def test_what_was_corrected_since_is_not_taken_back_by_the_sheet_that_comes_again(
    running: Cli, tmp_path: Path
) -> None:
    back = filled(running, tmp_path)
    running("project", "import", back)
    running("project", "measure", 1, "--number", 1, "--baseline", 14, "--on", "2026-10-21")
    running("project", "import", back)
    assert running.json("project", "show", 1)["measures"][0]["baseline"] == 14.0


def test_what_others_wrote_since_is_told_first(running: Cli, tmp_path: Path) -> None:
    back = filled(running, tmp_path)
    ann = Cli(running.database, "Ann")
    ann("project", "question", 1, "What does talk change?", "--on", "2026-10-19")
    refused = running("project", "import", back, code=3).err
    assert "others have written a hunch or question since the sheet was made" in refused
    assert "sheet 'Inquiry', row 2: project 1; change" in refused
    running("project", "import", back, "--anyway")
    assert [one["text"] for one in running.json("project", "show", 1)["questions"]][-1] == QUESTION
    ann("project", "measure", 1, "--number", 1, "--baseline", 15, "--on", "2026-10-21")
    book = openpyxl.load_workbook(back)
    put(book["Measures"], 2, baseline=13)
    book.save(back)
    refused = running("project", "import", back, code=3).err
    assert "others have changed measures since the sheet was made" in refused
    assert "row 2: measure 1 of project 1; change" in refused


def test_what_was_typed_in_a_protected_place_is_told(running: Cli, tmp_path: Path) -> None:
    book = made(running, tmp_path / "sheet.xlsx")
    put(book["People"], 2, name="Somebody Else")
    put(book["Came"], 2, name="Somebody Else", came="present")
    put(book["Teams"], 2, question="Why?")
    book.save(tmp_path / "sheet.xlsx")
    said = running("project", "import", tmp_path / "sheet.xlsx").out
    for sheet, column, words in (
        ("People", "name", "Somebody Else"),
        ("Came", "name", "Somebody Else"),
        ("Teams", "question", "Why?"),
    ):
        told = f"row 2, column {column}: '{words}' was typed in a protected place, and is not taken in."
        assert f"Sheet '{sheet}', {told}" in said
    came = running.json("event", "attendance", 1)["people"]
    assert [one["name"] for one in came if one["status"]] == ["Promoted of 9100001"]


def test_everything_wrong_is_named_by_sheet_and_row(running: Cli, tmp_path: Path) -> None:
    book = made(running, tmp_path / "sheet.xlsx")
    put(book["Inquiry"], 2, what="question", text="Why?")
    put(book["Inquiry"], 3, date=date(2026, 9, 9), what="impact on learners", text="More")
    put(book["Inquiry"], 4, date=date(2026, 10, 20), what="guess", text="Perhaps")
    put(book["Inquiry"], 5, date=date(2026, 10, 20), what="lesson study", text="Much")
    put(book["Measures"], 2, baseline=12)
    put(book["Measures"], 3, measure="Talk")
    put(book["Came"], 2, came="perhaps")
    book.save(tmp_path / "sheet.xlsx")
    before = running.json("history")
    lines = running("project", "import", tmp_path / "sheet.xlsx", code=3).err.splitlines()[1:]
    places = [line.split(": ")[0].strip() for line in lines]
    assert places == [
        "sheet 'Came', row 2, column came",
        "sheet 'Inquiry', row 2, column date",
        "sheet 'Inquiry', row 3, column date",
        "sheet 'Inquiry', row 4, column what",
        "sheet 'Inquiry', row 5, column looked at",
        "sheet 'Measures', row 2, column found on",
        "sheet 'Measures', row 3, column kind",
    ]
    assert running.json("history") == before


def test_a_hunch_comes_home_and_stays_as_it_was_corrected_since(ours: Cli, tmp_path: Path) -> None:
    book = made(ours, tmp_path / "sheet.xlsx")
    put(book["Inquiry"], 2, date=date(2026, 10, 20), what="hunch", text="Talk before writing helps")
    book.save(tmp_path / "sheet.xlsx")
    ours("project", "import", tmp_path / "sheet.xlsx")
    assert ours.json("project", "show", 1)["hunch"] == "Talk before writing helps"
    ours("project", "amend", 1, "--hunch", "Talk helps")
    before = ours.json("history")
    ours("project", "import", tmp_path / "sheet.xlsx")
    assert ours.json("history") == before


def test_a_hunch_that_somebody_else_wrote_since_is_told_first(running: Cli, tmp_path: Path) -> None:
    book = made(running, tmp_path / "sheet.xlsx")
    put(book["Inquiry"], 2, date=date(2026, 10, 20), what="hunch", text="Talk before writing helps")
    book.save(tmp_path / "sheet.xlsx")
    running("--as", "Rona Reid", "project", "amend", 1, "--hunch", "Talk helps")
    refused = running("project", "import", tmp_path / "sheet.xlsx", code=3).err
    assert "others have written a hunch or question since the sheet was made" in refused
    running("project", "import", tmp_path / "sheet.xlsx", "--anyway")
    assert running.json("project", "show", 1)["hunch"] == "Talk before writing helps"


def test_who_came_is_read_as_in_any_list_of_attendance(running: Cli, tmp_path: Path) -> None:
    book = made(running, tmp_path / "sheet.xlsx")
    put(book["Came"], 2, came="Y")
    put(book["Came"], 3, came="apols")
    book.save(tmp_path / "sheet.xlsx")
    running("project", "import", tmp_path / "sheet.xlsx")
    came = running.json("event", "attendance", 1)["people"]
    assert sorted(one["status"] for one in came if one["status"]) == ["apologies", "present"]


def test_a_cell_is_named_once_and_an_empty_one_called_empty(running: Cli, tmp_path: Path) -> None:
    book = made(running, tmp_path / "sheet.xlsx")
    put(book["Inquiry"], 2, what="question", text="Why?")
    put(book["Measures"], 2, measure="Talk", kind="numbers")
    book.save(tmp_path / "sheet.xlsx")
    assert running("project", "import", tmp_path / "sheet.xlsx", code=3).err.splitlines()[1:] == [
        "  sheet 'Inquiry', row 2, column date: is empty; write 2026-09-10 or 10/09/2026",
        "  sheet 'Measures', row 2, column kind: 'numbers' is none of: quantitative, qualitative",
    ]


def saved_by_libreoffice(file: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation=file://{folder / 'home'}"
    command: list[str | Path] = [
        office,
        home,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        folder / "saved",
        file,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "saved" / file.name


@pytest.mark.slow
def test_it_comes_home_as_libreoffice_saves_it(running: Cli, tmp_path: Path) -> None:
    back = filled(running, tmp_path)
    before = running.json("history")
    untouched = saved_by_libreoffice(tmp_path / "sheet.xlsx", tmp_path)
    assert "nothing changed" in running("project", "import", untouched).out
    assert running.json("history") == before
    told = running.json("project", "import", saved_by_libreoffice(back, tmp_path))
    assert told["doubts"] == []
    assert [(one["added"], one["changed"]) for one in told["sheets"]] == [(4, 0), (1, 1), (1, 0)]
