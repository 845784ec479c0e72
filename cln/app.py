"""The front door: assembles the commands; the one place where a fault becomes a line and an exit code.

Of the rooms only the one whose command is run is imported; --help imports them all.
"""

import atexit
import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer
from typer.core import TyperGroup
from typer.main import get_command, get_group

from cln import __version__, errors
from cln.command import Context, group

Register = Callable[[typer.Typer], None]


class Lazy(MutableMapping[str, Any]):
    """The commands by name, in the order in which they are needed; each is made when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        return _made(ROOMS[name])[name]

    def __iter__(self) -> Iterator[str]:
        return iter(ROOMS)

    def __len__(self) -> int:
        return len(ROOMS)

    def __setitem__(self, name: str, _: Any) -> None:
        raise TypeError(f"{name} is to be registered in ROOMS")

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"{name} stays in ROOMS")


class InOrder(TyperGroup):
    """Lists commands in the order in which they are needed, without making them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = Lazy()

    def list_commands(self, ctx: Any) -> list[str]:
        """The names, in the order of `ROOMS`."""
        return list(ROOMS)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; Typer would turn Ctrl-C into a bare exit code."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as interrupt:
            raise typer.Abort from interrupt


app = typer.Typer(
    name="cln",
    cls=InOrder,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)


def _upkeep(app: typer.Typer) -> None:
    from cln.upkeep.commands import register_upkeep

    register_upkeep(app)


def _establishment(app: typer.Typer) -> None:
    from cln.register.commands import establishment

    app.add_typer(establishment, name="establishment")


def _cohort(app: typer.Typer) -> None:
    from cln.cohort.commands import cohorts, membership
    from cln.match.commands import rules

    membership.register(cohorts.app)
    rules.register_rules(cohorts.app)
    app.add_typer(cohorts.app, name="cohort")


def _facilitator(app: typer.Typer) -> None:
    from cln.facilitators.commands import facilitator

    app.add_typer(facilitator, name="facilitator")


def _survey(app: typer.Typer) -> None:
    from cln.survey.commands import survey

    app.add_typer(survey, name="survey")


def _match(app: typer.Typer) -> None:
    from cln.match.commands import match, proposals, rules

    proposals.register(match.app)
    rules.register_promises(match.app)
    app.add_typer(match.app, name="match")


def _team(app: typer.Typer) -> None:
    from cln.match.commands import team

    app.add_typer(team.app, name="team")


def _event(app: typer.Typer) -> None:
    from cln.events.commands import attendance, feedback, schedule

    attendance.register(schedule.app)
    feedback.register(schedule.app)
    app.add_typer(schedule.app, name="event")


def _confidence(app: typer.Typer) -> None:
    from cln.events.commands import confidence

    app.add_typer(confidence.app, name="confidence")


def _projects(app: typer.Typer) -> None:
    from cln.projects.commands import log, projects

    app.add_typer(projects.app, name="project")
    log.register(app)


def _overview(app: typer.Typer) -> None:
    from cln.overview.commands import attention, register_status

    register_status(app)
    app.add_typer(attention, name="attention")


def _export(app: typer.Typer) -> None:
    from cln.exports.commands import register_export

    register_export(app)


def _report(app: typer.Typer) -> None:
    from cln.report.commands import register_report

    register_report(app)


BUG = (
    "this is a fault in cln itself; cln history tells whether anything was written. "
    "Run the command again with -v and report what it shows"
)
ROOMS: Mapping[str, Register] = {
    "demo": _upkeep,
    "init": _upkeep,
    "establishment": _establishment,
    "cohort": _cohort,
    "facilitator": _facilitator,
    "survey": _survey,
    "match": _match,
    "team": _team,
    "event": _event,
    "confidence": _confidence,
    "project": _projects,
    "log": _projects,
    "status": _overview,
    "attention": _overview,
    "export": _export,
    "report": _report,
    "history": _upkeep,
    "upgrade": _upkeep,
}
"""The commands in the order of the programme's year, as --help lists them, and what registers each."""


@functools.cache
def _made(register: Register) -> Mapping[str, Any]:
    """The commands that one room registers, made once."""
    room = typer.Typer()
    register(room)
    return get_group(room).commands


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"cln {__version__}\n")
        raise typer.Exit


@group(app)
def everything(
    context: Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Run Collaborative Learning Networks: register, survey, match into teams, track the inquiries."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; return its exit code. Nothing below this prints a fault."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    if arguments is None:  # the process ends with this command: collecting its garbage would take 0.1 s
        atexit.register(gc.freeze)
    try:
        return run(given)
    except errors.ClnError as error:
        return _fail(error, error.sentence, error.details, error.exit_code, given)
    except typer.TyperException as error:
        sentence = error.format_message().rstrip(".").replace("\n", " ").replace(": Value error,", ":")
        if not sentence:  # no command was given, and the help has been shown instead
            return error.exit_code
        return _fail(error, f"{sentence}; see: {_path(error)} --help", (), error.exit_code, given)
    except (KeyboardInterrupt, typer.Abort) as error:
        return _fail(error, "interrupted; nothing is half-done", (), 130, given)
    except Exception as error:  # the boundary: whatever was not foreseen is a bug, and says so
        return _fail(error, BUG, (f"{type(error).__name__}: {error}",), 1, given)


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; faults are raised."""
    return _commands().main(list(arguments), prog_name="cln", standalone_mode=False) or 0


@functools.cache
def _commands() -> Any:
    """Every command, made once: whoever runs several command lines in one process would wait for each."""
    return get_command(app)


def _path(error: typer.TyperException) -> str:
    """The command that was not understood, e.g. "cln cohort open"."""
    return str(getattr(getattr(error, "ctx", None), "command_path", "cln"))


def _fail(error: BaseException, sentence: str, details: Sequence[str], code: int, given: list[str]) -> int:
    if "-v" in given or "--verbose" in given:
        import traceback

        traceback.print_exception(error)
    print(f"cln: error: {sentence}", file=sys.stderr)  # noqa: T201  (the boundary)
    for detail in details:
        print(f"  {detail}", file=sys.stderr)  # noqa: T201
    return code


def _prepare_streams() -> None:
    """A closed stream is none; a pipe on Windows would take its code page and fail on the first accent."""
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")
