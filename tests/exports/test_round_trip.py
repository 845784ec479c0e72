"""What goes out comes home: every table that can be imported is read back, and nothing is changed by it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from cln.store import engine as engines
from tests import builders
from tests.conftest import After, Cli, Ran
from tests.house.test_year import CODES, THEMES, begin, person, schools
from tests.tabular import write

OF_EVENTS = range(1, 7)
LINES: dict[str, list[tuple[object, ...]]] = {
    "participants": [("cohort", "enrol", "FILE")],
    "facilitators": [("facilitator", "import", "FILE")],
    "survey": [("survey", "import", "FILE")],
    "attendance": [("event", "attendance", number, "FILE") for number in (1, 2, 4)],
    "feedback": [("event", "feedback", 1, "FILE"), ("event", "feedback", 4, "FILE")],
    "confidence": [
        ("confidence", "import", "FILE", "--occasion", "launch"),
        ("confidence", "import", "FILE", "--occasion", "end"),
        ("confidence", "scores", "FILE", "--occasion", "launch"),
    ],
}
"""Table -> the command lines that take it in."""


def rows(cln: Cli) -> dict[str, list[dict[str, Any]]]:
    """Table -> everything that is in it."""
    engine = engines.connect(cln.database)
    with engine.connect() as connection:
        tables = {
            table: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings()]
            for table in inspect(connection).get_table_names()
        }
    engine.dispose()
    return {table: sorted(kept, key=str) for table, kept in tables.items()}


def take_back(cln: Cli, file: Path, table: str, *options: object) -> Iterator[Ran]:
    """Import a file by each command line that takes the table in."""
    for line in LINES[table]:
        yield cln(*(file if word == "FILE" else word for word in line), *options)


def refuse_change(cln: Cli, files: dict[str, Path], *options: object) -> None:
    """Import files and see that nothing is changed."""
    before = rows(cln)
    for table, file in files.items():
        for ran in take_back(cln, file, table, *options):
            assert "nothing changed" in ran.out, (file, ran.out)
        assert rows(cln) == before, file


def written(cln: Cli, folder: Path, *options: object) -> list[dict[str, Path]]:
    """Table -> file, for each way to write what can be imported: single files and all, CSV and workbook."""
    folder.mkdir()
    cln("export", "all", "--out", folder / "all", *options)
    cln("export", "all", "--out", folder / "all.xlsx", *options)
    ways = [
        {table: folder / "all" / f"{table}.csv" for table in LINES},
        dict.fromkeys(LINES, folder / "all.xlsx"),
    ]
    for ending in ("csv", "xlsx"):
        ways.append({table: folder / f"{table}.{ending}" for table in LINES})
        for table, file in ways[-1].items():
            cln("export", table, "--out", file, *options)
    return ways


RELAXED = ("--relax", "facilitators", "--relax", "team-size", "--relax", "team-facilitator")
"""The rules that the teams break once some have left."""


@pytest.fixture
def year(both: Cli, after: After, tmp_path: Path) -> Cli:
    """A cohort in which people have left, come late and been replaced, and have said odd things."""
    return after(both, play, tmp_path)


def play(cln: Cli, folder: Path) -> None:
    """The cohort from its beginning."""
    begin(cln, folder)
    anonymous = [(CODES[0], 2, 3), (CODES[0], 2, 3), (CODES[0], 3, 3), (CODES[2], 1, 1)]
    cln("survey", "import", write(folder / "anonymous.csv", ["code", *THEMES], anonymous))
    said = [(CODES[1], person(1, "promoted")[1], "2023-09-15 10:00:01", "''=Why?", 5, 4)]
    said += [(CODES[4], person(4, "promoted")[1], "2023-09-15 11:00:00", "why " * 10_000, 5, 4)]
    answers = write(folder / "answers.csv", ["code", "email", "submitted", "hunch", *THEMES], said)
    cln("survey", "import", answers)
    happen(cln, folder)


def happen(cln: Cli, folder: Path) -> None:
    """What befalls the cohort."""
    people = [("promoted", n) for n in range(6)]
    asked = ["email", "I can ask", "Professional capital"]
    for occasion, more in (("launch", 0), ("end", 1)):
        levels = [(person(n, role)[1], n % 4 + 1 + more, 10 / 3 + n) for role, n in people]
        file = write(folder / f"{occasion}.csv", asked, levels)
        cln("confidence", "import", file, "--occasion", occasion)
    happy = [
        ("", 5, "Good to be there"),
        ("", 5, "Good to be there"),
        ("", 4, "=SUM(A1)"),
        ("", 3, "''+more"),
        ("", 2, "too long " * 5000),
    ]
    file = write(folder / "feedback.csv", ["email", "Was it useful", "What else"], happy)
    cln("event", "feedback", 1, file)
    cln("event", "schedule", 3, "--on", "2023-12-07")
    cln("event", "schedule", 4, "--on", "2024-02-01")
    cln("event", "schedule", 4, "--sector", "elc", "--on", "2024-02-01")
    cln("event", "hold", 4)
    cln("event", "hold", 4, "--sector", "elc")
    cln("event", "attendance", 4, "--present", person(0, "promoted")[0], "--absent", person(6, "promoted")[0])
    cln("event", "feedback", 4, file)
    cln("event", "feedback", 4, file, "--sector", "elc")
    cln("cohort", "withdraw", CODES[2], "--reason", "timetable", "--on", "2023-11-01")
    cln("cohort", "withdraw", CODES[3], "--reason", "staffing", "--on", "2023-11-01")
    cln("cohort", "rejoin", CODES[3], "--on", "2023-11-20")
    newcomer = ("--name", "'-Eve  Ewing", "--email", "eve@example.org")
    leaving = person(4, "practitioner")[0]
    cln("cohort", "replace", CODES[4], leaving, *newcomer, "--reason", "staffing", "--on", "2023-11-10")
    cln("cohort", "leave", CODES[5], person(5, "practitioner")[0], "--reason", "time", "--on", "2023-11-12")
    late = ("--name", "=Late", "--role", "practitioner", "--on", "2023-11-13")
    cln("cohort", "join", CODES[5], *late)
    cln("cohort", "start-late", CODES[1], "--on", "2023-10-20")
    cln("facilitator", "withdraw", "Spare", "--reason", "called back", "--on", "2023-12-01")


@pytest.mark.slow
def test_what_goes_out_comes_home(year: Cli, tmp_path: Path) -> None:
    for files in written(year, tmp_path / "out"):
        refuse_change(year, files)


def test_who_has_left_is_passed_over_and_named(year: Cli, tmp_path: Path) -> None:
    file = tmp_path / "participants.xlsx"
    year("export", "participants", "--out", file)
    ran = year("cohort", "enrol", file)
    gone = [person(2, "promoted")[0], person(2, "practitioner")[0], person(4, "practitioner")[0]]
    names = f"{', '.join(gone)} and {person(5, 'practitioner')[0]}"
    assert f"Passed over, for they have left or withdrawn: {names}.\n" in ran.out
    assert [one["name"] for one in year.json("cohort", "enrol", file)["passed_over"]] == [
        *gone,
        person(5, "practitioner")[0],
    ]
    year("export", "facilitators", "--out", tmp_path / "facilitators.csv")
    (spare,) = year.json("facilitator", "import", tmp_path / "facilitators.csv")["passed_over"]
    assert spare["name"] == "Spare"


def test_the_teams_that_went_out_are_judged_without_those_who_have_withdrawn(
    year: Cli, tmp_path: Path
) -> None:
    for name in ("teams", "all"):
        file = tmp_path / f"{name}.xlsx"
        year("export", name, "--out", file)
        judged = year.json("match", "check", file, *RELAXED)
        assert judged["passed_over"] == ["School 2"]
        assert judged["participants"] == year.json("status")["participants"]
    year("export", "teams", "--out", tmp_path / "teams.csv")
    assert "Spare" not in (tmp_path / "teams.csv").read_text("utf-8")
    (key, *_) = year.json("status")["teams"][0]["facilitators"]
    year("facilitator", "withdraw", key, "--reason", "called back", "--on", "2023-12-08")
    later = year.json("match", "check", tmp_path / "teams.csv", *RELAXED)
    assert later["passed_over"] == ["School 2", key]


def test_a_table_without_rows_comes_home(cln: Cli, tmp_path: Path) -> None:
    """An empty file of a school or a council is still told; one that was exported empty changes nothing."""
    cln("cohort", "open", "Cohort 3", "--launch", "2024-09-12")
    builders.enrol(cln.database, [("9100001", "Primary", 1)])
    cln("event", "hold", 1)
    cln("cohort", "open", "Cohort 4", "--launch", "2025-09-11")
    this = ("--cohort", "Cohort 3")
    for file in (tmp_path / f"{table}.{ending}" for table in LINES for ending in ("csv", "xlsx")):
        cln("export", file.stem, "--cohort", "Cohort 4", "--out", file)
        before = rows(cln)
        for line in (line for line in LINES[file.stem] if line[2] in {1, "FILE"}):
            ran = cln(*(file if word == "FILE" else word for word in line), *this)
            assert "nothing changed" in ran.out, (file, ran.out)
        assert rows(cln) == before, file
    mine = write(tmp_path / "mine.csv", ["code", "name", "role"], [])
    assert "mine.csv has headers but no rows below them" in cln("cohort", "enrol", mine, *this, code=3).err


def test_two_facilitators_of_one_name_come_home_with_the_teams(year: Cli, tmp_path: Path) -> None:
    for address, authority in (("ann1@example.org", "Inverclyde"), ("", "Renfrewshire")):
        email = ["--email", address] if address else []
        new = ["--name", "Ann Lee", "--organisation", "QIO", "--authority", authority, "--role", "co", *email]
        year("facilitator", "add", *new)
    year("team", "facilitator", 1, "ann1@example.org")
    accepted = year.json("team", "suggest", CODES[0])["proposal"]
    year("match", "accept", accepted, "--projects", "keep")
    for name in ("teams.csv", "teams.xlsx"):
        year("export", "teams", "--out", tmp_path / name)
        assert year.json("match", "check", tmp_path / name, *RELAXED)["passed_over"] == []
    rows = year.json("export", "teams")
    assert {row["facilitator_emails"] for row in rows if row["team"] == 1} <= {
        "; ann1@example.org",
        "; ; ann1@example.org",
    }
    assert {row["facilitator_emails"] for row in rows if row["team"] != 1} == {None}
    bare = [(row["code"], row["team"], row["theme"], "Ann Lee") for row in rows if not row["withdrawn_on"]]
    named = write(tmp_path / "bare.csv", ["code", "team", "theme", "facilitators"], bare)
    options = [
        word for rule in ("facilitators", "team-size", "team-facilitator") for word in ("--relax", rule)
    ]
    assert year("match", "check", named, *options).err == ""


def test_rows_of_another_cohort_stay_where_they_are(year: Cli, tmp_path: Path) -> None:
    year("cohort", "open", "Cohort 4", "--launch", "2024-09-12", "--themes", ";".join(THEMES))
    other = [(CODES[8], "Someone Else", "promoted")]
    nominated = write(tmp_path / "next.csv", ["code", "name", "role"], other)
    year("cohort", "enrol", nominated, "--cohort", "Cohort 4")
    this = ("--cohort", "Cohort 3")
    book = tmp_path / "every.xlsx"
    year("export", "all", "--every-cohort", "--out", book)
    refuse_change(year, dict.fromkeys(LINES, book), *this)
    assert (
        "every.xlsx (sheet 'participants'), rows of Cohort 3: nothing"
        in year("cohort", "enrol", book, *this).out
    )


def test_in_another_database_it_says_the_same(year: Cli, tmp_path: Path) -> None:
    year("export", "all", "--out", tmp_path / "out")
    copy = Cli(f"sqlite:///{tmp_path / 'copy.db'}")
    copy("init")
    copy("establishment", "import", schools(tmp_path))
    copy("cohort", "open", "Cohort 3", "--launch", "2023-09-14", "--teams", 2, "--themes", ";".join(THEMES))
    for table in ("participants", "facilitators"):
        list(take_back(copy, tmp_path / "out" / f"{table}.csv", table))
    copy("event", "schedule", 1, "--on", "2023-09-14")
    copy("event", "hold", 1)
    copy("event", "feedback", 1, tmp_path / "out" / "feedback.csv")
    told = [
        sorted(
            (row["question"], row["rating"], row["text"])
            for row in cln.json("export", "feedback")
            if row["event"] == 1
        )
        for cln in (year, copy)
    ]
    assert told[0] == told[1]
    again = copy("event", "feedback", 1, tmp_path / "out" / "feedback.csv")
    assert "nothing changed; all 5 answers were known already" in again.out


def test_an_answer_that_was_corrected_in_the_export_is_corrected_on_record(year: Cli, tmp_path: Path) -> None:
    file = tmp_path / "confidence.csv"
    year("export", "confidence", "--out", file)
    file.write_text(file.read_text("utf-8-sig").replace("launch,I can ask,1,", "launch,I can ask,5,", 1))
    changed = year.json("confidence", "import", file, "--occasion", "launch")
    assert (changed["added"], changed["changed"], changed["unchanged"]) == (0, 1, 5)


def test_another_sheet_than_those_is_refused_by_name(year: Cli, tmp_path: Path) -> None:
    file = tmp_path / "teams.xlsx"
    year("export", "teams", "--out", file)
    said = "teams.xlsx is a workbook that cln export wrote, with no sheet 'participants'; it has: teams"
    assert said in year("cohort", "enrol", file, code=3).err


@pytest.mark.parametrize("cohort", ["Second cohort", "First cohort"])
def test_so_it_is_with_the_cohorts_of_the_demo(demo: tuple[Path, Ran], tmp_path: Path, cohort: str) -> None:
    shutil.copy(demo[0] / "cln.db", tmp_path / "cln.db")
    cln = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    this = ("--cohort", cohort)
    cln("cohort", "reopen", *this)
    held = [one["number"] for one in cln.json("event", "list", *this) if one["status"] == "held"]
    there = {table: cln.json("export", table, *this) for table in LINES}
    assert {"participants", "facilitators", "survey", "attendance"} <= {
        table for table in there if there[table]
    }
    for files in written(cln, tmp_path / "out", *this):
        refuse_change(
            cln, {table: files[table] for table in ("participants", "facilitators", "survey")}, *this
        )
        before = rows(cln)
        for number in held:
            assert "nothing changed" in cln("event", "attendance", number, files["attendance"], *this).out
        assert rows(cln) == before
