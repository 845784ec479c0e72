"""Where the data lives and who is acting: the only module that reads the environment."""

import getpass
import os
import shlex
from dataclasses import dataclass
from pathlib import Path

from cln.errors import Unusable

_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Settings:
    """What every command needs to know before it opens the database."""

    database: str
    """A SQLAlchemy URL, e.g. `sqlite:////home/ann/cln.db` or `postgresql+psycopg://host/cln`."""
    who: str
    """Who is acting; written beside every change."""


def resolve(database: str | None = None, who: str | None = None) -> Settings:
    """Settle on a database and a name: the option first, then the environment, then the default."""
    url = database or os.environ.get("CLN_DATABASE") or _default_database()
    return Settings(
        database=url if "://" in url else f"sqlite:///{Path(url).expanduser().absolute().as_posix()}",
        who=who or os.environ.get("CLN_USER") or _login_name(),
    )


def editor() -> list[str]:
    """The command that opens the user's text editor."""
    windows = os.name == "nt"
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if windows else "nano")
    return [part.strip('"') for part in shlex.split(chosen, posix=not windows)]


def shipped(folder: str) -> Path:
    """Find `migrations` or `fixtures`: inside the installed package, else beside it in a checkout."""
    for place in (_PACKAGE / folder, _PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise Unusable(f"this installation of cln lacks its folder {folder!r}; install cln again")


def _default_database() -> str:
    import platformdirs

    return str(Path(platformdirs.user_data_dir("cln", appauthor=False)) / "cln.db")


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # a container without a passwd entry, Windows without USERNAME
        return "unknown"
