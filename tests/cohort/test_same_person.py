"""Which person a nomination means: a file never turns one person into another by itself."""

import csv
from pathlib import Path

import pytest

from tests.conftest import Cli, Ran
from tests.tabular import write

COLUMNS = ["code", "name", "email", "role"]
OFFICE = "office@northbank.example.org"


def nominate(
    cli: Cli, folder: Path, *people: tuple[str, str], options: tuple[object, ...] = (), code: int = 0
) -> Ran:
    """Enrol people of one entry by name and address."""
    rows = [("9100001", name, email, "practitioner") for name, email in people]
    return cli("cohort", "enrol", write(folder / "n.csv", COLUMNS, rows), *options, code=code)


def people(cli: Cli) -> set[tuple[str, str | None]]:
    """Name and address of everybody."""
    rows = csv.DictReader(cli("export", "participants").out.removeprefix("\ufeff").splitlines())
    return {(row["name"], row["email"] or None) for row in rows}


@pytest.mark.parametrize(
    "pair",
    [
        (("Ann Lee", OFFICE), ("Bo Kay", OFFICE)),
        (("Ann Lee", "ann@example.org"), ("Ann Lee", "ann.lee@example.org")),
        (("王芳", OFFICE), ("李娜", OFFICE)),
        (("王芳", ""), ("李娜", "")),
    ],
)
def test_two_people_of_one_file_stay_two(
    cohort: Cli, tmp_path: Path, pair: tuple[tuple[str, str], ...]
) -> None:
    nominate(cohort, tmp_path, *pair)
    assert people(cohort) == {(name, email or None) for name, email in pair}
    again = nominate(cohort, tmp_path, *reversed(pair))
    assert "nothing changed" in again.out


@pytest.mark.parametrize(("first", "second"), [("", "ann@example.org"), ("ann@example.org", "")])
def test_one_name_with_an_address_once_is_one_person(
    cohort: Cli, tmp_path: Path, first: str, second: str
) -> None:
    nominate(cohort, tmp_path, ("Ann Lee", first))
    nominate(cohort, tmp_path, ("ANN  LEE", second))
    [(_, email)] = people(cohort)
    assert email == "ann@example.org"
    refused = nominate(cohort, tmp_path, ("Ann Lee", first), ("Ann Lee", second), code=3)
    assert "row 3, column name: Ann Lee stands in row 2 too" in refused.err


RENAMED = (
    ("Ann Lee", "ann@example.org"),
    ("Ann Kay", "ann@example.org"),
    "ann@example.org is on record as the address of Ann Lee: is Ann Kay the same person, renamed? "
    "(same / another)",
)
MOVED = (
    ("Ann Lee", "ann@example.org"),
    ("Ann Lee", "a.lee@example.org"),
    "Ann Lee is on record with ann@example.org: is the one with a.lee@example.org the same person? "
    "(same / another)",
)


@pytest.mark.parametrize(("before", "then", "question"), [RENAMED, MOVED])
def test_in_a_later_file_another_name_or_address_is_asked_about(
    cohort: Cli, tmp_path: Path, before: tuple[str, str], then: tuple[str, str], question: str
) -> None:
    nominate(cohort, tmp_path, before)
    refused = nominate(cohort, tmp_path, then, code=3).err
    assert question in refused
    assert "to settle the question, run this again with --resolve questions.csv" in refused
    assert people(cohort) == {before}


@pytest.mark.parametrize(("before", "then", "question"), [RENAMED, MOVED])
@pytest.mark.parametrize("answer", ["same", "another"])
def test_an_answer_settles_it(
    cohort: Cli,
    tmp_path: Path,
    before: tuple[str, str],
    then: tuple[str, str],
    question: str,
    answer: str,
) -> None:
    nominate(cohort, tmp_path, before)
    answers = tmp_path / "questions.csv"
    asked = nominate(cohort, tmp_path, then, options=("--resolve", answers), code=3)
    assert f"write the answers into {answers}, and run this again" in asked.err
    headers, row = csv.reader(answers.read_text(encoding="utf-8-sig").splitlines())
    assert (headers, row) == (["row", "question", "answer"], ["row 2", question, ""])
    write(answers, headers, [(*row[:2], answer)])
    settled = nominate(cohort, tmp_path, then, options=("--resolve", answers))
    assert people(cohort) == ({then} if answer == "same" else {before, then})
    changed = [old for old, new in zip(before, then, strict=True) if old != new]
    assert (f"Row 2: {changed[0]} -> " in settled.out) == (answer == "same")


def test_an_answer_holds_for_the_question_in_whatever_row(cohort: Cli, tmp_path: Path) -> None:
    before, then, question = RENAMED
    nominate(cohort, tmp_path, before)
    answers = write(tmp_path / "kept.csv", ["question", "answer"], [(question, "Same")])
    nominate(cohort, tmp_path, ("Bo Kay", "bo@example.org"), then, options=("--resolve", answers))
    assert people(cohort) == {then, ("Bo Kay", "bo@example.org")}


