"""What a command that only reads may import: everything else would make every look-up wait."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.filled import A_COHORT, fill
from tests.conftest import After, Cli

HEAVY = {"alembic", "pulp", "highspy", "rapidfuzz", "python_calamine", "xlsxwriter", "rich", "platformdirs"}


def test_a_command_that_reads_imports_no_more_than_it_needs(cohort: Cli) -> None:
    code = (
        "import sys; from cln.app import main;"
        f"main(['--database', {cohort.database!r}, 'cohort', 'list']);"
        f"print(*sorted({HEAVY} & sys.modules.keys()), file=sys.stderr, end='')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Cohort 3" in ran.stdout
    assert ran.stderr == ""


def test_a_command_line_of_its_own_ends_cleanly(cohort: Cli) -> None:
    command = [sys.executable, "-m", "cln", "--database", cohort.database, "cohort", "list", "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert '"cohort": "Cohort 3"' in ran.stdout
    assert ran.stderr == ""


COUNTED = """
import sys
from cln import app
from sqlalchemy import Engine, event

asked = []
event.listen(Engine, "before_cursor_execute", lambda *one: asked.append(one[2]))
code = app.main(sys.argv[1:])
from sqlmodel import SQLModel
own = sorted(name for name in sys.modules if name.split(".")[0] == "cln")
statements = [one for one in asked if one.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
there = {one for name in own for one in vars(sys.modules[name]).values() if isinstance(one, type)}
made = sorted(str(one) for one in there if one.__module__ in own and "__dataclass_fields__" in vars(one))
print(len(own), len(made), len(SQLModel.metadata.tables), len(statements), file=sys.stderr)
print(*own, *made, *sorted(SQLModel.metadata.tables), *statements, sep="\\n", file=sys.stderr)
raise SystemExit(code)
"""

BUDGETS = {
    ("cohort", "list"): (103, 29, 27, 28),
    ("status",): (88, 25, 24, 22),
    ("log", "7", "Met the team"): (77, 19, 19, 14),
    ("cohort", "withdraw", f"{A_COHORT + 3:07}", "--reason", "time"): (70, 21, 14, 12),
    ("export", "teams", "--out", "teams.csv"): (100, 47, 20, 25),
    ("export", "summary", "--out", "summary.csv"): (106, 38, 28, 26),
}
"""What is typed -> how many modules of cln may be imported, dataclasses made, tables built, statements sent:
each costs about half, one, four and two thousandths of a second. What one function hands to another, and is
no result, is a `NamedTuple`, which costs a fifth of a dataclass."""


def one_cohort(cln: Cli) -> None:
    """A cohort with its teams and their projects."""
    fill(cln.database, 1)


@pytest.mark.parametrize("typed", BUDGETS, ids=" ".join)
def test_a_command_needs_little(typed: tuple[str, ...], cln: Cli, after: After, tmp_path: Path) -> None:
    database = after(cln, one_cohort).database
    command = [sys.executable, "-c", COUNTED, "--database", database, *typed]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    counts = next(line for line in ran.stderr.splitlines() if line.replace(" ", "").isdigit())
    within = [int(count) <= most for count, most in zip(counts.split(), BUDGETS[typed], strict=True)]
    assert all(within), ran.stderr
