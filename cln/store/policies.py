"""Puts the rights of `cln.store.rights` into a PostgreSQL database, and takes them out before a migration.

Row-level security is forced on every table, for its owner too, and what no policy allows is denied. Columns
that a role may not read are never granted to it; in the schema `cln_shown`, which its logins look into first,
a view of each such table shows nothing in their place. The views run with the rights of who reads them: they
let nobody see more, they let cln read whole rows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Column, Connection, Table, text
from sqlalchemy.dialects import postgresql
from sqlmodel import SQLModel

from cln.errors import Usage
from cln.store.rights import FACILITATOR, LEAD_ALONE, RECORD, Right
from cln.tables import every_table

SHOWN = "cln_shown"
LONGEST = 48
"""Bytes of the name of a database for many: its roles are called after it, and names are cut off after 63."""
DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
FUNCTIONS = Path(__file__).with_name("functions.sql")
LEADS, FACILITATES, VIEWS = (f"(SELECT cln_is('{role}'))" for role in ("lead", "facilitator", "viewer"))
CALLED = {
    "facilitator": (
        *("cln_name()", "cln_is(text)", "cln_herself()", "cln_cohorts()", "cln_teams()", "cln_colleagues()"),
        *("cln_entries()", "cln_people()", "cln_projects()", "cln_next_project(integer)"),
        "cln_log_entries(integer)",
    ),
    "viewer": ("cln_name()", "cln_is(text)", "cln_summary()", "cln_about(bigint)"),
}
"""Role -> the functions that it calls; a lead calls all."""
CLOSE = """
DO $$ DECLARE f regprocedure;
BEGIN
    FOR f IN SELECT oid FROM pg_proc WHERE proname LIKE 'cln\\_%' AND pronamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    END LOOP;
END $$
"""
"""Nobody calls a function of cln's without having been given it."""
EVERYBODY = "alembic_version"
"""The table that any login reads: which schema the database has."""


@dataclass(frozen=True)
class Roles:
    """The roles of one database; nobody logs in as one of these, logins are members of them."""

    prefix: str

    @classmethod
    def of(cls, database: str) -> Self:
        """Those of a database.

        Raises:
            Usage: its name is so long that PostgreSQL would cut the names of its roles off.
        """
        if len(database.encode()) > LONGEST:
            raise Usage(
                f"the name of a database for many has at most {LONGEST} bytes, so that its roles have room"
            )
        return cls(database)

    @property
    def owner(self) -> str:
        """Owns the tables and the functions."""
        return f"{self.prefix}_owner"

    def group(self, role: str) -> str:
        """The one whose members are leads, facilitators or viewers."""
        return f"{self.prefix}_{role}"

    @property
    def groups(self) -> tuple[str, ...]:
        """All three."""
        return tuple(map(self.group, ("lead", "facilitator", "viewer")))


