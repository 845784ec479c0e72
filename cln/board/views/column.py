"""One team of the board, or the waiting list: its cards, its theme above, its numbers below."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Static

from cln.board.views.sentences import Mark, card, cut
from cln.matching.change.edits import Place
from cln.matching.problem import Entry
from cln.words import count

LINES = 2
"""Of a card."""

WIDE = 26
"""From here on the numbers of a column say how many entries there are, too."""


@dataclass(frozen=True)
class Card:
    """An entry in a column."""

    entry: Entry
    level: int | None
    mark: Mark


class Cards(Static):
    """The cards of a column."""


class Column(VerticalScroll, can_focus=False):
    """A team's column."""

    DEFAULT_CSS = """
    Column { width: 25; height: 1fr; border: round $foreground-muted; padding: 0; scrollbar-size: 1 1; }
    Column.-here { border: heavy $primary; border-title-style: bold reverse; }
    """

    def __init__(self, place: Place, theme: str) -> None:
        super().__init__()
        self.place, self.theme = place, theme
        self.entries: tuple[Entry, ...] = ()
        self._shown: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        yield Cards()

    @property
    def wide(self) -> int:
        """How many columns of letters a card has."""
        return max(self.size.width, 20)

    def show(self, cards: Sequence[Card], *, here: bool, note: str = "") -> None:
        """Show cards; `here` if one of them is chosen; a note stands in place of the numbers."""
        self.entries = tuple(one.entry for one in cards)
        shown = (tuple((one.entry.key, one.level, one.mark) for one in cards), here, note, self.wide)
        if shown == self._shown:
            return
        self._shown = shown
        self.set_class(here, "-here")
        people = count(sum(one.entry.participants for one in cards), "person", "people")
        number = "Waiting" if self.place is None else f"{self.place} {self.theme}"
        self.border_title = Content(cut(number, self.wide - 2))
        entries = f"{count(len(cards), 'entry', 'entries')}, " if self.wide >= WIDE else ""
        self.border_subtitle = Content(cut(note or f"{entries}{people}", self.wide - 2))
        lines = [card(one.entry, one.level, self.wide, one.mark) for one in cards]
        self.query_one(Cards).update(
            Content("\n").join(lines) if lines else Content.styled("  nobody", "dim")
        )

    def reveal(self, row: int) -> None:
        """Scroll so that a card can be seen."""
        self.scroll_to_region(Region(0, row * LINES, 1, LINES), animate=False, force=True)
