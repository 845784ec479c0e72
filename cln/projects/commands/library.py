"""`cln project find`: what other inquiries found out, so that nobody need begin anew."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command


def register(app: typer.Typer) -> None:
    """Put the command under `cln project`."""
    command(app, "find")(find)


def find(
    context: Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="What to look for.", show_default=False)
    ],
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was found as a page, e.g. found.html.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the page if it exists.")] = False,
) -> None:
    """Search the projects of all cohorts: themes, questions, measures, impact, lessons, sharing."""
    from cln.files import whole
    from cln.projects import library
    from cln.projects.views import library as view
    from cln.screen import output

    with context.reading() as session:
        found = library.find(session, words)
    if export is not None:
        whole.write(library.page(found).encode(), export, force=force)
        output.note(f"{export} is written; open it in a browser.")
    context.show(view.found(found))