def sql_name(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def shared(connection: Connection) -> Roles | None:
    """The roles of a database that was made for many; None for one that belongs to a single login."""
    owner = connection.scalar(
        text(
            "SELECT o.rolname FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba"
            " WHERE d.datname = current_database()"
        )
    )
    roles = Roles(str(owner).removesuffix("_owner"))
    known = "SELECT count(*) FROM pg_roles WHERE rolname = ANY(:names)"
    if owner == roles.owner and connection.scalar(text(known), {"names": list(roles.groups)}) == 3:
        return roles
    return None


def act_as_owner(connection: Connection) -> None:
    """Make what comes in this transaction the owner's, whoever has logged in."""
    if roles := shared(connection):
        connection.execute(text(f"SET LOCAL ROLE {sql_name(roles.owner)}"))


def may_install(connection: Connection) -> bool:
    """Whether the login is, or acts for, the owner of the database."""
    query = (
        "SELECT pg_has_role(session_user, datdba, 'MEMBER') FROM pg_database"
        " WHERE datname = current_database()"
    )
    return bool(connection.scalar(text(query)))


def remove(connection: Connection) -> None:
    """Take out what would stand in the way of a migration; `install` puts it back in this transaction."""
    act_as_owner(connection)
    connection.execute(text(f"DROP SCHEMA IF EXISTS {SHOWN} CASCADE"))
    names = connection.scalars(
        text(
            "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
            " AND p.proname LIKE 'cln\\_%'"
        )
    ).all()
    for name in names:
        _run(connection, f"DROP FUNCTION IF EXISTS {name} CASCADE")


def install(connection: Connection) -> None:
    """Put in the functions, and where the database is for many, who sees and writes what."""
    act_as_owner(connection)
    _run(connection, FUNCTIONS.read_text(encoding="utf-8"))
    _run(connection, CLOSE)
    if roles := shared(connection):
        for statement in statements(roles):
            _run(connection, statement)


def _run(connection: Connection, sql: str) -> None:
    """Send SQL as it stands; a % in it is no place for a parameter."""
    driver: Any = connection.connection.driver_connection
    driver.execute(sql)


def statements(roles: Roles) -> Iterator[str]:
    """All that gives the roles of a database their rights, one statement after another."""
    every_table()
    lead, facilitator, viewer = map(sql_name, roles.groups)
    everyone = f"{lead}, {facilitator}, {viewer}"
    yield f"GRANT USAGE ON SCHEMA public TO {everyone}"
    yield f"CREATE SCHEMA {SHOWN}"
    yield f"GRANT USAGE ON SCHEMA {SHOWN} TO {everyone}"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {everyone}"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {everyone}"
    for table in sorted(SQLModel.metadata.tables.values(), key=lambda one: one.name):
        yield from _of_table(table, FACILITATOR.get(table.name, LEAD_ALONE), roles)
    yield from _secured(EVERYBODY, sql_name(roles.owner))
    yield f"GRANT SELECT ON public.{EVERYBODY} TO {everyone}"
    yield f"CREATE POLICY everybody ON public.{EVERYBODY} FOR SELECT TO {everyone} USING (true)"
    for role, functions in CALLED.items():
        names = ", ".join(f"public.{name}" for name in functions)
        yield f"GRANT EXECUTE ON FUNCTION {names} TO {sql_name(roles.group(role))}, {lead}"
    record = "(SELECT oid::regprocedure FROM pg_proc WHERE proname = 'cln_record')"
    yield (
        f"DO $$ BEGIN EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {lead}, {facilitator}', {record});"
        " END $$"
    )
    yield from _skeleton(facilitator)


def _secured(table: str, owner: str) -> Iterator[str]:
    """Deny what is not allowed, to the owner too, who then is allowed everything: nobody logs in as it."""
    of = f"public.{sql_name(table)}"
    yield f"ALTER TABLE {of} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {of} FORCE ROW LEVEL SECURITY"
    for name in ("owner", "lead", "reads", "adds", "alters", "deletes", "reads_own", "everybody"):
        yield f"DROP POLICY IF EXISTS {name} ON {of}"
    yield f"CREATE POLICY owner ON {of} TO {owner} USING (true) WITH CHECK (true)"


def _of_table(table: Table, right: Right, roles: Roles) -> Iterator[str]:
    lead, facilitator, viewer = map(sql_name, roles.groups)
    of, sequence = f"public.{sql_name(table.name)}", f"public.{table.name}_id_seq"
    yield from _secured(table.name, sql_name(roles.owner))
    yield f"CREATE POLICY lead ON {of} TO {lead} USING ({LEADS}) WITH CHECK ({LEADS})"
    if table.name in RECORD:  # an erasure takes out what a row held; `cln_record` alone adds
        erased = "before, after, salt" if table.name == "changed_row" else "who, login, files, salt"
        yield f"GRANT SELECT, UPDATE ({erased}) ON {of} TO {lead}"
    else:
        yield f"GRANT SELECT, INSERT, UPDATE, DELETE ON {of} TO {lead}"
        yield f"GRANT USAGE ON SEQUENCE {sequence} TO {lead}"
    if table.name == "access":
        yield f"CREATE POLICY reads_own ON {of} FOR SELECT TO {facilitator}, {viewer} USING ({right.rows})"
        yield f"GRANT SELECT ON {of} TO {facilitator}, {viewer}"
    elif right.rows:
        yield from _of_facilitator(table, right, facilitator)


def _of_facilitator(table: Table, right: Right, her: str) -> Iterator[str]:
    of = f"public.{sql_name(table.name)}"
    granted = ", ".join(sql_name(column.name) for column in table.columns if column.name not in right.hidden)
    hers = f"{FACILITATES} AND ({right.rows})"
    yield f"GRANT SELECT ({granted}) ON {of} TO {her}"
    yield f"CREATE POLICY reads ON {of} FOR SELECT TO {her} USING ({hers})"
    if right.added:
        yield f"GRANT INSERT ON {of} TO {her}"
        yield f"GRANT USAGE ON SEQUENCE public.{table.name}_id_seq TO {her}"
        added = f"{FACILITATES} AND ({right.added})"
        yield f"CREATE POLICY adds ON {of} FOR INSERT TO {her} WITH CHECK ({added})"
    if right.alters:
        left = f"{FACILITATES} AND ({right.altered})"
        yield f"GRANT UPDATE ({', '.join(map(sql_name, right.alters))}) ON {of} TO {her}"
        yield f"CREATE POLICY alters ON {of} FOR UPDATE TO {her} USING ({hers}) WITH CHECK ({left})"
    if right.deletes:
        yield f"GRANT DELETE ON {of} TO {her}"
        yield f"CREATE POLICY deletes ON {of} FOR DELETE TO {her} USING ({hers})"
    if right.hidden:
        shown = ", ".join(_shown(column, right.hidden) for column in table.columns)
        view = f"{SHOWN}.{sql_name(table.name)}"
        yield f"CREATE VIEW {view} WITH (security_invoker = true) AS SELECT {shown} FROM {of}"  # noqa: S608
        yield f"GRANT SELECT ON {view} TO {her}"


def _shown(column: Column[Any], hidden: Sequence[str]) -> str:
    """A column of a view: what the table has, or nothing, of the same kind."""
    name = sql_name(column.name)
    if column.name not in hidden:
        return name
    kind = column.type.compile(dialect=DIALECT)
    nothing = "NULL" if column.nullable else "'[]'" if kind == "JSON" else "''"
    return f"CAST({nothing} AS {kind}) AS {name}"


def _skeleton(her: str) -> Iterator[str]:
    """That something of hers was changed meanwhile, and of her projects by whom, without what was written.

    cln asks before it writes. The barrier keeps a condition of hers, whose faults show what it was asked of,
    from the rows that she does not see.
    """
    barrier = "WITH (security_barrier = true)"
    projects = "(SELECT cln_projects())"
    events = "(SELECT id FROM public.event WHERE cohort_id IN (SELECT cln_cohorts()))"
    of_project, of_event = (
        f"(coalesce(r.after, r.before) ->> '{name}')::integer" for name in ("project_id", "event_id")
    )
    in_projects = f"(r.\"table\" = 'project' AND r.row_id IN {projects} OR {of_project} IN {projects})"
    known = (
        "(c.login = session_user OR EXISTS"
        f" (SELECT FROM public.changed_row r WHERE r.change_id = c.id AND {in_projects}))"
    )
    named = ", ".join(f"CASE WHEN {known} THEN c.{one} ELSE '' END AS {one}" for one in ("who", "command"))
    more = "'[]'::json AS files, NULL::varchar AS salt, ''::varchar AS heading, ''::varchar AS digest"
    yield (
        f"CREATE VIEW {SHOWN}.change {barrier} AS SELECT c.id, c.at, {named}, c.kind"  # noqa: S608
        f", NULL::integer AS undoes_id, {more}, ''::varchar AS login FROM public.change c WHERE {FACILITATES}"
    )
    yield (
        f'CREATE VIEW {SHOWN}.changed_row {barrier} AS SELECT r.id, r.change_id, r."table", r.row_id,'  # noqa: S608
        " NULL::json AS before, CASE WHEN r.\"table\" IN ('project', 'event') THEN '{}'::json"
        f" WHEN {of_project} IS NOT NULL THEN json_build_object('project_id', {of_project})"
        f" ELSE json_build_object('event_id', {of_event}) END AS after,"
        " NULL::varchar AS salt, ''::varchar AS digest FROM public.changed_row r"
        f" WHERE {FACILITATES} AND ({in_projects} OR r.\"table\" = 'event' AND r.row_id IN {events}"
        f" OR {of_event} IN {events})"
    )
    yield f"GRANT SELECT ON {SHOWN}.change, {SHOWN}.changed_row TO {her}"
