"""`cln demo`: the whole programme in a database of its own, and never a touch of the user's."""

import json
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cln import schooldays
from cln.app import run
from cln.errors import Refused
from cln.matching import exercise
from cln.settings import shipped
from cln.upkeep.demo import LAUNCH, STORIES, launched, lines, play
from tests import golden
from tests.conftest import DEMO_DAY, Cli, Ran


@pytest.fixture(scope="module")
def written(demo: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line on a copy of the demo's database."""
    return Cli(str(shutil.copy(demo[0] / "cln.db", tmp_path_factory.mktemp("written"))))


def test_it_shows_eight_teams_and_what_is_proven(demo: tuple[Path, Ran]) -> None:
    _, ran = demo
    assert "Cohort 1 (demo), proposal 1: 100 participants in 8 teams" in ran.out
    assert [f"Team {n}:" in ran.out for n in range(1, 10)] == [True] * 8 + [False]
    assert "have a theme they rated 5" in ran.out
    assert "proven best" in ran.out


def test_it_shows_the_match_exactly_as_match_does(demo: tuple[Path, Ran]) -> None:
    folder, ran = demo
    database = str(folder / "cln.db")
    shown = Cli(database)("match", "show", "--database", database)
    assert shown.out.rstrip("\n").rsplit("\n", 1)[0] in ran.out


def test_only_its_own_database_is_made(demo: tuple[Path, Ran]) -> None:
    folder, _ = demo
    assert [file.name for file in folder.iterdir()] == ["cln.db"]


@pytest.mark.slow
def test_the_commands_it_names_work_when_pasted(
    demo: tuple[Path, Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _, ran = demo
    commands = [line.strip() for line in ran.out.splitlines() if line.startswith("  cln ")]
    assert len(commands) >= 5
    every = [line for line in ran.out.splitlines() if "cln match " in line]
    assert [line for line in every if "--database" not in line] == []
    for command in commands:
        Cli("sqlite:///nowhere.db")(*shlex.split(command)[1:])
    assert (tmp_path / "teams.csv").exists()


def test_the_history_tells_every_step(demo: tuple[Path, Ran]) -> None:
    folder, _ = demo
    with sqlite3.connect(folder / "cln.db") as connection:
        steps = [command for (command,) in connection.execute("SELECT command FROM change ORDER BY id")]
    connection.close()
    assert steps[:13] == [
        "init",
        "establishment import",
        "cohort open",
        "cohort enrol",
        "facilitator import",
        "survey import",
        *["event schedule"] * 6,
        "cohort start-late",
    ]
    assert steps[-6:] == [
        "establishment import",
        "cohort open",
        "cohort enrol",
        "facilitator import",
        "survey import",
        "match",
    ]
    told = {
        "event postpone",
        "event move-online",
        "event cancel",
        "cohort rejoin",
        "facilitator withdraw",
        "project import",
    }
    assert told <= set(steps)


def test_the_past_ends_with_the_published_figures(demo: tuple[Path, Ran]) -> None:
    folder, _ = demo
    cln = Cli(str(folder / "cln.db"))
    past = [one for one in cln("export", "summary", "--format", "json").json if "cohort" in one["cohort"]]
    assert [one["cohort"] for one in past] == ["First cohort", "Second cohort"]
    totals = {name: sum(one[name] for one in past) for name in ("establishments", "participants", "projects")}
    assert totals == {"establishments": 54, "participants": 115, "projects": 17}
    assert [one["authorities"] for one in past] == [8, 8]
    events = cln.json("event", "list", "--cohort", "Second cohort")
    assert [one["status"] for one in events] == ["held"] * 4 + ["cancelled"] * 2


def test_status_shows_how_the_past_went(demo: tuple[Path, Ran]) -> None:
    folder, _ = demo
    cln = Cli(str(folder / "cln.db"))
    first = cln.json("status", "--cohort", "First cohort")
    assert all(one["stage"] == "shared" for one in first["projects"])
    second = cln("status", "--cohort", "Second cohort").out
    assert "Second cohort, launched 12 Sep 2019, closed on 24 Jun 2020\n" in second
    assert "3 entries have withdrawn: other 1, senior-leader 1, timetable 1.\n" in second
    assert "! It has no key facilitator.\n" in second
    assert "7 of 8 running projects need attention:\n" in second
    assert all(len(line) <= 80 for line in second.splitlines() if not line.startswith("    cln "))


@pytest.mark.slow
def test_match_on_the_demo_says_what_it_always_said(written: Cli) -> None:
    printed: dict[str, Any] = written.json("match")
    assert printed.pop("seconds") >= 0
    golden.check("demo_match.json", json.dumps(printed, ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("layout", ["ms_forms_us.csv", "google_forms.csv"])
def test_the_same_answers_in_another_layout_change_nothing(written: Cli, layout: str) -> None:
    ran = written("survey", "import", shipped("fixtures") / "survey" / layout)
    assert "nothing changed; all 8 answers were known already" in ran.out


def test_a_ranking_in_windows_letters_and_british_dates_is_read(written: Cli) -> None:
    file = shipped("fixtures") / "survey" / "ms_forms_uk.csv"
    ran = written("survey", "import", file, "--dry-run")
    assert "the survey asks for a ranking" in ran.out
    assert "day before month" in ran.out
    assert "0 added, 8 changed" in ran.out


@pytest.mark.slow
def test_without_a_folder_it_takes_a_temporary_one_and_leaves_the_users_database_alone(
    tmp_path: Path, cln: Cli, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLN_DATABASE", str(place))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = place.read_bytes()
    printed = cln.json("demo")
    assert printed["database"].startswith(str(tmp_path / "cln-demo-"))
    assert printed["match"]["cohort"] == "Cohort 1 (demo)"
    assert printed["match"]["status"] == "optimal"
    assert place.read_bytes() == before
    assert cln.json("cohort", "list") == []
    [ahead] = Cli(printed["database"]).json("next")
    assert ahead["steps"][0]["command"] == "cln match accept 1"
    assert "; next is event 2, Matching event, on " in ahead["stands"]


def test_the_new_cohort_is_alive_on_whatever_day_it_is_played() -> None:
    for number in range(3 * 366):
        today = date(2026, 1, 1) + timedelta(days=number)
        launch = launched(today)
        assert launch <= today
        assert schooldays.holiday(launch) is None
        assert schooldays.at_work(launch + timedelta(weeks=4)) > today
    assert launched(date.fromisoformat(DEMO_DAY)) == LAUNCH


@pytest.mark.slow
def test_played_on_another_day_its_days_and_those_of_its_answers_move(tmp_path: Path) -> None:
    cln = Cli(str(play(tmp_path / "demo", "Tess", "", run, STORIES[-1:], date(2026, 2, 3))))
    assert cln.json("cohort", "show")["launch"] == "2026-01-29"
    answered = [one["submitted"][:10] for one in cln.json("survey", "list")["entries"] if one["submitted"]]
    assert (min(answered), max(answered)) == ("2026-01-12", "2026-01-27")


def test_a_day_to_come_is_refused(tmp_path: Path, cln: Cli) -> None:
    ran = cln("demo", "--folder", tmp_path / "demo", "--on", "2199-01-01", code=3)
    assert "is a day that has not come yet; give an earlier one with --on" in ran.err
    assert not (tmp_path / "demo").exists()


def test_a_folder_with_a_database_is_refused(cln: Cli, place: Path) -> None:
    before = place.read_bytes()
    ran = cln("demo", "--folder", place.parent, code=3)
    assert "choose another folder" in ran.err
    assert not ran.out
    assert place.read_bytes() == before


def test_the_place_of_the_users_own_database_is_refused(tmp_path: Path) -> None:
    ran = Cli(f"sqlite:///{tmp_path / 'cln.db'}")("demo", "--folder", tmp_path, code=3)
    assert "your own database" in ran.err
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path, cln: Cli) -> None:
    (tmp_path / "notes").touch()
    assert "cannot be made" in cln("demo", "--folder", tmp_path / "notes", code=3).err


@pytest.mark.slow
def test_an_interrupted_demo_leaves_nothing_behind(
    tmp_path: Path, cln: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exercise, "match", interrupt)
    cln("demo", "--folder", tmp_path / "demo", code=130)
    assert not list((tmp_path / "demo").iterdir())


@pytest.mark.slow
def test_a_demo_that_was_killed_can_be_played_again(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    line = [
        sys.executable,
        "-m",
        "cln",
        "--database",
        str(tmp_path / "mine.db"),
        "demo",
        "--folder",
        str(folder),
    ]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as first:
        while not (folder / "cln.db.unfinished").exists():
            assert first.poll() is None
        first.kill()
    assert [file.name for file in folder.iterdir() if file.name == "cln.db"] == []
    database = play(folder, "Tess", "", run, STORIES[-1:])
    assert [file.name for file in folder.iterdir()] == [database.name]
    assert Cli(f"sqlite:///{database}").json("match", "list")


def test_its_command_lines_are_a_story_that_a_user_could_have_typed() -> None:
    first = lines("1_first_cohort")
    assert first[0][:2] == ["establishment", "import"]
    assert Path(first[0][2]).is_file()
    assert first[-1] == ["cohort", "close", "--on", "2019-06-20"]
    assert not {"--database", "--as"} & {word for story in STORIES for line in lines(story) for word in line}


def test_a_line_that_fails_leaves_no_half_of_the_demo(tmp_path: Path) -> None:
    def run_until_the_match(line: Sequence[str]) -> object:
        if "match" in line:
            raise Refused("the story is wrong here")
        return run(line)

    with pytest.raises(Refused, match="the story is wrong here"):
        play(tmp_path / "demo", "Tess", "", run_until_the_match, STORIES[-1:])
    assert not list((tmp_path / "demo").iterdir())