def test_a_kept_answer_holds_for_later_files(cohort: Cli, tmp_path: Path) -> None:
    before, then, question = RENAMED
    nominate(cohort, tmp_path, before)
    answers = write(tmp_path / "a.csv", ["question", "answer"], [(question, "another")])
    nominate(cohort, tmp_path, then, options=("--resolve", answers, "--keep-answers", "--dry-run"))
    assert question in nominate(cohort, tmp_path, then, code=3).err
    nominate(cohort, tmp_path, then, options=("--resolve", answers, "--keep-answers"))
    cohort("cohort", "open", "Spring", "--launch", "2027-01-14", "--yes")
    nominate(cohort, tmp_path, before, options=("--cohort", "Spring", "--yes"))
    nominate(cohort, tmp_path, then, options=("--cohort", "Spring"))
    assert cohort.json("cohort", "show", "--cohort", "Spring")["participants"] == 2


def test_an_answer_that_is_none_is_refused_and_the_others_are_kept(cohort: Cli, tmp_path: Path) -> None:
    before, then, question = RENAMED
    nominate(cohort, tmp_path, before)
    answers = write(tmp_path / "a.csv", ["row", "question", "answer"], [("row 2", question, "perhaps")])
    refused = nominate(cohort, tmp_path, then, options=("--resolve", answers), code=3).err
    assert "'perhaps' is none of these answers" in refused
    rows = csv.reader(answers.read_text(encoding="utf-8-sig").splitlines())
    assert list(rows) == [["row", "question", "answer"], ["row 2", question, ""]]
    assert people(cohort) == {before}


def test_rows_that_wait_for_an_answer_can_be_left_out(cohort: Cli, tmp_path: Path) -> None:
    before, then, question = RENAMED
    nominate(cohort, tmp_path, before)
    rejects = tmp_path / "r.csv"
    options = ("--accept-valid", "--rejects", rejects)
    nominate(cohort, tmp_path, then, ("Bo Kay", ""), options=options)
    assert people(cohort) == {before, ("Bo Kay", None)}
    assert question in rejects.read_text(encoding="utf-8-sig")


def test_somebody_whom_two_establishments_nominate_is_named(cohort: Cli, tmp_path: Path) -> None:
    rows = [(code, "Ann Lee", "ann@example.org", "promoted") for code in ("9100001", "9100002")]
    shown = cohort("cohort", "enrol", write(tmp_path / "n.csv", COLUMNS, rows)).out
    assert "Row 3: Ann Lee stands in row 2 too, for another establishment." in shown


@pytest.mark.parametrize(
    ("name", "email"), [("Bo Kay", OFFICE), ("Ann Lee", "ann.lee@example.org")], ids=["address", "name"]
)
def test_by_hand_a_shared_address_or_name_is_somebody_else(
    cohort: Cli, tmp_path: Path, name: str, email: str
) -> None:
    nominate(cohort, tmp_path, ("Ann Lee", OFFICE))
    join = ("cohort", "join", "9100001", "--role", "promoted", "--on", "2026-10-01")
    cohort(*join, "--name", name, "--email", email)
    assert people(cohort) == {("Ann Lee", OFFICE), (name, email)}
    again = cohort(*join, "--name", name, "--email", email, code=3).err
    assert f"{name} is on 9100001 (Primary) already" in again


def test_the_address_of_who_left_may_be_their_successors(cohort: Cli, tmp_path: Path) -> None:
    nominate(cohort, tmp_path, ("Ann Lee", OFFICE))
    cohort("cohort", "leave", "9100001", "Ann Lee", "--reason", "staffing", "--on", "2026-10-01")
    answers = tmp_path / "questions.csv"
    asked = nominate(cohort, tmp_path, ("Bo Kay", OFFICE), options=("--resolve", answers), code=3).err
    assert "is Bo Kay the same person, renamed? (same / another)" in asked
    headers, row = csv.reader(answers.read_text(encoding="utf-8-sig").splitlines())
    write(answers, headers, [(*row[:2], "same")])
    refused = nominate(cohort, tmp_path, ("Bo Kay", OFFICE), options=("--resolve", answers), code=3).err
    assert "Ann Lee left the entry on 1 Oct 2026; take the row out, or take them back with" in refused
    write(answers, headers, [(*row[:2], "another")])
    nominate(cohort, tmp_path, ("Bo Kay", OFFICE), options=("--resolve", answers))
    assert ("Bo Kay", OFFICE) in people(cohort)


def test_two_people_of_two_establishments_with_one_address_are_told(cohort: Cli, tmp_path: Path) -> None:
    office = "office@example.org"
    people = [("9100001", "Ann Lee", office, "promoted"), ("9100002", "Bo Kay", office, "promoted")]
    shown = " ".join(cohort("cohort", "enrol", write(tmp_path / "n.csv", COLUMNS, people)).out.split())
    assert "Row 3: Bo Kay has the address of Ann Lee in row 2, for another establishment" in shown
    later = write(tmp_path / "l.csv", COLUMNS, [("CS2099000001", "Cy Dow", office, "promoted")])
    shown = " ".join(cohort("cohort", "enrol", later).out.split())
    assert "Row 2: Cy Dow has the address of Ann Lee on record for" in shown
    assert "they are taken as two people" in shown
