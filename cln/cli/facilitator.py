"""`cln facilitator`: who supports the teams of a cohort."""

from typing import Annotated

import typer

from cln.cli.context import Context, command, group
from cln.cli.options import Day, File, email, reader, sentence, words
from cln.intake import cells
from cln.programme import ORGANISATIONS, FacilitatorRole

Person = Annotated[
    str, typer.Argument(metavar="WHO", help="Their name or e-mail address.", show_default=False)
]

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
def list_(
    context: Context,
    everyone: Annotated[bool, typer.Option("--all", help="Those who have withdrawn too.")] = False,
) -> None:
    """List the facilitators of the cohort by council and name."""
    from cln.render import facilitators as view
    from cln.services import facilitators

    with context.reading() as session:
        found = facilitators.listing(session, context.cohort(session), everyone=everyone)
    context.show(view.listing(found))


@command(app, "withdraw")
def withdraw(
    context: Context,
    person: Person,
    reason: Annotated[
        str, typer.Option(parser=sentence, metavar="WORDS", help="Why, e.g. called back to her council.")
    ],
    on: Day = None,
) -> None:
    """Note that a facilitator leaves; says which teams are alone now, and who could step in."""
    from cln.render import successors as view
    from cln.render.progress import progress
    from cln.services import successors

    with context.change("facilitator withdraw") as change:
        cohort = context.cohort(change.session)
        gone = successors.withdraw(change, cohort, person, reason=reason, on=on or change.today)
    with context.reading() as session, progress() as watch:
        gap = successors.gap(session, context.cohort(session), watch)
    context.show(view.gone(gone, gap))


@command(app, "rejoin")
def rejoin(context: Context, person: Person, on: Day = None) -> None:
    """Note that a facilitator who withdrew supports the cohort again."""
    from cln.render import successors as view
    from cln.services import successors

    with context.change("facilitator rejoin") as change:
        cohort = context.cohort(change.session)
        back = successors.rejoin(change, cohort, person, on=on or change.today)
    context.show(view.back(back))
