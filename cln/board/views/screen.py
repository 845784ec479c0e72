"""What the board does beside moving: saves, accepts, pins, explains, and keeps what is not saved."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen

from cln.board.draft import Draft, Unsaved
from cln.board.kept import Board, Opened
from cln.board.views import sentences
from cln.board.views.left import Left
from cln.board.views.moving import Moving
from cln.errors import ClnError
from cln.matching.problem import Key
from cln.matching.watch import Watch
from cln.screen.view import View

if TYPE_CHECKING:  # the boxes are made when they are needed, so that the board opens at once
    from cln.board.views.dialogs import Answer, Tell
    from cln.match.explain import Asked


HELP = """\
Arrows           choose a card
Enter or space   take the chosen card; go to another team, where the board
                 says what it would cost; Enter puts it there
1 to 9           move the chosen card to that team at once; 0: waiting list
s                take a card to swap it: go to the other one, then Enter or s
Escape           let go of what is taken; close a box
u, r             undo, redo
/, n             find by name, council or code; the next one that fits
p                pin the chosen card to its theme or team, with a reason
e                explain why the chosen card is where it is
Ctrl+S           save all moves as one new proposal
a                accept the proposal that is shown
q                leave; what is not saved is offered again next time

With the mouse: drag a card to another team; or press s, then click
the other card. The words at the foot can be clicked, too.

