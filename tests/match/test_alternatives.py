"""`cln match --alternatives`: other teams with the same profile, kept as proposals beside the best."""

import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.conftest import After, Cli, fill
from tests.match import small


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A database with the demo's cohort and two alternatives, and what --json printed of them."""
    file = tmp_path_factory.mktemp("template") / "cln.db"
    cln = Cli(f"sqlite:///{file}")
    cln("init")
    return file, fill(cln).json("match", "--alternatives", 2)


@pytest.fixture
def chosen(template: tuple[Path, dict[str, Any]], copied: Callable[[Path], Cli]) -> Cli:
    """A copy of the database."""
    return copied(template[0])


@pytest.fixture
def few(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """Eight entries in two teams: a cohort with few alternatives."""
    return after(cln, small.fill, tmp_path)


def timeless(said: Any) -> Any:
    """What --json printed, less the time it took."""
    if isinstance(said, dict):
        return {name: timeless(value) for name, value in said.items() if name != "seconds"}
    return [timeless(one) for one in said] if isinstance(said, list) else said


@pytest.mark.slow
def test_two_alternatives_are_kept_beside_the_best(
    template: tuple[Path, dict[str, Any]], chosen: Cli
) -> None:
    match = template[1]
    assert list(match)[-5:] == ["alternatives", "asked", "seats", "seats_apart", "exhausted"]
    assert [match[name] for name in ("asked", "seats", "seats_apart", "exhausted")] == [2, 50, 10, False]
    assert [one["proposal"] for one in match["alternatives"]] == [2, 3]
    for one in match["alternatives"]:
        assert one["objective"][:5] == match["objective"][:5]
        assert all(rule["holds"] for rule in one["rules"] if rule["must"])
        assert one["status"] == "optimal"
        assert one["seats_that_differ"] >= 10
        shown = chosen.json("match", "show", one["proposal"])
        assert shown == {name: value for name, value in one.items() if name != "seats_that_differ"}
    for one, other in combinations([match, *match["alternatives"]], 2):
        assert one["teams"] != other["teams"]
    listed = chosen.json("match", "list")
    assert [(one["origin"], one["from"]) for one in listed] == [
        *(("match", None), ("alternative", 1), ("alternative", 1))
    ]
    shown = chosen("match", "list").out
    assert "alternative to 1" in shown
    assert "None is accepted. Next: cln match accept 1\n" in shown


@pytest.mark.slow
def test_compare_counts_the_same_seats(template: tuple[Path, dict[str, Any]], chosen: Cli) -> None:
    """Teams of the alternative have other numbers; they are compared by who sits in them."""
    for one in template[1]["alternatives"]:
        compared = chosen.json("match", "compare", 1, one["proposal"])
        moved = sum(entry["moves"] for entry in compared["entries"])
        assert moved <= one["seats_that_differ"]


@pytest.mark.slow
def test_the_screen_says_what_each_reaches_and_how_sure_that_is(chosen: Cli) -> None:
    shown = chosen("match", "--alternatives", 2).out
    assert "Proposal 1 and alternatives to it, all with the same profile\n" in shown
    assert "Each differs from all others in at least 10 of 50 seats.\n" in shown
    assert "Next: cln match compare 1 2, then accept one: cln match accept 1\n" in shown
    assert len(chosen.json("match", "list")) == 3, "asked again, they are there already"
    other = chosen("match", "show", 2).out
    assert "another seat for " in other
    assert "of 50 entries.\n" in other
    assert "one they rated 4; 2 entries without an answer; proven best.\n" in other
    assert other.count("proven best of teams so unlike the others.\n") == 3


@pytest.mark.slow
def test_the_edit_of_an_alternative_claims_nothing_of_other_teams(chosen: Cli) -> None:
    team = chosen.json("match", "show", 2)["teams"][0]
    edited = chosen.json(
        "team",
        "facilitator",
        1,
        team["facilitators"][0]["name"],
        "--remove",
        "--proposal",
        2,
        "--force",
        "--reason",
        "Away",
    )
    bounds = {line["name"]: line["bound"] for line in edited["objective"]}
    assert (bounds["breadth"], bounds["travel"], bounds["balance"]) == (56, 0, 0)


@pytest.mark.slow
def test_where_there_are_fewer_it_says_so(few: Cli) -> None:
    found = few.json("match", "--alternatives", 3, "--profile", "total")
    golden.check("match_alternatives.json", json.dumps(timeless(found), ensure_ascii=False, indent=2) + "\n")
    assert [one["seats_that_differ"] for one in found["alternatives"]] == [2, 5]
    assert found["exhausted"]
    assert few("match", "--alternatives", 3, "--profile", "total").out.splitlines()[-2] == (
        "2 of 3 found: no other teams with this profile differ in at least 2 of 8 seats from all of these."
    )
    none = few.json("match", "--alternatives", 3)
    assert (none["alternatives"], none["exhausted"]) == ([], True)
    assert few("match", "--alternatives", 3).out.splitlines()[-2] == (
        "There is no alternative: no other teams with this profile differ in at least 2 of 8 seats."
    )


def test_when_the_time_is_up_it_claims_nothing(few: Cli) -> None:
    hurried = few("match", "--alternatives", 2, "--time-limit", 0)
    assert "0 of 2 found before the search ended; there may be more.\n" in hurried.out
    assert "taking the best found so far (the time is up)" in hurried.err
    assert len(few.json("match", "list")) == 1


def test_what_cannot_be_asked(few: Cli) -> None:
    few("match")
    refused = few("match", "--from", 1, "--alternatives", 2, code=2)
    assert "--alternatives belongs to a match made afresh; leave out --from" in refused.err
    refused = few("match", "--alternatives", 2, "--teams", 21, code=3)
    assert "alternatives are looked for with up to 20 teams, and these are 21" in refused.err
    assert len(few.json("match", "list")) == 1
