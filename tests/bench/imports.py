"""How long an import takes and what it needs, against a bare program that writes the same rows.

The register of 2,495 schools and a survey of 2,500 answers, each in a process of its own: processor seconds
without those that a file of one row takes, so that neither starting up nor opening the database counts. The
bare program reads the file with `csv`, trusts every cell, and writes with `sqlite3`, all in one transaction:
the rows, and those of the record of changes. An import may take 3 times as long and 150 MB more, and at
100,000 rows no more than 1.5 times as long a row as at the smaller size.

Measured in November 2026 (two cores, nothing beside): 2.4 times for the register and for the survey; at
100,000 rows 106 MB more and none, 1.2 and 1.0 times the cost of a row. Under the load of others 2.0 to 3.9.

    python -m tests.bench imports [--rounds 3] [--rows 100000]
"""

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cln.programme import THEMES

TARGET, MEGABYTES, LINEAR = 3.0, 150.0, 1.5
"""Times the bare program's seconds; more memory than it; times the cost of a row at the smaller size."""

ENTRIES = 2500
"""Of the cohort whose survey it is; a longer file has several people of each."""

COUNCILS = ("Glasgow City", "Inverclyde", "North Lanarkshire", "Renfrewshire")
SECTORS = ("Primary", "Secondary", "Special")

BARE = """
import csv, json, secrets, sqlite3, sys
from datetime import UTC, datetime
from hashlib import sha256

kind, database, file = sys.argv[1:]
connection = sqlite3.connect(database, isolation_level=None)
for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
    connection.execute(f"PRAGMA {pragma}")
connection.execute("BEGIN IMMEDIATE")

def number(text, read):
    return read(text) if text else None

def establishments(rows):
    councils = dict(connection.execute("SELECT name, id FROM authority"))
    (first,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM establishment").fetchone()
    yield "establishment", [
        {
            "id": n, "code": row["code"], "sector": row["sector"], "name": row["name"],
            "authority_id": councils[row["authority"]], "postcode": row["postcode"],
            "simd_quintile": number(row["simd_quintile"], int), "latitude": number(row["latitude"], float),
            "longitude": number(row["longitude"], float), "closed_on": None, "merged_into_id": None,
        }
        for n, row in enumerate(rows, first)
    ]

def answers(rows):
    entries = dict(connection.execute(
        "SELECT code, entry.id FROM entry JOIN establishment ON establishment.id = establishment_id"))
    themes = dict(connection.execute("SELECT name, id FROM theme"))
    rows = list(rows)
    yield "answer", [
        {
            "id": n, "entry_id": entries[row["code"]], "respondent": row["email"],
            "submitted": datetime.fromisoformat(row["submitted"]).isoformat(), "hunch": row["hunch"],
        }
        for n, row in enumerate(rows, 1)
    ]
    levels = ((n, theme, int(row[name])) for n, row in enumerate(rows, 1) for name, theme in themes.items())
    yield "answer_level", [
        {"id": n, "answer_id": answer, "theme_id": theme, "level": level}
        for n, (answer, theme, level) in enumerate(levels, 1)
    ]

def digest(*parts):
    return sha256("\\n".join(parts).encode()).hexdigest()

def recorded(table, row):
    salt, image = secrets.token_hex(16), json.dumps(row)
    return change, table, row["id"], image, salt, digest(salt, table, str(row["id"]), "", image)

with open(file, newline="", encoding="utf-8") as opened:
    parts = list({"establishment": establishments, "survey": answers}[kind](csv.DictReader(opened)))
salt, at = secrets.token_hex(16), datetime.now(UTC).isoformat()
heading = digest(salt, json.dumps([at, "Tess", "import"]))
change = connection.execute(
    "INSERT INTO change (at, who, command, salt, heading) VALUES (?, 'Tess', 'import', ?, ?)",
    [at, salt, heading],
).lastrowid
digests = [heading]
for table, rows in parts:
    names = list(rows[0])
    values = ", ".join(f":{name}" for name in names)
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})", rows)
    record = [recorded(table, row) for row in rows]
    digests += [row[-1] for row in record]
    connection.executemany(
        'INSERT INTO changed_row (change_id, "table", row_id, after, salt, digest) '
        "VALUES (?, ?, ?, ?, ?, ?)",
        record,
    )
connection.execute("UPDATE change SET digest = ? WHERE id = ?", [digest(*digests), change])
connection.execute("COMMIT")
"""
"""The bare program: kind, database and file."""


@dataclass(frozen=True)
class Used:
    """What a process used: processor seconds, and megabytes at its peak."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Pair:
    """An import and the bare program on one file: seconds net of those that a file of one row takes."""

    ours: Used
    bare: Used

    @property
    def ratio(self) -> float:
        """How many times as long as the bare program the import takes."""
        return self.ours.seconds / self.bare.seconds


def main() -> None:
    """Print a line for each file; exit with 1 if a target is missed."""
    parser = argparse.ArgumentParser(
        "python -m tests.bench imports", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="runs of each, taking turns (3)")
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="of the long file (100000)")
    options = parser.parse_args()
    print("import            rows  seconds    bare  ratio   MB  bare  ms/row")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        missed = [
            *_kind(folder / "register", "establishment", schools, (2495, options.rows), options.rounds),
            *_kind(folder / "survey", "survey", answers, (ENTRIES, options.rows), options.rounds),
        ]
    print("\n".join(missed) or "all targets reached")
    sys.exit(bool(missed))


def schools(many: int) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The headers and rows of an invented register."""
    headers = ("code", "name", "authority", "sector", "postcode", "simd_quintile", "latitude", "longitude")
    rows = (
        (9_000_000 + n, f"School {n}", COUNCILS[n % 4], SECTORS[n % 3], "G99 1AA", n % 5 + 1, *_place(n))
        for n in range(many)
    )
    return headers, rows


