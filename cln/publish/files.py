"""Files that appear whole or not at all, and never over another one unasked."""

import os
from pathlib import Path

from cln.errors import Refused


def write(content: bytes, path: Path, *, force: bool) -> None:
    """Write a file whole: beside its place first, then into it.

    Raises:
        Refused: it is no file, it exists and `force` was not given, or its folder cannot be written.
    """
    place = path.resolve()
    if place.exists() and not place.is_file():
        raise Refused(f"{path} is not a file; name a file")
    if place.exists() and not force:
        raise Refused(f"{path} exists already; choose another name or add --force")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
