"""Files of establishments in the layouts in which they are published, through the command line."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from cln.register.reading.register import COUNCILS, is_council
from tests.conftest import Cli
from tests.tabular import write

CARE = ["CSNumber", "CareService", "Service Type", "ServiceName", "Service_Postcode", "ServiceStatus"]
CARE += ["SIMD2020_Decile", "Datazone", "Council_Area_Name"]
CENTRE = ("CS2099000011", "Day Care of Children", "Private", "Wee Café", "G1 1AA", "Active", 1, "S01000001")
MINDER = ("CS2099000012", "Child Minding", "NA", "Brown, Ada", "G1 1AA", "Active", 4, "S01000002")
PLAIN = ["code", "name", "authority", "sector"]


def taken(cln: Cli, file: Path, *options: object) -> tuple[Any, dict[str, Any]]:
    """What an import said, and the register by code and sector."""
    said = cln.json("establishment", "import", file, *options)
    return said, {f"{one['code']} {one['sector']}": one for one in cln.json("establishment", "list")}


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """A workbook of several sheets."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


@pytest.mark.parametrize(
    "headers",
    [
        ["Seed Code", "School Name", "LA Name", "School Type"],
        ["SEED CODE", "Establishment Name", "Local Authority Name", "Sector"],
        ["School code", "School", "Council Name", "SCHOOL_TYPE"],
    ],
)
def test_a_councils_own_names_of_columns_are_known(cln: Cli, tmp_path: Path, headers: list[str]) -> None:
    rows = [("9100001", "Hill School", "Inverclyde", "Primary"), ("9100002S", "Kirk", "Inverclyde", "")]
    said, register = taken(cln, write(tmp_path / "list.csv", headers, rows))
    assert (said["layout"], said["columns_not_used"]) == ("plain columns", [])
    assert set(register) == {"9100001 Primary", "9100002 Secondary"}
    assert cln.json("import", tmp_path / "list.csv")["files"][0]["kind"] == "establishments"


def test_a_code_may_stand_in_a_column_of_its_own_kind(cln: Cli, tmp_path: Path) -> None:
    rows = [
        ("9100001", "", "Hill School", "Inverclyde", "Primary"),
        ("", "CS2099000011", "Daisy", "Inverclyde", "ELC"),
        ("9100002", "CS2099000012", "Kirk School", "Inverclyde", "Primary"),
        ("9100002", "CS2099000013", "Kirk Nursery Class", "Inverclyde", "ELC"),
    ]
    file = write(tmp_path / "f.csv", ["SEED code", "CS number", "name", "authority", "sector"], rows)
    said, register = taken(cln, file)
    assert {key: one["name"] for key, one in register.items()} == {
        "9100001 Primary": "Hill School",
        "CS2099000011 ELC": "Daisy",
        "9100002 Primary": "Kirk School",
        "CS2099000013 ELC": "Kirk Nursery Class",
    }
    assert said["doubts"] == [
        "2 rows have a SEED code and a CS number (the first is row 4): an ELC centre was read by its CS "
        "number, a school by its SEED code, and the other code was not used"
    ]
    [again] = cln.json("import", file)["files"]
    assert (again["kind"], again["result"]["unchanged"]) == ("establishments", 4)
    only = write(tmp_path / "g.csv", ["CS number", *PLAIN[1:]], [("CS12", "Poppy", "Inverclyde", "ELC")])
    assert "row 2, column CS number: 'CS12' is no" in cln("establishment", "import", only, code=3).err


