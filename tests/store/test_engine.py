"""Opening a database safely, and what is said when that fails."""

import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cln.store import engine as engines
from cln.store import taking
from cln.store.engine import connected
from tests.conftest import Cli


def file_of(cln: Cli) -> Path:
    return Path(cln.database.removeprefix("sqlite:///"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps files private in another way")
def test_a_sqlite_file_is_private_to_its_owner(cln: Cli) -> None:
    assert file_of(cln).stat().st_mode & 0o777 == 0o600


def test_a_sqlite_file_is_safe(cln: Cli) -> None:
    engine = engines.connect(cln.database)
    with engine.connect() as connection:
        said = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        ]
    engine.dispose()
    assert said == ["wal", 1, 2, taking.BUSY_SECONDS * 1000]


def test_a_locked_database_is_said_after_a_while(cln: Cli) -> None:
    other = sqlite3.connect(file_of(cln), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ran = cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10", "--wait", 0, code=5)
    assert "somebody else is writing to sqlite:///" in ran.err
    assert cln.json("cohort", "list") == []
    other.execute("ROLLBACK")
    other.close()
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10")


def test_one_writer_at_a_time_on_postgresql(postgres: Callable[[], str]) -> None:
    cln = Cli(postgres())
    cln("init")
    engine = engines.connect(cln.database)
    with engine.connect().execution_options(writing=True) as other, other.begin():
        ran = cln("cohort", "open", "A", "--launch", "2026-09-10", "--wait", 0, code=5)
        assert "somebody else is writing to" in ran.err
        assert cln.json("cohort", "list") == []
    engine.dispose()
    cln("cohort", "open", "A", "--launch", "2026-09-10")


def test_an_interrupt_while_a_connection_is_closed_is_told_without_a_traceback(
    cln: Cli, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(cln.database) as engine:
        for interrupt in (KeyboardInterrupt(), OSError("broken")):
            engine.pool.logger.error("Exception closing connection", exc_info=interrupt)
    assert [record.exc_info and record.exc_info[0] for record in caplog.records] == [OSError]


def test_a_missing_database_says_what_to_run(tmp_path: Path) -> None:
    ran = Cli(f"sqlite:///{tmp_path / 'none.db'}")("cohort", "list", code=5)
    assert ran.err == f"cln: error: there is no database at {tmp_path / 'none.db'} yet; run: cln init\n"
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("://nothing", "'://nothing' is not a database URL"),
        ("postgresql+pigeon://host/cln", "'postgresql+pigeon' is no driver"),
        ("postgresql+asyncpg://host/cln", "'postgresql+asyncpg' is no driver of cln"),
        ("sqlite+aiosqlite:////tmp/cln.db", "'sqlite+aiosqlite' is no driver of cln"),
        (
            "postgresql://nobody@127.0.0.1:1/none?sslmod=require",
            'has a setting that PostgreSQL does not know: "sslmod"',
        ),
        ("sqlite:////tmp/cln.db?mode=ro", "leave out what stands behind the ?"),
        ("mysql://host/cln", "in SQLite or PostgreSQL, not in 'mysql'"),
        ("sqlite://", "an in-memory database forgets everything"),
        (
            "postgresql+psycopg://nobody@127.0.0.1:1/none",
            "no connection to postgresql+psycopg://nobody@127.0.0.1:1",
        ),
    ],
)
def test_a_database_that_cannot_be_used(url: str, said: str) -> None:
    ran = Cli(url)("cohort", "list", code=5)
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("name", ["why?.db", "100%25.db", "a#b.db", "a&b=c.db"])
def test_a_path_means_the_file_of_that_very_name(cln: Cli, place: Path, tmp_path: Path, name: str) -> None:
    file = Path(shutil.copy(place, tmp_path / name))
    here = Cli(str(file))
    here("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    copy = Path(here.json("database", "backup")["copy"])
    here("database", "restore", copy, "--yes")
    assert len(here.json("cohort", "list")) == 1
    assert {one.name for one in tmp_path.iterdir()} == {name, f"{name}.copies"}
    new = Cli(str(tmp_path / "new" / name))
    new("init")
    assert new.json("cohort", "list") == []


def test_a_file_with_a_second_name_is_refused(cln: Cli, place: Path, tmp_path: Path) -> None:
    """Under each name SQLite keeps a -wal of its own, and what the other holds is lost."""
    second = tmp_path / "second.db"
    second.hardlink_to(place)
    for file in (place, second):
        ran = Cli(str(file))("cohort", "open", "Cohort 1", "--launch", "2026-09-10", code=5)
        assert f"{file} has another name, too (a hard link)" in ran.err
    second.unlink()
    assert cln.json("cohort", "list") == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear headteacher, " * 100)
    ran = Cli(f"sqlite:///{file}")("cohort", "list", code=5)
    assert "is not a cln database; name another with --database" in ran.err


def test_an_empty_file_says_to_run_init(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    ran = Cli(f"sqlite:///{tmp_path / 'empty.db'}")("cohort", "list", code=5)
    assert "holds no cln data yet; run: cln init" in ran.err


def test_the_password_is_not_shown(tmp_path: Path) -> None:
    ran = Cli("postgresql+psycopg://ann:secret@127.0.0.1:1/cln")("cohort", "list", code=5)
    assert "secret" not in ran.err


SECRET = "p%40ss-word"
URLS = (
    f"postgresql+psycopg://ann:{SECRET}@127.0.0.1:1/cln",
    f"postgresql://ann:{SECRET}@127.0.0.1:1/cln",
    f"postgres://ann@127.0.0.1:1/cln?password={SECRET}",
    f"postgresql+psycopg://ann@127.0.0.1:1/cln?sslpassword={SECRET}&connect_timeout=2",
    f"postgresql+psycopg://ann:{SECRET}@127.0.0.1:1,127.0.0.1:2/cln",
    f"postgresql://ann:{SECRET}@127.0.0.1:port/cln",
    f"postgresql://ann:{SECRET}@127.0.0.1:99999/cln",
    "postgresql://ann:p@ss-word@127.0.0.1:1/cln",
    "postgresql://ann:p/ss-word@127.0.0.1:1/cln",
    "postgresql://ann:7/ss-word@127.0.0.1:1/cln",
    "postgresql://ann:7?ss-word@127.0.0.1:1/cln",
    f"host=127.0.0.1 port=1 dbname=cln user=ann password={SECRET}",
    f"password='{SECRET}' host=127.0.0.1 port=1 dbname=cln",
    f"host=127.0.0.1 port=1 password {SECRET}",
    f"mysql://ann:{SECRET}@host/cln",
    f"postgresql:ann:{SECRET}@127.0.0.1:1/cln",
    f"postgresql:/ann:{SECRET}@127.0.0.1:1/cln",
    f"postgres//ann:{SECRET}@127.0.0.1:1/cln",
    f"connect_timeout=2 host=127.0.0.1 port=1 dbname=cln password={SECRET}",
    f"user=ann;password={SECRET};host=127.0.0.1",
    f"Server=127.0.0.1;Database=cln;User Id=ann;Password={SECRET};",
    f"postgresql://ann@127.0.0.1:1/cln;password={SECRET}",
    f"postgresql://ann@127.0.0.1:1/cln?options=-c%20password={SECRET}",
    f"postgresql://ann@127.0.0.1:1/cln?oauth_client_secret={SECRET}",
    f"postgresql://ann@127.0.0.1:1/cln?PASSWORD={SECRET}",
    f"sqlite:////tmp/none.db?password={SECRET}",
    f"postgresql+pigeon://ann:{SECRET}@host/cln",
)


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("option", [(), ("-v",), ("--json",)], ids=str)
def test_a_password_is_shown_in_no_form(
    url: str, option: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "ss-word-of-the-environment")
    for command in (("cohort", "list"), ("database", "create", url)):
        ran = Cli(url)(*command, *option, code=5)
        assert "ss-word" not in ran.out + ran.err
        assert ran.out == ""
        assert option == ("-v",) or ran.err.count("\n") == 1


def test_a_login_that_may_only_read_is_told_so(postgres: Callable[[], str]) -> None:
    url = postgres()
    Cli(url)("init")
    reader = Cli(f"{url}{'&' if '?' in url else '?'}options=-c default_transaction_read_only=on")
    assert reader.json("cohort", "list") == []
    ran = reader("cohort", "open", "A", "--launch", "2026-09-10", code=6)
    assert "may only read" in ran.err
    assert ran.err.count("\n") == 1
