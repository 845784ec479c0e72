"""`cln team`: edits by hand, each a new proposal that says what it costs."""

from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.builders import accept, enrol
from tests.conftest import DEMO, Cli, fill
from tests.tabular import write

MOVES = "9547031"
"""A Special school with three neighbours from one authority: without it, its team of 12 is too small."""
PARTNER = "9377028"


def team_of(cln: Cli, code: str, number: int | None = None) -> int | None:
    """The number of the team in which an entry sits; None if it waits."""
    shown = cln.json("match", "show", *([number] if number else []))
    return next((t["team"] for t in shown["teams"] for e in t["entries"] if e["code"] == code), None)


def test_a_swap_makes_a_proposal_and_says_what_it_costs(matched: Cli) -> None:
    edited = matched.json("team", "swap", MOVES, PARTNER)
    golden.check("team_swap.json", matched("team", "swap", MOVES, PARTNER, "--proposal", 1, "--json").out)
    assert edited["from"] == 1
    assert edited["proposal"] == 2
    lines = {line["name"]: line for line in edited["objective"]}
    assert lines["level 3"] == {"name": "level 3", "before": 0, "after": 2, "bound": 0}
    assert lines["level 4"] == {"name": "level 4", "before": 4, "after": 2, "bound": 0}
    assert team_of(matched, MOVES, 1) == team_of(matched, PARTNER, 2) == 8
    assert team_of(matched, PARTNER, 1) == team_of(matched, MOVES, 2) == 6
    shown = matched.json("match", "show", 2)
    assert shown["status"] == "feasible"
    assert [line["value"] for line in shown["objective"]] == [line["after"] for line in edited["objective"]]
    assert [change["command"] for change in matched.json("history")].count("team swap") == 1


def test_an_edit_of_an_older_proposal_leaves_it_as_it_was(matched: Cli) -> None:
    before = matched.json("match", "show", 1)
    matched("team", "swap", MOVES, PARTNER)
    matched("team", "swap", MOVES, "9548025", "--proposal", 1)
    assert matched.json("match", "show", 1) == before
    assert [one["proposal"] for one in matched.json("match", "list")] == [1, 2, 3]
    shown = matched("match", "show", 3).out
    assert "Made from proposal 1: Fernieclough School (9547031) from team 8 (Resilience) and " in shown


def test_the_screen_says_before_and_after(matched: Cli) -> None:
    said = matched("team", "swap", MOVES, PARTNER).out
    assert "Cohort 1, proposal 2: Fernieclough School (9547031) from team 8 (Resilience) and " in said
    assert "changed places." in said
    assert "level 3         0      2  worse by 2\nlevel 4         4      2  better by 2\n" in said
    assert "mends  lone-sector  should  team 8 has a lone Special entry" in said
    assert "go on from the old one with --proposal 1" in said


def test_breaking_a_must_needs_force_and_a_reason(matched: Cli) -> None:
    refused = matched("team", "move", MOVES, 7, code=4)
    assert refused.out == ""
    assert refused.err.splitlines() == [
        "cln: error: the edit would break rules that must hold; make it all the same with: "
        '--force --reason "WHY"',
        "  team 8 has 10 participants; 11 to 14 are right (rule 'team-size')",
        "  team 8: 3 of its 5 entries come from South Lanarkshire; at most 1/2 may (rule 'authority-share')",
        "  it would change: level 2 0 -> 1, level 4 4 -> 3, breadth 54 -> 53, travel 3 -> 4, balance 3 -> 4",
    ]
    unsaid = matched("team", "move", MOVES, 7, "--force", code=2)
    assert '--force needs a reason; add: --reason "WHY"' in unsaid.err
    assert len(matched.json("match", "list")) == 1
    edited = matched.json("team", "move", MOVES, 7, "--force", "--reason", "The head asked for it")
    assert {rule["id"] for rule in edited["breaks"] if rule["must"]} == {"team-size", "authority-share"}
    assert "Reason: The head asked for it" in matched("match", "show").out
    again = matched.json("team", "facilitator", 1, "Roddy Imrie")
    assert {rule["id"] for rule in again["still_broken"] if rule["must"]} == {"team-size", "authority-share"}
    assert again["reason"] == "The head asked for it"
    back = matched.json("team", "move", MOVES, 8)
    assert back["reason"] == ""
    assert {rule["id"] for rule in back["mends"] if rule["must"]} == {"team-size", "authority-share"}


