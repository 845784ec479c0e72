"""Who may use a database on a server: leads, facilitators of teams, and viewers of the summary."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select, text

from cln.cohort import whom
from cln.errors import Refused
from cln.facilitators.queries import facilitators_of
from cln.store import Change, logins
from cln.store.policies import Roles, shared, sql_name
from cln.tables.access import Access
from cln.tables.cohorts import Cohort
from cln.tables.facilitators import Facilitator
from cln.upkeep.roles import Role
from cln.words import fold, nearest_name, quoted


@dataclass(frozen=True)
class Granted:
    """Somebody who has a role now."""

    name: str
    login: str
    role: Role
    url: str
    """Where they log in."""
    statements: tuple[str, ...]
    """What whoever runs the server has to run before they can; empty where it is done."""
    password: str
    """What asks in `psql` for their password, which nobody else sees."""


@dataclass(frozen=True)
class Holder:
    """Somebody with a role."""

    name: str
    login: str
    role: Role
    ready: bool
    """The server lets them in as that."""


@dataclass(frozen=True)
class Holders:
    """All whom the reader may know of, by name."""

    people: tuple[Holder, ...]


@dataclass(frozen=True)
class Revoked:
    """Somebody who reads and writes nothing any more, and what is left to whoever runs the server."""

    name: str
    login: str
    role: Role
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """The numbers of a cohort, or under a pseudonym of a team; None for a number of a few."""

    cohort: str
    launch: str
    team: str | None
    establishments: int | None
    participants: int | None
    teams: int
    projects: int
    log_entries: int
    came: int | None


@dataclass(frozen=True)
class Overview:
    """What a viewer sees."""

    parts: tuple[Part, ...]


def grant(
    change: Change, cohort: Callable[[], Cohort], name: str, role: Role, login: str | None = None
) -> Granted:
    """Give somebody a role, and on the server a login that has it.

    Args:
        change: where it is written down.
        cohort: the one whose facilitator is meant.
        name: who.
        role: what they may do from now on, in place of what they might.
        login: the name with which they log in; by default made of their own.

    Raises:
        Refused: the cohort has no such facilitator, the login is somebody else's or that of another
            facilitator of her name, or it can be none that a role binds.
    """
    session = change.session
    roles, database = _server(session)
    herself = None
    if role is Role.FACILITATOR:
        of = cohort()
        herself = whom.facilitator(facilitators_of(session, of), of, name).facilitator
        name = herself.name
    login = login or ".".join(filter(None, map(fold, name.split())))
    connection = session.connection()
    if fault := logins.fault_of(connection, login):
        raise Refused(f"the login {quoted(login)} {fault}; choose another with --login")
    known = session.exec(select(Access).where(Access.login == login)).first()
    if known is not None and fold(known.name) != fold(name):
        raise Refused(f"the login {login} is that of {known.name}; choose another with --login")
    if known is not None and known.facilitator_id and herself:
        before = session.get_one(Facilitator, known.facilitator_id)
        if before.id != herself.id and (not herself.email or before.email != herself.email):
            raise Refused(
                f"the login {login} is that of another facilitator of this name; "
                f"choose another with --login, or if she is the same, first: cln access revoke {login}"
            )
    if known is None:
        known = Access(login=login, role=role, name=name)
        change.add(known)
    known.role, known.name = role.value, name
    known.facilitator_id = herself.id if herself else None
    session.flush()
    statements = logins.letting_in(roles, database, login, role, logins.known_to(connection, login))
    return Granted(
        name,
        login,
        role,
        connection.engine.url.set(username=login).render_as_string(),
        _run(session, roles, statements),
        logins.ASKS.format(sql_name(login)),
    )


def holders(session: Session) -> Holders:
    """Who has which role; a facilitator or viewer sees herself."""
    roles, _ = _server(session)
    connection = session.connection()
    return Holders(
        tuple(
            Holder(
                one.name,
                one.login,
                Role(one.role),
                roles.group(one.role) in logins.known_to(connection, one.login),
            )
            for one in session.exec(select(Access).order_by(col(Access.name), col(Access.login)))
        )
    )


def revoke(change: Change, name: str) -> Revoked:
    """Take somebody's role away, at once.

    Raises:
        Refused: nobody of that name or login has one, or several have.
    """
    session = change.session
    roles, _ = _server(session)
    people = session.exec(select(Access).order_by(col(Access.login))).all()
    meant = [one for one in people if name in (one.login, one.name) or fold(name) == fold(one.name)]
    if not meant:
        near = nearest_name(name, [one.name for one in people])
        asked = f"did you mean {near}? See" if near else "see"
        raise Refused(f"nobody called {quoted(name)} has a role here; {asked}: cln access list")
    if len(meant) > 1:
        which = whom.either(one.login for one in meant)
        raise Refused(f"{quoted(name)} has several logins; name one of them: {which}")
    (one,) = meant
    login, called, role = one.login, one.name, Role(one.role)
    change.delete(one)
    known = logins.known_to(session.connection(), login)
    return Revoked(called, login, role, _run(session, roles, logins.letting_out(roles, login, known)))


def overview(session: Session) -> Overview:
    """The summary that a viewer sees, and a lead may."""
    _server(session)
    rows = session.connection().execute(text("SELECT * FROM cln_summary()"))
    return Overview(tuple(Part(row[0], row[1].isoformat(), *row[2:]) for row in rows))


def _server(session: Session) -> tuple[Roles, str]:
    """The roles of the database, and its name.

    Raises:
        Refused: it is a file, or belongs to a single login.
    """
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        raise Refused("a database in a file has no roles: whoever may open the file may do everything")
    roles = shared(connection)
    if roles is None:
        raise Refused("this database belongs to one login; make it one for many: cln database create URL")
    return roles, str(connection.engine.url.database)


def _run(session: Session, roles: Roles, statements: Sequence[str]) -> tuple[str, ...]:
    """Run them, or give them back where that is for whoever runs the server."""
    connection = session.connection()
    if not logins.may_make_roles(connection, roles):
        return tuple(statements)
    logins.run(connection, statements)
    return ()
