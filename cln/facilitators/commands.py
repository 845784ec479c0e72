"""`cln facilitator`: who supports the teams of a cohort."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from cln import completion
from cln.arguments import BY_NAME
from cln.command import command, group
from cln.context import Context
from cln.facilitators.named import facilitator_typed
from cln.files import cells
from cln.options import Day, email, named_argument, reader, sentence, words
from cln.programme import ORGANISATIONS, FacilitatorRole

if TYPE_CHECKING:
    from sqlmodel import Session

    from cln.files.source import Source
    from cln.match.successors import Gone
    from cln.screen.view import View
    from cln.store import Change
    from cln.tables.cohorts import Cohort

Who = Annotated[
    str,
    named_argument(facilitator_typed, completion.OF_FACILITATORS, "WHO", "Their name or e-mail address."),
    BY_NAME,
]

facilitator = typer.Typer(no_args_is_help=True)


@group(facilitator)
def everything(context: Context) -> None:
    """Keep the facilitators who support the teams."""


@command(
    facilitator,
    "add",
    example='cln facilitator add --name "Jo Jack" --organisation QIO --authority Inverclyde',
)
def add(
    change: "Change",
    cohort: "Cohort",
    name: Annotated[str, typer.Option(parser=words, metavar="NAME", help="Their name.")],
    organisation: Annotated[
        str,
        typer.Option(
            parser=reader(partial(cells.one_of, words=ORGANISATIONS), "the organisation"),
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
) -> "View":
    """Add one facilitator to the cohort."""
    from cln.cohort import whom
    from cln.cohort.queries import themes_of
    from cln.facilitators import facilitators, view
    from cln.facilitators.needs import needs
    from cln.match.limits import in_force
    from cln.overview.after import followed

    theme = whom.theme(themes_of(change.session, cohort, every=True), cohort)
    added = facilitators.add(
        change, cohort, name, organisation, authority, email=address, role=role, themes=themes, theme=theme
    )
    most = in_force(change.session, cohort).facilitator_establishments
    shown = view.added(added, needs(change.session, cohort, most))
    return followed(change.session, cohort, shown)


@command(facilitator, "import", example="cln facilitator import facilitators.csv")
def import_file(change: "Change", cohort: "Cohort", source: "Source") -> "View":
    """Take in a file of facilitators."""
    from cln.cohort import whom
    from cln.cohort.queries import themes_of
    from cln.facilitators import facilitators, view
    from cln.match.limits import in_force
    from cln.overview.after import followed
    from cln.store.intake import take

    themes = whom.theme(themes_of(change.session, cohort, every=True), cohort)
    most = in_force(change.session, cohort).facilitator_establishments
    taken = take(change, source, partial(facilitators.import_file, change, cohort, themes, most))
    return followed(change.session, cohort, view.imported(taken))


@command(facilitator, "list", example="cln facilitator list")
def list_(
    session: "Session",
    cohort: "Cohort",
    everyone: Annotated[bool, typer.Option("--all", help="Those who have withdrawn too.")] = False,
) -> "View":
    """List the facilitators of the cohort by council and name."""
    from cln.facilitators import facilitators, view

    return view.listing(cohort.name, facilitators.listing(session, cohort, everyone=everyone))


@command(facilitator, "withdraw", example='cln facilitator withdraw "Roddy Imrie" --reason "Called back"')
def withdraw(
    context: Context,
    person: Who,
    reason: Annotated[
        str, typer.Option(parser=sentence, metavar="WORDS", help="Why, e.g. called back to her council.")
    ],
    on: Day = None,
) -> "View":
    """Note that a facilitator leaves; says which teams are alone now, and who could step in."""
    from cln.match import successors
    from cln.match.views.successors import gone, interrupted
    from cln.screen.progress import progress

    def deed(change: "Change", cohort: "Cohort") -> "Gone":
        return successors.withdraw(change, cohort, person, reason=reason, on=on or change.today)

    left = context.make("facilitator withdraw", deed)
    try:
        with context.reading() as session, progress() as watch:
            gap = successors.gap(session, context.cohort(session), watch)
    except KeyboardInterrupt:
        return interrupted(left)
    return gone(left, gap)


@command(facilitator, "rejoin", example='cln facilitator rejoin "Roddy Imrie"', after="facilitator withdraw")
def rejoin(change: "Change", cohort: "Cohort", person: Who, on: Day = None) -> "View":
    """Note that a facilitator who withdrew supports the cohort again."""
    from cln.match import successors
    from cln.match.views.successors import back

    return back(successors.rejoin(change, cohort, person, on=on or change.today))
