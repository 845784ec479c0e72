"""Imports that are killed leave the database as it was before or as it is after, never between."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.conftest import DEMO, FILES, Cli
from tests.imports.offered import CASES
from tests.imports.offered import begun as begun
from tests.tabular import write
from tests.upkeep.test_undo_anything import KILLED, dump, latest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="a process cannot be killed at a statement on Windows"),
]
ENDS = ("before_commit", "after_commit")


def kill(point: object, *line: object) -> None:
    """Run a command line in a process that is killed at that point of it."""
    command = [sys.executable, "-c", KILLED, str(point), *map(str, line)]
    ran = subprocess.run(command, capture_output=True, check=False)
    assert ran.returncode == -9, ran.stderr.decode()


def points(many: int, seed: int, some: int) -> list[object]:
    """Some of the statements of a command, and the moments about its end."""
    return [*sorted(Random(seed).sample(range(1, many + 1), min(some, many))), *ENDS]


@pytest.mark.parametrize("kind", CASES)
def test_an_import_that_is_killed_leaves_all_of_it_or_nothing(
    begun: Cli, tmp_path: Path, place: Path, statements: list[str], kind: str
) -> None:
    case = CASES[kind]
    line = case.line(write(tmp_path / "sent.csv", case.columns, [case.good, case.mended]))
    statements.clear()
    begun(*line, "--dry-run")
    before, number, many = dump(place), latest(place), len(statements)
    for point in points(many, 7, 4):
        kill(point, *line, "--database", begun.database)
        if point != "after_commit":
            assert (dump(place), latest(place)) == (before, number), f"killed at {point}"
    assert latest(place) == number + 1
    after = dump(place)
    assert after != before
    begun(*line)
    assert dump(place) == after


def test_the_import_of_a_folder_that_is_killed_leaves_no_database_or_a_whole_one(
    tmp_path: Path, statements: list[str]
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    for file in FILES:
        shutil.copy(DEMO / file, sent)
    place = tmp_path / "home" / "cln.db"
    cln = Cli(f"sqlite:///{place.as_posix()}")
    line = ("import", sent, "--launch", "2026-09-10")
    cln(*line, "--dry-run")
    for point in points(len(statements), 11, 10):
        kill(point, *line, "--database", cln.database)
        assert not place.exists(), f"killed at {point}"
    cln(*line)
    assert [change["command"] for change in cln.json("history")] == ["import", "init"]
    assert len(dump(place)["answer"]) > 0
    assert [file.name for file in place.parent.iterdir() if not file.name.startswith(".")] == ["cln.db"]


def test_the_import_of_a_folder_into_a_database_that_is_killed_leaves_all_of_it_or_nothing(
    begun: Cli, tmp_path: Path, place: Path, statements: list[str]
) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    line: list[object] = ["import", folder]
    for kind, case in CASES.items():
        write(folder / f"{kind}.csv", case.columns, [case.good, case.mended])
        line += [f"{kind}.csv={word}" if at % 2 else word for at, word in enumerate(case.told)]
    statements.clear()
    begun(*line, "--dry-run")
    before, number = dump(place), latest(place)
    for point in points(len(statements), 13, 10):
        kill(point, *line, "--database", begun.database)
        if point != "after_commit":
            assert (dump(place), latest(place)) == (before, number), f"killed at {point}"
    after = dump(place)
    assert latest(place) == number + 1
    assert begun.json("import", *line[1:])["rejected"] == 0
    assert dump(place) == after
