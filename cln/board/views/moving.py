"""How cards are chosen and moved on the board: by keys, by mouse, by name."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input

from cln.board.moves import Step
from cln.board.views import sentences
from cln.board.views.column import LINES, Cards, Column
from cln.board.views.shown import Shown
from cln.matching.problem import Key

PREVIEWED = 12
"""With more teams only the one that is pointed at says what a move into it would cost."""


class Moving(Shown):
    """The board with its moves, which are written nowhere yet."""

    BINDINGS: ClassVar = [
        Binding("left", "across(-1)", "Left", show=False),
        Binding("right", "across(1)", "Right", show=False),
        Binding("up", "down(-1)", "Up", show=False),
        Binding("down", "down(1)", "Down", show=False),
        Binding("home", "down(-999)", "First", show=False),
        Binding("end", "down(999)", "Last", show=False),
        Binding("enter,space", "take", "Take/put", key_display="Enter"),
        *(Binding(str(n), f"send({n})", f"To team {n}", show=False) for n in range(10)),
        Binding("s", "swap", "Swap"),
        Binding("escape", "leave", "Let go", show=False),
        Binding("u,ctrl+z", "undo", "Undo", key_display="u"),
        Binding("r,ctrl+y", "redo", "Redo", key_display="r"),
        Binding("slash", "search", "Find", key_display="/"),
        Binding("n", "next", "Next one", show=False),
    ]

    _pressed: Key | None = None
    """The card on which the mouse was pressed."""

    def do(self, step: Step) -> None:
        """Make a step, and say what it cost."""
        cost = self.moves.trial(step)
        heading = sentences.step(self.moves, step)
        self.moves.make(step)
        self.after(f"Done: {heading}.", list(sentences.costs(cost)), next(iter(step)))

    def after(self, heading: str, lines: Sequence[Content], at: Key | None = None) -> None:
        """Nothing is taken any more; say what was done, and show the board with that entry chosen."""
        self.held, self.swapping, self._notes = None, False, {}
        self.last = Content("\n").join([Content.styled(heading, "bold"), *lines])
        if at is not None:
            self.cursor.to(at)
        self.refresh_board()

    def action_across(self, by: int) -> None:
        """Go to a neighbouring column."""
        self.cursor.across(by)
        self.refresh_board()

    def action_down(self, by: int) -> None:
        """Go to a card below or above."""
        self.cursor.down(by)
        self.refresh_board()

    def action_take(self) -> None:
        """Take the chosen card, or put the taken one here."""
        if self.held is None:
            self._take(swapping=False)
            return
        step = self._step_here()
        if step is None:
            self.action_leave()
        else:
            self.do(step)

    def action_swap(self) -> None:
        """Take the chosen card to change places with another, or let the taken one change places with it."""
        if self.held is None:
            self._take(swapping=True)
        else:
            self.swapping = True
            self.action_take()

    def _take(self, *, swapping: bool) -> None:
        entry = self.cursor.entry
        if entry is None:
            return
        self.held, self.swapping = entry.key, swapping
        if not swapping and len(self.cursor.places) <= PREVIEWED:
            steps = {place: self.moves.move(entry.key, place) for place in self.cursor.places}
            self._notes = {
                place: sentences.in_short(self.moves.trial(step), entry, self.column(place).theme)
                for place, step in steps.items()
                if self.moves.changes(step)
            }
        self.refresh_board()

    def action_send(self, number: int) -> None:
        """Move the taken or the chosen card to the team of a number; 0 is the waiting list."""
        key = self.held or (self.cursor.entry.key if self.cursor.entry else None)
        step = {key: number or None} if key is not None else {}
        if key is not None and self.moves.fits(step) and self.moves.changes(step):
            self.do(step)

    def action_leave(self) -> None:
        """Let go of the taken card, and leave the search."""
        self.held, self.swapping, self._notes = None, False, {}
        self.query_one("#search").remove_class("-open")
        self.set_focus(None)
        self.refresh_board()

    def action_undo(self) -> None:
        """Take the last step back."""
        self._turn("Taken back", self.moves.undo())

    def action_redo(self) -> None:
        """Make the step again that was taken back."""
        self._turn("Made again", self.moves.redo())

    def _turn(self, word: str, step: Step | None) -> None:
        if step is None:
            self.notify("There is nothing to take back or to make again.")
            return
        who = "; ".join(str(self.moves.problem.by_key[key]) for key in step)
        whole = [Content("All moves together, against the proposal:"), *sentences.costs(self.moves.cost)]
        self.after(f"{word}: {who}.", whole, next(iter(step)))

    def action_search(self) -> None:
        """Find an entry by its name."""
        search = self.query_one("#search", Input)
        search.value = ""
        search.add_class("-open")
        search.focus()

    @on(Input.Changed, "#search")
    def search(self, event: Input.Changed) -> None:
        """Go to the first that fits what is typed."""
        fitting = self.cursor.search(event.value)
        if fitting:
            self.cursor.to(fitting[0].key)
        if event.value:
            self.last = Content(
                f"{sentences.fitting(len(fitting), event.value)}; Enter closes, then n goes on."
            )
        self.refresh_board()

    @on(Input.Submitted, "#search")
    def end_search(self) -> None:
        """Leave the search where it is."""
        self.query_one("#search").remove_class("-open")
        self.set_focus(None)

    def action_next(self) -> None:
        """Go to the next that fits what was searched."""
        keys = [entry.key for entry in self.cursor.search(self.query_one("#search", Input).value)]
        if keys:
            here = self.cursor.entry
            at = keys.index(here.key) + 1 if here is not None and here.key in keys else 0
            self.cursor.to(keys[at % len(keys)])
            self.refresh_board()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Choose the card that is pressed, and take it, unless one is taken already."""
        if self._point(event) and self.held is None:
            self._pressed = self.cursor.entry.key if self.cursor.entry else None
            self.refresh_board()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Put down what was dragged to another team, or was taken before."""
        pressed, self._pressed = self._pressed, None
        if not self._point(event):
            return
        if self.held is not None:
            self.action_take()
        elif pressed is not None and self.moves.place_of(pressed) != self.cursor.place:
            self.do(self.moves.move(pressed, self.cursor.place))

    def _point(self, event: events.MouseEvent) -> bool:
        """Choose what the mouse points at; False where that is no column."""
        widget, region = self.get_widget_at(int(event.screen_x), int(event.screen_y))
        column = next((one for one in widget.ancestors_with_self if isinstance(one, Column)), None)
        if column is None:
            return False
        self.cursor.place = column.place
        row = (int(event.screen_y) - region.y) // LINES if isinstance(widget, Cards) else len(column.entries)
        self.cursor.row = max(0, min(row, len(column.entries) - 1))
        return True
