"""What faults do to a database: times tried, lost, torn, and ended with a wrong exit code."""

import io
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from cln.app import main as cln
from cln.store.sqlite_file import fault_of
from tests.store.test_foreign import folder, letter, marked, migrated, shop, view
from tests.store.test_wal import open_cohort, wal_of

Tried = tuple[bool, bool, bool]
"""Of one trial: whether something was lost, something was torn, and the exit code was wrong."""
TIMES = 100
PAGE = 4096


def main() -> None:
    """Try each fault and print the table."""
    print(f"{'fault':34} {'tried':>6} {'lost':>6} {'torn':>6} {'wrong exit code':>16}")
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "whole" / "cln.db"
        _run(whole, "init")
        open_cohort(whole, "A")
        for name, trials in FAULTS.items():
            lost, torn, wrong = (sum(one) for one in zip(*trials(whole), strict=True))
            tried = FEW.get(name, TIMES)
            print(f"{name:34} {tried:6} {lost:6} {torn:6} {wrong:16}")


def _run(file: Path, *line: str) -> tuple[int, str]:
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(io.StringIO()):
        return cln(["--database", str(file), *line]), out.getvalue()


def _cohorts(file: Path) -> list[str]:
    _, out = _run(file, "cohort", "list", "--json")
    return sorted(one["cohort"] for one in json.loads(out or "[]"))


def _write(file: Path) -> int:
    return _run(file, "cohort", "open", "Z", "--launch", "2026-09-10")[0]


def _damaged(whole: Path, spoil: Callable[[bytearray, random.Random], None]) -> Iterator[Tried]:
    for seed in range(TIMES):
        file = Path(shutil.copy(whole, whole.with_name("damaged.db")))
        raw = bytearray(file.read_bytes())
        spoil(raw, random.Random(seed))
        file.write_bytes(raw)
        wrong = fault_of(file) is not None
        codes = {_run(file, *line)[0] for line in (("status",), ("establishment", "list"))}
        written = _write(file)
        changed = wrong and file.read_bytes() != raw
        yield changed, changed, 1 in codes or written != (5 if wrong else 0)
        file.unlink()


def _flip(raw: bytearray, chance: random.Random) -> None:
    at = PAGE * chance.randrange(1, len(raw) // PAGE)
    raw[at : at + PAGE] = chance.randbytes(PAGE)


def _cut(raw: bytearray, chance: random.Random) -> None:
    del raw[chance.randrange(1, len(raw)) :]


def _killed(whole: Path) -> Iterator[Tried]:
    for _ in range(FEW["killed once a change is committed"]):
        file = Path(shutil.copy(whole, whole.with_name("killed.db")))
        open_cohort(file, "B", killed=True)
        lost = _cohorts(file) != ["A", "B"]
        yield lost, fault_of(file) is not None, _write(file) != 0
        file.unlink()


def _stray(whole: Path) -> Iterator[Tried]:
    for _ in range(FEW["the -wal of another database"]):
        file = Path(shutil.copy(whole, whole.with_name("own.db")))
        other = whole.with_name("other.db")
        _run(other, "init")
        open_cohort(other, "B", killed=True)
        shutil.copy(wal_of(other), wal_of(file))
        code = _write(file)
        wal_of(file).unlink()
        yield _cohorts(file) != ["A"], fault_of(file) is not None, code != 5
        for one in whole.parent.glob("o*.db*"):
            one.unlink()


def _foreign(whole: Path) -> Iterator[Tried]:
    for make in (shop, migrated, view, marked, letter, folder):
        with tempfile.TemporaryDirectory(dir=whole.parent) as place:
            file = make(Path(place) / "some.db")
            before = {one: one.read_bytes() for one in Path(place).rglob("*") if one.is_file()}
            codes = {_run(file, "init")[0], _run(file, "status")[0], _write(file)}
            after = {one: one.read_bytes() for one in Path(place).rglob("*") if one.is_file()}
            yield before != after, before != after, codes != {5}


FAULTS: dict[str, Callable[[Path], Iterator[Tried]]] = {
    "a page that holds something else": lambda whole: _damaged(whole, _flip),
    "the end of the file is missing": lambda whole: _damaged(whole, _cut),
    "killed once a change is committed": _killed,
    "the -wal of another database": _stray,
    "no database of cln": _foreign,
}
FEW = {"killed once a change is committed": 10, "the -wal of another database": 5, "no database of cln": 6}


if __name__ == "__main__":
    main()
