"""What leaves the partnership: on record before it leaves, and told of no entry that nobody shares."""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Cli
from tests.exports.test_export_all import records


def test_what_leaves_is_on_record_before_it_leaves(matched: Cli, tmp_path: Path) -> None:
    assert matched.json("history", "--left") == []
    assert "Nothing has left yet" in matched("history", "--left").out
    matched("export", "all", "--pseudonymise", "--coarse", "--for", "Dr Orr", "--out", tmp_path / "dr_orr")
    matched("export", "survey", "--pseudonymise")
    matched("export", "survey")
    second, first = matched.json("history", "--left")
    assert {name: first[name] for name in ("who", "what", "file", "for", "cohorts", "coarse")} == {
        "who": "Tess",
        "what": "export all",
        "file": "dr_orr",
        "for": "Dr Orr",
        "cohorts": ["Cohort 1"],
        "coarse": True,
    }
    assert (second["what"], second["file"], second["for"], second["coarse"]) == (
        "export survey",
        "-",
        "",
        False,
    )
    assert "dr_orr" in matched("history", "--left").out


def test_what_could_not_be_written_has_not_left(matched: Cli, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine")
    assert (
        "exists already"
        in matched("export", "survey", "--pseudonymise", "--out", tmp_path / "out.csv", code=3).err
    )
    assert matched.json("history", "--left") == []


def test_where_nothing_can_be_recorded_nothing_leaves(matched: Cli, tmp_path: Path) -> None:
    matched("export", "survey", "--pseudonymise")
    with closing(sqlite3.connect(matched.database.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        line = ("export", "survey", "--pseudonymise", "--out", tmp_path / "out.csv")
        refused = matched(*line, "--wait", 2, code=5)
    assert "waiting for up to 2 seconds" in refused.err
    assert "try again in a moment" in refused.err
    assert not (tmp_path / "out.csv").exists()


def test_who_gets_it_and_how_coarse_is_asked_only_of_what_leaves(matched: Cli) -> None:
    for option in (["--coarse"], ["--for", "Dr Orr"]):
        assert "add --pseudonymise" in matched("export", "survey", *option, code=2).err


def test_every_combination_of_traits_fits_three_entries_when_coarse(matched: Cli, tmp_path: Path) -> None:
    plain = matched("export", "all", "--pseudonymise", "--out", tmp_path / "plain").err
    register = matched.json("export", "teams")
    kinds = Counter((row["authority"], row["sector"], row["simd_quintile"]) for row in register)
    alone = sum(number == 1 for number in kinds.values())
    assert f"{alone} entries are the only one of their council, sector and quintile" in plain
    coarse = matched("export", "all", "--pseudonymise", "--coarse", "--out", tmp_path / "coarse").err
    assert "at least 3 share every combination" in coarse
    traits = ("authority", "sector", "simd_quintile", "participants")
    shared = Counter(tuple(row[name] for name in traits) for row in records(tmp_path / "coarse", "teams"))
    assert min(shared.values()) >= 3
    entries = {
        (row["code"], row["sector"], row["entry"], row["authority"])
        for row in records(tmp_path / "coarse", "participants")
    }
    assert min(Counter((authority, sector) for _code, sector, _entry, authority in entries).values()) >= 3
    for name in ("survey", "participants"):
        assert len(records(tmp_path / "coarse", name)) >= 0.9 * len(records(tmp_path / "plain", name))
    pairs = records(tmp_path / "coarse", "connections")
    assert {(row["authority"], row["other_authority"], row["across"]) for row in pairs} == {
        ("any", "any", "")
    }
    facilitators = records(tmp_path / "coarse", "facilitators")
    roles = Counter((row["authority"], row["organisation"], row["role"]) for row in facilitators)
    assert min(roles.values()) >= 3


def test_the_figures_that_leave_without_their_rows_are_on_record(matched: Cli, tmp_path: Path) -> None:
    for name in ("shares", "summary", "survey"):
        matched("export", name, "--pseudonymise", "--out", tmp_path / f"{name}.csv")
    survey, summary, shares = matched.json("history", "--left")
    assert survey["figures"] == 0
    rows = records(tmp_path, "shares")
    shown = sum(bool(row["count"]) + bool(row["of"]) * (row["figure"] != "reach") for row in rows)
    means = sum(row["group"] == "mean of authorities" and bool(row["share"]) for row in rows)
    assert shares["figures"] == shown + means
    assert 0 < summary["figures"] < shares["figures"] + 20


def test_what_a_crash_half_way_broke_off_has_left(matched: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("cln.files.text.write_csv", broken)
    matched("export", "survey", "--pseudonymise", code=130)
    assert [one["file"] for one in matched.json("history", "--left")] == ["-"]
