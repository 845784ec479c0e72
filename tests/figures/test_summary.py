"""The summary loads only what it shows: no statistical test stands in it, so scipy stays out."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.events.test_confidence import answers, prepare


@pytest.mark.parametrize(
    ("command", "loaded"), [(["export", "summary"], ""), (["confidence", "show"], "numpy scipy")]
)
def test_only_a_command_that_shows_a_test_loads_scipy(
    cln: Cli, tmp_path: Path, command: list[str], loaded: str
) -> None:
    prepare(cln)
    for occasion, level in (("launch", 2), ("end", 4)):
        levels: list[tuple[object, ...]] = [(level, level)] * 12  # enough pairs to be tested
        cln(*answers(tmp_path, occasion, levels))
    code = (
        "import sys; from cln.app import main;"
        f"main(['--database', {cln.database!r}, *{command!r}]);"
        "print(*sorted({'numpy', 'scipy'} & sys.modules.keys()), file=sys.stderr, end='')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Cohort 3" in ran.stdout
    assert ran.stderr == loaded
