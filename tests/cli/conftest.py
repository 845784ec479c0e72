"""A small invented register, and a cohort to enrol it in."""

from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.files import write

COLUMNS = ["code", "name", "authority", "sector", "postcode", "simd_quintile", "latitude", "longitude"]
REGISTER = [
    ("9100001", "Northbank Primary School", "Glasgow City", "Primary", "G1 1AA", 1, 55.86, -4.25),
    ("9100002", "Southbank Academy", "Glasgow City Council  ", "Secondary", "", "", "", ""),
    ("9200003", "Harbour School", "Inverclyde", "Primary", "PA15 1AA", 3, 55.95, -4.76),
    ("9200003", "Harbour School", "inverclyde council", "Secondary", "PA15 1AA", 3, 55.95, -4.76),
    ("CS2099000001", "Daisy Early Years Centre", "Renfrewshire", "ELC", "PA1 1AA", 5, 55.84, -4.42),
]


@pytest.fixture
def register(both: Cli, tmp_path: Path) -> Cli:
    """A register of five departments of four establishments in three authorities; either engine."""
    both("establishment", "import", write(tmp_path / "register.csv", COLUMNS, REGISTER))
    return both


@pytest.fixture
def cohort(cln: Cli, tmp_path: Path) -> Cli:
    """The same register and the open cohort "Cohort 3"; SQLite."""
    cln("establishment", "import", write(tmp_path / "register.csv", COLUMNS, REGISTER))
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    return cln
