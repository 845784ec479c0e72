"""Who sits in a team today: every place says the same, in a year in which people come and go."""

import csv
import io
import re
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import After, Cli
from tests.match import small
from tests.tabular import spelt, write

GONE, BACK, LEFT, CHANGED = small.CODES[:4]
LATE = "9000099"


def play(cln: Cli, folder: Path) -> None:
    """Proposal 2 is accepted without two entries of proposal 1; one of them comes back, another withdraws.

    In a fourth somebody takes the place of a colleague, and a new school joins.
    """
    small.fill(cln, folder)
    cln("match")
    cln("match", "accept", 1)
    for code in (GONE, BACK):
        cln("cohort", "withdraw", code, "--reason", "time", "--on", "2026-10-01")
    cln("match", "--from", 1)
    cln("match", "accept", 2)
    cln("cohort", "rejoin", BACK, "--on", "2026-10-20")
    cln("cohort", "withdraw", LEFT, "--reason", "travel", "--on", "2026-10-21")
    cln(
        *("cohort", "replace", CHANGED, f"{spelt(CHANGED)} practitioner", "--name", "Eve Ewing"),
        *("--reason", "staffing", "--on", "2026-10-22"),
    )
    columns = ["code", "name", "authority", "sector"]
    late = write(folder / "late.csv", columns, [(LATE, "Late School", "Glasgow City", "Primary")])
    cln("establishment", "import", late)
    people = [(LATE, f"{spelt(LATE)} {role}", role) for role in ("promoted", "practitioner")]
    cln("cohort", "enrol", write(folder / "new.csv", ["code", "name", "role"], people))
    cln("event", "schedule", 4, "--on", "2027-02-04")
    for team in (1, 2):
        cln("project", "open", team, "--title", f"Project {team}", "--hunch", "Talk", "--on", "2026-10-25")


@pytest.fixture
def year(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, play, tmp_path)


def rows(cln: Cli, table: str, *options: object) -> list[dict[str, str]]:
    """An export, a dictionary a row."""
    text = cln("export", table, *options).out.removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def today(cln: Cli) -> dict[int, set[str]]:
    """Team -> the codes of those who sit in it, by the export of teams."""
    teams: dict[int, set[str]] = {1: set(), 2: set()}
    for row in rows(cln, "teams"):
        if row["team"] and not row["withdrawn_on"]:
            teams[int(row["team"])].add(row["code"])
    return teams


