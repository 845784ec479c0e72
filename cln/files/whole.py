"""Files that appear whole or not at all, and never over another one unasked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cln.errors import Refused


@contextmanager
def writing(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into, beside its place; it takes its place once everything is written.

    Raises:
        Refused: it is no file, it exists and `force` was not given, its folder cannot be written, or a bare
            name leads out of this folder by a link.
    """
    place = path.resolve()
    if path.name == str(path) and place.parent != Path.cwd().resolve():
        raise Refused(f"{path} is a link to {place}, outside this folder; name that file itself")
    if place.exists() and not place.is_file():
        raise Refused(f"{path} is not a file; name a file")
    if place.exists() and not force:
        raise Refused(f"{path} exists already; choose another name or add --force")
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            yield file
        beside.replace(place)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
    finally:
        beside.unlink(missing_ok=True)


def write(content: bytes, path: Path, *, force: bool) -> None:
    """Write a file whole, as `writing` does.

    Raises:
        Refused: as `writing` says.
    """
    with writing(path, force=force) as file:
        file.write(content)
