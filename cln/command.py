"""What every command has: the shared options, the database, and a way to show what came out.

`command` registers a function. The shared options are added to it, so that they may stand before or after the
command, and it is handed what its parameters ask for by name (see `GIVEN`). A parameter that is a frozen
dataclass stands for the options that its fields are; one that asks for a file (see `FILES`), for the options
of files. What the function returns is shown once the unit of work has been kept, or in a dry run taken back.
Where it takes CODE, --sector and --entry, they are made one `Which` before the database is opened: its `code`
is all that the function has to look at.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cln.errors import Refused, Usage
from cln.file_options import FILES, OPTIONAL_FILE, source_of
from cln.words import cut

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session

    from cln import settings
    from cln.cohort.whom import Which
    from cln.files.problems import Question
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

PANEL = "Shared options"

Database = Annotated[
    str | None,
    typer.Option(help="Where the data is: a file or a database URL.", rich_help_panel=PANEL, metavar="URL"),
]
CohortName = Annotated[
    str | None,
    typer.Option(
        "--cohort", help="Which cohort; the only open one by default.", rich_help_panel=PANEL, metavar="NAME"
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--as", help="Who is acting; your login name by default.", rich_help_panel=PANEL, metavar="NAME"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.", rich_help_panel=PANEL)]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Show the traceback of a fault.", rich_help_panel=PANEL)
]


@dataclass(frozen=True)
class Context:
    """The shared options of one command, and what follows from them."""

    database: Database = None
    cohort_name: CohortName = None
    who: Who = None
    json: Json = False
    verbose: Verbose = False

    @property
    def settings(self) -> "settings.Settings":
        """Database and person, from options, environment and defaults."""
        from cln import settings

        return settings.resolve(self.database, self.who)

    @contextmanager
    def engine(self, *, create: bool = False) -> Iterator["Engine"]:
        """The database, whatever its schema."""
        from cln.store import engine

        with engine.connected(self.settings.database, create=create) as connected:
            yield connected

    @contextmanager
    def reading(self) -> Iterator["Session"]:
        """A session that only reads, on a database whose schema fits."""
        from cln import store
        from cln.store import schema

        with self.engine() as engine:
            schema.check(engine)
            with store.reading(engine) as session:
                yield session

    @contextmanager
    def change(self, command: str, *, dry_run: bool = False) -> Iterator["Change"]:
        """A unit of work, recorded as `command`; a dry run is taken back."""
        from cln import store

        with (
            self.reading() as session,
            store.change(session, command, self.settings.who, dry_run=dry_run) as change,
        ):
            yield change

    def cohort(self, session: "Session") -> "Cohort":
        """The cohort that `--cohort` names, else the only open one."""
        from cln.cohort.queries import find_cohort

        return find_cohort(session, self.cohort_name)

    @contextmanager
    def given(self, wanted: Sequence[str], record: str, *, dry_run: bool) -> Iterator[dict[str, Any]]:
        """What a command asks for of `GIVEN`, by name; a change is recorded as `record`, or taken back."""
        with ExitStack() as held:
            given: dict[str, Any] = {"context": self}
            if "change" in wanted:
                given["change"] = held.enter_context(self.change(record, dry_run=dry_run))
                given["session"] = given["change"].session
            elif {"session", "cohort"} & set(wanted):
                given["session"] = held.enter_context(self.reading())
            if "cohort" in wanted:
                given["cohort"] = self.cohort(given["session"])
            yield {name: given[name] for name in wanted}

    def show(self, view: "View") -> None:
        """Print a view as text or JSON, with what is to be told of the file that was taken in, if one was."""
        from cln.screen import outcome, output

        output.show(outcome.with_doubts(view), as_json=self.json)


MOST = 2**31 - 1
"""The largest number that is taken: what a column of a whole number holds on every engine."""

GIVEN = ("context", "session", "change", "cohort")
"""What a command is handed when it has a parameter of this name: the `Context`, a session that reads, the
unit of work (a `Change`, kept when the command returns), and the cohort that is meant."""


def command(app: typer.Typer, name: str) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Register a function as the command `name` of `app`; the view that it returns, if any, is shown."""

    def register(function: Callable[..., Any]) -> Callable[..., None]:
        app.command(name)(_with_shared_options(function))
        return function

    return register


