"""A project as it stood on a day: the team that ran it then, and what people thought of it by then."""

from pathlib import Path

import pytest

from tests.builders import accept, enrol, recorded
from tests.conftest import Cli

A, B, C, D, E, F = (f"910000{n}" for n in range(1, 7))


@pytest.fixture
def moved(both: Cli) -> Cli:
    """Team 2 ran the one project until proposal 2 was accepted on 2024-11-10; since then team 3 does."""
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10")
    places = [(code, "Primary", 1) for code in (A, B, C, D, E, F)]
    enrol(both.database, places)
    accept(
        both.database,
        [["Gwen Gray"], ["Hugh Hall"], ["Iris Iqbal"]],
        places=[places[:2], places[2:4], places[4:]],
    )
    both("project", "open", 2, "--title", "Counting", "--on", "2024-10-08")
    both("project", "rag", 1, "amber", "--comment", "A slow start")
    both("team", "swap", A, C, "--force", "--reason", "As they wish")
    both("match", "accept", 2, "--projects", "1=3")
    both("project", "rag", 1, "green", "--comment", "All is well")
    for on, column, where in (
        ("2024-10-01", "proposal.made_at", "number = 1"),
        ("2024-10-02", "proposal.accepted_at", "number = 1"),
        ("2024-11-05", "proposal.made_at", "number = 2"),
        ("2024-11-10", "proposal.accepted_at", "number = 2"),
        ("2024-11-10", "proposal.replaced_at", "number = 1"),
        ("2024-11-10", "project_move.at", "1 = 1"),
        ("2024-10-20", "judgement.at", "value = 'amber'"),
        ("2024-11-15", "judgement.at", "value = 'green'"),
    ):
        recorded(both.database, on, column, where)
    return both


@pytest.mark.parametrize(
    ("day", "team", "facilitator", "judged"),
    [
        ("2024-10-10", 2, "Hugh Hall", None),
        ("2024-11-09", 2, "Hugh Hall", "amber"),
        ("2024-11-10", 3, "Iris Iqbal", "amber"),
        ("2024-11-20", 3, "Iris Iqbal", "green"),
    ],
)
def test_the_team_and_the_judgement_are_those_of_the_day(
    moved: Cli, tmp_path: Path, day: str, team: int, facilitator: str, judged: str | None
) -> None:
    (project,) = moved.json("status", "--on", day)["projects"]
    assert (project["team"], project["facilitators"]) == (team, [facilitator])
    assert (project["rag"] and project["rag"]["value"]) == judged
    screen = moved("status", "--on", day).out
    assert (f"Judged: 1 {judged}." in screen) is (judged is not None)
    moved("report", "--on", day, "--out", tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert f"<dt>Team</dt><dd>{team}: " in page
    assert f"<dt>Facilitators</dt><dd>{facilitator}</dd>" in page


def test_a_team_runs_no_project_once_that_went_on_with_another(moved: Cli) -> None:
    for day, without in (("2024-11-09", {1, 3}), ("2024-11-10", {1, 2})):
        reasons = moved.json("attention", "--on", day)["reasons"]
        assert {one["team"] for one in reasons if one["rule"] == "project"} == without
