"""Files of who came to an event: read in the words that people use, or refused by row."""

from pathlib import Path

import pytest

from tests import builders
from tests.conftest import Cli
from tests.events.test_attendance import COLUMNS, ELC, PRIMARY, TWO
from tests.events.test_attendance import ours as ours
from tests.events.test_attendance import ready as ready
from tests.tabular import write


def test_a_file_in_the_words_that_people_use(ready: Cli, tmp_path: Path) -> None:
    ready("event", "hold", 1)
    rows = [
        (PRIMARY, "", "", f"a1.{PRIMARY}@example.org", "", "Y"),
        (PRIMARY, "", "", "", f"practitioner OF {PRIMARY}", "Apols"),
        (ELC, "", "", "", f"Promoted of {ELC}", "did not attend"),
        (TWO, "Secondary", 1, f"A1.{TWO}@Example.org", f"Promoted of {TWO}", "Present"),
        (TWO, "Secondary", "", "", f"Practitioner of {TWO}", ""),
    ]
    file = write(tmp_path / "came.csv", [*COLUMNS, "Shoe size"], [(*row, 5) for row in rows])
    ran = ready("event", "attendance", 1, file)
    assert "came.csv: 4 people: 4 added, 0 changed, 0 unchanged." in ran.out
    assert "Columns not used: Shoe size." in ran.out
    assert "Without a status, and left as it was: row 6." in ran.out
    assert "2 present, 1 apologies, 1 absent, 4 not on record." in ran.out
    changes = ready.json("history")
    assert (
        "came.csv: nothing changed; all 4 people were known already."
        in ready("event", "attendance", 1, file).out
    )
    assert ready.json("history") == changes
    ready("event", "attendance", 1, file, "--others", "absent")
    shown = ready.json("event", "attendance", 1)
    assert {key: shown[key] for key in ("present", "apologies", "absent", "not_recorded")} == {
        "present": 2,
        "apologies": 1,
        "absent": 5,
        "not_recorded": 0,
    }


def test_every_wrong_row_is_named_and_nothing_is_written(ours: Cli, tmp_path: Path) -> None:
    ours("event", "hold", 1)
    builders.enrol(ours.database, [(PRIMARY, "Primary", 2)])
    rows = [
        ("9889003", "", "", "", "Ann Adam", "present"),
        (PRIMARY, "Secondary", "", "", "Ann Adam", "present"),
        (PRIMARY, "", 1, "", f"Promotet of {PRIMARY}", "present"),
        (PRIMARY, "", "", "", f"Promoted of {PRIMARY}", "present"),
        (TWO, "", "", "", f"Promoted of {TWO}", "present"),
        (ELC, "", "", "nobody@example.org", "", "present"),
        (ELC, "", "", f"a1.{ELC}@example.org", f"Practitioner of {ELC}", "present"),
        (ELC, "", "", "", f"Promoted of {ELC}", "A"),
        (ELC, "", "", "", f"Promoted of {ELC}", "present"),
        (ELC, "", "", "", f"Promoted of {ELC}", "absent"),
        (ELC, "", "", "", "", "absent"),
        ("988", "", "", "", "Ann Adam", "present"),
    ]
    before = ours.json("history")
    ran = ours("event", "attendance", 1, write(tmp_path / "came.csv", COLUMNS, rows), code=3)
    head, *lines = ran.err.splitlines()
    assert head.startswith("cln: error: came.csv: 11 rows are not right, so nothing was taken in;")
    assert lines == [
        "  row 2, column code: 9889003 is not enrolled in Cohort 3; did you mean 9889002 School 9889002? If "
        "not, nominate it with: cln cohort enrol FILE, or take the row out",
        "  row 3, column sector: 9889002 is enrolled in Cohort 3 as Primary, not as Secondary; correct "
        "the sector",
        "  row 4, column name: Promotet of 9889002 is not on 9889002 (Primary); did you mean Promoted of "
        "9889002? Somebody new is put on it with: cln cohort join 9889002:1 --on DATE",
        "  row 5, column entry: Promoted of 9889002 could be of 9889002 (Primary) or 9889002 (Primary, "
        "entry 2); say which in a column entry",
        "  row 6, column sector: Promoted of 9700001 could be of 9700001 (Primary) or 9700001 (Secondary); "
        "say which in a column sector",
        "  row 7, column email: nobody@example.org is not on CS2099846009 (ELC); it has Promoted of "
        "CS2099846009 and Practitioner of CS2099846009. Somebody new is put on it with: cln cohort join "
        "CS2099846009 --on DATE",
        "  row 8, column email: a1.cs2099846009@example.org is the address of Promoted of CS2099846009 of "
        "CS2099846009 (ELC), not of Practitioner of CS2099846009; correct one of them",
        "  row 9, column status: 'A' is none of: present, apologies, absent",
        "  row 11, column status: Promoted of CS2099846009 is present in row 10; keep one of the rows",
        "  row 12, column name: is empty; write who it is",
        "  row 13, column code: '988' is no establishment code; write 7 digits, or CS and 10 digits",
    ]
    assert ours.json("history") == before
    assert ours.json("event", "attendance", 1)["present"] == 0


