"""Nothing that cln does rests on what its libraries or Python itself are about to take away."""

import subprocess
import sys
from pathlib import Path

import pytest

COMMANDS = (
    "history",
    "status",
    "match explain 9377028",
    "event calendar --out cohort.ics",
    "event invite 6 --letters letters",
    "export all --out cohort.xlsx",
    "report --out cohort.html",
    "database check",
)


@pytest.mark.slow
def test_no_command_warns(tmp_path: Path) -> None:
    for line in ("demo --folder .", *(f"{one} --database cln.db" for one in COMMANDS)):
        command = [sys.executable, "-W", "error", "-m", "cln", *line.split()]
        ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert "Warning" not in ran.stderr
