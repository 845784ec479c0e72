"""`cln doctor`: what a help desk asks first."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Cli

ASKED = {"cln", "libraries", "database", "solver", "data folder", "temporary folder", "terminal", "language"}


def test_it_tells_what_a_help_desk_asks(cohort: Cli) -> None:
    found = {one["what"]: one for one in cohort.json("doctor")["findings"]}
    assert found.keys() >= ASKED
    assert {found[what]["state"] for what in ("cln", "libraries", "database", "solver")} == {"ok"}
    assert "Python 3." in found["cln"]["sentence"]
    assert "sqlalchemy 2." in found["libraries"]["sentence"]
    assert found["solver"]["sentence"] == "solves a small problem"
    said = cohort("doctor").out
    assert "Ann Adam" not in said


def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    cln = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    [found] = [one for one in cln.json("doctor")["findings"] if one["what"] == "database"]
    assert found["state"] == "ok"
    assert found["sentence"].endswith("not there yet; it is made by: cln init")
    assert not [*tmp_path.iterdir()]


def test_a_file_that_is_no_database_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "cln.db").write_text("minutes of a meeting\n" * 400, encoding="utf-8")
    ran = Cli(f"sqlite:///{tmp_path / 'cln.db'}")("doctor", code=5)
    assert "cln cannot work here; see to it first" in ran.err
    assert "FAULT" in ran.out


def test_a_password_is_not_shown() -> None:
    ran = Cli("postgresql+psycopg://ann:secret@127.0.0.1:1/cln")("doctor", code=5)
    assert "secret" not in ran.out + ran.err


def test_no_colour_is_told(cohort: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    found = {one["what"]: one for one in cohort.json("doctor")["findings"]}
    assert "no colours are wanted (NO_COLOR)" in found["terminal"]["sentence"]


def _found(cln: Cli) -> dict[str, dict[str, str]]:
    return {one["what"]: one for one in cln.json("doctor")["findings"]}


def test_that_others_may_read_the_database_is_told_only_where_they_may(cohort: Cli) -> None:
    assert "rights" not in _found(cohort)
    Path(cohort.database.removeprefix("sqlite:///")).chmod(0o644)
    assert _found(cohort)["rights"]["sentence"].startswith("others of this machine can read the database")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("here no disk can be made")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full_or_can_only_be_read_is_told(cohort: Cli, disk: Path) -> None:
    file = Path(shutil.copy(cohort.database.removeprefix("sqlite:///"), disk / "cln.db"))
    cln, what = Cli(f"sqlite:///{file}"), "database's folder"
    found = _found(cln)[what]
    assert (found["state"], found["sentence"].split(" has only ")[0]) == ("warning", str(disk))
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    closed = _found(cln)
    assert (closed[what]["state"], closed[what]["sentence"]) == ("warning", f"{disk} cannot be written")
    assert closed["rights"]["sentence"] == f"{file} can be read, and not written"
