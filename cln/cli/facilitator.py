"""`cln facilitator`: who supports the teams of a cohort."""

from typing import Annotated

import typer

from cln.cli.context import Context, command, group
from cln.cli.options import File, email, reader, words
from cln.intake import cells
from cln.programme import ORGANISATIONS, FacilitatorRole

app = typer.Typer(no_args_is_help=True)


@group(app)
def everything(context: Context) -> None:
    """Keep the facilitators who support the teams."""


@command(app, "add")
def add(
    context: Context,
    name: Annotated[str, typer.Option(parser=words, metavar="NAME", help="Their name.")],
    organisation: Annotated[
        str,
        typer.Option(
            parser=reader(lambda said: cells.one_of(said, ORGANISATIONS), "the organisation"),
            metavar="WORD",
            help=f"One of: {', '.join(ORGANISATIONS)}.",
        ),
    ],
    authority: Annotated[str | None, typer.Option(help="Their council; none for national bodies.")] = None,
    address: Annotated[
        str, typer.Option("--email", parser=email, metavar="ADDRESS", help="Their e-mail address.")
    ] = "",
    role: Annotated[
        FacilitatorRole, typer.Option(case_sensitive=False, help="Key ones count for the one-per-ten rule.")
    ] = FacilitatorRole.KEY,
    themes: Annotated[str, typer.Option(metavar="A;B", help="Themes they know, joined by semicolons.")] = "",
) -> None:
    """Add one facilitator to the cohort."""
    from cln.render import facilitators as view
    from cln.services import facilitators

    with context.change("facilitator add") as change:
        cohort = context.cohort(change.session)
        added = facilitators.add(
            change, cohort, name, organisation, authority, email=address, role=role, themes=themes
        )
    context.show(view.added(added))


@command(app, "import")
def import_file(context: Context, file: File) -> None:
    """Take in a file of facilitators."""
    from cln.render import facilitators as view
    from cln.services import facilitators

    with context.change("facilitator import") as change:
        imported = facilitators.import_file(change, context.cohort(change.session), file)
    context.show(view.imported(imported))


@command(app, "list")
def list_(context: Context) -> None:
    """List the facilitators of the cohort by council and name."""
    from cln.render import facilitators as view
    from cln.services import facilitators

    with context.reading() as session:
        found = facilitators.listing(session, context.cohort(session))
    context.show(view.listing(found))
