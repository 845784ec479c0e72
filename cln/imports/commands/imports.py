"""`cln import`: files of every kind, and folders of them, in one change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from cln.command import command
from cln.context import Context
from cln.file_options import Several
from cln.files import cells
from cln.options import Anyway, day, reader
from cln.programme import Occasion

if TYPE_CHECKING:
    from cln.screen.view import View
    from cln.store import Change

T = TypeVar("T")


def register_import(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "import", example="cln import nominations.csv survey.csv --dry-run")(import_)


def _of_file(read: Callable[[cells.Cell], T], what: str) -> Callable[[str], tuple[str, T]]:
    """Reads what is said of one file by its name ("file.csv=2"), or of all ("2", under the name "")."""
    parse = reader(read, what)

    def parts(value: str) -> tuple[str, T]:
        name, _, word = value.rpartition("=")
        return name.strip(), parse(word)

    return parts


Events = Annotated[
    list[Any] | None,
    typer.Option(
        "--event",
        parser=_of_file(partial(cells.whole, low=1, high=6), "the event"),
        metavar="[FILE=]NUMBER",
        help="Which event attendance or feedback is about; again for other files.",
    ),
]
Occasions = Annotated[
    list[Any] | None,
    typer.Option(
        "--occasion",
        parser=_of_file(partial(cells.one_of, words=tuple(Occasion)), "the occasion"),
        metavar="[FILE=]WHEN",
        help="When those were asked who tell their confidence: launch or end.",
    ),
]


def import_(
    context: Context,
    files: Several,
    launch: Annotated[
        date | None,
        typer.Option(
            parser=day,
            metavar="DATE",
            help="Open the cohort if it is not open: the day of its launch.",
        ),
    ] = None,
    event: Events = None,
    occasion: Occasions = None,
    scale: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[FILE=]WORDS",
            help="The words of ratings, worst to best, five joined by ';'; HEADER=WORDS for one question.",
        ),
    ] = None,
    anyway: Anyway = False,
) -> "View":
    """Take in files of every kind, and folders of them, in one change: all of them, or nothing.

    Each file is recognised by its columns. From an empty folder it makes the database; with --launch it opens
    the cohort, called as --cohort says, else after the last one.
    """
    from cln.cohort.queries import find_cohort, naming
    from cln.files.source import about_one
    from cln.imports.commands.results import shown
    from cln.imports.imports import Meant, import_files, telling
    from cln.imports.parts import Asked, files_of
    from cln.imports.view import imported
    from cln.overview.after import followed, followed_by_any
    from cln.screen import addressed
    from cln.upkeep.setup import ready

    paths, passed_over = files_of(files.paths)
    occasions = {name: Occasion(word) for name, word in occasion or ()}
    scales = {path.name: about_one(path, paths, scale or ()) for path in paths}
    asked = Asked(dict(event or ()), occasions, scales)
    settings = context.settings
    with ready(settings.database, settings.who, dry_run=files.dry_run) as database:
        theirs = replace(context, database=database)

        def deed(change: "Change") -> "View":
            meant = Meant(context.named, launch)
            sources = [replace(one, anyway=anyway) for one in files.sources(paths)]
            with telling(passed_over):
                result = import_files(change, sources, meant, asked, passed_over, files.rejects)
            view = imported(result, shown)
            if result.cohort is None:
                return followed_by_any(change.session, view)
            cohort = find_cohort(change.session, result.cohort)
            if context.cohort_name or naming(change.session, cohort):
                addressed.known(cohort.name)
            return followed(change.session, cohort, view)

        return theirs.work("import", deed, dry_run=files.dry_run)
