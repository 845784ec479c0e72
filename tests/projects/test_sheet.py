"""Sheets for facilitators: out as a workbook, back into the log as often and in whatever order they come."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import accept, enrol
from tests.conftest import After, Cli
from tests.projects.test_project import namesakes as namesakes
from tests.tabular import write

COLUMNS = ["key", "cohort", "project", "date", "phase", "note", "support", "by"]
A, B = [(f"910000{n}", "Primary", 1) for n in (1, 2)]


def run_projects(cln: Cli) -> None:
    """Projects 1 and 2 of two teams of Gwen Gray; Hugh Hall has a third team."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    enrol(cln.database, [A, B])
    accept(cln.database, [["Gwen Gray"], ["Gwen Gray"], ["Hugh Hall"]], places=[[A, B], [], []])
    cln("project", "open", 1, "--title", "Paragraphs", "--hunch", "Talk", "--on", "2026-10-08")
    cln("project", "open", 2, "--title", "Counting, slowly", "--on", "2026-10-08")


@pytest.fixture
def running(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, run_projects)


@pytest.fixture
def ours(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, run_projects)


def made(cln: Cli, path: Path, *arguments: object) -> Any:
    """A sheet for Gwen Gray, opened."""
    cln("project", "sheet", "--facilitator", "gwen GRAY", "--out", path, *arguments)
    return openpyxl.load_workbook(path)


def test_a_sheet_shows_her_teams_and_what_is_due_and_has_rows_to_fill_in(
    running: Cli, tmp_path: Path
) -> None:
    running(
        "project",
        "measure",
        1,
        "Score",
        "--kind",
        "quantitative",
        "--due",
        "2026-12-01",
        "--on",
        "2026-11-01",
    )
    told = running.json("project", "sheet", "--facilitator", "Gwen Gray", "--out", tmp_path / "a.xlsx")
    assert (told["facilitator"], told["teams"], told["projects"], told["rows"]) == (
        "Gwen Gray",
        2,
        [1, 2],
        40,
    )
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == [
        *("Log", "Inquiry", "Measures", "Came", "People", "Teams", "Due"),
    ]
    assert all(sheet.protection.sheet for sheet in book if sheet.sheet_state == "visible")
    log = book["Log"]
    assert [cell.value for cell in log[1]] == COLUMNS
    keys = [cell.value for cell in log["A"][1:]]
    assert len(set(keys)) == len(keys) == 40
    assert log["A2"].protection.locked
    assert [name for name in "CDEFGH" if log[f"{name}2"].protection.locked] == []
    rules = {str(rule.sqref): rule for rule in log.data_validations.dataValidation}
    assert [cell.value for cell in book["choices"]["A"] if cell.value] == [
        "1 Paragraphs",
        "2 Counting, slowly",
    ]
    assert (rules["C2:C41"].type, rules["E2:E41"].type, rules["D2:D41"].type) == ("list", "list", "date")
    assert "Pupils are never named" in rules["F2:F41"].prompt
    teams = [[cell.value for cell in row[:5]] for row in book["Teams"].iter_rows(min_row=2)]
    assert teams == [
        [1, "Literacy", "School 9100001; School 9100002", 1, "Paragraphs"],
        [2, "Numeracy", "", 2, "Counting, slowly"],
    ]
    due = [[cell.value for cell in row] for row in book["Due"].iter_rows(min_row=2)]
    third = next(one["on"] for one in running.json("event", "list") if one["number"] == 3)
    assert due[0][:5] == [1, "Paragraphs", "question", "a question", "3 Inquiry Question"]
    assert due[0][5].date().isoformat() == third
    assert [row[3] for row in due if row[4] is None] == ["the end value of measure 1, Score"]
    assert len(due) == told["due"]


