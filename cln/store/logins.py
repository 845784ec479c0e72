"""The roles of a PostgreSQL server: making those of a database, and letting logins in and out.

Each deed is a list of statements, run here where the login has the right to, and else printed for whoever
runs the server. None of them ever holds a password.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, text

from cln.store.policies import SHOWN, Roles, sql_name

LONGEST = 63
"""Bytes of a name in PostgreSQL, as it is built by default."""
ASKS = "\\password {}"
"""What `psql` is told so that it asks for a password; it is neither shown nor kept by it."""


def making(roles: Roles, database: str, known: Collection[str]) -> list[str]:
    """The statements that make the roles of a database, but for those that are known, and make it theirs."""
    needed = [name for name in (roles.owner, *roles.groups) if name not in known]
    of, owner = sql_name(database), sql_name(roles.owner)
    groups = ", ".join(map(sql_name, roles.groups))
    return [
        *(f"CREATE ROLE {sql_name(name)} NOLOGIN;" for name in needed),
        f"GRANT {owner} TO CURRENT_USER;",
        f"ALTER DATABASE {of} OWNER TO {owner};",
        f"REVOKE ALL ON DATABASE {of} FROM PUBLIC;",
        f"GRANT CONNECT ON DATABASE {of} TO {groups};",
    ]


def letting_in(roles: Roles, database: str, login: str, role: str, known: Sequence[str]) -> list[str]:
    """The statements that give a login its role, and make the login where there is none.

    Args:
        roles: of the database.
        database: its name.
        login: of whom.
        role: `lead`, `facilitator` or `viewer`.
        known: what the login has already: itself, and the groups of which it is a member.
    """
    name, group = sql_name(login), roles.group(role)
    of, path = sql_name(database), f"SET search_path = {SHOWN}, public"
    if role == "lead":
        path = "RESET search_path"
    others = [one for one in known if one in roles.groups and one != group]
    return [
        *([] if login in known else [f"CREATE ROLE {name} LOGIN;"]),
        *(f"REVOKE {sql_name(one)} FROM {name};" for one in others),
        *([] if group in known else [f"GRANT {sql_name(group)} TO {name};"]),
        *([] if not others and group in known else [f"ALTER ROLE {name} IN DATABASE {of} {path};"]),
    ]


def letting_out(roles: Roles, login: str, known: Sequence[str]) -> list[str]:
    """The statements that take every role of the database from a login; the login itself stays."""
    return [f"REVOKE {sql_name(one)} FROM {sql_name(login)};" for one in known if one in roles.groups]


def known_to(connection: Connection, login: str) -> list[str]:
    """The login, if there is one, and the roles of which it is a direct member."""
    query = (
        "SELECT r.rolname FROM pg_roles r WHERE r.rolname = :login UNION ALL"
        " SELECT g.rolname FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
        " JOIN pg_roles r ON r.oid = m.member WHERE r.rolname = :login"
    )
    return list(connection.scalars(text(query), {"login": login}))


def may_make_roles(connection: Connection, roles: Roles) -> bool:
    """Whether the login may make logins, and members of these roles."""
    query = (
        "SELECT rolsuper OR rolcreaterole AND (SELECT bool_and("
        "pg_has_role(session_user, g.oid, 'MEMBER WITH ADMIN OPTION')) FROM pg_roles g"
        " WHERE g.rolname = ANY(:groups)) FROM pg_roles WHERE rolname = session_user"
    )
    return bool(connection.scalar(text(query), {"groups": list(roles.groups)}))


def fault_of(connection: Connection, login: str) -> str | None:
    """Why a name can be no login that row-level security binds; None where it can."""
    if not login or login.startswith("pg_") or login in {"public", "none"}:
        return "is none that PostgreSQL gives anybody"
    if len(login.encode()) > LONGEST:
        return f"has more than {LONGEST} bytes, of which PostgreSQL cuts names off"
    query = "SELECT rolsuper OR rolbypassrls, rolcanlogin FROM pg_roles WHERE rolname = :login"
    known = connection.execute(text(query), {"login": login}).one_or_none()
    if known is None or known == (False, True):
        return None
    return "may do everything on this server" if known[0] else "may not log in on this server"


def run(connection: Connection, statements: Iterable[str]) -> None:
    """Run statements of this module."""
    for statement in statements:
        connection.exec_driver_sql(statement.replace("%", "%%"))
