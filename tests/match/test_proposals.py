"""A cohort's proposals beside each other: `cln match list`, `accept`, and profiles that differ."""

from datetime import datetime
from pathlib import Path

import pytest

from tests import golden
from tests.conftest import After, Cli
from tests.match import small


def propose(cln: Cli, folder: Path) -> None:
    """A small cohort and a proposal of each profile."""
    small.fill(cln, folder)
    for profile in ("generous", "greedy", "total"):
        cln("match", "--profile", profile)


@pytest.fixture
def three(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, propose, tmp_path)


def test_each_profile_reaches_what_it_is_for(three: Cli) -> None:
    listed = three.json("match", "list")
    assert [one["profile"] for one in listed] == ["generous", "greedy", "total"]
    assert [list(one["levels"].values()) for one in listed] == [
        [2, 3, 1, 2, 0, 0],
        [3, 2, 1, 1, 1, 0],
        [3, 2, 0, 3, 0, 0],
    ]
    assert [[line["name"] for line in one["objective"]][1:-3] for one in listed] == [
        ["level 1", "level 2", "level 3", "level 4"],
        ["level 5", "level 4", "level 3", "level 2"],
        ["total"],
    ]
    assert "Profile greedy: as many as possible with a theme they rated 5" in three("match", "show", 2).out
    assert "1 one they rated 1; proven best." in three("match", "show", 2).out


def test_a_match_on_other_limits_says_so_and_is_read_back_as_current(three: Cli) -> None:
    shown = three("match", "--team-size", "6-10", "--capacity", "14", "--relax", "lone-sector")
    assert "Relaxed for this proposal: lone-sector." in shown.out
    assert "For this proposal only: capacity 14, team size 6-10." in shown.out
    assert "because teams can hold at most 14" in shown.out
    assert three("match", "show", 4).err == ""
    assert three.json("cohort", "show")["capacity"] == 100


def test_one_proposal_is_accepted_and_the_one_before_stays_on_record(
    both: Cli, after: After, tmp_path: Path
) -> None:
    cln = after(both, small.fill, tmp_path)
    cln("match")
    cln("match", "--profile", "greedy")
    assert "None is accepted. Next: cln match accept 2" in cln("match", "list").out
    assert cln("match", "accept", 1).out.splitlines()[0] == "Cohort 3: proposal 1 is accepted."
    assert cln("match", "accept", 1).out.splitlines()[0] == "Cohort 3: proposal 1 is accepted already."
    late = cln("match", "accept", 1, "--projects", "end", code=2).err
    assert "proposal 1 was accepted already, and projects stay with their teams; leave --projects out" in late
    assert "Cohort 3, proposal 1 (accepted): 16 participants" in cln("match", "show", 1).out
    newest = cln("match", "show", 2)
    assert "Cohort 3, proposal 2 (not accepted): 16 participants" in newest.out
    assert (
        "Proposal 1 is the accepted one. Next: cln match accept 2; compare them first with: "
        "cln match compare 1 2" in newest.out
    )
    exported = cln("export", "teams", "--json")
    assert {row["proposal"] for row in exported.json} == {1}
    assert exported.err == (
        "Cohort 3, proposal 1 (accepted): these are its teams; proposal 2 is newer; it counts after: "
        "cln match accept 2\n"
    )
    accepted = cln.json("match", "accept", 2)
    assert (accepted["proposal"], accepted["replaced"], accepted["warnings"]) == (2, 1, [])
    assert [one["accepted"] for one in cln.json("match", "list")] == [False, True]
    listed = cln("match", "list").out
    assert f"match, accepted until {datetime.now().astimezone():%-d %b %Y}" in " ".join(listed.split())
    assert "match, greedy, accepted" in listed
    assert {row["proposal"] for row in cln.json("export", "teams")} == {2}
    assert cln("match", "accept", 1).out.splitlines()[0] == (
        "Cohort 3: proposal 1 is accepted; proposal 2 stays on record."
    )
    assert [one["accepted"] for one in cln.json("match", "list")] == [True, False]
    assert [change["command"] for change in cln.json("history")].count("match accept") == 3


def test_comparing_names_who_moves_who_gains_and_who_loses(three: Cli) -> None:
    golden.check("match_compare.json", three("match", "compare", 2, 3, "--json").out)
    shown = three("match", "compare", 2, 3).out
    assert "Cohort 3: proposal 2 (match, greedy) and 3 (match, total)" in shown
    assert "2 move, 1 gains and 1 loses by their place or the level of their theme." in shown
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "9000002 School 2 1 Numeracy 2 Resilience 3 to 2 loses" in lines
    assert "9000004 School 4 2 Resilience 1 Numeracy 1 to 2 gains" in lines
    assert "level 1 1 0 -1" in lines
    assert lines.index("9000002 School 2 1 Numeracy 2 Resilience 3 to 2 loses") < lines.index(
        "9000004 School 4 2 Resilience 1 Numeracy 1 to 2 gains"
    )


