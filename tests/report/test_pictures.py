"""The pictures of the report: drawn without a renderer, of teams and themes where a cohort is large."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cln.match.wishes import Wish, Wishes
from cln.pages import charts
from cln.report.wishes_part import _by_entry
from tests.builders import enrol
from tests.conftest import After, Cli
from tests.match import small

COHORT = "Cohort 3"


@pytest.fixture
def matched_small(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """Eight entries in teams."""
    after(cln, small.fill, tmp_path)
    cln("match")
    return cln


def test_a_page_loads_no_renderer_and_no_statistics_and_leaves_no_picture_behind(
    matched_small: Cli, tmp_path: Path
) -> None:
    asked = ["--database", matched_small.database, "report", "--out", str(tmp_path / "page.html")]
    code = (
        f"import sys; from cln.app import main; main({asked!r});"
        "print(*sorted({'vl_convert', 'scipy', 'numpy'} & sys.modules.keys()), end='')"
    )
    beside = {*tmp_path.rglob("*")}
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == ""
    assert '<svg role="img"' in (tmp_path / "page.html").read_text("utf-8")
    assert {*tmp_path.rglob("*")} - beside == {tmp_path / "page.html"}


def test_an_erasure_takes_away_pictures_that_an_earlier_version_kept(matched_small: Cli) -> None:
    (person, *_rest) = matched_small.json("export", "participants")
    kept = Path(f"{matched_small.database.removeprefix('sqlite:///')}.pictures")
    kept.mkdir()
    (kept / "0123abcd").write_text("<svg><text>Ann Lee</text></svg>")
    matched_small("person", "erase", person["name"], "--yes")
    assert not kept.exists()


def test_a_name_is_escaped_and_a_long_one_goes_on_in_the_next_line() -> None:
    long = " ".join(["Partnership"] * 6)
    svg = charts.bars([("<b>Ann\u202e & co</b>", 3), (long, 0)], unit="entries")
    assert "&lt;b&gt;Ann &amp; co&lt;/b&gt;" in svg
    assert svg.count("Partnership") == 6
    assert "\u202e" not in svg
    assert long not in svg


def test_no_word_above_a_column_is_broken() -> None:
    svg = charts.circles([("Team 1", {"establishments": 2})], ["councils", "establishments"])
    assert ">establishments<" in svg


def test_what_was_cancelled_is_written_on_the_curve_without_a_dot() -> None:
    svg = charts.curve(
        [charts.Point(["1"], 0.5, ["50%"]), charts.Point(["2", "19 Mar"], None, ["cancelled"])],
        unit="present",
    )
    assert svg.count("<circle") == 1
    assert ">cancelled<" in svg
    assert ">19 Mar<" in svg


def test_two_schools_of_one_name_in_one_team_stay_two() -> None:
    asked = Wishes(
        ("Literacy",),
        tuple(
            Wish(1, "Literacy", code, "Primary", 1, "St Mary's Primary School", 5, {"Literacy": level}, ())
            for code, level in (("9100001", 5), ("9100002", 2))
        ),
    )
    picture = _by_entry(asked)
    assert [row[0] for row in picture.rows] == [
        "1 \u00b7 St Mary's Primary School (9100001)",
        "1 \u00b7 St Mary's Primary School (9100002)",
    ]
    assert "9100001" in picture.svg
    assert "9100002" in picture.svg


def large(cln: Cli, teams: int) -> None:
    """A cohort of 2,500 entries, matched into so many teams."""
    places = [(f"91{n:05}", "Primary", 1) for n in range(2500)]
    cln("cohort", "open", COHORT, "--launch", "2026-09-10")
    enrol(cln.database, places)
    with closing(sqlite3.connect(cln.database.removeprefix("sqlite:///"))) as connection:
        entries = [entry for (entry,) in connection.execute("SELECT id FROM entry")]
        themes = [theme for (theme,) in connection.execute("SELECT id FROM theme")]
        connection.execute(
            """INSERT INTO proposal (id, cohort_id, number, made_at, status, seconds, settings, input_version,
            objective, rules, accepted_at) VALUES (1, 1, 1, '2026-09-20', 'optimal', 0,
            '{"limits": {"capacity": 100}, "relaxed": []}', '', '[]', '[]', '2026-09-21')"""
        )
        connection.executemany(
            "INSERT INTO team (id, proposal_id, number, theme_id) VALUES (?, 1, ?, ?)",
            [(n + 1, n + 1, themes[n % len(themes)]) for n in range(teams)],
        )
        connection.executemany(
            "INSERT INTO seat (team_id, entry_id, participants) VALUES (?, ?, 2)",
            [(1 + n % teams, entry) for n, entry in enumerate(entries)],
        )
        connection.commit()


@pytest.mark.slow
@pytest.mark.parametrize("teams", [8, 500])
def test_a_page_of_2500_entries_shows_teams_and_themes(cln: Cli, tmp_path: Path, teams: int) -> None:
    large(cln, teams)
    out = tmp_path / "page.html"
    cln("report", "--out", out)
    assert out.stat().st_size < 2_000_000
    text = out.read_text("utf-8")
    assert "9102499" not in text
    assert f"What was asked for by {'team' if teams == 8 else 'theme'}" in text
