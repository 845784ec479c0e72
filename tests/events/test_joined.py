"""Attendance as it comes: lists of Teams and Zoom, and files that say who by an address or a name alone."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import builders
from tests.conftest import After, Cli
from tests.tabular import write

NORTH, SOUTH = "9889002", "9700001"
ADA, BEN = f"Promoted of {NORTH}", f"Practitioner of {NORTH}"
CAL, DOT = f"Promoted of {SOUTH}", f"Practitioner of {SOUTH}"
ADDRESS = f"a1.{NORTH}@example.org"
SUMMARY = [
    "1. Summary",
    "Meeting title\tLaunch",
    "Attended participants\t3",
    "Start time\t14/09/2023, 13:28:11",
]
TEAMS = "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole"
TIMES = "14/09/2023, 13:29:00\t14/09/2023, 15:30:10\t2h 1m 10s"


def prepare(cln: Cli) -> None:
    """Cohort 3 with two entries of two people each, and a facilitator; its launch was held."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(cln.database, [(NORTH, "Primary", 1), (SOUTH, "Secondary", 1)])
    cln("facilitator", "add", "--name", "Gwen Gray", "--organisation", "ROC")
    cln("event", "hold", 1)


@pytest.fixture
def held(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


def saved(path: Path, lines: Sequence[str]) -> Path:
    """As Teams saves its lists."""
    path.write_bytes("\r\n".join([*lines, ""]).encode("utf-16"))
    return path


def present(cln: Cli) -> set[str]:
    people = cln.json("event", "attendance", 1)["people"]
    return {one["name"] for one in people if one["status"] == "present"}


def test_a_report_of_teams(held: Cli, tmp_path: Path) -> None:
    who = [
        (ADA, ADDRESS, "Organizer"),
        (f"{CAL} (Guest)", "", "Presenter"),
        ("Gwen Gray", "gwen@example.org", "Presenter"),
        ("Zoltan Zed", "zz@example.org", "Attendee"),
    ]
    report = [
        *SUMMARY,
        "",
        "2. Participants",
        TEAMS,
        *(f"{name}\t{TIMES}\t{email}\t{email}\t{role}" for name, email, role in who),
        "",
        "3. In-Meeting Activities",
        "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
        f"{BEN}\t{TIMES}\t\tPresenter",
    ]
    file = saved(tmp_path / "teams.csv", report)
    told = held("event", "attendance", 1, file, "--others", "absent").out
    assert present(held) == {ADA, CAL}
    assert held.json("event", "attendance", 1)["absent"] == 2
    said = " ".join(told.split())
    assert "A list of who joined: whoever is in it is taken to have come." in said
    assert "Row 9 is taken by the name alone, which no other participant has." in said
    assert (
        "Not in Cohort 3, and passed over: Gwen Gray (row 10, a facilitator) and Zoltan Zed (row 11)." in said
    )
    assert "Rows 13 to 15 from '3. In-Meeting Activities' on: passed over." in said
    assert "Columns not used" not in said
    assert "nothing changed" in held("event", "attendance", 1, file).out


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("14/09/2023, 13:29:00", False),
        ("9/14/23, 1:29:00 PM", False),
        ("21/09/2023, 13:29:00", True),
        ("9/21/23, 1:29:00 PM", True),
        ("this morning", False),
    ],
)
def test_a_list_of_another_day_is_told(held: Cli, tmp_path: Path, written: str, *, told: bool) -> None:
    file = write(tmp_path / "z.csv", ["Name", "Email", "Join time"], [(ADA, ADDRESS, written)])
    doubts = held.json("event", "attendance", 1, file)["doubts"]
    assert (f"they joined on {written}, and event 1 was on 2023-09-14" in doubts) == told
    assert len(doubts) == 1 + told


def test_an_earlier_report_of_teams_with_a_row_for_each_action(held: Cli, tmp_path: Path) -> None:
    actions = [(ADA, "Joined"), (ADA, "Left"), (ADA, "Joined before"), (DOT, "Joined")]
    lines = [f"{name}\t{action}\t14/09/2023, 13:29:00" for name, action in actions]
    held("event", "attendance", 1, saved(tmp_path / "t.csv", ["Full Name\tUser Action\tTimestamp", *lines]))
    assert present(held) == {ADA, DOT}


@pytest.mark.parametrize(
    "above",
    [
        [],
        [
            "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants",
            "899 1234,Launch,14/09/2023 13:20,14/09/2023 15:30,host@example.org,130,2",
            "",
        ],
    ],
)
def test_a_report_of_zoom(held: Cli, tmp_path: Path, above: Sequence[str]) -> None:
    lines = [
        *above,
        "Name (Original Name),User Email,Total Duration (Minutes),Guest",
        f"{ADA} (iPad),,61,No",
        f"Ben B. ({BEN}),,60,Yes",
        f'"{SOUTH}, Promoted of",,55,Yes',
        f"{DOT},A1.nobody@example.org,5,Yes",
        "Zoltan Zed,,61,Yes",
    ]
    file = tmp_path / "zoom.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    done = held.json("event", "attendance", 1, file)
    assert present(held) == {ADA, BEN, CAL, DOT}
    assert done["columns_not_used"] == []
    told = f"not in Cohort 3, and passed over: Zoltan Zed (row {len(above) + 6})"
    assert {told, "a list of who joined: whoever is in it is taken to have come"} <= {*done["doubts"]}


