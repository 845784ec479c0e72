"""What else is done on the board: find, pin, explain, accept; and all of it with the mouse."""

import pytest
from textual.widgets import RadioSet

from cln.board.views import sentences
from cln.board.views.column import Column
from cln.board.views.dialogs import Tell
from cln.screen.fit import as_written
from cln.screen.view import Line, View
from tests.board.conftest import Driven, driven
from tests.board.test_board import OTHER, PRIMARY
from tests.conftest import Cli
from tests.match.small import CODES

KEY = (PRIMARY, "Primary", 1)


def chosen(board: Driven) -> str | None:
    """The code of the chosen entry."""
    entry = board.screen.cursor.entry
    return entry.code if entry else None


def at(board: Driven, place: int | None, row: int) -> tuple[int, int]:
    """Where on the screen a card of a column is; behind its last card where there is none."""
    region = board.screen.column(place).content_region
    return region.x + 5, region.y + 2 * row


def test_find_goes_to_who_is_meant_by_the_beginnings_of_words(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("slash")
        await board.type("sch 5")
        assert chosen(board) == CODES[5]
        assert "1 entry fits “sch 5”" in board.cost()
        await board.press("enter", "1")
        assert board.screen.moves.place_of((CODES[5], "ELC", 1)) == 1

    driven(cohort, play)


def test_find_goes_through_all_that_fit(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("slash")
        await board.type("inver")
        await board.press("enter")
        went = [chosen(board)]
        for _ in range(3):
            await board.press("n")
            went.append(chosen(board))
        assert went == [CODES[4], CODES[7], CODES[1], CODES[4]]

    driven(cohort, play)


@pytest.mark.parametrize(("choice", "promised"), [(0, ("Literacy", None)), (1, (None, 1))])
def test_a_pin_is_a_promise_with_its_reason_and_keeps_the_moves(
    cohort: Cli, choice: int, promised: tuple[str | None, int | None]
) -> None:
    async def play(board: Driven) -> None:
        await board.press("s", "right", "enter", "left", "p")
        if choice:
            board.app.screen.query_one(RadioSet).focus()
            await board.press("down", "space", "tab")
        await board.type("Promised")
        await board.press("enter")
        assert len(board.screen.moves.made) == 1
        assert "pinned" in board.text()
        await board.press("2")
        assert "BREAKS, must hold" in board.cost()

    driven(cohort, play)
    (promise,) = cohort.json("match", "fixed")
    assert (promise["theme"], promise["team"], promise["reason"]) == (*promised, "Promised")
    assert [entry["code"] for entry in promise["entries"]] == [OTHER]


def test_a_pin_that_contradicts_another_is_refused_in_a_sentence(cohort: Cli) -> None:
    cohort("match", "pin", PRIMARY, "--team", 2, "--reason", "First")

    async def play(board: Driven) -> None:
        await board.press("p")
        board.app.screen.query_one(RadioSet).focus()
        await board.press("down", "space", "tab")
        await board.type("Second")
        await board.press("enter")
        assert "contradicts what is promised already" in board.text()

    driven(cohort, play)
    assert len(cohort.json("match", "fixed")) == 1


def test_explain_says_what_match_explain_says(cohort: Cli) -> None:
    said = cohort("match", "explain", PRIMARY).out.splitlines()

    async def play(board: Driven) -> None:
        await board.press("e")
        await board.app.workers.wait_for_complete()
        await board.pilot.pause()
        box = board.app.screen
        assert isinstance(box, Tell)
        shown = str(box.query("VerticalScroll Static").first().render())
        assert " ".join(shown.split()) == " ".join(" ".join(said).split())
        await board.press("escape")
        assert board.app.screen is board.screen

    driven(cohort, play)


def test_what_somebody_wrote_is_on_the_board_as_they_wrote_it() -> None:
    said = View(None, [Line(f"Promised on 2026-11-05: {as_written('since 2026-01-05')}")])
    (line,) = sentences.answer(said, moved=False)
    assert line.plain == "Promised on 5 Nov 2026: since 2026-01-05"


def test_accept_asks_and_makes_the_proposal_the_cohorts_own(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("s", "right", "enter", "a")
        assert board.app.screen is board.screen  # the moves are to be saved first
        await board.press("ctrl+s", *"why", "enter", "a")
        assert "Accept proposal 2 of Cohort 3?" in board.text()
        await board.press("escape")
        assert board.screen.accepted is None
        await board.press("a", "enter")
        assert "proposal 2 (accepted)" in board.text()
        await board.press("q")

    left = driven(cohort, play)
    assert left is not None
    assert (left.saved, left.accepted, left.unsaved) == ((2,), 2, 0)
    assert [one["accepted"] for one in cohort.json("match", "list")] == [False, True]
    assert [one["command"] for one in cohort.json("history")[:2]] == ["match accept", "board"]


def test_accept_says_what_running_projects_ask(cohort: Cli) -> None:
    cohort("match", "accept", 1)
    cohort("project", "open", 1, "--title", "Talk", "--hunch", "Talk helps")

    async def play(board: Driven) -> None:
        await board.press("s", "right", "enter", "ctrl+s", *"why", "enter", "a", "enter")
        assert "That could not be done" in board.text()
        assert board.screen.accepted is None

    driven(cohort, play)
    assert [one["accepted"] for one in cohort.json("match", "list")] == [True, False]


def test_a_card_is_dragged_to_another_team(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.pilot.mouse_down(offset=at(board, 1, 0))
        await board.pilot.mouse_up(offset=at(board, 2, 6))
        await board.pilot.pause()
        assert board.screen.moves.moved == {KEY: 2}

    driven(cohort, play)


def test_a_click_chooses_a_card_and_a_second_one_swaps_it_after_s(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.pilot.click(offset=at(board, 1, 1))
        assert chosen(board) == CODES[3]
        await board.press("s")
        await board.pilot.click(offset=at(board, 2, 2))
        await board.pilot.pause()
        assert board.screen.moves.moved == {(CODES[3], "ELC", 1): 2, (CODES[5], "ELC", 1): 1}

    driven(cohort, play)


def test_the_words_at_the_foot_can_be_clicked(cohort: Cli) -> None:
    async def play(board: Driven) -> None:
        await board.press("2")
        foot = board.text().splitlines()[-1]
        await board.pilot.click(offset=(foot.index("Undo") + 1, 29))
        await board.pilot.pause()
        assert board.screen.moves.made == []

    driven(cohort, play)


@pytest.mark.parametrize("width", [40, 60, 100, 240])
def test_whole_columns_are_seen_at_any_width(cohort: Cli, width: int) -> None:
    async def play(board: Driven) -> None:
        widths = {column.size.width + 2 for column in board.screen.query(Column)}
        assert len(widths) == 1
        assert min(widths) >= 24

    driven(cohort, play, size=(width, 30))
