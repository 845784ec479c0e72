"""What the board asks and tells in a box of its own; Escape closes each of them without doing anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, RadioButton, RadioSet, Static

BOX = """
align: center middle;
.box { width: 76; max-width: 96%; height: auto; max-height: 90%; border: heavy $primary; background: $surface;
       padding: 1 2; }
.box Label { width: 100%; }
.box VerticalScroll { height: auto; max-height: 16; }
.box Horizontal { height: auto; margin-top: 1; }
.box Button { margin-right: 2; }
.box Input { margin-top: 1; }
"""


@dataclass(frozen=True)
class Answer:
    """What somebody answered: whether it is to be done, which of the choices, and why."""

    agreed: bool
    choice: int = 0
    reason: str = ""


class Ask(ModalScreen[Answer | None]):
    """A question with a reason, choices or neither; None where it was closed unanswered."""

    DEFAULT_CSS = f"Ask {{ {BOX} }}"
    BINDINGS: ClassVar = [Binding("escape", "close", "Leave it")]

    def __init__(
        self,
        question: str,
        yes: str,
        *,
        no: str = "Cancel",
        lines: Sequence[Content] = (),
        choices: Sequence[str] = (),
        reason: str | None = None,
        needed: bool = False,
    ) -> None:
        """`reason` is what stands in the empty field for it; None where none is asked for."""
        super().__init__()
        self.question, self.yes, self.no = question, yes, no
        self.lines, self.choices, self.reason, self.needed = lines, choices, reason, needed

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Label(Content.styled(self.question, "bold"))
            if self.lines:
                with VerticalScroll(can_focus=False):
                    yield Static(Content("\n").join(self.lines))
            if self.choices:
                yield RadioSet(*(RadioButton(one, value=not n) for n, one in enumerate(self.choices)))
            if self.reason is not None:
                yield Input(placeholder=self.reason)
            with Horizontal():
                yield Button(self.yes, variant="primary", id="yes")
                yield Button(self.no, id="no")

    def on_mount(self) -> None:
        """Begin where something is to be written or chosen."""
        first = Input if self.reason is not None else Button
        self.query(first).first().focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def answer(self) -> None:
        """Give the answer, if it is complete."""
        reason = self.query_one(Input).value.strip() if self.reason is not None else ""
        if self.needed and not reason:
            self.notify("Say why first: it is kept and shown.", severity="warning")
            self.query_one(Input).focus()
            return
        choice = self.query_one(RadioSet).pressed_index if self.choices else 0
        self.dismiss(Answer(True, choice, reason))

    @on(Button.Pressed, "#no")
    def refuse(self) -> None:
        """Give the answer that it is not to be done."""
        self.dismiss(Answer(False))

    def action_close(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)


class Tell(ModalScreen[None]):
    """Something to be read."""

    DEFAULT_CSS = f"Tell {{ {BOX} }} Tell .box VerticalScroll {{ max-height: 20; }}"
    BINDINGS: ClassVar = [Binding("escape,enter,q", "close", "Close")]

    def __init__(self, heading: str, text: Content) -> None:
        super().__init__()
        self.heading, self.text = heading, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Label(Content.styled(self.heading, "bold"))
            with VerticalScroll():
                yield Static(self.text)
            yield Label(Content.styled("Escape closes it; arrows scroll.", "dim"))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def update(self, text: Content) -> None:
        """Put another text in its place."""
        self.query_one("VerticalScroll Static", Static).update(text)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
