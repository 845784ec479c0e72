"""`python -m tests.bench years` with a few cohorts: what is closed costs nothing."""

from pathlib import Path

import pytest

from tests.bench.years import compared


@pytest.mark.slow
def test_a_command_hardly_waits_for_earlier_cohorts(tmp_path: Path) -> None:
    databases = {number: f"sqlite:///{tmp_path / f'{number}.db'}" for number in (1, 4)}
    assert compared(databases, 3, 2.0) == []
