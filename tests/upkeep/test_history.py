"""`cln history`: the record that every change leaves."""

import re
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import REGISTER, Cli
from tests.tabular import write


def test_newest_first_with_who_and_what(register: Cli) -> None:
    register("establishment", "amend", "9100001", "--postcode", "G1 2BB")
    lines = register("history").out.splitlines()
    assert re.match(r"number +when +who +command +what", lines[1])
    day = r" ?\d+ \w{3} 20\d\d \d\d:\d\d *"
    assert re.match(
        rf" +3  {day}  Tess  establishment amend +establishment Northbank Primary School changed$", lines[2]
    )
    assert re.match(
        rf" +2  {day}  Tess  establishment import +5 establishments added from register.csv$", lines[3]
    )
    assert re.match(rf" +1  {day}  Tess  init +8 councils added$", lines[4])
    assert len(register.json("history", "--limit", 2)) == 2
    one = register.json("history", "--limit", 1)[0]
    assert one["rows"] == [{"table": "establishment", "deed": "changed", "rows": 1}]
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", one["at"])


def test_one_change_row_by_row_with_only_what_differs(register: Cli) -> None:
    register("establishment", "amend", "9100001", "--postcode", "G1 2BB", "--simd-quintile", "2")
    change = register.json("history", "3")
    assert [(row["table"], row["before"], row["after"]) for row in change["rows"]] == [
        (
            "establishment",
            {"postcode": "G1 1AA", "simd_quintile": 1},
            {"postcode": "G1 2BB", "simd_quintile": 2},
        )
    ]
    text = register("history", "3").out
    assert text.startswith("Change 3: establishment amend by Tess, ")
    assert re.search(r"establishment +\d+  postcode +G1 1AA +G1 2BB", text)
    added = register.json("history", "2")["rows"]
    assert len(added) == len(REGISTER)
    assert {row["before"] for row in added} == {None}
    assert added[1]["after"]["name"] == "Southbank Academy"


def test_one_change_and_what_left_are_not_asked_at_once(cln: Cli) -> None:
    both = cln("history", 1, "--left", code=2).err
    assert both.startswith("cln: error: --left lists everything that left, and NUMBER is one change")


def test_a_change_that_never_was(cln: Cli) -> None:
    assert "there is no change 9; see: cln history" in cln("history", "9", code=3).err
    assert cln("history", "--limit", "0", code=2).out == ""


def test_what_people_did_is_told_in_their_words(matched: Cli) -> None:
    matched("match", "accept", 1)
    matched("event", "hold", 1, "--on", "2026-09-10")
    matched("cohort", "withdraw", "9612012", "--reason", "timetable", "--on", "2026-10-05")
    matched("facilitator", "withdraw", "Anna Kaur", "--reason", "Called back", "--on", "2026-10-05")
    lines = matched("history").out.splitlines()[2:]
    for words in (
        "facilitator withdraw  facilitator Anna Kaur withdrawn",
        "cohort withdraw       entry Yarrowshiel Primary School withdrawn",
        "event hold            event 1 held",
        "match accept          proposal 1 accepted",
        "match                 proposal 1 made: 50 entries in 8 teams",
        "survey import         49 survey answers taken in from survey.csv",
        "facilitator import    12 facilitators added from facilitators.csv",
        "cohort enrol          50 entries and 100 participants enrolled from nominations.csv",
        "cohort open           Cohort 1 opened; 6 events and 8 themes added",
    ):
        assert lines.pop(0).endswith(words)
    assert "Proposal 1 made: 50 entries in 8 teams." in matched("history", 7).out


def test_only_what_was_accepted_is_said_to_be(matched: Cli) -> None:
    matched("match", "accept", 1)
    matched("match", "pin", "9377028", "--theme", "Numeracy", "--reason", "Promised")
    matched("match", "--from", 1)
    matched("match", "accept", 2)
    assert matched("history", "--limit", 1).out.splitlines()[2].endswith("match accept  proposal 2 accepted")


def test_rows_that_are_all_of_one_thing_name_it_once_and_count_no_others(
    matched: Cli, tmp_path: Path
) -> None:
    matched("event", "hold", 1, "--on", "2026-09-10")
    rows = [(f"2026-09-10 10:0{number}", number) for number in range(1, 6)]
    matched("event", "feedback", 1, write(tmp_path / "said.csv", ["Timestamp", "How useful was it?"], rows))
    said = matched("undo", "--dry-run").out
    assert "5 pieces of feedback (event 1)\n" in said
    assert "5 answers in feedback (How useful was it?)\n" in said


def test_history_tells_the_time_where_the_user_is(cln: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime.fromisoformat(cln.json("history")[0]["at"])
    for zone, hours in (("Etc/GMT-9", 9), ("Etc/GMT+3", -3)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        then = at + timedelta(hours=hours)
        assert f"{then.day} {then:%b %Y %H:%M}" in cln("history").out
    monkeypatch.undo()
    time.tzset()
