"""`cln match explain`: why a school is where it is, in sentences and as data."""

from pathlib import Path

import pytest

from tests import golden
from tests.conftest import After, Cli
from tests.match import small
from tests.tabular import write


@pytest.fixture
def matched(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """A small cohort, matched; SQLite."""
    return after(cln, small.match, tmp_path)


def test_what_a_theme_that_it_rated_higher_would_cost(matched: Cli) -> None:
    assert matched("match", "explain", "9000000").out.splitlines() == [
        "Cohort 3, proposal 1: School 0 (9000000) is in team 1.",
        "The team works on Literacy, which it rated 4.",
        "It rated Resilience 5. If it got that theme, the best match would have 1 entry more with a theme "
        "rated 2, 1 fewer with one rated 3 and 1 fewer with one rated 4.",
        "  Would lose: School 4 (9000004), from 4 (Literacy) to 2 (Numeracy); "
        "School 2 (9000002), from 3 (Numeracy) to 2 (Resilience).",
        "  Would gain: School 3 (9000003), from 2 (Literacy) to 4 (Resilience).",
        "In team 1 nobody could have another theme in a match as good in levels.",
        "See its team: cln match explain --proposal 1 --team 1",
    ]
    assert "It rated no theme higher." in matched("match", "explain", "9000001:ELC").out
    golden.check("match_explain.json", matched("match", "explain", "9000000", "--json").out)


def test_what_was_said_is_what_comes_of_it(matched: Cli) -> None:
    """She pins the school to the theme after all, and the match has the lines that were foretold."""
    told = matched.json("match", "explain", "9000000")["wishes"][0]
    matched("match", "pin", "9000000", "--theme", told["theme"], "--reason", "asked again")
    lines = {line["name"]: line["value"] for line in matched.json("match")["objective"]}
    assert {line["name"]: line["after"] for line in told["objective"]} == {
        name: value for name, value in lines.items() if name.startswith("level")
    }
    pinned = matched("match", "explain", "9000000").out
    assert "Promise 1 (pin): asked again" in pinned
    assert "It rated no theme higher." in pinned


def test_why_a_theme_runs_and_what_closing_it_would_cost(matched: Cli) -> None:
    said = matched("match", "explain", "--team", 1).out
    assert "team 1 works on Literacy, 4 entries with 8 people." in said
    assert "In the whole cohort 1 rated it 5 (1 of them here), 3 rated it 4 (2 of them here), " in said
    assert "If no team worked on Literacy, the best match would have 1 entry more with a theme" in said
    golden.check("match_explain_team.json", matched("match", "explain", "--team", 1, "--json").out)
    matched("match", "--theme-teams", "0-1", "--teams", 3)
    refused = matched("match", "explain", "--team", 1).out
    assert "there would be no match: rule 'theme-teams' forbids it." in refused


def test_promises_and_who_has_not_answered(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    people = [("9000000", "2", "Zoe", "promoted"), ("9000000", "2", "Una", "practitioner")]
    cln("cohort", "enrol", write(tmp_path / "more.csv", ["code", "entry", "name", "role"], people))
    cln("match", "group", "9000001", "9000002", "--theme", "Outdoors", "--reason", "they have begun")
    cln("match", "pin", "9000004", "--theme", "Numeracy", "--reason", "promised")
    free = ("--relax", "team-authorities", "--relax", "authority-share", "--relax", "team-size")
    teams = cln.json("match", *free)["teams"]
    (group,) = [team for team in teams if team["theme"] == "Outdoors"]
    assert [(entry["code"], entry["level"]) for entry in group["entries"]] == [
        ("9000001", None),
        ("9000002", None),
    ]
    said = cln("match", "explain", "--team", group["team"]).out
    assert "It is a pre-matched group, promise 1: they have begun" in said
    assert cln.json("match", "explain", "--team", group["team"])["without"] is None
    member = cln("match", "explain", "9000001").out
    assert "It is in a pre-matched group, which skips the matching." in member
    silent = cln("match", "explain", "9000000", "--entry", 2).out
    assert "and has not answered the survey." in silent
    pinned = cln("match", "explain", "9000004").out
    assert "there would be no match: rule 'pins' forbids it." in pinned


@pytest.mark.slow
def test_who_waits_and_who_has_left(cln: Cli, after: After, tmp_path: Path) -> None:
    after(cln, small.fill, tmp_path)
    cln("match", "--capacity", 14)
    (waiting,) = cln.json("match", "show")["waiting"]
    told = cln.json("match", "explain", waiting["code"])
    assert (told["team"], told["place"], told["of"]) == (None, 1, 1)
    said = cln("match", "explain", waiting["code"])
    assert f"It is number 1 of 1 on the waiting list: {told['reason']}." in said.out
    assert told["drawn"] == {"place": 8, "of": 8, "placed": 7}
    assert "In the lot it is number 8 of them; 7 of them have a place." in said.out
    assert {"way": "capacity", "people": 16} in told["would_let_in"]
    assert "  room for 16 people\n" in said.out
    assert (told["could_come_in"], told["command"]) == (False, "cln match --from 1 --capacity 16")
    cln("cohort", "withdraw", "9000000", "--reason", "travel")
    stale = cln("match", "explain", "9000003")
    assert "Cohort 3 has changed since proposal 1 was made" in stale.err
    assert "withdrew" in cln("match", "explain", "9000000", code=3).err


def test_a_proposal_that_was_edited_for_the_worse(matched: Cli) -> None:
    matched("team", "swap", "9000000", "9000001", "--force", "--reason", "asked at the event")
    said = matched("match", "explain", "9000000").out
    assert ", which is better than this proposal." in said
    assert "These teams break a rule, so nothing can be said about seats that are forced." in said


def test_what_cannot_be_asked(matched: Cli) -> None:
    both = matched("match", "explain", "9000000", "--team", 1, code=2)
    assert both.err == "cln: error: say either CODE or --team N; see: cln match explain --help\n"
    assert matched("match", "explain", code=2).err == both.err
    no_code = matched("match", "explain", "--team", 1, "--sector", "Primary", code=2).err
    assert no_code.startswith("cln: error: --sector and --entry say which entry of an establishment is meant")
    nowhere = matched("match", "explain", "--team", 7, code=3).err
    assert nowhere == "cln: error: proposal 1 of Cohort 3 has no team 7; its teams are 1 to 2\n"
    assert "9999999 is not in Cohort 3" in matched("match", "explain", "9999999", code=3).err
    assert "has no proposal 4" in matched("match", "explain", "9000000", "--proposal", 4, code=3).err
