"""`cln establishment`, from a file to the register."""

from pathlib import Path

import pytest

from tests.conftest import COLUMNS, REGISTER, Cli
from tests.tabular import write

LAYER = [
    "SchUID",
    "SeedCode",
    "SchoolType",
    "SchoolName",
    "PostCode",
    "LAName",
    "DataZone",
    "Latitude",
    "Longitude",
]


def test_importing_twice_changes_nothing_and_says_so(both: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "register.csv", [*COLUMNS, "Head teacher"], [(*row, "A") for row in REGISTER])
    first = both("establishment", "import", file)
    assert "register.csv: 5 establishments: 5 added, 0 changed, 0 unchanged." in first.out
    assert "Columns not used: Head teacher." in first.out
    assert "1 establishment has no SIMD quintile: 9100002 (amend with --simd-quintile)." in first.out
    assert not first.err
    changes = both.json("history")
    second = both("establishment", "import", file)
    assert "register.csv: nothing changed; all 5 establishments were known already." in second.out
    assert both.json("history") == changes
    assert both.json("establishment", "import", file) == {
        "dry_run": False,
        "rejected": 0,
        "rejects": None,
        "doubts": [],
        "file": "register.csv",
        "added": 0,
        "changed": 0,
        "unchanged": 5,
        "columns_not_used": ["Head teacher"],
        "layout": "plain columns",
        "without_simd": ["9100002"],
        "closed": [],
    }


def test_list_filters_and_orders(register: Cli) -> None:
    names = [(one["code"], one["sector"]) for one in register.json("establishment", "list")]
    assert names == [
        ("9100001", "Primary"),
        ("9100002", "Secondary"),
        ("9200003", "Primary"),
        ("9200003", "Secondary"),
        ("CS2099000001", "ELC"),
    ]
    glasgow = register.json("establishment", "list", "--authority", "GLASGOW", "--sector", "primary")
    assert glasgow == [
        {
            "code": "9100001",
            "sector": "Primary",
            "name": "Northbank Primary School",
            "authority": "Glasgow City",
            "postcode": "G1 1AA",
            "simd_quintile": 1,
            "latitude": 55.86,
            "longitude": -4.25,
            "closed_on": None,
        }
    ]
    assert register("establishment", "list", "--sector", "ELC").out == (
        "\ncode          sector  name                      authority     SIMD\n"
        "CS2099000001  ELC     Daisy Early Years Centre  Renfrewshire     5\n"
        "\n1 establishment.\n"
    )
    assert register.json("establishment", "list", "--authority", "Inverclyde", "--sector", "ELC") == []


def test_a_file_with_fewer_columns_erases_nothing(register: Cli, tmp_path: Path) -> None:
    rows = [("9100001", "Northbank Primary", "Glasgow City", "Primary", "")]
    file = write(tmp_path / "names.csv", [*COLUMNS[:4], "postcode"], rows)
    done = register.json("establishment", "import", file)
    assert (done["added"], done["changed"], done["unchanged"]) == (0, 1, 0)
    shown = register.json("establishment", "show", "9100001")
    assert (shown["name"], shown["postcode"], shown["simd_quintile"]) == ("Northbank Primary", "G1 1AA", 1)


def test_the_governments_layer_is_recognised_and_joined(cln: Cli, tmp_path: Path) -> None:
    rows = [
        ("9100001P", 9100001.0, "Primary", "Northbank", "g1 1aa", "Glasgow City", "S01000001", 55.86, -4.25),
        ("9100002S", "9100 002", "Secondary", "Southbank", " ", "Glasgow City", " ", "0", "0"),
        ("9100009O", 9100009, "Special", "Hill", "0", "Glasgow City", "S01000009", " ", " "),
    ]
    zones = write(
        tmp_path / "simd.csv", ["Data_Zone", "SIMD2020v2_Rank", "SIMD2020v2_Quintile"], [("S01000001", 17, 1)]
    )
    for file in (write(tmp_path / "layer.csv", LAYER, rows), write(tmp_path / "layer.xlsx", LAYER, rows)):
        ran = cln("establishment", "import", file, "--simd", zones)
        assert "Read as the Scottish Government's layer of schools." in ran.out
        assert "2 establishments have no SIMD quintile: 9100002, 9100009 (amend with" in ran.out
    assert "nothing changed" in ran.out
    assert "(import again with --simd FILE)." in cln("establishment", "import", tmp_path / "layer.csv").out
    found = {one["code"]: one for one in cln.json("establishment", "list")}
    assert found["9100001"]["simd_quintile"] == 1
    assert found["9100001"]["postcode"] == "G1 1AA"
    assert {found["9100002"][key] for key in ("postcode", "latitude", "longitude")} == {None}
    assert {found["9100009"][key] for key in ("postcode", "latitude", "longitude", "simd_quintile")} == {None}


