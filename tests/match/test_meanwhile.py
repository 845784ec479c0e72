"""Two people at the proposals of one cohort: the second is told what the first did, and chooses."""

from pathlib import Path

import pytest

from tests.conftest import After, Cli
from tests.match import small

ONE, OTHER = small.CODES[0], small.CODES[1]
SAID = "others have worked on the proposals of Cohort 3 meanwhile"


def propose(cln: Cli, folder: Path) -> None:
    """A small cohort and one proposal, by Tess."""
    small.fill(cln, folder)
    cln("match")


@pytest.fixture
def tess(both: Cli, after: After, tmp_path: Path) -> Cli:
    """On either engine."""
    return after(both, propose, tmp_path)


def test_who_accepts_a_proposal_hears_that_somebody_else_made_a_newer_one(tess: Cli) -> None:
    ann = Cli(tess.database, "Ann")
    ann("team", "swap", ONE, OTHER, "--force", "--reason", "asked for")
    number = tess.json("history")[0]["number"]
    refused = tess("match", "accept", 1, code=3)
    assert SAID in refused.err
    assert f"change {number} by Ann, " in refused.err
    assert ": team swap" in refused.err
    assert not any(one["accepted"] for one in tess.json("match", "list"))
    assert ann.json("match", "accept", 2)["replaced"] is None  # of her own edit she is told nothing
    assert ": match accept" in tess("match", "accept", 1, code=3).err
    assert tess.json("match", "accept", 1, "--anyway")["replaced"] == 2
    assert tess.json("match", "accept", 1)["proposal"] == 1  # it is accepted already: nothing is written


def test_who_edits_hears_it_and_whoever_has_chosen_is_not_asked_again(tess: Cli) -> None:
    ann = Cli(tess.database, "Ann")
    swap = ("team", "swap", ONE, OTHER, "--force", "--reason", "asked for")
    assert ann.json(*swap)["from"] == 1  # she has seen nothing before
    assert SAID in tess(*swap, code=3).err
    assert tess.json(*swap, "--anyway")["from"] == 2
    assert tess.json(*swap)["from"] == 3
    assert "by Tess" in ann(*swap, "--proposal", 2, code=3).err
    assert len(tess.json("match", "list")) == 4
    assert tess.json(*swap, "--dry-run")["proposal"] is None


def test_one_officer_alone_is_never_asked(tess: Cli) -> None:
    tess("team", "swap", ONE, OTHER, "--force", "--reason", "asked for")
    tess("match", "accept", 1)
    tess("match", "accept", 2)
    tess("team", "swap", ONE, OTHER, "--proposal", 1, "--force", "--reason", "asked for")
