"""The board as a program of its own, in the terminal or in a window of the browser."""

from textual.app import App
from textual.screen import Screen

from cln.board.kept import Board, Opened
from cln.board.views.left import Left
from cln.board.views.screen import BoardScreen, Explain


class BoardApp(App[Left]):
    """The board of one cohort."""

    TITLE = "cln board"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, board: Board, opened: Opened, explain: Explain, number: int | None = None) -> None:
        super().__init__()
        self.board, self.opened, self.explain, self.number = board, opened, explain, number

    def get_default_screen(self) -> Screen[None]:
        """The board itself."""
        return BoardScreen(self.board, self.opened, self.explain, self.number)
