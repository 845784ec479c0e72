"""What a facilitator makes up by SQL on a database for many, and who else might be taken for her."""

from collections.abc import Callable, Sequence
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from tests.conftest import Cli
from tests.upkeep import council as councils
from tests.upkeep.council import HERS, Council

pytestmark = pytest.mark.slow
LOGIN = "tariq.macbride"
ANOTHER = 77
"""The id of a cohort in which she has no part."""


@pytest.fixture(scope="module")
def council(postgres: Callable[..., str]) -> Council:
    """A database for many, with another cohort in which the facilitator has no part."""
    made = councils.found(postgres)
    with psycopg.connect(made.uri) as connection:
        connection.execute(
            b"INSERT INTO cohort SELECT (jsonb_populate_record(c,"
            b""" '{"id": 77, "name": "Cohort 77"}')).* FROM cohort c"""
        )
        connection.execute(
            b"INSERT INTO event SELECT (jsonb_populate_record(e,"
            b""" '{"id": 777, "cohort_id": 77, "uid": "777"}')).* FROM event e WHERE number = 1"""
        )
    return made


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO project (cohort_id, number, team_id, title, hunch, opened_on)"
        f" SELECT {ANOTHER}, 1, id, 'Mine', '', now() FROM team",
        "INSERT INTO attendance (event_id, participant_id, status)"
        " SELECT 777, id, 'present' FROM cln_people() AS id LIMIT 1",
        'INSERT INTO impact (project_id, "on", who, level, text)'
        " SELECT id, now(), 'Lena Lead', 'lesson', '' FROM project",
        "UPDATE log_entry SET replaced_by_id = id",
        "UPDATE log_entry SET replaced_by_id = (SELECT max(id) + 1 FROM log_entry)",
        'INSERT INTO log_entry (project_id, number, "on", phase, note, "by", who, support, made_at)'
        ' SELECT project_id, 99, "on", phase, note, "by", cln_name(), support, made_at FROM log_entry;'
        "UPDATE log_entry SET replaced_by_id = (SELECT min(id) FROM log_entry) WHERE number = 99",
    ],
    ids=[
        *("a project of another cohort", "somebody at another cohort's event", "impact in another's name"),
        *("a correction of itself", "a correction of another project", "an earlier one"),
    ],
)
def test_a_row_that_is_not_hers_to_write_is_refused(council: Council, statement: str) -> None:
    with (
        psycopg.connect(council.uri, user=LOGIN) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
    ):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("undoes", "table", "before", "after"),
    [
        (1, "log_entry", None, '{"id": 1, "project_id": 1}'),
        (None, "log_entry", None, '{"id": 1, "project_id": 2}'),
        (None, "log_entry", None, '{"id": 2, "project_id": 1}'),
        (None, "log_entry", None, None),
        (None, "measure", '{"id": 1, "project_id": 2}', '{"id": 1, "project_id": 1}'),
        (None, "measure", '{"id": 1, "project_id": 2}', None),
        (None, "measure", None, '{"id": 1, "project_id": 1}'),
        (None, "project", None, '{"id": 1, "team_id": 999}'),
        (None, "attendance", None, '{"id": 1, "participant_id": 9999}'),
        (None, "event_change", None, '{"id": 1, "event_id": 777}'),
        (None, "sharing", None, '{"id": 1}'),
    ],
)
def test_nothing_but_her_own_deeds_goes_on_record(
    council: Council, undoes: int | None, table: str, before: str | None, after: str | None
) -> None:
    with (
        psycopg.connect(council.uri, user=LOGIN) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="may not put that on record"),
    ):
        put_on_record(connection, undoes, [table], [before], [after])


def put_on_record(
    connection: psycopg.Connection[Any],
    undoes: int | None,
    tables: Sequence[str],
    befores: Sequence[str | None],
    afters: Sequence[str | None],
) -> None:
    """Call the function that puts a change on record."""
    rows = ", ".join(["%s"] * 6)
    connection.execute(
        f"SELECT cln_record(now()::timestamp, %s, 'log', 'deed', %s, '[]', '', '', '', {rows})".encode(),
        [HERS, undoes, tables, [1], befores, afters, [""], [""]],
    )


