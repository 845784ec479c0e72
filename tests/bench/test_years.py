"""`python -m tests.bench years` with a few cohorts: what is closed costs nothing."""

from pathlib import Path

import pytest

from tests.bench.filled import fill
from tests.bench.years import compared
from tests.conftest import Cli


def test_its_proposals_keep_the_rules(both: Cli, tmp_path: Path) -> None:
    fill(both.database, 2)
    for cohort in ("Cohort 1", "Cohort 2"):
        file = tmp_path / f"{cohort}.csv"
        both("--cohort", cohort, "export", "teams", "--out", file)
        judged = both.json("--cohort", cohort, "match", "check", file)
        shown = both.json("--cohort", cohort, "match", "show")
        assert [rule["id"] for rule in judged["rules"] if not rule["holds"]] == []
        assert judged["rules"] == shown["rules"]


@pytest.mark.slow
def test_a_command_hardly_waits_for_earlier_cohorts(tmp_path: Path) -> None:
    databases = {number: f"sqlite:///{tmp_path / f'{number}.db'}" for number in (1, 4)}
    assert compared(databases, 3, 2.0) == []
