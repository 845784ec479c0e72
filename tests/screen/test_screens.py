"""Whole screens at 40, 80 and 120 columns, in a pipe and in colour on a terminal, as they were looked at."""

from pathlib import Path

import pytest

from tests import golden
from tests.conftest import Cli
from tests.terminal import on_terminal

FOLDER = Path(__file__).parent / "golden"
SCREENS = (("match", "show"), ("cohort", "rules"), ("survey", "list"))
"""None of them looks at what day it is."""

WIDTHS = pytest.mark.parametrize("width", [40, 80, 120])


@WIDTHS
def test_in_a_pipe(matched: Cli, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = [matched(*screen).out for screen in SCREENS]
    golden.check(f"pipe_{width}.txt", "".join(shown), FOLDER)


@WIDTHS
def test_in_colour(matched: Cli, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    shown = [on_terminal(matched, *screen, typed="")[1].replace("\r\n", "\n") for screen in SCREENS]
    golden.check(f"colour_{width}.txt", "".join(shown).replace("\x1b", "ESC"), FOLDER)
