"""The survey as the tools export it that people ask with: each is read as it comes."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from cln import programme
from tests import builders
from tests.conftest import Cli
from tests.survey.test_survey import HIGH, LOW, levels
from tests.tabular import write

ONE, TWO, ELC = "9889002", "9889003", "CS2099846009"
THEMES = programme.THEMES
ASKED = "How interested is your team in each theme?"
HUNCH = "What is your hunch?"
READ = {(ONE, "Primary", 1): HIGH, (ELC, "ELC", 1): LOW}
WORDS = dict(enumerate(programme.SCALES[0], 1))


@pytest.fixture
def ours(cln: Cli) -> Cli:
    builders.enrol(cln.database, [(ONE, "Primary", 1), (TWO, "Primary", 1), (ELC, "ELC", 1)])
    return cln


def columns(cln: Cli, file: Path) -> dict[str, str]:
    """Header as the file writes it -> how it is read."""
    data = cln.json("survey", "import", file, "--dry-run")
    return {one["header"]: one["role"] for one in data["columns"]}


def quiz(kind: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """What Microsoft or Google write where the form is a quiz."""
    asked = ["SEED code or CS number", *THEMES, HUNCH]
    beside = ("Points - {}", "Feedback - {}") if kind == "Microsoft" else ("{} [Score]", "{} [Feedback]")
    headers = [header for one in asked for header in (one, *(each.format(one) for each in beside))]
    rows = [
        [cell for answer in (code, *given, hunch) for cell in (answer, 0, "")]
        for code, given, hunch in ((ONE, HIGH, "Talk helps"), (ELC, LOW, ""))
    ]
    if kind == "Microsoft":
        first = [
            "ID",
            "Completion time",
            "Email",
            "Name",
            "Total points",
            "Quiz feedback",
            "Grade posted time",
        ]
        return [*first, *headers], [
            (n, "24/08/2026 09:15", "anonymous", "", 0, "", "", *row) for n, row in enumerate(rows, 1)
        ]
    return ["Timestamp", "Score", *headers], [("2026/08/24 9:15:00 AM", "0 / 8", *row) for row in rows]


@pytest.mark.parametrize("kind", ["Microsoft", "Google"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_a_quiz(ours: Cli, tmp_path: Path, kind: str, ending: str) -> None:
    file = write(tmp_path / f"quiz{ending}", *quiz(kind))
    roles = columns(ours, file)
    beside = "Points - Literacy" if kind == "Microsoft" else "Literacy [Score]"
    assert (roles["Literacy"], roles[beside], roles[HUNCH]) == ("theme", "not used", "hunch")
    assert beside in ours("survey", "import", file).out
    assert levels(ours) == READ


QUALTRICS = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "RecipientEmail": "Recipient Email",
    "Q1": "SEED code or CS number",
    "Q2": "Sector",
    **{f"Q3_{number}": f"{ASKED} - {theme}" for number, theme in enumerate(THEMES, 1)},
    "Q4": HUNCH,
}


def qualtrics(
    code: str, sector: str, given: Sequence[object], *, finished: str = "True", kind: str = "IP Address"
) -> tuple[object, ...]:
    when = "2026-08-24 09:00:00"
    who = ("R_1", "Adam", f"a.{code}@example.org".lower())
    return (when, when, kind, "1.1.1.1", 100, 360, finished, when, *who, code, sector, *given, "Talk")


@pytest.mark.parametrize("rows_above", [1, 2])
def test_qualtrics_has_several_rows_of_headers(ours: Cli, tmp_path: Path, rows_above: int) -> None:
    imports = [f'{{"ImportId":"{name}"}}' for name in QUALTRICS]
    rows = [qualtrics(ONE, "Primary", HIGH), qualtrics(ELC, "ELC", LOW)]
    above = [tuple(QUALTRICS.values()), tuple(imports)][:rows_above]
    file = write(tmp_path / "qualtrics.csv", list(QUALTRICS), [*above, *rows])
    roles = columns(ours, file)
    assert roles[f"{ASKED} - Literacy"] == "theme"
    assert (roles["Recorded Date"], roles["Recipient Email"], roles["Progress"]) == (
        "submitted",
        "email",
        "not used",
    )
    assert ours.json("survey", "import", file)["doubts"] == []
    assert levels(ours) == READ


def test_trials_in_qualtrics_do_not_count(ours: Cli, tmp_path: Path) -> None:
    rows = [
        tuple(QUALTRICS.values()),
        qualtrics(ONE, "Primary", HIGH),
        qualtrics(TWO, "Primary", LOW, kind="Survey Preview"),
        qualtrics(ELC, "ELC", LOW, finished="False"),
    ]
    ran = ours.json("survey", "import", write(tmp_path / "qualtrics.csv", list(QUALTRICS), rows))
    assert ran["doubts"] == [
        "row 5 is not submitted in Qualtrics, and taken in as far as answered",
        "row 4 is a trial in Qualtrics, and left out",
    ]
    assert levels(ours) == READ


LIME = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started"]
LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate"]


def lime(number: int, when: str, *answers: object) -> tuple[object, ...]:
    return (number, when, 4, "en", 1000007919, "2026-08-24 09:00:00", *answers)


@pytest.mark.parametrize(
    ("own", "asked", "theme"),
    [
        (LIME, ["SEED code or CS number", "Your email"], f"{ASKED} [{{}}]"),
        (LIME, ["G01Q01. SEED code or CS number", "G01Q02. Your email"], f"G01Q03[SQ001]. {ASKED} [{{}}]"),
        (LIME_CODES, ["code", "email"], "themes[{}]"),
    ],
)
def test_limesurvey(ours: Cli, tmp_path: Path, own: Sequence[str], asked: Sequence[str], theme: str) -> None:
    headers = [*own, *asked, *(theme.format(one) for one in THEMES)]
    rows = [
        lime(1, "2026-08-24 09:06:00", ONE, "a@example.org", *map(WORDS.get, HIGH)),
        lime(2, "2026-08-24 09:07:00", ELC, "b@example.org", *map(WORDS.get, LOW)),
    ]
    file = write(tmp_path / "lime.csv", headers, rows)
    roles = columns(ours, file)
    assert (roles[own[4]], roles[own[1]], roles[asked[0]]) == ("not used", "submitted", "code")
    ours("survey", "import", file)
    assert levels(ours) == READ


def test_answers_that_nobody_submitted_are_named_by_row(ours: Cli, tmp_path: Path) -> None:
    headers = [*LIME, "SEED code", "Your email", *(f"{ASKED} [{theme}]" for theme in THEMES)]
    rows = [
        lime(1, "2026-08-24 09:06:00", ONE, "a@example.org", *HIGH),
        lime(2, "", ELC, "b@example.org", *LOW),
        lime(3, "", TWO, "c@example.org", 5, 4, *[""] * 6),
        lime(4, "", TWO, "c@example.org", *[""] * 8),
    ]
    file = write(tmp_path / "lime.csv", headers, rows)
    data = ours.json("survey", "import", file)
    assert data["doubts"] == ["row 3 is not submitted in LimeSurvey, and taken in as far as answered"]
    assert data["left_out"] == [
        "row 4 was not finished and is left out",
        "row 5 says nothing about the themes and is left out",
    ]
    assert levels(ours) == READ


def test_what_was_submitted_wins_over_what_was_not(ours: Cli, tmp_path: Path) -> None:
    headers = [*LIME, "SEED code", "Your email", *(f"{ASKED} [{theme}]" for theme in THEMES)]
    rows = [
        lime(1, "2026-08-24 09:06:00", ONE, "a@example.org", *HIGH),
        lime(2, "", ONE, "a@example.org", *LOW),
    ]
    ours("survey", "import", write(tmp_path / "lime.csv", headers, rows))
    assert levels(ours) == {(ONE, "Primary", 1): HIGH}


@pytest.mark.parametrize(
    ("own", "asked", "theme"),
    [
        (["Unique Response Number"], ["1. SEED code or CS number", "2. Sector"], "3.{}.a. {}"),
        (["Response ID", "Completion status"], ["1. SEED code", "2. Sector"], "3.{}. {}"),
        (["UserID", "UserNo", "Started", "Ended"], ["Q1. SEED code", "Q2. Sector"], "Q3.{}. {}"),
        (["UserID", "UserNo", "Started", "Ended"], ["Q1. SEED code", "Q2. Sector"], f"Q3. {ASKED} - {{1}}"),
        (["UserID", "UserNo", "Started", "Ended"], ["1) SEED code", "2) Sector"], f"3) {ASKED} {{1}}"),
        ([], ["1. SEED code", "2. Sector"], f"3. {ASKED}: {{1}}"),
        ([], ["Q1 SEED code", "Q2 Sector"], "Q3({}) {}"),
    ],
)
def test_numbered_titles(
    ours: Cli, tmp_path: Path, own: Sequence[str], asked: Sequence[str], theme: str
) -> None:
    letters = "abcdefgh" if theme == "Q3({}) {}" else "12345678"
    headers = [*own, *asked, *(theme.format(letters[n], one) for n, one in enumerate(THEMES)), f"4. {HUNCH}"]
    beside = ["Complete" if header == "Completion status" else "24/08/2026 09:15" for header in own]
    rows = [(*beside, ONE, "Primary", *HIGH, "Talk"), (*beside, ELC, "ELC", *LOW, "")]
    file = write(tmp_path / "numbered.csv", headers, rows)
    roles = columns(ours, file)
    assert (roles[asked[0]], roles[asked[1]], roles[f"4. {HUNCH}"]) == ("code", "sector", "hunch")
    assert all(roles[header] == "not used" for header in own if header != "Ended")
    ours("survey", "import", file)
    assert levels(ours) == READ


def test_numbered_rankings(ours: Cli, tmp_path: Path) -> None:
    headers = ["Unique Response Number", "1. SEED code", "2.1. First choice", "2.2. Second choice"]
    file = write(tmp_path / "jisc.csv", headers, [("1-1", ONE, "Literacy", "Numeracy")])
    ours("survey", "import", file)
    assert levels(ours) == {(ONE, "Primary", 1): [5, 4, 1, 1, 1, 1, 1, 1]}


def test_a_wrong_cell_is_named_by_the_title_that_the_file_has(ours: Cli, tmp_path: Path) -> None:
    headers = ["1. SEED code", *(f"3.{n}.a. {theme}" for n, theme in enumerate(THEMES, 1))]
    file = write(tmp_path / "jisc.csv", headers, [(ONE, 9, *HIGH[1:])])
    assert "row 2, column 3.1.a. Literacy: '9' is not a level" in ours("survey", "import", file, code=3).err


def test_of_two_addresses_the_first_counts_and_the_columns_say_so(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", "email", "Email", *THEMES]
    file = write(tmp_path / "twice.csv", headers, [(ONE, "anonymous", "b@example.org", *HIGH)])
    read = {one["header"]: one["how"] for one in ours.json("survey", "import", file)["columns"]}
    assert (read["email"], read["Email"]) == ("who answered", "who answered, where 'email' says nothing")
    assert [one["email"] for one in ours.json("export", "survey")] == ["b@example.org"]


@pytest.mark.parametrize("first", ["Notes", "Summary"])
def test_answers_on_a_later_sheet(ours: Cli, tmp_path: Path, first: str) -> None:
    file = tmp_path / "forms.xlsx"
    with xlsxwriter.Workbook(file) as book:
        notes = book.add_worksheet(first)
        notes.write_row(0, 0, ["Overview of the survey"])
        notes.write_row(2, 0, ["Responses", 2])
        answers = book.add_worksheet("Form1")
        for number, row in enumerate(
            [
                ["ID", "Completion time", "Email", "SEED code or CS number", *THEMES],
                [1, "24/08/2026 09:15", "anonymous", ONE, *HIGH],
                [2, "24/08/2026 09:16", "anonymous", ELC, *LOW],
            ]
        ):
            answers.write_row(number, 0, row)
    ours("survey", "import", file)
    assert levels(ours) == READ
