"""Somebody outside with the finished files alone: what is hidden in one of them is in none of them."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cln.disclosure.pseudonyms import Pseudonyms
from tests.conftest import Cli
from tests.figures import year

pytestmark = pytest.mark.slow
Row = dict[str, str]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A year with every misfortune."""
    folder = tmp_path_factory.mktemp("outsider")
    cln = Cli(str(folder / "cln.db"))
    cln("init")
    year.play(cln, folder)
    return cln


def rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def pseudonyms(cln: Cli) -> Pseudonyms:
    """What made the pseudonyms: with its key whoever guesses can be marked."""
    with closing(sqlite3.connect(cln.database)) as database:
        ((key,),) = database.execute("SELECT key FROM pseudonym_key")
    return Pseudonyms(key, [], {})


def test_which_of_a_pair_comes_first_tells_nothing_of_their_codes(played: Cli, tmp_path: Path) -> None:
    played("export", "connections", "--every-cohort", "--pseudonymise", "--out", tmp_path / "connections.csv")
    pairs = rows(tmp_path, "connections")
    assert pairs
    assert all(row["code"] <= row["other_code"] for row in pairs)
    real = {
        frozenset(map(pseudonyms(played).place, (row["code"], row["other_code"]))): row
        for row in played.json("export", "connections", "--every-cohort")
    }
    for row in pairs:
        as_it_is = real[frozenset((row["code"], row["other_code"]))]
        councils = {
            pseudonyms(played).place(as_it_is[f"{which}code"]): as_it_is[f"{which}authority"]
            for which in ("", "other_")
        }
        assert (row["authority"], row["other_authority"]) == (
            councils[row["code"]],
            councils[row["other_code"]],
        )


def test_whatever_is_written_freely_is_without_names(matched: Cli, tmp_path: Path) -> None:
    participant, *_ = matched.json("export", "participants")
    name, school = participant["name"], participant["establishment"]
    matched(
        "establishment",
        "amend",
        participant["code"],
        "--sector",
        participant["sector"],
        "--name",
        "Newbridge Primary School",
    )
    matched("match", "accept", 1)
    matched("event", "postpone", 2, "--to", "2026-10-15", "--reason", f"{name} of {school} is ill")
    matched("project", "open", 1, "--title", f"Reading at {school}", "--on", "2026-10-15")
    matched(
        "project", "measure", 1, f"Asked by {name}", "--kind", "quantitative", "--unit", f"pages for {name}"
    )
    matched("project", "measure", 1, "--number", 1, "--baseline", 3, "--on", "2026-10-16")
    matched(
        "project",
        "observe",
        1,
        "--kind",
        "other",
        "--focus",
        "Obs Erver came",
        "--by",
        "Obs Erver",
        "--learned",
        "it helps",
    )
    report, found, hidden = tmp_path / "report.html", tmp_path / "found.html", tmp_path / "hidden"
    matched("report", "--public", "--out", report)
    matched("project", "find", "reading", "--export", found)
    matched("export", "all", "--pseudonymise", "--out", hidden)
    text = "".join(file.read_text("utf-8-sig") for file in (report, found, *hidden.glob("*.csv")))
    assert "is ill" in report.read_text()
    assert "pages for P-" in report.read_text()
    for word in (*name.split(), school, "Newbridge", "Erver"):
        assert word not in text, word
