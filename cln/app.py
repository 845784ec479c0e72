"""The front door: assembles the commands; the one place where a fault becomes a line and an exit code.

Of the rooms only the one whose command is run is imported, and for --help none.
"""

import codecs
import functools
import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from copy import copy
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info, get_group

from cln import __version__, errors
from cln.command import group
from cln.contents import COMMANDS
from cln.context import Context
from cln.help import in_words
from cln.screen import addressed
from cln.screen.fit import with_days
from cln.words import outgoing, quoted, stand_in, without_controls

if TYPE_CHECKING:
    from cln.screen.view import View

LISTING = "cln.listing"
"""Set in the context of Typer while all commands are listed, by --help and by the tab key."""


class InOrder(TyperGroup):
    """Lists commands in the order in which they are needed; each is made when it is asked for."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        names: dict[str, Any] = dict.fromkeys(COMMANDS)
        self.commands = names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None where there is none. In a list it has only its sentence."""
        if cmd_name not in COMMANDS:
            return None
        if ctx is not None and ctx.meta.get(LISTING):
            return TyperCommand(cmd_name, help=COMMANDS[cmd_name].about)
        return _made(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print the help, and make no command for it."""
        ctx.meta[LISTING] = True
        super().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """The commands and options that begin so; no command is made for it."""
        ctx.meta[LISTING] = True
        return super().shell_complete(ctx, incomplete)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; Typer would turn Ctrl-C into a bare exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            raise typer.Abort from interrupt


class Room(TyperGroup):
    """A group of commands: its parts are imported until the one is found that is asked for; that is made."""

    listed = typer.Typer()
    """Where the parts list their commands."""
    parts: Sequence[str] = ()
    """Those that are not imported yet."""

    @property
    def commands(self) -> Any:
        """Name -> command, of all parts; None where it is not made yet."""
        while self.parts:
            self._import_next()
        return {str(one.name): self._made.get(str(one.name)) for one in self.listed.registered_commands}

    @commands.setter
    def commands(self, none: Any) -> None:
        self._made: dict[str, Any] = none

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None where there is none."""
        while (made := self._made.get(cmd_name) or _command(self.listed, cmd_name)) is None and self.parts:
            self._import_next()
        if made is not None:
            self._made[cmd_name] = made
        return made

    def _import_next(self) -> None:
        part, *self.parts = self.parts
        _imported(part)(self.listed)


@functools.cache
def _made(name: str) -> Any:
    """A command of `COMMANDS`."""
    first, *others = COMMANDS[name].parts
    part = _imported(first)
    if not isinstance(part, typer.Typer):
        listed = typer.Typer()
        part(listed)
        return _command(listed, name)
    bare, above = copy(part), typer.Typer()
    bare.registered_commands = []  # they would all be made
    above.add_typer(bare, name=name, cls=Room)
    room: Any = get_group(above).commands[name]
    room.listed, room.parts = part, others
    return in_words(room)


def _imported(part: str) -> Any:
    """What a part of `COMMANDS` names."""
    file, name = part.split(":")
    return getattr(import_module(f"cln.{file}"), name)


def _command(listed: typer.Typer, name: str) -> Any:
    """The command of that name, of those that are listed; None where there is none."""
    one = next((copy(one) for one in listed.registered_commands if one.name == name), None)
    if one is None or one.callback is None:
        return None
    one.callback = one.callback()  # see `command`
    return in_words(
        get_command_from_info(one, pretty_exceptions_short=True, rich_markup_mode=listed.rich_markup_mode)
    )


app = typer.Typer(
    name="cln",
    cls=InOrder,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
BUG = (
    "this is a fault in cln itself; cln history tells whether anything was written. "
    "Run the command again with -v and report what it shows"
)


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"cln {__version__}\n")
        raise typer.Exit


@group(app, invoke_without_command=True, example="cln demo")
def everything(
    context: Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> "View":
    """Run Collaborative Learning Networks: register, survey, match into teams, track the inquiries.

    Alone it says where the open cohort stands and what comes next; with --help, which commands there are.
    """
    from cln.overview.commands import home

    return home(context)


def main(arguments: Sequence[str]) -> int:
    """Run one command line; return its exit code. Nothing below this prints a fault.

    What it says of the screen and names is its own, also where another command runs it.
    """
    return copy_context().run(_run_and_tell, list(arguments))


def _run_and_tell(given: list[str]) -> int:
    _prepare_streams()
    try:
        return run(given)
    except errors.ClnError as error:
        return _fail(error, error.sentence, error.details, error.exit_code, given)
    except typer.TyperException as error:
        from cln import usage

        if not (sentence := usage.explained(error, _commands(), given)):
            return error.exit_code  # no command was given, and the help has been shown instead
        return _fail(error, sentence, (), error.exit_code, given)
    except (KeyboardInterrupt, typer.Abort) as error:
        return _fail(error, "interrupted; nothing is half-done", (), 130, given)
    except Exception as error:  # the boundary: whatever was not foreseen is a bug, and says so
        fault = f"{type(error).__name__}: {error}".splitlines()[0]  # further lines of it are SQL
        return _fail(error, BUG, (fault,), 1, given)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; faults are raised."""
    for argument in arguments:
        _refuse_controls(argument)
    return _commands().main(list(arguments), prog_name="cln", standalone_mode=False) or 0


def _refuse_controls(argument: str) -> None:
    """Refuse a word of a command line that holds what no text needs.

    Raises:
        Usage: it holds a control character that is neither tab nor line break, or bytes that are not UTF-8.
    """
    if (clean := without_controls(argument)) != argument:
        raise errors.Usage(
            f"{quoted(clean)} was given with characters that are no writing; write it without escape codes, "
            "other control characters, marks that turn the direction of writing, and bytes that are not UTF-8"
        )


@functools.cache
def _commands() -> Any:
    """Every command, made once: whoever runs several command lines in one process would wait for each."""
    return in_words(get_command(app))


def _fail(error: BaseException, sentence: str, details: Sequence[str], code: int, given: list[str]) -> int:
    if "-v" in given or "--verbose" in given:
        import traceback

        sys.stderr.write(outgoing("".join(traceback.format_exception(error))))
    for begins, line in (("cln: error: ", sentence), *(("  ", detail) for detail in details)):
        sys.stderr.write(f"{begins}{' '.join(with_days(outgoing(addressed.text(line))).splitlines())}\n")
    return code


def _prepare_streams() -> None:
    """A closed stream is none; a pipe on Windows would take its code page and fail on the first accent.

    A terminal keeps its own, which may lack a character; another then stands in for it.
    """
    codecs.register_error("cln.stand_in", stand_in)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="cln.stand_in")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
