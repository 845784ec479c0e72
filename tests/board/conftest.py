"""What the tests of the board share: the board itself, driven as somebody at the keyboard does."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from cln.board.commands import _explain
from cln.board.kept import Board
from cln.board.views.left import Left
from cln.board.views.screen import BoardApp, BoardScreen
from cln.context import Context
from tests.conftest import After, Cli
from tests.match import small

SIZE = (100, 30)
"""The smallest screen on which the board has to work."""


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of this user's data is the test's own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def cohort(cln: Cli, after: After, tmp_path: Path) -> Cli:
    """Eight entries in two teams, matched once."""
    return after(cln, small.match, tmp_path)


class Driven:
    """A board that has been opened."""

    def __init__(self, app: BoardApp, pilot: Pilot[Left]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> BoardScreen:
        """The board below whatever box stands on it."""
        board = self.app.screen_stack[0]
        assert isinstance(board, BoardScreen)
        return board

    async def press(self, *keys: str) -> None:
        """Press keys one after another; each has been dealt with before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into whatever takes it."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    def text(self) -> str:
        """What stands on the screen, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips) + "\n"

    def cost(self) -> str:
        """What stands in the box of the cost, in one line."""
        return " ".join(str(self.screen.query_one("#cost Static", Static).content).split())


def driven(
    cli: Cli,
    play: Callable[[Driven], Awaitable[None]],
    *,
    size: tuple[int, int] = SIZE,
    number: int | None = None,
) -> Left | None:
    """Open the board, play, and give what it was left with; None if the window was closed without leaving."""

    async def run() -> Left | None:
        board = Board(Context(database=cli.database, who=cli.who))
        app = BoardApp(board, board.open(number), _explain, number)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            await play(Driven(app, pilot))
        return app.return_value

    return asyncio.run(run())
