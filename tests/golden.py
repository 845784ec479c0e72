"""Holds output byte for byte: `check` compares with a file in tests/house/json/.

After a change that is meant, write the files anew with `GOLDEN=write pytest`, and read the difference.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "house" / "json"


def check(name: str, text: str) -> None:
    """Compare with what the file `name` holds."""
    file = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(text.encode())
    assert text.encode() == file.read_bytes(), f"{file} says otherwise"
