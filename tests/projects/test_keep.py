"""`cln match accept --projects keep`: with which of the new teams a project goes on."""

from pathlib import Path

import pytest

from tests.builders import accept, enrol
from tests.conftest import After, Cli

A, B, C, D, E, F = (f"910000{n}" for n in range(1, 7))
FORCED = ("--force", "--reason", "As the schools wish")


def run_project(cln: Cli) -> None:
    """Teams 1, 2 and 3 on Literacy, Numeracy, Health and wellbeing; team 2 runs the one project."""
    places = [(code, "Primary", 1) for code in (A, B, C, D, E, F)]
    enrol(cln.database, places)
    accept(cln.database, [[], [], []], places=[places[:2], places[2:4], places[4:]])
    cln("project", "open", 2, "--title", "Counting", "--on", "2026-10-01")


@pytest.fixture
def running(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, run_project)


def goes_on_with(cln: Cli) -> int:
    """The team that runs the project once the newest edit is accepted."""
    newest = cln.json("team", "suggest", A)["proposal"]
    cln("match", "accept", newest, "--projects", "keep")
    (project,) = cln.json("project", "list")
    assert isinstance(project["team"], int)
    return project["team"]


def test_it_goes_on_with_the_team_that_has_most_of_its_entries(running: Cli) -> None:
    """C and D are both in team 3, which has neither its theme nor its number; A is alone in team 2."""
    running("team", "move", A, 2, *FORCED)
    running("team", "move", C, 3, *FORCED)
    running("team", "move", D, 3, *FORCED)
    assert goes_on_with(running) == 3


def test_of_two_teams_with_one_each_the_one_on_its_theme(running: Cli) -> None:
    """D is in team 2 still; C is in team 3, which has the theme now: the theme goes before the number."""
    running("team", "move", C, 3, *FORCED)
    running("team", "theme", 2, "Transitions", *FORCED)
    running("team", "theme", 3, "Numeracy", *FORCED)
    assert goes_on_with(running) == 3


def test_where_none_has_its_theme_the_one_of_its_number(running: Cli) -> None:
    """C is in team 1, D in team 2 still, whose theme is another now: the number decides."""
    running("team", "move", C, 1, *FORCED)
    running("team", "theme", 2, "Transitions", *FORCED)
    assert goes_on_with(running) == 2


def test_else_the_one_of_the_lowest_number(running: Cli) -> None:
    """C is in team 3 and D in team 1, neither on its theme; A is alone in team 2."""
    running("team", "move", A, 2, *FORCED)
    running("team", "move", C, 3, *FORCED)
    running("team", "move", D, 1, *FORCED)
    assert goes_on_with(running) == 1


def test_a_team_that_was_dissolved_is_not_said_to_be_there(running: Cli, tmp_path: Path) -> None:
    running("team", "move", C, 3, *FORCED)
    running("team", "move", D, 3, *FORCED)
    sentence = "proposal 3 has no team 2; its teams are 1 and 3"
    assert sentence in running("team", "move", C, 2, *FORCED, code=3).err
    assert sentence in running("match", "accept", 3, "--projects", "1=2", code=3).err
    running("match", "accept", 3, "--projects", "keep")
    assert sentence in running("report", "--team", 2, "--out", tmp_path / "none.html", code=3).err
