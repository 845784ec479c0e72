"""`cln event attendance` and `register`: who came, from files and by hand, and how it adds up."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cln.screen.fit import with_days
from tests import builders, golden
from tests.conftest import After, Cli
from tests.tabular import write

PRIMARY, ELC, TWO = "9889002", "CS2099846009", "9700001"
PLACES = [(PRIMARY, "Primary", 1), (ELC, "ELC", 1), (TWO, "Primary", 1), (TWO, "Secondary", 1)]
COLUMNS = ["code", "sector", "entry", "email", "name", "status"]


def prepare(cln: Cli) -> None:
    """Cohort 3, whose days have all come, with four entries of two people each in two teams."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(cln.database, PLACES)
    builders.accept(cln.database, [["Gwen Gray"], []], places=[PLACES[:1], PLACES[1:3]])


@pytest.fixture
def ready(both: Cli, after: After) -> Cli:
    """The cohort on either engine."""
    return after(both, prepare)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    """The cohort on SQLite."""
    return after(cln, prepare)


def by_name(data: Any) -> dict[str, str | None]:
    return {one["name"]: one["status"] for one in data["people"]}


def test_corrections_stay_on_record_also_after_the_event_moved(ready: Cli) -> None:
    ready("event", "hold", 1)
    ready("event", "attendance", 1, "--absent", f"a1.{PRIMARY}@example.org")
    ready("event", "hold", 1, "--undo", "--reason", "It was a week later")
    ready("event", "hold", 1, "--on", "2023-09-21")
    said = ready("event", "attendance", 1, "--present", f"Promoted of {PRIMARY}").out
    assert f"Corrected: Promoted of {PRIMARY} of {PRIMARY} (Primary) is present, was absent." in said
    (event,) = ready.json("event", "show", 1)["events"]
    told = [(one["deed"], one["what"]) for one in event["history"]]
    assert told[2] == ("attendance", "1 recorded")
    assert told[-1] == ("attendance", f"Promoted of {PRIMARY}: present, was absent")
    (row,) = [
        one for one in ready.json("history", ready.json("history")[0]["number"])["rows"] if one["before"]
    ]
    assert (row["before"], row["after"]) == ({"status": "absent"}, {"status": "present"})


def test_the_workbook_for_the_door_is_filled_in_and_read_back(ours: Cli, tmp_path: Path) -> None:
    ours("event", "attendance", 1, "--apologies", f"Promoted of {ELC}")
    path = tmp_path / "register.xlsx"
    assert "8 people expected at event 1" in ours("event", "register", 1, "--out", path).out
    assert "exists already" in ours("event", "register", 1, "--out", path, code=3).err
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [line[0] for line in lines] == [1, 1, 2, 2, 2, 2, None, None]
    assert [line[2] for line in lines] == [PRIMARY, PRIMARY, TWO, TWO, ELC, ELC, TWO, TWO]
    assert [line[9] for line in lines if line[9]] == ["apologies"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "J2:J9")
    for row in sheet.iter_rows(min_row=2, max_row=5):
        row[9].value = "present"
    book.save(path)
    assert "event 1 is not on record as held" in ours("event", "attendance", 1, path, code=3).err
    ours("event", "hold", 1)
    taken = ours.json("event", "attendance", 1, path)
    assert (taken["added"], taken["unchanged"], taken["columns_not_used"]) == (4, 1, [])
    assert len(taken["rows_without_status"]) == 3
    assert by_name(taken)[f"Practitioner of {PRIMARY}"] == "present"