def test_keys_are_never_made_twice_and_one_project_is_filled_in(running: Cli, tmp_path: Path) -> None:
    running("project", "end", 2, "--reason", "staffing", "--on", "2026-10-09")
    first = made(running, tmp_path / "a.xlsx", "--rows", 3)["Log"]
    second = made(running, tmp_path / "b.xlsx", "--rows", 3)["Log"]
    keys = [cell.value for sheet in (first, second) for cell in sheet["A"][1:]]
    assert len(set(keys)) == 6
    assert [cell.value for cell in first[2]][1:] == ["Cohort 3", "1 Paragraphs", *[None] * 4, "Gwen Gray"]


def test_a_filled_sheet_is_merged_once_however_often_it_comes(ours: Cli, tmp_path: Path) -> None:
    book = made(ours, tmp_path / "out.xlsx")
    log = book["Log"]
    for row, (project, day, note, phase) in enumerate(
        [
            ("1 Paragraphs", date(2026, 10, 12), "First visit\nwith two lines", None),
            ("2 Counting, slowly", date(2026, 10, 13), "=1+1", "planning"),
        ],
        2,
    ):
        log[f"C{row}"], log[f"D{row}"], log[f"E{row}"] = project, day, phase
        log[f"F{row}"].value, log[f"F{row}"].data_type = note, "s"
    book.move_sheet("Log", 2)
    book.save(tmp_path / "back.xlsx")
    told = ours.json("project", "import", tmp_path / "back.xlsx")
    assert (told["added"], told["unchanged"], told["conflicts"]) == (2, 0, [])
    changes = ours.json("history")
    again = ours("project", "import", tmp_path / "back.xlsx")
    assert "back.xlsx (sheet 'Log'): nothing changed; all 2 visits were known already." in again.out
    assert ours.json("history") == changes
    (entry,) = ours.json("project", "log", 1)
    assert (entry["note"], entry["on"], entry["phase"], entry["by"]) == (
        *("First visit\nwith two lines", "2026-10-12", "investigation", "Gwen Gray"),
    )
    (entry,) = ours.json("project", "log", 2)
    assert (entry["note"], entry["phase"]) == ("=1+1", "planning")


def row(key: str, note: str, **other: object) -> list[object]:
    """A row of a sheet of Cohort 3."""
    cells = {
        "key": key,
        "cohort": "Cohort 3",
        "project": 1,
        "date": "2026-10-12",
        "note": note,
        "by": "Gwen Gray",
    }
    return [{**cells, **other}.get(name, "") for name in COLUMNS]


def test_what_somebody_else_took_in_of_a_row_is_told_before_both_are_kept(ours: Cli, tmp_path: Path) -> None:
    ann = Cli(ours.database, "Ann")
    first = write(tmp_path / "first.csv", COLUMNS, [row("k1", "Two learners"), row("k2", "x")])
    later = write(tmp_path / "later.csv", COLUMNS, [row("k1", "Three learners"), row("k2", "x")])
    ann("project", "import", first)
    ours("project", "import", first)  # it says the same
    refused = ours("project", "import", later, code=3)
    assert "others have put something else on record since the sheet was made" in refused.err
    assert re.search(r"row 2: entry 1 of project 1 by Ann, \d+ \w{3} 20\d\d \d\d:\d\d: Two", refused.err)
    assert "row 3" not in refused.err
    assert "keep both with --anyway" in ours("import", later, code=3).err
    assert len(ours.json("project", "log", 1)) == 2
    (conflict,) = ours.json("project", "import", later, "--anyway")["conflicts"]
    assert [one["who"] for one in conflict["versions"]] == ["Ann", "Tess"]
    ann("log", 1, "Four learners", "--corrects", 1)
    ours("project", "import", later)  # what it says is known
    assert "by Ann" in ours("project", "import", write(later, COLUMNS, [row("k1", "Five")]), code=3).err


