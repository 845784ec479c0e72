"""An outsider with the finished files, the register and the list of schools that took part names nobody."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cln.disclosure.pseudonyms import Pseudonyms
from tests.conftest import Cli
from tests.exports.folder import Row, rows

Entry = tuple[str, str, str]
"""Code or pseudonym, sector, number."""


@pytest.fixture(scope="module")
def files(played: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """The demo's three cohorts as they are, pseudonymised, and pseudonymised and widened: a folder each."""
    cln, folder = Cli(str(played)), tmp_path_factory.mktemp("files")
    plain, hidden, coarse = folder / "plain", folder / "hidden", folder / "coarse"
    cln("export", "all", "--every-cohort", "--out", plain)
    cln("export", "all", "--every-cohort", "--pseudonymise", "--out", hidden)
    cln("export", "all", "--every-cohort", "--pseudonymise", "--coarse", "--out", coarse)
    return plain, hidden, coarse


@pytest.fixture(scope="module")
def played(demo: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's database, to be written to."""
    copy = tmp_path_factory.mktemp("attacked") / "cln.db"
    copy.write_bytes((demo[0] / "cln.db").read_bytes())
    return copy


def tables(folder: Path) -> Iterator[tuple[str, list[Row]]]:
    """Every table about entries."""
    for file in sorted(folder.glob("*.csv")):
        if (read := rows(folder, file.stem)) and {"code", "entry", "cohort"} <= set(read[0]):
            yield file.stem, read


def entries(read: list[Row], cohort: str, order: Callable[[Row], object] | None = None) -> list[Entry]:
    """The entries of a cohort in the order of a table, or of its rows sorted."""
    own = [row for row in read if row["cohort"] == cohort]
    return list(dict.fromkeys(_entry(row) for row in (sorted(own, key=order) if order else own)))  # type: ignore[arg-type]


def _entry(row: Row) -> Entry:
    return (row["code"], row["sector"], row["entry"])


def test_the_order_of_no_table_and_of_no_column_tells_who_is_who(
    files: tuple[Path, Path, Path], played: Path
) -> None:
    plain, hidden, _coarse = files
    with closing(sqlite3.connect(played)) as database:
        ((key,),) = database.execute("SELECT key FROM pseudonym_key")
    place = Pseudonyms(key, [], {}).place
    lists = {
        "code": lambda row: row["code"],
        "name": lambda row: row["establishment"],
    }
    for table, read in tables(hidden):
        known = {row["code"]: row for row in rows(plain, "participants")}
        for cohort in dict.fromkeys(row["cohort"] for row in read):
            taking_part = {_entry(row): row for row in rows(plain, "participants") if row["cohort"] == cohort}
            for by in lists:
                theirs = sorted(taking_part, key=lambda entry: (lists[by](known[entry[0]]), entry))
                for column in (
                    None,
                    *(name for name in read[0] if name not in {"code", "establishment", "name"}),
                ):
                    order = None if column is None else (lambda row, column=column: row[column])
                    guessed = entries(read, cohort, order)
                    named = sum(
                        (place(real[0]), *real[1:]) == guess
                        for real, guess in zip(theirs, guessed, strict=False)
                    )
                    assert named <= 6, f"{table} of {cohort} by {column} against the list by {by}: {named}"


def test_no_file_holds_a_name_a_code_or_an_address(files: tuple[Path, Path, Path]) -> None:
    plain, hidden, coarse = files
    people = rows(plain, "participants")
    words = {row[name] for row in people for name in ("name", "email", "code", "establishment") if row[name]}
    words |= {row[name] for row in rows(plain, "facilitators") for name in ("name", "email") if row[name]}
    for folder in (hidden, coarse):
        text = "\n".join(file.read_text("utf-8-sig") for file in folder.glob("*.csv"))
        assert [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == []


def test_combinations_name_as_many_as_was_printed_and_nobody_when_coarse(
    files: tuple[Path, Path, Path], played: Path, tmp_path: Path
) -> None:
    _plain, hidden, coarse = files
    plain, hidden, coarse = files
    cln = Cli(str(played))
    quintiles = {
        (row["code"], row["sector"]): str(row["simd_quintile"] or "")
        for row in cln.json("establishment", "list")
    }
    took_part = {
        (row["cohort"], *_entry(row)): (
            row["authority"],
            row["sector"],
            quintiles.get((row["code"], row["sector"]), ""),
        )
        for row in rows(plain, "participants")
    }
    told: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for table in ("participants", "teams"):
        for row in rows(hidden, table):
            told[row["cohort"], *_entry(row)] = (
                row["authority"],
                row["sector"],
                row.get("simd_quintile", ""),
            )
    named = sum(
        sum(
            key[0] == cohort and traits[:2] == real[:2] and traits[2] in {"", real[2]}
            for key, real in took_part.items()
        )
        == 1
        for (cohort, *_), traits in told.items()
    )
    printed = cln("export", "all", "--every-cohort", "--pseudonymise", "--out", tmp_path / "again").err
    assert f"{named} entries are the only one of their council" in printed
    for _table, read in tables(coarse):
        for row in read:
            fitting = [
                real
                for (cohort, *_), real in took_part.items()
                if cohort == row["cohort"] and fits(row, real)
            ]
            assert len(fitting) >= 3, row


def fits(row: Row, real: tuple[str, str, str]) -> bool:
    """Whether what a widened row tells of its entry is true of a council, sector and quintile."""
    authority, sector, quintile = real
    low, _, high = row.get("simd_quintile", "any").partition("-")
    return (
        row["authority"] in {"any", authority}
        and (row["sector"] == "any" or sector in row["sector"].split(" or "))
        and (low in {"", "any"} or quintile in {low, high or low})
    )
