"""The board itself: teams side by side, what they reach above, the chosen entry and the cost below."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, HorizontalScroll, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from cln.board.kept import Opened
from cln.board.moves import Moves, Step
from cln.board.views import sentences
from cln.board.views.column import Card, Column
from cln.board.views.sentences import Mark
from cln.matching.change.edits import Place
from cln.matching.problem import Entry, Key
from cln.meant import Known, fitting

NARROWEST = 24
"""So wide a column is at least."""


class Shown(Screen[None]):
    """What the board shows, and nothing that changes it."""

    DEFAULT_CSS = """
    Shown #head { height: 3; padding: 0 1; background: $panel; }
    Shown #teams { height: 1fr; scrollbar-size: 1 1; }
    Shown #below { height: 8; }
    Shown #about { width: 2fr; padding: 0 1; border-top: solid $secondary; scrollbar-size: 1 1; }
    Shown #cost { width: 3fr; padding: 0 1; border-top: solid $secondary; border-left: solid $secondary;
                  scrollbar-size: 1 1; }
    Shown #search { display: none; background: $primary-muted; }
    Shown #search.-open { display: block; }
    """
    AUTO_FOCUS = ""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.held: Key | None = None
        """The entry that has been taken, to be put elsewhere."""
        self.swapping = False
        """It is to change places with another one."""
        self.last = Content("Take a card with Enter, and put it elsewhere with Enter; F1 shows all keys.")
        """What was done last, and what it cost."""
        self._notes: dict[Place, str] = {}
        self.show_opened(opened)

    def show_opened(self, opened: Opened) -> None:
        """Show a proposal from now on, with nothing moved."""
        self.opened = opened
        self.moves = Moves(opened.recalled.problem, opened.recalled.teams)
        self.cursor = Cursor(self.moves)

    def compose(self) -> ComposeResult:
        yield Static(id="head")
        with HorizontalScroll(id="teams", can_focus=False):
            yield from self.columns()
        yield Input(
            placeholder="Beginning of a name, council or code; Enter closes, n goes on",
            id="search",
            compact=True,
        )
        with Horizontal(id="below"):
            with VerticalScroll(id="about", can_focus=False):
                yield Static()
            with VerticalScroll(id="cost", can_focus=False):
                yield Static()
        yield Footer(show_command_palette=False, compact=True)

    def columns(self) -> Iterator[Column]:
        """One for each team, and one for who waits."""
        yield from (Column(team.number, team.theme) for team in self.moves.began)
        yield Column(None, "")

    def on_mount(self) -> None:
        """Show the board, once its size is known."""
        self.call_after_refresh(self.refresh_board)

    def on_resize(self) -> None:
        """Let as many whole columns be seen as fit."""
        columns = self.query(Column)
        fitting = min(max(self.size.width // NARROWEST, 1), len(columns))
        for column in columns:
            column.styles.width = self.size.width // fitting
        self.call_after_refresh(self.refresh_board)

    def refresh_board(self) -> None:
        """Show everything as it is now."""
        moved, cost = self.moves.moved, self.moves.cost
        head = Content("\n").join(
            [sentences.head(self.opened.heading, len(moved), cost), sentences.score(cost)]
        )
        self.query_one("#head", Static).update(head)
        promises = self.promises()
        for column in self.query(Column):
            column.show(
                [self._card(one, column, moved, promises) for one in self.moves.entries_in(column.place)],
                here=column.place == self.cursor.place,
                note=self._notes.get(column.place, ""),
            )
        self._show_below(promises)
        column = self.column(self.cursor.place)
        column.scroll_visible(animate=False, force=True)
        if self.cursor.entry is not None:
            column.reveal(column.entries.index(self.cursor.entry))

    def column(self, place: Place) -> Column:
        """The column of a team, or of who waits."""
        return next(one for one in self.query(Column) if one.place == place)

    def promises(self) -> dict[Key, list[str]]:
        """Key -> what was promised about the entry, in words."""
        promised = dict[Key, list[str]]()
        for one in self.moves.problem.promises:
            what = f"team {one.team}" if one.team else one.theme or one.kind.value
            for key in one.entries:
                promised.setdefault(key, []).append(f"{what} ({one.reason})")
        return promised

    def _card(
        self, entry: Entry, column: Column, moved: dict[Key, Place], promises: dict[Key, list[str]]
    ) -> Card:
        mark = Mark(
            chosen=entry == self.cursor.entry,
            held=entry.key == self.held,
            moved=entry.key in moved,
            pinned=entry.key in promises,
        )
        return Card(entry, None if column.place is None else entry.level(column.theme), mark)

    def _show_below(self, promises: dict[Key, list[str]]) -> None:
        entry = self.cursor.entry if self.held is None else self.moves.problem.by_key[self.held]
        lines = [Content("Nobody is here.")]
        if entry is not None:
            team = next((t for t in self.moves.began if t.number == self.moves.place_of(entry.key)), None)
            themes = self.moves.problem.themes
            lines = list(sentences.about(entry, team, themes, promises.get(entry.key, ())))
        self.query_one("#about Static", Static).update(Content("\n").join(lines))
        self.query_one("#cost Static", Static).update(self._trial() or self.last)
        self.query_one("#cost").scroll_home(animate=False)

    def _trial(self) -> Content | None:
        """What the taken card would cost here; None where none is taken."""
        if self.held is None:
            return None
        step, who = self._step_here(), self.moves.problem.by_key[self.held]
        if step is None:
            how = "a card to change places with" if self.swapping else "another team"
            return Content(f"{who} is taken: go to {how}, then Enter. Escape lets go.")
        heading = Content.styled(f"{sentences.step(self.moves, step)} would cost:", "bold")
        return Content("\n").join([heading, *sentences.costs(self.moves.trial(step))])

    def _step_here(self) -> Step | None:
        """What putting the taken card here would be; None where it would change nothing."""
        assert self.held is not None, "a card is taken"
        if self.swapping:
            other = self.cursor.entry
            step = None if other is None else self.moves.swap(self.held, other.key)
        else:
            step = self.moves.move(self.held, self.cursor.place)
        return step if step is not None and self.moves.changes(step) else None


class Cursor:
    """A column of the board and a card in it: the chosen one, by keys, by mouse or by name."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.places: tuple[Place, ...] = (*moves.numbers, None)
        self.place: Place = self.places[0]
        self.row = 0

    @property
    def entry(self) -> Entry | None:
        """The entry that is chosen; None in a column without any."""
        there = self.moves.entries_in(self.place)
        return there[min(self.row, len(there) - 1)] if there else None

    def across(self, by: int) -> None:
        """Go so many columns to the right."""
        at = self.places.index(self.place) + by
        self.place = self.places[max(0, min(at, len(self.places) - 1))]

    def down(self, by: int) -> None:
        """Go so many cards down."""
        last = len(self.moves.entries_in(self.place)) - 1
        self.row = max(0, min(min(self.row, last) + by, last))

    def to(self, key: Key) -> None:
        """Go to an entry, wherever it is."""
        self.place = self.moves.place_of(key)
        keys = [entry.key for entry in self.moves.entries_in(self.place)]
        self.row = keys.index(key)

    def search(self, words: str) -> tuple[Entry, ...]:
        """The entries that may be meant by words of a name or a council, or by a code; by column and row."""
        known = [
            Known(entry, entry.name, str(entry), (f"{entry.name} {entry.authority}", entry.code))
            for place in self.places
            for entry in self.moves.entries_in(place)
        ]
        return tuple(one.value for one in fitting(words, known))
