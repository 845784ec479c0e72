"""Holds output byte for byte: `check` compares with a file in tests/house/json/, or in another folder.

After a change that is meant, write the files anew with `GOLDEN=write pytest`, and read the difference.
"""

import os
from collections.abc import Callable
from difflib import unified_diff
from itertools import islice
from pathlib import Path

FOLDER = Path(__file__).parent / "house" / "json"


def check(name: str, text: str, folder: Path = FOLDER, reading: Callable[[str], str] = str) -> None:
    """Compare with what the file `name` holds.

    Args:
        name: the file's.
        text: what must be in it.
        folder: where the file lies.
        reading: makes of what the file holds what is compared.

    Raises:
        AssertionError: it holds something else; names the first lines that differ.
    """
    file = folder / name
    if os.environ.get("GOLDEN") == "write":
        folder.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    held = reading(file.read_bytes().decode())
    if text != held:
        lines = unified_diff(held.splitlines(), text.splitlines(), str(file), "now", lineterm="", n=1)
        raise AssertionError(f"{file} says otherwise\n" + "\n".join(islice(lines, 60)))
