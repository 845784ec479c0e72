"""Who is acting: whom the user says, or on a server that knows its logins whoever has logged in."""

from sqlalchemy import text
from sqlmodel import Session

from cln.errors import NotAllowed
from cln.settings import Settings
from cln.words import fold

KNOWN = """
    SELECT public.cln_name(), session_user, pg_has_role(session_user, proowner, 'MEMBER')
    FROM pg_proc WHERE oid = 'public.cln_name()'::regprocedure
"""
"""Who has logged in: their name here, their login, and whether they own the database."""


def refuse_strangers(session: Session) -> None:
    """Refuse a login of a server that has no role in the database, which would look empty to it.

    Raises:
        NotAllowed: whoever has logged in has none.
    """
    if session.get_bind().dialect.name == "postgresql":
        name, login, owns = session.connection().execute(text(KNOWN)).one()
        session.rollback()  # a unit of work begins with its lock
        session.info["name"] = name
        if name is None and not owns:
            raise NotAllowed(f"the login {login} has no role here; a lead gives one with: cln access grant")


def acting(session: Session, settings: Settings) -> str:
    """The name that is written beside a change, once strangers were refused on the session.

    Raises:
        NotAllowed: the user says somebody else than the login is on this server.
    """
    if session.get_bind().dialect.name != "postgresql":
        return settings.who
    name: str | None = session.info["name"]
    if name is None:
        return settings.who
    if settings.asked is not None and fold(settings.asked) != fold(name):
        raise NotAllowed(
            f"your login is that of {name} in this database, and nobody can act as somebody else there; "
            "leave --as and CLN_USER out"
        )
    return name


def refuse_all_but_leads(session: Session, what: str) -> None:
    """Refuse what only a lead may, where the database knows who that is.

    Raises:
        NotAllowed: whoever has logged in has another role; `what` says what they may not do.
    """
    if not sees_all(session):
        raise NotAllowed(f"only a lead may {what}; your own role: cln access list")


def sees_all(session: Session) -> bool:
    """Whether whoever has logged in sees everything, as a lead does; everybody does in a file."""
    if session.get_bind().dialect.name != "postgresql":
        return True
    return not session.scalar(text("SELECT cln_is('facilitator') OR cln_is('viewer')"))
