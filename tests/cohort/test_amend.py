"""Slips at the start of a cohort: a wrong launch, the wrong people, what is amended and taken away."""

from pathlib import Path

import pytest

from cln.events.dates import doubts
from cln.files import moments
from tests.conftest import DEMO, Cli
from tests.tabular import write


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-10-11", "the launch on Sunday 11 Oct 2026 is no school day: it is a Sunday"),
        (
            "2026-12-25",
            "the launch on Friday 25 Dec 2026 is no school day: it lies in the Christmas holidays",
        ),
        ("2027-02-01", "event 6 would be on 29 Nov 2027, after the summer holidays begin on 24 Jun 2027"),
    ],
)
def test_a_launch_that_is_most_likely_a_slip_is_asked_about(cln: Cli, day: str, why: str) -> None:
    refused = cln("cohort", "open", "Cohort 3", "--launch", day, code=2).err
    assert why in refused
    assert "if that is meant, run the same with --yes" in refused
    assert cln.json("cohort", "list") == []
    cln("cohort", "open", "Cohort 3", "--launch", day, "--yes")
    assert cln.json("cohort", "list")[0]["launch"] == day


def test_a_launch_in_september_is_not_asked_about() -> None:
    assert doubts(moments.spoken("2026-09-10")) == []


def test_the_years_events_can_be_given(cln: Cli, tmp_path: Path) -> None:
    rows = [
        ("1", "10/09/2026", "13:30", "15:30", "Town Hall", ""),
        ("Measuring Impact", "2027-01-21", "", "", "", ""),
        ("6", "2027-05-27", "", "", "Community Hub", "Secondary"),
    ]
    file = write(tmp_path / "events.csv", ["event", "on", "starts", "ends", "venue", "sector"], rows)
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--events", file)
    events = {(one["number"], one["sector"]): one for one in cln.json("event", "list")}
    assert (events[1, None]["starts"], events[1, None]["venue"]) == ("13:30", "Town Hall")
    assert [events[n, None]["on"] for n in (4, 5, 6)] == ["2027-01-21", "2027-03-18", "2027-06-03"]
    assert events[6, "Secondary"]["on"] == "2027-05-27"


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ([("7", "2026-09-10")], "row 2, column event:"),
        ([("1", "soon")], "row 2, column on: 'soon'"),
        ([("1", "2026-09-10"), ("1", "2026-09-11")], "event 1 stands in the file twice"),
        ([("2", "2027-03-01"), ("3", "2026-11-12")], "would come"),
    ],
)
def test_a_file_of_events_that_is_not_right_opens_nothing(
    cln: Cli, tmp_path: Path, rows: list[tuple[str, str]], problem: str
) -> None:
    file = write(tmp_path / "events.csv", ["event", "on"], rows)
    refused = cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--events", file, code=3)
    assert problem in refused.err
    assert cln.json("cohort", "list") == []


def test_a_cohort_is_corrected_and_its_lot_stays(both: Cli) -> None:
    both("cohort", "open", "Chohort 3", "--launch", "2026-09-10")
    both("event", "schedule", 3, "--on", "2026-11-19")
    amended = both.json(
        *("cohort", "amend", "--name", "Cohort 3", "--launch", "2026-09-17", "--capacity", 90),
        *("--themes", "Numeracy;Literacy;Play"),
    )
    assert (amended["cohort"], amended["launch"], amended["capacity"]) == ("Cohort 3", "2026-09-17", 90)
    assert amended["themes"] == ["Numeracy", "Literacy", "Play"]
    assert [one["number"] for one in amended["events"]] == [1, 2, 3, 4, 5, 6]
    days = [one["on"] for one in both.json("event", "list")]
    assert days[0] == "2026-09-17"
    assert days == sorted(days)
    change = both.json("history", both.json("history")[0]["number"])
    rows = [one for one in change["rows"] if one["table"] == "cohort"]
    assert rows
    assert not any("lot" in {**row["before"], **row["after"]} for row in rows)
    both("undo")
    assert both.json("cohort", "list")[0]["cohort"] == "Chohort 3"


def test_what_is_so_already_changes_nothing(cohort: Cli) -> None:
    before = cohort.json("history")
    assert "Cohort 3 is so already." in cohort("cohort", "amend", "--name", "Cohort 3").out
    assert cohort.json("history") == before
    assert "say what to correct" in cohort("cohort", "amend", code=2).err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--name", "cohort 4"), "there is a cohort 'Cohort 4' already"),
        (("--capacity", 7), "a capacity of 7 cannot fill 8 teams"),
        (("--themes", "Play;play"), "are the same theme"),
    ],
)
def test_a_correction_that_contradicts_is_refused(cohort: Cli, options: tuple[object, ...], why: str) -> None:
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    assert why in cohort("cohort", "amend", "--cohort", "Cohort 3", *options, code=3).err


def test_themes_stay_once_somebody_has_answered(ready: Cli) -> None:
    assert "answers are in already" in ready("cohort", "amend", "--themes", "Play;Science", code=3).err


