"""`cln match check`: any assignment judged by rules and objective, and `cln match waiting`."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import After, Cli
from tests.match import small
from tests.match.small import CODES
from tests.tabular import write

PROFILES = ("generous", "greedy", "total")


def propose(cln: Cli, folder: Path) -> None:
    """A small cohort with a pin, a group with a theme of its own, and a proposal of each profile."""
    small.fill(cln, folder)
    cln("match", "group", CODES[0], CODES[1], "--theme", "Outdoors", "--reason", "last year's team")
    cln("match", "pin", CODES[2], "--theme", "Literacy", "--reason", "promised")
    cln("cohort", "rule", "authority-share", "--limit", "2/3")
    for profile in PROFILES:
        cln("match", "--profile", profile)


@pytest.fixture
def matched(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, propose, tmp_path)


def by_hand(folder: Path, rows: Sequence[Sequence[object]], *more: str, name: str = "teams.xlsx") -> Path:
    return write(folder / name, ["SEED code", "Team", "Theme", *more], rows)


SEATS = [
    *((code, "Team 1", "Outdoors") for code in CODES[:2]),
    (CODES[2], 2, "literacy"),
    *((code, 2, "") for code in CODES[3:]),
]
"""As somebody writes them in a spreadsheet."""


@pytest.mark.parametrize("profile", PROFILES)
def test_what_the_match_made_is_judged_as_the_match_says(matched: Cli, tmp_path: Path, profile: str) -> None:
    number = PROFILES.index(profile) + 1
    proposal = matched.json("match", "show", number)
    out = tmp_path / "teams.csv"
    matched("export", "teams", "--proposal", number, "--out", out)
    judged = matched.json("match", "check", out, "--profile", profile)
    assert judged["holds"] is True
    assert judged["rules"] == proposal["rules"]
    assert judged["objective"] == [
        {"name": line["name"], "value": line["value"]} for line in proposal["objective"]
    ]
    assert judged["best"] == {"proposal": number, "objective": proposal["objective"]}
    assert judged["without_a_team"] == []


def test_teams_from_a_spreadsheet_are_judged(matched: Cli, tmp_path: Path) -> None:
    golden.check("match_check.json", matched("match", "check", by_hand(tmp_path, SEATS), "--json").out)
    shown = matched("match", "check", by_hand(tmp_path, SEATS, name="teams.csv"))
    assert shown.out.splitlines()[0] == "teams.csv: 16 participants of Cohort 3 in 2 teams"
    assert "The rule team-facilitator is not judged: the file has no column facilitators." in shown.out
    assert "Every rule that must hold does." in shown.out
    assert shown.err == ""


def test_a_broken_rule_is_told_and_ends_with_code_4(matched: Cli, tmp_path: Path) -> None:
    apart = [(code, n % 2 + 1, ("Numeracy", "Resilience")[n % 2]) for n, code in enumerate(CODES)]
    file = by_hand(tmp_path, apart)
    ran = matched("match", "check", file, code=4)
    assert ran.err == (
        "cln: error: teams.xlsx breaks rules that must hold: pins, groups; mend the file, or let go of one "
        "with --relax pins\n"
    )
    rows = {line.split()[0]: line for line in ran.out.splitlines() if line}
    assert "must    no     " in rows["pins"]
    assert "must    no     " in rows["groups"]
    assert matched("match", "check", file, "--json", code=4).json["holds"] is False
    matched("match", "check", file, "--relax", "pins", "--relax", "groups")


def test_facilitators_are_judged_where_the_file_names_them(matched: Cli, tmp_path: Path) -> None:
    rows = [(*row, "") for row in SEATS]
    rows[0] = (*SEATS[0], "key glasgow city (key)")
    lacking = matched("match", "check", by_hand(tmp_path, rows, "Facilitators"), code=4)
    assert "team 2 has no key facilitator" in lacking.out
    rows[3] = (*SEATS[3], "Key Inverclyde; Key Renfrewshire (key)")
    matched("match", "check", by_hand(tmp_path, rows, "Facilitators"))


def test_who_has_no_team_is_named(matched: Cli, tmp_path: Path) -> None:
    rows = [*SEATS[:6], (CODES[6], "", "")]
    judged = matched("match", "check", by_hand(tmp_path, rows), "--json", "--relax", "team-size").json
    assert [one["code"] for one in judged["without_a_team"]] == CODES[6:]
    assert judged["objective"][0] == {"name": "placed", "value": 12}


def test_every_wrong_row_is_named_with_its_column(matched: Cli, tmp_path: Path) -> None:
    rows = [
        (CODES[0], "", 1, "Outdoors", "Key Nobody"),
        (CODES[0], "", 1, "", ""),
        ("9000099", "", 1, "", ""),
        (CODES[3], "ELC", "two", "Literacy", ""),
        (CODES[4], "All-through", 2, "Litercy", ""),
        (CODES[5], "", 2, "Numeracy", ""),
        (CODES[6], "", 2, "Resilience", ""),
    ]
    headers = ["code", "sector", "team", "theme", "facilitators"]
    ran = matched("match", "check", write(tmp_path / "bad.csv", headers, rows), code=3)
    first, *problems = ran.err.splitlines()
    assert first == (
        "cln: error: bad.csv: 6 rows are not right, so nothing was judged; mend the file and check it again"
    )
    places = [tuple(line.split(":")[0].split(", column ")) for line in problems]
    assert places == [
        ("  row 2", "facilitators"),
        ("  row 3", "code"),
        ("  row 4", "code"),
        ("  row 5", "team"),
        ("  row 6", "sector"),
        ("  row 6", "theme"),
        ("  row 8", "theme"),
    ]
    assert "School 0 (9000000) stands in row 2 too; keep one of the rows" in problems[1]
    assert "did you mean Literacy?" in problems[5]
    assert problems[6].endswith("team 2 has the theme Numeracy in row 7")
    assert matched("match", "check", by_hand(tmp_path, [(CODES[0], 1, "")]), code=3).err.endswith(
        "row 2, column Theme: no row of team 1 says its theme\n"
    )
    assert (
        "has no column team"
        in matched(
            "match", "check", write(tmp_path / "none.csv", ["code", "theme"], [("1", "x")]), code=3
        ).err
    )


def test_a_code_with_two_departments_needs_its_sector(register: Cli, tmp_path: Path) -> None:
    register("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--themes", "Play")
    people = [("9200003", sector, "Ann", "promoted") for sector in ("Primary", "Secondary")]
    register("cohort", "enrol", write(tmp_path / "people.csv", ["code", "sector", "name", "role"], people))
    ran = register("match", "check", by_hand(tmp_path, [("9200003", 1, "Play")]), code=3)
    assert "9200003 has several entries in Cohort 3; write the sector and the entry in this row" in ran.err
    rows = [("9200003", 1, "Play", sector, 1) for sector in ("primary", "Secondary")]
    judged = register("match", "check", by_hand(tmp_path, rows, "sector", "entry"), "--json", code=4)
    assert judged.json["without_a_team"] == []