def test_out_to_the_waiting_list_and_in_again(matched: Cli) -> None:
    reason = ("--force", "--reason", "She rang")
    out = matched.json("team", "move", MOVES, "waiting", *reason)
    assert out["objective"][0] == {"name": "placed", "before": 100, "after": 98, "bound": 100}
    waiting = matched.json("match", "show")["waiting"]
    assert [one["code"] for one in waiting] == [MOVES]
    shown = matched("match", "show").out
    assert "Waiting: 1 entry, 2 people\n" in shown
    assert "taken out of team 8 by hand" in shown
    back = matched.json("team", "move", MOVES, 8)
    assert back["proposal"] == 3
    first, last = (matched.json("match", "show", n) for n in (1, 3))
    assert first["teams"] == last["teams"]
    assert last["waiting"] == []


@pytest.mark.slow
def test_swapping_with_one_who_waits(cln: Cli) -> None:
    fill(cln, DEMO, "--capacity", 98)
    waits = cln.json("match")["waiting"][0]
    suggested = cln.json("team", "suggest", waits["code"], "--top", 1)
    assert suggested["team"] is None
    assert suggested["suggestions"][0]["command"].startswith(f"cln team swap {waits['code']} ")
    partner = suggested["suggestions"][0]["with"]["code"]
    edited = cln.json("team", "swap", waits["code"], partner)
    assert [rule for rule in edited["breaks"] if rule["must"]] == []
    assert [one["code"] for one in cln.json("match", "show")["waiting"]] == [partner]


def test_a_theme_for_a_team(matched: Cli) -> None:
    edited = matched.json("team", "theme", 8, "literacy", "--reason", "They asked")
    assert edited["summary"] == "team 8 got the theme Literacy instead of Resilience"
    assert matched.json("match", "show")["teams"][7]["theme"] == "Literacy"
    assert "team 8 has the theme Literacy already" in matched("team", "theme", 8, "Literacy", code=3).err
    assert "did you mean Literacy?" in matched("team", "theme", 8, "Litteracy", code=3).err


def test_facilitators_come_and_go(matched: Cli) -> None:
    names = [one["name"] for one in matched.json("match", "show")["teams"][7]["facilitators"]]
    assert names == ["Hamish Hussain", "Roddy Imrie"]
    broken = matched("team", "facilitator", 8, "Hamish Hussain", "--remove", code=4)
    assert "team 8 has no key facilitator (rule 'team-facilitator')" in broken.err
    matched("team", "facilitator", 8, "roddy imrie", "--remove")
    assert [one["name"] for one in matched.json("match", "show")["teams"][7]["facilitators"]] == names[:1]
    matched("team", "facilitator", 1, "Roddy Imrie")
    assert "Roddy Imrie" in [one["name"] for one in matched.json("match", "show")["teams"][0]["facilitators"]]
    assert "already a facilitator of team 1" in matched("team", "facilitator", 1, "Roddy Imrie", code=3).err
    assert "did you mean Roddy Imrie?" in matched("team", "facilitator", 1, "Rody Imrie", code=3).err
    elsewhere = matched("team", "facilitator", 2, "Roddy Imrie", "--remove", code=3)
    assert "not a facilitator of team 2" in elsewhere.err


def test_a_dry_run_keeps_nothing(matched: Cli) -> None:
    tried = matched.json("team", "move", MOVES, 7, "--dry-run")
    assert tried["proposal"] is None
    assert {rule["id"] for rule in tried["breaks"] if rule["must"]} == {"team-size", "authority-share"}
    assert "only tried" in matched("team", "move", MOVES, 7, "--dry-run").out
    assert len(matched.json("match", "list")) == 1


