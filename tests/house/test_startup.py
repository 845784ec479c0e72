"""What a command that only reads may import: everything else would make every look-up wait."""

import subprocess
import sys

from tests.conftest import Cli

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
