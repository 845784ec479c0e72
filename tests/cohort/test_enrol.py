"""`cln cohort enrol`: the people whom establishments nominate, from files of every kind."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.tabular import write

PEOPLE = ["code", "sector", "entry", "name", "email", "role", "post", "experienced"]


NOMINATIONS = [
    ("9100001", "Primary", 1, "Ann Adam", "ann@example.org", "promoted", "Headteacher", "yes"),
    ("9100001", "Primary", 1, "Bob Bell", "bob@example.org", "practitioner", "Teacher", "no"),
    ("9200003", "Secondary", 1, "Cat Cole", "cat@example.org", "Promoted", "", ""),
    ("CS2099000001", "", "", "Dan Dow", "", "practitioner", "", ""),
]


def enrol(cln: Cli, folder: Path, rows: Sequence[Sequence[object]], code: int = 0) -> str:
    """Enrol and return what was said: stdout, or stderr of a refusal."""
    ran = cln("cohort", "enrol", write(folder / "people.csv", PEOPLE, rows), code=code)
    return ran.out if code == 0 else ran.err


def test_enrol_counts_names_and_repeats_without_change(register: Cli, tmp_path: Path) -> None:
    register("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    file = write(tmp_path / "people.csv", [*PEOPLE, "Shoe size"], [(*row, 5) for row in NOMINATIONS])
    first = register("cohort", "enrol", file)
    assert first.out.splitlines()[:4] == [
        "Cohort 3: 3 entries added.",
        "people.csv: 4 people: 4 added, 0 changed, 0 unchanged.",
        "Columns not used: Shoe size.",
        "",
    ]
    assert "9200003       Secondary      1  Harbour School            Inverclyde    practitioner" in first.out
    assert "CS2099000001  ELC            1  Daisy Early Years Centre  Renfrewshire  promoted" in first.out
    assert "Cohort 3 has 3 entries with 4 participants; there is room for 100." in first.out
    changes = register.json("history")
    again = register("cohort", "enrol", file)
    assert "Cohort 3: 0 entries added." in again.out
    assert "people.csv: nothing changed; all 4 people were known already." in again.out
    assert register.json("history") == changes


def test_new_people_join_and_known_ones_are_updated(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    rows = [
        ("9100001", "", "", "ANN  ADAM", "", "promoted", "Depute", "yes"),
        ("9100001", "", "", "Bob Bell", "bob@example.org", "practitioner", "Tutor", "no"),
        ("9100001", "", "", "Eve Ewing", "", "practitioner", "", ""),
        ("9100001", "", 2, "Flo Fyfe", "", "practitioner", "", ""),
    ]
    done = cohort.json("cohort", "enrol", write(tmp_path / "more.csv", PEOPLE, rows))
    assert {key: done[key] for key in ("entries_added", "added", "changed", "unchanged")} == {
        "entries_added": 1,
        "added": 2,
        "changed": 2,
        "unchanged": 0,
    }
    assert (done["entries"], done["participants"], done["over_capacity"]) == (4, 6, 0)
    changed = [row for row in cohort.json("history", 5)["rows"] if row["before"] is not None]
    assert [(row["before"], row["after"]) for row in changed] == [
        ({"name": "Ann Adam", "post": "Headteacher"}, {"name": "ANN ADAM", "post": "Depute"}),
        ({"post": "Teacher"}, {"post": "Tutor"}),
    ]


def test_who_is_on_record_but_not_in_the_file_is_named_and_stays(register: Cli, tmp_path: Path) -> None:
    register("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    second = ("9100001", "Primary", 2, "Eve Ewing", "", "practitioner", "", "")
    enrol(register, tmp_path, [*NOMINATIONS, second])
    replaced = [NOMINATIONS[0], ("9100001", "", 1, "Fay Fyfe", "", "practitioner", "", "")]
    said = enrol(register, tmp_path, replaced)
    assert "Still on record though not in the file: Bob Bell (9100001). An import takes nobody off.\n" in said
    third = ("9100001", "Primary", 2, "Gil Gunn", "", "practitioner", "", "")
    both = write(tmp_path / "both.csv", PEOPLE, [*replaced, third])
    assert register.json("cohort", "enrol", both)["not_in_file"] == [
        {"code": "9100001", "sector": "Primary", "entry": 1, "name": "Bob Bell"},
        {"code": "9100001", "sector": "Primary", "entry": 2, "name": "Eve Ewing"},
    ]
    assert "Bob Bell (9100001), Eve Ewing (9100001, entry 2)." in register("cohort", "enrol", both).out
    assert register.json("cohort", "show")["participants"] == 7


def test_nominations_before_there_is_a_register(both: Cli, tmp_path: Path) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    said = enrol(both, tmp_path, NOMINATIONS, code=3)
    assert said == "cln: error: the register is empty; fill it first: cln establishment import FILE\n"


def test_a_slip_in_a_code_is_suggested(cohort: Cli, tmp_path: Path) -> None:
    rows = [
        (code, sector, "", name, "", "promoted", "", "")
        for code, sector, name in (
            ("9100007", "secondary", "Ann"),
            ("1900001", "", "Bob"),
            ("CS2099000010", "", "Cat"),
            ("9100012", "", "Dan"),
        )
    ]
    assert enrol(cohort, tmp_path, rows, code=3).splitlines()[1:] == [
        "  row 2, column code: 9100007 is not in the register; did you mean 9100001 Northbank Primary School "
        "or 9100002 Southbank Academy? If not, add "
        'it with: cln establishment add 9100007 --name "..." --authority "..." --sector Secondary',
        "  row 3, column code: 1900001 is not in the register; did you mean 9100001 Northbank Primary "
        "School? If not, add it with: "
        'cln establishment add 1900001 --name "..." --authority "..." --sector Primary',
        "  row 4, column code: CS2099000010 is not in the register; did you mean CS2099000001 Daisy Early "
        "Years Centre? If not, add "
        'it with: cln establishment add CS2099000010 --name "..." --authority "..." --sector ELC',
        "  row 5, column code: 9100012 is not in the register; did you mean 9100002 Southbank Academy? "
        "If not, add it with: "
        'cln establishment add 9100012 --name "..." --authority "..." --sector Primary',
    ]
    asked = cohort("establishment", "show", "9200030", code=3).err
    assert (
        "9200030 is not in the register; did you mean 9200003 Harbour School? See: cln establishment list"
        in asked
    )
    enrol(cohort, tmp_path, NOMINATIONS)
    left = cohort("cohort", "withdraw", "9200008", "--reason", "time", code=3).err
    assert "9200008 is not in Cohort 3; did you mean 9200003 Harbour School? See: cln cohort show" in left


def test_over_capacity_says_how_many_will_wait(cohort: Cli, tmp_path: Path) -> None:
    cohort("cohort", "open", "Small", "--launch", "2026-10-10", "--yes", "--teams", "1", "--capacity", "3")
    ran = cohort("cohort", "enrol", write(tmp_path / "people.csv", PEOPLE, NOMINATIONS), "--cohort", "Small")
    assert "with 4 participants, 1 more than its capacity of 3: at least 1 will wait." in ran.out
    assert "over capacity: at least 1 will wait" in cohort("cohort", "show", "--cohort", "Small").out


def test_every_bad_nomination_is_named_and_nothing_is_written(cohort: Cli, tmp_path: Path) -> None:
    cohort("establishment", "close", "9100002", "--on", "2026-06-30")
    said = enrol(
        cohort,
        tmp_path,
        [
            NOMINATIONS[0],
            ("9999999", "", "", "Gus", "", "promoted", "", ""),
            ("9100002", "", "", "Hal", "", "promoted", "", ""),
            ("9200003", "", "", "Ida", "", "promoted", "", ""),
            ("9100001", "ELC", "", "Joe", "", "promoted", "", ""),
            ("9100001", "", "", "Kit", "kit at school", "head", "", "maybe"),
            ("9100001", "", "one", "", "", "promoted", "", ""),
            ("9100001", "", "", "ann adam", "", "promoted", "", ""),
            ("9100001", "", "", "Someone", "ANN@example.org", "promoted", "", ""),
            *(("9100001", "", "", f"Person {letter}", "", "practitioner", "", "") for letter in "LMNO"),
        ],
        code=3,
    )
    assert said.splitlines()[1:] == [
        "  row 3, column code: 9999999 is not in the register; correct it, or add it with: "
        'cln establishment add 9999999 --name "..." --authority "..." --sector Primary',
        "  row 4, column code: 9100002 Southbank Academy closed on 30 Jun 2026; take the row out",
        "  row 5, column code: 9200003 covers Primary and Secondary; write the sector in this row",
        "  row 6, column code: 9100001 is Primary in the register, not ELC; correct the sector",
        "  row 7, column email: 'kit at school' is not an e-mail address",
        "  row 7, column experienced: 'maybe' is neither yes nor no; write yes or no",
        "  row 7, column role: 'head' is none of: promoted, practitioner",
        "  row 8, column entry: 'one' is not a whole number from 1 to 99",
        "  row 8, column name: is empty; write the person's name",
        "  row 9, column name: ann adam stands in row 2 too, for the same entry; take one of them out",
        "  row 13, column name: an entry brings at most 4 people; give this one another entry number",
        "  row 14, column name: an entry brings at most 4 people; give this one another entry number",
    ]
    assert cohort.json("cohort", "show")["entries"] == 0


def test_name_and_address_of_two_people_is_refused(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    mixed = ("9100001", "", "", "Ann Adam", "bob@example.org", "promoted", "", "")
    assert "belong to two people of this entry; correct one of them" in enrol(
        cohort, tmp_path, [mixed], code=3
    )


@pytest.mark.parametrize(
    ("folder", "entries", "people", "over"),
    [("cohort_rating", 50, 100, 0), ("cohort_ranking", 46, 100, 0), ("cohort_ticks", 54, 108, 8)],
)
def test_the_real_cohorts(cln: Cli, shared: Path, folder: str, entries: int, people: int, over: int) -> None:
    cln("establishment", "import", shared / "schools_west_2022.csv")
    cln("establishment", "import", shared / folder / "elc.csv")
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    done = cln.json("cohort", "enrol", shared / folder / "nominations.csv")
    assert (done["entries_added"], done["added"], done["over_capacity"]) == (entries, people, over)
    cln("facilitator", "import", shared / folder / "facilitators.csv")
    again = cln("cohort", "enrol", shared / folder / "nominations.csv")
    assert f"all {people} people were known already" in again.out
    needs = cln.json("cohort", "show")["authorities"]
    assert all(one["key_facilitators"] >= one["key_facilitators_needed"] for one in needs)


def exported(cln: Cli) -> list[dict[str, str]]:
    """The participants on record, by the columns of the table."""
    return [*csv.DictReader(cln("export", "participants").out.removeprefix("\ufeff").splitlines())]


def test_an_empty_cell_says_nothing_in_any_column(cohort: Cli, tmp_path: Path) -> None:
    people = [
        ("9100001", "", "", "Ann Adam", "ann@example.org", "promoted", "Depute", "yes"),
        ("9100001", "", "", "Bob Boyd", "bob@example.org", "practitioner", "Teacher", "yes"),
        ("9100001", "", "", "Cat Cole", "", "practitioner", "", "no"),
    ]
    enrol(cohort, tmp_path, people)
    before = cohort("export", "participants").out
    said = enrol(cohort, tmp_path, [(*row[:4], "", row[5], "", "") for row in people])
    assert "nothing changed" in said
    assert "Rows 2 to 3, column experienced: empty, so the yes on record stays." in said
    assert cohort("export", "participants").out == before
    enrol(cohort, tmp_path, [(*people[0][:7], "no"), *people[1:]])
    assert {one["name"]: one["experienced"] for one in exported(cohort)} == {
        "Ann Adam": "no",
        "Bob Boyd": "yes",
        "Cat Cole": "no",
    }


@pytest.mark.parametrize("entry", ["2.0", "2", " 2 "])
def test_an_entry_as_a_spreadsheet_writes_it(cohort: Cli, tmp_path: Path, entry: str) -> None:
    enrol(cohort, tmp_path, [("9100001", "", entry, "Ann Adam", "", "promoted", "", "")])
    assert [one["entry"] for one in exported(cohort)] == ["2"]


@pytest.mark.parametrize(("code", "sector"), [("9200003P", "Primary"), ("9200003s", "Secondary")])
def test_a_department_by_the_code_of_the_layer(cohort: Cli, tmp_path: Path, code: str, sector: str) -> None:
    enrol(cohort, tmp_path, [(code, "", "", "Ann Adam", "", "promoted", "", "")])
    assert [one["sector"] for one in exported(cohort)] == [sector]
    other = "Primary" if sector == "Secondary" else "Secondary"
    refused = enrol(cohort, tmp_path, [(code, other, "", "Ann Adam", "", "promoted", "", "")], code=3)
    assert f"is the {sector} of that code" in refused
