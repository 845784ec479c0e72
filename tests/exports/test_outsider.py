"""Somebody outside with the finished files alone: what is hidden in one of them is in none of them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cln.disclosure.pseudonyms import Pseudonyms
from tests.conftest import Cli
from tests.exports.folder import entry, people, rows

pytestmark = pytest.mark.slow


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


def test_what_is_printed_counts_departments_and_cohorts_that_share_a_pseudonym(
    played: Cli, plain: Path, tmp_path: Path
) -> None:
    printed = played("export", "all", "--every-cohort", "--pseudonymise", "--out", tmp_path / "out").err
    quintiles = {
        (one["code"], one["sector"]): str(one["simd_quintile"])
        for one in played.json("establishment", "list")
    }
    seated: dict[tuple[str, ...], str] = {
        entry(row): row["simd_quintile"] for row in rows(tmp_path / "out", "teams")
    }
    known: dict[str, dict[tuple[str, ...], tuple[str, str]]] = {}
    for key, rows_of in people(plain).items():
        known.setdefault(key[1], {})[key[0], key[2], key[3]] = (
            rows_of[0]["authority"],
            quintiles[key[1], key[2]],
        )
    told: dict[str, dict[tuple[str, ...], tuple[str, str]]] = {}
    for key, rows_of in people(tmp_path / "out").items():
        told.setdefault(key[1], {})[key[0], key[2], key[3]] = (rows_of[0]["authority"], seated.get(key, ""))
    named = 0
    for entries in told.values():
        fitting = [
            one
            for one in known.values()
            if one.keys() == entries.keys()
            and all(
                one[key][0] == council and quintile in {"", one[key][1]}
                for key, (council, quintile) in entries.items()
            )
        ]
        named += len(entries) * (len(fitting) == 1)
    assert f"{named} entries are the only one of their council" in printed
    assert "facilitators are the only one of their council, organisation and role" in printed


def test_single_tables_say_whom_they_would_name(played: Cli, tmp_path: Path) -> None:
    pairs = played(
        "export", "connections", "--pseudonymise", "--cohort", "Cohort 3", "--out", tmp_path / "pairs.csv"
    ).err
    assert "0 establishments are the only one of their council" in pairs
    people = played(
        "export", "facilitators", "--pseudonymise", "--cohort", "Cohort 3", "--out", tmp_path / "people.csv"
    ).err
    assert "3 facilitators are the only one of their council, organisation and role" in people
