"""`cln match --from`: who moves after a withdrawal, a late joiner or a recalled facilitator."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.conftest import DEMO, Cli, fill
from tests.match.test_match import without_seconds
from tests.tabular import write

GONE = "9547031"
"""A Special school: without it, its team of 12 people is too small."""


def places(match: dict[str, Any]) -> dict[tuple[str, str, int], int]:
    """Where everybody sits."""
    return {
        (one["code"], one["sector"], one["entry"]): team["team"]
        for team in match["teams"]
        for one in team["entries"]
    }


def test_after_a_withdrawal_as_few_as_possible_move(matched: Cli) -> None:
    before = matched.json("match", "show")
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    again = matched.json("match", "--from", 1)
    plain = json.dumps(without_seconds(again), ensure_ascii=False, indent=2)
    golden.check("match_from.json", f"{plain}\n")
    old, new = places(before), places(again)
    moved = [key for key in new if old[key] != new[key]]
    assert len(moved) == len(again["moves"]) == again["fewest_moves"] == 1
    assert [team["theme"] for team in again["teams"]] == [team["theme"] for team in before["teams"]]
    assert [team["facilitators"] for team in again["teams"]] == [
        team["facilitators"] for team in before["teams"]
    ]
    assert again["status"] == "optimal"
    shown = matched("match", "show").out
    assert "Made from proposal 1: 1 entry moves, as few as possible.\n" in shown
    assert "proven best within its moves" in shown
    listed = matched.json("match", "list")
    assert [(one["origin"], one["from"]) for one in listed] == [("match", None), ("rerun", 1)]
    assert matched("match", "list").out.count("re-run of 1") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        (),
        pytest.param(("--max-moves", 0), marks=pytest.mark.slow),
        pytest.param(("--time-limit", 60), marks=pytest.mark.slow),
    ],
)
def test_a_proposal_that_holds_is_given_back(matched: Cli, options: tuple[object, ...]) -> None:
    again = matched.json("match", "--from", 1, *options)
    assert again["holds"]
    assert again["proposal"] == 1
    assert again["moves"] == again["arrivals"] == again["facilitators_changed"] == []
    assert (
        matched("match", "--from", 1, *options).out == "Cohort 1: proposal 1 holds as it is; nobody moves.\n"
    )
    assert len(matched.json("match", "list")) == 1


def test_too_few_moves_say_how_many_are_needed(matched: Cli) -> None:
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    refused = matched("match", "--from", 1, "--max-moves", 0, code=4)
    assert refused.err.splitlines()[-1] == (
        "cln: error: the rules cannot be kept with no moves; 1 is needed: use --max-moves 1, or leave it out "
        "for as few as possible"
    )
    assert len(matched.json("match", "list")) == 1


@pytest.mark.slow
def test_more_moves_buy_a_better_match_and_the_curve_says_how_much(matched: Cli) -> None:
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    golden.check("match_trade_off.json", matched("match", "--from", 1, "--trade-off", "--json").out)
    curve = matched.json("match", "--from", 1, "--trade-off")
    assert [point["moves"] for point in curve["points"]] == [1, 2, 3, 4]
    shown = matched("match", "--from", 1, "--trade-off").out
    assert "With more than 4 moves nothing more is gained while the teams keep their themes." in shown
    assert "level 4 4 to 3" in shown
    assert "Next: cln match --from 1 --max-moves 4" in shown
    assert len(matched.json("match", "list")) == 1
    best = matched.json("match", "--from", 1, "--max-moves", 9)
    assert len(best["moves"]) <= 9
    reached = {line["name"]: line["value"] for line in best["objective"]}
    assert {name: reached[name] for name in ("level 4", "breadth")} == {"level 4": 3, "breadth": 54}
    assert "(of at most 9)" in matched("match", "show").out


@pytest.mark.slow
def test_late_joiners_come_in_and_are_no_move(matched: Cli, tmp_path: Path) -> None:
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    people = [(GONE, "Special", 2, "Late Ann", "promoted"), (GONE, "Special", 2, "Late Bob", "practitioner")]
    columns = ["code", "sector", "entry", "name", "role"]
    matched("cohort", "enrol", write(tmp_path / "late.csv", columns, people))
    again = matched.json("match", "--from", 1)
    assert again["moves"] == []
    assert [(one["code"], one["entry"], one["from_team"]) for one in again["arrivals"]] == [(GONE, 2, None)]
    assert again["arrivals"][0]["to_team"] == 8
    shown = matched("match", "--from", 1).out
    assert "nobody moves, as few" not in shown
    assert f"Made from proposal 1: nobody moves; Fernieclough School ({GONE}, entry 2) comes in." in shown
    assert "Who comes in: 1 entry" in shown
    assert "Nobody moves.\nLeft since proposal 1: Fernieclough School (9547031)." in shown


@pytest.mark.slow
def test_the_waiting_list_fills_a_place_in_its_order(cln: Cli) -> None:
    fill(cln, DEMO, "--capacity", 96)
    before = cln.json("match")
    first = before["waiting"][0]
    gone = next(one for one in before["teams"][0]["entries"] if one["participants"] == first["participants"])
    cln("cohort", "withdraw", gone["code"], "--sector", gone["sector"], "--reason", "travel")
    again = cln.json("match", "--from", 1)
    assert [one["code"] for one in again["arrivals"]] == [first["code"]]
    assert [one["code"] for one in again["waiting"]] == [one["code"] for one in before["waiting"][1:]]
    seated = places(again)
    assert all(key in seated for key in places(before) if key[0] != gone["code"])


@pytest.mark.slow
def test_a_recalled_facilitator_is_replaced_and_the_others_stay(matched: Cli) -> None:
    before = matched.json("match", "show")
    person = before["teams"][7]["facilitators"][0]
    matched("facilitator", "withdraw", person["name"], "--reason", "Called back")
    again = matched.json("match", "--from", 1, "--relax", "facilitators")
    joined = [one for one in again["facilitators_changed"] if one["joins"]]
    assert len(joined) == 1
    assert all(any(f["role"] == "key" for f in team["facilitators"]) for team in again["teams"])
    shown = matched("match", "--from", 1, "--relax", "facilitators").out
    assert f"{joined[0]['name']} joins team {joined[0]['team']}." in shown


@pytest.mark.slow
def test_a_promise_is_kept_and_costs_moves(matched: Cli) -> None:
    entry = matched.json("match", "show")["teams"][0]["entries"][0]
    matched("match", "pin", entry["code"], "--sector", entry["sector"], "--team", 5, "--reason", "Promised")
    again = matched.json("match", "--from", 1)
    assert places(again)[entry["code"], entry["sector"], entry["entry"]] == 5
    assert 1 <= len(again["moves"]) == again["fewest_moves"] <= 3


@pytest.mark.slow
def test_a_forced_edit_is_mended_unless_its_rule_is_let_go(matched: Cli) -> None:
    matched("team", "move", GONE, 7, "--force", "--reason", "Asked for it")
    kept = matched.json("match", "--from", 2, "--relax", "team-size", "--relax", "authority-share")
    assert kept["moves"] == []
    assert kept["proposal"] == 3
    assert matched.json("match", "--from", 3)["holds"]
    mended = matched.json("match", "--from", 2)
    assert all(rule["holds"] for rule in mended["rules"] if rule["must"])
    assert len(mended["moves"]) == 1


@pytest.mark.slow
def test_its_own_settings_stay_unless_others_are_given(matched: Cli) -> None:
    greedy = matched.json("match", "--profile", "greedy", "--relax", "lone-sector")
    assert matched.json("match", "--from", greedy["proposal"])["holds"]
    generous = matched.json("match", "--from", greedy["proposal"], "--profile", "generous", "--max-moves", 50)
    assert [line["name"] for line in generous["objective"]][1] == "level 1"
    assert matched.json("match", "list")[-1]["relaxed"] == ["lone-sector"]


@pytest.mark.slow
def test_an_edit_of_a_re_run_claims_nothing_of_other_teams(matched: Cli) -> None:
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    matched("match", "--from", 1)
    edited = matched.json("team", "facilitator", 1, "Roddy Imrie")
    assert {line["name"]: line["bound"] for line in edited["objective"]} == {
        "placed": 98,
        "level 1": 0,
        "level 2": 0,
        "level 3": 0,
        "level 4": 0,
        "breadth": 56,
        "travel": 0,
        "balance": 0,
    }
    assert matched.json("match", "show")["status"] == "feasible"


def test_what_cannot_be_asked(matched: Cli) -> None:
    assert "add: --from N" in matched("match", "--max-moves", 2, code=2).err
    assert "add: --from N" in matched("match", "--trade-off", code=2).err
    assert "Cohort 1 has no proposal 7" in matched("match", "--from", 7, code=3).err


@pytest.mark.slow
def test_the_same_question_gets_the_same_answer(matched: Cli) -> None:
    matched("cohort", "withdraw", GONE, "--reason", "travel")
    first = matched.json("match", "--from", 1, "--max-moves", 4)
    second = matched.json("match", "--from", 1, "--max-moves", 4)
    assert without_seconds(first) == without_seconds(second)
    assert len(matched.json("match", "list")) == 2
