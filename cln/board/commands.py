"""`cln board`: the teams side by side at the matching event, in the terminal or in a browser."""

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from cln import settings
from cln.command import command
from cln.context import Context
from cln.errors import Unusable, Usage

if TYPE_CHECKING:
    from cln.board.kept import Opened
    from cln.match.explain import Asked
    from cln.matching.watch import Watch
    from cln.screen.view import View


def register_board(app: typer.Typer) -> None:
    """Put the command under `cln`."""
    command(app, "board", example="cln board")(board)


def board(
    context: Context,
    proposal: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            help="Which proposal; by default the newest edit of the one that counts, else that.",
        ),
    ] = None,
    serve: Annotated[
        bool,
        typer.Option(
            "--serve", help="Show it in a window of the browser, on this computer only, until Ctrl-C."
        ),
    ] = False,
) -> "View | None":
    """Move entries between teams on a board that shows at once what each move costs.

    What is moved is kept when the board is saved, as one new proposal; moves that are not saved are offered
    again next time. F1 shows the keys.
    """
    _refuse_without("textual")
    from cln.board.kept import Board

    kept = Board(context)
    opened = kept.open(proposal)
    if serve:
        _serve(context, opened, proposal)
        return None
    if not (settings.in_a_window() or (sys.stdin.isatty() and sys.stdout.isatty())):
        raise Usage("the board needs a terminal; show it in a browser with: cln board --serve")
    from cln.board.views.left import Left, left
    from cln.board.views.screen import BoardApp

    ended = BoardApp(kept, opened, _explain, proposal).run()
    if settings.in_a_window():
        return None  # nobody reads what is written after the window has closed
    return left(ended or Left(opened.cohort, opened.number, (), None, 0), opened.standing)


def _serve(context: Context, opened: "Opened", proposal: int | None) -> None:
    """Show the board in the browser until Ctrl-C."""
    _refuse_without("textual_serve")
    from cln.board.serve import BoardServer, command_line
    from cln.board.views.left import serving

    which = [] if proposal is None else ["--proposal", str(proposal)]
    settings.hand_on(context.settings)
    server = BoardServer(command_line(["board", "--cohort", opened.cohort, *which]), opened.cohort)
    context.show(serving(server.address))
    sys.stdout.flush()
    server.serve()


def _explain(asked: "Asked", watch: "Watch") -> "View":
    """Why an entry is where it is, in words."""
    from cln.match import explain
    from cln.match.views.explain import explained

    return explained(explain.answer(asked, watch))


def _refuse_without(module: str) -> None:
    """Refuse to begin where what draws the board is not installed."""
    if find_spec(module) is None:
        raise Unusable('the board needs one more part of cln; install it with: pip install "cln[board]"')
