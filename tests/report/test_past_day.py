"""What is told of a past day: the team that ran a project then, what was thought of it, where teams stood."""

from pathlib import Path

import pytest

from tests.builders import accept, enrol, recorded
from tests.conftest import Cli
from tests.figures.page import Report
from tests.tabular import write

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


def page(cln: Cli, folder: Path, *options: object) -> str:
    """A report of it, of which nothing is said beside."""
    ran = cln("report", *options, "--out", folder / "page.html", "--force")
    assert ran.err == f"{folder / 'page.html'} is written; open it in a browser.\n"
    return (folder / "page.html").read_text("utf-8")


def test_a_page_of_a_past_day_says_where_its_teams_stood_then(moved: Cli, tmp_path: Path) -> None:
    for day, heading in (("2024-10-01", "Proposal 1."), ("2024-11-09", "Proposal 1 (accepted).")):
        for options in ((), ("--team", 2)):
            shown = page(moved, tmp_path, "--on", day, *options)
            assert heading in shown
            assert " is newer" not in shown
    moved("team", "swap", A, E, "--force", "--reason", "As they wish")
    assert "Proposal 2 (accepted)." in page(moved, tmp_path, "--on", "2024-11-10")
    today = moved("report", "--out", tmp_path / "page.html", "--force").err
    assert "proposal 3 is newer; it counts after: cln match accept 3" in today


def test_what_a_team_lacks_is_said_of_that_team(moved: Cli, tmp_path: Path) -> None:
    shown = page(moved, tmp_path, "--on", "2024-11-20")
    for team in ("Team 1 (Literacy)", "Team 2 (Numeracy)"):
        assert f"{team}: It has no project, " in shown


def test_a_quarter_tells_of_who_came_back_and_of_projects_that_ended(moved: Cli, tmp_path: Path) -> None:
    moved("cohort", "withdraw", A, "--reason", "travel", "--on", "2024-11-12")
    moved("cohort", "rejoin", A, "--on", "2024-11-20")
    moved("cohort", "withdraw", B, "--reason", "time", "--on", "2024-12-02")
    moved("cohort", "rejoin", B, "--on", "2025-01-10")
    moved("project", "end", 1, "--reason", "staffing", "--on", "2024-12-03")
    shown = page(moved, tmp_path, "--quarter", "2024Q4")
    assert "<dt>withdrawals of entries</dt><dd><strong>2</strong>" in shown
    assert "<td>12 November 2024</td><td>travel; came back on 20 November 2024</td>" in shown
    assert "<td>2 December 2024</td><td>too little time</td>" in shown
    assert "ended (staffing)" in shown
    later = page(moved, tmp_path, "--quarter", "2025Q1")
    assert "<dt>withdrawals of entries</dt><dd><strong>0</strong>" in later
    assert "ended (staffing)" not in later


def test_a_team_runs_no_project_once_that_went_on_with_another(moved: Cli) -> None:
    for day, without in (("2024-11-09", {1, 3}), ("2024-11-10", {1, 2})):
        reasons = moved.json("attention", "--on", day)["reasons"]
        assert {one["team"] for one in reasons if one["rule"] == "project"} == without


def test_who_joins_late_counts_from_the_day_of_its_nomination(both: Cli, tmp_path: Path) -> None:
    """Those whom the first file nominated count from the launch, also where that is taken in afterwards."""
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10")
    enrol(both.database, [(code, "Primary", 1) for code in (A, B, C)])

    def entries(day: str) -> int:
        number: int = both.json("status", "--on", day)["entries"]
        assert f"<dt>people</dt><dd><strong>{2 * number}</strong>" in page(both, tmp_path, "--on", day)
        return number

    recorded(both.database, "2025-05-01", "entry.nominated_at")
    assert [entries(day) for day in ("2024-09-09", "2024-09-10")] == [0, 3]
    late = "establishment_id = (SELECT MAX(establishment_id) FROM entry)"
    recorded(both.database, "2024-09-01", "entry.nominated_at")
    recorded(both.database, "2024-10-20", "entry.nominated_at", late)
    assert [entries(day) for day in ("2024-09-01", "2024-10-19", "2024-10-20")] == [2, 2, 3]
    both("event", "hold", 2, "--on", "2024-10-08")
    both("event", "attendance", 2, "--present", f"a1.{C}@example.org")
    assert [entries(day) for day in ("2024-10-07", "2024-10-08")] == [2, 3]
    both("cohort", "start-late", C, "--on", "2024-10-01")
    assert [entries(day) for day in ("2024-09-30", "2024-10-01")] == [2, 3]