def test_every_place_says_the_same_of_who_sits_in_a_team(year: Cli, tmp_path: Path) -> None:
    teams = today(year)
    seated = {code: team for team, codes in teams.items() for code in codes}
    assert seated.keys() == {*small.CODES} - {GONE, BACK, LEFT}
    status = year.json("status")
    assert [one["participants"] for one in status["teams"]] == [2 * len(teams[n]) for n in (1, 2)]
    assert (status["participants"], status["in_teams"]) == (14, 10)
    assert {one["code"] for one in status["without_team"]} == {BACK, LATE}
    assert {one["code"] for one in year.json("match", "waiting")["waiting"]} == {BACK, LATE}
    (summary,) = rows(year, "summary")
    assert (summary["waiting"], summary["teams"]) == ("2", "2")
    levels = sum(int(summary[name]) for name in summary if re.fullmatch(r"level_\d|no_answer", name))
    assert levels == len(seated)

    of_people = {one["name"]: one["team"] for one in rows(year, "participants")}
    invited = {one["name"]: one["team"] for one in rows_of(year("event", "invite", 4).out)}
    year("event", "register", 4, "--out", tmp_path / "door.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "door.xlsx").worksheets[0]
    door = {str(row[7]): str(row[0] or "") for row in sheet.iter_rows(min_row=2, values_only=True)}
    came = {one["name"]: str(one["team"] or "") for one in year.json("event", "attendance", 4)["people"]}
    assert door == came == invited == {name: of_people[name] for name in door}
    assert {name for name, team in of_people.items() if not team} == {
        *(
            f"{spelt(code)} {role}"
            for code in (GONE, BACK, LEFT, LATE)
            for role in ("promoted", "practitioner")
        ),
        f"{spelt(CHANGED)} practitioner",
    }
    assert of_people["Eve Ewing"] == str(seated[CHANGED])
    entries = year.json("event", "attendance", 4)["entries"]
    assert {one["code"]: one["team"] for one in entries if one["team"]} == seated


def rows_of(text: str) -> list[dict[str, str]]:
    """A CSV that was printed."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_report_and_a_sheet_show_who_sits_there_now(year: Cli, tmp_path: Path) -> None:
    teams = today(year)
    names = {code: f"School {code[-1]}" for code in small.CODES} | {LATE: "Late School"}
    for number, codes in teams.items():
        page = tmp_path / f"team{number}.html"
        year("report", "--team", number, "--out", page)
        text = page.read_text()
        assert {code for code, name in names.items() if name in text} == codes
        assert f"{2 * len(codes)} people from {len(codes)} entries." in text
        assert ("Eve Ewing" in text) == (CHANGED in codes)
        assert f"{spelt(CHANGED)} practitioner" not in text
    year("report", "--out", tmp_path / "all.html")
    whole = (tmp_path / "all.html").read_text()
    part = whole[whole.index('id="match"') : whole.index('id="together"')]
    assert {code for code, name in names.items() if name in part} == {*teams[1], *teams[2]}
    assert "Proven best when it was made; shown is who sits in its teams on the day of this report." in part
    host = year.json("match", "show", 2)["teams"][0]["facilitators"][0]["name"]
    year("project", "sheet", "--facilitator", host, "--out", tmp_path / "sheet.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["Teams"]
    for row in sheet.iter_rows(min_row=2, values_only=True):
        there = "; ".join(sorted(names[code] for code in teams[int(str(row[0]))]))
        assert row[2] == there


def test_the_proposal_as_it_was_made_says_so(year: Cli) -> None:
    shown = year("match", "show", 2).out
    gone = f"The teams as they were made; have withdrawn since: {LEFT} School {LEFT[-1]}."
    assert gone in " ".join(shown.split())
    assert LEFT in [
        entry["code"] for team in year.json("match", "show", 2)["teams"] for entry in team["entries"]
    ]
    assert "have withdrawn since" in year("match", "show", 1).out
    left = {row["code"]: row["withdrawn_on"] for row in rows(year, "teams") if row["withdrawn_on"]}
    assert left == {LEFT: "2026-10-21"}
    assert {row["code"] for row in rows(year, "teams") if not row["team"]} == {BACK, LATE}


def test_who_has_no_team_is_said_with_the_command_that_gives_one(year: Cli) -> None:
    status = " ".join(year("status").out.split())
    assert "7 entries with 14 participants, 10 of them in 2 teams; 3 facilitators." in status
    assert f"Without a team: School 1 ({BACK}), Late School ({LATE})." in status
    reasons = [one for one in year.json("attention")["reasons"] if one["rule"] == "placed"]
    assert [one["sentence"] for one in reasons] == [
        f"School 1 ({BACK}) with 2 participants sits in no team: came back after proposal 2 was made.",
        f"Late School ({LATE}) with 2 participants sits in no team: joined after proposal 2 was made.",
    ]
    assert {one["command"] for one in reasons} == {"cln match --from 2"}
    year("match", "--from", 2)
    year("match", "accept", 3, "--projects", "keep")
    after = year.json("status")
    assert (after["without_team"], after["in_teams"]) == ([], 14)
    assert "placed" not in {one["rule"] for one in year.json("attention")["reasons"]}
    assert rows(year, "summary")[0]["waiting"] == "0"
    year("attention", "rule", "placed", "--off")


def test_where_no_place_is_free_the_command_makes_room(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    cln("match", "--capacity", 12)
    cln("match", "accept", 1)
    commands = [one["command"] for one in cln.json("attention")["reasons"] if one["rule"] == "placed"]
    assert commands == ["cln match --from 1 --capacity 14", "cln match --from 1 --capacity 16"]
    cln(*commands[-1].split()[1:])
    cln("match", "accept", 2)
    assert cln.json("status")["without_team"] == []


def test_the_export_of_teams_is_judged_as_they_are_today(year: Cli, tmp_path: Path) -> None:
    year("export", "teams", "--out", tmp_path / "teams.csv")
    judged = year("match", "check", tmp_path / "teams.csv", code=4)
    assert "10 participants" in judged.out