def test_how_entries_and_teams_have_come_so_far(ready: Cli) -> None:
    marks = {
        1: (["--present", f"Promoted of {PRIMARY}"], ["--present", f"Practitioner of {ELC}"]),
        2: (["--apologies", f"Promoted of {PRIMARY}"], ["--present", f"Practitioner of {ELC}"]),
        3: (["--absent", f"Promoted of {PRIMARY}"], ["--absent", f"Practitioner of {ELC}"]),
    }
    for number, people in marks.items():
        ready("event", "hold", number)
        ready("event", "attendance", number, *(word for person in people for word in person))
    data = ready.json("event", "attendance", 3)
    entries = {(one["code"], one["sector"]): one for one in data["entries"]}
    kept = ("present", "recorded", "rate", "missed", "last_seen", "promoted")
    assert [entries[PRIMARY, "Primary"][key] for key in kept] == [1, 3, 0.3333, 2, "2023-09-14", True]
    assert [entries[ELC, "ELC"][key] for key in kept] == [2, 3, 0.6667, 1, "2023-10-26", False]
    assert [entries[TWO, "Secondary"][key] for key in kept] == [0, 0, None, 0, None, None]
    assert [(one["team"], one["rate"], one["missed"]) for one in data["teams"]] == [
        (1, 0.3333, 2),
        (2, 0.6667, 1),
    ]
    said = ready("event", "attendance", 3).out
    assert re.search(rf"1  {PRIMARY}       School {PRIMARY}\s+33%       2  14 Sep 2023  yes", said)
    ready("event", "hold", 3, "--undo", "--reason", "Wrong event")
    assert ready.json("event", "attendance", 3)["teams"][0]["missed"] == 1  # what was not held does not count


def test_a_sector_with_its_own_day_has_its_own_attendance(ours: Cli, tmp_path: Path) -> None:
    ours("event", "attendance", 6, "--apologies", f"Promoted of {TWO}", "--code", f"{TWO}:Secondary")
    ours("event", "schedule", 5, "--sector", "Secondary", "--on", "2024-03-07")
    ours("event", "schedule", 6, "--sector", "Secondary", "--on", "2024-03-14")
    ours("event", "hold", 6, "--sector", "Secondary")
    ours("event", "attendance", 6, "--present", f"Practitioner of {TWO}", "--code", f"{TWO}:Secondary")
    early = ours("event", "attendance", 6, "--present", f"Promoted of {PRIMARY}", code=3).err
    assert "event 6 is not on record as held, so nobody can be present yet" in early
    data = ours.json("event", "attendance", 6)
    assert (data["present"], data["apologies"]) == (1, 1)  # the apology went with them
    path = tmp_path / "door.xlsx"
    assert "2 people expected" in ours("event", "register", 6, "--sector", "Secondary", "--out", path).out
    assert "6 people expected" in ours("event", "register", 6, "--out", path, "--force").out
    none = ours("event", "register", 6, "--sector", "ELC", "--out", path, code=3).err
    assert "ELC has no event 6 of its own" in none
    ours("event", "hold", 3)
    ours("event", "attendance", 3, "--present", f"Promoted of {ELC}")
    late = ours("event", "schedule", 3, "--sector", "ELC", "--on", "2023-12-07", code=3).err
    assert "event 3 was held on 30 Nov 2023 with 1 of ELC on record" in late


def test_who_was_not_there_on_the_day_cannot_have_come(ours: Cli, tmp_path: Path) -> None:
    ours("event", "hold", 1)
    ours("event", "hold", 2)
    ours("cohort", "withdraw", ELC, "--reason", "travel", "--on", "2023-10-01")
    ours("cohort", "replace", PRIMARY, f"Promoted of {PRIMARY}", "--name", "New Head", "--reason", "staffing",
         "--on", "2023-10-02")  # fmt: skip
    rows = [
        (ELC, f"Promoted of {ELC}", "present"),
        (PRIMARY, f"Promoted of {PRIMARY}", "present"),
    ]
    file = write(tmp_path / "came.csv", ["code", "name", "status"], rows)
    assert ours.json("event", "attendance", 1, file)["present"] == 2
    assert ours("event", "attendance", 2, file, code=3).err.splitlines()[1:] == [
        "  row 2, column code: CS2099846009 (ELC) withdrew on 1 Oct 2023, but the event was on 26 Oct 2023; "
        "take them out, or correct that day",
        "  row 3, column name: Promoted of 9889002 of 9889002 (Primary) left on 2 Oct 2023, but the event "
        "was on 26 Oct 2023; take them out, or correct that day",
    ]
    early = ours("event", "attendance", 1, "--present", "New Head", code=3).err
    assert "New Head of 9889002 (Primary) joined on 2 Oct 2023, but the event was on 14 Sep 2023" in early
    ours("event", "attendance", 2, "--present", "New Head")
    assert by_name(ours.json("event", "attendance", 1))[f"Promoted of {PRIMARY}"] == "present"
    assert "New Head" not in by_name(ours.json("event", "attendance", 1))


