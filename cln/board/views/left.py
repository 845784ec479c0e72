"""What is shown beside the board: where it is in the browser, and what was done once it has been left."""

from dataclasses import dataclass

from cln.match.standing import Standing
from cln.screen.view import Line, View
from cln.words import count, listed


@dataclass(frozen=True)
class Left:
    """What was done when the board was left."""

    cohort: str
    proposal: int
    """The one that the board showed last."""
    saved: tuple[int, ...]
    """The proposals that were saved."""
    accepted: int | None
    unsaved: int
    """How many moves are not saved; they are offered when the board is opened again."""


@dataclass(frozen=True)
class Serving:
    """Where the board can be opened in the browser."""

    address: str


def serving(address: str) -> View:
    """Where the board is, and how it is stopped."""
    return View(
        Serving(address),
        [
            Line(
                "Open this address in a browser on this computer, and make its window as large as you like:"
            ),
            Line(address, "strong"),
            Line("Nobody can guess it, and no other computer can open it. Ctrl-C stops the board.", "dim"),
        ],
    )


def left(result: Left, opened: Standing) -> View:
    """What was saved, accepted, and not saved."""
    lines = []
    if result.saved:
        numbers = listed([str(number) for number in result.saved])
        noun = "proposal" if len(result.saved) == 1 else "proposals"
        lines.append(Line(f"{result.cohort}: saved as {noun} {numbers}.", "strong"))
    if result.accepted is not None:
        lines.append(Line(f"{result.cohort}: proposal {result.accepted} is accepted.", "good"))
    if result.unsaved:
        moves = count(result.unsaved, "move")
        them = "it" if result.unsaved == 1 else "them"
        lines.append(Line(f"{moves} not saved; cln board offers {them} again next time.", "warn"))
    if not lines:
        lines.append(Line(f"{result.cohort}: nothing was changed."))
    elif result.saved and result.accepted != result.proposal:
        lines.append(Line(f"Next: {opened.accepting(result.proposal)}", "dim"))
    return View(result, lines)
