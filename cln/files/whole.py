"""Files, and folders of files, that appear whole or not at all, and never over another one unasked."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cln.errors import Refused

OWN = 0o600
"""Who may read what is written: only the user, as the database, because most of it tells of people."""

SQLITE = b"SQLite format 3\0"
"""What every SQLite database begins with."""

BESIDE = ("-wal", "-shm", "-journal")
"""How the names of the files end that SQLite keeps beside a database: they hold a part of it."""


def place_of(path: Path, *, force: bool) -> Path:
    """Where a file is to be written, if it may be.

    Raises:
        Refused: it is no file, it exists and `force` was not given, it is a database, or a bare name leads
            out of this folder by a link.
    """
    place = path.resolve()
    if path.name == str(path) and place.parent != Path.cwd().resolve():
        raise Refused(f"{path} is a link to {place}, outside this folder; name that file itself")
    if place.exists() and not place.is_file():
        raise Refused(f"{path} is not a file; name a file")
    refuse_database(place, path)
    if place.exists() and not force:
        raise Refused(f"{path} exists already; choose another name or add --force")
    return place


@contextmanager
def writing(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A file to write into, beside its place; it takes its place once everything is written.

    Raises:
        Refused: it may not be written there (`place_of`), or its folder cannot be written.
    """
    place = place_of(path, force=force)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    try:
        with open(beside, "wb", opener=_own) as file:
            yield file
        beside.replace(place)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):  # its folder is none
            beside.unlink(missing_ok=True)


def write(content: bytes, path: Path, *, force: bool) -> None:
    """Write a file whole, as `writing` does.

    Raises:
        Refused: as `writing` says.
    """
    with writing(path, force=force) as file:
        file.write(content)


@contextmanager
def filling(folder: Path, *, force: bool) -> Iterator[Path]:
    """An empty folder to write files into; they come into `folder` together once all are written, or none.

    The folder is made where there is none. Other files that lie in it stay.

    Raises:
        Refused: it is no folder or cannot be written, one of the files exists and `force` was not given, or
            one of them is a database.
    """
    place = folder.resolve()
    made = [one for one in place.parents if not one.exists()]
    beside: Path | None = None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".cln.", dir=place if place.is_dir() else place.parent))
        yield beside
        if place.exists():
            _move(beside, place, folder, force=force)
        else:
            beside.rename(place)
        made = []
    except OSError as error:
        raise Refused(f"the folder {folder} cannot be written: {error.strerror}; choose another") from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
        with suppress(OSError):  # something else came into a folder that was made for this
            for one in made:
                one.rmdir()


def create(path: Path) -> BinaryIO:
    """A new file of the user's own, to write into a folder of `filling`."""
    return open(path, "xb", opener=_own)


def refuse_ending(path: Path, endings: Sequence[str], instead: str = "") -> None:
    """Refuse a name that promises another kind of file; one without an ending promises nothing.

    Args:
        path: the file.
        endings: how it may end.
        instead: how it should end; the first of those by default.

    Raises:
        Refused: it ends otherwise.
    """
    if path.suffix and path.suffix.casefold() not in endings:
        raise Refused(f"{path} would not be what its name says; end its name in {instead or endings[0]}")


def refuse_database(place: Path, path: Path) -> None:
    """Refuse to write over a database, or where SQLite keeps a part of one, whoever forces it.

    Args:
        place: where the file would lie.
        path: how the user named it.

    Raises:
        Refused: a SQLite database lies there, or is the one that a file of this name would belong to.
    """
    ending = next((ending for ending in BESIDE if place.name.endswith(ending)), "")
    database = place.with_name(place.name.removesuffix(ending))
    if _begins_a_database(database):
        what = f"would lie where SQLite keeps a part of {database.name}" if ending else "is a database"
        raise Refused(f"{path} {what}, and --force does not hold for those; choose another name")


def _begins_a_database(place: Path) -> bool:
    if not place.is_file():
        return False
    try:
        with place.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except OSError:  # nobody can tell what it is
        return True


def _own(path: str, flags: int) -> int:
    return os.open(path, flags, OWN)


def _move(beside: Path, place: Path, folder: Path, *, force: bool) -> None:
    """Put the files of a folder, and of those in it, into another one; called `folder` by the user.

    Those that they replace come back if one of them cannot be put there.
    """
    names = sorted(one.relative_to(beside) for one in beside.rglob("*") if one.is_file())
    for name in names:
        if (place / name).exists() and not (force and (place / name).is_file()):
            raise Refused(f"{folder / name} exists already; choose another folder or add --force")
        refuse_database((place / name).resolve(), folder / name)
    replaced = Path(tempfile.mkdtemp(dir=beside))
    put: dict[Path, Path] = {}
    try:
        for number, name in enumerate(names):
            target = place / name
            target.parent.mkdir(exist_ok=True)
            put[target] = replaced / str(number)
            if target.exists():
                target.rename(put[target])
            (beside / name).rename(target)
    except OSError:
        for target, before in put.items():
            target.unlink(missing_ok=True)
            if before.exists():
                before.rename(target)
        raise
