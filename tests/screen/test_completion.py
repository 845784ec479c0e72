"""What a shell offers when somebody presses the tab key."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli


def offered(database: str, words: str, shell: str = "fish", **environment: str) -> list[str]:
    """What is offered after a line, in which the last word is begun."""
    parts = words.split(" ")
    how = {
        "_CLN_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": words,
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(parts) - 1),
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "CLN_DATABASE": database,
    }
    ran = subprocess.run(
        [sys.executable, "-m", "cln"],
        env={**os.environ, **how, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    return [line.split("\t")[0] for line in ran.stdout.splitlines() if line]


@pytest.fixture
def enrolled(cohort: Cli, tmp_path: Path) -> Cli:
    """Cohort 3 with three establishments, and a facilitator."""
    enrol(cohort, tmp_path, NOMINATIONS)
    cohort("facilitator", "add", "--name", "Fran Fox", "--organisation", "QIO")
    return cohort


@pytest.mark.parametrize(
    ("words", "offers"),
    [
        ("cln cohort withdraw Nor", ["Northbank Primary School"]),
        ("cln cohort withdraw 91", ["9100001"]),
        ("cln establishment show Sou", ["Southbank Academy"]),
        ("cln cohort show --cohort Co", ["Cohort 3"]),
        ("cln match pin 9100001 --theme Lit", ["Literacy"]),
        ("cln status --facilitator F", ["Fran Fox"]),
        ("cln cohort leave 9100001 Bo", ["Bob Bell"]),
        ("cln cohort rule team-siz", ["team-size"]),
        ("cln event show Mat", ["Matching event"]),
        ("cln cohort with", ["withdraw"]),
        ("cln project show Par", []),
    ],
)
def test_names_are_offered(enrolled: Cli, words: str, offers: list[str]) -> None:
    assert offered(enrolled.database, words) == offers


def test_bash_gets_one_word(enrolled: Cli) -> None:
    line = "cln cohort withdraw Nor"
    assert offered(enrolled.database, line, "bash") == ["Northbank\\ Primary\\ School"]


def test_nothing_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    assert offered(f"sqlite:///{tmp_path / 'none.db'}", "cln cohort withdraw N") == []
    assert not (tmp_path / "none.db").exists()
    with socket.socket() as taken:  # a port on which nobody listens
        taken.bind(("127.0.0.1", 0))
        server = f"postgresql+psycopg://127.0.0.1:{taken.getsockname()[1]}/cln"
        assert offered(server, "cln cohort withdraw N") == []


def test_the_libraries_of_the_database_are_left_alone(enrolled: Cli) -> None:
    code = (
        "import sys; from cln.app import main\n"
        "try: main([])\n"
        "finally: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    how = {
        "_CLN_COMPLETE": "complete_fish",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": "cln cohort withdraw Nor",
        "CLN_DATABASE": enrolled.database,
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **how}, capture_output=True, text=True, check=False
    )
    assert "Northbank Primary School" in ran.stdout
    assert not {"sqlmodel", "sqlalchemy", "rich.console"} & {*ran.stderr.splitlines()}