def test_of_contact_details_open_schools_are_read_with_each_department(cln: Cli, tmp_path: Path) -> None:
    headers = ["Seed Code", "LA Name", "School Name", "Post Code", "Phone Number"]
    headers += [f"{kind} Department" for kind in ("Primary", "Secondary", "Special")]
    rows = [
        (9100001, "Glasgow City", "Hill School", "g1 1aa", "TBC", "Yes", "Yes", "No"),
        (9100002, "Inverclyde", "Kirk School", "", "", "No", "No", "Yes"),
        (9100003, "Argyll & Bute", "Isle School", "", "", "Yes", "No", "No"),
        (9100004, "Grant aided", "Own School", "", "", "Yes", "No", "No"),
    ]
    gone = (9100009, "Inverclyde", "Gone School", "", "", "Yes", "No", "No")
    sheets: dict[str, list[Sequence[object]]] = {
        "Contents": [["Sheet", "Content"]],
        "Open Schools": [headers, *rows],
        "Closed Schools": [[*headers, "Closed"], [*gone, 2019]],
    }
    said, register = taken(cln, workbook(tmp_path / "contacts.xlsx", sheets))
    assert said["layout"] == "the Scottish Government's school contact details"
    assert set(register) == {"9100001 Primary", "9100001 Secondary", "9100002 Special"}
    assert register["9100001 Secondary"]["postcode"] == "G1 1AA"
    again = cln.json("import", tmp_path / "contacts.xlsx")["files"][0]["result"]
    assert (again["layout"], again["unchanged"]) == (said["layout"], 3)
    assert "passed over: 1 row of councils that this database does not have" in said["doubts"]
    assert any(one.startswith("9100004 Own School is run by no council") for one in said["doubts"])
    rows.append((9100005, "Inverclyde", "Moor School", "", "", "No", "No", "No"))
    file = workbook(tmp_path / "none.xlsx", {"Open Schools": [headers, *rows]})
    refused = cln("establishment", "import", file, code=3).err
    assert "row 6, column Primary Department: no department says Yes" in refused


def test_a_school_that_no_council_runs_keeps_the_council_it_has(cln: Cli, tmp_path: Path) -> None:
    at_first = write(tmp_path / "f.csv", PLAIN, [("9100004", "Own School", "Glasgow City", "Primary")])
    cln("establishment", "import", at_first)
    headers = ["Seed Code", "LA Name", "School Name"]
    headers += [f"{kind} Department" for kind in ("Primary", "Secondary", "Special")]
    file = write(tmp_path / "c.csv", headers, [("9100004", "Grant aided", "Own", "Yes", "", "")])
    said, register = taken(cln, file)
    assert register["9100004 Primary"]["authority"] == "Glasgow City"
    assert said["doubts"] == ["9100004: Own School -> Own"]


def test_shares_of_pupils_are_no_quintile_of_the_area(cln: Cli, tmp_path: Path) -> None:
    headers = ["Local Authority", "SeedCode", "School Name", "School Type", "Pupil roll", "P1"]
    headers += [f"SIMD Quintile {number} [Note 6]" for number in range(1, 6)]
    rows = [
        ("Glasgow City", "9100001", "Hill School", "Primary", 50.0, "z", 5, "c", 1, 1, 1),
        ("Highland", "9100002", "Glen School", "Special", 50.0, "z", "c", "c", 1, 1, 1),
    ]
    sheets: dict[str, list[Sequence[object]]] = {
        "Notes": [["Notes"], ["Note 6", "No SIMD data"]],
        "Data": [["School Level Summary Statistics 2026"], headers, *rows],
    }
    said, register = taken(cln, workbook(tmp_path / "s.xlsx", sheets))
    assert said["layout"] == "the Scottish Government's school level summary statistics"
    assert (said["added"], said["without_simd"]) == (1, ["9100001"])
    assert register["9100001 Primary"]["simd_quintile"] is None
    assert any("SIMD Quintile 1 to 5 count pupils" in one for one in said["doubts"])
    assert cln.json("import", tmp_path / "s.xlsx")["files"][0]["result"]["layout"] == said["layout"]


