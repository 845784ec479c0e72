"""Nominations as they are sent: by forms, in councils' own columns, without codes, and with wrong ones."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write

FORMS = ["ID", "Start time", "Completion time", "Email", "Name"]
CLERK = [1, "2026-06-01 09:00", "2026-06-01 09:10", "office@council.example.org", "Clara Clerk"]
GOOGLE = ["Timestamp", "Email Address"]
BOTH = [
    *("SEED code of your school", "Name of your school", "Name of promoted member of staff"),
    *("Email address of promoted member of staff", "Job title of the promoted member of staff"),
    *("Name of practitioner", "Practitioner's e-mail", "Has the practitioner experience of inquiry?"),
]
NORTH = ("9100001", "Northbank Primary School")
ANN, BOB = ("Ann Adam", "ann@example.org", "Headteacher"), ("Bob Boyd", "bob@example.org", "yes")


def people(cln: Cli) -> list[tuple[str, ...]]:
    """Code, sector, name, address and role of everybody."""
    rows = csv.DictReader(cln("export", "participants").out.removeprefix("\ufeff").splitlines())
    return [(row["code"], row["sector"], row["name"], row["email"], row["role"]) for row in rows]


EXPECTED = [
    (NORTH[0], "Primary", "Ann Adam", "ann@example.org", "promoted"),
    (NORTH[0], "Primary", "Bob Boyd", "bob@example.org", "practitioner"),
]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("own", "clerk", "told"),
    [
        (FORMS, CLERK, "columns Email and Name: of who filled in the form, so not read"),
        ([*FORMS, "Last modified time"], [*CLERK, ""], "columns Email and Name: of who filled in the form"),
        (GOOGLE, ["01/06/2026 09:00:00", CLERK[3]], "column Email Address: of who filled in the form"),
        ([], [], None),
    ],
)
def test_a_form_nominates_both_people_in_one_row(
    cohort: Cli, tmp_path: Path, own: list[str], clerk: list[object], told: str | None, ending: str
) -> None:
    file = write(tmp_path / f"form.{ending}", [*own, *BOTH], [[*clerk, *NORTH, *ANN, *BOB]])
    done = cohort.json("cohort", "enrol", file)
    assert (done["entries_added"], done["added"], done["columns_not_used"]) == (1, 2, [])
    assert sorted(people(cohort)) == EXPECTED
    assert [told in doubt for doubt in done["doubts"]] == ([True] if told else [])
    assert "nothing changed" in cohort("cohort", "enrol", file).out


def test_a_form_is_recognised_by_the_one_import(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "form.xlsx", [*FORMS, *BOTH], [[*CLERK, *NORTH, *ANN, *BOB]])
    (done,) = cohort.json("import", file)["files"]
    assert done["kind"] == "nominations"
    read = {one["header"]: one["column"] for one in done["columns"]}
    assert read["Practitioner's e-mail"] == "practitioner email"
    assert (read["Email"], read["Name"], read[BOTH[0]]) == ("", "", "code")
    assert sorted(people(cohort)) == EXPECTED


def test_one_person_a_row_by_a_form(cohort: Cli, tmp_path: Path) -> None:
    headers = [*FORMS, "Seed Code", "Name2", "Email2", "Role"]
    rows = [
        [*CLERK, NORTH[0], *ANN[:2], "Promoted member of staff"],
        [*CLERK, NORTH[0], *BOB[:2], "Class teacher (practitioner)"],
    ]
    cohort("cohort", "enrol", write(tmp_path / "form.xlsx", headers, rows))
    assert sorted(people(cohort)) == EXPECTED


def test_who_filled_in_a_form_is_never_nominated(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "form.csv", [*FORMS, "SEED code", "Role"], [[*CLERK, NORTH[0], "promoted"]])
    assert "has no column name" in cohort("cohort", "enrol", file, code=3).err
    assert people(cohort) == []


def test_what_is_wrong_with_a_row_of_two_people_is_said_once(cohort: Cli, tmp_path: Path) -> None:
    rows = [
        [*CLERK, "910", "", *ANN, *BOB],
        [*CLERK, *NORTH, "Ann Adam", "ann", "", "Bob Boyd", "", ""],
        [*CLERK, *NORTH, "", "", "", "", "", ""],
        [*CLERK, *NORTH, *ANN, "", "", ""],
    ]
    file = write(tmp_path / "form.csv", [*FORMS, *BOTH], rows)
    lines = cohort("cohort", "enrol", file, code=3).err.splitlines()[1:]
    assert [line.split(":")[0].strip() for line in lines] == [
        "row 2, column SEED code of your school",
        "row 3, column Email address of promoted member of staff",
        "row 4, column promoted",
    ]
    rejects = tmp_path / "rejects.csv"
    cohort("cohort", "enrol", file, "--accept-valid", "--rejects", rejects)
    assert people(cohort) == EXPECTED[:1]
    headers, *left = csv.reader(rejects.read_text(encoding="utf-8-sig").splitlines())
    assert headers == [*FORMS, *BOTH, "problem"]
    assert [row[5] for row in left] == ["910", NORTH[0], NORTH[0]]


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (
            ["Seed Code", "School Name", "LA Name", "First Name", "Surname"],
            (*NORTH, "Glasgow City", "Ann", "Adam"),
        ),
        (["SEED", "School", "Council", "Forename", "Last name"], (NORTH[0], "", "", "Ann", "Adam")),
        (["School Name", "LA Name", "Name"], (NORTH[1], "Glasgow City Council ", "Ann Adam")),
        (["seed code", "Full Name"], ("9100001P", "Ann Adam")),
        (["seed code", "Nominee"], ("9100001.0", "Ann Adam")),
    ],
)
def test_columns_as_councils_call_them(
    cohort: Cli, tmp_path: Path, headers: Sequence[str], row: Sequence[str]
) -> None:
    file = write(tmp_path / "n.csv", [*headers, "Email", "Role"], [(*row, "ann@example.org", "Promoted")])
    (done,) = cohort.json("import", file)["files"]
    assert done["kind"] == "nominations"
    assert people(cohort) == EXPECTED[:1]
    by_name = "'Northbank Primary School' is taken for 9100001 (Primary) by its name and council"
    assert done["result"]["doubts"] == ([f"row 2: {by_name}"] if headers[0] == "School Name" else [])


COLUMNS = ["code", "sector", "establishment", "authority", "name", "email", "role"]


def nominate(
    cln: Cli, folder: Path, *entries: Sequence[str], code: int = 0, options: Sequence[object] = ()
) -> str:
    """Nominate Ann Adam by the first four columns of each row; what was said."""
    rows = [(*one, "Ann Adam", "ann@example.org", "promoted") for one in entries]
    ran = cln("cohort", "enrol", write(folder / "n.csv", COLUMNS, rows), *options, code=code)
    return ran.err if code else ran.out


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (("", "", "", ""), "column code: is empty; write the SEED code (7 digits) or the CS number"),
        (
            ("", "", "Northbank Primary School", ""),
            "could be 9100001 (Primary) (Glasgow City); write its code, or its council beside it",
        ),
        (("", "", "Harbour School", "Inverclyde"), "could be 9200003 (Primary) or 9200003 (Secondary)"),
        (
            ("", "", "Northbank Primary", "Glasgow City"),
            "is not in the register; did you mean 9100001 (Primary)? Write its code",
        ),
        (("", "", "Northbank Primary School", "Inverclyde"), "could be 9100001 (Primary); write its code"),
        (("", "", "Northbank Primary School", "Atlantis"), "'Atlantis' is no authority"),
        (("9100001", "", "Southbank Academy", ""), "but 'Southbank Academy' is the name of 9100002"),
        (
            ("9100001", "", "", "Inverclyde"),
            "Northbank Primary School in Glasgow City, not in Inverclyde",
        ),
    ],
)
def test_what_cannot_be_told_is_refused_and_near_names_are_only_suggested(
    cohort: Cli, tmp_path: Path, entry: Sequence[str], said: str
) -> None:
    assert said in nominate(cohort, tmp_path, entry, code=3)
    assert people(cohort) == []


@pytest.mark.parametrize("answer", ["9100001 (Primary)", "9100002 (Secondary)"])
def test_an_answer_settles_what_contradicts_the_code(cohort: Cli, tmp_path: Path, answer: str) -> None:
    entry, answers = ("9100001", "", "Southbank Academy", "Glasgow City"), tmp_path / "q.csv"
    nominate(cohort, tmp_path, entry, code=3, options=("--resolve", answers))
    (asked,) = csv.DictReader(answers.read_text(encoding="utf-8-sig").splitlines())
    write(answers, list(asked), [(asked["row"], asked["question"], answer)])
    nominate(cohort, tmp_path, entry, options=("--resolve", answers))
    assert [one[0] for one in people(cohort)] == [answer[:7]]


def test_a_name_alone_is_enough_for_an_establishment_of_the_cohort(cohort: Cli, tmp_path: Path) -> None:
    nominate(cohort, tmp_path, ("9200003", "Secondary", "", ""))
    said = nominate(cohort, tmp_path, ("", "", "harbour school", ""))
    assert "nothing changed" in said
    taken = "'harbour school' is taken for 9200003 (Secondary) by its name, which no other of the cohort has"
    assert f"Row 2: {taken}." in " ".join(said.split())


def test_who_is_nominated_by_two_schools_is_told_in_one_file_or_two(cohort: Cli, tmp_path: Path) -> None:
    nominate(cohort, tmp_path, ("9100001", "", "", ""))
    said = nominate(cohort, tmp_path, ("9100002", "", "", ""), ("9200003", "Primary", "", ""))
    assert "Row 2: Ann Adam is on record for" in said
    assert "Row 3: Ann Adam stands in row 2 too, for another establishment." in said
