"""Files of establishments, read without a database."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cln.errors import Refused
from cln.files.source import Source
from cln.register.reading import register
from tests.tabular import write

ROW = {"code": "9100001", "name": "Hill", "authority": "Glasgow", "sector": "Primary", "postcode": "g1 1aa"}


def authority(said: str) -> int:
    """Knows one name."""
    if said != "Glasgow":
        raise ValueError("unknown")
    return 7


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(order=st.permutations(list(ROW)), style=st.sampled_from([str.upper, str.title, lambda h: f" {h}_"]))
def test_columns_may_stand_in_any_order_and_style(tmp_path: Path, order: list[str], style: object) -> None:
    assert callable(style)
    file = write(tmp_path / "f.csv", [style(header) for header in order], [[ROW[header] for header in order]])
    read = register.read(Source(file), authority)
    assert read.rows == (register.EstablishmentRow("9100001", "Primary", "Hill", 7, "G1 1AA"),)
    assert read.unused == ()


def test_the_exact_header_goes_before_another_name_for_it(tmp_path: Path) -> None:
    file = write(tmp_path / "f.csv", [*ROW, "Council", "SEED code"], [[*ROW.values(), "Elsewhere", "1"]])
    read = register.read(Source(file), authority)
    assert read.rows[0].authority_id == 7
    assert read.unused == ("Council", "SEED code")


def test_a_quintile_joined_by_data_zone_goes_before_one_in_the_file(tmp_path: Path) -> None:
    headers = [*ROW, "simd_quintile", "DataZone"]
    rows = [[*ROW.values(), 5, "S1"], ["9100002", *list(ROW.values())[1:], 5, "S2"]]
    read = register.read(Source(write(tmp_path / "f.csv", headers, rows)), authority, {"S1": 2})
    assert [row.simd_quintile for row in read.rows] == [2, 5]


def test_zero_and_zero_are_no_coordinates(tmp_path: Path) -> None:
    file = write(tmp_path / "f.csv", [*ROW, "latitude", "longitude"], [[*ROW.values(), "0", "0.000"]])
    row = register.read(Source(file), authority).rows[0]
    assert (row.latitude, row.longitude) == (None, None)


def test_a_workbook_says_the_same_as_a_csv(tmp_path: Path) -> None:
    rows = [[9100001, *list(ROW.values())[1:]]]
    files = [write(tmp_path / name, list(ROW), rows) for name in ("f.csv", "f.xlsx")]
    first, second = (register.read(Source(file), authority) for file in files)
    assert first.rows == second.rows


def test_a_problem_names_the_header_as_it_is_written(tmp_path: Path) -> None:
    file = write(tmp_path / "f.csv", ["SEED Code", *list(ROW)[1:]], [["1", *list(ROW.values())[1:]]])
    with pytest.raises(Refused) as refused:
        register.read(Source(file), authority).problems.refuse_any()
    assert refused.value.details[0].startswith("row 2, column SEED Code: '1' is no establishment code")
