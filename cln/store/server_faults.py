"""What PostgreSQL says, as a sentence with its exit code; never a statement, never what it was sent."""

import re

from sqlalchemy.exc import DBAPIError, OperationalError

from cln.errors import ClnError, NotAllowed, Unusable

OWN = "cln: "
"""So begin the sentences that functions of cln's own in the database say."""

NOT_ALLOWED, READ_ONLY = "42501", "25006"
UNREACHABLE = ("08", "28", "3D", "53", "57P")
"""How the codes begin of a server that cannot be reached, refuses the login, is full or is going down.
Source: PostgreSQL, appendix A."""

UNKNOWN = re.compile(r"invalid connection option (.*)")
TABLE = re.compile(r'\b(?:table|view|sequence|relation) "?(\w+?)(?:_id_seq)?"?$')

_KEPT = "it is read from PGPASSWORD or PostgreSQL's own file of passwords"
HINTS = (
    (r'database ".*" does not exist', "it is made with: cln database create URL"),
    (r'role ".*" does not exist', "a lead lets somebody in with: cln access grant"),
    (r"no password supplied", _KEPT),
    (
        r'password authentication failed for user "(.*)"',
        rf'{_KEPT}; one that is lost is set anew by whoever runs the server, in psql: \\password "\1"',
    ),
)
"""What a server says that lets nobody in -> what to do."""

CALLED = {"fixture": "promise", "fixed entry": "promise"}
"""What people call a table of which the name says something else."""

OF_TEAMS = "attendance", "log_entry", "project", "question", "measure", "observation", "impact", "sharing"
"""The tables that a facilitator writes, about her own teams."""


def explain(error: Exception, where: str) -> ClnError | None:
    """What the user can do about a fault of the server; None where it is another one.

    Args:
        error: what was raised.
        where: how messages name the database.
    """
    if not isinstance(error, DBAPIError):
        return None
    state = getattr(error.orig, "sqlstate", None)
    words = str(error.orig).splitlines()[0] if str(error.orig) else ""
    if state == NOT_ALLOWED:
        return NotAllowed(words.removeprefix(OWN) if words.startswith(OWN) else _refusal(words))
    if state == READ_ONLY:
        return NotAllowed(f"this login may only read {where}; a lead may change what is there")
    if state is None and (unknown := UNKNOWN.match(words)):
        return Unusable(f"the database URL has a setting that PostgreSQL does not know: {unknown[1]}")
    out_of_reach = isinstance(error, OperationalError) if state is None else state.startswith(UNREACHABLE)
    if error.connection_invalidated or out_of_reach:
        hints = (f"; {match.expand(hint)}" for says, hint in HINTS if (match := re.search(says, words)))
        return Unusable(f"no connection to {where}: {words}{''.join(hints)}")
    return None


def _refusal(words: str) -> str:
    """That a login may not do something, and who may."""
    table = match[1] if (match := TABLE.search(words)) else ""
    who = "only a lead or the facilitator of the team may" if table in OF_TEAMS else "only a lead may"
    called = table.replace("_", " ")
    about = f" ({CALLED.get(called, called)})" if table else ""
    return f"your login may not do that{about}; {who}; your own role, and what it sees: cln access list"