def answers(many: int) -> tuple[Sequence[str], Iterable[Sequence[object]]]:
    """The headers and rows of an invented survey."""
    rows = (
        (
            *(
                9_000_000 + n % ENTRIES,
                f"2026-09-07 09:{n % 60:02}",
                f"person.{n}@example.org",
                f"Talk may help {n}",
            ),
            *((n + theme) % 5 + 1 for theme in range(len(THEMES))),
        )
        for n in range(many)
    )
    return ("code", "submitted", "email", "hunch", *THEMES), rows


def _place(n: int) -> tuple[float, float]:
    return round(55.7 + n % 400 / 1000, 3), round(-4.6 + n % 700 / 1000, 3)


Rows = Callable[[int], tuple[Sequence[str], Iterable[Sequence[object]]]]


def _kind(folder: Path, kind: str, rows: Rows, sizes: Sequence[int], rounds: int) -> list[str]:
    """Measure one kind of file at both sizes; what is missed."""
    folder.mkdir()
    one, database = _file(folder / "one.csv", rows(1)), _database(folder / "cln.db", kind)
    missed, costs = [], []
    for many in sizes:
        pair = _pair(database, kind, one, _file(folder / f"{many}.csv", rows(many)), rounds)
        costs.append(1000 * pair.ours.seconds / many)
        print(
            f"{kind:14} {many:7} {pair.ours.seconds:6.2f} s {pair.bare.seconds:5.2f} s {pair.ratio:6.2f}",
            f"{pair.ours.megabytes:4.0f} {pair.bare.megabytes:5.0f} {costs[-1]:7.3f}",
            flush=True,
        )
        if many == sizes[0] and pair.ratio > TARGET:
            missed.append(f"MISSED: {kind} import takes {pair.ratio:.2f} times as long (<= {TARGET})")
        if (more := pair.ours.megabytes - pair.bare.megabytes) > MEGABYTES:
            missed.append(
                f"MISSED: {kind} import of {many} rows needs {more:.0f} MB more (<= {MEGABYTES:.0f})"
            )
    if (growth := costs[-1] / costs[0]) > LINEAR:
        missed.append(f"MISSED: a row of {sizes[-1]} costs {growth:.2f} times as much (<= {LINEAR})")
    return missed


def _file(path: Path, content: tuple[Sequence[str], Iterable[Sequence[object]]]) -> Path:
    headers, rows = content
    with path.open("w", newline="", encoding="utf-8") as opened:
        csv.writer(opened).writerows([headers, *rows])
    return path


def _database(path: Path, kind: str) -> Path:
    """A database into which a file of this kind can be imported."""
    cln("init", path)
    if kind == "survey":
        register = _file(path.with_suffix(".register.csv"), schools(ENTRIES))
        people = [
            (9_000_000 + n, f"Person {n}", f"person.{n}@example.org", "promoted") for n in range(ENTRIES)
        ]
        nominations = _file(path.with_suffix(".people.csv"), (("code", "name", "email", "role"), people))
        cln(f"establishment import {register}", path)
        cln(f"cohort open Cohort --launch 2026-09-01 --capacity {2 * ENTRIES}", path)
        cln(f"cohort enrol {nominations}", path)
    return path


def cln(line: str, database: Path) -> None:
    """Run a command line in a process of its own: a process that has grown lends its children its peak."""
    command = [sys.executable, "-m", "cln", *line.split(), "--database", str(database)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _pair(database: Path, kind: str, one: Path, file: Path, rounds: int) -> Pair:
    """Both programs on both files, taking turns; medians."""
    ours = [sys.executable, "-m", "cln", kind, "import"]
    runs: dict[str, list[Used]] = {"ours": [], "ours of one": [], "bare": [], "bare of one": []}
    for _ in range(rounds):
        for name, given in (("", file), (" of one", one)):
            with tempfile.TemporaryDirectory() as made:
                copy = shutil.copy(database, made)
                runs[f"ours{name}"].append(_used([*ours, str(given), "--database", copy]))
                shutil.copy(database, made)
                runs[f"bare{name}"].append(_used([sys.executable, "-c", BARE, kind, copy, str(given)]))
    return Pair(_net(runs["ours"], runs["ours of one"]), _net(runs["bare"], runs["bare of one"]))


def _used(command: Sequence[str]) -> Used:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _pid, failed, used = os.wait4(process.pid, 0)
    assert not failed, command
    return Used(
        used.ru_utime + used.ru_stime, used.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    )


def _net(runs: Sequence[Used], of_one: Sequence[Used]) -> Used:
    start_up = statistics.median(run.seconds for run in of_one)
    seconds = statistics.median(run.seconds for run in runs) - start_up
    return Used(seconds, max(run.megabytes for run in runs))


if __name__ == "__main__":
    main()