@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (["email", "status"], (ADDRESS, "joined")),
        (["name", "status"], (ADA, "present")),
        (["First name", "Surname", "Attended"], ("Promoted", f"of {NORTH}", "Y")),
        (["School Name", "name", "status"], ("", ADA, "Y")),
        (["Seed Code", "name", "status"], (f"{NORTH}P", ADA, "Y")),
        (["Seed Code", "name", "status"], (f"{NORTH}.0", ADA, "Y")),
        (["code", "email"], (NORTH, ADDRESS)),
        (["email"], (ADDRESS.upper(),)),
    ],
)
def test_who_is_told_by_what_there_is(
    held: Cli, tmp_path: Path, headers: Sequence[str], row: Sequence[str]
) -> None:
    done = held.json("event", "attendance", 1, write(tmp_path / "a.csv", headers, [row]))
    assert present(held) == {ADA}
    by_name = [doubt for doubt in done["doubts"] if "taken by the name alone" in doubt]
    assert bool(by_name) == ("email" not in headers and "Seed Code" not in headers)
    listed = [doubt for doubt in done["doubts"] if "no column status: whoever is" in doubt]
    assert bool(listed) == (not {"status", "Attended"} & set(headers))


def test_what_could_be_two_people_or_contradicts_itself_is_refused(held: Cli, tmp_path: Path) -> None:
    held("cohort", "join", NORTH, "--name", "Eve East", "--role", "practitioner", "--on", "2023-09-14")
    held("cohort", "join", SOUTH, "--name", "Eve East", "--role", "practitioner", "--on", "2023-09-14")
    rows = [
        ("", "", "Eve East", ""),
        ("", "", "Eve West", ""),
        (SOUTH, "", ADA, ""),
        (NORTH, f"School {SOUTH}", ADA, ""),
        ("", "", "", ""),
        ("", "", DOT, ADDRESS),
    ]
    file = write(
        tmp_path / "a.csv", ["code", "school", "name", "email", "status"], [(*row, "x") for row in rows]
    )
    *lines, how = held("event", "attendance", 1, file, code=3).err.splitlines()[1:]
    assert how.strip().startswith("to settle the question, run this again with --resolve")
    assert [line.split(":")[0].strip() for line in lines] == [
        "row 2, column name",
        "row 3, column name",
        "row 4, column name",
        "row 5, column school",
        "row 6, column name",
        "row 7, column email",
    ]
    assert (
        f"Eve East could be of {SOUTH} (Secondary) or {NORTH} (Primary); say which in a column code"
        in lines[0]
    )
    assert "did you mean Eve East?" in lines[1]
    assert present(held) == set()


def test_an_answer_settles_what_a_row_says_of_two_establishments(held: Cli, tmp_path: Path) -> None:
    row = (NORTH, f"School {SOUTH}", ADA, "present")
    file = write(tmp_path / "a.csv", ["code", "establishment", "name", "status"], [row])
    answers = tmp_path / "q.csv"
    held("event", "attendance", 1, file, "--resolve", answers, code=3)
    (asked,) = csv.DictReader(answers.read_text(encoding="utf-8-sig").splitlines())
    assert f"the name of {SOUTH} School {SOUTH}" in asked["question"]
    write(answers, list(asked), [(asked["row"], asked["question"], f"{NORTH} (Primary)")])
    held("event", "attendance", 1, file, "--resolve", answers)
    assert present(held) == {ADA}


def test_a_list_of_strangers_or_of_who_is_to_come_is_refused(held: Cli, tmp_path: Path) -> None:
    strangers = write(tmp_path / "z.csv", ["Name", "Join time"], [("Zed Zander", "13:30")])
    refused = held("event", "attendance", 1, strangers, code=3).err
    assert "z.csv: nobody in it takes part in Cohort 3: Zed Zander" in refused
    nominated = write(tmp_path / "n.csv", ["code", "name", "role"], [(NORTH, ADA, "promoted")])
    refused = held("event", "attendance", 1, nominated, code=3).err
    assert "n.csv: row 1 has no column status; one must say who came" in refused
    assert present(held) == set()


def test_any_file_finds_its_event_by_one_command(held: Cli, tmp_path: Path) -> None:
    saved(tmp_path / "teams.csv", [*SUMMARY, TEAMS, f"{ADA}\t{TIMES}\t{ADDRESS}\t\tPresenter"])
    write(tmp_path / "door.csv", ["name", "status"], [(BEN, "present")])
    done = held.json("import", tmp_path / "teams.csv", tmp_path / "door.csv", "--event", 1)
    assert [one["kind"] for one in done["files"]] == ["attendance", "attendance"]
    assert present(held) == {ADA, BEN}


def test_confidence_of_somebody_of_another_establishment_is_asked_about(held: Cli, tmp_path: Path) -> None:
    row = (NORTH, f"School {SOUTH}", ADA, 4)
    file = write(tmp_path / "c.csv", ["code", "establishment", "name", "I can ask"], [row])
    answers, line = tmp_path / "q.csv", ("confidence", "import", file, "--occasion", "launch")
    held(*line, "--resolve", answers, code=3)
    (asked,) = csv.DictReader(answers.read_text(encoding="utf-8-sig").splitlines())
    assert f"the name of {SOUTH} School {SOUTH}" in asked["question"]
    write(answers, list(asked), [(asked["row"], asked["question"], f"{SOUTH} (Secondary)")])
    assert "row 2, column name" in held(*line, "--resolve", answers, code=3).err
    write(answers, list(asked), [(asked["row"], asked["question"], f"{NORTH} (Primary)")])
    assert held.json(*line, "--resolve", answers)["added"] == 1
