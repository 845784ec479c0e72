"""Every import takes escape codes and other control characters out of every cell, and tells it."""

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.house.strangers import raw
from tests.imports.offered import CASES
from tests.imports.offered import begun as begun
from tests.tabular import write
from tests.upkeep.test_undo_anything import dump

CODES = "\x1b[2J\x1b]0;title\x07\x9b31m\u202e\u2066\x08"


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", CASES)
def test_codes_are_taken_out_of_every_cell_and_told(
    begun: Cli, tmp_path: Path, place: Path, kind: str, ending: str
) -> None:
    case, file = CASES[kind], tmp_path / f"sent.{ending}"
    codes = CODES if ending == "csv" else "\u202e\x9b31m\u2066"  # XML has no others
    sent = [f"{cell}{codes}" if isinstance(cell, str) and cell else cell for cell in case.good]
    write(file, [f"{codes}{header}" for header in case.columns], [sent])
    done = begun(*case.line(file))
    said = done.out + done.err
    for header in case.columns:
        assert f", column {header}: control characters were taken out" in said
    assert not raw(said)
    assert not [text for rows in dump(place).values() for row in rows for text in row if raw(str(text))]
    write(file, case.columns, [case.good])
    again = begun.json(*case.line(file))
    assert not again["doubts"]


def test_so_they_are_of_the_files_beside_an_import(begun: Cli, tmp_path: Path) -> None:
    headers = ["Data_Zone", "SIMD2020v2_Rank", "SIMD2020v2_Decile", "SIMD2020v2_Quintile"]
    simd = write(tmp_path / "simd.csv", headers, [(f"S01006506{CODES}", 1, 1, 1)])
    schools = ["SeedCode", "SchoolName", "LAName", "SchoolType", "DataZone"]
    row = ("9100011", "Upper School", "Inverclyde", "Primary", "S01006506")
    done = begun.json("establishment", "import", write(tmp_path / "e.csv", schools, [row]), "--simd", simd)
    assert done["doubts"] == ["simd.csv: row 2, column Data_Zone: control characters were taken out"]
    assert done["without_simd"] == []


def test_so_they_are_of_a_file_of_authorities(begun: Cli, tmp_path: Path) -> None:
    region = write(tmp_path / "region.csv", ["name", "aliases"], [(f"Argyll and Bute{CODES}", "Argyll")])
    done = begun("init", "--authorities", region).out
    assert done.startswith("Row 2, column name: control characters were taken out.\n")
    assert "Argyll and Bute" in done
    assert not raw(done)
    assert begun.json("init", "--authorities", region)["doubts"]
