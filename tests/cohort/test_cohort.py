"""`cln cohort open`, `list`, `show`: a cohort, and what it looks like once people are in it and leave it."""

from pathlib import Path

import pytest

from cln import programme
from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.conftest import Cli


def test_open_with_defaults_and_with_everything(both: Cli) -> None:
    opened = both.json("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    assert [one["number"] for one in opened.pop("events")] == [1, 2, 3, 4, 5, 6]
    assert opened == {
        "cohort": "Cohort 3",
        "launch": "2026-09-10",
        "teams": 8,
        "capacity": 100,
        "travel_km": 40.0,
        "themes": list(programme.THEMES),
        "keep_years": 3,
    }
    said = both(
        "cohort", "open", "Pilot", "--launch", "01/02/2027", "--yes", "--teams", "2", "--capacity", "12",
        "--themes", "Play; Science ;", "--travel-km", "25.5",
    )  # fmt: skip
    assert said.out.splitlines() == [
        "Pilot is open; it is launched on 1 Feb 2027.",
        "2 teams for up to 12 participants; further apart than 25.5 km is far.",
        "2 themes: Play, Science.",
        "",
        "   event                      on",
        "1  Launch and digital survey  Mon 1 Feb 2027",
        "2  Matching event             Mon 1 Mar 2027",
        "3  Inquiry Question           Mon 19 Apr 2027",
        "4  Measuring Impact           Mon 21 Jun 2027",
        "5  Direct Observation         Mon 6 Sep 2027",
        "6  Final sharing event        Mon 29 Nov 2027",
        "",
        'Change a day with: cln --cohort "Pilot" event schedule 3 --on DATE',
        'Next: cln --cohort "Pilot" establishment import FILE',
    ]
    assert [one["cohort"] for one in both.json("cohort", "list")] == ["Pilot", "Cohort 3"]
    assert both.json("--cohort", "Pilot", "cohort", "show")["themes"] == ["Play", "Science"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["cohort 3"], "there is a cohort 'Cohort 3' already"),
        ([" "], "a name is empty; write one"),
        (["New", "--themes", " ; "], "a cohort needs themes"),
        (["New", "--themes", "Play, Science"], "join themes with ';', e.g. --themes \"Play;Science\""),
        (["New", "--themes", "Play;Science;PLAY"], "'PLAY' and 'Play' are the same theme; name it once"),
        (["New", "--themes", "Play;--"], "'--' is not the name of a theme"),
        (["New", "--teams", "0"], "at least one team, not 0"),
        (["New", "--capacity", "7"], "a capacity of 7 cannot fill 8 teams"),
        (["New", "--capacity", "0", "--teams", "1"], "a capacity of 0 cannot fill 1 team;"),
        (["New", "--travel-km", "-1"], "a number of kilometres from 0 up, not -1"),
    ],
)
def test_what_open_refuses(cohort: Cli, arguments: list[str], said: str) -> None:
    ran = cohort("cohort", "open", "--launch", "2026-09-10", *arguments, code=3)
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert len(cohort.json("cohort", "list")) == 1


@pytest.mark.parametrize("day", ["2026-02-30", "09/13/2026", "soon", "2026-09"])
def test_a_date_that_is_none_is_refused(cln: Cli, day: str) -> None:
    ran = cln("cohort", "open", "New", "--launch", day, code=3)
    assert f"the date '{day}' is not a date; write 2026-09-10 or 10/09/2026" in ran.err


def test_list_without_any_cohort_says_what_to_do(cln: Cli) -> None:
    assert cln.json("cohort", "list") == []
    assert "Next: cln import FOLDER" in cln("cohort", "list").out


def test_show_gives_the_numbers(register: Cli, tmp_path: Path) -> None:
    register("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--themes", "Play;Science")
    enrol(register, tmp_path, NOMINATIONS)
    register(
        "cohort",
        "withdraw",
        "CS2099000001",
        "--reason",
        "senior-leader",
        "--on",
        "1/10/2026",
        "--note",
        "new",
    )
    shown = register.json("cohort", "show")
    assert shown == {
        "cohort": "Cohort 3",
        "launch": "2026-09-10",
        "closed_on": None,
        "teams": 8,
        "capacity": 100,
        "travel_km": 40.0,
        "themes": ["Play", "Science"],
        "establishments": 2,
        "entries": 2,
        "participants": 3,
        "answered": 0,
        "facilitators": 0,
        "sectors": [
            {"sector": "Primary", "establishments": 1, "participants": 2},
            {"sector": "Secondary", "establishments": 1, "participants": 1},
        ],
        "authorities": [
            {
                "authority": "Glasgow City",
                "establishments": 1,
                "participants": 2,
                "key_facilitators": 0,
                "key_facilitators_needed": 1,
            },
            {
                "authority": "Inverclyde",
                "establishments": 1,
                "participants": 1,
                "key_facilitators": 0,
                "key_facilitators_needed": 1,
            },
        ],
        "withdrawn": [
            {
                "code": "CS2099000001",
                "sector": "ELC",
                "entry": 1,
                "name": "Daisy Early Years Centre",
                "authority": "Renfrewshire",
                "participants": 1,
                "withdrawn_on": "2026-10-01",
                "reason": "senior-leader",
                "note": "new",
            }
        ],
        "returned": [],
        "own_terms": [],
        "people_left": 0,
    }
    text = register("cohort", "show").out
    assert (
        "Cohort 3: launch 10 Sep 2026, open\n2 establishments with 3 participants; 8 teams for up to 100.\n"
        in text
    )
    assert "0 of 2 entries answered the survey." in text
    assert "CS2099000001  Daisy Early Years Centre  Renfrewshire  1 Oct 2026  senior-leader  new" in text
    assert text.endswith("Next: cln facilitator import FILE\n")
    assert register.json("cohort", "list", "--on", "2026-10-02") == [
        {
            "cohort": "Cohort 3",
            "launch": "2026-09-10",
            "open": True,
            "closed_on": None,
            "entries": 2,
            "participants": 3,
            "projects": 0,
            "need_attention": 0,
            "next_event": {"number": 2, "name": "Matching event", "on": "2026-10-08"},
            "next": {
                "what": "Put the facilitators on record",
                "why": "No facilitator is on record yet.",
                "command": "cln facilitator import FILE",
            },
        }
    ]