def test_a_team_that_only_changes_its_number_or_theme_moves_nobody(three: Cli) -> None:
    compared = three.json("match", "compare", 1, 2)
    assert (compared["moves"], compared["gains"], compared["loses"]) == (0, 2, 1)
    assert [one["entry"] for one in compared["entries"]] == [1, 1, 1, 1]
    themes = [(one["before"]["theme"], one["after"]["theme"]) for one in compared["teams"]]
    assert themes == [("Literacy", "Resilience"), ("Numeracy", "Numeracy")]


def test_comparing_says_who_left_and_who_waits(three: Cli) -> None:
    three("cohort", "withdraw", small.CODES[0], "--reason", "travel")
    three("match", "--capacity", 12, "--relax", "authority-share")
    entries = {one["code"]: one for one in three.json("match", "compare", 1, 4)["entries"]}
    assert entries[small.CODES[0]]["after"] is None
    assert entries[small.CODES[0]]["gain"] == 0
    assert not entries[small.CODES[0]]["moves"]
    waits = [one for one in entries.values() if one["after"] and one["after"]["team"] is None]
    assert [one["gain"] for one in waits] == [-1]
    assert [one["gain"] for one in three.json("match", "compare", 4, 1)["entries"]].count(1) >= 1
    assert "; 1 left." in three("match", "compare", 1, 4).out


def test_comparing_counts_the_moves_of_a_re_run_as_the_re_run_does(three: Cli) -> None:
    three("cohort", "withdraw", small.CODES[2], "--reason", "travel")
    again = three("match", "--from", 1)
    compared = three.json("match", "compare", 1, 4)
    told = [int(line.split()[2]) for line in again.out.splitlines() if line.startswith("Who moves: ")]
    assert [compared["moves"]] == (told or [0])
    assert [one["code"] for one in compared["entries"] if one["after"] is None] == [small.CODES[2]]


def test_only_two_different_proposals_can_be_compared(three: Cli) -> None:
    assert "proposal 1 is the same as itself" in three("match", "compare", 1, 1, code=3).err
    assert "Cohort 3 has no proposal 9" in three("match", "compare", 1, 9, code=3).err


def test_accepting_warns_of_a_cohort_that_has_changed(three: Cli) -> None:
    three("cohort", "withdraw", small.CODES[0], "--reason", "travel")
    ran = three("match", "accept", 1)
    assert "Cohort 3 has changed since proposal 1 was made" in ran.err
    assert three.json("match", "list")[0]["accepted"]


def test_accepting_warns_of_a_rule_that_was_broken_by_hand(three: Cli) -> None:
    moved = three.json("team", "move", small.CODES[0], 2, "--proposal", 1, "--force", "--reason", "cover")
    ran = three("match", "accept", moved["proposal"])
    assert "It breaks a rule that must hold: authority-share, team 1: 2 of its 3 entries come from" in ran.err
    shown = three("match", "list").out
    assert "edit of 1, accepted" in shown
    assert three.json("match", "list")[-1]["reason"] == "cover"


@pytest.mark.slow
def test_the_match_obeys_the_rules_of_the_cohort(three: Cli) -> None:
    three("cohort", "rule", "theme-teams", "--limit", "0-1")
    three("cohort", "rule", "team-size", "--limit", "6-10")
    three("cohort", "rule", "lone-sector", "--must")
    three("cohort", "rule", "team-sectors", "--off")
    rules = {rule["id"]: rule for rule in three.json("match")["rules"]}
    assert rules["theme-teams"]["must"]
    assert rules["lone-sector"]["must"]
    assert "team-sectors" not in rules
    three("cohort", "rule", "theme-teams", "--limit", "1")
    assert "theme-teams" in three("match", code=4).err
    assert three.json("match", "--relax", "theme-teams")["status"] == "optimal"


def test_what_cannot_be_accepted(three: Cli) -> None:
    assert "Cohort 3 has no proposal 7" in three("match", "accept", 7, code=3).err
    assert not any(one["accepted"] for one in three.json("match", "list"))


@pytest.mark.slow
def test_establishments_that_worked_together_meet_others_in_the_next_cohort(
    three: Cli, tmp_path: Path
) -> None:
    first = three.json("match", "accept", 1)
    assert first["projects"] == []
    small.fill(three, tmp_path, "Cohort 4", "2027-02-01")
    rules = {one["id"]: one for one in three.json("--cohort", "Cohort 4", "match")["rules"]}
    assert rules["new-partners"]["must"] is False
    assert rules["new-partners"]["holds"] is False
    shown = three("--cohort", "Cohort 4", "match", "--relax", "team-authorities").out
    assert "New connections between establishments: 0, of which 0 across authorities." in shown
    three("--cohort", "Cohort 4", "cohort", "rule", "new-partners", "--must")
    three("--cohort", "Cohort 4", "cohort", "rule", "authority-share", "--off")
    ran = three("--cohort", "Cohort 4", "match", code=4)
    assert "new-partners" in ran.err
