"""`cln match`: run the matching exercise, and see what came of it."""

from typing import Annotated

import typer

from cln.cli.context import Context, command, group

app = typer.Typer()


@group(app, invoke_without_command=True)
def match(
    context: Context,
    relax: Annotated[
        list[str] | None,
        typer.Option(metavar="RULE", help="A rule that only should hold this time; may be given again."),
    ] = None,
) -> None:
    """Match the cohort into teams, provably best, and keep the result as a proposal."""
    from cln.render import matching as view
    from cln.render.progress import progress
    from cln.services import matching, proposing

    with context.reading() as session:
        seen = matching.problem(session, context.cohort(session), relax or ())
    with progress() as watch:
        result = matching.match(seen, watch)
    with context.change("match") as change:
        proposed = proposing.keep(change, context.cohort(change.session), seen, result)
    context.show(view.proposal(proposed))


@command(app, "show")
def show(
    context: Context,
    number: Annotated[
        int | None, typer.Argument(metavar="NUMBER", help="Which proposal; the newest by default.")
    ] = None,
) -> None:
    """Show a proposal again, as it was when it was made."""
    from cln.render import matching as view
    from cln.services import proposals

    with context.reading() as session:
        context.show(view.proposal(proposals.load(session, context.cohort(session), number)))


@command(app, "list")
def list_(context: Context) -> None:
    """List the cohort's proposals with what each reaches."""
    from cln.render import matching as view
    from cln.services import proposals

    with context.reading() as session:
        cohort = context.cohort(session)
        context.show(view.listing(cohort.name, proposals.listing(session, cohort)))
