"""`python -m tests.bench large` on small cohorts: no command grows with the square of the entries."""

from pathlib import Path

import pytest

from tests.bench.large import compared


@pytest.mark.slow
def test_no_command_grows_faster_than_the_cohort(tmp_path: Path) -> None:
    assert compared(tmp_path, 1, 4, margin=1.5) == []
