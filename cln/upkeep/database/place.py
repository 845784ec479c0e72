"""Where a file lies: in a folder that a program sends elsewhere, on another machine, or open to others."""

import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

RIGHTS_KNOWN = os.name == "posix"
"""Whether the file itself says who may read it; on Windows its folder does."""

SYNCED = {
    "OneDrive": r"OneDrive(?:\b.*)?",
    "Dropbox": r"Dropbox(?:\b.*)?",
    "iCloud": r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents",
    "Google Drive": r"Google ?Drive(?:\b.*)?|My Drive|DriveFS",
    "Nextcloud": r"Nextcloud(?:\b.*)?",
    "ownCloud": r"ownCloud(?:\b.*)?",
    "Box": r"Box(?: Sync)?",
}
"""Program -> what a folder is called that it keeps alike on several machines, in whole."""

NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "davfs", "fuse.sshfs", "webdav"})
"""The file systems of other machines, as Linux and macOS call them."""

REMOTE = 4
"""What Windows says of a drive of another machine. Source: GetDriveType (learn.microsoft.com)."""

_SYNCED = (
    "it lies in a folder that {program} sends elsewhere: it may be copied in the middle of a change, two "
    "laptops make two databases of it, and whoever else has the folder has everybody's data; move it, e.g. "
    "to the place that cln itself chooses"
)
_NETWORK = (
    "it lies on a drive of another machine ({kind}): SQLite cannot keep two laptops from writing at once "
    "there, and what one of them wrote is lost; move it to this laptop, or take PostgreSQL: cln database copy"
)


def synced_by(path: PurePath) -> str | None:
    """The program that keeps a folder alike on several machines, by what the folder is called."""
    for part in path.parts[:-1]:
        for program, name in SYNCED.items():
            if re.fullmatch(name, part, re.IGNORECASE):
                return program
    return None


def network_of(path: PurePath, mounts: str = "") -> str | None:
    """The kind of another machine's drive on which a file lies.

    Args:
        path: absolute.
        mounts: what is mounted where, as Linux lists it in `/proc/mounts`.
    """
    if isinstance(path, PureWindowsPath):
        return "a share" if path.drive.startswith("\\\\") else None
    at = [line.split()[1:3] for line in mounts.splitlines() if len(line.split()) > 2]
    kinds = {PurePosixPath(place.replace("\\040", " ")): kind for place, kind in at}
    kind = next((kinds[folder] for folder in path.parents if folder in kinds), "")
    return kind if kind in NETWORK else None


def readable_by_others(files: Iterable[Path]) -> list[Path]:
    """Those that others of the machine may read, or write; on Windows nobody can tell by the file."""
    there = (file for file in files if RIGHTS_KNOWN and file.exists())
    return [file for file in there if stat.S_IMODE(file.stat().st_mode) & 0o077]


def danger(file: Path) -> str | None:
    """What threatens a database where it lies."""
    place = file.resolve()
    if program := synced_by(place):
        return _SYNCED.format(program=program)
    kind = network_of(place, _mounts()) or _windows_drive(place)
    return _NETWORK.format(kind=kind) if kind else None


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _windows_drive(place: Path) -> str | None:
    """That Windows calls the drive of a file one of another machine."""
    import ctypes

    windows = getattr(ctypes, "windll", None)
    remote = windows is not None and windows.kernel32.GetDriveTypeW(f"{place.drive}\\") == REMOTE
    return f"drive {place.drive}" if remote else None
