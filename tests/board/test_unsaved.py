"""Nothing that was moved on the board is lost: not if the window closes, not if the cohort has changed."""

from pathlib import Path

from tests.board.conftest import Driven, driven
from tests.board.test_board import PRIMARY, teams
from tests.conftest import Cli


def test_moves_of_a_window_that_closed_are_offered_next_time(cohort: Cli, data: Path) -> None:
    async def close(board: Driven) -> None:
        await board.press("s", "right", "enter", "0")

    assert driven(cohort, close) is None

    async def again(board: Driven) -> None:
        assert "2 moves were made on proposal 1 and not saved" in board.text()
        await board.press("enter")
        assert len(board.screen.moves.made) == 2
        assert board.screen.moves.place_of((PRIMARY, "Primary", 1)) is None
        await board.press("u", "ctrl+s", *"why", "enter")

    driven(cohort, again)
    assert teams(cohort, 2)[PRIMARY] == 2
    assert list((data / "cln" / "board").iterdir()) == []


def test_moves_that_are_left_out_are_not_offered_again(cohort: Cli) -> None:
    async def close(board: Driven) -> None:
        await board.press("0", "q")

    left = driven(cohort, close)
    assert left is not None
    assert left.unsaved == 1

    async def leave_out(board: Driven) -> None:
        await board.press("tab", "enter")
        assert board.screen.moves.made == []

    driven(cohort, leave_out)

    async def nothing(board: Driven) -> None:
        assert "not saved (" not in board.text()

    driven(cohort, nothing)


def test_two_windows_do_not_write_over_each_other(cohort: Cli, data: Path) -> None:
    async def one(board: Driven) -> None:
        await board.press("0")

    driven(cohort, one)

    async def other(board: Driven) -> None:
        await board.press("escape", "2", "left", "2")

    driven(cohort, other)
    assert len(list((data / "cln" / "board").iterdir())) == 2

    async def newest(board: Driven) -> None:
        await board.press("enter")
        assert len(board.screen.moves.made) == 2

    driven(cohort, newest)

    async def older(board: Driven) -> None:
        await board.press("tab", "enter", "q")

    driven(cohort, older)

    async def oldest(board: Driven) -> None:
        assert "1 move was made on proposal 1" in board.text()

    driven(cohort, oldest)


def test_moves_on_an_older_proposal_are_offered_there(cohort: Cli) -> None:
    async def close(board: Driven) -> None:
        await board.press("0")

    driven(cohort, close)
    cohort("team", "swap", "9000003", "9000006", "--force", "--reason", "Travel")

    async def again(board: Driven) -> None:
        assert board.screen.opened.number == 2
        await board.press("enter")
        assert board.screen.opened.number == 1
        assert list(board.screen.moves.moved) == [(PRIMARY, "Primary", 1)]

    driven(cohort, again)


def test_a_move_of_an_entry_that_has_withdrawn_is_left_out_and_said(cohort: Cli) -> None:
    async def close(board: Driven) -> None:
        await board.press("2", "left", "down", "2")

    driven(cohort, close)
    cohort("cohort", "withdraw", PRIMARY, "--reason", "timetable")

    async def again(board: Driven) -> None:
        await board.press("enter")
        assert "1 move left out, because the cohort has changed" in board.cost()
        assert len(board.screen.moves.made) == 1

    driven(cohort, again)


def test_who_withdraws_while_the_board_is_open_stops_the_save_and_loses_nothing(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("2")
        cohort("cohort", "withdraw", PRIMARY, "--reason", "timetable")
        await board.press("ctrl+s")
        await board.type("Promised")
        await board.press("enter")
        assert f"{PRIMARY} (Primary) does not take part in Cohort 3 any more" in board.text()
        await board.press("escape")
        assert len(board.screen.moves.made) == 1

    driven(cohort, play)