def test_what_is_refused_by_hand(ours: Cli, tmp_path: Path) -> None:
    ours("event", "hold", 1)
    ours("event", "cancel", 2, "--reason", "Strike")
    person, other = f"Promoted of {PRIMARY}", f"Promoted of {TWO}"
    refused: list[tuple[int, list[object], str]] = [
        (1, ["--present", "Zed Zander"], "Zed Zander takes no part in Cohort 3"),
        (1, ["--present", "Promotde of 9889002"], "did you mean Promoted of 9889002?"),
        (
            1,
            ["--present", other],
            f"could be of {TWO} (Primary) or {TWO} (Secondary); say which, e.g. with --code",
        ),
        (1, ["--present", person, "--absent", person], "is named twice, with different words"),
        (1, ["--present", person, "--code", "8350027"], "8350027 is not in Cohort 3; see: cln cohort show"),
        (2, ["--apologies", person], "event 2 was cancelled, so nobody came to it"),
        (3, ["--absent", person], "event 3 is not on record as held, so nobody can be absent yet"),
    ]
    for number, arguments, said in refused:
        assert said in ours("event", "attendance", number, *arguments, code=3).err
    file = write(tmp_path / "came.csv", ["code", "status"], [(PRIMARY, "present")])
    assert "neither a column name nor a column email" in ours("event", "attendance", 1, file, code=3).err
    confused: list[tuple[list[object], str]] = [
        ([file, "--present", person], "either a file or names"),
        (["--others", "absent"], "--others says what everybody was"),
        (["--code", PRIMARY], "--code says whose entry"),
    ]
    for arguments, said in confused:
        assert said in ours("event", "attendance", 1, *arguments, code=2).err
    expected = ours("event", "attendance", 3).out
    assert "8 people are expected; 0 sent apologies." in expected


def test_json_of_attendance(ready: Cli, tmp_path: Path) -> None:
    ready("event", "hold", 1)
    ready("event", "attendance", 1, "--absent", f"Promoted of {ELC}")
    rows = [(PRIMARY, f"Promoted of {PRIMARY}", "Y"), (ELC, f"Promoted of {ELC}", "Y")]
    file = write(tmp_path / "came.csv", ["code", "name", "status"], rows)
    golden.check("event_attendance.json", ready("event", "attendance", 1, file, "--json").out)


LEAVES, STAYS = "9889002", "9700001"
DAY, EVE = "2023-09-14", "2023-09-13"
"""The launch of the cohort, which is the day of its first event, and the day before."""


def launch(cln: Cli) -> None:
    """Cohort 3 with two entries of two people each; its first event was held on the day."""
    cln("cohort", "open", "Cohort 3", "--launch", DAY, "--yes")
    builders.enrol(cln.database, [(LEAVES, "Primary", 1), (STAYS, "Primary", 1)])
    cln("event", "hold", 1)


@pytest.fixture
def launched(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, launch)


def statuses(cln: Cli) -> dict[str, str | None]:
    """Who is shown at the first event, by name."""
    return {one["name"]: one["status"] for one in cln.json("event", "attendance", 1)["people"]}


def test_who_withdraws_on_the_day_of_an_event_is_still_to_come(launched: Cli) -> None:
    launched("cohort", "withdraw", LEAVES, "--reason", "travel", "--on", DAY)
    launched("event", "attendance", 1, "--present", f"Promoted of {LEAVES}")
    assert statuses(launched) == {
        f"Promoted of {LEAVES}": "present",
        f"Practitioner of {LEAVES}": None,
        f"Promoted of {STAYS}": None,
        f"Practitioner of {STAYS}": None,
    }


def test_who_withdrew_the_day_before_is_not(launched: Cli) -> None:
    launched("cohort", "withdraw", LEAVES, "--reason", "travel", "--on", EVE)
    ran = launched("event", "attendance", 1, "--present", f"Promoted of {LEAVES}", code=3)
    assert (
        f"{LEAVES} (Primary) withdrew on {with_days(EVE)}, but the event was on {with_days(DAY)}" in ran.err
    )
    assert statuses(launched) == {f"Promoted of {STAYS}": None, f"Practitioner of {STAYS}": None}


