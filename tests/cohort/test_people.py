"""`cln cohort join`, `leave`, `replace` and `people`: who is on an entry, and who was."""

from pathlib import Path

from tests.cohort.test_enrol import NOMINATIONS, enrol
from tests.cohort.test_membership import REPLACE
from tests.cohort.test_membership import enrolled as enrolled
from tests.cohort.test_membership import small as small
from tests.conftest import Cli


def test_a_replaced_participant_counts_no_more_but_stays_on_record(enrolled: Cli) -> None:
    said = enrolled(*REPLACE, "--on", "2026-12-01").out
    assert said.splitlines() == [
        "Eve Ewing (practitioner) is on 9100001 Northbank Primary School in Cohort 3 in the place of "
        "Bob Bell, from 1 Dec 2026.",
        "It has 2 participants now.",
        "What Bob Bell did stays on record.",
    ]
    assert enrolled.json("cohort", "list")[0]["participants"] == 4
    assert enrolled.json("cohort", "show")["participants"] == 4
    people = enrolled.json("cohort", "people", "9100001")[0]["people"]
    assert [(one["name"], one["left_on"], one["replaces"]) for one in people] == [
        ("Ann Adam", None, None),
        ("Eve Ewing", None, "Bob Bell"),
        ("Bob Bell", "2026-12-01", None),
    ]
    assert "Bob Bell   practitioner              1 Dec 2026 (staffing)" in enrolled("cohort", "people").out


def test_who_had_left_is_on_record_as_taking_the_place_of_a_colleague(small: Cli) -> None:
    small(*REPLACE, "--on", "2026-10-01")
    back = ("--name", "Bob Bell", "--reason", "time", "--on", "2026-12-01")
    said = small("cohort", "replace", "9100001", "Eve Ewing", *back).out
    assert said.startswith(
        "Bob Bell (practitioner) is on 9100001 Northbank Primary School in Cohort 3 in the place of Eve Ewing"
    )
    people = small.json("cohort", "people", "9100001")[0]["people"]
    assert [(one["name"], one["left_on"], one["replaces"]) for one in people] == [
        ("Ann Adam", None, None),
        ("Bob Bell", None, "Eve Ewing"),
        ("Eve Ewing", "2026-12-01", "Bob Bell"),
    ]


def test_who_comes_back_to_a_place_of_their_own_keeps_whom_they_replaced(small: Cli) -> None:
    small(*REPLACE, "--on", "2026-10-01")
    small("cohort", "leave", "9100001", "Eve Ewing", "--reason", "time", "--on", "2026-11-02")
    back = ("--name", "Eve Ewing", "--role", "practitioner", "--on", "2026-12-01")
    small("cohort", "join", "9100001", *back)
    people = small.json("cohort", "people", "9100001")[0]["people"]
    assert [(one["name"], one["replaces"]) for one in people if one["left_on"] is None] == [
        ("Ann Adam", None),
        ("Eve Ewing", "Bob Bell"),
    ]


def test_who_left_counts_nowhere(small: Cli) -> None:
    said = small("cohort", "leave", "9200003", "Cat Cole", "--reason", "staffing", "--on", "2026-12-01").out
    assert (
        "Cat Cole leaves 9200003 Harbour School (Secondary) in Cohort 3 on 1 Dec 2026 (staffing).\n" in said
    )
    assert (
        "Nobody on it is promoted or practitioner now; add somebody with: "
        'cln cohort join 9200003:Secondary --name "..." --role promoted\n' in said
    )
    shown = small.json("cohort", "show")
    assert (shown["entries"], shown["participants"]) == (3, 3)
    assert small.json("cohort", "list")[0]["participants"] == 3


def test_whoever_comes_back_is_the_same_person(small: Cli, tmp_path: Path) -> None:
    small("cohort", "leave", "9100001", "bob bell", "--reason", "staffing", "--on", "2026-10-01")
    again = enrol(small, tmp_path, NOMINATIONS, code=3)
    assert (
        "row 3, column name: Bob Bell left the entry on 1 Oct 2026; take the row out, or take them back "
        'with: cln cohort join 9100001 --name "Bob Bell" --role practitioner' in again
    )
    back = ("cohort", "join", "9100001", "--name", "Bob Bell", "--role", "promoted", "--on")
    assert "Bob Bell left on 1 Oct 2026, after 20 Sep 2026" in small(*back, "2026-09-20", code=3).err
    small(*back, "2027-01-05")
    people = small.json("cohort", "people", "9100001")[0]["people"]
    assert [(one["name"], one["role"], one["joined_on"], one["left_on"]) for one in people] == [
        ("Ann Adam", "promoted", None, None),
        ("Bob Bell", "promoted", None, None),
    ]
    assert "Bob Bell is on 9100001 (Primary) already" in small(*back, "2027-01-06", code=3).err


def test_what_is_said_of_whoever_comes_back_is_kept(small: Cli) -> None:
    before = small.json("cohort", "people", "9100001")[0]["people"][1]
    del before["replaces"]
    small("cohort", "leave", "9100001", "Bob Bell", "--reason", "staffing", "--on", "2026-10-01")
    back = ("cohort", "join", "9100001", "--name", "Bob Bell", "--role", "practitioner", "--on", "2027-01-05")
    assert small.json(*back)["joined"] == before
    small("cohort", "leave", "9100001", "Bob Bell", "--reason", "staffing", "--on", "2027-02-01")
    new = {"email": "robert@example.org", "post": "Depute", "experienced": True}
    more = ("--email", "Robert@Example.org", "--post", "Depute", "--experienced")
    assert small.json(*back[:-1], "2027-03-01", *more)["joined"] == before | new


def test_what_leaving_and_joining_refuse(small: Cli, tmp_path: Path) -> None:
    leave = ("cohort", "leave", "9100001")
    nobody = small(*leave, "Zoe", "--reason", "time", code=3).err
    assert "nobody called 'Zoe' is on 9100001 (Primary); it has Ann Adam and Bob Bell" in nobody
    join = ("cohort", "join", "9100001", "--role", "practitioner", "--name")
    small(*join, "Ivy Imrie", "--on", "2026-12-01")
    assert (
        "Ivy Imrie joined on 1 Dec 2026, after 1 Nov 2026"
        in small(*leave, "Ivy Imrie", "--reason", "time", "--on", "2026-11-01", code=3).err
    )
    small(*join, "Ann  Adam", "--on", "2026-12-01", code=3)
    small(*join, "Jo Jack", "--on", "2026-12-01")
    full = small(*join, "Kit Kerr", "--on", "2026-12-01", code=3).err
    assert "9100001 (Primary) has 4 people already" in full
    assert "cln cohort replace 9100001 WHO" in full
    small(*join[:2], "9200003", *join[3:], "Cat Cowan", "--on", "2026-12-01")
    small("cohort", "leave", "9200003", "cat@example.org", "--reason", "time", "--on", "2026-12-02")
    small("cohort", "withdraw", "9200003", "--reason", "travel", "--on", "2026-12-03")
    gone = small("cohort", "leave", "9200003", "Cat Cowan", "--reason", "time", code=3).err
    assert "9200003 (Secondary) withdrew from Cohort 3 on 3 Dec 2026" in gone
