"""Coordinates of the register: unknown at 0/0, in Scotland or refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from cln.register.coordinates import EAST, NORTH, SOUTH, WEST, Coordinates, coordinates, known
from tests.conftest import Cli
from tests.tabular import write

HEADERS = ["code", "name", "authority", "sector", "latitude", "longitude"]
WRONG = [
    ("4.25", "55.86", "have changed places; write latitude 55.86, longitude -4.25"),
    ("-4.25", "55.86", "have changed places; write latitude 55.86, longitude -4.25"),
    ("55.86", "4.25", "lacks the minus of all that lies west of Greenwich; write longitude -4.25"),
    ("51.5", "-0.12", "does not lie in Scotland"),
    ("0", "-4.25", "does not lie in Scotland"),
]
IN_SCOTLAND = {
    "latitude": st.floats(min_value=SOUTH, max_value=NORTH),
    "longitude": st.floats(min_value=WEST, max_value=EAST),
}


@given(**IN_SCOTLAND)
def test_what_lies_in_scotland_is_taken_and_no_slip_of_it(latitude: float, longitude: float) -> None:
    assert coordinates(latitude, longitude) == (latitude, longitude)
    for slip in (
        (longitude, latitude),
        (-longitude, latitude),
        (latitude, -longitude),
        (-latitude, longitude),
    ):
        with pytest.raises(ValueError, match="latitude"):
            coordinates(*slip)
    assert coordinates(0, 0) == coordinates(None, None) == Coordinates(None, None)


@pytest.mark.parametrize(("north", "east", "said"), WRONG)
def test_coordinates_that_cannot_be_are_refused_by_row(
    register: Cli, tmp_path: Path, north: str, east: str, said: str
) -> None:
    row = ("9100001", "Northbank Primary School", "Glasgow City", "Primary", north, east)
    file = write(tmp_path / "f.csv", HEADERS, [row])
    refused = register("establishment", "import", file, code=3).err
    assert f"row 2, column latitude: latitude {north}, longitude {east} {said}" in refused
    options = ("--latitude", north, "--longitude", east)
    assert said in register("establishment", "amend", "9100001", *options, code=3).err
    given = ("--name", "N", "--authority", "Inverclyde", "--sector", "Primary")
    assert said in register("establishment", "add", "9100009", *given, *options, code=3).err


def test_zero_and_zero_keep_the_coordinates_on_record(register: Cli, tmp_path: Path) -> None:
    row = ("9100001", "Northbank Primary School", "Glasgow City", "Primary", "0", "0")
    assert register.json("establishment", "import", write(tmp_path / "f.csv", HEADERS, [row]))["changed"] == 0
    zeros = ("--latitude", 0, "--longitude", 0)
    assert "say what to amend" in register("establishment", "amend", "9100001", *zeros, code=2).err
    register("establishment", "amend", "9100001", "--postcode", "G1 1AB", *zeros)
    shown = register.json("establishment", "show", "9100001")
    assert (shown["latitude"], shown["longitude"], shown["postcode"]) == (55.86, -4.25, "G1 1AB")
    given = ("--name", "N", "--authority", "Inverclyde", "--sector", "Primary")
    register("establishment", "add", "9100009", *given, *zeros)
    assert register.json("establishment", "show", "9100009")["latitude"] is None


def test_zero_and_zero_of_an_older_database_are_unknown(cohort: Cli) -> None:
    with closing(sqlite3.connect(str(make_url(cohort.database).database))) as connection:
        connection.execute("UPDATE establishment SET latitude = 0, longitude = 0")
        connection.commit()
    assert {one["latitude"] for one in cohort.json("establishment", "list")} == {None}
    assert "latitude and longitude not known" in cohort("establishment", "show", "9100001").out
    assert known(0, 0) is known(None, -4.25) is None