def test_the_door_expects_those_of_the_day_and_invitations_go_to_those_of_today(
    ours: Cli, tmp_path: Path
) -> None:
    before, day, after = "2024-01-31", "2024-02-01", "2024-02-02"
    ours("cohort", "withdraw", PRIMARY, "--reason", "time", "--on", after)
    ours("cohort", "leave", ELC, f"Promoted of {ELC}", "--reason", "staffing", "--on", after)
    ours("cohort", "join", ELC, "--name", "Eve Ewing", "--role", "promoted", "--on", after)
    ours("cohort", "finish-early", f"{TWO}:Secondary", "--on", before)
    ours("cohort", "withdraw", f"{TWO}:Primary", "--reason", "time", "--on", before)
    ours("cohort", "rejoin", f"{TWO}:Primary", "--on", after)
    ours("event", "register", 4, "--out", tmp_path / "door.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "door.xlsx").worksheets[0]
    expected = [cells[7].value for cells in sheet.iter_rows(min_row=2)]
    assert sorted(expected) == [
        f"Practitioner of {PRIMARY}",
        f"Practitioner of {ELC}",
        f"Promoted of {PRIMARY}",
        f"Promoted of {ELC}",
    ]
    invited = {one["name"] for one in ours.json("event", "invite", 4)}
    assert invited == {  # the day is past: whoever takes part today may still be invited
        f"Practitioner of {TWO}",
        f"Promoted of {TWO}",
        "Eve Ewing",
        f"Practitioner of {ELC}",
    }
    ours("event", "hold", 4)
    finished = ours(
        "event", "attendance", 4, "--present", "a1.9700001@example.org", "--code", f"{TWO}:Secondary", code=3
    )
    assert with_days(f"{TWO} (Secondary) finished on {before}, but the event was on {day}") in finished.err


def test_the_workbook_for_the_door_does_not_write_over_what_others_recorded_since(
    ready: Cli, tmp_path: Path
) -> None:
    ready("event", "hold", 1)
    elc, primary = f"Promoted of {ELC}", f"Promoted of {PRIMARY}"
    ready("event", "attendance", 1, "--apologies", elc, "--apologies", primary)
    path = tmp_path / "register.xlsx"
    ready("event", "register", 1, "--out", path)  # both stand in it with their apologies
    ready("event", "attendance", 1, "--absent", primary)
    Cli(ready.database, "Ann")("event", "attendance", 1, "--present", elc)
    refused = ready("event", "attendance", 1, path, code=3)
    number = ready.json("history")[0]["number"]
    assert "others have put attendance at event 1 on record since the file was made" in refused.err
    told = f"present on record, apologies in the file; change {number} by Ann, "
    assert f"{elc} of {ELC} (ELC): {told}" in refused.err
    assert refused.err.count("on record, ") == 1  # what she changed herself she knows
    assert "write over it with --anyway" in ready("import", path, "--event", 1, code=3).err
    assert by_name(ready.json("event", "attendance", 1))[elc] == "present"
    taken = ready.json("event", "attendance", 1, path, "--anyway")
    assert [(one["name"], one["was"], one["now"]) for one in taken["corrected"]] == [
        (primary, "absent", "apologies"),
        (elc, "present", "apologies"),
    ]
    ready("event", "register", 1, "--out", path, "--force")
    Cli(ready.database, "Ann")("event", "attendance", 1, "--absent", elc)
    Cli(ready.database, "Ann")("event", "attendance", 1, "--apologies", elc)  # as it is in the file again
    assert ready.json("event", "attendance", 1, path)["changed"] == 0


def test_what_is_said_of_one_person_is_answered_in_two_lines(matched: Cli) -> None:
    matched("event", "hold", 1, "--on", "2026-09-10")
    ran = matched("event", "attendance", 1, "--absent", "Marek Sinclair")
    assert ran.out.splitlines() == [
        "By hand: 1 person: 1 added, 0 changed, 0 unchanged.",
        "Event 1 of Cohort 1, Launch and digital survey: 0 present, 0 apologies, 1 absent, 99 not on record.",
    ]
    silent = next(one for one in matched("event", "attendance", 1).out.splitlines() if "and 94 more" in one)
    assert "and 94 more (all: cln event attendance 1 --json)" in silent