def test_withdraw_keeps_the_record_and_may_come_before_the_launch(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    ran = cohort("cohort", "withdraw", "9100001", "--reason", "travel", "--on", "2026-08-20")
    assert ran.out.splitlines()[:2] == [
        "9100001 Northbank Primary School withdrew from Cohort 3 on 20 Aug 2026 (travel).",
        "2 entries with 2 participants remain.",
    ]
    assert cohort.json("establishment", "show", "9100001")["entries"][0]["withdrawn_reason"] == "travel"
    again = cohort("cohort", "withdraw", "9100001", "--reason", "time", code=3)
    assert "9100001 (Primary) withdrew from Cohort 3 already, on 20 Aug 2026 (travel)" in again.err
    assert "not in Cohort 3" in cohort("cohort", "withdraw", "9100002", "--reason", "time", code=3).err
    assert "--reason" in cohort("cohort", "withdraw", "9100001", "--reason", "bored", code=2).err
    assert "the entry withdrew from Cohort 3 on 20 Aug 2026" in enrol(
        cohort, tmp_path, NOMINATIONS[:1], code=3
    )


def test_one_of_anything_is_said_as_one(cohort: Cli, tmp_path: Path) -> None:
    said = enrol(cohort, tmp_path, [*NOMINATIONS[:2], NOMINATIONS[3]])
    assert "Each entry should bring a promoted member of staff and a practitioner; this one does not" in said
    left = cohort("cohort", "withdraw", "9100001", "--reason", "time")
    assert "1 entry with 1 participant remains." in left.out


def test_several_entries_need_to_be_told_apart(cohort: Cli, tmp_path: Path) -> None:
    rows = [
        ("9100001", "", 1, "Ann", "", "promoted", "", ""),
        ("9100001", "", 3, "Bob", "", "promoted", "", ""),
        ("9200003", "Primary", 1, "Cat", "", "promoted", "", ""),
        ("9200003", "Secondary", 1, "Dan", "", "promoted", "", ""),
    ]
    enrol(cohort, tmp_path, rows)
    which = cohort("cohort", "withdraw", "9100001", "--reason", "time", code=2)
    assert (
        "several entries in Cohort 3 (Primary entry 1 and Primary entry 3); choose with --entry" in which.err
    )
    none = cohort("cohort", "withdraw", "9100001", "--entry", "2", "--reason", "time", code=3)
    assert "9100001 has no such entry in Cohort 3; it has Primary entry 1 and Primary entry 3" in none.err
    cohort("cohort", "withdraw", "9100001", "--entry", "3", "--reason", "time")
    both = cohort("cohort", "withdraw", "9200003", "--reason", "time", code=2)
    assert "choose with --sector" in both.err
    cohort("cohort", "withdraw", "9200003", "--sector", "primary", "--reason", "time")
    shown = cohort.json("cohort", "show")
    assert [(one["code"], one["sector"], one["entry"]) for one in shown["withdrawn"]] == [
        ("9100001", "Primary", 3),
        ("9200003", "Primary", 1),
    ]


def test_a_closed_cohort_stays_as_it_is(cohort: Cli, tmp_path: Path) -> None:
    enrol(cohort, tmp_path, NOMINATIONS)
    cohort("cohort", "close", "--yes", "--on", "2026-11-18")
    assert "no cohort is open" in cohort("cohort", "show", code=3).err
    choose = ("--cohort", "Cohort 3")
    people = tmp_path / "people.csv"
    assert "nobody can be enrolled" in cohort("cohort", "enrol", people, *choose, code=3).err
    assert "stay as they are" in cohort("facilitator", "import", people, *choose, code=3).err
    leave = ("cohort", "withdraw", "9100001", "--reason", "time", *choose)
    late = cohort(*leave, "--on", "2026-11-19", code=3)
    assert "19 Nov 2026 is after Cohort 3 closed on 18 Nov 2026; give an earlier date with --on" in late.err
    same = cohort(*leave, "--on", "2026-11-18", code=3)
    assert "18 Nov 2026 is the day on which Cohort 3 closed, and it stays as it was then" in same.err
    cohort(*leave, "--on", "2026-11-17")
    assert "closed on 18 Nov 2026" in cohort("cohort", "show", *choose).out
    assert cohort.json("cohort", "list")[0]["open"] is False


def test_commands_ask_which_cohort(cohort: Cli) -> None:
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-02-01", "--yes")
    assert (
        "2 cohorts are open ('Cohort 3', 'Cohort 4'); choose one, e.g. --cohort \"Cohort 3\"\n"
        in cohort("cohort", "show", code=2).err
    )
    for name in ("Cohort 4", "cohort 4", " COHORT  4"):
        assert cohort.json("cohort", "show", "--cohort", name)["cohort"] == "Cohort 4"
    assert "there is no cohort '?'" in cohort("cohort", "show", "--cohort", "?", code=3).err
    assert "there is no cohort 'Cohort 5'" in cohort("cohort", "show", "--cohort", "Cohort 5", code=3).err