def test_every_bad_row_is_named_and_nothing_is_taken_in(cln: Cli, tmp_path: Path) -> None:
    rows = [
        REGISTER[0],
        ("12345", "Short", "Glasgow City", "Primary", "", "", "", ""),
        ("9100003", "", "Glasgo City", "Nursery", "", 6, 55.8, ""),
        ("9100004", "Far", "Atlantis", "Primary", "", "", "abc", "-4"),
        ("9100001", "Other name", "Glasgow City", "Primary", "", "", "", ""),
        REGISTER[0],
        ("", "Nameless", "Glasgow City", "Primary", "", "", "", ""),
    ]
    headers = ["SEED code", "Name", "Local_Authority", *COLUMNS[3:]]
    ran = cln("establishment", "import", write(tmp_path / "bad.csv", headers, rows), code=3)
    assert ran.out == ""
    assert ran.err.splitlines() == [
        "cln: error: bad.csv: 5 rows are not right, so nothing was taken in; "
        "mend the file and import it again",
        "  row 3, column SEED code: '12345' is no establishment code; write 7 digits, or CS and 10 digits",
        "  row 4, column Local_Authority: 'Glasgo City' is no authority; did you mean Glasgow City?",
        "  row 4, column Name: is empty; write the establishment's name",
        "  row 4, column latitude: latitude and longitude come together; write both or neither",
        "  row 4, column sector: 'Nursery' is none of: ELC, Primary, Secondary, Special",
        "  row 4, column simd_quintile: '6' is not a whole number from 1 to 5",
        "  row 5, column Local_Authority: 'Atlantis' is no authority; write one of: East Dunbartonshire, "
        "East Renfrewshire, Glasgow City, Inverclyde, North Lanarkshire, Renfrewshire, South Lanarkshire, "
        "West Dunbartonshire",
        "  row 5, column latitude: 'abc' is not a number",
        "  row 6, column SEED code: 9100001 Primary stands in row 2 too, with other content; "
        "take one of them out",
        "  row 8, column SEED code: is empty; write the SEED code (7 digits) or the CS number",
    ]
    assert cln.json("establishment", "list", "--all") == []


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (["code", "name", "sector"], "row 1 has no column authority; its columns are code, name, sector"),
        (["code", "Code ", "name", "authority", "sector"], "the columns 'code' and 'Code' both say code"),
    ],
)
def test_columns_that_do_not_fit_are_refused(cln: Cli, tmp_path: Path, headers: list[str], said: str) -> None:
    file = write(tmp_path / "file.csv", headers, [["x"] * len(headers)])
    assert said in cln("establishment", "import", file, code=3).err


def test_a_file_that_is_not_there_is_refused(cln: Cli, tmp_path: Path) -> None:
    ran = cln("establishment", "import", tmp_path / "none.csv", code=3)
    assert ran.err == f"cln: error: there is no file {tmp_path / 'none.csv'}\n"


def test_a_file_of_headers_alone_is_refused(cln: Cli, tmp_path: Path) -> None:
    ran = cln("establishment", "import", write(tmp_path / "none.csv", COLUMNS, []), code=3)
    assert ran.err == "cln: error: none.csv has headers but no rows below them\n"


def test_simd_needs_a_data_zone_in_the_file(cln: Cli, tmp_path: Path) -> None:
    zones = write(tmp_path / "simd.csv", ["Data_Zone", "SIMD2020v2_Quintile"], [("S01000001", 1)])
    file = write(tmp_path / "register.csv", COLUMNS, REGISTER)
    ran = cln("establishment", "import", file, "--simd", zones, code=3)
    assert "register.csv has no column DataZone, so SIMD cannot be joined; leave out --simd" in ran.err


