"""Writes the command reference from the commands themselves, so that it cannot say anything else."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.main import get_command

from cln.app import app
from cln.shared_options import PANEL

NEVER_NAMED = {"install_completion", "show_completion"}

HEAD = """\
# The commands of cln

<!-- Made by `python -m tests.docs --write`; change the help of the command instead. -->

Every command also explains itself: `cln --help`, `cln init --help`.

Each example works on the database that `cln demo --folder DIR` leaves; where it says so, after that of
another command. The files that it reads are such as people send.
"""

SHARED = """\
## Options that every command has

They may stand before or after the command.
"""


def page() -> str:
    """The whole reference as Markdown."""
    root = get_command(app)
    context = typer.Context(root, info_name="cln", **root.context_settings)
    found = [(c, command) for c, command in _commands(context, root) if command is not root]
    contents = _table(
        ("Command", "What it does"),
        [
            (f"[`{c.command_path}`](#{c.command_path.replace(' ', '-')})", _sentence(command))
            for c, command in found
            if _runs(command)
        ],
    )
    shared = _table(("Option", "Meaning"), _records(context, root, shared=True))
    own = _table(("Option", "Meaning"), _records(context, root, shared=False))
    parts = [HEAD, *contents, SHARED, *shared, "`cln` alone also has:\n", *own]
    for c, command in found:
        parts += _section(c, command)
    return "\n".join(parts).rstrip("\n") + "\n"


def _commands(context: Any, command: Any) -> Iterator[tuple[Any, Any]]:
    """The command and all below it, in the order of the help."""
    yield context, command
    if _is_group(command):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if not below.hidden:
                yield from _commands(typer.Context(below, info_name=name, parent=context), below)


def _is_group(command: Any) -> bool:
    return hasattr(command, "list_commands")


def _runs(command: Any) -> bool:
    """A group that only holds commands cannot be run itself."""
    return not _is_group(command) or command.invoke_without_command


def _section(context: Any, command: Any) -> list[str]:
    parts = [f"## {context.command_path}\n", f"{_text(command.help)}\n"]
    if not _runs(command):
        return parts
    pieces = [piece.strip("{}") for piece in command.collect_usage_pieces(context)]
    usage = " ".join([context.command_path, *pieces])
    parts.append(f"    {usage}\n")
    head, line = command.epilog.split("\n\n")
    parts += [f"{head}\n", f"    {line}\n"]
    return [*parts, *_table(("Argument or option", "Meaning"), _records(context, command, shared=False))]


def _records(context: Any, command: Any, *, shared: bool) -> list[tuple[str, str]]:
    found = []
    for parameter in command.params:
        is_shared = getattr(parameter, "rich_help_panel", None) == PANEL
        if parameter.hidden or parameter.name in NEVER_NAMED or is_shared is not shared:
            continue
        names, meaning = parameter.get_help_record(context)
        found.append((f"`{names}`", _text(meaning)))
    return found


def _table(heads: tuple[str, str], rows: list[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    lines = [heads, ("---", "---"), *((a.replace("|", r"\|"), b.replace("|", r"\|")) for a, b in rows)]
    return ["".join(f"| {a} | {b} |\n" for a, b in lines)]


def _sentence(command: Any) -> str:
    return _text(command.get_short_help_str(limit=200))


def _text(said: str | None) -> str:
    assert said, "a command or option has no help"
    return " ".join(said.split())
