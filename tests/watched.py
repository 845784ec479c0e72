"""Runs what a file may keep busy for ever in a process that can be ended, whatever it is busy with."""

import subprocess
import sys

import pytest

LIMIT = 900
"""Seconds, of which everything that is right takes a small part, on a slow computer too."""


def run_watched(module: str, *given: object) -> None:
    """Run a module of the tests with these arguments; it fails, or takes too long, as a test does."""
    try:
        ran = subprocess.run(
            [sys.executable, "-m", module, *map(str, given)],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.fail(f"{module} {' '.join(map(str, given))} is busy with a file for ever")
    assert ran.returncode == 0, ran.stderr