The digit on a card is how the entry rated the team's theme: 5 the most,
1 the least, - no answer. "moved" and "pinned" stand beside the council."""


Explain = Callable[["Asked", Watch], View]
"""What finds out why an entry is where it is; it may take as long as a match."""


class BoardScreen(Moving):
    """The board of one cohort, with the database behind it."""

    BINDINGS: ClassVar = [
        Binding("p", "pin", "Pin"),
        Binding("e", "explain", "Explain"),
        Binding("ctrl+s", "save", "Save", key_display="Ctrl+S"),
        Binding("a", "accept", "Accept"),
        Binding("f1,question_mark", "help", "Keys", key_display="F1"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, board: Board, opened: Opened, explain: Explain, number: int | None = None) -> None:
        self.board, self.explain, self.asked = board, explain, number
        self.draft = Draft(board.database, opened.cohort_id)
        self.saved: tuple[int, ...] = ()
        self.accepted: int | None = None
        super().__init__(opened)

    def on_mount(self) -> None:
        """Offer the moves that were not saved, if there are any."""
        unsaved = self.draft.unsaved(self.asked)
        if unsaved is None:
            return
        question = sentences.offered(len(unsaved.steps), unsaved.proposal, unsaved.at)
        ask = dialogs().Ask(question, "Go on", no="Leave out")
        self.app.push_screen(ask, lambda answer: self._go_on(unsaved, answer))

    def _go_on(self, unsaved: Unsaved, answer: "Answer | None") -> None:
        if answer is None:
            return  # they are offered again next time
        if not answer.agreed:
            unsaved.file.unlink(missing_ok=True)
            return
        if unsaved.proposal != self.opened.number and not self._reopen(unsaved.proposal):
            return
        left = self.moves.make_all(unsaved.steps)
        self.after(sentences.went_on(len(unsaved.steps) - left, left), list(sentences.costs(self.moves.cost)))
        unsaved.file.unlink(missing_ok=True)

    def after(self, heading: str, lines: Sequence[Content], at: Key | None = None) -> None:
        """Also keep the moves outside the database until they are saved."""
        super().after(heading, lines, at)
        try:
            self.draft.keep(self.opened.number, self.moves.made)
        except OSError as error:
            self.notify(f"These moves could not be kept outside this window: {error}", severity="error")

    def _try(self, deed: Callable[[], None]) -> bool:
        """Do something with the database; what cannot be done is told, and nothing is lost."""
        try:
            deed()
        except ClnError as error:
            lines = Content("\n").join(map(Content, (error.sentence, *error.details)))
            self.app.push_screen(dialogs().Tell("That could not be done", lines))
            return False
        return True

    def _reopen(self, number: int) -> bool:
        """Show a proposal as it is now, with nothing moved."""

        def deed() -> None:
            self.show_opened(self.board.open(number))

        return self._try(deed)

    def _reread(self) -> None:
        """Read the cohort again, and make the moves again."""
        chosen, steps = self.cursor.entry, tuple(self.moves.made)
        if self._reopen(self.opened.number):
            self.moves.make_all(steps)
            if chosen is not None and chosen.key in self.moves.problem.by_key:
                self.cursor.to(chosen.key)

    def action_save(self) -> None:
        """Save the moves as one proposal, once the person has seen what they cost together."""
        moved = self.moves.moved
        if not moved:
            self.notify("Nothing is moved, so there is nothing to save.")
            return
        cost = self.moves.cost
        needed = sentences.forbidden(cost)
        ask = dialogs().Ask(
            sentences.to_save(len(moved), self.opened.number),
            "Save",
            lines=[*([Content.styled(needed, "bold")] if needed else []), *sentences.costs(cost)],
            reason="Why (needed)" if needed else "Why (may be left empty)",
            needed=bool(needed),
        )
        self.app.push_screen(ask, self._save)

    def _save(self, answer: "Answer | None") -> None:
        if answer is None or not answer.agreed:
            return

        def deed() -> None:
            moved, before = self.moves.moved, self.cursor.entry
            made = self.board.save(self.opened.number, moved, answer.reason)
            number = made.number or 0
            self.saved = (*self.saved, number)
            self.show_opened(self.board.open(number))
            at = before.key if before is not None and before.key in self.moves.problem.by_key else None
            self.after(sentences.saved(made), [Content("A accepts it; moves go on from it.")], at)

        self._try(deed)

    def action_accept(self) -> None:
        """Accept the proposal that is shown."""
        if self.moves.moved:
            self.notify("Save the moves first (Ctrl+S); then the new proposal can be accepted.")
            return
        number, cohort = self.opened.number, self.opened.cohort
        question = f"Accept proposal {number} of {cohort}? Its teams become the teams of the cohort."
        self.app.push_screen(dialogs().Ask(question, "Accept"), self._accept)

    def _accept(self, answer: "Answer | None") -> None:
        if answer is None or not answer.agreed:
            return

        def deed() -> None:
            result = self.board.accept(self.opened.number)
            self.accepted = result.number
            self._reread()
            before = f"Proposal {result.replaced} stays on record." if result.replaced else ""
            lines = [Content(before), *map(Content, result.warnings)]
            self.after(f"Proposal {result.number} is accepted.", lines)

        self._try(deed)

    def action_pin(self) -> None:
        """Promise the chosen entry its team or its theme."""
        entry, team = self.cursor.entry, self.cursor.place
        if entry is None or team is None:
            self.notify("Only an entry that is in a team can be pinned to it.")
            return
        theme = next(one.theme for one in self.moves.began if one.number == team)
        ask = dialogs().Ask(
            f"Pin {entry}: every match from now on keeps it there, until it is lifted.",
            "Pin",
            choices=(f"to the theme {theme}", f"to team {team}"),
            reason="Why (needed): it is kept and shown",
            needed=True,
        )

        def pin(answer: "Answer | None") -> None:
            if answer is not None and answer.agreed:
                to_theme = answer.choice == 0
                self._pin(entry.key, theme if to_theme else None, None if to_theme else team, answer.reason)

        self.app.push_screen(ask, pin)

    def _pin(self, key: tuple[str, str, int], theme: str | None, team: int | None, reason: str) -> None:
        def deed() -> None:
            made = self.board.pin(key, theme=theme, team=team, reason=reason)
            self._reread()
            lift = Content(f"It is promise {made.number}; lift it with: cln match lift {made.number}")
            self.after(f"Pinned: {made}.", [lift], key)

        self._try(deed)

    def action_explain(self) -> None:
        """Say where the chosen entry could go, and why it is where it is in the proposal."""
        entry = self.cursor.entry
        if entry is None:
            return
        box = dialogs().Tell(
            f"Why {entry} is where it is", Content("Working it out; this may take some seconds …")
        )

        def deed() -> None:
            asked = self.board.ask(self.opened.number, entry.key)
            watch = Watch()
            self.app.push_screen(box, lambda _: watch.stop())
            self._find_out(box, asked, watch)

        self._try(deed)

    @work(thread=True, exclusive=True)
    def _find_out(self, box: "Tell", asked: "Asked", watch: Watch) -> None:
        """Find out in the background; the box shows the answer as soon as it is there."""
        try:
            lines = sentences.answer(self.explain(asked, watch), moved=bool(self.moves.moved))
        except ClnError as error:
            lines = [Content(error.sentence), *map(Content, error.details)]
        if not watch.hurried:
            self.app.call_from_thread(box.update, Content("\n").join(lines))

    def action_help(self) -> None:
        """Show all keys."""
        self.app.push_screen(dialogs().Tell("The keys of the board", Content(HELP)))

    def action_quit(self) -> None:
        """Leave the board; what is not saved is offered again next time."""
        unsaved = len(self.moves.made)
        self.app.exit(Left(self.opened.cohort, self.opened.number, self.saved, self.accepted, unsaved))


def dialogs() -> Any:
    """The boxes that ask and tell."""
    from cln.board.views import dialogs

    return dialogs


class BoardApp(App[Left]):
    """The board of one cohort as a program of its own, in the terminal or in a window of the browser."""

    TITLE = "cln board"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, board: Board, opened: Opened, explain: Explain, number: int | None = None) -> None:
        super().__init__()
        self.board, self.opened, self.explain, self.number = board, opened, explain, number

    def get_default_screen(self) -> Screen[None]:
        """The board itself."""
        return BoardScreen(self.board, self.opened, self.explain, self.number)
