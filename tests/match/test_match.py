"""`cln match`: the demo's programme through the command line, and what stops it."""

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.bench.cohorts import larger
from tests.conftest import DEMO, FILES, After, Cli, fill
from tests.match import small
from tests.problems import enrolled
from tests.tabular import write


def without_seconds(match: dict[str, Any]) -> dict[str, Any]:
    """What --json printed, less the time it took."""
    return {name: value for name, value in match.items() if name != "seconds"}


def test_the_contract_on_both_engines(both: Cli, after: After) -> None:
    cln = after(both, fill)
    match = cln.json("match")
    assert list(match) == [
        *("cohort", "proposal", "status", "seconds", "objective", "teams", "waiting", "rules")
    ]
    assert match["status"] == "optimal"
    assert [line["name"] for line in match["objective"]] == [
        *("placed", "level 1", "level 2", "level 3", "level 4", "breadth", "travel", "balance")
    ]
    assert all(line["value"] == line["bound"] for line in match["objective"])
    assert len(match["teams"]) == 8
    assert sum(team["participants"] for team in match["teams"]) == 100
    assert list(match["teams"][0]) == ["team", "theme", "participants", "facilitators", "entries"]
    assert list(match["teams"][0]["facilitators"][0]) == ["name", "authority", "role"]
    assert list(match["teams"][0]["entries"][0]) == [
        *("code", "sector", "entry", "name", "authority", "participants", "level")
    ]
    assert sum(entry["level"] is None for team in match["teams"] for entry in team["entries"]) == 2
    assert all(rule["holds"] for rule in match["rules"] if rule["must"])
    assert cln.json("match", "show") == match
    assert cln.json("match", "list")[0]["objective"] == match["objective"]


def test_matching_again_makes_no_second_proposal(cln: Cli, after: After, tmp_path: Path) -> None:
    first = after(cln, small.fill, tmp_path)("match")
    assert cln("match").out == first.out
    assert len(cln.json("match", "list")) == 1
    assert [change["command"] for change in cln.json("history")].count("match") == 1


def test_a_withdrawal_makes_a_new_proposal_and_dates_the_old_one(matched: Cli) -> None:
    before = matched.json("match", "show")
    entry = before["teams"][0]["entries"][0]
    matched("cohort", "withdraw", entry["code"], "--sector", entry["sector"], "--reason", "travel")
    old = matched("match", "show", 1)
    assert "Cohort 1 has changed since proposal 1 was made; match again" in old.err
    assert "cln match --from 1" in old.err
    assert without_seconds(matched.json("match", "show", 1)) == without_seconds(before)
    after = matched.json("match")
    assert after["proposal"] == 2
    assert sum(team["participants"] for team in after["teams"]) < 100


@pytest.mark.slow
def test_rows_in_any_order_and_any_hash_seed_give_the_same_bytes(ready: Cli, tmp_path: Path) -> None:
    rng = random.Random(1)
    for file in FILES:
        with (DEMO / file).open(encoding="utf-8-sig", newline="") as source:
            header, *rows = csv.reader(source)
        rng.shuffle(rows)
        write(tmp_path / file, header, rows)
    shuffled = Cli(f"sqlite:///{tmp_path / 'shuffled.db'}")
    shuffled("init")
    fill(shuffled, tmp_path)
    expected = without_seconds(ready.json("match"))
    assert without_seconds(shuffled.json("match")) == expected
    for seed in ("0", "1", "77"):
        again = Cli(f"sqlite:///{tmp_path / f'{seed}.db'}")
        again("init")
        fill(again)
        ran = subprocess.run(
            [sys.executable, "-m", "cln", "match", "--json", "--database", again.database],
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        assert without_seconds(json.loads(ran.stdout)) == expected


def test_nothing_but_json_on_stdout(ready: Cli) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cln", "match", "--json", "--database", ready.database],
        capture_output=True,
        check=True,
    )
    assert ran.stdout.startswith(b"{")
    assert ran.stdout.endswith(b"}\n")


@pytest.mark.slow
def test_the_screen_says_all_that_she_needs(ready: Cli) -> None:
    shown = ready("match").out
    assert "Cohort 1, proposal 1: 100 participants in 8 teams" in shown
    assert "Team 8: " in shown
    assert "Facilitators: " in shown
    assert "2 entries without an answer; proven best." in shown
    assert "no answer" in shown
    assert "Next: cln match accept 1" in shown


@pytest.mark.slow
def test_over_capacity_some_wait_and_it_says_why(cln: Cli) -> None:
    fill(cln, DEMO, "--capacity", 96)
    match = cln.json("match")
    assert match["objective"][0] == {"name": "placed", "value": 96, "bound": 96}
    assert sum(entry["participants"] for entry in match["waiting"]) == 4
    shown = cln("match", "show").out
    assert "because teams can hold at most 96" in shown
    assert "has not answered the survey" in shown
    exported = cln.json("export", "teams")
    assert [row["code"] for row in exported if row["team"] is None] == [
        entry["code"] for entry in match["waiting"]
    ]


