"""`cln board`: what each move costs is what `cln team move` says, and what is saved is one edit proposal."""

from pathlib import Path
from typing import Any

import pytest

from tests import golden
from tests.board.conftest import Driven, driven
from tests.conftest import Cli
from tests.match.small import CODES

SCREENS = Path(__file__).parent / "screens"
PRIMARY, OTHER = CODES[0], CODES[1]
"""The first entries of team 1 and of team 2."""


def teams(cli: Cli, number: int) -> dict[str, int | None]:
    """Code -> the number of the team in which it sits in a proposal; None if it waits."""
    shown = cli.json("match", "show", number)
    seated: dict[str, int | None] = {e["code"]: t["team"] for t in shown["teams"] for e in t["entries"]}
    return seated | {entry["code"]: None for entry in shown["waiting"]}


def tried(cli: Cli, *arguments: object) -> dict[str, Any]:
    """What the command line says an edit would do."""
    said: dict[str, Any] = cli.json("team", *arguments, "--dry-run", "--proposal", 1)
    return said


def sentences(finding: list[dict[str, Any]]) -> list[str]:
    """The sentences of findings."""
    return [one["detail"] for one in finding]


@pytest.mark.parametrize(
    ("keys", "edit"),
    [
        (("2",), ("move", PRIMARY, 2)),
        (("0",), ("move", PRIMARY, "waiting")),
        (("enter", "right", "enter"), ("move", PRIMARY, 2)),
        (("space", "right", "right", "space"), ("move", PRIMARY, "waiting")),
        (("s", "right", "enter"), ("swap", PRIMARY, OTHER)),
        (("s", "right", "down", "s"), ("swap", PRIMARY, CODES[2])),
        (("enter", "right", "s"), ("swap", PRIMARY, OTHER)),
    ],
)
def test_a_move_by_keys_is_judged_as_the_command_line_judges_it(
    cohort: Cli, keys: tuple[str, ...], edit: tuple[object, ...]
) -> None:
    said = tried(cohort, *edit)

    async def play(board: Driven) -> None:
        await board.press(*keys)
        cost = board.screen.moves.cost
        assert [one.sentence for one in cost.breaks] == sentences(said["breaks"])
        assert [(one.name, one.before, one.after) for one in cost.lines] == [
            (one["name"], one["before"], one["after"]) for one in said["objective"]
        ]
        for sentence in sentences(said["breaks"]):
            assert sentence in board.cost()

    driven(cohort, play)


def test_a_taken_card_says_what_each_team_would_cost_before_it_is_put_down(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("enter", "right")
        golden.check("taken.txt", board.text(), SCREENS)
        assert not board.screen.moves.made
        await board.press("escape")
        assert board.screen.held is None

    driven(cohort, play)


def test_the_board_at_its_smallest(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        golden.check("opened.txt", board.text(), SCREENS)
        await board.press("2")
        golden.check("moved.txt", board.text(), SCREENS)

    driven(cohort, play)


def test_what_is_saved_is_one_proposal_made_from_the_one_that_was_shown(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("s", "right", "enter", "ctrl+s")
        await board.type("They share a minibus")
        await board.press("enter")
        assert board.screen.opened.number == 2
        assert board.screen.moves.moved == {}
        await board.press("q")

    left = driven(cohort, play)
    assert left is not None
    assert (left.saved, left.unsaved) == ((2,), 0)
    assert teams(cohort, 2) == teams(cohort, 1) | {PRIMARY: 2, OTHER: 1}
    listed = cohort.json("match", "list")[1]
    assert (listed["origin"], listed["from"], listed["reason"]) == ("edit", 1, "They share a minibus")
    assert listed["summary"] == (
        "2 entries moved: School 0 (9000000) from team 1 (Literacy) to team 2 (Numeracy); "
        "School 1 (9000001) from team 2 (Numeracy) to team 1 (Literacy)"
    )
    newest = cohort.json("history")[0]
    assert (newest["command"], newest["who"]) == ("board", "Tess")


def test_what_breaks_a_rule_that_must_hold_is_saved_with_a_reason_only(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("2", "ctrl+s", "enter")
        assert "It breaks a rule that must hold ('authority-share'): say why." in board.text()
        assert not board.screen.saved
        await board.type("Promised")
        await board.press("enter")
        assert board.screen.saved == (2,)

    driven(cohort, play)
    assert cohort.json("match", "list")[1]["reason"] == "Promised"


def test_undo_and_redo_go_through_every_step(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        moves = board.screen.moves
        began = moves.teams()
        await board.press("2", "0")
        after = moves.teams()
        await board.press("u", "u")
        assert moves.teams() == began
        await board.press("u")
        assert moves.teams() == began
        await board.press("r", "r")
        assert moves.teams() == after
        await board.press("u", "1")
        assert moves.undone == []
        assert moves.teams() == began

    driven(cohort, play)


def test_a_board_without_a_terminal_is_refused(cohort: Cli) -> None:
    assert "needs a terminal" in cohort("board", code=2).err


def test_a_board_before_there_is_a_proposal_is_refused(cohort: Cli) -> None:
    cohort("cohort", "open", "Cohort 4", "--launch", "2027-09-09")
    assert 'cln --cohort "Cohort 4" match' in cohort("board", "--cohort", "Cohort 4", code=3).err
