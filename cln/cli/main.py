"""The front door: assembles the commands; the one place where a fault becomes a line and an exit code."""

import atexit
import gc
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from cln import __version__, errors
from cln.cli import cohort, demo, establishment, export, facilitator, history, match, setup, survey
from cln.cli.context import Context, group

app = typer.Typer(
    name="cln",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
setup.register(app)
demo.register(app)
app.add_typer(establishment.app, name="establishment")
app.add_typer(cohort.app, name="cohort")
app.add_typer(facilitator.app, name="facilitator")
app.add_typer(survey.app, name="survey")
app.add_typer(match.app, name="match")
export.register(app)
history.register(app)

BUG = "this is a fault in cln itself; nothing was written. Run it again with -v and report what it shows"


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
    _speak_utf8()
    if arguments is None:  # the process ends with this command: collecting its garbage would take 0.1 s
        atexit.register(gc.freeze)
    try:
        return get_command(app).main(given, prog_name="cln", standalone_mode=False) or 0
    except errors.ClnError as error:
        return _fail(error, error.sentence, error.details, error.exit_code, given)
    except typer.TyperException as error:
        sentence = error.format_message().rstrip(".").replace("\n", " ").replace(": Value error,", ":")
        if not sentence:  # no command was given, and the help has been shown instead
            return error.exit_code
        return _fail(error, f"{sentence}; see: cln --help", (), error.exit_code, given)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # the boundary: whatever was not foreseen is a bug, and says so
        return _fail(error, BUG, (f"{type(error).__name__}: {error}",), 1, given)


def _fail(error: Exception, sentence: str, details: Sequence[str], code: int, given: list[str]) -> int:
    if "-v" in given or "--verbose" in given:
        import traceback

        traceback.print_exception(error)
    print(f"cln: error: {sentence}", file=sys.stderr)  # noqa: T201  (the boundary)
    for detail in details:
        print(f"  {detail}", file=sys.stderr)  # noqa: T201
    return code


def _speak_utf8() -> None:
    """A pipe on Windows would take its code page and fail on the first accent."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
