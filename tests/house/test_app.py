"""The front door: version, help, and what a mistake on the command line looks like."""

import subprocess
import sys

import pytest

from cln import __version__
from cln.app import main


def test_version_is_printed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"cln {__version__}\n", "")


def test_cln_alone_shows_the_help_and_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr()
    assert "Usage: cln" in shown.out
    assert not shown.err


def test_an_unknown_command_is_one_line_that_says_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["macth"]) == 2
    shown = capsys.readouterr()
    assert not shown.out
    assert shown.err.startswith("cln: error: No such command 'macth'")
    assert shown.err.endswith("see: cln --help\n")
    assert shown.err.count("\n") == 1


def test_a_wrong_choice_names_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "questions", "--kind", "guess"]) == 2
    said = "Invalid value for '--kind': 'guess' is not one of 'rating', 'ranking', 'ticks'"
    assert capsys.readouterr() == ("", f"cln: error: {said}; see: cln survey questions --help\n")


def test_help_imports_nothing_that_costs_a_second() -> None:
    heavy = {"sqlmodel", "sqlalchemy", "alembic", "pulp", "highspy", "pandas", "numpy", "python_calamine"}
    code = (
        "import sys; from cln.app import main; main(['--help']);"
        f"print(*sorted({heavy} & sys.modules.keys()), file=sys.stderr, end='')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Usage: cln" in ran.stdout
    assert ran.stderr == ""