@pytest.mark.parametrize("code", ["CSNumber", "CaseNumber", "CS_Number"])
def test_of_care_services_day_care_of_children_is_taken(cln: Cli, tmp_path: Path, code: str) -> None:
    rows = [
        (*CENTRE, "Glasgow City"),
        (*MINDER, "Glasgow City"),
        ("CS2099000013", "Care Home Service", "NA", "Home", "", "Active", 2, "S01000003", "Inverclyde"),
        ("CS2099000014", "Day Care of Children", "NA", "Gone", "", "Cancelled", 2, "S01000003", "Inverclyde"),
        ("CS2099000015", "Day Care of Children", "NA", "Kids", "NA", "", 9, "NA", "Renfrewshire"),
        ("CS2099000016", "Day Care of Children", "NA", "Glen", "", "Active", 9, "NA", "Highland"),
    ]
    file = tmp_path / "care.csv"
    write(file, [code, *CARE[1:]], rows)
    file.write_bytes(file.read_text(encoding="utf-8-sig").encode("cp1252"))
    zones = write(tmp_path / "simd.csv", ["datazone2011", "simd2020v2_sc_quintile"], [("S01000001", 2)])
    said, register = taken(cln, file, "--simd", zones)
    assert said["layout"] == "the Care Inspectorate's list of care services"
    assert {key: one["name"] for key, one in register.items()} == {
        "CS2099000011 ELC": "Wee Café",
        "CS2099000015 ELC": "Kids",
    }
    assert register["CS2099000011 ELC"]["simd_quintile"] == 2
    assert register["CS2099000015 ELC"]["postcode"] is None
    assert said["doubts"] == [
        "passed over: 1 row of childminders",
        "passed over: 1 row of care services that are not day care of children",
        "passed over: 1 row of services that are not active",
        "passed over: 1 row of councils that this database does not have",
    ]


@pytest.mark.parametrize(
    ("header", "cell", "name"),
    [
        ("CareService", "Child Minding", "Brown, Ada"),
        ("Service Type", "childminder", "Brown, Ada"),
        ("Kind of setting", "Child-minding", "Brown, Ada"),
        ("Note", "", "Ada Brown Childminding"),
        ("Note", "", "Ada Brown (Child Minder)"),
    ],
)
def test_a_childminder_is_never_taken_in_nor_named(
    cln: Cli, tmp_path: Path, header: str, cell: str, name: str
) -> None:
    rows = [
        ("CS2099000011", "Daisy", "Inverclyde", "ELC", "Day Care of Children"),
        ("CS2099000012", name, "Inverclyde", "ELC", cell),
    ]
    said, register = taken(cln, write(tmp_path / "elc.csv", [*PLAIN, header], rows))
    assert set(register) == {"CS2099000011 ELC"}
    assert said["doubts"] == ["passed over: 1 row of childminders"]
    assert "Brown" not in json.dumps([said, cln.json("history"), cln.json("history", "1")])


@pytest.mark.parametrize(
    ("zone", "quintile"),
    [
        ("Data_Zone", "SIMD2020v2_Quintile"),
        ("DataZone", "SIMD2020V2CountryQuintile"),
        ("datazone2011", "simd2020v2_sc_quintile"),
    ],
)
def test_quintiles_come_under_the_names_of_those_who_publish_them(
    cln: Cli, tmp_path: Path, zone: str, quintile: str
) -> None:
    zones = write(
        tmp_path / "simd.csv", [zone, "simd2020v2_ca2019_quintile", quintile], [("S01000001", 5, 2)]
    )
    rows = [("9100001", "Hill School", "Inverclyde", "Primary", "S01000001")]
    _, register = taken(cln, write(tmp_path / "f.csv", [*PLAIN, "DataZone"], rows), "--simd", zones)
    assert register["9100001 Primary"]["simd_quintile"] == 2


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("simd2020v2_sc_decile", "holds deciles"),
        ("SIMD2020v2_Decile", "holds deciles"),
        ("simd2020v2_hb2019_quintile", "holds quintiles of something else than Scotland"),
        ("SIMD2020V2CAQuintile", "holds quintiles of something else than Scotland"),
    ],
)
def test_other_divisions_than_quintiles_of_scotland_are_refused_by_name(
    cln: Cli, tmp_path: Path, header: str, what: str
) -> None:
    zones = write(tmp_path / "simd.csv", ["DataZone", header], [("S01000001", 2)])
    rows = [("9100001", "Hill School", "Inverclyde", "Primary", "S01000001")]
    file = write(tmp_path / "f.csv", [*PLAIN, "DataZone"], rows)
    refused = cln("establishment", "import", file, "--simd", zones, code=3).err
    assert f"simd.csv: the column {header} {what}, not the quintiles of Scotland" in refused