def test_sheets_that_differ_are_both_kept_named_and_settled_by_a_correction(
    ours: Cli, tmp_path: Path
) -> None:
    mine = write(tmp_path / "mine.csv", COLUMNS, [row("k1", "Two learners"), row("k2", "x")])
    hers = write(tmp_path / "hers.csv", COLUMNS, [row("k1", "Three learners"), row("k2", "x")])
    ours("project", "import", mine)
    ran = ours("project", "import", hers)
    assert "hers.csv: 2 visits: 1 added, 0 changed, 1 unchanged." in ran.out
    assert "Row 2, project 1: sheets differ; log entries 1 'Two learners' and 3 'Three learners'." in ran.out
    assert 'Settle one with: cln log 1 "the right words" --corrects 1' in ran.out
    again = ours.json("project", "import", mine)
    assert [one["note"] for one in again["conflicts"][0]["versions"]] == ["Two learners", "Three learners"]
    assert [one["beside"] for one in ours.json("project", "log", 1)] == [[3], [], [1]]
    assert "Entry 3 came from the same row of a sheet." in ours("project", "log", 1).out
    settled = ours("log", 1, "Three learners, one group", "--corrects", 1)
    assert "It stands in the place of entries 1 and 3, which stay on record." in settled.out
    assert [one["note"] for one in ours.json("project", "log", 1)] == ["x", "Three learners, one group"]
    for sheet in (mine, hers):
        assert ours.json("project", "import", sheet)["added"] == 0
        assert ours.json("project", "import", sheet)["conflicts"] == []
    corrected = write(tmp_path / "c.csv", COLUMNS, [row("k1", "Three learners, one group")])
    assert ours.json("project", "import", corrected)["added"] == 0
    third = write(tmp_path / "third.csv", COLUMNS, [row("k1", "Four learners")])
    assert len(ours.json("project", "import", third)["conflicts"][0]["versions"]) == 2


def test_everything_wrong_with_a_sheet_is_named_and_nothing_taken_in(running: Cli, tmp_path: Path) -> None:
    running("project", "end", 2, "--reason", "staffing", "--on", "2026-10-20")
    rows = [
        row("k1", "right"),
        row("k2", "x", date="2026-09-09"),
        row("k3", "x", project="7 Something"),
        row("k4", "x", project="Paragraf"),
        row("k5", "", support="data advice"),
        row("k6", "x", cohort="Cohort 2"),
        row("k7", "x", project=2, date="21/10/2026"),
        row("k1", "another"),
        row("k8", "x", phase="reflecting", by=""),
        row("k9", "", date=""),
    ]
    before = running.json("history")
    ran = running("project", "import", write(tmp_path / "s.csv", COLUMNS, rows), code=3)
    assert ran.err.splitlines()[1:] == [
        "  row 3, column date: 9 Sep 2026 is before the launch of Cohort 3 on 10 Sep 2026",
        "  row 4, column project: Cohort 3 has no project 7; see: cln project list",
        "  row 5, column project: 'Paragraf' is neither the number nor the title of a project; did you mean "
        "Paragraphs?",
        "  row 6, column note: is empty; write what happened",
        '  row 7, column cohort: this row is of Cohort 2, not of Cohort 3; add --cohort "Cohort 2"',
        "  row 8, column date: project 2 ended on 20 Oct 2026 (staffing)",
        "  row 9, column key: row 2 has the same key; empty one of the two cells, and that row counts by "
        "what it says",
        "  row 10, column by: is empty; write who was there",
        "  row 10, column phase: 'reflecting' is none of: investigation, planning, implementing, reporting",
    ]
    assert running.json("history") == before


def test_rows_without_a_key_count_by_what_they_say(running: Cli, tmp_path: Path) -> None:
    rows = [row("", "Met"), row("", "Met"), row("", "Called", by="gwen gray"), row("", "Called")]
    sheet = write(tmp_path / "s.csv", COLUMNS, rows)
    assert running.json("project", "import", sheet)["added"] == 2
    assert running.json("project", "import", sheet)["added"] == 0
    assert [one["note"] for one in running.json("project", "log", 1)] == ["Met", "Called"]


