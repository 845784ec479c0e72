"""`cln event`: the six events from the launch on, and what becomes of them."""

import re
from datetime import date, timedelta

import pytest

from tests import golden
from tests.conftest import After, Cli

DAYS = ["2023-09-14", "2023-10-26", "2023-11-30", "2024-02-01", "2024-03-28", "2024-06-20"]
"""What follows from a launch on 14 September 2023: holidays push on what comes after."""


def open_cohort(cln: Cli) -> None:
    """Cohort 3, launched long enough ago for all its events to have come."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")


@pytest.fixture
def opened(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, open_cohort)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, open_cohort)


def days(cln: Cli) -> list[str | None]:
    return [one["on"] for one in cln.json("event", "list")]


def history(cln: Cli, number: int) -> list[tuple[str, str | None, str | None, str, str]]:
    """What was done to an event for everybody: deed, from, to, what else, why."""
    (event, *_) = cln.json("event", "show", number)["events"]
    return [(h["deed"], h["was_on"], h["now_on"], h["what"], h["reason"]) for h in event["history"]]


def test_a_new_cohort_has_six_events_on_school_days(opened: Cli) -> None:
    assert days(opened) == DAYS
    assert {date.fromisoformat(day).isoweekday() for day in DAYS} == {4}
    listed = opened("event", "list").out
    assert "3  Inquiry Question           Thu 30 Nov 2023  scheduled, past" in listed
    assert "Say what became of it: cln event hold 1" in listed
    assert history(opened, 3) == [("scheduled", None, "2023-11-30", "", "")]
    shown = opened("event", "show", 3).out
    assert "By then a project must have a question, agreed by a senior leader." in shown
    assert "workstream sponsor (WS)" in shown


def test_what_befalls_an_event_is_kept_and_told(opened: Cli) -> None:
    opened("event", "postpone", 3, "--to", "2023-12-07", "--reason", "Snow in half the region")
    assert days(opened)[2] == "2023-12-07"
    said = opened("event", "postpone", 3, "--reason", "No hall is free").out
    assert "Event 3 of Cohort 3, Inquiry Question: postponed from 7 Dec 2023, no new day yet." in said
    assert days(opened)[2] is None
    opened("event", "schedule", 3, "--on", "14/12/2023", "--starts", "1.30 pm", "--ends", "15:30")
    opened("event", "move-online", 3, "--link", "https://example.org/join", "--reason", "Strike")
    opened("event", "hold", 3)
    assert history(opened, 3)[1:] == [
        ("postponed", "2023-11-30", "2023-12-07", "", "Snow in half the region"),
        ("postponed", "2023-12-07", None, "", "No hall is free"),
        ("scheduled", None, "2023-12-14", "starts: 13:30; ends: 15:30", ""),
        ("moved-online", "2023-12-14", "2023-12-14", "link: https://example.org/join", "Strike"),
        ("held", "2023-12-14", "2023-12-14", "", ""),
    ]
    shown = opened("event", "show", 3).out
    assert "Everybody: held on Thu 14 Dec 2023, 13:30 to 15:30, online (https://example.org/join)." in shown
    assert "Tess  postponed from 30 Nov 2023 to 7 Dec 2023" in shown
    assert "Snow in half the region" in shown


def test_a_cancelled_event_can_be_on_again(opened: Cli) -> None:
    opened("event", "cancel", 6, "--reason", "Schools are closed")
    (*_, last) = opened.json("event", "list")
    assert (last["status"], last["on"]) == ("cancelled", "2024-06-20")
    assert "cln event schedule 6 --on DATE" in opened("event", "hold", 6, code=3).err
    assert "event 6 was cancelled" in opened("event", "schedule", 6, "--venue", "Hall", code=3).err
    done = opened.json("event", "schedule", 6, "--on", "2024-06-20", "--reason", "They open again")
    assert (done["deed"], done["status"], done["reason"]) == ("scheduled", "scheduled", "They open again")


def test_place_and_host_are_changed_apart_from_the_day(opened: Cli) -> None:
    given = [
        "event",
        "schedule",
        4,
        "--venue",
        "Town Hall",
        "--host",
        "glasgow city council",
        "--mode",
        "both",
    ]
    done = opened.json(*given)
    assert (done["deed"], done["on"], done["host"]) == ("changed", DAYS[3], "Glasgow City")
    assert done["what"] == "mode: both, was in-person; venue: Town Hall; host: Glasgow City"
    opened("event", "schedule", 4, "--host", "Inverclyde")
    assert history(opened, 4)[-1] == ("changed", DAYS[3], DAYS[3], "host: Inverclyde, was Glasgow City", "")
    changes = opened.json("history")
    assert (
        "Nothing changed: Measuring Impact is scheduled"
        in opened("event", "schedule", 4, "--mode", "both").out
    )
    assert opened.json("history") == changes
    opened("event", "move-online", 4, "--reason", "Storm")
    moved = opened.json("event", "list")[3]
    assert (moved["mode"], moved["venue"], moved["host"]) == ("online", "", "Inverclyde")


def test_a_sector_may_finish_early(opened: Cli) -> None:
    wrong = opened("event", "schedule", 6, "--on", "2024-03-21", "--sector", "secondary", code=3)
    assert "event 6 of Secondary on 21 Mar 2024 would come before event 5 on 28 Mar 2024" in wrong.err
    opened("event", "schedule", 5, "--on", "2024-02-29", "--sector", "Secondary")
    opened("event", "schedule", 6, "--on", "2024-03-21", "--sector", "Secondary", "--venue", "Academy")
    found = {(one["number"], one["sector"]): one["on"] for one in opened.json("event", "list")}
    assert (found[5, None], found[5, "Secondary"]) == ("2024-03-28", "2024-02-29")
    assert (found[6, None], found[6, "Secondary"]) == ("2024-06-20", "2024-03-21")
    opened("event", "hold", 6, "--sector", "Secondary")
    states = [(one["sector"], one["status"]) for one in opened.json("event", "list")[-2:]]
    assert states == [(None, "scheduled"), ("Secondary", "held")]
    late = opened("event", "postpone", 4, "--to", "2024-03-07", "--reason", "Snow", code=3).err
    assert "event 4 on 7 Mar 2024 would come after event 5 of Secondary on 29 Feb 2024" in late
    assert "cln event schedule 5 --sector Secondary --on DATE" in late
    assert "Everybody else: scheduled for Thu 20 Jun 2024" in opened("event", "show", 6).out


def test_a_sector_may_lose_an_event_that_others_have(ours: Cli) -> None:
    ours("event", "cancel", 5, "--sector", "ELC", "--reason", "Centres cannot spare staff")
    found = {(one["number"], one["sector"]): one["status"] for one in ours.json("event", "list")}
    assert (found[5, None], found[5, "ELC"]) == ("scheduled", "cancelled")


def test_a_sector_catches_up_after_the_others(ours: Cli) -> None:
    ours("event", "hold", 2)
    assert "has no day; give it a day" in ours("event", "schedule", 2, "--sector", "ELC", code=3).err
    ours("event", "schedule", 2, "--sector", "ELC", "--on", "2023-11-02")
    assert [one["status"] for one in ours.json("event", "list")[1:3]] == ["held", "scheduled"]


def test_the_day_it_was_held_is_corrected_and_taken_back(opened: Cli) -> None:
    opened("event", "hold", 1)
    held = opened("event", "hold", 1, "--on", "2023-09-15", code=3).err
    assert "event 1 was held on 14 Sep 2023 already; if that day is wrong: cln event hold 1" in held
    opened("event", "hold", 1, "--on", "2023-09-15", "--correct", "--reason", "Written down wrongly")
    again = opened("event", "hold", 1, "--on", "2023-09-15", "--correct", "--reason", "Said twice").out
    assert again.startswith("Nothing changed: Launch and digital survey is held on Fri 15 Sep 2023")
    opened("event", "hold", 1, "--undo", "--reason", "It was the rehearsal")
    assert history(opened, 1)[1:] == [
        ("held", "2023-09-14", "2023-09-14", "", ""),
        ("held", "2023-09-14", "2023-09-15", "", "Written down wrongly"),
        ("not-held", "2023-09-15", "2023-09-15", "", "It was the rehearsal"),
    ]
    assert "held on 15 Sep 2023, not on 14 Sep 2023" in opened("event", "show", 1).out
    assert opened.json("event", "list")[0]["status"] == "scheduled"


FUTURE = (date.today() + timedelta(days=400)).isoformat()  # noqa: DTZ011


REFUSED: list[tuple[list[object], str]] = [
    (["schedule", 2, "--on", "2023-09-13"], "13 Sep 2023 is before the launch of Cohort 3 on 14 Sep 2023"),
    (["schedule", 6, "--on", "2033-06-20"], "20 Jun 2033 is years after the launch on 14 Sep 2023"),
    (
        ["schedule", 3, "--on", "2023-10-25"],
        "event 3 on 25 Oct 2023 would come before event 2 on 26 Oct 2023",
    ),
    (["schedule", 3, "--on", "2024-02-02"], "event 3 on 2 Feb 2024 would come after event 4 on 1 Feb 2024"),
    (
        ["schedule", 3, "--starts", "15:30", "--ends", "3 pm"],
        "would end at 15:00, not after it begins at 15:30",
    ),
    (["schedule", 3, "--starts", "25:30"], "the time '25:30' is not a time of day"),
    (["schedule", 3, "--link", "example.org"], "the link 'example.org' is not a link"),
    (["schedule", 3, "--host", "Atlantis"], "authority 'Atlantis' is no authority"),
    (["schedule", 3], "event 3 is scheduled for 30 Nov 2023; say what to change"),
    (["postpone", 3, "--to", "2023-11-23", "--reason", "Snow"], "is not later than 30 Nov 2023"),
    (["postpone", 3, "--reason", " "], "the reason is empty; write why"),
    (["hold", 3, "--on", "2023-10-01"], "event 3 on 1 Oct 2023 would come before event 2 on 26 Oct 2023"),
    (["hold", 6, "--on", FUTURE], "which has not come yet"),
    (["hold", 3, "--correct", "--on", "2023-12-01"], "event 3 is not on record as held"),
    (["hold", 3, "--undo"], "event 3 is not on record as held"),
]


def test_what_is_refused_changes_nothing(ours: Cli) -> None:
    before = ours.json("history"), ours.json("event", "list")
    for arguments, said in REFUSED:
        ran = ours("event", *arguments, code=3)
        assert said in ran.err
        assert ran.err.count("\n") == 1
    assert (ours.json("history"), ours.json("event", "list")) == before


OVER: list[tuple[list[object], str]] = [
    (["postpone", 1, "--reason", "Snow"], "event 1 was held on 14 Sep 2023; if it was not"),
    (["cancel", 1, "--reason", "Snow"], "event 1 was held on 14 Sep 2023; if it was not"),
    (["move-online", 1, "--reason", "Snow"], "event 1 was held on 14 Sep 2023; if it was not"),
    (
        ["schedule", 1, "--on", "2023-09-15"],
        "if that day is wrong: cln event hold 1 --on 2023-09-15 --correct",
    ),
    (["hold", 2], "event 2 was cancelled; to hold it after all, schedule it first"),
    (["cancel", 2, "--reason", "Snow"], "event 2 was cancelled"),
    (["postpone", 3, "--reason", "Snow"], "event 3 has no day already"),
    (["hold", 3], "event 3 has no day; say when it was held"),
    (["move-online", 4, "--reason", "Snow"], "event 4 is online already"),
    (["postpone", 2, "--reason", "Snow"], "event 2 was cancelled; to hold it after all, schedule it first"),
    (
        ["move-online", 2, "--reason", "Snow"],
        "event 2 was cancelled; to hold it after all, schedule it first",
    ),
    (["hold", 2, "--correct"], "event 2 is not on record as held"),
    (["hold", 3, "--undo"], "event 3 is not on record as held"),
    (["hold", 1, "--sector", "ELC"], "event 1 of ELC was held on 14 Sep 2023 already; if that day is wrong"),
    (["hold", 1, "--undo", "--sector", "ELC"], "event 1 of ELC is not on record as held"),
]


def test_what_cannot_be_done_any_more(ours: Cli) -> None:
    ours("event", "hold", 1)
    ours("event", "cancel", 2, "--reason", "Strike")
    ours("event", "postpone", 3, "--reason", "Strike")
    ours("event", "move-online", 4, "--reason", "Strike")
    for arguments, said in OVER:
        assert said in ours("event", *arguments, code=3).err


def test_nothing_is_scheduled_or_held_after_the_close(ours: Cli) -> None:
    ours("cohort", "close", "--yes", "--on", "2024-03-01")
    for command in (["schedule", 5, "--on", "2024-03-07"], ["hold", 5]):
        said = ours("--cohort", "Cohort 3", "event", *command, code=3).err
        assert "is after Cohort 3 closed on 1 Mar 2024; give an earlier date with --on" in said


def test_odd_days_are_kept_but_mentioned(cln: Cli) -> None:
    year = date.today().year + 1  # noqa: DTZ011
    cln("cohort", "open", "Cohort 3", "--launch", f"{year}-09-01")
    ran = cln("event", "schedule", 6, "--on", f"{year + 1}-12-25")
    assert ran.err == f"25 Dec {year + 1} lies in the Christmas holidays; that is kept as you gave it.\n" or (
        f"25 Dec {year + 1} is a S" in ran.err
    )


def test_a_cohort_of_an_older_cln_gets_what_is_missing(cln: Cli) -> None:
    from tests import builders

    builders.enrol(cln.database, [])
    assert "Schedule all six with: cln event schedule" in cln("event", "list").out
    assert "Cohort 3 has no event 3 yet" in cln("event", "show", 3, code=3).err
    cln("event", "schedule", 3, "--on", "2026-11-05")
    done = cln.json("event", "schedule")
    assert [(one["number"], one["on"]) for one in done] == [
        (1, "2026-09-10"),
        (2, "2026-10-08"),
        (4, "2027-01-14"),
        (5, "2027-03-11"),
        (6, "2027-06-03"),
    ]
    assert "Nothing changed: Cohort 3 has all its events" in cln("event", "schedule").out
    assert "say which event is meant" in cln("event", "schedule", "--venue", "Hall", code=2).err


def test_json_of_events(opened: Cli) -> None:
    story: dict[str, list[object]] = {
        "event_postpone": ["postpone", 3, "--to", "2023-12-07", "--reason", "Snow"],
        "event_schedule": ["schedule", 6, "--sector", "Secondary", "--on", "2024-04-25", "--starts", "13:30"],
        "event_list": ["list"],
        "event_show": ["show", 6],
    }
    for name, arguments in story.items():
        said = opened("event", *arguments, "--json").out
        golden.check(f"{name}.json", re.sub(r'"at": "[^"]+"', '"at": "..."', said))
