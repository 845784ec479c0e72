"""What makes a command of a function: the shared options, and a way to show what came out.

`command` registers a function. The shared options are added to it, so that they may stand before or after the
command, and it is handed what its parameters ask for by name (see `GIVEN`). A parameter that is a frozen
dataclass stands for the options that its fields are; one that asks for a file (see `FILES`), for the options
of files. What the function returns is shown once the unit of work has been kept, or in a dry run taken back.
Where it takes CODE, --sector and --entry, they are made one `Which` before the database is opened: its `code`
is all that the function has to look at. Where words stand for a code, a name or a number, it is handed what
they mean.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import typer

from cln.arguments import CERTAIN, FILES, Writes, is_by_name, narrowed, never, options_of, refuse_beyond
from cln.context import GIVEN, Context
from cln.screen import addressed
from cln.screen.manner import CHOSEN, Manner


def command(
    app: typer.Typer,
    name: str,
    writes: "Writes" = lambda given: not given.get("dry_run"),
    *,
    example: str,
    after: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Register a function as the command `name` of `app`; the view that it returns, if any, is shown.

    What is registered is what makes the command: `app` calls it for the one that is asked for.

    Args:
        app: the group.
        name: the command.
        writes: whether it writes, of its arguments, where it takes a `Context`; with a `Change` it does.
        example: a command line that works on the demo's database, after that of `after` if there is one.
    """

    def register(function: Callable[..., Any]) -> Callable[..., None]:
        made = functools.partial(_with_shared_options, function, writes)  # of all commands only one is run
        app.command(name, epilog=_in_help(example, after))(made)
        return function

    return register


def group(
    app: typer.Typer, *, example: str = "", **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Register a function as what `app` does before, or without (it has an example then), a command of it."""

    def register(function: Callable[..., Any]) -> Callable[..., None]:
        app.callback(epilog=_in_help(example), **settings)(_with_shared_options(function, never))
        return function

    return register


def _in_help(example: str, after: str = "") -> str:
    """What stands below the help of a command: two paragraphs with its example; "" where it has none."""
    return f"Example{f', after that of cln {after}' if after else ''}:\n\n{example}" if example else ""


def _with_shared_options(function: Callable[..., Any], writes: "Writes") -> Callable[..., None]:
    """Add the shared options to a function's signature, and hand it what it asks for of `GIVEN`."""
    parameters = inspect.signature(function).parameters
    own: list[inspect.Parameter] = []
    bundles: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if name in FILES:
            from cln.file_options import KINDS, options_of_file

            bundles[name] = KINDS[name]
            own += options_of_file(parameter)
        elif name not in GIVEN and is_dataclass(parameter.annotation):
            bundles[name] = parameter.annotation
            own += options_of(parameter.annotation)
        elif name not in GIVEN:
            own.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    shared = options_of(Context)
    may_write = {"change", "context"} & parameters.keys() and writes is not never
    asks = bool(may_write) and any(is_by_name(one) for one in own) and "yes" not in parameters
    own += [CERTAIN] if asks else []

    @functools.wraps(function)
    def wrapper(typer_context: typer.Context, **arguments: Any) -> None:
        refuse_beyond(typer_context, arguments)
        values = {one.name: arguments.pop(one.name) for one in shared}
        given = {name: value for name, value in values.items() if value is not None and value is not False}
        context = typer_context.obj = replace(typer_context.obj or Context(), **given)
        CHOSEN.set(Manner(context.plain, context.quiet))
        addressed.CHOSEN.set(addressed.Address(context.database or "", context.cohort_name or ""))
        if typer_context.invoked_subcommand is not None:
            return  # the options are kept for that command
        ask = None if bundles.keys().isdisjoint(FILES) else context.ask()
        arguments = narrowed(arguments)
        yes = arguments.pop("yes") if asks else arguments.get("yes", False)
        arguments = context.meant(arguments, yes=yes, writes=bool(may_write) and writes(arguments))
        for name, kind in bundles.items():
            given = {one.name: arguments.pop(one.name) for one in fields(kind)}
            if name in FILES:
                from cln.file_options import source_of

                arguments[name] = source_of(kind, given, ask)
            else:
                arguments[name] = kind(**given)
        dry_run = any(getattr(arguments[name], "dry_run", False) for name in FILES if name in bundles)
        record = typer_context.command_path.removeprefix("cln ")
        view = context.run(function, arguments, record, dry_run=dry_run)
        if view is not None:
            context.show(view)

    first = inspect.Parameter("typer_context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    every = [first, *own, *shared]
    wrapper.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in every}
    return wrapper