def test_a_data_zone_with_two_quintiles_is_refused(cln: Cli, tmp_path: Path) -> None:
    rows = [("S01000001", 1), ("S01000001", 2), ("", 9)]
    zones = write(tmp_path / "simd.csv", ["Data_Zone", "SIMD2020v2_Quintile"], rows)
    file = write(
        tmp_path / "layer.csv", LAYER, [("1", "9100001", "Primary", "N", "", "Glasgow City", "", "", "")]
    )
    ran = cln("establishment", "import", file, "--simd", zones, code=3)
    assert "S01000001 stands in an earlier row with another quintile; take one of them out" in ran.err
    assert "row 4, column Data_Zone: is empty; write the data zone" in ran.err


def test_add_show_amend_close_reopen(both: Cli) -> None:
    added = both(
        "establishment", "add", "cs 2099000007", "--name", "Clover Nursery",
        "--authority", "renfrewshire council", "--sector", "elc", "--latitude", "55.8", "--longitude", "-4.4",
    )  # fmt: skip
    assert added.out.startswith("CS2099000007 Clover Nursery is in the register now.\nELC, Renfrewshire,")
    assert both("establishment", "show", "CS2099000007").out == (
        "CS2099000007 Clover Nursery\n"
        "ELC, Renfrewshire, no postcode.\n"
        "SIMD quintile not known; latitude and longitude 55.8000, -4.4000.\n"
        "It has not been in a cohort.\n"
    )
    both("establishment", "amend", "CS2099000007", "--name", "Clover", "--simd-quintile", "2")
    shown = both.json("establishment", "show", "CS2099000007")
    assert (shown["name"], shown["simd_quintile"], shown["entries"]) == ("Clover", 2, [])
    before = len(both.json("history"))
    assert "nothing changed" in both("establishment", "amend", "CS2099000007", "--name", "Clover").out
    assert len(both.json("history")) == before
    closed = both("establishment", "close", "CS2099000007", "--on", "30/06/2026")
    assert "CS2099000007 Clover closes on 2026-06-30." in closed.out
    assert both.json("establishment", "list") == []
    assert "2026-06-30" in both("establishment", "list", "--all").out
    again = both("establishment", "close", "CS2099000007", code=3)
    assert "is closed already, on 2026-06-30; to correct that: cln establishment amend" in again.err
    both("establishment", "amend", "CS2099000007", "--reopen")
    assert both.json("establishment", "list")[0]["closed_on"] is None


def test_two_departments_are_told_apart_by_sector(register: Cli) -> None:
    ran = register("establishment", "show", "9200003", code=2)
    assert "9200003 covers several departments (Primary and Secondary); choose one with --sector" in ran.err
    assert register.json("establishment", "show", "9200003", "--sector", "secondary")["sector"] == "Secondary"
    register("establishment", "close", "9200003", "--sector", "Primary", "--on", "2026-06-30")
    assert [one["sector"] for one in register.json("establishment", "list", "--authority", "Inverclyde")] == [
        "Secondary"
    ]
    assert "not ELC" in register("establishment", "show", "9200003", "--sector", "ELC", code=3).err


def test_what_add_amend_and_list_refuse(cohort: Cli) -> None:
    given = ["--name", "N", "--authority", "Inverclyde", "--sector", "Primary"]
    assert "in the register already" in cohort("establishment", "add", "9100001", *given, code=3).err
    assert "no establishment code" in cohort("establishment", "add", "12", *given, code=3).err
    lonely = cohort("establishment", "add", "9100009", *given, "--latitude", "55", code=3)
    assert "latitude and longitude come together" in lonely.err
    assert "say what to amend" in cohort("establishment", "amend", "9100001", code=2).err
    assert "not in the register" in cohort("establishment", "show", "9999999", code=3).err
    unknown = cohort("establishment", "list", "--authority", "Inverclide", code=3)
    assert "authority 'Inverclide' is no authority; did you mean Inverclyde?" in unknown.err
    assert len(cohort.json("establishment", "list")) == len(REGISTER)


def test_closing_one_that_is_enrolled_says_how_to_withdraw_it(cohort: Cli, tmp_path: Path) -> None:
    file = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100001", "Ann", "promoted")])
    cohort("cohort", "enrol", file)
    closed = cohort("establishment", "close", "9100001", "--on", "2026-12-01")
    assert 'cln --cohort "Cohort 3" cohort withdraw 9100001 --reason other' in closed.out
    entries = cohort.json("establishment", "show", "9100001")["entries"]
    assert entries == [
        {
            "cohort": "Cohort 3",
            "launch": "2026-09-10",
            "entry": 1,
            "withdrawn_on": None,
            "withdrawn_reason": None,
            "starts_on": None,
            "finishes_on": None,
            "absences": [],
        }
    ]


