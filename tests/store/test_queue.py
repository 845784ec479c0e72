"""Who writes to a SQLite file next: whoever asked first."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from cln.store import queue, taking
from cln.store.engine import connect
from cln.store.locks import WHOLE, Wait
from cln.store.sqlite_file import wal_of
from tests.conftest import Cli

LOCKS = Path("/proc/locks")

WRITES = """
import sys
from tests.store.test_queue import Path, writing
with writing(Path(sys.argv[1])):
    print(flush=True)
    sys.stdin.read()
"""
"""Says when it writes, and goes on for as long as it may."""

pytestmark = pytest.mark.skipif(not LOCKS.exists(), reason="only Linux tells who waits for a lock")


@pytest.fixture
def file(cln: Cli, tmp_path: Path) -> Path:
    """An empty database of its own."""
    return Path(shutil.copy(cln.database.removeprefix("sqlite:///"), tmp_path / "cln.db"))


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """Somebody writes; afterwards they have the database open still, for a moment."""
    engine = connect(f"sqlite:///{file}")
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield
    engine.dispose()


def until_so_many_wait(file: Path, many: int, still: Callable[[], bool]) -> None:
    """Go on once so many stand in the queue, by two looks at it.

    Where others take and leave locks meanwhile, a look, which the system gives in parts, may count one twice.
    """
    while min(_waiting(file), _waiting(file)) < many:
        assert still()
        time.sleep(0.001)


def _waiting(file: Path) -> int:
    number = f":{wal_of(file).stat().st_ino} "
    return sum("->" in line and number in line for line in LOCKS.read_text().splitlines())


def test_whoever_asked_first_writes_first(file: Path) -> None:
    order: list[int] = []

    def write(number: int) -> None:
        with writing(file):
            order.append(number)

    people = [Thread(target=write, args=(number,)) for number in range(8)]
    with writing(file):
        for many, one in enumerate(people, 1):
            one.start()
            until_so_many_wait(file, many, one.is_alive)
    for one in people:
        one.join()
    assert order == [*range(8)]
    assert [one.name for one in file.parent.iterdir() if one.name.startswith(file.name)] == [file.name]


def test_nobody_waits_for_one_who_is_done_or_has_given_up(file: Path) -> None:
    engines = [connect(f"sqlite:///{file}") for _ in range(2)]
    with engines[0].connect() as first, engines[1].connect() as second:
        with writing(file), pytest.raises(OperationalError, match="locked"):
            taking.take(first, WHOLE, Wait(0))
        first.close()
        taking.take(second, WHOLE, Wait(0))
        assert queue.others(file)
        second.rollback()
        second.close()
        assert not queue.others(file)
    for engine in engines:
        engine.dispose()


def test_who_is_killed_stands_in_nobodys_way(file: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"\n"
        other.send_signal(signal.SIGKILL)
        other.wait()
    engine = connect(f"sqlite:///{file}")
    with engine.connect() as connection:
        taking.take(connection, WHOLE, Wait(0))
    engine.dispose()


def test_a_wait_can_be_interrupted(file: Path) -> None:
    line = ["cohort", "open", "A", "--launch", "2026-09-10"]
    command = [sys.executable, "-m", "cln", "--database", str(file), *line]
    with writing(file), subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as waiting:
        until_so_many_wait(file, 1, lambda: waiting.poll() is None)
        waiting.send_signal(signal.SIGINT)
        _, said = waiting.communicate()
    assert (waiting.returncode, said.splitlines()[-1]) == (
        130,
        "cln: error: interrupted; nothing is half-done",
    )