def test_files_of_a_region_are_recognised_together(cln: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    write(folder / "1 care.csv", CARE, [(*CENTRE, "Glasgow City"), (*MINDER, "Glasgow City")])
    zones = write(folder / "3 zones.csv", ["datazone2011", "simd2020v2_sc_quintile"], [("S01000001", 2)])
    schools = [("9100001", "Hill School", "Inverclyde", "Primary", "S01000001", 9)]
    write(folder / "2 schools.csv", [*PLAIN, "DataZone", "SIMD_Decile"], schools)
    files = cln.json("import", folder)["files"]
    assert [(one["file"], one["kind"], one["result"]["layout"]) for one in files] == [
        ("1 care.csv", "establishments", "the Care Inspectorate's list of care services"),
        ("2 schools.csv", "establishments", "plain columns"),
    ]
    assert [one["simd_quintile"] for one in cln.json("establishment", "list")] == [2, 2]
    write(zones, ["datazone2011", "simd2020v2_sc_decile"], [("S01000001", 2)])
    refused = cln("import", folder, code=3).err
    assert "3 zones.csv: the column simd2020v2_sc_decile holds deciles" in refused


@pytest.mark.parametrize("council", COUNCILS)
def test_a_council_of_scotland_is_known_in_each_form_of_its_name(council: str) -> None:
    forms = (council, f"{council} Council", f"The {council} Council ", council.replace(" and ", " & "))
    assert all(is_council(form) for form in (*forms, council.upper(), council.removesuffix(" City")))
    assert not is_council(f"New {council}")


def test_a_council_that_is_none_is_refused_in_a_national_file(cln: Cli, tmp_path: Path) -> None:
    headers = ["SchUID", "SeedCode", "SchoolType", "SchoolName", "LAName"]
    rows = [
        ("9100001P", "9100001", "Primary", "Hill", "Fife"),
        ("9100002P", "9100002", "Primary", "Kirk", "Fief"),
    ]
    refused = cln("establishment", "import", write(tmp_path / "l.csv", headers, rows), code=3).err
    assert "1 row is not right" in refused
    assert "row 3, column LAName: 'Fief' is no authority" in refused


def test_the_real_statistics_of_2025_on_the_schools_of_2022(cln: Cli, shared: Path) -> None:
    zones = shared / "simd2020v2_west_datazones.csv"
    cln("establishment", "import", shared / "schools_west_2022.csv", "--simd", zones)
    said, register = taken(cln, shared / "school_level_stats_2025.xlsx")
    assert (said["added"], said["unchanged"] + said["changed"]) == (4, 703)
    assert len(register) == 718
    assert "passed over: 1725 rows of councils that this database does not have" in said["doubts"]
    assert "and 54 more with a new name; each, once it is taken in: cln history NUMBER" in said["doubts"]
    assert register["8470332 Primary"]["authority"] == "Glasgow City"
    again, _ = taken(cln, shared / "school_level_stats_2025.xlsx")
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 707)


def test_councils_call_sector_and_data_zone_otherwise(cln: Cli, tmp_path: Path) -> None:
    headers = ["SEED Code", "School Name", "LA Name", "Department", "datazone_code"]
    schools = write(tmp_path / "s.csv", headers, [("9100011", "Upper", "Inverclyde", "Primary", "S01000001")])
    simd = write(tmp_path / "q.csv", ["datazone_code", "quintile"], [("S01000001", 2)])
    assert cln.json("establishment", "import", schools, "--simd", simd)["added"] == 1
    shown = cln.json("establishment", "show", "9100011")
    assert (shown["sector"], shown["simd_quintile"]) == ("Primary", 2)
