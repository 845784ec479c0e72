"""`cln database check`: what was done to a database by hand is found, and what threatens it is named."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cln.upkeep.database.place import network_of, synced_by
from tests.conftest import Cli

STATEMENTS = {
    "references": "PRAGMA foreign_keys=OFF; DELETE FROM authority WHERE name = 'Inverclyde'",
    "tables": "ALTER TABLE measure DROP COLUMN method",
    "orphans": (
        "INSERT INTO sent_file (at, who, what, file, recipient, cohorts, coarse, figures) "
        "VALUES ('2026-01-01 00:00:00', 'Ann', 'export', 'a.csv', '', '[7]', 0, '{}')"
    ),
}
"""What is found -> what somebody did to the database."""


@pytest.fixture
def file(cohort: Cli, tmp_path: Path) -> Path:
    """A database in a folder of its own, with one cohort."""
    return Path(shutil.copy(cohort.database.removeprefix("sqlite:///"), tmp_path / "cln.db"))


def findings(cln: Cli, code: int = 0) -> dict[str, tuple[str, str]]:
    """What was looked at -> how it is, and what is said of it."""
    shown = cln("database", "check", "--json", code=code).json
    return {one["what"]: (one["state"], one["sentence"]) for one in shown["findings"]}


def tampered(file: Path, script: str) -> Cli:
    """The command line on a database with which somebody did something by hand."""
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script)
        connection.commit()
    return Cli(f"sqlite:///{file}")


@pytest.mark.parametrize("what", STATEMENTS)
def test_what_was_done_by_hand_is_found(file: Path, what: str) -> None:
    cln = tampered(file, STATEMENTS[what])
    states = {name: state for name, (state, _) in findings(cln, code=5).items()}
    assert {name for name, state in states.items() if state == "fault"} == {what}
    refused = cln("database", "check", code=5).err
    assert "is not sound; to have a copy back: cln database restore\n" in refused
    assert f"\n  {what}: " in refused


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("UPDATE change SET who = 'Somebody' WHERE id = 2", "change 2: what it says of who"),
        ("UPDATE changed_row SET after = '{}' WHERE change_id = 2", "change 2: row "),
        ("DELETE FROM changed_row WHERE change_id = 2", "change 2: rows of it were taken out"),
        (
            "DELETE FROM changed_row WHERE change_id = 2; DELETE FROM change WHERE id = 2",
            "change 2: it is gone",
        ),
        ("UPDATE seal SET seal = 'x' WHERE change_id = 2", "change 2: its seal was edited"),
    ],
)
def test_an_edited_or_deleted_line_of_the_record_is_found(file: Path, script: str, says: str) -> None:
    sealed = Cli(f"sqlite:///{file}")
    known = sealed.json("database", "check")
    assert known["sealed_up_to"] == len(sealed.json("history"))
    state, sentence = findings(tampered(file, script), code=5)["record"]
    assert state == "fault"
    assert says in sentence


def test_a_spoilt_page_is_found_and_nothing_is_written(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[30 * 4096 : 31 * 4096] = bytes(4096)
    file.write_bytes(raw)
    state, _ = findings(Cli(f"sqlite:///{file}"), code=5)["file"]
    assert state == "fault"
    assert file.read_bytes() == raw


def test_who_else_can_read_it_is_said_with_what_mends_it(file: Path) -> None:
    cln = Cli(f"sqlite:///{file}")
    copy = Path(cln.json("database", "backup")["copy"])
    assert findings(cln)["rights"] == ("ok", "only you can read it")
    file.chmod(0o640)
    copy.chmod(0o604)
    state, sentence = findings(cln)["rights"]
    assert state == "warning"
    assert sentence == f"others of this machine can read it; run: chmod go= {file} {copy}"
    assert "see to it" in cln("database", "check").out
    subprocess.run(sentence.partition("run: ")[2].split(), check=True)
    assert findings(cln)["rights"] == ("ok", "only you can read it")


def test_a_copy_that_is_spoilt_is_named(file: Path) -> None:
    cln = Cli(f"sqlite:///{file}")
    copy = Path(cln.json("database", "backup")["copy"])
    assert findings(cln)["copies"][0] == "ok"
    copy.write_bytes(copy.read_bytes()[:9000])
    state, sentence = findings(cln)["copies"]
    assert (state, str(copy) in sentence) == ("warning", True)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (PureWindowsPath(r"C:\Users\ann\OneDrive\cln\cln.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ann\OneDrive - Glasgow City Council\cln.db"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\ann\Dropbox (Council)\cln.db"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\ann\iCloudDrive\cln.db"), "iCloud"),
        (PureWindowsPath(r"G:\My Drive\cln.db"), "Google Drive"),
        (PurePosixPath("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/cln.db"), "iCloud"),
        (PurePosixPath("/Users/ann/Library/CloudStorage/OneDrive-Council/cln.db"), "OneDrive"),
        (PurePosixPath("/Users/ann/Library/CloudStorage/GoogleDrive-ann@example.org/cln.db"), "Google Drive"),
        (PurePosixPath("/home/ann/Nextcloud/cln.db"), "Nextcloud"),
        (PurePosixPath("/home/ann/OneDrive.db"), None),
        (PurePosixPath("/home/ann/boxes/cln.db"), None),
        (PurePosixPath("/home/ann/.local/share/cln/cln.db"), None),
    ],
)
def test_folders_that_a_program_sends_elsewhere(path: PurePosixPath, program: str | None) -> None:
    assert synced_by(path) == program


def test_a_synced_folder_is_named_with_the_danger(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Council"
    folder.mkdir()
    cln = Cli(f"sqlite:///{shutil.copy(file, folder / 'cln.db')}")
    state, sentence = findings(cln)["place"]
    assert state == "warning"
    assert "a folder that OneDrive sends elsewhere" in sentence
    assert "two laptops make two databases of it" in sentence


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/share /mnt/council cifs rw 0 0
server:/home /home/ann nfs4 rw 0 0
/dev/sdb1 /home/ann/stick vfat rw 0 0
server:/x /mnt/with\\040space nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (PurePosixPath("/var/cln.db"), None),
        (PurePosixPath("/mnt/council/cln/cln.db"), "cifs"),
        (PurePosixPath("/home/ann/cln.db"), "nfs4"),
        (PurePosixPath("/home/ann/stick/cln.db"), None),
        (PurePosixPath("/mnt/with space/cln.db"), "nfs"),
        (PureWindowsPath(r"\\server\share\cln.db"), "a share"),
        (PureWindowsPath(r"C:\cln\cln.db"), None),
    ],
)
def test_drives_of_other_machines(path: PurePosixPath, kind: str | None) -> None:
    assert network_of(path, MOUNTS) == kind


def test_a_server_says_how_it_sorts(postgres: Callable[[str], str], postgres_template: str) -> None:
    found = findings(Cli(postgres(postgres_template)))
    assert found["order"] == ("ok", "text is sorted by its letters' codes, as in a file")
    assert {"file", "rights", "place"}.isdisjoint(found)
