"""The front door: version, help, and what a mistake on the command line looks like."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from cln import __version__
from cln.app import app, main
from cln.contents import COMMANDS


def test_version_is_printed_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr() == (f"cln {__version__}\n", "")


def test_cln_alone_says_how_to_begin_where_there_is_nothing_yet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--database", str(tmp_path / "cln.db")]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("There is no database yet.\n")
    database = f"--database {tmp_path / 'cln.db'}"
    assert f'\n  cln {database} import FOLDER --cohort "Cohort 1" --launch DATE\n' in shown.out
    assert "all commands: cln --help" in shown.out
    assert not shown.err
    assert not [*tmp_path.iterdir()], "nothing is made by looking"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("withdraw", "'cln cohort withdraw' or 'cln facilitator withdraw'"),
        ("enrol", "'cln cohort enrol'"),
        ("attendance", "'cln event attendance'"),
        ("backup", "'cln database backup'"),
        ("atendance", "'cln event attendance'"),
        ("help match", "'cln match --help'"),
        ("help", "'cln --help'"),
        ("cohort help open", "'cln cohort open --help'"),
        ("cohort match", "'cln match'"),
        ("team withdraw", "'cln cohort withdraw' or 'cln facilitator withdraw'"),
        ("macth", "'match'"),
        ("match rule", "'cln cohort rule' or 'cln attention rule'"),
    ],
)
def test_a_command_of_another_group_is_suggested_in_full(
    line: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    shown = capsys.readouterr()
    assert f". Did you mean {meant}?; see: cln" in shown.err
    assert not shown.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "team list",
            "No such command 'list'; cln team has: move, swap, theme, facilitator, suggest; "
            "see: cln team --help",
        ),
        (
            "event hold 1 --date today",
            "No such option: --date. Did you mean '--on'?; see: cln event hold --help",
        ),
        (
            "status --facilitater x",
            "No such option: --facilitater. Did you mean '--facilitator'?; see: cln status --help",
        ),
        (
            "team swap 1 2 --prop 1",
            "No such option: --prop. Did you mean '--proposal'?; see: cln team swap --help",
        ),
        ("event hold 9", "Invalid value for 'N': it is to be from 1 to 6; see: cln event hold --help"),
        ("event hold 1.5", "Invalid value for 'N': that is no whole number; see: cln event hold --help"),
        ("match show --colour red", "No such option: --colour; see: cln match show --help"),
        (
            "log 2 Met the team --yes",
            "'the team' is more than it takes; words that belong together stand in quotes, e.g. "
            '"Met the team"; see: cln log --help',
        ),
        (
            "find Anna Kaur --yes",
            "No such option: --yes; see: cln find --help",
        ),
        (
            "cohort show Cohort 3",
            "cln cohort show takes no 'Cohort 3'; which cohort is meant is said with --cohort \"Cohort 3\"; "
            "see: cln cohort show --help",
        ),
        ("doctor now", "cln doctor takes no 'now'; see: cln doctor --help"),
        (
            "event postpone",
            "Missing argument 'N': which event: 1 to 6, or its name; see: cln event postpone --help",
        ),
        (
            "project sheet --facilitator Ann",
            "Missing option '--out': the workbook to write, e.g. sheet.xlsx; see: cln project sheet --help",
        ),
        (
            "project impact 2",
            "Missing argument 'LEVEL': learners, practice or organisation; see: cln project impact --help",
        ),
        ("undo last", "Invalid value for 'NUMBER': that is no whole number; see: cln undo --help"),
        (
            "project progress 2 x",
            "Invalid value for 'SCORE': that is no number; see: cln project progress --help",
        ),
        ("history --limit 0", "Invalid value for '--limit': it is to be 1 or more; see: cln history --help"),
        (
            "project sheet --rows 900",
            "Invalid value for '--rows': it is to be at most 500; see: cln project sheet --help",
        ),
        ("log 2 Met --date", "Option '--date' requires an argument; see: cln log --help"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_words(
    line: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    assert capsys.readouterr() == ("", f"cln: error: {said}\n")


def test_a_command_that_is_like_none_is_not_guessed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["xyzzy"]) == 2
    assert capsys.readouterr().err == "cln: error: No such command 'xyzzy'; see: cln --help\n"


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


def test_what_the_list_of_commands_says_of_each_stands_in_its_own_help() -> None:
    root: Any = get_command(app)
    own = {name: root.get_command(None, name).help for name in COMMANDS}
    assert {name: " ".join(text.partition("\n\n")[0].split()) for name, text in own.items()} == {
        name: listed.about for name, listed in COMMANDS.items()
    }


@pytest.mark.parametrize("line", ["--help", ""])
def test_to_list_the_commands_imports_no_room(line: str) -> None:
    code = (
        "import sys; from cln.app import main; main(sys.argv[1:]);"
        "rooms = {'cln.match', 'cln.events', 'cln.options'} & sys.modules.keys();"
        "print(*sorted(rooms), file=sys.stderr, end='')"
    )
    completion = {"_CLN_COMPLETE": "complete_bash", "COMP_WORDS": "cln ", "COMP_CWORD": "1"}
    environment = os.environ if line else {**os.environ, **completion}
    ran = subprocess.run(
        [sys.executable, "-c", code, *line.split()],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert "upgrade" in ran.stdout
    assert ran.stderr == ""
