"""`cln establishment refresh`: what a file of all establishments says otherwise, shown and then written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import COLUMNS, REGISTER, Cli
from tests.tabular import write
from tests.terminal import on_terminal

LAYER = ["SchUID", "SeedCode", "SchoolType", "SchoolName", "LAName"]
MOVED = [
    ("9100001", "Northbank School", "Glasgow City", "Primary", "G1 1AA", 2, 55.86, -4.25),
    ("9100007", "Eastbank School", "Glasgow City", "Secondary", "", "", "", ""),
    ("9200003", "Harbour School", "Renfrewshire", "Primary", "PA15 1AA", 3, 55.95, -4.76),
    REGISTER[3],
]


def file_of(folder: Path, rows: Sequence[Sequence[object]], headers: Sequence[str] = COLUMNS) -> Path:
    """A file of establishments."""
    return write(folder / "now.csv", headers, rows)


def closed(cln: Cli) -> dict[str, str]:
    """Code and sector of those that have closed -> the day."""
    every = cln.json("establishment", "list", "--all")
    return {f"{one['code']} {one['sector']}": one["closed_on"] for one in every if one["closed_on"]}


def refreshed(cln: Cli, file: Path, *options: object) -> Any:
    """What a refresh says as JSON."""
    return cln.json("establishment", "refresh", file, "--on", "2026-10-01", *options)


def test_without_yes_it_only_shows_and_with_it_it_writes(register: Cli, tmp_path: Path) -> None:
    file = file_of(tmp_path, MOVED)
    history = register.json("history")
    shown = refreshed(register, file)
    assert register.json("history") == history
    assert (shown["applied"], shown["added"], shown["changed"], shown["unchanged"]) == (False, 1, 2, 1)
    assert [one["code"] for one in shown["new"]] == ["9100007"]
    assert shown["closing"] == [
        {
            "code": "9100002",
            "sector": "Secondary",
            "name": "Southbank Academy",
            "authority": "Glasgow City",
            "entries": [],
        }
    ]
    was = {
        "code": "9100001",
        "sector": "Primary",
        "was": "Northbank Primary School",
        "now": "Northbank School",
    }
    assert shown["renamed"] == [was]
    moved = {"code": "9200003", "sector": "Primary", "was": "Inverclyde", "now": "Renfrewshire"}
    assert shown["moved"] == [moved]
    assert shown["quintiles"] == [{"code": "9100001", "sector": "Primary", "was": "1", "now": "2"}]
    written = refreshed(register, file, "--yes")
    assert written == {**shown, "applied": True}
    assert closed(register) == {"9100002 Secondary": "2026-10-01"}
    earlier = register.json("establishment", "show", "9100001")["earlier_names"]
    assert earlier == [{"name": "Northbank Primary School", "until": "2026-10-01"}]
    assert register.json("history")[0]["command"] == "establishment refresh"
    again = refreshed(register, file, "--yes")
    assert (again["applied"], again["added"], again["changed"], again["closing"]) == (False, 0, 0, [])
    register("undo")
    assert closed(register) == {}
    assert refreshed(register, file)["renamed"] == shown["renamed"]


def test_it_is_shown_in_tables_with_what_to_do_next(cohort: Cli, tmp_path: Path) -> None:
    people = write(tmp_path / "p.csv", ["code", "name", "role"], [("9100002", "Ann Lee", "promoted")])
    cohort("cohort", "enrol", people)
    file = file_of(tmp_path, MOVED)
    shown = cohort("establishment", "refresh", file, "--on", "2026-10-01").out
    for title in (
        "New on 1 Oct 2026: 1",
        "Closed on 1 Oct 2026: 1",
        "Renamed: 1",
        "Moved: 1",
        "In another SIMD quintile: 1",
    ):
        assert f"\n{title}\n" in shown
    leaves = 'if it leaves: cln --cohort "Cohort 3" cohort withdraw 9100002 --reason other'
    assert f"9100002 Southbank Academy is still in Cohort 3; {leaves}" in shown
    assert shown.endswith("Nothing was written.\nTo write it into the register, run the same with --yes\n")
    tried = cohort("establishment", "refresh", file, "--yes", "--dry-run").out
    assert "1 establishment closed." in tried
    assert "This was a trial: nothing was written." in tried
    assert closed(cohort) == {}
    cohort("establishment", "refresh", file, "--yes")
    assert cohort("establishment", "refresh", file).out.endswith("The register says the same already.\n")


@pytest.mark.parametrize(
    ("headers", "rows", "gone"),
    [
        (COLUMNS[:4], [REGISTER[0][:4]], []),
        (COLUMNS[:4], [("9100009", "New Academy", "Glasgow City", "Secondary")], ["9100002"]),
        (
            LAYER,
            [("9100001P", "9100001", "Primary", "Northbank Primary School", "Glasgow City")],
            ["9100002"],
        ),
        (
            ["CSNumber", "CareService", "ServiceName", "Council_Area_Name"],
            [("CS2099000002", "Day Care of Children", "Poppy", "Renfrewshire")],
            ["CS2099000001"],
        ),
    ],
)
def test_those_are_closed_that_the_file_should_name(
    register: Cli, tmp_path: Path, headers: list[str], rows: list[tuple[object, ...]], gone: list[str]
) -> None:
    shown = refreshed(register, file_of(tmp_path, rows, headers))
    assert [one["code"] for one in shown["closing"]] == gone


def test_nobody_is_closed_for_a_row_that_was_left_out(register: Cli, tmp_path: Path) -> None:
    rows = [(*REGISTER[1][:3], "Secundary"), ("9100007", "Eastbank", "Glasgow City", "Secondary")]
    file = file_of(tmp_path, rows, COLUMNS[:4])
    left = refreshed(register, file, "--yes", "--accept-valid", "--rejects", tmp_path / "rejects.csv")
    assert (left["applied"], left["rejected"], left["closing"]) == (True, 1, [])
    assert (
        "rows were left out, so it was not looked which establishments the file does not name"
        in (left["doubts"])
    )
    assert closed(register) == {}


def test_a_file_that_closes_more_than_it_names_is_doubted(cln: Cli, tmp_path: Path) -> None:
    schools = [(f"910000{n}", f"School {n}", "Inverclyde", "Primary") for n in range(4)]
    cln("establishment", "import", file_of(tmp_path, schools, COLUMNS[:4]))
    doubt = "the file names 1 establishment, and would close 3: make sure that it is of all establishments"
    assert refreshed(cln, file_of(tmp_path, schools[:1], COLUMNS[:4]))["doubts"] == [doubt]
    assert refreshed(cln, file_of(tmp_path, schools[:2], COLUMNS[:4]))["doubts"] == []


def test_codes_that_contradict_names_are_refused_as_in_an_import(register: Cli, tmp_path: Path) -> None:
    rows = [
        ("9100001", "Southbank Academy", "Glasgow City", "Primary"),
        (*REGISTER[0][:1], *REGISTER[0][1:4]),
    ]
    refused = register("establishment", "refresh", file_of(tmp_path, rows[:1], COLUMNS[:4]), "--yes", code=3)
    assert "which does the row mean? (9100001 / 9100002)" in refused.err


@pytest.mark.parametrize(("typed", "gone"), [("yes\n", 1), ("perhaps\nno\n", 0)])
def test_on_a_terminal_it_is_shown_before_it_is_asked(
    cohort: Cli, tmp_path: Path, typed: str, gone: int
) -> None:
    command = ("establishment", "refresh", file_of(tmp_path, MOVED))
    code, shown = on_terminal(cohort, *command, typed=typed)
    assert code == 0
    assert shown.index("Closed on") < shown.index("Write this into the register? (yes / no)")
    assert ("Nothing was written." in shown) is not bool(gone)
    assert len(closed(cohort)) == gone


def test_the_real_schools_of_2025(cln: Cli, shared: Path) -> None:
    cln("establishment", "import", shared / "schools_west_2022.csv")
    shown = refreshed(cln, shared / "school_level_stats_2025.xlsx", "--yes")
    assert [len(shown[key]) for key in ("new", "closing", "renamed", "moved")] == [4, 11, 74, 0]
    assert len(closed(cln)) == 11
    assert refreshed(cln, shared / "school_level_stats_2025.xlsx")["changed"] == 0
