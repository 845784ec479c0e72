"""A few trials of each of `python -m tests.bench faults`: nothing is lost or torn, no exit code is wrong."""

import sys

import pytest

from tests.bench.faults import FAULTS
from tests.bench.trials import Bench

ALONE = [name for name in FAULTS if not name.startswith(("20 processes", "full disk"))]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals"),
]


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """The databases that trials begin with."""
    return Bench.made(tmp_path_factory.mktemp("bench"))


@pytest.mark.parametrize("name", ALONE)
def test_a_fault_loses_and_tears_nothing(bench: Bench, name: str) -> None:
    tried = list(FAULTS[name](bench, 3))
    assert len(tried) == 3
    assert [one for one in tried if one.lost or one.torn or one.wrong] == []