def test_rows_of_other_events_are_left_out(ours: Cli, tmp_path: Path) -> None:
    ours("event", "hold", 1)
    ours("event", "hold", 2)
    rows = [
        (1, PRIMARY, f"Promoted of {PRIMARY}", "present"),
        (2, PRIMARY, f"Promoted of {PRIMARY}", "absent"),
    ]
    file = write(tmp_path / "all.csv", ["event", "code", "name", "status"], rows)
    assert "About other events, and left out: 1 row." in ours("event", "attendance", 2, file).out
    assert ours.json("event", "attendance", 2)["absent"] == 1


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Signature", ["P Lee", ""]),
        ("Time in", ["13:25", ""]),
        ("absent", ["x", "x"]),
        ("Apologies", ["", "x"]),
    ],
)
def test_a_list_without_a_status_that_tells_who_came_in_another_way(
    ours: Cli, tmp_path: Path, header: str, cells: list[str]
) -> None:
    ours("event", "hold", 1)
    rows = [
        (ELC, f"{role} of {ELC}", cell)
        for role, cell in zip(("Promoted", "Practitioner"), cells, strict=True)
    ]
    refused = ours(
        "event", "attendance", 1, write(tmp_path / "a.csv", ["code", "name", header], rows), code=3
    )
    assert (
        f"a.csv: '{header}' is filled for some people, and there is no column status; add one that says "
        "present, apologies or absent"
    ) in refused.err
    assert ours.json("event", "attendance", 1)["present"] == 0


def test_a_list_that_everybody_signed(ours: Cli, tmp_path: Path) -> None:
    ours("event", "hold", 1)
    file = write(tmp_path / "a.csv", ["code", "name", "Signature"], [(ELC, f"Promoted of {ELC}", "P Lee")])
    assert ours.json("event", "attendance", 1, file)["present"] == 1


@pytest.mark.parametrize(
    ("header", "cells", "said"),
    [
        ("Came?", ["Y", "N"], None),
        ("In the room", ["Y", "N"], "'In the room' may say who came"),
        ("Event 2", ["present", ""], "'Event 2' may say who came"),
        ("Date", ["10/09/2026", "08/10/2026"], "'Date' has several days"),
    ],
)
def test_a_column_of_another_name_that_may_say_who_came(
    ours: Cli, tmp_path: Path, header: str, cells: list[str], said: str | None
) -> None:
    ours("event", "hold", 1)
    people = [f"{role} of {ELC}" for role in ("Promoted", "Practitioner")]
    rows = [(ELC, name, cell) for name, cell in zip(people, cells, strict=True)]
    file = write(tmp_path / "a.csv", ["code", "name", header], rows)
    err = ours("event", "attendance", 1, file, code=3 if said else 0).err
    assert (said or "") in err
    assert ours.json("event", "attendance", 1)["present"] == (0 if said else 1)


@pytest.mark.parametrize(("header", "cells"), [("Table", ["1", "2"]), ("Date", ["10/09/2026"] * 2)])
def test_a_column_that_says_nothing_of_who_came(
    ours: Cli, tmp_path: Path, header: str, cells: list[str]
) -> None:
    ours("event", "hold", 1)
    people = [f"{role} of {ELC}" for role in ("Promoted", "Practitioner")]
    rows = [(ELC, name, cell) for name, cell in zip(people, cells, strict=True)]
    file = write(tmp_path / "a.csv", ["code", "name", header], rows)
    assert ours.json("event", "attendance", 1, file)["present"] == 2
