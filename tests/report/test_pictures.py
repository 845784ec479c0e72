"""The pictures of the report: kept beside the database, of teams and themes where a cohort is large."""

import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cln.match.wishes import Wish, Wishes
from cln.pages import drawing
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


def kept(cln: Cli) -> Path:
    """The folder of the pictures."""
    return Path(f"{cln.database.removeprefix('sqlite:///')}.pictures")


def test_a_page_like_the_one_before_is_made_without_the_renderer(matched_small: Cli, tmp_path: Path) -> None:
    matched_small("report", "--out", tmp_path / "first.html")
    files = sorted(kept(matched_small).iterdir())
    assert files
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(kept(matched_small).stat().st_mode) == 0o700
    again = ["--database", matched_small.database, "report", "--out", str(tmp_path / "second.html")]
    code = (
        f"import sys; from cln.app import main; main({again!r});"
        "print(*sorted({'vl_convert', 'scipy', 'numpy'} & sys.modules.keys()), end='')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == ""
    first, second = ((tmp_path / f"{name}.html").read_text("utf-8") for name in ("first", "second"))
    assert first.split("</header>")[1] == second.split("</header>")[1]
    assert sorted(kept(matched_small).iterdir()) == files


def test_another_version_of_the_renderer_draws_anew(
    matched_small: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched_small("report", "--out", tmp_path / "page.html")
    files = set(kept(matched_small).iterdir())
    monkeypatch.setattr(drawing, "version", lambda _name: "0.0.1")
    matched_small("report", "--out", tmp_path / "page.html", "--force")
    assert len(set(kept(matched_small).iterdir())) == 2 * len(files)


def test_an_erasure_leaves_no_picture(matched_small: Cli, tmp_path: Path) -> None:
    matched_small("report", "--out", tmp_path / "page.html")
    (person, *_rest) = matched_small.json("export", "participants")
    assert kept(matched_small).is_dir()
    matched_small("person", "erase", person["name"], "--yes")
    assert not kept(matched_small).exists()


def test_a_page_is_made_where_no_picture_can_be_kept(matched_small: Cli, tmp_path: Path) -> None:
    kept(matched_small).write_text("no folder")
    matched_small("report", "--out", tmp_path / "page.html")
    assert "<svg role=" in (tmp_path / "page.html").read_text("utf-8")


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
    svg = drawing.draw(picture.spec)
    assert "9100001" in svg
    assert "9100002" in svg


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
