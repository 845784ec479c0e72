"""Where the data lives and who is acting: the only module that reads the environment."""

import getpass
import os
import re
import shlex
from pathlib import Path
from typing import NamedTuple

from cln.errors import Unusable, Usage
from cln.words import LONGEST_NAME, quoted, without_controls

HIDES = re.compile(r"(?:password|passwd|pwd|secret)\s*=", re.IGNORECASE)
"""What stands before a password, whatever program a text is meant for."""
KEYWORDS = re.compile(
    r"\s*(?:host|hostaddr|port|dbname|user|password|service|sslmode)\s*=|postgres(?:ql)?(?:\+\w+)?(?::(?!//)|//)"
    rf"|(?!.*://).*{HIDES.pattern}",
    re.IGNORECASE,
)
"""What is no file: PostgreSQL's own keyword form of a URL (host=server dbname=cln user=ann), a URL that was
mistyped, and whatever else holds a password."""

_PACKAGE = Path(__file__).parent


class Settings(NamedTuple):
    """What every command needs to know before it opens the database."""

    database: str
    """A SQLAlchemy URL, e.g. `sqlite:////home/ann/cln.db` or `postgresql+psycopg://host/cln`."""
    who: str
    """Who is acting; written beside every change."""
    asked: str | None
    """Who `--as` or CLN_USER says is acting; a server that knows its logins lets nobody be somebody else."""


def resolve(database: str | None = None, who: str | None = None) -> Settings:
    """Settle on a database and a name: the option first, then the environment, then the default."""
    url = database or _environment("CLN_DATABASE") or str(data_folder() / "cln.db")
    named = "://" in url or KEYWORDS.match(url)
    asked = who or _environment("CLN_USER") or None
    return Settings(
        database=url if named else url_of(Path(url).expanduser().absolute()),
        who=_person(asked or login_name()),
        asked=asked,
    )


def url_of(file: Path) -> str:
    """The URL of a database in a file; `%` and `?`, which mean something there, are written otherwise."""
    return "sqlite:///" + file.as_posix().replace("%", "%25").replace("?", "%3F")


def cohort() -> str | None:
    """The cohort that the environment says is meant."""
    return _environment("CLN_COHORT") or None


def _person(name: str) -> str:
    """The name of who is acting, in one line."""
    if len(name) > LONGEST_NAME:
        raise Usage(f"{quoted(name)} has {len(name)} characters; say who is acting in {LONGEST_NAME}")
    return " ".join(name.split()) or login_name()


def _environment(name: str) -> str | None:
    """What a variable of the environment says.

    Raises:
        Usage: it holds what no text needs; as on the command line.
    """
    value = os.environ.get(name)
    if value is not None and without_controls(value) != value:
        raise Usage(f"{name} holds control characters, or bytes that are not UTF-8; set it without them")
    return value


def in_a_window() -> bool:
    """Whether a program of cln itself shows this command in a window of the browser."""
    return "TEXTUAL_DRIVER" in os.environ


def hand_on(settings: Settings) -> None:
    """Let the commands that this one starts work on the same database in the same name."""
    os.environ["CLN_DATABASE"] = settings.database
    if settings.asked is not None:
        os.environ["CLN_USER"] = settings.asked


def editor() -> list[str]:
    """The command that opens the user's text editor."""
    windows = os.name == "nt"
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if windows else "nano")
    try:
        return [part.strip('"') for part in shlex.split(chosen, posix=not windows)]
    except ValueError as error:  # a quotation mark without its other
        raise Usage(f"VISUAL or EDITOR names no editor ({quoted(chosen)}); name one, e.g. nano") from error


def shipped(folder: str) -> Path:
    """Find `migrations` or `fixtures`: inside the installed package, else beside it in a checkout."""
    for place in (_PACKAGE / folder, _PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise Unusable(f"this installation of cln lacks its folder {folder!r}; install cln again")


def data_folder() -> Path:
    """The folder of this user for cln's own data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("cln", appauthor=False))


def login_name() -> str:
    """The name with which the user has logged in to the computer."""
    try:
        return without_controls(getpass.getuser()) or "unknown"
    except (KeyError, ImportError, OSError):  # a container without a passwd entry, Windows without USERNAME
        return "unknown"