def test_an_upgrade_puts_the_rules_in_again_where_the_schema_is_the_newest_already(council: Council) -> None:
    asked = b"SELECT count(*) FROM pg_policies WHERE tablename = 'impact' AND policyname = 'adds'"
    with psycopg.connect(council.uri, autocommit=True) as connection:
        connection.execute(b"DROP POLICY adds ON impact")
        assert "The rules of access stay as they are" in council.lead("upgrade").out
        assert connection.execute(asked).fetchone() == (0,), "a lead may not"
        assert "The rules of access of this cln were put in again" in council.admin("upgrade").out
        assert connection.execute(asked).fetchone() == (1,)


def test_no_fault_of_a_condition_shows_rows_that_she_does_not_see(council: Council) -> None:
    with psycopg.connect(council.uri) as connection:
        found = connection.execute("SELECT max(row_id) FROM changed_row WHERE \"table\" = 'participant'")
        row = found.fetchone()
    with psycopg.connect(council.uri, user=LOGIN) as connection:
        asked = "SELECT id FROM changed_row WHERE \"table\" = 'participant' AND 1 / (row_id - %s) = 5"
        assert connection.execute(asked, row).fetchall() == []


def test_another_of_her_name_is_not_taken_for_her(council: Council) -> None:
    """Neither by the database, where both have no address, nor when she is let in."""
    lead, jo = council.lead, ("facilitator", "add", "--name", "Jo Bell", "--organisation", "QIO")
    for cohort in ("Cohort 1", "Cohort 77"):
        lead(*jo, "--cohort", cohort)
    council.admin("access", "grant", "Jo Bell", "--role", "facilitator", "--cohort", "Cohort 1")
    council.admin("access", "grant", "Jo Bell", "--role", "facilitator", "--cohort", "Cohort 1")
    with psycopg.connect(council.uri, user="jo.bell") as connection:
        assert connection.execute("SELECT name FROM cohort").fetchall() == [("Cohort 1",)]
    again = ("access", "grant", "Jo Bell", "--role", "facilitator", "--cohort", "Cohort 77")
    ran = council.admin(*again, code=3)
    assert "the login jo.bell is that of another facilitator of this name" in ran.err
    assert "cln access revoke jo.bell" in ran.err
    council.admin(*again, "--login", "jo.bell.77")
    with psycopg.connect(council.uri, user="jo.bell.77") as connection:
        assert connection.execute("SELECT name FROM cohort").fetchall() == [("Cohort 77",)]


@pytest.mark.parametrize(
    ("login", "said"),
    [
        *((name, "none that PostgreSQL gives anybody") for name in ("pg_monitor", "pg_x", "public", "none")),
        ("é" * 32, "more than 63 bytes"),
        ("{database}_owner", "may not log in"),
        ("{database}_lead", "may not log in"),
        ("postgres", "may do everything"),
    ],
)
def test_a_login_that_can_be_nobodys_is_refused(council: Council, login: str, said: str) -> None:
    given = login.format(database=make_url(council.admin.database).database)
    ran = council.admin("access", "grant", "Vic Visitor", "--role", "viewer", "--login", given, code=3)
    assert said in ran.err
    assert "choose another with --login" in ran.err


def test_a_name_of_which_no_login_can_be_made_asks_for_one(council: Council) -> None:
    assert (
        "choose another with --login" in council.admin("access", "grant", '"', "--role", "viewer", code=3).err
    )


@pytest.mark.parametrize("name", ["b" * 49, "é" * 25])
def test_a_database_whose_roles_names_would_be_cut_off_is_refused(council: Council, name: str) -> None:
    url = make_url(council.admin.database).set(database=name).render_as_string()
    assert "at most 48 bytes" in Cli(url)("database", "create", url, code=2).err
    with psycopg.connect(council.uri) as connection:
        query = "SELECT count(*) FROM pg_database WHERE datname = %s"
        assert connection.execute(query, [name]).fetchone() == (0,)