def test_an_import_leaves_closed_ones_closed_and_says_so(cohort: Cli, tmp_path: Path) -> None:
    cohort("establishment", "close", "9100001", "--on", "2026-06-30")
    ran = cohort("establishment", "import", tmp_path / "register.csv")
    assert "1 establishment is closed in the register and stays so: 9100001." in ran.out
    cohort("establishment", "close", "9100002", "--on", "2026-06-30")
    again = cohort("establishment", "import", tmp_path / "register.csv")
    assert "2 establishments are closed in the register and stay so: 9100001, 9100002." in again.out
    assert "9100001" not in {one["code"] for one in cohort.json("establishment", "list")}


def test_the_real_register_with_simd_twice(cln: Cli, shared: Path) -> None:
    command = (
        "establishment",
        "import",
        shared / "schools_west_2022.csv",
        "--simd",
        shared / "simd2020v2_west_datazones.csv",
    )
    assert cln.json(*command)["added"] == 714
    again = cln.json(*command)
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 714)
    assert again["without_simd"] == ["1006541"]
    found = cln.json("establishment", "list")
    assert len(found) == 714
    assert len({one["code"] for one in found}) == 711


def test_a_merged_establishment_stays_on_record_beside_the_one_that_took_it_over(register: Cli) -> None:
    into = ("9200003", "--into-sector", "primary", "--on", "2027-06-30")
    merged = register("establishment", "merge", "9100001", *into)
    assert (
        "9100001 Northbank Primary School closes on 2027-06-30; 9200003 Harbour School takes it over.\n"
        in (merged.out)
    )
    shown = register.json("establishment", "show", "9100001")
    harbour = {"code": "9200003", "sector": "Primary", "name": "Harbour School"}
    assert (shown["closed_on"], shown["merged_into"]) == ("2027-06-30", harbour)
    took_over = register.json("establishment", "show", "9200003", "--sector", "Primary")["took_over"]
    assert [one["code"] for one in took_over] == ["9100001"]
    assert "Merged into 9200003 Harbour School." in register("establishment", "show", "9100001").out
    assert (
        "was merged already, on 2027-06-30"
        in register("establishment", "merge", "9100001", *into, code=3).err
    )
    register("establishment", "amend", "9100001", "--reopen")
    assert register.json("establishment", "show", "9100001")["merged_into"] is None


def test_what_a_merger_refuses(cohort: Cli, tmp_path: Path) -> None:
    itself = cohort("establishment", "merge", "9100001", "9100001", code=3).err
    assert (
        "9100001 Northbank Primary School cannot be merged into itself; name the one that goes on" in itself
    )
    assert "choose one with --sector" in cohort("establishment", "merge", "9100001", "9200003", code=2).err
    cohort("establishment", "close", "9100002", "--on", "2026-06-30")
    gone = cohort("establishment", "merge", "9100001", "9100002", code=3).err
    assert "9100002 Southbank Academy closed on 2026-06-30; name the one that goes on" in gone
    cohort("establishment", "merge", "9100002", "9100001", "--on", "2026-09-01")
    assert cohort.json("establishment", "show", "9100002")["closed_on"] == "2026-06-30"
    file = write(tmp_path / "people.csv", ["code", "name", "role"], [("9100002", "Ann", "promoted")])
    assert (
        "9100002 Southbank Academy was merged into 9100001 Northbank Primary School on 2026-06-30; "
        "write 9100001, or take the row out" in cohort("cohort", "enrol", file, code=3).err
    )


def test_earlier_names_are_kept_but_no_misspellings(register: Cli, tmp_path: Path) -> None:
    amend = ("establishment", "amend", "9100001", "--name")
    register(*amend, "Northbank  primary school", "--on", "2026-09-01")
    register(*amend, "Northbnak Primary", "--on", "2026-10-01")
    register(*amend, "Northbank Primary", "--misspelt")
    rows = [("9100001", "North Shore Primary School", "Glasgow City", "Primary")]
    columns = ["code", "name", "authority", "sector"]
    register("establishment", "import", write(tmp_path / "renamed.csv", columns, rows))
    names = register.json("establishment", "show", "9100001")["earlier_names"]
    assert [one["name"] for one in names] == ["Northbank primary school", "Northbank Primary"]
    assert names[0]["until"] == "2026-10-01"
    assert "Called Northbank primary school until 2026-10-01.\n" in (
        register("establishment", "show", "9100001").out
    )
