"""Makes a database for many on a PostgreSQL server, with its roles; makes one that is there into such."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from cln.disclosure import leaving
from cln.errors import NotAllowed, Unusable, Usage
from cln.store import logins, schema
from cln.store.engine import connected, explained, reading
from cln.store.locks import Wait
from cln.store.policies import Roles, sql_name
from cln.store.taking import name_of
from cln.store.urls import parse
from cln.upkeep.setup import init

MAINTENANCE = "postgres"
"""The database that every server has, from which others are made."""
OLDEST = 150000
"""The oldest server: PostgreSQL 15, the first whose views can run with the rights of who reads."""


@dataclass(frozen=True)
class Created:
    """A database for many, its roles, and its councils."""

    database: str
    new: bool
    owner: str
    roles: tuple[str, ...]
    authorities: tuple[str, ...]


def create(url: str, who: str) -> Created:
    """Make the database that a URL names, its roles and tables; harmless where all is there already.

    Raises:
        Usage: the URL is of a file, or names no database, or one whose name is too long.
        Unusable: the server is too old or out of reach.
        NotAllowed: the login may not make databases or roles; the statements for who may are its details.
    """
    place = parse(url)
    if place.url.get_backend_name() != "postgresql":
        raise Usage("a database for many is one of PostgreSQL; for a file run: cln init")
    database = place.url.database
    if not database:
        raise Usage("the URL names no database; write e.g. postgresql+psycopg://admin@host/cln")
    roles = Roles.of(database)
    beside = place._replace(url=place.url.set(database=MAINTENANCE))
    with connected(beside) as engine, explained(engine), engine.connect() as connection:
        new = _make(connection.execution_options(isolation_level="AUTOCOMMIT"), roles, database)
    with connected(place) as engine:
        with explained(engine), engine.begin() as connection:
            _hand_over(connection, roles)
        if schema.revision(engine) is not None:
            schema.upgrade(engine)
        authorities = init(engine, who, None).authorities
        with reading(engine) as session:
            leaving.Exit(session, "database create", who, Wait()).remember_key()
        return Created(name_of(engine), new, roles.owner, roles.groups, authorities)


def _make(connection: Connection, roles: Roles, database: str) -> bool:
    """Make the database and the roles where they are not there; whether the database is new."""
    if int(connection.scalar(text("SHOW server_version_num")) or 0) < OLDEST:
        raise Unusable("a database for many needs PostgreSQL 15 or newer")
    exists = connection.scalar(
        text("SELECT count(*) FROM pg_database WHERE datname = :name"), {"name": database}
    )
    names = [roles.owner, *roles.groups]
    query = text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names)")
    known = connection.scalars(query, {"names": names}).all()
    statements = [
        *([] if exists else [f"CREATE DATABASE {sql_name(database)};"]),
        *logins.making(roles, database, known),
    ]
    may = "SELECT rolsuper OR rolcreatedb AND rolcreaterole FROM pg_roles WHERE rolname = session_user"
    if not connection.scalar(text(may)):
        raise NotAllowed(
            "your login may not make databases and roles on this server; whoever runs it may, in psql, with "
            "your login in place of CURRENT_USER, and cln database create after that does the rest:",
            statements,
        )
    logins.run(connection, statements)
    return not exists


def _hand_over(connection: Connection, roles: Roles) -> None:
    """Leave the schema, and what is in it already, to the owner of the database."""
    connection.execute(text("REVOKE ALL ON SCHEMA public FROM PUBLIC"))
    tables = connection.scalars(
        text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'")
    )
    for table in tables.all():
        connection.exec_driver_sql(f"ALTER TABLE public.{sql_name(table)} OWNER TO {sql_name(roles.owner)}")
