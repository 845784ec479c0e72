"""What people and spreadsheets leave in cells, as whoever imports them meets it: read, or refused by row."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from cln.files import moments
from tests.conftest import Cli
from tests.tabular import write

SCHOOL = {
    "code": "9100009",
    "name": "Hillhead Nursery",
    "authority": "Inverclyde",
    "sector": "Primary",
    "latitude": "55.9",
    "longitude": "-4.7",
}
PERSON = {
    "code": "9100001",
    "sector": "Primary",
    "entry": "1",
    "name": "Ann Lee",
    "email": "ann@example.org",
    "role": "promoted",
    "experienced": "yes",
}


def one_wrong(file: Path, row: Mapping[str, str], **cell: object) -> Path:
    """A file of one row that is right, and of one with another cell in one column."""
    return write(file, list(row), [list(row.values()), list({**row, **cell}.values())])


@pytest.mark.parametrize("name", ["one.csv", "one.xlsx"])
@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("code", "CS20183", "'CS20183' is no establishment code; write 7 digits, or CS and 10 digits"),
        ("code", "835002", "'835002' is no establishment code"),
        ("sector", "ELC", None),
        ("name", "########", "holds '########', which a column too narrow shows; widen it in Excel"),
        ("name", "#N/A", "holds Excel's error #N/A; write the value that is meant"),
        ("authority", "#REF!", "holds Excel's error #REF!"),
        ("name", True, "is the truth value TRUE of a spreadsheet; write the establishment's name"),
        ("name", "04/03/2026", "is a date ('04/03/2026'); write the establishment's name"),
        ("latitude", "5_5.9", "'5_5.9' is not a number"),
        ("latitude", "55,9", "'55,9' is not a number"),
        ("authority", "x" * 200, f"'{'x' * 57}...' is no authority"),
    ],
)
def test_one_cell_of_an_establishment(
    cln: Cli, tmp_path: Path, name: str, column: str, cell: object, said: str | None
) -> None:
    file = one_wrong(tmp_path / name, SCHOOL, **{"code": "9100010", column: cell})
    ran = cln("establishment", "import", file, code=3 if said else 0)
    if said is None:
        assert "2 establishments: 2 added" in ran.out
        return
    assert f"row 3, column {column}: {said}" in ran.err
    assert f"{name}: 1 row is not right, so nothing was taken in" in ran.err
    assert cln.json("establishment", "list") == []


@pytest.mark.parametrize("sector", ["Primary", "Secondary", "Special"])
def test_a_cs_number_that_is_said_to_be_a_schools(cln: Cli, tmp_path: Path, sector: str) -> None:
    file = one_wrong(tmp_path / "cs.csv", SCHOOL, code="CS2099000009", sector=sector)
    assert (
        f"row 3, column sector: says {sector}, but 'CS2099000009' is a CS number, which only ELC centres have"
        in cln("establishment", "import", file, code=3).err
    )


def test_the_layers_own_id_in_a_file_and_on_the_command_line(cohort: Cli, tmp_path: Path) -> None:
    rows = [
        {**PERSON, "code": f"9200003{letter}", "sector": "", "name": name}
        for letter, name in (("P", "Ann Lee"), ("s", "Bo Orr"))
    ]
    rows[1]["email"] = "bo@example.org"
    file = write(tmp_path / "people.csv", list(PERSON), [list(row.values()) for row in rows])
    assert "2 added" in cohort("cohort", "enrol", file).out
    assert {one["sector"] for one in cohort.json("cohort", "people")} == {"Primary", "Secondary"}
    assert {one["sector"] for one in cohort.json("cohort", "people", "9200003s")} == {"Secondary"}
    rows[0]["sector"] = "Secondary"
    write(file, list(PERSON), [list(row.values()) for row in rows])
    assert (
        "row 2, column sector: says Secondary, but '9200003P' is the Primary of that code"
        in cohort("cohort", "enrol", file, code=3).err
    )


@pytest.mark.parametrize(("cell", "entry"), [("2.0", 2), ("2", 2), ("", 1)])
def test_the_number_of_an_entry_may_have_gone_through_a_spreadsheet(
    cohort: Cli, tmp_path: Path, cell: str, entry: int
) -> None:
    file = write(tmp_path / "people.csv", list(PERSON), [list({**PERSON, "entry": cell}.values())])
    cohort("cohort", "enrol", file)
    assert [one["entry"] for one in cohort.json("cohort", "people")] == [entry]


@pytest.mark.parametrize(
    "names", [("王芳", "李娜"), ("Андрей Ким", "Сергей Ким"), ("कि", "का"), ("محمد", "أحمد")]
)
def test_people_whose_names_are_in_another_script(
    cohort: Cli, tmp_path: Path, names: tuple[str, str]
) -> None:
    rows = [list({**PERSON, "name": name, "email": ""}.values()) for name in names]
    file = write(tmp_path / "people.csv", list(PERSON), rows)
    assert "2 added" in cohort("cohort", "enrol", file).out
    assert "nothing changed" in cohort("cohort", "enrol", file).out


@pytest.mark.parametrize(
    "said", ["10 Sept 2026", "10/09/26", "2026/09/10", "10 September 2026", "10-Sep-2026"]
)
def test_spellings_of_a_day_on_the_command_line(register: Cli, said: str) -> None:
    register("cohort", "open", "Cohort 9", "--launch", said, "--yes")
    assert register.json("cohort", "show")["launch"] == "2026-09-10"


def test_today_and_yesterday_on_the_command_line(cln: Cli) -> None:
    before = moments.spoken("today")
    for number, word in enumerate(("today", "Yesterday")):
        cln("cohort", "open", f"Cohort {number}", "--launch", word, "--yes")
    launches = [date.fromisoformat(one["launch"]) for one in cln.json("cohort", "list")]
    assert launches[0] in {before, moments.spoken("today")}
    assert launches[0] - launches[1] == timedelta(days=1)