@pytest.mark.slow
def test_an_impossible_rule_is_named_with_its_numbers(ready: Cli) -> None:
    ready("cohort", "open", "Cohort 2", "--launch", "2027-02-01", "--yes")
    ready("--cohort", "Cohort 2", "cohort", "enrol", DEMO / "nominations.csv", "--yes")
    ran = ready("--cohort", "Cohort 2", "match", code=4)
    assert ran.out == ""
    first, *lines = [line.strip() for line in ran.err.splitlines() if not line.startswith("matching: ")]
    assert first == ("cln: error: there is no match, for 8 reasons; the first change for each makes one:")
    glasgow = next(n for n, line in enumerate(lines) if "Glasgow City brings" in line)
    assert lines[glasgow].endswith("but no key facilitator; one is needed for every 10 (rule 'facilitators')")
    assert lines[glasgow + 1 : glasgow + 3] == [
        "Find 2 more key facilitators in Glasgow City:",
        'cln --cohort "Cohort 2" facilitator add --name NAME --organisation QIO --authority "Glasgow City"',
    ]
    assert lines[-2] == 'cln --cohort "Cohort 2" match --relax facilitators --relax team-facilitator'
    assert lines[-1].startswith("Not every change was tried")  # of who may be found where there are thousands
    assert ready.json("--cohort", "Cohort 2", "match", "list") == []


def test_a_relaxed_rule_is_recorded_and_reported(cln: Cli, after: After, tmp_path: Path) -> None:
    match = after(cln, small.fill, tmp_path).json(
        "match", "--relax", "team-size", "--relax", "authority-share"
    )
    assert {rule["id"]: rule["must"] for rule in match["rules"]}["team-size"] is False
    assert {rule["id"]: rule["must"] for rule in match["rules"]}["team-count"] is True
    assert "Relaxed for this proposal: authority-share, team-size." in cln("match", "show").out
    assert cln.json("match")["proposal"] == 2


def test_an_unknown_rule_is_a_usage_error(ready: Cli) -> None:
    ran = ready("match", "--relax", "sise", code=2)
    assert ran.err.startswith("cln: error: there is no rule 'sise'; the rules are: capacity, ")


def test_nobody_to_match(cln: Cli) -> None:
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    assert "nobody takes part in Cohort 1 yet" in cln("match", code=3).err
    assert "has no proposal yet" in cln("match", "show", code=3).err
    assert "has no proposal yet" in cln("match", "list").out


@pytest.mark.slow
def test_a_match_before_the_survey_says_that_it_means_little(cln: Cli) -> None:
    cln("establishment", "import", DEMO / "establishments.csv")
    cln("cohort", "open", "Cohort 1", "--launch", "2026-09-10")
    cln("cohort", "enrol", DEMO / "nominations.csv")
    cln("facilitator", "import", DEMO / "facilitators.csv")
    ran = cln("match")
    assert "Nobody has answered the survey: no theme here is anybody's wish." in ran.out
    assert "take the answers in with: cln survey import FILE" in ran.err
    assert cln.json("match", "show")["status"] == "optimal"


def test_a_proposal_that_does_not_exist(matched: Cli) -> None:
    assert "Cohort 1 has no proposal 7" in matched("match", "show", 7, code=3).err


def test_it_says_what_it_is_at_when_it_takes_long(
    cln: Cli, after: After, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    after(cln, small.fill, tmp_path)
    monkeypatch.setattr("cln.screen.progress.PATIENCE", 0.0)
    ran = cln("match")
    assert "matching: 3 of 4, mixing authorities, sectors, areas" in ran.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "waiting", "profile"),
    [
        ("cohort_rating", 0, [0, 0, 0, 5]),
        ("cohort_ranking", 0, [0, 0, 0, 5]),
        ("cohort_ticks", 8, [0, 0, 0, 0]),
    ],
)
def test_every_export_of_a_real_cohort_gives_the_same_match(
    shared: Path, tmp_path: Path, folder: str, waiting: int, profile: list[int]
) -> None:
    matches = []
    for survey in sorted((shared / folder).glob("survey_*")):
        cln = Cli(f"sqlite:///{tmp_path / f'{survey.name}.db'}")
        cln("init")
        simd = shared / "simd2020v2_west_datazones.csv"
        cln("establishment", "import", shared / "schools_west_2022.csv", "--simd", simd)
        cln("establishment", "import", shared / folder / "elc.csv")
        cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
        cln("cohort", "enrol", shared / folder / "nominations.csv")
        cln("facilitator", "import", shared / folder / "facilitators.csv")
        cln("survey", "import", survey)
        matches.append(without_seconds(cln.json("match")))
    assert len(matches) >= 2
    assert all(match == matches[0] for match in matches)
    assert matches[0]["status"] == "optimal"
    assert [line["value"] for line in matches[0]["objective"][1:5]] == profile
    assert sum(entry["participants"] for entry in matches[0]["waiting"]) == waiting


@pytest.mark.slow
def test_a_large_cohort_from_its_files_to_the_screen(cln: Cli, tmp_path: Path) -> None:
    match = enrolled(cln, larger(1, times=3, teams=21, located=True), tmp_path).json("match")
    assert [team["team"] for team in match["teams"]] == list(range(1, 22))
    assert sum(len(team["entries"]) for team in match["teams"]) == 150
    assert all(team["facilitators"] for team in match["teams"])
    assert all(rule["holds"] for rule in match["rules"] if rule["must"])
    levels = [line for line in match["objective"] if line["name"].startswith("level")]
    assert all(line["value"] == line["bound"] for line in levels)
    shown = cln("match", "show").out
    assert "Cohort 1, proposal 1: 300 participants in 21 teams" in shown
    assert "; proven best." in shown
