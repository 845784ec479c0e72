"""Every import twice changes nothing, by its own command and by `cln import`."""

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.exports.test_round_trip import rows
from tests.imports.offered import CASES, Case
from tests.imports.offered import begun_on_both as begun_on_both
from tests.tabular import write


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_every_import_twice_changes_nothing(begun_on_both: Cli, tmp_path: Path, case: Case) -> None:
    cln = begun_on_both
    file = write(tmp_path / "sent.csv", case.columns, [case.good, case.mended])
    number = cln.json("history", "--limit", 1)[0]["number"]
    assert cln.json(*case.line(file))["added"] == 2
    once = rows(cln)
    assert max(change["id"] for change in once["change"]) == number + 1
    for line in (case.line(file), ("import", file, *case.told)):
        told = cln.json(*line)
        result = told["files"][0]["result"] if line[0] == "import" else told
        assert (result["added"], result["changed"], result["unchanged"]) == (0, 0, 2)
        assert rows(cln) == once


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_folder_of_all_of_them_twice_changes_nothing(
    begun_on_both: Cli, tmp_path: Path, ending: str
) -> None:
    cln = begun_on_both
    folder = tmp_path / "sent"
    folder.mkdir()
    told: list[str] = []
    for kind, case in CASES.items():
        write(folder / f"{kind}.{ending}", case.columns, [case.good, case.mended])
        told += [f"{kind}.{ending}={word}" if place % 2 else word for place, word in enumerate(case.told)]
    assert {one["result"]["added"] for one in cln.json("import", folder, *told)["files"]} == {2}
    once = rows(cln)
    again = cln.json("import", folder, *told)["files"]
    assert [(one["result"]["added"], one["result"]["changed"]) for one in again] == [(0, 0)] * len(CASES)
    assert rows(cln) == once


def test_quintiles_twice_change_nothing(begun_on_both: Cli, tmp_path: Path) -> None:
    cln = begun_on_both
    columns = ["code", "name", "authority", "sector", "data_zone"]
    schools = write(tmp_path / "s.csv", columns, [("9100011", "Upper", "Inverclyde", "Primary", "S01000001")])
    simd = write(tmp_path / "q.csv", ["Data_Zone", "SIMD2020v2_Quintile"], [("S01000001", 2)])
    lines = [("establishment", "import", schools, "--simd", simd), ("import", schools, simd)]
    assert cln.json(*lines[0])["added"] == 1
    assert cln.json("establishment", "show", "9100011")["simd_quintile"] == 2
    once = rows(cln)
    for line in lines:
        told = cln.json(*line)
        result = told["files"][0]["result"] if line[0] == "import" else told
        assert (result["added"], result["changed"], result["unchanged"]) == (0, 0, 1)
        assert rows(cln) == once
