"""Whatever tells of a cohort tells the same, of the day above it; each figure is derived a second time."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import After, Cli
from tests.figures.columns import year_columns
from tests.figures.derived import GROUPS, Derived
from tests.figures.page import Report, check_page, mean
from tests.figures.year import play

pytestmark = pytest.mark.slow

COHORT = "Cohort 3"
LATE = date.max.replace(year=2999)
"""A day by which all that is on record had happened."""
DAYS = ("2025-09-20", "2025-12-15", "2026-02-10", "2026-04-01", "2026-05-10", "2026-06-18")


@pytest.fixture
def year(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, play, tmp_path)


def report(cln: Cli, folder: Path, *options: str) -> Report:
    """A page of the cohort."""
    cln("report", "--cohort", COHORT, "--out", folder / "page.html", "--force", *options)
    return Report(folder / "page.html")


@pytest.mark.parametrize("day", DAYS)
def test_a_report_tells_only_what_was_true_on_its_day(year: Cli, tmp_path: Path, day: str) -> None:
    truth = Derived(year.database, COHORT, date.fromisoformat(day))
    check_page(report(year, tmp_path, "--on", day), truth)
    status = year.json("status", "--cohort", COHORT, "--on", day)
    assert (status["entries"], status["participants"]) == (
        truth.entries["entries"],
        truth.entries["participants"],
    )
    assert {one["reason"]: one["entries"] for one in status["withdrawn"]} == truth.withdrawn
    assert (status["in_teams"], len(status["without_team"])) == (truth.seated_people, truth.waiting)
    running = [one for one in status["projects"] if one["ended_on"] is None]
    assert {
        one["project"]: {step["stage"] for step in one["stages"] if step["done_on"]} for one in running
    } == truth.done
    assert {one["project"]: one["log_entries"] for one in status["projects"] if one["log_entries"]} == dict(
        truth.logged(date(2025, 1, 1))
    )


def test_everything_tells_the_same_of_what_is_on_record(year: Cli, tmp_path: Path) -> None:
    everything_agrees(year, tmp_path)


def everything_agrees(cln: Cli, folder: Path) -> None:
    """Report, summary, shares, status, cohort, confidence and attendance tell what is derived."""
    check_page(report(cln, folder), Derived(cln.database, COHORT, LATE))
    rows = {row["cohort"]: row for row in cln.json("export", "summary", "--every-cohort")}
    shares = cln.json("export", "shares", "--every-cohort")
    listed = {one["cohort"]: one for one in cln.json("cohort", "list")}
    assert {*rows} == {"Cohort 2", COHORT}
    for cohort, row in rows.items():
        truth = Derived(cln.database, cohort, LATE)
        check_summary(row, truth)
        check_exported_shares([one for one in shares if one["cohort"] == cohort], truth)
        of = ("--cohort", cohort)
        shown, status, counted = cln.json("cohort", "show", *of), cln.json("status", *of), truth.entries
        assert (status["in_teams"], len(status["without_team"])) == (truth.seated_people, truth.waiting)
        for told in (shown, status, listed[cohort]):
            assert (told["entries"], told["participants"]) == (counted["entries"], counted["participants"])
        assert shown["establishments"] == counted["establishments"]
        assert shown["answered"] == truth.shares()["answered the survey", "all", "all"][0]
        assert {one["reason"]: one["entries"] for one in status["withdrawn"]} == truth.withdrawn
        assert len(shown["withdrawn"]) == sum(truth.withdrawn.values())
        assert cln.json("confidence", "show", *of)["overall"]["pairs"] == truth.confidence[0]
        turnout = cln.json("event", "attendance", 1, *of)["entries"]
        present, recorded = truth.shares()["attendance", "all", "all"]
        assert sum(one["present"] for one in turnout) == present
        assert sum(one["recorded"] for one in turnout) == recorded
        projects = {one["project"]: one for one in cln.json("export", "projects", *of)}
        assert {number for number, one in projects.items() if one["ended_on"] is None} == {*truth.done}


def test_the_page_of_all_cohorts_tells_what_is_derived(year: Cli, tmp_path: Path) -> None:
    year("report", "--every-cohort", "--out", tmp_path / "page.html")
    page = Report(tmp_path / "page.html")
    names = ["Cohort 2", COHORT]
    derived = [trend_figures(Derived(year.database, name, LATE)) for name in names]
    shown = {
        name: cells
        for caption in ("Who takes part", "What was achieved", "Shares", "Means, from 1 to 5")
        for name, cells in page.tables[caption].items()
    }
    assert shown.pop("what") == [*names, "trend"], "both have ended"
    for name, cells in shown.items():
        values = [one.pop(name) for one in derived]
        assert cells[:2] == ["\u2013" if one is None else one for one in values], name
        there = [one for one in values if one is not None]
        assert cells[2] == (f"{there[0]} to {there[-1]}" if len(there) > 1 else "\u2013")
    assert {figure for one in derived for figure, value in one.items() if value is not None} == set()


def trend_figures(truth: Derived) -> dict[str, str | None]:
    """The figures of a cohort on the page of all, as it writes them."""
    year, shares = year_columns(truth), truth.shares()
    answered, before, after = truth.confidence

    def share(figure: str) -> str | None:
        count, of = shares.get((figure, "all", "all"), (0, 0))
        return f"{count / of:.0%}" if of else None

    counted = {
        "establishments": truth.entries["establishments"],
        "establishments that had taken part before": year["returning_establishments"],
        "people": truth.entries["participants"],
        "promoted members of staff": year["promoted"],
        "practitioners": year["practitioners"],
        "teams": truth.teams,
        "inquiries": len(truth.done),
        "inquiries shared": sum("shared" in one for one in truth.done.values()),
        "events held": year["events_held"],
        "events cancelled": year["events_cancelled"],
        "pairs of establishments that work together": truth.connections[0],
    }
    return {
        **{name: str(number) for name, number in counted.items()},
        "came to the events": share("attendance"),
        "in a team with a theme rated 5": share("got a theme rated 5"),
        "answered the survey": share("answered the survey"),
        "withdrew": share("withdrew"),
        "of the register took part by then": share("reach"),
        "confidence at the launch": f"{before:.2f}" if answered else None,
        "confidence at the end": f"{after:.2f}" if answered else None,
        "feedback on the events": None if year["feedback"] is None else f"{year['feedback']:.2f}",
    }


def check_summary(row: dict[str, Any], truth: Derived) -> None:
    """A row of `export summary` is the one that is derived."""
    year = year_columns(truth)
    assert {name: row[name] for name in year} == year
    shares, levels, withdrawn = truth.shares(), truth.levels, truth.withdrawn
    counted = truth.entries | {"teams": truth.teams, "projects": len(truth.done)}
    counted |= {"waiting": truth.waiting}
    pairs, across = truth.connections
    counted |= {"connections": pairs, "connections_across": across, "withdrawn": sum(withdrawn.values())}
    counted |= {f"level_{level}": levels.get(level, 0) for level in (5, 4, 3, 2, 1)}
    counted |= {"no_answer": levels.get(None, 0)}
    counted |= {f"stage_{stage}": number for stage, number in truth.stages.items()}
    reasons = [key.removeprefix("withdrawn_") for key in row if key.startswith("withdrawn_")]
    counted |= {f"withdrawn_{why}": withdrawn.get(why.replace("_", "-"), 0) for why in reasons}
    assert {key: row[key] for key in counted} == counted
    for figure in ("attendance", "reach"):
        count, of = shares[figure, "all", "all"]
        assert row[figure] == round(count / of, 4)
        assert row[f"{figure}_authorities"] == round(mean(shares, figure) or 0, 4)
    answered, before, after = truth.confidence
    assert row["confidence_pairs"] == answered
    assert row["confidence_launch"] == (round(before, 2) if answered else None)
    assert row["confidence_end"] == (round(after, 2) if answered else None)


def check_exported_shares(rows: list[dict[str, Any]], truth: Derived) -> None:
    """The rows of `export shares` are those that are derived."""
    shares = truth.shares()
    told = {
        (row["figure"], row["by"], row["group"]): (row["count"], row["of"])
        for row in rows
        if row["count"] is not None and (row["of"] or row["by"] != "all")
    }
    assert told == shares
    means = {row["figure"]: row["share"] for row in rows if row["group"] == "mean of authorities"}
    assert {by for _, by, _ in told} == {*GROUPS}
    for figure, value in means.items():
        expected = mean(shares, figure)
        assert value == (None if expected is None else round(expected, 4))


QUARTERS = {
    "2025Q4": (
        {"stages that projects completed": "4", "log entries": "1", "withdrawals of entries": "1"},
        {"Matching event": "18 of 22", "Inquiry Question": "20 of 24"},
    ),
    "2026Q1": (
        {"stages that projects completed": "3", "log entries": "2", "withdrawals of entries": "1"},
        {"Measuring Impact": "22 of 26"},
    ),
    "2026Q3": (
        {"stages that projects completed": "0", "log entries": "0", "withdrawals of entries": "0"},
        {},
    ),
}
"""Quarter -> its tiles, and who came to its events: counted by hand."""


@pytest.mark.parametrize("quarter", QUARTERS)
def test_a_quarter_tells_what_happened_in_it(year: Cli, tmp_path: Path, quarter: str) -> None:
    page = report(year, tmp_path, "--quarter", quarter)
    tiles, events = QUARTERS[quarter]
    assert page.tiles.items() >= tiles.items()
    held = page.tables.get("Events that were held", {})
    assert {name: row[1] for name, row in held.items() if name != "event"}.items() >= events.items()
    assert bool(held) is bool(events)


def test_a_quarter_tells_who_left_and_why_and_what_moved_on(year: Cli, tmp_path: Path) -> None:
    page = report(year, tmp_path, "--quarter", "2026Q1")
    assert "as of 31 March 2026" in page.text
    assert page.tables["Entries that withdrew"] == {
        "establishment": ["on", "reason"],
        "9100004 School 9100004S": ["10 February 2026", "timetable clashes"],
    }
    assert page.tables["People who left"] == {
        "name": ["establishment", "on", "reason"],
        "Bob 9300-001p": ["9300001 School 9300001P", "20 January 2026", "too little time"],
    }
    assert page.tables["Projects that moved"] == {
        "project": ["completed", "log entries"],
        "1: One": ["plan, observation", "1"],
        "2: Two": ["question", "1"],
        "4: Four": ["ended (staffing)", "0"],
    }
    assert "Longer pieces" not in page.text


def test_a_public_quarter_names_nobody_who_left(year: Cli, tmp_path: Path) -> None:
    page = report(year, tmp_path, "--quarter", "2026Q1", "--public")
    assert page.tables.keys().isdisjoint({"Entries that withdrew", "People who left"})
    assert "Bob" not in page.text
    assert page.tables["Events that were held"]["Measuring Impact"][0] == "5 February 2026"


def test_a_hunch_counts_from_the_day_on_which_it_was_put_on_record(year: Cli, tmp_path: Path) -> None:
    way = "How far each project is"
    year("cohort", "reopen", "--cohort", COHORT)
    year("project", "amend", 3, "--hunch", "We wonder at last", "--title", "Three of all", "--cohort", COHORT)
    before = report(year, tmp_path, "--on", "2026-06-18")
    assert before.numbers(way)["3: Three"][0] == "not yet"
    assert "at last" not in before.text
    assert report(year, tmp_path).numbers(way)["3: Three of all"][0] == "done"


def test_a_match_counts_from_the_day_on_which_it_was_put_on_record(year: Cli, tmp_path: Path) -> None:
    """It was put on record after its event: then it counts from that event's day on."""
    assert report(year, tmp_path, "--on", "2025-10-01").tiles["teams"] == "0"
    assert report(year, tmp_path, "--on", "2025-10-02").tiles["teams"] == "3"
    with closing(sqlite3.connect(year.database.removeprefix("sqlite:///"))) as connection:
        made = "made_at = '2025-09-29 12:00:00', accepted_at = '2025-09-30 12:00:00'"
        connection.execute(f"UPDATE proposal SET {made}")
        connection.commit()
    assert report(year, tmp_path, "--on", "2025-09-28").tiles["teams"] == "0"
    assert report(year, tmp_path, "--on", "2025-10-01").tiles["teams"] == "3"


