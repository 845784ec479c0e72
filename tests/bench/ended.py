"""Processes that are killed, computers that lose their power, and disks that are full, at random moments."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from cln.app import main as cln
from tests.bench.trials import LOG, Bench, State, Tried, Writer, is_whole, run, state

PAGE = 4096


def killed(bench: Bench, times: int, writer: Writer) -> Iterator[Tried]:
    """A writer that is killed at a random moment."""
    chance = Random(str(writer.line))
    before, after, seconds = _ends(bench, writer)
    for _ in range(times):
        file, line = bench.fresh(writer)
        code = run(line, chance.uniform(0.001, 1.1 * seconds))
        yield _judged(file, line, before, after, code, writer, ended=code in {0, -signal.SIGALRM})


def without_power(bench: Bench, times: int) -> Iterator[Tried]:
    """The power fails while somebody writes: what lies on the disk at one moment, looked at elsewhere."""
    chance = Random(1)
    for _ in range(times):
        file, line = bench.fresh(LOG)
        entries = state(file)["log_entry"]
        told, tell = os.pipe()
        child = os.fork()
        if child == 0:
            _log_on(line, tell)
        time.sleep(chance.uniform(0.02, 0.5))
        os.kill(child, signal.SIGSTOP)
        os.waitpid(child, os.WUNTRACED)
        os.close(tell)
        rest = Path(tempfile.mkdtemp(dir=bench.folder)) / "cln.db"
        for one in (file, file.with_name("cln.db-wal")):
            with suppress(FileNotFoundError):
                shutil.copy(one, rest.parent)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(told, "rb") as acknowledged:
            done = entries + len(acknowledged.read())
        code = run(["--database", str(rest), "history"])
        kept = state(rest)["log_entry"] if code == 0 else done
        yield Tried(lost=kept < done, torn=kept > done + 1 or not is_whole(rest), wrong=code != 0)
        shutil.rmtree(rest.parent)


def _log_on(line: list[str], tell: int) -> None:
    """Write log entries until somebody ends it, and tell of each that was acknowledged."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    while cln(line) == 0:
        os.write(tell, b".")
    os._exit(1)


def full(bench: Bench, times: int, writer: Writer) -> Iterator[Tried]:
    """A writer on a disk that has little room left, or none."""
    chance = Random(str(writer.line))
    before, after, _ = _ends(bench, writer)
    with small_disk() as disk:
        for _ in range(times):
            file, line = bench.fresh(writer, disk)
            _fill(disk / "filling", PAGE * (int(2 ** chance.uniform(0, 10)) - 1))
            code = run(line)
            (disk / "filling").unlink()
            yield _judged(file, line, before, after, code, writer, ended=code in {0, 5, writer.full})


def _ends(bench: Bench, writer: Writer) -> tuple[State, State, float]:
    """What a writer finds and what it leaves, and how many seconds it takes."""
    file, line = bench.fresh(writer)
    before = state(file)
    began = time.perf_counter()
    assert run(line) == 0, line
    return before, state(file), time.perf_counter() - began


def _judged(
    file: Path, line: list[str], before: State, after: State, code: int, writer: Writer, *, ended: bool
) -> Tried:
    """What became of it: all or nothing, all where it said so, and the next command works.

    Where there was no database of this version the next command is the same one, which finishes it.
    """
    now = state(file)
    lost = code == 0 and now != after
    follows = run(["--database", str(file), "history"] if writer.base == "year" else line)
    if writer.base != "year":
        now = state(file)
    return Tried(lost, now not in (before, after) or not is_whole(file), not ended or follows != 0)


@contextmanager
def small_disk(size: str = "8m") -> Iterator[Path]:
    """A real disk of its own, in memory; only root on Linux can make one."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder]
        subprocess.run(mount, check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def _fill(file: Path, left: int) -> None:
    """Fill a disk but for so many bytes."""
    with file.open("wb", buffering=0) as filling, suppress(OSError):
        while filling.write(bytes(PAGE)) == PAGE:
            pass
    size = file.stat().st_size
    os.truncate(file, max(size - left, 0))
