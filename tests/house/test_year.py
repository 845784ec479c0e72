"""A whole year through the command line, with everything that really happened to the programme."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from cln.store import engine as engines
from tests.conftest import After, Cli
from tests.tabular import write

AUTHORITIES = ("Glasgow City", "Inverclyde", "Renfrewshire")
SECTORS = ("Primary", "Secondary", "ELC", "Primary")
CODES = [f"91000{number:02}" for number in range(12)]
THEMES = ("Literacy", "Numeracy")
KEPT = (
    "seat",
    "team_facilitator",
    "attendance",
    "log_entry",
    "question",
    "measure",
    "event_change",
    "answer",
)
"""What is recorded once and for all: later rows may join it, none may change or go."""


def place(number: int) -> tuple[str, str]:
    """The authority and the sector of a school."""
    return AUTHORITIES[number % 3], SECTORS[number // 3]


def person(number: int, role: str) -> tuple[str, str]:
    """A name and an address."""
    name = f"{'Ann' if role == 'promoted' else 'Bob'} of school {number}"
    return name, f"{role}.{number}@example.org"


HEAD = (CODES[5], person(5, "promoted")[1], "apologies")
"""A head teacher who never comes."""


@pytest.fixture
def begun(both: Cli, after: After, tmp_path: Path) -> Cli:
    """A cohort that has begun, on either engine."""
    return after(both, begin, tmp_path)


def schools(folder: Path) -> Path:
    """The register of its schools."""
    register = [(code, f"School {n}", *place(n)) for n, code in enumerate(CODES)]
    return write(folder / "schools.csv", ["code", "name", "authority", "sector"], register)


def begin(cln: Cli, folder: Path) -> None:
    """A cohort of twelve schools in two teams, matched and accepted, its first two events held."""
    cln("establishment", "import", schools(folder))
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14", "--teams", 2, "--themes", ";".join(THEMES))
    people = [
        (code, *person(n, role), role)
        for n, code in enumerate(CODES)
        for role in ("promoted", "practitioner")
    ]
    cln("cohort", "enrol", write(folder / "people.csv", ["code", "name", "email", "role"], people))
    support = [(f"Key of {one}", "QIO", one) for one in AUTHORITIES]
    cln(
        "facilitator",
        "import",
        write(folder / "support.csv", ["name", "organisation", "authority"], support),
    )
    cln("facilitator", "add", "--name", "Spare", "--organisation", "ROC")
    answers = [(code, 5 - n % 2 * 4, 1 + n % 2 * 4) for n, code in enumerate(CODES)]
    cln("survey", "import", write(folder / "survey.csv", ["code", *THEMES], answers))
    hold(cln, 1, "2023-09-14", folder, HEAD)
    cln("match")
    cln("match", "accept", 1)
    hold(cln, 2, "2023-10-12", folder, HEAD)
    for team in (1, 2):
        cln(
            "project",
            "open",
            team,
            "--title",
            f"Project {team}",
            "--hunch",
            "We wonder",
            "--on",
            "2023-10-12",
        )


def hold(cln: Cli, number: int, on: str, folder: Path, *away: tuple[str, str, str]) -> None:
    """Hold an event; all came but those who are named with code, address and status."""
    cln("event", "schedule", number, "--on", on)
    cln("event", "hold", number)
    file = write(folder / f"event{number}.csv", ["code", "email", "status"], away)
    cln("event", "attendance", number, file, "--others", "present")


def on_record(cln: Cli) -> dict[tuple[str, int], dict[str, Any]]:
    """Every row of the tables that are kept."""
    engine = engines.connect(cln.database)
    with engine.connect() as connection:
        assert set(KEPT) <= set(inspect(connection).get_table_names())
        rows = {
            (table, row["id"]): dict(row)
            for table in KEPT
            for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()
        }
    engine.dispose()
    return rows


def reasons(cln: Cli, on: str) -> set[tuple[str, int | None, int | None]]:
    """What needs attention on a day: rule, team, project."""
    return {
        (one["rule"], one["team"], one["project"]) for one in cln.json("attention", "--on", on)["reasons"]
    }


@pytest.mark.slow
def test_a_year_with_all_its_misfortunes(begun: Cli, tmp_path: Path) -> None:
    cln = begun
    before = on_record(cln)
    team_of = {e["code"]: t["team"] for t in cln.json("match", "show", 1)["teams"] for e in t["entries"]}

    # A school starts late, two withdraw, one of them comes back; somebody is replaced.
    cln("cohort", "start-late", CODES[1], "--on", "2023-10-20")
    cln("cohort", "withdraw", CODES[2], "--reason", "timetable", "--on", "2023-11-01")
    cln("cohort", "withdraw", CODES[3], "--reason", "senior-leader", "--on", "2023-11-01")
    cln("cohort", "rejoin", CODES[3], "--on", "2023-11-20")
    newcomer = ("--name", "Eve Ewing", "--email", "eve@example.org")
    bob = person(4, "practitioner")[0]
    cln("cohort", "replace", CODES[4], bob, *newcomer, "--reason", "staffing", "--on", "2023-11-10")
    status = cln.json("status", "--on", "2023-11-21")
    assert (status["entries"], status["participants"]) == (11, 22)
    assert status["withdrawn"] == [{"reason": "timetable", "entries": 1}]

    # Event 3 is postponed for snow, event 4 moved online; one school stays away, one head never comes.
    cln("event", "postpone", 3, "--to", "2023-12-07", "--reason", "snow")
    stays_away = [(CODES[6], person(6, role)[1], "absent") for role in ("promoted", "practitioner")]
    hold(cln, 3, "2023-12-07", tmp_path, HEAD, *stays_away)
    cln("event", "move-online", 4, "--link", "https://meet.example.org/4", "--reason", "a storm")
    hold(cln, 4, "2024-02-01", tmp_path, HEAD, *stays_away)
    assert ("absences", team_of[CODES[6]], None) in reasons(cln, "2024-02-02")
    assert ("promoted", team_of[CODES[5]], None) in reasons(cln, "2024-02-02")

    # One project goes well; of the other nobody hears.
    cln(
        "project",
        "question",
        1,
        "How does talk improve the writing of a group of P4 learners?",
        "--on",
        "2023-12-07",
    )
    assert ("question", 1, 1) in reasons(cln, "2023-12-21")
    cln("project", "agree", 1, "--by", person(0, "promoted")[0], "--on", "2023-12-21")
    cln("project", "measure", 1, "Words", "--kind", "quantitative", "--baseline", 12, "--on", "2024-02-01")
    cln("log", 1, "Met the team", "--date", "2024-02-02", "--by", "Spare")
    heard = reasons(cln, "2024-02-08")
    assert {("question", 2, 2), ("log", 2, 2), ("baseline", 2, 2), ("measures", 1, 1)} <= heard
    assert ("log", 1, 1) not in heard

    # All key facilitators of a team are called back; somebody steps in, and the projects go on.
    there = [one["name"] for one in cln.json("match", "show", 1)["teams"][0]["facilitators"]]
    for name in there:
        advice = cln.json("facilitator", "withdraw", name, "--reason", "called back", "--on", "2024-02-12")
    assert advice["alone"] == [{"team": 1, "theme": THEMES[0], "successor": None, "authority": None}]
    assert ("facilitator", 1, None) in reasons(cln, "2024-02-12")
    cln("facilitator", "add", "--name", "Jo Jack", "--organisation", "ROC")
    cln("team", "facilitator", 1, "Jo Jack")
    assert "--projects" in cln("match", "accept", 2, code=3).err
    cln("match", "accept", 2, "--projects", "keep")
    assert ("facilitator", 1, None) not in reasons(cln, "2024-02-13")

    # The match is made anew for those who are left; what becomes of the projects is asked and recorded.
    cln("match", "--from", 2, "--relax", "facilitators")
    fates = cln.json("match", "accept", 3, "--projects", "keep")["projects"]
    assert [one["project"] for one in fates] == [1, 2]
    assert {one["project"] for one in cln.json("project", "list")} == {1, 2}

    # The last events are cancelled, and the cohort closes.
    for number in (5, 6):
        cln("event", "cancel", number, "--reason", "schools closed in the pandemic")
    cln("cohort", "finish-early", CODES[7], "--on", "2024-03-20")
    cln("cohort", "close", "--yes", "--on", "2024-06-20")
    screen = cln("status", "--cohort", "Cohort 3").out
    assert "Cohort 3, launched 14 Sep 2023, closed on 20 Jun 2024\n" in screen
    assert "No event is still to come.\n" in screen
    after = on_record(cln)
    assert {key: after.get(key) for key in before} == before


@pytest.fixture
def ours(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """The same on SQLite."""
    return after(cln, begin, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["project", "open", 3, "--on", "2023-10-13"], "has no team 3"),
        (["event", "hold", 2, "--on", "2023-10-13"], "held"),
        (["event", "postpone", 2, "--to", "2023-11-01", "--reason", "snow"], "held"),
        (["event", "attendance", 2, "--present", "Nobody Known"], "Nobody Known"),
        (["log", 1, "Too early", "--date", "2023-09-01"], "before the launch of Cohort 3 on 14 Sep 2023"),
        (["project", "end", 1, "--reason", "x", "--on", "2023-09-01"], "before the launch"),
        (["cohort", "withdraw", "9999999", "--reason", "time"], "9999999 is not in Cohort 3"),
        (["match", "accept", 9], "has no proposal 9"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    ours: Cli, arguments: list[object], said: str
) -> None:
    before = ours("history").out
    assert said in ours(*arguments, code=3).err
    assert ours("history").out == before