def test_what_was_put_on_record_later_counts_from_the_day_on_which_it_happened(
    year: Cli, tmp_path: Path
) -> None:
    reopened = ("--cohort", COHORT)
    before = report(year, tmp_path, "--on", "2026-02-10").tiles
    year("cohort", "reopen", *reopened)
    year("cohort", "withdraw", "9200002", "--on", "2026-02-11", "--reason", "time", *reopened)
    year("log", 2, "Rang them again", "--date", "2026-01-13", "--by", "Inv Inverclyde", *reopened)
    assert report(year, tmp_path, "--on", "2026-02-10").tiles == before
    later = report(year, tmp_path, "--on", "2026-02-11").tiles
    assert int(later["entries that withdrew"]) == int(before["entries that withdrew"]) + 1
    assert report(year, tmp_path, "--quarter", "2026Q1").tiles["log entries"] == "3"
    assert report(year, tmp_path, "--quarter", "2026Q1", "--on", "2026-01-12").tiles["log entries"] == "0"


def test_on_postgresql_too(postgres: Callable[..., str], postgres_template: str, tmp_path: Path) -> None:
    cln = Cli(postgres(postgres_template))
    play(cln, tmp_path)
    everything_agrees(cln, tmp_path)
    check_page(report(cln, tmp_path, "--on", "2026-04-01"), Derived(cln.database, COHORT, date(2026, 4, 1)))