def test_a_promise_is_broken_only_by_force(matched: Cli) -> None:
    matched("match", "pin", MOVES, "--team", 8, "--reason", "Promised")
    refused = matched("team", "swap", MOVES, PARTNER, code=4)
    assert "Fernieclough School (9547031) is pinned to team 8 but sits in team 6" in refused.err


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("move", MOVES, 9), 3, "proposal 1 has no team 9; its teams are 1 to 8"),
        (("move", MOVES, 8), 3, "Fernieclough School (9547031) is there already: team 8 (Resilience)"),
        (("move", MOVES, "resilience"), 3, "is there already: team 8 (Resilience)"),
        (("move", MOVES, "resil"), 2, "'resil' is taken for 8 Resilience; to write that, give"),
        (("move", MOVES, "third"), 3, "'third' is no team of the match; see: cln match show"),
        (("move", "9547032", 1), 3, "9547032 is not in Cohort 1; did you mean 9547031 Fernieclough School?"),
        (("swap", MOVES, MOVES), 3, "are in one place: team 8 (Resilience)"),
        (("move", f"{MOVES}:Primary", 1), 3, "has no such entry in Cohort 1; it has Special entry 1"),
        (("move", f"{MOVES}:Special", 1, "--sector", "ELC"), 2, "name different entries"),
        (("move", MOVES, 7, "--proposal", 5), 3, "Cohort 1 has no proposal 5"),
    ],
)
def test_what_cannot_be_done(matched: Cli, arguments: tuple[Any, ...], code: int, says: str) -> None:
    assert says in matched("team", *arguments, code=code).err
    assert len(matched.json("match", "list")) == 1


def test_suggestions_are_ranked_and_can_be_made(matched: Cli) -> None:
    golden.check("team_suggest.json", matched("team", "suggest", MOVES, "--top", 2, "--json").out)
    shown = matched("team", "suggest", MOVES).out
    assert "Fernieclough School (9547031) is in team 8: Resilience, which it rated 4." in shown
    assert "The best 10 of 51 moves and swaps" in shown
    assert f"Make the first with: cln team swap {MOVES} {PARTNER} --proposal 1" in shown
    found = matched.json("team", "suggest", MOVES, "--top", 51)["suggestions"]
    costly = next(one for one in found if any(rule["must"] for rule in one["breaks"]))
    assert costly["command"].endswith('--force --reason "WHY"')
    best = found[0]
    edited = matched.json(*best["command"].split()[1:])
    assert {line["name"]: line["after"] for line in edited["objective"]} == {
        line["name"]: line["after"] for line in best["objective"]
    }
    assert edited["breaks"] == best["breaks"]


def test_who_left_and_who_joined_since_the_proposal(matched: Cli, tmp_path: Path) -> None:
    gone = matched.json("match", "show")["teams"][0]["entries"][0]
    matched("cohort", "withdraw", gone["code"], "--sector", gone["sector"], "--reason", "travel")
    place = (gone["code"], gone["sector"], 2)
    people = [(*place, "Late Ann", "promoted"), (*place, "Late Bob", "practitioner")]
    columns = ["code", "sector", "entry", "name", "role"]
    matched("cohort", "enrol", write(tmp_path / "late.csv", columns, people))
    late = f"{gone['code']}:{gone['sector']}:2"
    edited = matched.json("team", "move", late, 1)
    assert edited["left"] == [f"{gone['name']} ({gone['code']}, {gone['sector']})"]
    assert edited["joined"] == [f"{gone['name']} ({gone['code']}, {gone['sector']}, entry 2)"]
    assert edited["objective"][0]["before"] == 98
    assert edited["objective"][0]["after"] == 100
    assert team_of(matched, gone["code"]) == 1
    ran = matched("team", "swap", MOVES, PARTNER, "--proposal", 1, "--force", "--reason", "x")
    assert "Left out, because they withdrew since proposal 1 was made: " in ran.out
    assert "joined after proposal 1 was made" in matched("match", "show").out


A, B, C, D, E = (f"910000{n}" for n in range(1, 6))
FORCED = ("--force", "--reason", "As the schools wish")


@pytest.fixture
def proposed(cln: Cli) -> Cli:
    """E withdrew, and then proposal 1 put the other four into two teams."""
    places = [(code, "Primary", 1) for code in (A, B, C, D, E)]
    enrol(cln.database, places)
    cln("cohort", "withdraw", E, "--reason", "travel")
    accept(cln.database, [[], []], places=[places[:2], places[2:4]])
    return cln


def test_who_left_before_a_proposal_has_not_left_since(proposed: Cli) -> None:
    assert proposed.json("team", "move", A, 2, *FORCED)["left"] == []


def test_only_who_left_after_it_has_left_since(proposed: Cli) -> None:
    proposed("cohort", "withdraw", D, "--reason", "staffing")
    assert proposed.json("team", "move", A, 2, *FORCED)["left"] == [f"School {D} ({D})"]
