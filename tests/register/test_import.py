"""`cln establishment import`: the register from plain columns and from the Scottish Government's layer."""

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


def test_a_file_with_fewer_columns_erases_nothing(register: Cli, tmp_path: Path) -> None:
    rows = [("9100001", "Northbank Primary", "Glasgow City", "Primary", "")]
    file = write(tmp_path / "names.csv", [*COLUMNS[:4], "postcode"], rows)
    done = register.json("establishment", "import", file)
    assert (done["added"], done["changed"], done["unchanged"]) == (0, 1, 0)
    shown = register.json("establishment", "show", "9100001")
    assert (shown["name"], shown["postcode"], shown["simd_quintile"]) == ("Northbank Primary", "G1 1AA", 1)


@pytest.mark.parametrize(
    ("written", "kept", "told"),
    [
        ("g11ab", "G1 1AB", False),
        ("PA16 7xx", "PA16 7XX", False),
        ("O1 1A", "O1 1A", True),
        ("not known", "NOT KNOWN", True),
    ],
)
def test_what_is_no_postcode_is_told(cln: Cli, tmp_path: Path, written: str, kept: str, told: bool) -> None:
    rows = [("9100001", "Northbank Primary", "Glasgow City", "Primary", written)]
    file = write(tmp_path / "one.csv", [*COLUMNS[:4], "postcode"], rows)
    cln("init")
    out = cln("establishment", "import", file).out
    assert cln.json("establishment", "show", "9100001")["postcode"] == kept
    assert (f"Row 2, column postcode: '{kept}' is no postcode" in out) == told


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
        assert "2 establishments have no SIMD quintile: 9100002 and 9100009 (amend with" in ran.out
    assert "nothing changed" in ran.out
    files = cln.json("history", "--limit", 1)[0]["files"]
    assert {one["name"] for one in files} >= {"simd.csv"}
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
        ("9100003", "", "Glasgo City", "All-through", "", 6, 55.8, ""),
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
        "  row 4, column sector: 'All-through' is none of: ELC, Primary, Secondary, Special",
        "  row 4, column simd_quintile: '6' is not a whole number from 1 to 5; if it is a decile, "
        "write the quintile",
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


def test_an_import_leaves_closed_ones_closed_and_says_so(cohort: Cli, tmp_path: Path) -> None:
    cohort("establishment", "close", "9100001", "--on", "2026-06-30")
    ran = cohort("establishment", "import", tmp_path / "register.csv")
    assert "1 establishment is closed in the register and stays so: 9100001." in ran.out
    cohort("establishment", "close", "9100002", "--on", "2026-06-30")
    again = cohort("establishment", "import", tmp_path / "register.csv")
    assert "2 establishments are closed in the register and stay so: 9100001 and 9100002." in again.out
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


@pytest.mark.parametrize(
    ("code", "sector", "column", "said"),
    [
        ("CS20183", "ELC", "code", "'CS20183' is no establishment code; write 7 digits, or CS and 10 digits"),
        ("CS20990000011", "ELC", "code", "'CS20990000011' is no establishment code"),
        ("2099000001", "ELC", "code", "'2099000001' is no establishment code"),
        ("CS2099000011", "Primary", "sector", "says Primary, but 'CS2099000011' is a CS number"),
        ("9100011P", "Secondary", "sector", "says Secondary, but '9100011P' is the Primary of that code"),
        ("9100011", "", "sector", "is empty; write one of: ELC, Primary, Secondary, Special"),
    ],
)
def test_a_code_that_cannot_be_right_is_refused(
    cln: Cli, tmp_path: Path, code: str, sector: str, column: str, said: str
) -> None:
    rows = [REGISTER[0][:4], (code, "Hill", "Glasgow City", sector)]
    file = write(tmp_path / "f.csv", COLUMNS[:4], rows)
    assert f"row 3, column {column}: {said}" in cln("establishment", "import", file, code=3).err


def test_the_layers_own_id_says_code_and_sector(cln: Cli, tmp_path: Path) -> None:
    rows = [("9100011P", "Hill", "Inverclyde", ""), ("9100011 sp", "Hill", "Inverclyde", "Special")]
    cln("establishment", "import", write(tmp_path / "f.csv", COLUMNS[:4], rows))
    found = [(one["code"], one["sector"]) for one in cln.json("establishment", "list")]
    assert found == [("9100011", "Primary"), ("9100011", "Special")]


@pytest.mark.parametrize("header", ["SIMD", "simd_quintile", "SIMD quintile"])
def test_deciles_are_no_quintiles(cln: Cli, tmp_path: Path, header: str) -> None:
    rows = [(*REGISTER[0][:4], 1), (*REGISTER[1][:4], 8), (*REGISTER[2][:4], 10)]
    file = write(tmp_path / "f.csv", [*COLUMNS[:4], header], rows)
    refused = cln("establishment", "import", file, code=3).err
    for row, decile in ((3, "8"), (4, "10")):
        assert (
            f"row {row}, column {header}: '{decile}' is not a whole number from 1 to 5; if it is a decile"
            in (refused)
        )
