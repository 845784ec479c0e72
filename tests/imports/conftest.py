"""What `cln import` is given in the tests: a clerk's folder, and a place without a database."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import DEMO, FILES, Cli


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder as a council's clerk leaves it: the demo's files, and others."""
    folder = tmp_path / "sent"
    folder.mkdir()
    for number, file in enumerate(reversed(FILES)):  # the names say nothing of the order
        shutil.copy(DEMO / file, folder / f"{number} {file}")
    (folder / "Letter to heads.docx").write_bytes(b"PK\x03\x04")
    (folder / "~$3 establishments.csv").write_bytes(b"\x00")
    (folder / ".DS_Store").write_bytes(b"\x00")
    return folder


@pytest.fixture
def nothing(tmp_path: Path) -> Cli:
    """Where no database is yet."""
    return Cli(f"sqlite:///{(tmp_path / 'home' / 'cln.db').as_posix()}")
