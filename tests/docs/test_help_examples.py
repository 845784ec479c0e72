"""Below the help of each command stands an example, and it works on the demo."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url
from typer.main import get_command

from cln.app import app
from tests.conftest import DEMO, RONA, Cli, Ran, fill
from tests.house.stories import FILES

WIDTH = 78
"""Columns of the help in a terminal of 80: a line that is longer cannot be copied whole."""

SAMPLE = ("facilitator", "survey")
"""Groups whose examples are tried each time, since they need no match and are quick; all of them are slow."""

NOT_HERE = {"demo": "plays the whole demo, which is where the others begin", "board": "waits for keys"}


@dataclass(frozen=True)
class Example:
    """A command as it is typed after `cln`, its example, and the command whose own comes first, or ""."""

    command: str
    line: str
    after: str


def _read(command: Any, path: str = "") -> Iterator[Example]:
    below = getattr(command, "commands", {})
    if path and (not below or command.invoke_without_command):
        found = re.fullmatch(r"Example(?:, after that of cln ([a-z -]+))?:\n\n(cln .+)", command.epilog or "")
        assert found, f"cln {path} has no example"
        yield Example(path, found[2], found[1] or "")
    for name in below:
        yield from _read(command.get_command(None, name), f"{path} {name}".strip())


EXAMPLES = {one.command: one for one in _read(get_command(app))}
ON_A_SERVER = [name for name in EXAMPLES if name.startswith("access ")]
ON_A_FILE = [name for name in EXAMPLES if name not in {"database create", *ON_A_SERVER, *NOT_HERE}]


def test_each_command_has_an_example_of_its_own_that_fits_a_terminal() -> None:
    assert len(EXAMPLES) > 100
    for one in EXAMPLES.values():
        assert one.line.startswith(f"cln {one.command}")
        assert len(one.line) <= WIDTH, one.line
        assert not one.after or one.after in EXAMPLES


def test_it_stands_at_the_end_of_the_help(cln: Cli) -> None:
    shown = cln("project", "agree", "--help").out.rstrip().splitlines()
    assert [line.strip() for line in shown[-3:]] == [
        "Example, after that of cln project question:",
        "",
        'cln project agree 1 --by "Marek Sinclair"',
    ]


@pytest.mark.parametrize("name", [name for name in ON_A_FILE if name.split()[0] in SAMPLE])
def test_some_examples_work_on_the_demo_before_its_match(
    name: str, after: Callable[..., Cli], cln: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay_out_files(tmp_path, monkeypatch)
    _run(name, after(cln, fill))


@pytest.mark.slow
@pytest.mark.parametrize("name", ON_A_FILE)
def test_every_example_works_on_the_demo(
    name: str, demo: tuple[Path, Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _lay_out_files(tmp_path, monkeypatch)
    _run(name, Cli(str(shutil.copy(demo[0] / "cln.db", tmp_path)), RONA))  # whose changes undo takes back


@pytest.mark.slow
def test_the_examples_about_access_work_on_a_server(postgres: Callable[[], str]) -> None:
    url = postgres()
    admin = Cli(url, "Ada Admin")
    made = shlex.split(EXAMPLES["database create"].line)[1:-1]
    admin(*made, url)
    lead = make_url(url).set(username="lena.lead").render_as_string()
    for name in ("access grant", "access list", "access summary", "access revoke"):
        assert name in ON_A_SERVER
        database = url if name in {"access grant", "access revoke"} else lead
        Cli(database, "Lena Lead")(*shlex.split(EXAMPLES[name].line)[1:])


def _run(name: str, cln: Cli) -> None:
    """Run the example of a command, and before it those that it names."""
    if before := EXAMPLES[name].after:
        _run(before, cln)
    cln(*shlex.split(EXAMPLES[name].line)[1:])


def _lay_out_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the working folder one that has the files that examples read."""
    for file in DEMO.glob("*.csv"):
        shutil.copy(file, folder)
    for name in ("launch.csv", "scores.csv"):
        (folder / name).write_text(FILES[name], encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("CLN_DATABASE", raising=False)
