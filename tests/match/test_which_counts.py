"""Which proposal counts: the accepted one, else the newest; and what edits by hand go on from."""

import re
from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.match import small

ONE, OTHER = small.CODES[0], small.CODES[1]
NEWER = "; proposal {0} is newer; it counts after: cln match accept {0}"


def propose(cln: Cli, folder: Path) -> None:
    """A small cohort and two proposals of which the first is accepted."""
    small.fill(cln, folder)
    cln("match")
    cln("match", "--profile", "greedy")
    cln("match", "accept", 1)


@pytest.fixture
def two(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """On SQLite."""
    return after(cln, propose, tmp_path)


def seated(cln: Cli, *number: int) -> set[str]:
    """The codes of those who have a seat."""
    shown = cln.json("match", "show", *number)
    return {entry["code"] for team in shown["teams"] for entry in team["entries"]}


def test_whatever_reads_takes_the_accepted_one(two: Cli, tmp_path: Path) -> None:
    newer = NEWER.format(2)
    assert two.json("match", "show")["proposal"] == 1
    first = "Cohort 3, proposal 1 (accepted): {}" + newer
    assert two("match", "show").out.splitlines()[0] == first.format("16 participants in 2 teams")
    assert two.json("match", "explain", ONE)["proposal"] == 1
    team = two.json("match", "explain", ONE)["team"]
    explained = two("match", "explain", ONE).out.splitlines()[0]
    assert explained == first.format(f"School 0 ({ONE}) is in team {team}")
    assert two("match", "explain", "--team", 1).out.splitlines()[0].endswith(newer)
    assert two.json("match", "waiting")["proposal"] == 1
    assert two("match", "waiting").out.splitlines()[0] == first.format("16 of 100 places are taken")
    assert first.format("what each entry asked for") in " ".join(two("match", "show", "--map").out.split())
    assert two("match", "list").out.splitlines()[-1] == f"Proposal 1 is accepted{newer}"


def test_in_a_closed_cohort_nothing_counts_any_more(two: Cli) -> None:
    two("cohort", "close", "--yes", "--on", "2026-09-10")
    asked = ("--cohort", "Cohort 3")
    told = "; proposal 2 is newer, but was not accepted before the cohort closed"
    assert two("match", "show", *asked).out.splitlines()[0].endswith(told)
    assert two("match", "list", *asked).out.splitlines()[-1] == f"Proposal 1 is accepted{told}"
    assert "match accept" not in two("status", *asked).err


def test_what_has_no_heading_says_it_beside(two: Cli, tmp_path: Path) -> None:
    said = f"Cohort 3, proposal 1 (accepted): these are its teams{NEWER.format(2)}\n"
    for table in ("teams", "participants", "facilitators", "connections"):
        assert said in two("export", table).err
    assert said in two("export", "all", "--out", tmp_path / "all.xlsx").err
    assert said not in two("export", "teams", "--proposal", 2).err
    assert said not in two("export", "survey").err
    two("event", "schedule", 1, "--on", "2026-09-10")
    assert said in two("event", "invite", 1).err
    assert said in two("event", "invite", 1, "--letters", tmp_path / "letters").err
    assert said in two("event", "register", 1, "--out", tmp_path / "door.xlsx").err
    assert said in two("event", "attendance", 1).err
    assert said in two("status").err
    assert two("status", "--on", "2026-09-10").err == "", "of a past day none is said to be newer"
    page, sheet = tmp_path / "page.html", tmp_path / "team.html"
    assert said in two("report", "--out", page).err
    made = "Proven best when it was made; shown is who sits in its teams on the day of this report."
    assert f"Proposal 1 (accepted). {made}" in page.read_text("utf-8")
    assert "<p>Proposal 2 is newer.</p>" in page.read_text("utf-8"), "a page tells no command"
    assert said in two("report", "--team", 1, "--out", sheet).err
    assert "Proposal 1 (accepted)." in sheet.read_text("utf-8")
    two("match", "accept", 2)
    assert two("export", "teams").err == ""
    assert two("status").err == ""
    assert "proposal" not in two("event", "invite", 1).err


def test_a_heading_says_of_any_proposal_where_it_stands(two: Cli, tmp_path: Path) -> None:
    def heading(*number: int) -> str:
        return two("match", "show", *number).out.splitlines()[0]

    assert heading(2) == "Cohort 3, proposal 2 (not accepted): 16 participants in 2 teams"
    two("match", "accept", 2)
    assert heading() == "Cohort 3, proposal 2 (accepted): 16 participants in 2 teams"
    assert heading(1) == (
        "Cohort 3, proposal 1 (not accepted): 16 participants in 2 teams; "
        "proposal 2 is newer; it is the accepted one"
    )
    small.fill(two, tmp_path, "Cohort 4", "2027-09-10")
    for profile in ("generous", "greedy"):
        two("match", "--profile", profile, "--cohort", "Cohort 4")
    assert two("match", "show", "--cohort", "Cohort 4").out.startswith("Cohort 4, proposal 2: ")
    older = two("match", "show", 1, "--cohort", "Cohort 4").out.splitlines()[0]
    assert older.startswith("Cohort 4, proposal 1 (not the newest): ")
    assert older.endswith("; proposal 2 is newer; it counts, because none is accepted")


def test_accept_move_move_accept_holds_both_moves(two: Cli) -> None:
    first = two("team", "move", ONE, "waiting", "--force", "--reason", "Told by its head").out
    assert first.splitlines()[0].endswith("to the waiting list. Made from proposal 1 (accepted).")
    assert "Next: cln match accept 3; see it first: cln match show 3" in first
    second = two("team", "move", OTHER, "waiting", "--force", "--reason", "Told by its head").out
    assert second.startswith("Cohort 3, proposal 4 (not accepted): ")
    assert second.splitlines()[0].endswith("to the waiting list. Made from proposal 3 (not accepted).")
    assert "Next: cln match accept 4; " in second
    assert {ONE, OTHER} <= seated(two), "the accepted one counts until the edits are accepted"
    two("match", "accept", 4)
    assert {ONE, OTHER}.isdisjoint(seated(two))
    assert {ONE, OTHER} == {entry["code"] for entry in two.json("match", "waiting")["waiting"]}


def test_edits_and_suggestions_go_on_from_what_descends_from_the_one_that_counts(two: Cli) -> None:
    forced = ("--force", "--reason", "Told by its head")
    assert two.json("team", "move", ONE, "waiting", *forced)["from"] == 1
    two("match", "--profile", "total")
    assert two.json("team", "suggest", ONE)["proposal"] == 3, "a match made afresh descends from nothing"
    assert two("team", "suggest", ONE).out.startswith("Cohort 3, proposal 3 (not accepted): School 0 ")
    assert two.json("team", "move", OTHER, "waiting", *forced)["from"] == 3
    assert two.json("team", "suggest", ONE, "--proposal", 2)["proposal"] == 2
    other = two.json("team", "move", OTHER, "waiting", "--proposal", 2, *forced)
    assert (other["from"], other["proposal"]) == (2, 6)
    assert two.json("team", "suggest", ONE)["proposal"] == 5, (
        "an edit of another proposal is not gone on from"
    )
    rerun = two.json("match", "--from", 5)
    assert two.json("team", "suggest", ONE)["proposal"] == rerun["proposal"] == 7
    assert two.json("match", "show")["proposal"] == 1
    tried = two(
        "team",
        "move",
        ONE,
        1 + (two.json("match", "explain", ONE, "--proposal", 7)["team"] == 1),
        "--dry-run",
        *forced,
    ).out
    assert tried.startswith("Cohort 3, proposal 7 (not accepted), only tried: ")


def test_what_is_advised_goes_on_from_the_latest_edit(two: Cli) -> None:
    """Nobody is told to match again from the accepted proposal, past the edits that have been made since."""
    assert "Next: cln event hold 1\n" in two("cohort", "show").out
    two("team", "move", ONE, "waiting", "--force", "--reason", "Told by its head")
    left = two("cohort", "withdraw", OTHER, "--reason", "travel", "--on", "2026-09-20").out
    assert "Next: cln match --from 3\n" in left
    changed = "(cln match --from 3) or afresh (cln match)"
    assert changed in two("match", "show").err
    assert changed in two("export", "teams").err
    assert "To take in what has changed: cln match --from 3\n" in two("match", "explain", ONE).err
    for one in two.json("match", "show", 3)["teams"][0]["facilitators"]:
        alone = two("facilitator", "withdraw", one["name"], "--reason", "other", "--on", "2026-09-20").out
    assert "Teams of proposal 3 that have no key facilitator now:" in alone
    assert '" --proposal 3\n' in alone
    assert "To match again with few moves: cln match --from 3\n" in alone
    back = two("cohort", "rejoin", OTHER, "--on", "2026-09-21").out
    assert " of proposal 1, as before.\n" in back
    assert "Next: " not in back


def test_who_sits_in_the_latest_edit_has_a_place_once_that_is_accepted(two: Cli) -> None:
    forced = ("--force", "--reason", "Told by its head")
    two("team", "move", ONE, "waiting", *forced)
    two("match", "accept", 3)
    (waits,) = two.json("status")["without_team"]
    assert waits["command"] == "cln match --from 3"
    two("team", "move", ONE, 1, *forced)
    (waits,) = two.json("status")["without_team"]
    assert waits["command"] == "cln match accept 4"
    assert "cln match accept 4\n" in two("attention").out
    two("cohort", "withdraw", ONE, "--reason", "travel", "--on", "2026-09-20")
    back = two("cohort", "rejoin", ONE, "--on", "2026-09-21")
    assert "Next: cln match accept 4\n" in back.out
    assert "as before" not in back.out


def test_who_came_back_is_said_to_have_come_back_everywhere(two: Cli) -> None:
    two("cohort", "withdraw", ONE, "--reason", "travel", "--on", "2026-09-20")
    two("match", "--from", 1)
    two("match", "accept", 3)
    placed = two.json("cohort", "rejoin", ONE, "--on", "2026-09-21")
    assert (placed["proposal"], placed["team"], placed["theme"]) == (3, None, None)
    why = "came back after proposal 3 was made"
    assert two.json("match", "waiting")["waiting"][0]["reason"] == why
    assert two.json("match", "explain", ONE)["reason"] == why
    two("team", "theme", 1, "Numeracy", "--force", "--reason", "Asked for")
    assert two.json("match", "waiting", 4)["waiting"][0]["reason"] == why


def test_an_edit_that_says_what_a_match_said_is_kept_for_the_edits_after_it(two: Cli) -> None:
    there = {e["code"]: t["team"] for t in two.json("match", "show")["teams"] for e in t["entries"]}
    mate = next(code for code in there if there[code] != there[ONE])
    forced = ("--force", "--reason", "Tried")
    two("team", "swap", ONE, mate, *forced)
    assert two.json("match", "--profile", "generous")["proposal"] == 4
    back = two.json("team", "swap", ONE, mate, *forced)
    assert (back["from"], back["proposal"]) == (3, 5), "proposal 4 holds these teams, but was not made from 3"
    assert two.json("team", "suggest", ONE)["proposal"] == 5


def test_before_one_is_accepted_edits_go_on_from_the_newest(two: Cli, tmp_path: Path) -> None:
    small.fill(two, tmp_path, "Cohort 4", "2027-09-10")
    here = ("--cohort", "Cohort 4")
    two(*here, "match")
    edited = two(*here, "team", "move", ONE, "waiting", "--force", "--reason", "Told by its head").out
    assert edited.splitlines()[0].endswith(". Made from proposal 1.")
    assert 'Next: cln --cohort "Cohort 4" match accept 2; ' in edited
    two(*here, "match", "--profile", "greedy")
    assert two.json(*here, "team", "suggest", ONE)["proposal"] == 3


def test_compare_without_numbers(two: Cli) -> None:
    def pair(*numbers: int) -> list[int]:
        compared = two.json("match", "compare", *numbers)
        return [compared["before"], compared["after"]]

    assert pair() == [1, 2]
    assert pair(2) == [1, 2]
    two("team", "move", ONE, "waiting", "--force", "--reason", "Told by its head")
    assert pair() == [1, 3]
    assert (
        "Cohort 3: proposal 1 (match, accepted) and 2 (match, greedy)" + NEWER.format(3)
        in two("match", "compare", 2).out
    )
    two("match", "accept", 3)
    assert pair() == [1, 3], "the newest counts: what it was made from is before"
    assert two("match", "compare").out.splitlines()[-1] == "Next: cln match show 3"
    refused = two("match", "compare", 3, code=3).err
    assert "proposal 3 is the same as itself; name two, see: cln match list" in refused
    two("match", "--profile", "total")
    two("match", "accept", 4)
    refused = two("match", "compare", code=3).err
    assert "Cohort 3 has nothing newer than proposal 4, and that was matched afresh; name two" in refused


def test_a_match_or_rerun_beside_the_accepted_one_says_how_it_comes_to_count(two: Cli) -> None:
    for made in (two("match", "--profile", "total").out, two("match", "--from", 2, "--profile", "total").out):
        number = 3 if "proposal 3" in made else 4
        assert made.startswith(f"Cohort 3, proposal {number} (not accepted): ")
        assert f"Proposal 1 is the accepted one. Next: cln match accept {number}; " in made
    assert two("match", "--from", 2).out == (
        "Cohort 3: proposal 2 holds as it is; nobody moves. It counts after: cln match accept 2\n"
    )


def test_while_projects_run_every_next_step_that_accepts_says_that_they_go_on(two: Cli) -> None:
    forced = ("--force", "--reason", "Told by its head")
    two("project", "open", 1, "--title", "Talk")
    two("team", "move", ONE, "waiting", *forced)
    two("match", "accept", 3, code=3)
    said = {
        "edit": two("team", "move", ONE, 2, "--proposal", 3, *forced).out,
        "match": two("match").out,
        "list": two("match", "list").out,
        "show": two("match", "show", 4).out,
        "status": two("status").err,
        "compare": two("match", "compare", 1, 4).out,
        "alternatives": two("match", "--alternatives", 1).out,
    }
    for what, text in said.items():
        steps = re.findall(r"cln (match accept \d+)(.{16})?", " ".join(text.split()))
        assert steps, what
        assert {keep for _, keep in steps} == {" --projects keep"}, what
    two("match", "accept", 4, "--projects", "keep")
    two("team", "move", ONE, "waiting", *forced)
    two("match", "accept", two.json("match", "list")[-1]["proposal"], "--projects", "keep")
    two("team", "move", ONE, 2, *forced)
    (waits,) = two.json("status")["without_team"]
    assert waits["command"].endswith(" --projects keep")
    two(*waits["command"].split()[1:])
    assert not two.json("status")["without_team"]
    two("project", "share", 1, "--with", "Neighbours", "--output", "poster")
    shared = two("team", "move", ONE, "waiting", *forced).out
    two(*re.findall(r"cln (match accept \d+ --projects keep);", shared)[0].split())
    two("project", "open", 1, "--title", "Play")
    for number in (1, 2):
        two("project", "end", number, "--reason", "staffing")
    assert "--projects" not in two("team", "move", ONE, 2, *forced).out
