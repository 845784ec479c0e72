"""Sheets for facilitators without access to the database: out to them, and back into the log."""

from pathlib import Path
from typing import Annotated

import typer

from cln.command import Context, command
from cln.options import File, words


def register(app: typer.Typer) -> None:
    """Put the sheets under `cln project`."""
    command(app, "sheet")(sheet)
    command(app, "import")(import_)


def sheet(
    context: Context,
    facilitator: Annotated[str, typer.Option(parser=words, metavar="NAME", help="Whose teams it is about.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The workbook to write, e.g. sheet.xlsx.")],
    rows: Annotated[int, typer.Option(min=1, max=500, help="How many visits can be filled in.")] = 40,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Make a workbook for one facilitator: rows to fill in for her visits, her teams, and what is due.

    What comes back is taken in with: cln project import FILE
    """
    from cln.files import workbook
    from cln.projects import sheets
    from cln.projects.views import sheets as view

    with context.reading() as session:
        made = sheets.make(session, context.cohort(session), facilitator, rows)
    workbook.write(workbook.to_xlsx(made.sheets), out, force=force)
    context.show(view.made(made, out))


def import_(context: Context, file: File) -> None:
    """Take in a sheet that came back, as often as it comes: what is known is passed over.

    Where a sheet says something else in a row that was taken in before, both are kept and named.
    """
    from cln.projects import sheet_merging
    from cln.projects.views import sheets as view

    with context.change("project import") as change:
        merged = sheet_merging.import_file(change, context.cohort(change.session), file)
    context.show(view.merged(merged))
