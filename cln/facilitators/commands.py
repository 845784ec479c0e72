"""`cln facilitator`: who supports the teams of a cohort."""

from typing import Annotated

import typer

from cln.command import Context, command, group
from cln.files import cells
from cln.options import Day, File, email, reader, sentence, words
from cln.programme import ORGANISATIONS, FacilitatorRole

Person = Annotated[
    str, typer.Argument(metavar="WHO", help="Their name or e-mail address.", show_default=False)
]

facilitator = typer.Typer(no_args_is_help=True)


@group(facilitator)
def everything(context: Context) -> None:
    """Keep the facilitators who support the teams."""


@command(facilitator, "add")
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
    from cln.facilitators import facilitators, view

    with context.change("facilitator add") as change:
        cohort = context.cohort(change.session)
        added = facilitators.add(
            change, cohort, name, organisation, authority, email=address, role=role, themes=themes
        )
    context.show(view.added(added))


@command(facilitator, "import")
def import_file(context: Context, file: File) -> None:
    """Take in a file of facilitators."""
    from cln.facilitators import facilitators, view

    with context.change("facilitator import") as change:
        imported = facilitators.import_file(change, context.cohort(change.session), file)
    context.show(view.imported(imported))


@command(facilitator, "list")
def list_(
    context: Context,
    everyone: Annotated[bool, typer.Option("--all", help="Those who have withdrawn too.")] = False,
) -> None:
    """List the facilitators of the cohort by council and name."""
    from cln.facilitators import facilitators, view

    with context.reading() as session:
        found = facilitators.listing(session, context.cohort(session), everyone=everyone)
    context.show(view.listing(found))


@command(facilitator, "withdraw")
def withdraw(
    context: Context,
    person: Person,
    reason: Annotated[
        str, typer.Option(parser=sentence, metavar="WORDS", help="Why, e.g. called back to her council.")
    ],
    on: Day = None,
) -> None:
    """Note that a facilitator leaves; says which teams are alone now, and who could step in."""
    from cln.match import successors
    from cln.match.views import successors as view
    from cln.screen.progress import progress

    with context.change("facilitator withdraw") as change:
        cohort = context.cohort(change.session)
        gone = successors.withdraw(change, cohort, person, reason=reason, on=on or change.today)
    with context.reading() as session, progress() as watch:
        gap = successors.gap(session, context.cohort(session), watch)
    context.show(view.gone(gone, gap))


@command(facilitator, "rejoin")
def rejoin(context: Context, person: Person, on: Day = None) -> None:
    """Note that a facilitator who withdrew supports the cohort again."""
    from cln.match import successors
    from cln.match.views import successors as view

    with context.change("facilitator rejoin") as change:
        cohort = context.cohort(change.session)
        back = successors.rejoin(change, cohort, person, on=on or change.today)
    context.show(view.back(back))
