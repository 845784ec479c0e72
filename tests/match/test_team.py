"""`cln team`: of those who are not in the cohort any more, who left since the proposal."""

import pytest

from tests.builders import accept, enrol
from tests.conftest import Cli

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
