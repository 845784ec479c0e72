"""The tables: a command builds those that it needs, and can write their rows without the others."""

import subprocess
import sys

from tests.conftest import Cli

WRITE = """
import sys
from cln import store
from cln.store import engine
from cln.tables.thresholds import AttentionSetting
from sqlmodel import SQLModel

assert "cohort" not in SQLModel.metadata.tables
with engine.connected(sys.argv[1]) as its, store.reading(its) as session:
    with store.change(session, "attention rule", "Ann") as change:
        change.add(AttentionSetting(cohort_id=1, rule="question", threshold=30))
"""


def test_a_row_is_written_though_nobody_asked_for_the_tables_that_it_refers_to(cohort: Cli) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WRITE, cohort.database], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    rules = {one["id"]: one["threshold"] for one in cohort.json("attention", "rules")}
    assert rules["question"] == 30
