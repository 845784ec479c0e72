"""Letters: reads a template, fills it in, and makes drafts that a mail program opens, to be read and sent.

Our own template is `templates/invitation.txt`.

A template can do nothing by which a text grows beyond measure or that has no end: it says words, chooses
between them and goes through a list of them; what else the template language has (macros, sums, ranges, loops
in loops) is refused, with its line, before any letter is written.
"""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path
from typing import TYPE_CHECKING

from cln.errors import Refused
from cln.words import outgoing, quoted, without_controls

if TYPE_CHECKING:
    from jinja2 import Environment, Template
    from jinja2.nodes import Node


FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "first", "last", "default", "d", "e"})
METHODS = frozenset({"upper", "lower", "title", "capitalize", "strip", "split", "startswith", "endswith"})
LOOP = frozenset({"first", "last", "index", "index0", "length"})
"""What a template may ask of its place in a list."""
PARTS = (
    *("Template", "Output", "TemplateData", "Const", "Name", "Tuple", "List", "Keyword"),
    *("If", "CondExpr", "Compare", "Operand", "And", "Or", "Not", "Concat", "Getitem", "Slice", "Neg", "For"),
)
"""The parts of the template language that it may have besides, as Jinja calls them."""
FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What goes wrong where a template asks of a word what words do not have."""


@dataclass(frozen=True)
class Letter:
    """A template that can be filled in."""

    path: Path
    made: "Template"
    words: Sequence[str]

    @classmethod
    def read(cls, path: Path, words: Sequence[str]) -> "Letter":
        """Read a template.

        Args:
            path: of it; one that ends in .html makes HTML letters.
            words: the names that it may use.

        Raises:
            Refused: it cannot be read, or holds a mistake or what no letter needs.
        """
        from jinja2 import StrictUndefined, TemplateSyntaxError
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(
            undefined=StrictUndefined, autoescape=path.suffix == ".html", keep_trailing_newline=True
        )
        source = _source(path)
        try:
            _check(environment, source, path, words)
            return cls(path, environment.from_string(source), words)
        except TemplateSyntaxError as error:
            raise Refused(f"{path}, line {error.lineno}: {error.message}") from error
        except RecursionError as error:
            raise Refused(f"{path} has too many brackets within brackets; write it more simply") from error

    def filled(self, values: Mapping[str, object]) -> str:
        """The letter with these values of its words.

        Raises:
            Refused: it asks of a word what the word does not have.
        """
        from jinja2 import TemplateError

        try:
            return self.made.render({name: outgoing(str(value)) for name, value in values.items()})
        except (TemplateError, *FAULTS) as error:
            lines = [one.lineno for one in traceback.extract_tb(error.__traceback__) if "<" in one.filename]
            raise Refused(f"{self.path}, line {lines[-1] if lines else 1}: {error}") from error


def _source(path: Path) -> str:
    try:
        source = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from error
    for number, line in enumerate(source.split("\n"), 1):
        if without_controls(line) != line:
            raise Refused(f"{path}, line {number} holds control characters; write it without them")
    return source


def _check(environment: "Environment", source: str, path: Path, words: Sequence[str]) -> None:
    for node, loops in _inside(environment.parse(source), ()):
        if wrong := _wrong(node, loops, words):
            raise Refused(f"{path}, line {node.lineno}: {wrong}")


def _inside(node: "Node", loops: tuple[str, ...]) -> Iterator[tuple["Node", tuple[str, ...]]]:
    """Each part of a template, from the outside, and the names that the loops around it give."""
    from jinja2 import nodes

    yield node, loops
    if isinstance(node, nodes.For):
        loops = (*loops, "loop", *(name.name for name in nodes.Output([node.target]).find_all(nodes.Name)))
    for one in node.iter_child_nodes():
        yield from _inside(one, loops)


def _wrong(node: "Node", loops: tuple[str, ...], words: Sequence[str]) -> str | None:
    """What is wrong with one part of a template, in a sentence; None where nothing is."""
    from jinja2 import nodes

    match node:
        case nodes.Name(name=name) if name not in {*words, *loops}:
            return f"{quoted(name)} is undefined; it may use: {', '.join(words)}"
        case nodes.For(recursive=recursive) if recursive or "loop" in loops:
            return "a letter has no loop within a loop"
        case nodes.Filter(name=name) if name not in FILTERS:
            return _only(name, FILTERS)
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=name):
            return None if name in LOOP else _only(f"loop.{name}", LOOP)
        case nodes.Getattr(attr=name) if name not in METHODS:
            return _only(name, METHODS)
        case nodes.Call(node=nodes.Getattr()) | nodes.Filter() | nodes.Getattr():
            return None
        case nodes.Test(name="defined" | "undefined"):
            return None
    if type(node).__name__ in PARTS:
        return None
    return "a letter says words, chooses with if and goes through a list with for; it can do nothing else"


def _only(name: str, known: frozenset[str]) -> str:
    return f"a letter has no {quoted(name)}; it has {', '.join(sorted(known))}"


def draft(name: str, address: str, subject: str, letter: str, *, html: bool) -> bytes:
    """A message that has not been sent: To, Subject and the letter; from nobody, and of no day.

    Args:
        name: of whom it is to.
        address: their e-mail address; empty: the draft has no To.
        subject: what it is about.
        letter: what it says.
        html: whether that is HTML.
    """
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["Subject"] = _line(subject)
    if address:
        message["To"] = _to(_line(name), address)
    message["X-Unsent"] = "1"  # Outlook opens it to be sent, not as one that came
    message.set_content(letter, subtype="html" if html else "plain", charset="utf-8")
    return message.as_bytes()


def _line(text: str) -> str:
    return " ".join(text.split())


def _to(name: str, address: str) -> Address | str:
    """Name and address; the address alone where it is written as no rule of addresses has it."""
    try:
        return Address(name, addr_spec=address)
    except (HeaderParseError, ValueError):
        return address