@pytest.mark.parametrize(("answer", "counts"), [("1", (1, 0)), ("2", (0, 1))])
def test_number_and_title_of_two_projects_are_asked_about(
    running: Cli, tmp_path: Path, answer: str, counts: tuple[int, int]
) -> None:
    sheet = write(tmp_path / "s.csv", COLUMNS, [row("", "Met", project="1 counting, slowly")])
    answers = tmp_path / "q.csv"
    refused = running("project", "import", sheet, "--resolve", answers, code=3).err
    question = (
        "project 1 is Paragraphs, but counting, slowly is the title of project 2: which is meant? (1 / 2)"
    )
    assert f"row 2, column project: {question}" in refused
    write(answers, ["row", "question", "answer"], [("row 2", question, answer)])
    running("project", "import", sheet, "--resolve", answers)
    assert tuple(len(running.json("project", "log", number)) for number in (1, 2)) == counts


@pytest.mark.parametrize(
    "project", ["paragraphs", "1", "1 Paragraphs", "1. paragraphs", "1 An earlier title", "1.0"]
)
def test_a_project_by_its_title_or_its_number(running: Cli, tmp_path: Path, project: str) -> None:
    running("project", "import", write(tmp_path / "s.csv", COLUMNS, [row("", "Met", project=project)]))
    assert len(running.json("project", "log", 1)) == 1


def test_who_is_no_facilitator_is_told_and_kept_as_written(running: Cli, tmp_path: Path) -> None:
    rows = [row("", "Met", by="Gwen Grey"), row("", "Wrote", by="gwen grey"), row("", "Came", by="Zoltan")]
    told = running("project", "import", write(tmp_path / "s.csv", COLUMNS, [*rows, row("", "Rang")])).out
    gwen = "column by: no facilitator of Cohort 3 is called Gwen Grey (perhaps Gwen Gray is meant)."
    assert f"Row 2, {gwen}" in told
    assert "Row 4, column by: no facilitator of Cohort 3 is called Zoltan." in told
    assert [one["by"] for one in running.json("project", "log", 1)] == [
        *("Gwen Grey", "gwen grey", "Zoltan", "Gwen Gray"),
    ]


def test_what_a_sheet_cannot_be_made_for(cln: Cli, tmp_path: Path) -> None:
    out = tmp_path / "s.xlsx"
    sheet = ("project", "sheet", "--out", out, "--facilitator")
    enrol(cln.database, [A])
    assert "Cohort 3 has no accepted match yet" in cln(*sheet, "Gwen Gray", code=3).err
    accept(cln.database, [["Gwen Gray"], ["Hugh Hall"]])
    refused = cln(*sheet, "Gwen Grey", code=3).err
    assert "nobody called 'Gwen Grey' is a facilitator of Cohort 3; did you mean Gwen Gray?" in refused
    refused = cln(*sheet, "Hugh Hall", code=3).err
    assert "no team of Hugh Hall runs a project yet; open one first, e.g. cln project open 2" in refused
    cln("project", "open", 2, "--on", "2026-10-01")
    refused = cln("project", "sheet", "--facilitator", "Hugh Hall", "--out", tmp_path / "s.csv", code=3).err
    assert "would be a workbook; end its name in .xlsx" in refused
    cln(*sheet, "Hugh Hall")
    assert "exists already; choose another name or add --force" in cln(*sheet, "Hugh Hall", code=3).err
    cln(*sheet, "Hugh Hall", "--force")


def test_whose_sheet_it_is_is_told_by_the_address_too_and_never_guessed_from_a_name(
    namesakes: Cli, tmp_path: Path
) -> None:
    out = tmp_path / "s.xlsx"
    sheet = ("project", "sheet", "--out", out, "--facilitator")
    assert (
        "'Ann Blair' could be 2 people; name one by the e-mail" in namesakes(*sheet, "Ann Blair", code=2).err
    )
    refused = namesakes(*sheet, "blair@example.org", code=3).err
    assert "Ann Blair supports no team of proposal 1, which is accepted; see: cln match show 1" in refused
    made = namesakes.json(*sheet, "ann@example.org")
    assert (made["facilitator"], made["projects"]) == ("Ann Blair", [1])
    row = [None, "Cohort 3", 1, "2025-11-03", None, "Met", None, "ann@example.org"]
    namesakes("project", "import", write(tmp_path / "back.csv", COLUMNS, [row]))
    assert [one["by"] for one in namesakes.json("project", "log", 1)] == ["Ann Blair"]