def group(app: typer.Typer, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Register a function as what `app` does before, or without, one of its commands."""

    def register(function: Callable[..., Any]) -> Callable[..., None]:
        app.callback(**settings)(_with_shared_options(function))
        return function

    return register


def _narrowed(code: "Which | None", sector: str | None, entry: int | None) -> "Which | None":
    """The entry that CODE, --sector and --entry name together; None where none of them is given."""
    if code is not None:
        return code.narrowed(sector, entry)
    if sector is not None or entry is not None:
        raise Usage("--sector and --entry say which entry of an establishment is meant; write its CODE, too")
    return None


def _refuse_beyond(typer_context: typer.Context, arguments: Mapping[str, Any]) -> None:
    """Refuse numbers that are none, or that no column of a database holds, and names that no file can have.

    Raises:
        Usage: an option or argument is not a finite number, or one beyond `MOST`.
        Refused: there can be no file of that name, or nobody may look for it there.
    """
    for parameter in typer_context.command.params:
        value = arguments.get(parameter.name or "")
        if isinstance(value, int | float) and not -MOST <= value <= MOST:  # nor does NaN
            raise Usage(f"{parameter.opts[0]} takes a number between -{MOST} and {MOST}, not {value}")
        for path in value if isinstance(value, list | tuple) else (value,):
            if isinstance(path, Path):
                _refuse_place(path)


def _refuse_place(path: Path) -> None:
    try:
        path.exists()
    except OSError as error:
        raise Refused(f"there can be no file {cut(path)}: {error.strerror}; name another place") from error


def _with_shared_options(function: Callable[..., Any]) -> Callable[..., None]:
    """Add the shared options to a function's signature, and hand it what it asks for of `GIVEN`."""
    parameters = inspect.signature(function).parameters
    wanted = [name for name in GIVEN if name in parameters]
    own: list[inspect.Parameter] = []
    bundles: dict[str, Any] = {}
    for name, parameter in parameters.items():
        if name in FILES:
            bundles[name] = FILES[name]
            own += _of_file(parameter)
        elif name not in GIVEN and is_dataclass(parameter.annotation):
            bundles[name] = parameter.annotation
            own += _options(parameter.annotation)
        elif name not in GIVEN:
            own.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
    shared = _options(Context)

    @functools.wraps(function)
    def wrapper(typer_context: typer.Context, **arguments: Any) -> None:
        given = {one.name: value for one in shared if (value := arguments.pop(one.name))}
        typer_context.obj = replace(typer_context.obj or Context(), **given)
        if typer_context.invoked_subcommand is not None:
            return  # the options are kept for that command
        context: Context = typer_context.obj
        _refuse_beyond(typer_context, arguments)
        if {"code", "sector", "entry"} <= arguments.keys():
            arguments["code"] = _narrowed(arguments["code"], arguments["sector"], arguments["entry"])
        for name, kind in bundles.items():
            given = {one.name: arguments.pop(one.name) for one in fields(kind)}
            arguments[name] = source_of(kind, given, ask=_asks(context)) if name in FILES else kind(**given)
        dry_run = any(getattr(arguments[name], "dry_run", False) for name in FILES if name in bundles)
        with context.given(wanted, typer_context.command_path.removeprefix("cln "), dry_run=dry_run) as asked:
            view = function(**asked, **arguments)
        if view is not None:
            context.show(view)

    first = inspect.Parameter("typer_context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    every = [first, *own, *shared]
    wrapper.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in every}
    return wrapper


def _asks(context: Context) -> "Callable[[Question], str] | None":
    """How to ask what only a person can decide; None where nobody is there, or JSON is wanted."""
    from cln.screen import ask

    return (
        None if context.json or not ask.on_a_terminal() else lambda one: ask.choice(one.sentence, one.choices)
    )


def _options(kind: Any) -> list[inspect.Parameter]:
    """The fields of a dataclass as the options of a command."""
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=inspect.Parameter.empty if field.default is MISSING else field.default,
            annotation=field.type,
        )
        for field in fields(kind)
    ]


def _of_file(parameter: inspect.Parameter) -> list[inspect.Parameter]:
    """The options of a file in place of the parameter that asks for it."""
    *others, file = _options(FILES[parameter.name])
    if parameter.default is None:
        file = file.replace(default=None, annotation=OPTIONAL_FILE)
    return [file, *others]
