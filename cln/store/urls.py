"""Reads where a database is, in every form that people have it, and keeps its password apart.

What the rest of cln has of a URL holds no secret, so that none can reach a screen, a message or a traceback.
"""

import re
from typing import Any, NamedTuple

from sqlalchemy import URL
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from cln.errors import Unusable
from cln.settings import HIDES, KEYWORDS

DRIVER = "postgresql+psycopg"
EXAMPLE = f"{DRIVER}://host/cln"
DRIVERS = ("sqlite", "sqlite+pysqlite", DRIVER)
SECRET = ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
"""The settings of libpq that are secret."""
SEVERAL = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://(?:[^/?]*@)?[^/?@]*,")
"""A URL with several hosts, which only libpq reads."""


class Place(NamedTuple):
    """Where a database is."""

    url: URL
    """Without any secret; fit to be shown."""
    secrets: tuple[tuple[str, str], ...] = ()
    """Names and values of the settings of the connection that nobody is shown."""


def parse(text: str) -> Place:
    """Read a URL of SQLAlchemy's, one of libpq's, or its keyword form.

    Raises:
        Unusable: it cannot be read, or is of another engine. What it says is repeated only where it can hold
            no password.
    """
    keywords = KEYWORDS.match(text)
    if keywords or SEVERAL.match(text):
        return _of_libpq(text if keywords else re.sub(r"^[^:]*", "postgresql", text))
    try:
        url = make_url(re.sub(r"^postgres(?:ql)?://", f"{DRIVER}://", text))
    except (ArgumentError, ValueError):
        what = repr(text) if "@" not in text and "=" not in text else "what stands there"
        raise Unusable(
            f"{what} is not a database URL; write e.g. sqlite:///C:/cln/cln.db or {EXAMPLE}"
        ) from None
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise Unusable(f"cln keeps its data in SQLite or PostgreSQL, not in {url.drivername!r}")
    if url.drivername not in DRIVERS:
        raise Unusable(f"{url.drivername!r} is no driver of cln; write e.g. {EXAMPLE}")
    if url.get_backend_name() == "sqlite":
        if url.query:
            raise Unusable("cln takes no settings in the URL of a file; leave out what stands behind the ?")
        return _without_secrets(url)
    if any("@" in (part or "") for part in (url.host, url.database, *url.query)):
        raise Unusable(
            "the user or password of the database URL holds one of @ / : ? #; write %40 %2F %3A %3F %23 "
            "in place of these"
        )
    return _without_secrets(url)


def _of_libpq(text: str) -> Place:
    try:
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ModuleNotFoundError as error:
        raise no_driver() from error
    try:
        settings: dict[str, Any] = conninfo_to_dict(text)
    except ProgrammingError:
        raise Unusable(f"what names the database is not as PostgreSQL has it; write e.g. {EXAMPLE}") from None
    user, database = settings.pop("user", None), settings.pop("dbname", None)
    query = {name: str(value) for name, value in settings.items()}
    return _without_secrets(URL.create(DRIVER, username=user, database=database, query=query))


def _without_secrets(url: URL) -> Place:
    hidden = {name: str(url.query[name]) for name in SECRET if name in url.query}
    if url.password is not None:
        hidden["password"] = str(url.password)
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database, url.query)
    bare = bare.difference_update_query(SECRET)
    if any(
        HIDES.search(str(part)) for part in (bare.username, bare.host, bare.database, *bare.query.values())
    ):
        raise Unusable(f"the database URL holds a password where none belongs; write e.g. {EXAMPLE}")
    return Place(bare, tuple(sorted(hidden.items())))


def no_driver() -> Unusable:
    """That PostgreSQL needs its driver."""
    return Unusable('PostgreSQL needs its driver; run: pip install "cln[postgres]"')
