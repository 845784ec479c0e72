"""`cln survey`, from a file to levels in the database, on both engines."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import select

from cln import programme, store
from cln.cohort.queries import active_entries, find_cohort, themes_of
from cln.store import engine
from cln.survey.queries import levels_of_answers
from cln.tables.cohorts import Answer
from tests import builders
from tests.conftest import After, Cli

PRIMARY, ELC, BOTH = "9889002", "CS2099846009", "9700001"
PLACES = [(PRIMARY, "Primary", 1), (ELC, "ELC", 1), (BOTH, "Primary", 1), (BOTH, "Secondary", 1)]
THEMES = programme.THEMES
HEADERS = ["code", "sector", "entry", "submitted", "email", "hunch", *THEMES]
HIGH = [5, 4, 3, 2, 1, 1, 1, 1]
LOW = [1, 1, 1, 1, 2, 3, 4, 5]


def write(folder: Path, rows: Sequence[Sequence[object]], headers: Sequence[str] = HEADERS) -> Path:
    """A CSV file in the way Excel saves it."""
    file = folder / "survey.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([headers, *rows])
    return file


def levels(cln: Cli) -> dict[tuple[str, str, int], list[int]]:
    """What the matching will see: (code, sector, entry) -> a level for each theme in their order."""
    opened = engine.connect(cln.database)
    with store.reading(opened) as session:
        cohort = find_cohort(session, None)
        themes = [theme.id or 0 for theme in themes_of(session, cohort)]
        given = levels_of_answers(session, cohort)
        found = {
            (e.establishment.code, e.establishment.sector, e.entry.number): [given[e.id][t] for t in themes]
            for e in active_entries(session, cohort)
            if e.id in given
        }
    opened.dispose()
    return found


def stored(cln: Cli) -> list[Answer]:
    opened = engine.connect(cln.database)
    with store.reading(opened) as session:
        found = list(session.exec(select(Answer).order_by(Answer.respondent)))
    opened.dispose()
    return found


def enrol(cln: Cli) -> None:
    """Four entries in Cohort 3."""
    builders.enrol(cln.database, PLACES)


@pytest.fixture
def enrolled(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, enrol)


def test_import_says_how_it_read_what_it_did_and_who_is_missing(enrolled: Cli, tmp_path: Path) -> None:
    file = write(
        tmp_path,
        [
            (PRIMARY, "Primary", 1, "2026-08-24 09:15", "ann@example.org", "Talk helps", *HIGH),
            (BOTH, "Secondary", "", "2026-08-24 10:15", "bob@example.org", "", *LOW),
        ],
    )
    ran = enrolled("survey", "import", file)
    assert not ran.err
    assert "How survey.csv was read: the survey asks for a rating" in ran.out
    assert "survey.csv: 2 answers: 2 added, 0 changed, 0 unchanged." in ran.out
    assert "2 of 4 entries have not answered" in ran.out
    assert "a1.9700001@example.org, b1.9700001@example.org" in ran.out
    assert levels(enrolled) == {(PRIMARY, "Primary", 1): HIGH, (BOTH, "Secondary", 1): LOW}
    assert [answer.hunch for answer in stored(enrolled)] == ["Talk helps", None]
    again = enrolled("survey", "import", file)
    assert "survey.csv: nothing changed; all 2 answers were known already." in again.out
    assert len(enrolled.json("history")) == len(enrolled.json("history"))


def test_import_as_json(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, *HIGH, "wet")], ["code", *THEMES, "Weather"])
    data = enrolled.json("survey", "import", file)
    assert {key: data[key] for key in data if key not in {"columns", "not_answered"}} == {
        "cohort": "Cohort 3",
        "file": "survey.csv",
        "kind": "rating",
        "scale": [],
        "left_out": [],
        "dry_run": False,
        "rejected": 0,
        "rejects": None,
        "doubts": [],
        "added": 1,
        "changed": 0,
        "unchanged": 0,
        "older": 0,
        "older_rows": [],
        "entries": 4,
    }
    assert data["columns"][1] == {
        "header": "Literacy",
        "role": "theme",
        "theme": "Literacy",
        "kind": "rating",
        "how": "how this theme is rated, 5 the highest",
    }
    assert data["columns"][-1]["role"] == "not used"
    assert data["not_answered"][0] == {
        "code": BOTH,
        "sector": "Primary",
        "entry": 1,
        "name": f"School {BOTH}",
        "authority": "East Dunbartonshire",
        "emails": [f"a1.{BOTH}@example.org", f"b1.{BOTH}@example.org"],
    }


def test_a_trial_writes_nothing(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, *HIGH)], ["code", *THEMES])
    before = enrolled("history").out
    ran = enrolled("survey", "import", file, "--dry-run")
    assert "How survey.csv was read" in ran.out
    assert "1 answer: 1 added" in ran.out
    assert "nothing was written" in ran.out
    assert "3 of 4 entries have not answered" in ran.out
    assert stored(enrolled) == []
    assert enrolled("history").out == before


def test_of_each_person_the_latest_answer_counts(enrolled: Cli, tmp_path: Path) -> None:
    def answer(when: str, who: str, hunch: str, given: list[int]) -> tuple[object, ...]:
        return (PRIMARY, "", "", when, who, hunch, *given)

    first = [
        answer("2026-08-25 09:00", "ann@example.org", "second thoughts", HIGH),
        answer("2026-08-24 09:00", "Ann@example.org", "first thoughts", LOW),
    ]
    data = enrolled.json("survey", "import", write(tmp_path, first))
    assert (data["added"], data["older"], data["older_rows"]) == (1, 1, [3])
    again = enrolled("survey", "import", tmp_path / "survey.csv").out
    assert "1 answer left aside: the same person has answered later in this file (row 3)." in again
    assert levels(enrolled)[PRIMARY, "Primary", 1] == HIGH

    only_older = write(tmp_path, [first[1]])
    said = enrolled("survey", "import", only_older).out
    assert (
        "survey.csv: nothing changed.\n1 answer left aside: the same person's answer on record is later."
        in said
    )
    assert "no answers" not in said
    older = enrolled.json("survey", "import", only_older)
    assert (older["added"], older["changed"], older["unchanged"], older["older"]) == (0, 0, 0, 1)
    assert [a.hunch for a in stored(enrolled)] == ["second thoughts"]

    newer = [answer("2026-08-26 09:00", "ann@example.org", "third thoughts", LOW)]
    assert enrolled.json("survey", "import", write(tmp_path, newer))["changed"] == 1
    assert levels(enrolled)[PRIMARY, "Primary", 1] == LOW
    assert [a.hunch for a in stored(enrolled)] == ["third thoughts"]


def test_several_people_of_an_entry_count_by_their_mean_rounded_down(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "", "", "2026-08-24 09:00", "ann@example.org", "", 5, 4, 3, 2, 1, 5, 1, 4),
        (PRIMARY, "", "", "2026-08-24 09:00", "bob@example.org", "", 4, 4, 2, 1, 1, 1, 5, 5),
        (PRIMARY, "", "", "2026-08-24 09:00", "anonymous", "", 5, 4, 5, 2, 5, 1, 5, 5),
    ]
    enrolled("survey", "import", write(tmp_path, rows))
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [4, 4, 3, 1, 2, 2, 3, 4]


def test_a_copy_that_lost_its_seconds_is_the_same_answer(enrolled: Cli, tmp_path: Path) -> None:
    def row(when: str) -> tuple[object, ...]:
        return (PRIMARY, "", "", when, "ann@example.org", "", *HIGH)

    enrolled("survey", "import", write(tmp_path, [row("2026-08-24 09:00:31")]))
    assert enrolled.json("survey", "import", write(tmp_path, [row("24/08/2026 09:00")]))["unchanged"] == 1


def test_every_bad_row_is_named_and_nothing_is_taken_in(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "", "", "", "", "", *HIGH),
        ("1234567", "", "", "", "", "", *HIGH),
        (PRIMARY, "Special", "", "", "", "", *HIGH),
        (PRIMARY, "", "2", "", "", "", *HIGH),
        (BOTH, "", "", "", "", "", *HIGH),
        (ELC, "", "", "", "", "", *HIGH[:-1], 7),
    ]
    ran = enrolled("survey", "import", write(tmp_path, rows), code=3)
    first, *lines = ran.err.splitlines()
    assert first == (
        "cln: error: survey.csv: 5 rows are not right, so nothing was taken in; "
        "mend the file and import it again"
    )
    assert [line.strip() for line in lines] == [
        "row 3, column code: 1234567 is not enrolled in Cohort 3; nominate it with: cln cohort enrol FILE, "
        "or take the row out",
        f"row 4, column sector: {PRIMARY} is enrolled in Cohort 3 as Primary, not as Special; "
        "correct the sector",
        f"row 5, column entry: {PRIMARY} has entry 1 in Cohort 3, not 2; correct the number",
        f"row 6, column sector: it could be {BOTH} (Primary) or {BOTH} (Secondary); say which in a column "
        "sector, or give the e-mail address of one of its participants",
        "row 7, column Resilience: '7' is not a level from 1 to 5; if it is a rank, 1 the most wanted, "
        "say --kind ranking",
    ]
    assert not ran.out
    assert stored(enrolled) == []


def test_a_word_among_known_ones_is_a_bad_cell_like_all_others(enrolled: Cli, tmp_path: Path) -> None:
    rows = [
        (PRIMARY, "2026-08-24", "Very much", "high", 3, 2, 1, "low", 9, "somewhat"),
        ("9889020", "2026-08-24", *HIGH),
        (ELC, "soon", *HIGH),
        (BOTH, "2026-08-24", *LOW),
    ]
    ran = enrolled("survey", "import", write(tmp_path, rows, ["code", "submitted", *THEMES]), code=3)
    words = (
        "write 1 to 5 or one of: Not at all, A little, Somewhat, Quite a lot, Very much "
        "(a form with other words needs --scale)"
    )
    assert [line.strip() for line in ran.err.splitlines()[1:]] == [
        f"row 2, column Community engagement: 'low' is no rating; {words}",
        f"row 2, column Numeracy: 'high' is no rating; {words}",
        "row 2, column Transitions: '9' is not a level from 1 to 5; if it is a rank, 1 the most wanted, "
        "say --kind ranking",
        "row 3, column code: 9889020 is not enrolled in Cohort 3; did you mean 9889002? If not, nominate it "
        "with: cln cohort enrol FILE, or take the row out",
        "row 4, column submitted: 'soon' is no date; write e.g. 2026-08-24 09:15",
        f"row 5, column sector: it could be {BOTH} (Primary) or {BOTH} (Secondary); say which in a column "
        "sector, or give the e-mail address of one of its participants",
    ]


def test_a_word_among_numbers_is_a_bad_cell(enrolled: Cli, tmp_path: Path) -> None:
    file = write(tmp_path, [(PRIMARY, "high", *HIGH[1:]), (ELC, *LOW)], ["code", *THEMES])
    ran = enrolled("survey", "import", file, code=3)
    assert ran.err.splitlines()[1:] == [
        "  row 2, column Literacy: 'high' is no rating; write 1 to 5 (a form with other words needs --scale)"
    ]
    ran = enrolled("survey", "import", file, "--scale", "a;b;c;d;e", code=3)
    assert "'high' is no rating; write 1 to 5 or one of: a, b, c, d, e\n" in ran.err


def test_a_column_of_unknown_words_asks_for_the_scale(enrolled: Cli, tmp_path: Path) -> None:
    rows = [(PRIMARY, "high", *HIGH[1:]), (ELC, "low", *HIGH[1:]), (BOTH, "High", *HIGH[1:])]
    ran = enrolled("survey", "import", write(tmp_path, rows, ["code", *THEMES]), code=3)
    assert ran.err.startswith(
        "cln: error: survey.csv: cln does not know the words of these ratings: 'high', 'low';"
    )
    assert '--scale "Not at all;A little;Somewhat;Quite a lot;Very much"\n' in ran.err


def test_nobody_is_enrolled_yet(both: Cli, tmp_path: Path) -> None:
    builders.enrol(both.database, [])
    file = write(tmp_path, [(PRIMARY, *HIGH), (ELC, *HIGH)], ["code", *THEMES])
    said = both("survey", "import", file, code=3).err
    assert said == "cln: error: nobody is enrolled in Cohort 3 yet; enrol them first: cln cohort enrol FILE\n"


def test_a_misspelt_theme_is_suggested(enrolled: Cli, tmp_path: Path) -> None:
    headers = ["code", "Litracy", "How much? [Numracy]", *THEMES[2:], "Anything else?"]
    ran = enrolled("survey", "import", write(tmp_path, [(PRIMARY, *HIGH, "no")], headers), code=3)
    assert ran.err == (
        "cln: error: survey.csv: no column covers the themes 'Literacy' and 'Numeracy'; head a column with "
        "each theme's name (did you mean 'Literacy' by 'Litracy', 'Numeracy' by 'How much? [Numracy]'?)\n"
    )
    nothing = write(tmp_path, [(PRIMARY, 5)], ["code", "Litracy"])
    assert "(did you mean 'Literacy' by 'Litracy'?)" in enrolled("survey", "import", nothing, code=3).err


def test_one_of_anything_is_said_as_one(cln: Cli, tmp_path: Path) -> None:
    builders.enrol(cln.database, [(PRIMARY, "Primary", 1), (ELC, "ELC", 1)])
    file = write(tmp_path, [(PRIMARY, *HIGH)], ["code", *THEMES])
    assert "1 of 2 entries has not answered" in cln("survey", "import", file).out
    assert "1 of 2 entries has answered." in cln("survey", "list").out
    builders.withdraw(cln.database, ELC, date(2026, 9, 1))
    assert "The one entry of Cohort 3 has answered." in cln("survey", "import", file).out
    builders.withdraw(cln.database, PRIMARY, date(2026, 9, 1))
    late = write(tmp_path, [(PRIMARY, "2026-08-24", *HIGH)], ["code", "submitted", *THEMES])
    assert "Every entry of Cohort 3 has withdrawn." in cln("survey", "import", late).out


def test_the_address_tells_which_entry_an_answer_is_for(enrolled: Cli, tmp_path: Path) -> None:
    builders.enrol(enrolled.database, [(PRIMARY, "Primary", 2)])
    headers = ["code", "email", *THEMES]
    rows = [(PRIMARY, f"B2.{PRIMARY}@example.org", *HIGH), (PRIMARY, f"a1.{PRIMARY}@example.org", *LOW)]
    enrolled("survey", "import", write(tmp_path, rows, headers))
    assert levels(enrolled) == {(PRIMARY, "Primary", 1): LOW, (PRIMARY, "Primary", 2): HIGH}
    stranger = write(tmp_path, [(PRIMARY, "someone@example.org", *HIGH)], headers)
    assert "say which in a column entry" in enrolled("survey", "import", stranger, code=3).err


def test_withdrawn_entries(enrolled: Cli, tmp_path: Path) -> None:
    builders.withdraw(enrolled.database, PRIMARY, date(2026, 9, 1))
    headers = ["code", "submitted", *THEMES]
    before = write(tmp_path, [(PRIMARY, "2026-08-24", *HIGH), (ELC, "2026-08-24", *HIGH)], headers)
    data = enrolled.json("survey", "import", before)
    assert (data["added"], data["entries"], len(data["not_answered"])) == (1, 3, 2)
    assert data["left_out"] == [f"row 2: {PRIMARY} School {PRIMARY} has withdrawn since and is left out"]
    told = enrolled("survey", "import", before).out
    said = f"1 answer is left out, of entries that have withdrawn since: {PRIMARY} School {PRIMARY}."
    assert said in told.splitlines()
    after = write(tmp_path, [(PRIMARY, "2026-09-02", *HIGH)], headers)
    assert (
        "withdrew from Cohort 3 on 2026-09-01; take the row out"
        in enrolled("survey", "import", after, code=3).err
    )


def test_of_many_withdrawn_entries_one_line_names_the_first_twenty(cln: Cli, tmp_path: Path) -> None:
    codes = [f"91{number:05}" for number in range(24)]
    builders.enrol(cln.database, [(code, "Primary", 1) for code in codes])
    file = write(tmp_path, [(code, "2026-08-24", *HIGH) for code in codes], ["code", "submitted", *THEMES])
    for code in codes[:-1]:
        builders.withdraw(cln.database, code, date(2026, 9, 1))
    (told,) = (line for line in cln("survey", "import", file).out.splitlines() if "left out" in line)
    assert told.startswith("23 answers are left out, of entries that have withdrawn since: 9100000 School")
    assert told.endswith("9100019 School 9100019 and 3 more.")


def test_unknown_words_and_the_scale(enrolled: Cli, tmp_path: Path) -> None:
    words = ["Ugh", "Meh", "OK", "Nice", "Wow"]
    file = write(tmp_path, [(PRIMARY, *(words[level - 1] for level in HIGH))], ["code", *THEMES])
    ran = enrolled("survey", "import", file, code=3)
    assert "'Wow', 'Nice', 'OK', 'Meh', 'Ugh'" in ran.err
    assert '--scale "Not at all;A little;Somewhat;Quite a lot;Very much"' in ran.err
    ran = enrolled("survey", "import", file, "--scale", ";".join(words))
    assert "The words mean: Ugh = 1, Meh = 2, OK = 3, Nice = 4, Wow = 5." in ran.out
    assert levels(enrolled)[PRIMARY, "Primary", 1] == HIGH
    assert "exactly five" in enrolled("survey", "import", file, "--scale", "Ugh;Wow", code=3).err


def test_which_question_and_which_kind(enrolled: Cli, tmp_path: Path) -> None:
    headers = ["code", "Rank the themes", "Tick the themes (all that apply)"]
    file = write(tmp_path, [(PRIMARY, "Literacy;Numeracy;", "Resilience;")], headers)
    ran = enrolled("survey", "import", file, "--dry-run")
    assert (
        'Not used: Tick the themes (all that apply); it asks about the themes too; --question "Tick'
        in ran.out
    )
    enrolled("survey", "import", file, "--question", headers[2])
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [1, 1, 1, 1, 1, 1, 1, 5]
    enrolled("survey", "import", file, "--kind", "ranking")
    assert levels(enrolled)[PRIMARY, "Primary", 1] == [5, 4, 1, 1, 1, 1, 1, 1]
    plain = write(tmp_path, [(PRIMARY, "Literacy;")], ["code", "Themes"])
    assert "--kind ranking or --kind ticks" in enrolled("survey", "import", plain, code=3).err


def test_list_shows_who_answered(enrolled: Cli, tmp_path: Path) -> None:
    rows = [(PRIMARY, "", "", "2026-08-24 09:15", "ann@example.org", "", *HIGH)]
    enrolled("survey", "import", write(tmp_path, rows))
    ran = enrolled("survey", "list")
    assert "1 of 4 entries has answered." in ran.out
    assert "2026-08-24 09:15   1  Literacy" in ran.out
    data = enrolled.json("survey", "list")
    assert (data["cohort"], data["answered"], data["not_answered"]) == ("Cohort 3", 1, 3)
    assert data["entries"][2] == {
        "code": PRIMARY,
        "sector": "Primary",
        "entry": 1,
        "name": f"School {PRIMARY}",
        "authority": "East Dunbartonshire",
        "answered": True,
        "respondents": 1,
        "submitted": "2026-08-24T09:15:00",
        "level_5": ["Literacy"],
    }
    assert data["entries"][0]["submitted"] is None


def test_without_a_cohort_or_a_file(cln: Cli, tmp_path: Path) -> None:
    assert "no cohort is open" in cln("survey", "list", code=3).err
    assert "no cohort is open" in cln("survey", "import", tmp_path / "none.csv", code=3).err
    builders.enrol(cln.database, [])
    assert "there is no file" in cln("survey", "import", tmp_path / "none.csv", code=3).err
    assert "0 of 0 entries have answered." in cln("survey", "list").out


# The printed questions, answered and exported as either tool does


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


def test_a_file_whose_rows_say_nothing_has_no_answers(enrolled: Cli, tmp_path: Path) -> None:
    blank = [""] * len(HIGH)
    file = write(tmp_path, [(PRIMARY, "Primary", 1, "2026-08-24 09:15", "ann@example.org", "", *blank)])
    assert "there are no answers in it; nothing changed." in enrolled("survey", "import", file).out
