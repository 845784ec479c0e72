"""`cln export`: tables of the cohort for Excel and other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cln.cli.context import Context, command


class Name(StrEnum):
    """What can be exported."""

    TEAMS = "teams"


class Format(StrEnum):
    """How it is written."""

    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Put the command straight under `cln`."""
    command(app, "export")(export)


def export(
    context: Context,
    name: Annotated[Name, typer.Argument(metavar="NAME", help="What to export.")],
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output by default.")] = None,
    file_format: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    proposal: Annotated[int | None, typer.Option(help="Which proposal; the newest by default.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file if it exists.")] = False,
) -> None:
    """Export a table: `teams` has a row for each entry with its team, theme, level and facilitators."""
    from cln.publish import tables
    from cln.render import output
    from cln.services import exports

    with context.reading() as session:
        exported = exports.TABLES[name.value](session, context.cohort(session), proposal)
    write = tables.to_json if context.json or file_format is Format.JSON else tables.to_csv
    content = write(exported.table)
    if out is None:
        output.send(content)
    else:
        tables.write(content, out, force=force)
        output.note(f"{len(exported.table.rows)} rows written to {out}.")
    for warning in exported.warnings:
        output.note(warning)
