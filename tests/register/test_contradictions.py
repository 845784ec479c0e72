"""What an import changes on record is named; a code that contradicts the name beside it is asked about."""

import csv
import random
from pathlib import Path

import pytest

from tests.conftest import Cli, Ran
from tests.tabular import write

HEADERS = ["code", "name", "authority", "sector"]
HILL, KIRK, MOOR = ("9100001", "Hill School"), ("9100002", "Kirk School"), ("9100003", "Moor School")
COUNCIL = ("Inverclyde", "Primary")


def named(
    cln: Cli, folder: Path, *schools: tuple[str, str], options: tuple[object, ...] = (), code: int = 0
) -> Ran:
    """Import schools of one council by code and name."""
    file = write(folder / "list.csv", HEADERS, [(*school, *COUNCIL) for school in schools])
    return cln("establishment", "import", file, *options, code=code)


def names(cln: Cli) -> dict[str, str]:
    """Code -> name."""
    return {one["code"]: one["name"] for one in cln.json("establishment", "list")}


SWAPPED = ((HILL[0], KIRK[1]), (KIRK[0], HILL[1]))
ASKED = (
    "9100001 is Hill School in the register, and Kirk School is 9100002 there: which does the row mean? "
    "(9100001 / 9100002)"
)


@pytest.mark.parametrize(
    "rows",
    [
        SWAPPED,
        SWAPPED[:1],
        ((HILL[0], KIRK[1]), (KIRK[0], MOOR[1]), (MOOR[0], HILL[1])),
        (MOOR, (HILL[0], "KIRK  school")),
    ],
)
def test_a_name_of_another_school_is_refused_until_settled(
    cln: Cli, tmp_path: Path, rows: tuple[tuple[str, str], ...]
) -> None:
    named(cln, tmp_path, HILL, KIRK, MOOR)
    history = cln.json("history")
    refused = named(cln, tmp_path, *rows, code=3).err
    assert ASKED.replace("Kirk School", dict(rows)[HILL[0]].replace("  ", " ")) in refused
    assert "run this again with --resolve questions.csv" in refused
    assert cln.json("history") == history


@pytest.mark.parametrize("right", ["code", "name"])
def test_an_answer_settles_whether_the_code_or_the_name_is_right(
    cln: Cli, tmp_path: Path, right: str
) -> None:
    named(cln, tmp_path, HILL, KIRK)
    answers = tmp_path / "questions.csv"
    resolve = ("--resolve", answers)
    named(cln, tmp_path, *SWAPPED, code=3, options=resolve)
    with answers.open(encoding="utf-8-sig", newline="") as written:
        rows = list(csv.DictReader(written))
    for row in rows:
        own = row["question"][:7]
        row["answer"] = own if right == "code" else ({HILL[0], KIRK[0]} - {own}).pop()
    write(answers, list(rows[0]), [list(row.values()) for row in rows])
    ran = named(cln, tmp_path, *SWAPPED, options=resolve)
    if right == "code":
        assert names(cln) == dict(SWAPPED)
        assert "9100001: Hill School -> Kirk School." in ran.out
    else:
        assert names(cln) == dict([HILL, KIRK])
        assert "nothing changed" in ran.out


def test_a_new_code_with_the_name_of_a_school_on_record_is_asked_about(cln: Cli, tmp_path: Path) -> None:
    named(cln, tmp_path, HILL, KIRK)
    refused = named(cln, tmp_path, KIRK, ("9100011", HILL[1]), code=3).err
    assert (
        "9100011 is not in the register, and Hill School is 9100001 there: which does the row mean? "
        "(9100011 / 9100001)" in refused
    )
    named(cln, tmp_path, HILL, KIRK, ("9100011", HILL[1]))  # the file has both, so they are two
    assert names(cln)["9100011"] == HILL[1]


