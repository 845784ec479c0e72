"""The picture of what entries asked for: as they had when the proposal was made, whatever came later."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import After, Cli
from tests.match import small
from tests.tabular import write


@pytest.fixture
def once(both: Cli, after: After, tmp_path: Path) -> Cli:
    """A small cohort, matched; on both engines."""
    return after(both, small.match, tmp_path)


def levels(cln: Cli, *number: int) -> dict[str, tuple[int | None, str, dict[str, int]]]:
    """Code -> level of the team's theme, its theme, and every level, as the map tells them."""
    rows: list[dict[str, Any]] = cln.json("match", "show", *number, "--map")
    return {row["code"]: (row["level"], row["theme"], row["levels"]) for row in rows}


def test_it_shows_what_entries_had_asked_for_when_the_proposal_was_made(once: Cli, tmp_path: Path) -> None:
    before = levels(once)
    answers = write(tmp_path / "new.csv", ["code", *small.THEMES], [(small.CODES[0], 2, 2, 2)])
    once("survey", "import", answers)
    assert levels(once) == before
    assert all(level == said[theme] for level, theme, said in before.values())
    once("match")
    assert levels(once, 1) == before
    assert levels(once, 2)[small.CODES[0]][2] == dict.fromkeys(small.THEMES, 2)


def test_an_answer_that_was_taken_back_since_is_still_what_the_match_was_given(
    once: Cli, tmp_path: Path
) -> None:
    before = levels(once)
    imported = next(one["number"] for one in once.json("history") if one["command"] == "survey import")
    once("undo", imported)
    assert levels(once) == before


def test_the_command_above_the_picture_and_beside_a_file_names_the_cohort(once: Cli, tmp_path: Path) -> None:
    once("match", "accept", 1)
    once("match", "--profile", "greedy")
    this, named = ("--cohort", "Cohort 3"), 'it counts after: cln --cohort "Cohort 3" match accept 2'
    assert named in once("match", "show", "--map", *this).out
    for line in (("export", "teams"), ("report", "--out", tmp_path / "page.html")):
        assert named in once(*line, *this).err


def test_it_says_who_has_withdrawn_since(once: Cli) -> None:
    as_they_were = "The teams as they were made"
    assert as_they_were not in once("match", "show", "--map").out
    once("cohort", "withdraw", small.CODES[0], "--reason", "travel", "--on", "2026-10-01")
    shown = once("match", "show", "--map").out
    assert f"{as_they_were}; have withdrawn since: School 0." in shown.replace(f"{small.CODES[0]} ", "")
