"""`python -m tests.bench startup` with a generous margin: no command loads what it does not need."""

from pathlib import Path

import pytest

from tests.bench.startup import measured


@pytest.mark.slow
def test_a_command_takes_little_longer_than_its_libraries(tmp_path: Path) -> None:
    assert measured(tmp_path, 3, 2.0) == []
