"""Damage, full disks and places that may only be read: one sentence, its exit code, and nothing lost."""

import io
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest

from cln.app import main
from cln.store.sqlite_file import fault_of
from tests.conftest import Cli
from tests.store.test_wal import open_cohort

READS = [("cohort", "list"), ("status",), ("establishment", "list"), ("cohort", "people")]
WRITE = ("cohort", "open", "Cohort 9", "--launch", "2027-09-10")
PAGE = 4096


@pytest.fixture
def file(ready: Cli, tmp_path: Path) -> Path:
    """The demo's cohort in a file of its own."""
    return Path(shutil.copy(ready.database.removeprefix("sqlite:///"), tmp_path / "cln.db"))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, with its content."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


@pytest.mark.parametrize("kept", [40, 100, PAGE, 3 * PAGE, 10 * PAGE + 7])
@pytest.mark.parametrize("command", [*READS, WRITE, ("init",), ("upgrade",)], ids=" ".join)
def test_a_file_whose_end_is_missing(file: Path, kept: int, command: tuple[str, ...]) -> None:
    file.write_bytes(file.read_bytes()[:kept])
    before = tree(file.parent)
    refused = Cli(f"sqlite:///{file}")(*command, code=5).err
    assert refused == (
        f"cln: error: {file} is damaged (its end is missing), and nothing was written; "
        "go back to your last copy of it: cln database restore FILE\n"
    )
    assert tree(file.parent) == before


@pytest.mark.parametrize("seed", range(40))
def test_pages_that_hold_something_else(file: Path, seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(file.read_bytes())
    for _ in range(chance.choice([1, 1, 5])):
        at = PAGE * chance.randrange(1, len(raw) // PAGE)
        raw[at : at + PAGE] = chance.choice([bytes(PAGE), chance.randbytes(PAGE)])
    file.write_bytes(raw)
    wrong = fault_of(file)
    before = tree(file.parent)
    cln = Cli(f"sqlite:///{file}")
    if wrong is None:  # the page was not in use
        cln(*WRITE)
        return
    assert "is damaged (" in cln(*WRITE, code=5).err
    assert tree(file.parent) == before
    for command in READS:  # what a command reads may lie in pages that are whole
        assert _code(cln, command) != 1, command
    assert tree(file.parent) == before


def _code(cln: Cli, command: tuple[str, ...]) -> int:
    """The exit code of a command, whatever it says."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return main(["--database", cln.database, *command])


def test_the_last_copy_that_is_whole_is_named(file: Path) -> None:
    cln = Cli(f"sqlite:///{file}")
    whole, spoilt = file.with_name("cln.db.0001_register"), file.with_name("cln.db.0002_cohorts")
    shutil.copy(file, whole)
    spoilt.write_bytes(file.read_bytes()[: 3 * PAGE])
    file.write_bytes(file.read_bytes()[: 5 * PAGE])
    assert cln("status", code=5).err.endswith(
        f"the last copy that is whole is {whole}; to put it in its place: cln database restore\n"
    )
    shutil.copy(whole, file)
    cln("status")


@pytest.mark.parametrize("content", [b"Dear headteacher", b"SQLite format 3\0" + b"x" * 5000])
def test_a_spoilt_copy_is_not_overwritten_by_an_upgrade(file: Path, content: bytes) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0014_lot'")
        connection.commit()
    copy = file.with_name("cln.db.0014_lot")
    copy.write_bytes(content)
    before = tree(file.parent)
    refused = Cli(f"sqlite:///{file}")("upgrade", code=5).err
    assert f"{copy}, where the copy is to lie, is no whole database" in refused
    assert tree(file.parent) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = _mount("-t", "tmpfs", "-o", "size=2m", "tmpfs", folder)
    if not mounted:
        pytest.skip("only root on Linux can make a disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(*options: object) -> bool:
    if sys.platform != "linux" or shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *map(str, options)], capture_output=True, check=False).returncode == 0


def test_a_full_disk_loses_nothing(file: Path, small: Path) -> None:
    own = Path(shutil.copy(file, small / "cln.db"))
    cln = Cli(f"sqlite:///{own}")
    held = cln.json("history")
    with (small / "filling").open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(bytes(PAGE)):
            pass
    assert shutil.disk_usage(small).free == 0
    refused = cln(*WRITE, code=5).err
    assert "there is no room for" in refused
    assert refused.count("\n") == 1
    (small / "filling").unlink()
    assert cln.json("history") == held
    cln(*WRITE)
    assert len(cln.json("history")) == len(held) + 1


def test_a_folder_that_may_only_be_read_can_be_read(file: Path, small: Path) -> None:
    own = Path(shutil.copy(file, small / "cln.db"))
    cln = Cli(f"sqlite:///{own}")
    shown = cln("status").out
    assert _mount("-o", "remount,ro", small)
    before = tree(small)
    assert cln("status").out == shown
    refused = cln(*WRITE, code=5).err
    assert "cannot be written; check who may write to that folder" in refused
    assert refused.count("\n") == 1
    assert tree(small) == before
    new = Cli(f"sqlite:///{small / 'new' / 'cln.db'}")("init", code=5).err
    assert "Read-only file system" in new


@pytest.mark.parametrize("index", [True, False])
def test_what_a_killed_command_left_can_be_read_where_nothing_may_be_written(
    file: Path, small: Path, *, index: bool
) -> None:
    own = Path(shutil.copy(file, small / "cln.db"))
    open_cohort(own, "Cohort 8", killed=True)
    if not index:
        (small / "cln.db-shm").unlink()
    assert _mount("-o", "remount,ro", small)
    before = tree(small)
    assert "Cohort 8" in [one["cohort"] for one in Cli(f"sqlite:///{own}").json("cohort", "list")]
    refused = Cli(f"sqlite:///{own}")(*WRITE, code=5).err
    assert "cannot be written; check who may write to that folder" in refused
    assert tree(small) == before