def test_an_answer_that_was_given_anew_counts_from_the_first(both: Cli, tmp_path: Path) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10", "--themes", "Literacy;Numeracy")
    enrol(both.database, [(A, "Primary", 1)], themes=())
    for day, levels, typed in (("2024-08-20", (5, 1), "2024-08-25"), ("2024-11-01", (1, 5), "2024-11-02")):
        rows = [(A, f"a1.{A}@example.org", day, *levels)]
        file = write(tmp_path / "said.csv", ["code", "email", "submitted", "Literacy", "Numeracy"], rows)
        both("survey", "import", file)
        recorded(both.database, typed, "change.at", "id = (SELECT MAX(id) FROM change)")
    recorded(both.database, "2024-08-01", "entry.nominated_at")
    for day, answered in (("2024-08-19", "0% (0 of 1)"), ("2024-09-20", "100% (1 of 1)")):
        assert f">{answered}</span></td>" in page(both, tmp_path, "--on", day)


def test_a_level_that_was_corrected_is_told_as_it_was_on_record(both: Cli, tmp_path: Path) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10")
    codes = (A, B, C, D, E)
    enrol(both.database, [(code, "Primary", 1) for code in codes])
    both("event", "hold", 1)
    for occasion, level, typed in (
        ("launch", 2, "2024-09-12"),
        ("end", 3, "2025-06-12"),
        ("end", 4, "2025-06-20"),
    ):
        rows = [(f"a1.{code}@example.org", level) for code in codes]
        file = write(tmp_path / "said.csv", ["email", "I can gather data"], rows)
        both("confidence", "import", file, "--occasion", occasion)
        recorded(both.database, typed, "change.at", "id = (SELECT MAX(id) FROM change)")
    assert "from 2.00 to 3.00 of 5" in page(both, tmp_path, "--on", "2025-06-15")
    assert "from 2.00 to 4.00 of 5" in page(both, tmp_path, "--on", "2025-06-20")


def test_wishes_and_hunches_are_those_of_the_day(both: Cli, tmp_path: Path) -> None:
    both("cohort", "open", "Cohort 3", "--launch", "2024-09-10", "--themes", "Literacy;Numeracy")
    enrol(both.database, [(code, "Primary", 1) for code in (A, B, C)], themes=())
    columns = ["code", "email", "submitted", "Literacy", "Numeracy", "hunch"]
    for day, levels, hunch, typed in (
        ("2024-08-20", (5, 2), "They stop early", "2024-09-25"),
        ("2024-11-01", (1, 4), "They copy", "2024-11-02"),
    ):
        rows = [(code, f"a1.{code}@example.org", day, *levels, hunch) for code in (A, B, C)]
        both("survey", "import", write(tmp_path / "said.csv", columns, rows))
        recorded(both.database, typed, "change.at", "id = (SELECT MAX(id) FROM change)")
    accept(both.database, [["Gwen Gray"]], places=[[(code, "Primary", 1) for code in (A, B, C)]])
    recorded(both.database, "2024-08-01", "entry.nominated_at")
    recorded(both.database, "2024-10-01", "proposal.made_at")
    recorded(both.database, "2024-10-02", "proposal.accepted_at")
    for day, rated, hunch in (
        ("2024-10-15", ["5", "2"], "They stop early"),
        ("2024-11-01", ["1", "4"], "They copy"),
    ):
        page(both, tmp_path, "--on", day)
        asked = Report(tmp_path / "page.html").numbers("What each entry asked for, and what its team does")
        assert [row[1:] for row in asked.values()] == [rated] * 3, day
        sheet = page(both, tmp_path, "--on", day, "--team", 1)
        assert sheet.count(hunch) == 3
