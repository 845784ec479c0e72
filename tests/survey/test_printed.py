"""The questions that cln prints come back answered, whatever tool asked them."""

import csv
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cln import programme
from tests import builders
from tests.conftest import Cli
from tests.survey.test_survey import PRIMARY, levels, stored, write
from tests.survey.test_survey import enrolled as enrolled


def microsoft(file: Path, questions: list[dict[str, Any]], answers: list[dict[str, Any]]) -> Path:
    """A workbook as Microsoft Forms exports it to people outside the organisation: `anonymous`."""
    headers: list[object] = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows: list[list[object]] = [[n, "", f"2026-08-{23 + n} 09:00", "anonymous", ""] for n in range(1, 3)]
    for question in questions:
        likert = question["microsoft"] == "Likert"
        headers += question["rows"] if likert else [question["title"]]
        for row, answer in zip(rows, answers, strict=True):
            said = answer[question["title"]]
            if likert:
                row += [said[theme] for theme in question["rows"]]
            else:
                row.append("".join(f"{option};" for option in said) if isinstance(said, list) else said)
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Form1")
        for number, row in enumerate([headers, *rows]):
            page.write_row(number, 0, row)
    return file


def google(folder: Path, questions: list[dict[str, Any]], answers: list[dict[str, Any]]) -> Path:
    """A CSV file as Google Forms exports it."""
    headers, rows = ["Timestamp"], [[f"2026/08/{23 + n} 9:00:00 AM GMT+1"] for n in range(1, 3)]
    for question in questions:
        grid = "grid" in question["google"]
        headers += (
            [f"{question['title']} [{row}]" for row in question["rows"]] if grid else [question["title"]]
        )
        for row, answer in zip(rows, answers, strict=True):
            said = answer[question["title"]]
            if grid and isinstance(said, list):
                ranks = dict(zip(said, question["options"], strict=False))
                row += [ranks.get(theme, "") for theme in question["rows"]]
            elif grid:
                row += [said[theme] for theme in question["rows"]]
            else:
                row.append(", ".join(said) if isinstance(said, list) else said)
    return write(folder, rows, headers)


@pytest.mark.parametrize("tool", ["microsoft", "google"])
@pytest.mark.parametrize("kind", list(programme.Kind))
def test_the_printed_questions_come_back(cln: Cli, tmp_path: Path, kind: programme.Kind, tool: str) -> None:
    themes = ("Literacy", "Learning, teaching and assessment", "Play & outdoors", "Transitions")
    builders.enrol(cln.database, [(PRIMARY, "Primary", 1), (PRIMARY, "Primary", 2)], themes=themes)
    questions = cln.json("survey", "questions", "--kind", kind)["questions"]
    chosen = [[themes[1], themes[3]], [themes[2]]]
    answers = []
    for number, wanted in enumerate(chosen, 1):
        answer: dict[str, Any] = {
            "SEED code or CS number": PRIMARY,
            "Sector": "Primary",
            "E-mail address": "ann@example.org",
            "Entry": str(number),
            "What is your hunch?": "Talk helps",
        }
        (about,) = (question for question in questions if question["title"] not in answer)
        words = about["options"]
        answer[about["title"]] = (
            {theme: words[4] if theme in wanted else words[1] for theme in themes}
            if kind is programme.Kind.RATING
            else wanted
        )
        answers.append(answer)
    made = (
        microsoft(tmp_path / "survey.xlsx", questions, answers)
        if tool == "microsoft"
        else google(tmp_path, questions, answers)
    )
    data = cln.json("survey", "import", made)
    assert data["kind"] == kind
    expected = {"rating": [[2, 5, 2, 5], [2, 2, 5, 2]], "ranking": [[1, 5, 1, 4], [1, 1, 5, 1]]}
    ticked = [[1, 5, 1, 5], [1, 1, 5, 1]]
    assert list(levels(cln).values()) == expected.get(kind, ticked)
    assert {answer.hunch for answer in stored(cln)} == {"Talk helps"}


def test_the_questions_for_people(cln: Cli) -> None:
    builders.enrol(cln.database, [(PRIMARY, "Primary", 1)])
    out = cln("survey", "questions").out
    assert "4. How interested is your team in each theme?" in out
    assert "   Microsoft Forms: Likert. Google Forms: Multiple-choice grid. Required." in out
    assert "     Health and wellbeing\n" in out
    assert "Entry" not in out


# The sample data, where it lies beside the checkout


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["cohort_rating", "cohort_ranking", "cohort_ticks"])
def test_all_exports_of_a_sample_cohort_say_the_same(
    cln: Cli, shared: Path, tmp_path: Path, folder: str
) -> None:
    with (shared / folder / "nominations.csv").open(encoding="utf-8-sig", newline="") as nominations:
        places = {(row["code"], row["sector"], int(row["entry"])) for row in csv.DictReader(nominations)}
    files = sorted((shared / folder).glob("survey_*"))
    assert len(files) >= 2
    found = []
    for file in files:
        one = Cli(f"sqlite:///{tmp_path / file.stem}.db")
        one("init")
        for register in (shared / "schools_west_2022.csv", shared / folder / "elc.csv"):
            one("establishment", "import", register)
        builders.enrol(one.database, sorted(places))
        one("survey", "import", file)
        found.append(levels(one))
    assert all(other == found[0] for other in found)
    assert found[0]


def test_american_and_british_copies_of_a_form_say_the_same(cln: Cli, shared: Path) -> None:
    themes = (
        "Numeracy",
        "Digital learning",
        "Learning, teaching and assessment",
        "Health and Wellbeing",
        "STEM",
    )
    american, british = sorted(shared.glob("ms_forms_clean_*.csv"), reverse=True)
    with american.open(encoding="utf-8-sig", newline="") as file:
        places = [(row["SEED code or CS number"], row["Sector"], 1) for row in csv.DictReader(file)]
    cln("establishment", "import", shared / "schools_west_2022.csv")
    builders.enrol(cln.database, places, themes=(*themes, "Literacy", "Play pedagogy"))
    first = cln.json("survey", "import", american)
    assert (first["kind"], first["added"], first["not_answered"]) == ("ranking", 40, [])
    second = cln.json("survey", "import", british)
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 40)