def test_who_gives_the_codes_may_give_a_new_one(cln: Cli, tmp_path: Path) -> None:
    rows = [("CS2099000011", "Daisy", "Inverclyde", "ELC"), ("CS2099000012", "Poppy", "Inverclyde", "ELC")]
    cln("establishment", "import", write(tmp_path / "f.csv", HEADERS, rows))
    care = ["CSNumber", "ServiceName", "Council_Area_Name", "CareService"]
    again = [("CS2099000021", *rows[0][1:3], "Day Care of Children"), (*rows[1][:3], "Day Care of Children")]
    file = write(tmp_path / "care.csv", care, again)
    shown = cln.json("establishment", "refresh", file)
    assert ([one["code"] for one in shown["new"]], [one["code"] for one in shown["closing"]]) == (
        ["CS2099000021"],
        ["CS2099000011"],
    )
    doubts = cln.json("establishment", "import", file)["doubts"]
    assert doubts == ["CS2099000021: Daisy is new, and on record as CS2099000011"]
    plain = write(tmp_path / "g.csv", ["CS number", *HEADERS[1:]], [("CS2099000031", *rows[1][1:])])
    refused = cln("establishment", "import", plain, code=3).err
    assert (
        "row 2, column CS number: CS2099000031 is not in the register, and Poppy is CS2099000012" in refused
    )


def test_two_rows_cannot_come_to_mean_one_school(cln: Cli, tmp_path: Path) -> None:
    named(cln, tmp_path, HILL, KIRK, MOOR)
    rows = ((HILL[0], KIRK[1]), (MOOR[0], KIRK[1]))
    answers = tmp_path / "questions.csv"
    named(cln, tmp_path, *rows, code=3, options=("--resolve", answers))
    with answers.open(encoding="utf-8-sig", newline="") as written:
        asked = [(row["row"], row["question"], KIRK[0]) for row in csv.DictReader(written)]
    write(answers, ["row", "question", "answer"], asked)
    refused = named(cln, tmp_path, *rows, code=3, options=("--resolve", answers)).err
    assert "row 3, column code: row 2 means 9100002 too; take one of them out" in refused


@pytest.mark.parametrize("seed", range(3))
def test_names_moved_against_their_codes_are_asked_about_and_names_of_elsewhere_are_not(
    cln: Cli, tmp_path: Path, seed: int
) -> None:
    schools = [(f"91000{number:02}", f"School {number}") for number in range(10, 30)]
    named(cln, tmp_path, *schools)
    moved = random.Random(seed).randrange(1, 19)
    codes = [code for code, _ in schools]
    shifted = [(code, name) for code, (_, name) in zip(codes[moved:] + codes[:moved], schools, strict=True)]
    assert named(cln, tmp_path, *shifted, code=3).err.count("which does the row mean?") == 20
    elsewhere = [("9200001", "School 10", "Glasgow City", "Primary"), (*schools[1], "Inverclyde", "Primary")]
    cln("establishment", "import", write(tmp_path / "more.csv", HEADERS, elsewhere))
    assert names(cln)["9200001"] == "School 10"


def test_what_an_import_changes_is_named(register: Cli, tmp_path: Path) -> None:
    rows = [
        ("9100001", "Northbank School", "Inverclyde", "Primary", 2),
        ("9100002", "Southbank  academy", "Glasgow", "Secondary", 4),
        ("9100002", "Southbank Academy", "Glasgow", "Primary", ""),
        ("9200003", "Haven School", "Inverclyde", "Secondary", 3),
    ]
    file = write(tmp_path / "f.csv", [*HEADERS, "SIMD"], rows)
    assert register.json("establishment", "import", file)["doubts"] == [
        "9100001: Northbank Primary School -> Northbank School",
        "9200003: Harbour School -> Haven School",
        "9100001: Glasgow City -> Inverclyde",
        "9100001: SIMD quintile 1 -> 2",
        "9100002: Primary, beside Secondary, is a new department",
    ]


def test_many_changes_are_named_up_to_twenty_and_counted_beyond(cln: Cli, tmp_path: Path) -> None:
    schools = [(f"91000{number:02}", f"School {number}") for number in range(10, 35)]
    named(cln, tmp_path, *schools)
    shown = named(cln, tmp_path, *[(code, f"New {name}") for code, name in schools]).out
    assert shown.count(" -> New School ") == 20
    assert "And 5 more with a new name; each, once it is taken in: cln history NUMBER." in shown
