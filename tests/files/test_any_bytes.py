"""Whatever bytes a file holds, it is read or refused in a sentence: nothing else ends a command."""

import io
import os
import random
import sys
import zipfile
from pathlib import Path

import pytest

from cln.errors import Refused
from cln.files import table
from cln.files.headers import known
from tests.conftest import COLUMNS, REGISTER
from tests.tabular import write
from tests.watched import run_watched

KNOWN = known(dict.fromkeys(COLUMNS, ()))
HAZARDS = [
    *(b'"', b"'", b",", b";", b"\t", b"|", b"\r", b"\n", b"\0", b"\xff", b"\xfe", b"\x1b[", b"sep=;\n"),
    *(b"\xe2\x80\xae", b"\xc3", b"&", b"<", b">", b"/>", b"<f>", b'r="XFD1048576"', b't="s"', b't="e"'),
    *(b"<row>", b"</row>", b"<c>", b"</c>", b"9" * 40, b"1e999", b"<!DOCTYPE x>", b"]]>"),
]

FAR = [2081, 4845, 4956]
"""Seeds that put a cell, in the middle of a row, where no memory reaches."""


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Bytes that were changed in a few places."""
    for _ in range(dice.randint(1, 4)):
        at, to = sorted(dice.randint(0, len(raw)) for _ in "ab")
        piece = dice.choice([*HAZARDS, raw[at : at + dice.randint(0, 60)], b""])
        raw = raw[:at] + piece + raw[dice.choice([at, at + 1, at + len(piece), to]) :]
    return raw


def repacked(raw: bytes, dice: random.Random) -> bytes:
    """A workbook one of whose parts was changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive, zipfile.ZipFile(out, "w") as made:
        changed = dice.choice([name for name in archive.namelist() if name.startswith("xl/")])
        for name in archive.namelist():
            content = archive.read(name)
            made.writestr(name, mutated(content, dice) if name == changed else content)
    return out.getvalue()


def outcome(file: Path) -> str:
    """What reading it comes to."""
    try:
        sheet = table.read(file, known=KNOWN)
    except Refused as error:
        return str(error)
    assert all(len(row.cells) == len(sheet.headers) for row in sheet.rows)
    return "read"


def fuzz(folder: Path, seed: int, ending: str) -> None:
    """Change one file in one way, and read it."""
    dice = random.Random(seed)
    raw = write(folder / f"whole.{ending}", COLUMNS, REGISTER).read_bytes()
    change = dice.choice([mutated, repacked] if ending == "xlsx" else [mutated])
    file = folder / f"changed.{ending}"
    file.write_bytes(change(raw, dice))
    came = outcome(file)
    assert came == "read" or "changed." in came
    assert len(came) < 3000


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_that_was_changed_is_read_or_refused(tmp_path: Path, ending: str) -> None:
    for seed in [*range(150), *FAR]:
        fuzz(tmp_path, seed, ending)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_that_was_changed_is_read_or_refused_at_length(tmp_path: Path, ending: str) -> None:
    run_watched("tests.files.test_any_bytes", tmp_path, ending)


if __name__ == "__main__":
    its_folder, its_ending = sys.argv[1:]
    for its_seed in range(1_000, 1_000 + 8_000 * int(os.environ.get("CLN_FUZZ", "1"))):
        fuzz(Path(its_folder), its_seed, its_ending)
