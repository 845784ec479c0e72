"""Pictures on a terminal, and the words and digits that stand in their place in a pipe."""

import pytest

from cln.events.turnout import Turnout
from cln.events.views.attendance import course
from cln.screen import output
from cln.screen.view import Drawn, Table
from tests.conftest import Cli


def test_a_pipe_gets_digits_and_a_terminal_the_picture(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table(["name", "course"], [["Team 1", Drawn("\u2588\u2581", "50%")]])
    assert output.plain(table) == ["", "name    course", "Team 1  50%", ""]
    from rich.console import Console

    Console(width=40).print(output.rich(table, 40))
    assert "\u2588\u2581" in capsys.readouterr().out


def test_the_map_marks_each_team_s_theme_and_says_what_the_survey_says(matched: Cli) -> None:
    ran = matched("match", "show", "--map")
    rows = matched.json("match", "show", "--map")
    assert len(rows) == 50
    survey = matched.json("export", "survey")
    for row in rows:
        assert row["level"] == row["levels"].get(row["theme"])
        given = [one for one in survey if all(one[key] == row[key] for key in ("code", "sector", "entry"))]
        for theme, level in row["levels"].items():  # several respondents: the mean, rounded down
            assert level == sum(one[theme] for one in given) // len(given)
    assert ran.out.count("[5]") == sum(row["level"] == 5 for row in rows)
    assert ran.out.count("[-]") == sum(row["level"] is None for row in rows)
    assert max(map(len, ran.out.splitlines()[:53])) <= 80


def test_a_course_is_a_bar_for_each_event() -> None:
    turnout = Turnout(
        present=3, recorded=6, rate=0.5, missed=1, latest=None, promoted=True, course=(1.0, 0.5, 0.0)
    )
    assert course(turnout) == "\u2588\u2585\u2581"