def test_the_launch_stays_once_an_event_was_held(cohort: Cli) -> None:
    cohort("event", "hold", 1)
    assert "so its launch stays" in cohort("cohort", "amend", "--launch", "2026-09-17", code=3).err


def test_a_cohort_is_taken_away_with_all_of_it_and_comes_back(both: Cli, tmp_path: Path) -> None:
    both("establishment", "import", DEMO / "establishments.csv")
    both("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    both("cohort", "enrol", DEMO / "nominations.csv")
    before = both.json("cohort", "people")
    refused = both("cohort", "remove", code=2).err
    assert "Cohort 3 would be taken away, and with it 50 entries" in refused
    assert "run the same with --yes" in refused
    removed = both.json("cohort", "remove", "--yes")
    assert (removed["removed"], removed["rows"]["entry"], removed["rows"]["participant"]) == (
        "Cohort 3",
        50,
        100,
    )
    assert Path(removed["copy"]).exists()
    assert both.json("cohort", "list") == []
    both("undo", removed["change"])
    assert both.json("cohort", "people") == before


def test_a_cohort_with_somebody_in_place_of_another_goes_too(cohort: Cli, tmp_path: Path) -> None:
    people = [("9100001", "Ann Adam", "promoted")]
    cohort("cohort", "enrol", write(tmp_path / "people.csv", ["code", "name", "role"], people))
    cohort("cohort", "replace", "9100001", "Ann Adam", "--name", "Bea Bell", "--reason", "staffing")
    cohort("cohort", "remove", "--yes")
    cohort("undo")
    assert "Bea Bell" in cohort("cohort", "people").out


def test_a_cohort_stays_once_its_match_is_accepted_or_an_event_was_held(matched: Cli) -> None:
    matched("event", "hold", 1)
    assert "event 1 of Cohort 1 was held" in matched("cohort", "remove", "--yes", code=3).err
    matched("undo")
    matched("match", "accept", 1)
    refused = matched("cohort", "remove", "--yes", code=3).err
    assert 'close it instead: cln cohort close --cohort "Cohort 1"' in refused


def test_people_who_all_take_part_elsewhere_are_asked_about(cohort: Cli, tmp_path: Path) -> None:
    people = [("9100001", "Ann Adam", "promoted"), ("9100002", "Bea Bell", "practitioner")]
    file = write(tmp_path / "people.csv", ["code", "name", "role"], people)
    cohort("cohort", "enrol", file)
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    again = ("cohort", "enrol", file, "--cohort", "Cohort 4")
    assert "everybody in people.csv takes part in Cohort 3 already" in cohort(*again, code=2).err
    cohort(*again, "--yes")
    assert [one["participants"] for one in cohort.json("cohort", "list")] == [2, 2]


def test_on_the_day_of_the_close_nothing_more_is_done(cohort: Cli, tmp_path: Path) -> None:
    people = [("9100001", "Ann Adam", "promoted")]
    cohort("cohort", "enrol", write(tmp_path / "people.csv", ["code", "name", "role"], people))
    cohort("cohort", "close", "--yes", "--on", "2026-10-01")
    leave = ("cohort", "withdraw", "9100001", "--reason", "time", "--cohort", "Cohort 3")
    refused = cohort(*leave, "--on", "2026-10-01", code=3).err
    assert "1 Oct 2026 is the day on which Cohort 3 closed, and it stays as it was then" in refused


def test_an_establishment_that_was_added_by_mistake_goes(register: Cli) -> None:
    before = register.json("establishment", "list")
    add = ("--name", "Wrong School", "--authority", "Inverclyde", "--sector", "Primary")
    register("establishment", "add", "9100009", *add)
    removed = register.json("establishment", "remove", "9100009")
    assert removed["removed"] == "9100009 Wrong School"
    assert register.json("establishment", "list") == before
    register("undo")
    assert len(register.json("establishment", "list")) == len(before) + 1


def test_an_establishment_that_takes_part_stays(cohort: Cli, tmp_path: Path) -> None:
    people = [("9100001", "Ann Adam", "promoted")]
    cohort("cohort", "enrol", write(tmp_path / "people.csv", ["code", "name", "role"], people))
    refused = cohort("establishment", "remove", "9100001", code=3).err
    assert "9100001 Northbank Primary School stays on record, because of 1 entry" in refused
    assert "close it instead: cln establishment close 9100001" in refused


def test_a_project_of_which_nothing_is_on_record_goes(matched: Cli) -> None:
    matched("match", "accept", 1)
    matched("project", "open", 1, "--title", "Slip", "--on", "2026-10-08")
    matched("project", "open", 2, "--title", "Talk", "--on", "2026-10-08")
    matched("project", "question", 2, "How does talk help?", "--on", "2026-10-09")
    assert matched.json("project", "remove", 1)["removed"] == "project 1, Slip"
    assert [one["project"] for one in matched.json("project", "list")] == [2]
    refused = matched("project", "remove", 2, code=3).err
    assert "project 2, Talk stays on record, because of 1 inquiry question" in refused
    assert "end it instead: cln project end 2 --reason WHY" in refused
