"""A database for many: who sees and writes what, through the command line and past it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from sqlmodel import SQLModel

from cln.store.rights import FACILITATOR
from cln.tables import every_table
from tests.conftest import Cli
from tests.tabular import write
from tests.upkeep import council as councils
from tests.upkeep.council import HERS, LEAD, Council
from tests.upkeep.forbidden import try_all

pytestmark = pytest.mark.slow
COLUMNS = ["code", "sector", "entry", "name", "status"]


@pytest.fixture(scope="module")
def council(postgres: Callable[..., str]) -> Council:
    """A database for many, which the tests of this file share."""
    return councils.found(postgres)


def rows(council: Council, query: str) -> list[tuple[object, ...]]:
    """What a query gives the administrator."""
    with psycopg.connect(council.uri) as connection:
        return connection.execute(query.encode()).fetchall()


def test_every_table_says_who_reads_it() -> None:
    every_table()
    assert {*SQLModel.metadata.tables, "alembic_version"} == FACILITATOR.keys()


def test_no_table_is_without_forced_row_level_security(council: Council) -> None:
    tables = rows(
        council,
        "SELECT relname, relrowsecurity AND relforcerowsecurity, (SELECT count(*) FROM pg_policy"
        " WHERE polrelid = c.oid), pg_get_userbyid(relowner) FROM pg_class c"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')",
    )
    assert {str(name) for name, *_ in tables} == FACILITATOR.keys()
    assert [name for name, forced, policies, _ in tables if not forced or not policies] == []
    (owner,) = {owner for *_, owner in tables}
    assert rows(council, f"SELECT rolcanlogin FROM pg_roles WHERE rolname = '{owner}'") == [(False,)]


def test_a_new_table_is_denied_to_everybody(council: Council) -> None:
    with psycopg.connect(council.uri) as connection:
        connection.execute("CREATE TABLE later (id integer)")
        for login in ("lena.lead", "tariq.macbride", "vera.view"):
            connection.execute(f'SET LOCAL ROLE "{login}"'.encode())
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute("SELECT * FROM later")
            connection.execute("RESET ROLE")
        connection.rollback()


@pytest.mark.parametrize("login", ["tariq.macbride", "vera.view", "nobody.here"])
def test_no_forbidden_access_is_let_through(council: Council, login: str) -> None:
    if login == "nobody.here":  # in the groups of the server, but without a role in the database
        group = f"{make_url(council.admin.database).database}_"
        with psycopg.connect(council.uri) as connection:
            connection.execute(f'CREATE ROLE "{login}" LOGIN'.encode())
            connection.execute(f'GRANT "{group}facilitator", "{group}lead" TO "{login}"'.encode())
    tried = try_all(council.uri, login, councils.team_id(council) if login == "tariq.macbride" else None)
    assert tried.let_through == ()
    assert tried.tried > 400


def test_what_is_let_through_is_noticed(council: Council) -> None:
    assert "lena.lead: read rows of participant" in try_all(council.uri, "lena.lead", None).let_through
    others = try_all(council.uri, "anna.kaur", councils.team_id(council)).let_through
    assert "anna.kaur: read rows of log_entry" in others
    assert "anna.kaur: alter title of project" in others


def test_a_facilitator_does_her_job_on_her_team_alone(council: Council, tmp_path: Path) -> None:
    her = council.facilitator
    assert [one["project"] for one in her.json("project", "list")] == [1]
    for command in (("project", "show", 2), ("log", 2, "Not mine"), ("project", "question", 2, "Whose?")):
        assert "has no project 2" in her(*command, code=3).err
    ran = her("project", "open", council.other, "--title", "No", "--hunch", "No", code=3)
    assert f"has no team {council.other}" in ran.err
    her("log", 1, "Planned the lesson")
    her("project", "observe", 1, "--focus", "Talk in pairs", "--learned", "They listen")
    her("project", "open", council.team, "--title", "Second", "--hunch", "More talk helps")
    assert council.lead.json("project", "show", 3)["title"] == "Second"
    council.lead("event", "hold", 1)
    (person, *_) = her.json("event", "attendance", 1)["people"]
    sheet = [(person["code"], person["sector"], person["entry"], person["name"], "present")]
    her("event", "attendance", 1, write(tmp_path / "came.csv", COLUMNS, sheet))
    assert her.json("event", "attendance", 1)["present"] == 1
    assert her.json("status")["entries"] < council.lead.json("status")["entries"] / 4
    assert "@" not in her("export", "participants").out
    assert "@" in council.lead("export", "participants").out
    assert {(one["who"], one["login"]) for one in council.lead.json("history", "--limit", 100)} == {
        ("Ada Admin", "postgres"),
        (LEAD, "lena.lead"),
        (HERS, "tariq.macbride"),
    }


@pytest.mark.parametrize(
    "command",
    [
        ("match",),
        ("match", "show"),
        ("match", "accept", 1),
        ("team", "swap", "9226039", "9443017"),
        ("cohort", "open", "Mine", "--launch", "2026-09-10"),
        ("event", "hold", 2),
        ("history",),
        ("undo",),
        ("undo", 1),
        ("export", "summary"),
        ("report", "--out", "report.html"),
        ("access", "grant", "Eve", "--role", "lead"),
        ("access", "summary"),
        ("database", "backup"),
        ("database", "check"),
        ("person", "show", "Tariq MacBride"),
        ("person", "erase", "Tariq MacBride", "--yes"),
        ("person", "retention"),
    ],
    ids=lambda command: " ".join(map(str, command)),
)
def test_what_only_a_lead_may_is_refused_with_who_may(council: Council, command: tuple[str, ...]) -> None:
    ran = council.facilitator(*command, code=6)
    assert "only a lead may" in ran.err
    assert ran.err.count("\n") == 1
    assert "SELECT" not in ran.err + ran.out


def test_a_viewer_sees_the_summary_alone(council: Council) -> None:
    parts = council.viewer.json("access", "summary")["parts"]
    assert [part["participants"] for part in parts if part["team"] is None] == [100]
    assert {part["team"][:2] for part in parts if part["team"]} == {"T-"}
    for command in (("status",), ("project", "list"), ("export", "participants"), ("log", 1, "x")):
        assert "only a lead may" in council.viewer(*command, code=6).err


def test_nobody_can_be_somebody_else(council: Council, monkeypatch: pytest.MonkeyPatch) -> None:
    her, forged = council.facilitator, Cli(council.facilitator.database, LEAD)
    assert "nobody can act as somebody else" in forged("log", 1, "As Lena", code=6).err
    with psycopg.connect(council.uri, user="tariq.macbride") as connection:
        columns = 'project_id, number, "on", phase, note, by, who, support, made_at'
        kept = columns.replace("number", "99").replace("who", "%s")
        forge = f"INSERT INTO log_entry ({columns}) SELECT {kept} FROM log_entry WHERE number = 1".encode()
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute(forge, [LEAD])
        heading = "now()::timestamp, %s, 'log', 'deed', NULL, '[]', '', '', ''"
        record = f"SELECT cln_record({heading}, %s, %s, %s, %s, %s, %s)"
        for who, table in ((LEAD, "log_entry"), (HERS, "seat")):
            row = [[table], [1], [None], ["{}"], [""], [""]]
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(record.encode(), [who, *row])
    monkeypatch.setenv("CLN_USER", LEAD)
    assert "nobody can act as somebody else" in Cli(her.database, "")("log", 1, "As Lena", code=6).err


def test_a_role_ends_at_once_and_its_grant_cannot_be_undone(council: Council) -> None:
    given = council.admin.json("access", "grant", "Vic Visitor", "--role", "viewer")
    visitor = councils.of(council.admin.database, given["login"], "Vic Visitor")
    visitor("access", "summary")
    number = council.admin.json("history")[0]["number"]
    assert "cln access revoke" in council.admin("undo", number, code=3).err
    near = council.admin("access", "revoke", "Vic Visiter", code=3).err
    assert (
        "nobody called 'Vic Visiter' has a role here; did you mean Vic Visitor? See: cln access list" in near
    )
    council.admin("access", "revoke", "Vic Visitor")
    assert "permission denied for database" in visitor("access", "summary", code=5).err


def test_a_lead_is_told_what_the_server_needs(council: Council) -> None:
    given = council.lead.json("access", "grant", "Karen Jardine", "--role", "facilitator")
    assert given["login"] == "karen.jardine"
    assert given["statements"][0] == 'CREATE ROLE "karen.jardine" LOGIN;'
    assert given["password"] == '\\password "karen.jardine"'
    (waiting,) = (one for one in council.lead.json("access", "list")["people"] if not one["ready"])
    assert waiting["login"] == "karen.jardine"
    with psycopg.connect(council.uri) as connection:
        for statement in given["statements"]:
            connection.execute(statement.encode())
    her = councils.of(council.admin.database, "karen.jardine", "Karen Jardine")
    assert her.json("project", "list") == []
    for line in ("", "next", "guide", "status", "cohort list", "cohort show"):
        assert "Next: cln" not in her(*line.split()).out  # the steps of the year are for leads


def test_what_a_facilitator_sees_is_not_called_the_whole_cohort(council: Council) -> None:
    entries, people = (
        council.facilitator.json("cohort", "show")[name] for name in ("entries", "participants")
    )
    assert entries < council.lead.json("cohort", "show")["entries"]
    ours = f"In your teams: {entries} establishments with {people} participants.\n"
    shown = council.facilitator("cohort", "show").out
    assert ours in shown
    assert "needed" not in shown, "of key facilitators she sees only some"
    assert f"in your teams {entries} entries with {people} participants;" in council.facilitator().out
    for command in ((), ("cohort", "show")):
        assert "n your teams" not in council.lead(*command).out


def test_who_may_make_no_roles_is_told_the_sql(council: Council, postgres: Callable[..., str]) -> None:
    ran = council.lead("database", "create", councils.of(postgres(), "lena.lead", LEAD).database, code=6)
    assert "CREATE ROLE" in ran.err
    assert "in psql" in ran.err


@pytest.fixture
def locked_out(council: Council) -> Iterator[Cli]:
    """The command line of a login of which the server wants a password."""
    with psycopg.connect(council.uri, autocommit=True) as connection:
        connection.execute("CREATE ROLE locked_out LOGIN PASSWORD 'right'")
        [(named,)] = connection.execute("SHOW hba_file")
        rules = Path(named)
        before = rules.read_text(encoding="utf-8")
        rules.write_text(f"local all locked_out scram-sha-256\n{before}", encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
        url = make_url(council.admin.database)._replace(username="locked_out", password=None)
        yield Cli(url.render_as_string(), "Lou")
        rules.write_text(before, encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("DROP ROLE locked_out")


def test_a_password_that_is_missing_wrong_or_lost_says_where_it_is_kept_and_set(
    locked_out: Cli, council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSWORD", raising=False)
    kept = "it is read from PGPASSWORD or PostgreSQL's own file of passwords"
    assert f"no password supplied; {kept}\n" in locked_out("status", code=5).err
    monkeypatch.setenv("PGPASSWORD", "wrong")
    anew = 'one that is lost is set anew by whoever runs the server, in psql: \\password "locked_out"'
    assert f'for user "locked_out"; {kept}; {anew}\n' in locked_out("status", code=5).err
    stranger = councils.of(council.admin.database, "no.such.login", "Nora")("status", code=5).err
    assert "does not exist; a lead lets somebody in with: cln access grant\n" in stranger
